"""Masks and chroma keys of a clip."""

from __future__ import annotations

from dataclasses import replace

from cutroom.compiler.motion import Motion
from cutroom.compiler.scene import Use
from cutroom.core.color import WHITE, Color, find_color
from cutroom.core.curves import Curve
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import (
    ChromaKey,
    FontRequest,
    Mask,
    MaskShape,
    Paint,
    TextContent,
    TextSpan,
    TextStyle,
)

_SHAPES: dict[str, MaskShape] = {
    "line": "line", "linear": "line", "split": "line", "线性": "line",
    "mirror": "mirror", "filmstrip": "mirror", "镜面": "mirror",
    "circle": "ellipse", "ellipse": "ellipse", "圆形": "ellipse",
    "rectangle": "rectangle", "矩形": "rectangle",
    "heart": "heart", "爱心": "heart",
    "star": "star", "stars": "star", "pentagram": "star", "星形": "star",
    "text": "text", "文字": "text",
}  # fmt: skip
_SHAPES_BY_ID: dict[str, MaskShape] = {
    "6791652175668843016": "line", "7374020197990011409": "line",
    "6791699060140020232": "mirror", "7374021024985125377": "mirror",
    "6791700663249146381": "ellipse", "7374021188315517456": "ellipse",
    "6791700809454195207": "rectangle", "7374021450748924432": "rectangle",
    "6794051276482023949": "heart", "7350964630979613186": "heart",
    "6794051169434997255": "star", "7439320146876830225": "text",
}  # fmt: skip
_MOST_LETTERS = 2000
_KEY_PREFIXES = ("KFTypeCommonMask", "KFTypeMask")
_COLOUR_KEY_PREFIXES = ("KFTypeAdjustColorMask", *_KEY_PREFIXES)
_KEYED_AS: dict[str, tuple[str, ...]] = {
    # "Postion" is how the app spells it.
    "centerX": ("PositionX", "PostionX", "CenterX"),
    "centerY": ("PositionY", "PostionY", "CenterY"),
    "width": ("SizeWidth", "SizeX", "Width"),
    "height": ("SizeHeight", "SizeY", "Height"),
    "rotation": ("Rotation",),
    "feather": ("Feather",),
    "roundCorner": ("RoundCorner",),
    "expansion": ("Expansion",),
}


def mask_of(use: Use, motion: Motion) -> Mask | None:
    """The clip's mask; None without one, when it is switched off, or of a shape that is unknown."""
    found = _held(use, for_colours=False)
    if not found or not use.switched_on("enable_video_mask"):
        return None
    if len(found) > 1:
        use.note("mask-skipped", "skipped", f"only the first of {len(found)} masks is applied")
    raw = found[0]
    shape = _known_shape(use, raw)
    if shape is None:
        return None
    made = _mask(shape, raw, motion)
    if shape != "text":
        return made
    text = mask_text(use, fields.mapping(raw, "text_config"))
    if text is None:
        use.note("mask-skipped", "skipped", "the text mask has no text")
        return None
    return replace(made, text=text)


def colour_mask_of(use: Use, motion: Motion) -> Mask | None:
    """The mask that limits colour adjustments of a segment to a part of it."""
    found = _held(use, for_colours=True)
    if not found or not use.switched_on("enable_adjust_mask"):
        return None
    return _limit(use, found, motion, "a colour adjustment")


def effect_mask_of(use: Use, raw: Json, motion: Motion) -> Mask | None:
    """The mask that limits one effect, held in the effect's material or named there by its id."""
    if not fields.flag(raw, "enable_mask", True):
        return None
    named = map(use.scene.draft.materials.get, fields.texts(raw, "effect_mask"))
    found = [*fields.mappings(raw, "effect_mask"), *(m.raw for m in named if m is not None)]
    return _limit(use, found, motion, "an effect") if found else None


def _limit(use: Use, found: list[Json], motion: Motion, what: str) -> Mask | None:
    """The first of the masks of an effect or adjustment; None for one that cannot limit it."""
    if len(found) > 1:
        use.note("mask-skipped", "skipped", f"only the first of {len(found)} masks limits {what}")
    shape = _known_shape(use, found[0])
    if shape == "text":
        use.note("mask-skipped", "skipped", f"a text cannot limit {what}")
        return None
    return None if shape is None else _mask(shape, found[0], motion, _COLOUR_KEY_PREFIXES)


def _held(use: Use, *, for_colours: bool) -> list[Json]:
    buckets = ("common_mask", "masks", "adjust_masks")
    held = [m for m in use.extras if m.bucket in buckets]
    return [
        m.raw
        for m in held
        if (m.bucket == "adjust_masks" or fields.text(m.raw, "category") == "adjust") is for_colours
    ]


def _known_shape(use: Use, raw: Json) -> MaskShape | None:
    shape = mask_shape(raw)
    if shape is None:
        name = fields.text(raw, "name") or "mask"
        use.note("mask-skipped", "skipped", f"mask {name} has an outline that is not known")
    return shape


def mask_text(use: Use, config: Json) -> TextContent | None:
    """The letters of a text mask, set as the editor does; None without any.

    The line box measures 1.0549 · scale · font_size / 40 pixels on a canvas 1,080 wide.
    """
    said = fields.text(config, "content")[:_MOST_LETTERS]
    if not said.strip():
        return None
    scale = fields.number(config, "scale", 100.0, 0.0, 1e4)
    size = fields.number(config, "font_size", 15.0, 0.0, 1e4)
    style = TextStyle(
        font=FontRequest(
            use.scene.session.file_path(config, "font_path"), (fields.text(config, "font_name"),)
        ),
        line_px=max(1.0549 * scale * size / 40 * use.scene.width / 1080, 1.0),
        fill=Paint((WHITE,)),
        bold=fields.number(config, "bold_width", 0.0) > 0,
        italic_degrees=fields.number(config, "italic_degree", 0.0, -60.0, 60.0),
        underline=fields.flag(config, "has_underline", False),
        letter_spacing_em=fields.number(config, "char_spacing", 0.0, -2.0, 20.0),
    )
    gap = fields.number(config, "line_gap", 0.0, -0.9, 20.0)
    return TextContent(said, (TextSpan(0, len(said), style),), line_gap=gap)


def mask_shape(raw: Json) -> MaskShape | None:
    """The outline of a mask by its type, name or id; None for one that is not known."""
    kinds = (fields.text(raw, "resource_type"), fields.text(raw, "name"))
    for kind in kinds:
        if kind.strip().lower() in _SHAPES:
            return _SHAPES[kind.strip().lower()]
    # The type of a JianYing heart or star is just "geometric_shape", and names follow the language.
    return _SHAPES_BY_ID.get(fields.text(raw, "resource_id"))


def _mask(
    shape: MaskShape, raw: Json, motion: Motion, prefixes: tuple[str, ...] = _KEY_PREFIXES
) -> Mask:
    config = fields.mapping(raw, "config")

    def curve(key: str, default: float, low: float, high: float) -> Curve:
        keyed = tuple(prefix + name for prefix in prefixes for name in _KEYED_AS[key])
        return motion.get(fields.number(config, key, default, low, high), *keyed, of=raw)

    return Mask(
        shape=shape,
        center_x=curve("centerX", 0.0, -100.0, 100.0),
        center_y=curve("centerY", 0.0, -100.0, 100.0),
        width=curve("width", 0.5, 0.0, 100.0),
        height=curve("height", 0.5, 0.0, 100.0),
        rotation=curve("rotation", 0.0, -1e6, 1e6),
        feather=curve("feather", 0.0, 0.0, 1.0),
        round_corner=curve("roundCorner", 0.0, 0.0, 1.0),
        expansion=curve("expansion", 0.0, -1.0, 1.0),
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
