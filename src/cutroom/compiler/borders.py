"""Outline, shadow and rounded corners of a clip."""

from __future__ import annotations

from cutroom.compiler.scene import Use
from cutroom.core.color import BLACK, WHITE, Color, find_color
from cutroom.core.curves import flat
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import DropShadow, Mask, Outline

_WIDEST, _FARTHEST, _SOFTEST = 0.1, 0.25, 0.12
"""What full sliders come to, in shorter sides of the clip; nobody has measured the editor's."""


def outline_of(use: Use) -> Outline | None:
    """The line around a clip; None without one or when it is switched off."""
    material = use.extra("video_strokes")
    if material is None or not fields.flag(material.raw, "enable_video_stroke", True):
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


def shadow_of(use: Use) -> DropShadow | None:
    """The shadow of a clip; None without one or when it is switched off."""
    material = use.extra("video_shadows")
    if material is None or not fields.flag(material.raw, "enable_video_shadow", True):
        return None
    raw = material.raw
    alpha = _share(fields.number(raw, "alpha", 0.8))
    if alpha <= 0.0:
        return None
    use.note("shadow-approximated", "approximated", "the size of a clip's shadow is estimated")
    return DropShadow(
        color=_color(raw, BLACK).faded(alpha),
        distance=_share(fields.number(raw, "distance", 0.2)) * _FARTHEST,
        # The editor counts angles counter-clockwise.
        angle=-fields.number(raw, "angle", -45.0, -1e6, 1e6),
        blur=_share(fields.number(raw, "ambiguity", 0.3)) * _SOFTEST,
    )


def rounding_of(use: Use) -> Mask | None:
    """Rounded corners as a mask over the whole clip."""
    material = use.extra("video_radius")
    if material is None:
        return None
    radius = _share(fields.number(material.raw, "radius", 0.0))
    if radius <= 0.0:
        return None
    whole, none = flat(1.0), flat(0.0)
    return Mask("rectangle", none, none, whole, whole, none, none, flat(radius))


def _color(raw: Json, default: Color) -> Color:
    color = find_color(fields.text(raw, "color"))
    return default if color is None else Color(color.red, color.green, color.blue)


def _share(value: float) -> float:
    """A slider as 0–1; writers that count to 100 are told by numbers beyond 1."""
    return min(max(value if value <= 1.0 else value / 100, 0.0), 1.0)
