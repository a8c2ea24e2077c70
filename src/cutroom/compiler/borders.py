"""Outline, shadow and rounded corners of a clip."""

from __future__ import annotations

from cutroom.compiler.motion import Motion
from cutroom.compiler.scene import Use
from cutroom.core.color import BLACK, WHITE, Color, find_color
from cutroom.core.curves import flat
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import DropShadow, Mask, Outline

_WIDEST, _FARTHEST, _SOFTEST = 0.1, 0.25, 0.12
"""What full sliders come to, in shorter sides of the clip; nobody has measured the editor's."""
_UNTOLD_OF_STROKE = ("distance", "texture", "horizontal_shift", "vertical_shift")


def outline_of(use: Use, mask: Mask | None) -> Outline | None:
    """The line around a clip or around what its mask leaves; None without one or when it is switched off."""
    material = use.extra("video_strokes")
    if material is None:
        return None if mask is None else _outline_of_mask(use)
    if not fields.flag(material.raw, "enable_video_stroke", True):
        return None
    raw = material.raw
    sliders = list(fields.mappings(raw, "adjust_params"))
    wide = [
        p for p in sliders if any(w in fields.text(p, "name").lower() for w in ("size", "width"))
    ]
    chosen = next(iter(wide or sliders), raw)
    name = "value" if chosen is not raw else "width"
    width = _share(fields.number(chosen, name, 0.2)) * _WIDEST
    if width <= 0.0:
        return None
    use.note("outline-approximated", "approximated", "the width of a clip's outline is estimated")
    return Outline(_color(raw, WHITE), width)


def _outline_of_mask(use: Use) -> Outline | None:
    raw = _around_mask(use, "enable_mask_stroke", "video_mask_stroke")
    width = _share(fields.number(raw, "size", 0.0)) * _WIDEST
    alpha = _share(fields.number(raw, "alpha", 1.0))
    if width <= 0.0 or alpha <= 0.0:
        return None
    told = ""
    if any(fields.number(raw, key, 0.0) for key in _UNTOLD_OF_STROKE):
        told = "; its distance, texture and shift are not documented and left out"
    use.note(
        "mask-outline-approximated", "approximated",
        f"the width of the line around a mask is estimated{told}",
    )  # fmt: skip
    return Outline(_color(raw, WHITE).faded(alpha), width)


def _around_mask(use: Use, switch: str, key: str) -> Json:
    """What the video material keeps for its mask; {} when it is switched off."""
    if use.material is None or not use.switched_on(switch, False):
        return {}
    return fields.mapping(use.material.raw, key)


def shadow_of(use: Use, mask: Mask | None) -> DropShadow | None:
    """The shadow of a clip or of what its mask leaves; None without one or when it is switched off."""
    material = use.extra("video_shadows")
    if material is not None:
        on = fields.flag(material.raw, "enable_video_shadow", True)
        return _shadow(use, material.raw, "ambiguity", 0.8) if on else None
    raw = {} if mask is None else _around_mask(use, "enable_mask_shadow", "video_mask_shadow")
    return _shadow(use, raw, "blur", 0.0) if raw else None


def _shadow(use: Use, raw: Json, blur: str, alpha: float) -> DropShadow | None:
    alpha = _share(fields.number(raw, "alpha", alpha))
    if alpha <= 0.0:
        return None
    use.note("shadow-approximated", "approximated", "the size of a clip's shadow is estimated")
    return DropShadow(
        color=_color(raw, BLACK).faded(alpha),
        distance=_share(fields.number(raw, "distance", 0.2)) * _FARTHEST,
        # The editor counts angles counter-clockwise.
        angle=-fields.number(raw, "angle", -45.0, -1e6, 1e6),
        blur=_share(fields.number(raw, blur, 0.3)) * _SOFTEST,
    )


def rounding_of(use: Use, motion: Motion) -> Mask | None:
    """Rounded corners as a mask over the whole clip, keyed or not."""
    material = use.extra("video_radius")
    if material is None:
        return None
    radius = _share(fields.number(material.raw, "radius", 0.0))
    rounding = motion.get(radius, "KFTypeVideoRoundness", of=material.raw)
    if rounding.peak() <= 0.0:
        return None
    whole, none = flat(1.0), flat(0.0)
    return Mask("rectangle", none, none, whole, whole, none, none, rounding)


def _color(raw: Json, default: Color) -> Color:
    color = find_color(fields.text(raw, "color"))
    return default if color is None else Color(color.red, color.green, color.blue)


def _share(value: float) -> float:
    """A slider as 0–1; writers that count to 100 are told by numbers beyond 1."""
    return min(max(value if value <= 1.0 else value / 100, 0.0), 1.0)
