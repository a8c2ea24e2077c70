"""What fills the canvas behind a clip of the main track."""

from __future__ import annotations

from cutroom.compiler.scene import Use
from cutroom.core.color import Color, find_color
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import Backdrop


def backdrop_of(use: Use) -> Backdrop | None:
    """The backdrop a segment asks for; None on other tracks and where nothing is to be drawn."""
    material = use.extra("canvases") if use.main else None
    if material is None:
        return None
    raw = material.raw
    kind = fields.text(raw, "type")
    if kind == "canvas_blur":
        level = fields.number(raw, "blur", 0.0, 0.0, 1.0)
        return Backdrop("blur", blur=level) if level > 0 else None
    if kind == "canvas_image":
        return _image(use, raw)
    if kind != "canvas_color":
        if kind:
            use.note("backdrop-skipped", "skipped", f"background {kind} is not known")
        return None
    color = find_color(fields.text(raw, "color"))
    if color is None or color.alpha == 0.0:
        return None
    return Backdrop("color", color=Color(color.red, color.green, color.blue))


def _image(use: Use, raw: Json) -> Backdrop | None:
    facts = use.scene.session.facts_of(raw)
    if facts is None or facts.kind not in ("image", "animation"):
        name = fields.text(raw, "image_name") or fields.text(raw, "image")
        use.note("backdrop-skipped", "skipped", f"the background image {name} was not found")
        return None
    return Backdrop("image", source=use.scene.session.source_index(facts))
