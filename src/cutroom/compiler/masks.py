"""Masks and chroma keys of a clip."""

from __future__ import annotations

from cutroom.compiler.motion import Motion
from cutroom.compiler.scene import Use
from cutroom.core.color import Color, find_color
from cutroom.core.curves import Curve
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import ChromaKey, Mask, MaskShape

_SHAPES: dict[str, MaskShape] = {
    "line": "line", "linear": "line", "split": "line", "线性": "line",
    "mirror": "mirror", "filmstrip": "mirror", "镜面": "mirror",
    "circle": "ellipse", "ellipse": "ellipse", "圆形": "ellipse",
    "rectangle": "rectangle", "矩形": "rectangle",
    "heart": "heart", "爱心": "heart",
    "star": "star", "stars": "star", "pentagram": "star", "星形": "star",
}  # fmt: skip
_SHAPES_BY_ID: dict[str, MaskShape] = {
    "6791652175668843016": "line", "7374020197990011409": "line",
    "6791699060140020232": "mirror", "7374021024985125377": "mirror",
    "6791700663249146381": "ellipse", "7374021188315517456": "ellipse",
    "6791700809454195207": "rectangle", "7374021450748924432": "rectangle",
    "6794051276482023949": "heart", "7350964630979613186": "heart",
    "6794051169434997255": "star",
}  # fmt: skip
_KEY_PREFIXES = ("KFTypeCommonMask", "KFTypeMask")


def mask_of(use: Use, motion: Motion) -> Mask | None:
    """The clip's mask; None without one, when it is switched off, or of a shape that is unknown."""
    found = [m for m in use.extras if m.bucket in ("common_mask", "masks")]
    if not found or not use.switched_on("enable_video_mask"):
        return None
    if len(found) > 1:
        use.note("mask-skipped", "skipped", f"only the first of {len(found)} masks is applied")
    raw = found[0].raw
    name = fields.text(raw, "name") or "mask"
    if fields.text(raw, "category") == "adjust":
        use.note(
            "mask-skipped", "skipped", f"mask {name} limits a colour adjustment; it is ignored"
        )
        return None
    shape = mask_shape(raw)
    if shape is None:
        use.note("mask-skipped", "skipped", f"mask {name} has an outline that is not known")
        return None
    return _mask(shape, fields.mapping(raw, "config"), motion)


def mask_shape(raw: Json) -> MaskShape | None:
    """The outline of a mask by its type, name or id; None for one that is not known."""
    kinds = (fields.text(raw, "resource_type"), fields.text(raw, "name"))
    for kind in kinds:
        if kind.strip().lower() in _SHAPES:
            return _SHAPES[kind.strip().lower()]
    # The type of a JianYing heart or star is just "geometric_shape", and names follow the language.
    return _SHAPES_BY_ID.get(fields.text(raw, "resource_id"))


def _mask(shape: MaskShape, config: Json, motion: Motion) -> Mask:
    def curve(key: str, default: float, low: float, high: float, *names: str) -> Curve:
        keyed = tuple(prefix + name for prefix in _KEY_PREFIXES for name in names)
        return motion.get(fields.number(config, key, default, low, high), *keyed)

    return Mask(
        shape=shape,
        center_x=curve("centerX", 0.0, -100.0, 100.0, "CenterX", "PositionX"),
        center_y=curve("centerY", 0.0, -100.0, 100.0, "CenterY", "PositionY"),
        width=curve("width", 0.5, 0.0, 100.0, "Width", "SizeX"),
        height=curve("height", 0.5, 0.0, 100.0, "Height", "SizeY"),
        rotation=curve("rotation", 0.0, -1e6, 1e6, "Rotation"),
        feather=curve("feather", 0.0, 0.0, 1.0, "Feather"),
        round_corner=curve("roundCorner", 0.0, 0.0, 1.0, "RoundCorner"),
        expansion=curve("expansion", 0.0, -1.0, 1.0, "Expansion"),
        invert=fields.flag(config, "invert", False),
    )


def chroma_of(use: Use, motion: Motion) -> ChromaKey | None:
    """The clip's chroma key; None without one or with an intensity of zero throughout."""
    material = use.extra("chromas")
    if material is None:
        return None
    raw = material.raw
    color = find_color(fields.text(raw, "color"))
    if color is None or color.alpha == 0.0:
        return None

    def curve(key: str, name: str) -> Curve:
        return motion.get(fields.number(raw, key, 0.0, 0.0, 1.0), f"KFTypeChroma{name}")

    key = ChromaKey(
        color=Color(color.red, color.green, color.blue),
        intensity=curve("intensity_value", "Intensity"),
        shadow=curve("shadow_value", "Shadow"),
        edge=curve("edge_smooth_value", "EdgeSmooth"),
        spill=curve("spill_value", "Spill"),
    )
    return None if key.intensity.peak() <= 0.0 else key
