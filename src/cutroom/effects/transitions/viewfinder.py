"""A camera's viewfinder frames the picture, focuses, and takes the next one with a flash."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import WHITE, Color
from cutroom.effects.displays import recorder, viewfinder
from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.overlays import laid_over, sketch, tinted
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur


@dataclass(frozen=True, slots=True)
class Params:
    """Which camera."""

    style: str = choice("photo", ("photo", "film"), "a photo camera, or one that records")
    color: Color = colour(WHITE, "colour of the lines")
    zoom: float = number(0.18, 0.0, 2.0, "how far it zooms in before it takes the picture")
    focus: float = number(0.012, 0.0, 0.1, "blur while it focuses, in short sides")
    flash: float = number(1.0, 0.0, 1.0, "strength of the flash")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The flash is the cut; the lines fade out over the next picture."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    away = eased("in-out", min(1.0, t / 0.45)) if t < 0.5 else 1.0 - eased("out", (t - 0.5) / 0.4)
    shown = before if t < 0.5 else after
    if away > 0.0:
        shown = mirrored(shown, zoomed(shown.width, shown.height, 1.0 + params.zoom * away))
    hunting = hump(min(1.0, t / 0.4)) if t < 0.4 else 0.0
    shown = blur(shown, params.focus * hunting * min(shown.width, shown.height))
    canvas = sketch(before)
    draw = viewfinder if params.style == "photo" else recorder
    draw(canvas, params.color, Moment(t, t * 2.0, 2.0, 0, moment.seed))
    seen = smooth(0.0, 0.12, t) * (1.0 - smooth(0.75, 1.0, t))
    drawn = laid_over(shown, (canvas * seen).astype(canvas.dtype))
    light = smooth(0.44, 0.5, t) * (1.0 - smooth(0.5, 0.72, t))
    return tinted(drawn, WHITE, params.flash * light)


EFFECT = Transition("viewfinder", Params, apply, "A camera focuses and takes the next picture.")
