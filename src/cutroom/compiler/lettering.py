"""How a run of characters looks: fonts, fills, strokes, shadows.

Lengths of a style are fractions of the em here. The editor's own scale of strokes and shadows has never
been measured; the constants below are the choices made, in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

from cutroom.compiler.scene import Use
from cutroom.compiler.shapes import color_of, spread_stops
from cutroom.core.color import BLACK, WHITE, Color
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import Extrusion, FontRequest, Paint, Shadow, Stroke, TextStyle

# line_px = size · W / 172.8: 6.25 px of line box a unit on a canvas 1080 wide (measured).
WIDTH_PER_UNIT = 172.8
# A text that names no size at all was drawn at about 48; one that only lacks styles has the usual 15.
SIZE_WITHOUT_ANY, SIZE_BY_DEFAULT = 48.0, 15.0

# Not measured. A width of 0.08 (the slider at 40) is an outline of 0.08 em, half of it outside.
STROKE_EM = 1.0
# Not measured. A distance of 100 moves the shadow by one em.
SHADOW_EM = 1 / 100
# Not measured. The blur radius is 2.45 em per unit of "diffuse"; a Gaussian's sigma is half of it.
SHADOW_SIGMA_EM = 2.45 / 2
# "diffuse" is the slider divided by 6; older drafts only keep the slider, as "shadow_smoothing".
DIFFUSE_PER_SMOOTHING = 1 / 6

DEFAULT_ITALIC_DEGREES = 10.0
MAX_LAYERS = 8
_THICKNESS = "thickness_projection"
# How much darker an extruded body is at its far end.
FAR_DARKER = 0.45
_TEXTURE_USUAL = (("scale", 1.0), ("angle", 0.0))
MAX_SIZE = 2000.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """What the styles of one text share: its segment, its flat fields and its canvas."""

    use: Use
    raw: Json

    def style(self, style: Json) -> TextStyle:
        """A style of the text's content; the flat fields stand in for what it lacks."""
        return TextStyle(
            font=self._font(style),
            line_px=self._size(style) * self.use.scene.width / WIDTH_PER_UNIT,
            fill=self._fill(style),
            strokes=tuple(self._strokes(style)),
            shadows=tuple(self._shadows(style)),
            inner_shadows=tuple(_shadows_of(style, "inner_shadows")),
            bold=fields.flag(style, "bold", fields.number(self.raw, "bold_width", 0.0) > 0),
            italic_degrees=self._italic(style),
            underline=fields.flag(style, "underline", fields.flag(self.raw, "underline", False)),
            letter_spacing_em=fields.number(self.raw, "letter_spacing", 0.0, -2.0, 20.0),
            extrusion=self._extrusion(style),
        )

    def _size(self, style: Json) -> float:
        usual = SIZE_BY_DEFAULT if "text_size" in self.raw or "size" in style else SIZE_WITHOUT_ANY
        flat = fields.number(self.raw, "font_size", usual, 0.0, MAX_SIZE) or usual
        return fields.number(style, "size", flat, 0.0, MAX_SIZE) or flat

    def _italic(self, style: Json) -> float:
        degrees = fields.number(self.raw, "italic_degree", 0.0, -60.0, 60.0)
        if not fields.flag(style, "italic", degrees != 0.0):
            return 0.0
        return degrees or DEFAULT_ITALIC_DEGREES

    def _font(self, style: Json) -> FontRequest:
        session = self.use.scene.session
        own = fields.mapping(style, "font")
        flat = {
            "id": fields.text(self.raw, "font_resource_id") or fields.text(self.raw, "font_id"),
            "path": fields.text(self.raw, "font_path"),
        }
        names = []
        for font in (own, flat):
            found = session.catalog.font_name(fields.text(font, "id"))
            names += [found] if found else []
        names += [fields.text(self.raw, key) for key in ("font_title", "font_name")]
        for font in fields.mappings(self.raw, "fonts"):
            names += [fields.text(font, key) for key in ("title", "name")]
        path = session.file_path(own) or session.file_path(flat)
        unusual = (name for name in names if name and name.lower() not in ("none", "system"))
        return FontRequest(path, tuple(dict.fromkeys(unusual)))

    def _fill(self, style: Json) -> Paint:
        fill = fields.mapping(style, "fill")
        alpha = fields.number(fill, "alpha", 1.0, 0.0, 1.0)
        paint = self._paint(fields.mapping(fill, "content"), alpha)
        if paint is not None:
            return paint
        alpha *= fields.number(self.raw, "text_alpha", 1.0, 0.0, 1.0)
        return Paint((color_of(self.raw.get("text_color"), alpha) or WHITE.faded(alpha),))

    def _paint(self, content: Json, alpha: float) -> Paint | None:
        kind = fields.text(content, "render_type")
        texture = fields.mapping(content, "texture")
        if kind == "texture" or (texture and not kind):
            path = self.use.scene.session.file_path(texture)
            if path:
                if any(
                    fields.number(texture, key, usual) != usual for key, usual in _TEXTURE_USUAL
                ):
                    self.use.note(
                        "texture-stretched", "approximated",
                        "the picture that fills the text is stretched over it; its own scale and angle"
                        " are not documented",
                    )  # fmt: skip
                return Paint((WHITE.faded(alpha),), texture=path)
            self.use.note(
                "texture-missing", "approximated", "the picture that fills the text was not found"
            )
        gradient = fields.mapping(content, "gradient")
        if kind == "gradient" or (gradient and not kind):
            return _gradient(gradient, alpha)
        solid = fields.mapping(content, "solid")
        color = color_of(solid.get("color"), alpha * fields.number(solid, "alpha", 1.0, 0.0, 1.0))
        return None if color is None else Paint((color,))

    def _strokes(self, style: Json) -> Iterator[Stroke]:
        if "strokes" in style:
            for stroke in list(fields.mappings(style, "strokes"))[:MAX_LAYERS]:
                alpha = fields.number(stroke, "alpha", 1.0, 0.0, 1.0)
                width = fields.number(stroke, "width", 0.08, 0.0, 2.0)
                paint = self._paint(fields.mapping(stroke, "content"), alpha) or Paint((BLACK,))
                if width > 0:
                    yield Stroke(paint, width * STROKE_EM)
            return
        alpha = fields.number(self.raw, "border_alpha", 1.0, 0.0, 1.0)
        color = color_of(self.raw.get("border_color"), alpha)
        width = fields.number(self.raw, "border_width", 0.08, 0.0, 2.0)
        if color is not None and width > 0:
            yield Stroke(Paint((color,)), width * STROKE_EM)

    def _shadows(self, style: Json) -> Iterator[Shadow]:
        if "shadows" in style:
            yield from _shadows_of(style, "shadows")
            return
        if not fields.flag(self.raw, "has_shadow", False):
            return
        alpha = fields.number(self.raw, "shadow_alpha", 0.9, 0.0, 1.0)
        smoothing = fields.number(self.raw, "shadow_smoothing", 0.45, 0.0, 10.0)
        yield _shadow(
            color_of(self.raw.get("shadow_color"), alpha) or BLACK.faded(alpha),
            fields.number(self.raw, "shadow_distance", 5.0, 0.0, 1000.0),
            fields.number(self.raw, "shadow_angle", -45.0, -360.0, 360.0),
            smoothing * DIFFUSE_PER_SMOOTHING,
        )

    def _extrusion(self, style: Json) -> Extrusion | None:
        """The body of the first shadow that has a thickness; older drafts keep one in flat fields."""
        found = next((s for s in _listed(style, "shadows") if _is_thick(s, _THICKNESS)), None)
        if found is not None:
            solid = fields.mapping(fields.mapping(found, "content"), "solid")
            alpha = fields.number(found, "alpha", 1.0, 0.0, 1.0)
            return _body(color_of(solid.get("color"), alpha), found, _THICKNESS)
        if "shadows" in style or not _is_thick(self.raw, "shadow_" + _THICKNESS):
            return None
        alpha = fields.number(self.raw, "shadow_alpha", 0.9, 0.0, 1.0)
        return _body(
            color_of(self.raw.get("shadow_color"), alpha), self.raw, "shadow_" + _THICKNESS
        )


def _listed(style: Json, key: str) -> list[Json]:
    return list(fields.mappings(style, key))[:MAX_LAYERS]


def _is_thick(raw: Json, prefix: str) -> bool:
    return fields.flag(raw, f"{prefix}_enable", False)


def _body(color: Color | None, raw: Json, prefix: str) -> Extrusion:
    """From the shadow's colour at the glyphs to a darker one; lengths are those of shadows."""
    near = color or BLACK
    reach = fields.number(raw, f"{prefix}_distance", 5.0, 0.0, 1000.0) * SHADOW_EM
    angle = radians(fields.number(raw, f"{prefix}_angle", -45.0, -360.0, 360.0))
    far = near.mixed(BLACK.faded(near.alpha), FAR_DARKER)
    return Extrusion(near, far, round(cos(angle) * reach, 9), round(-sin(angle) * reach, 9))


def _shadows_of(style: Json, key: str) -> Iterator[Shadow]:
    for raw in _listed(style, key):
        solid = fields.mapping(fields.mapping(raw, "content"), "solid")
        alpha = fields.number(raw, "alpha", 1.0, 0.0, 1.0)
        alpha *= fields.number(solid, "alpha", 1.0, 0.0, 1.0)
        yield _shadow(
            color_of(solid.get("color"), alpha) or BLACK.faded(alpha),
            fields.number(raw, "distance", 5.0, 0.0, 1000.0),
            fields.number(raw, "angle", -45.0, -360.0, 360.0),
            fields.number(raw, "diffuse", 0.0, 0.0, 10.0),
        )


def _shadow(color: Color, distance: float, angle: float, diffuse: float) -> Shadow:
    """Angles count from the right, upwards positive: −45 falls to the lower right."""
    reach = distance * SHADOW_EM
    right, up = cos(radians(angle)) * reach, sin(radians(angle)) * reach
    return Shadow(color, round(right, 9), round(-up, 9), diffuse * SHADOW_SIGMA_EM)


def _gradient(raw: Json, alpha: float) -> Paint | None:
    stored = raw.get("color")
    alphas: Any = raw.get("alpha")
    listed = {str(i): a for i, a in enumerate(alphas)} if isinstance(alphas, list) else {}
    colors = []
    for index, value in enumerate(stored[:16] if isinstance(stored, list) else []):
        own = fields.number(listed, str(index), 1.0, 0.0, 1.0)
        color = color_of(value, own * alpha)
        if color is not None:
            colors.append(color)
    if len(colors) < 2:
        return Paint(tuple(colors)) if colors else None
    angle = fields.number(raw, "angle", 0.0, -1e6, 1e6)
    return Paint(tuple(colors), spread_stops(raw.get("percent"), len(colors)), angle)
