"""The picture is bent away and the next one comes out of it: swirl, ripple, waves, lens."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import WHITE
from cutroom.effects import bending
from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.fringes import channels_moved
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_STYLES = ("swirl", "ripple", "waves", "upright waves", "lens", "pinch")


@dataclass(frozen=True, slots=True)
class Params:
    """How it is bent."""

    style: str = choice("swirl", _STYLES, "what bends it")
    amount: float = number(1.0, 0.0, 3.0, "strength")
    zoom: float = number(0.0, -0.6, 3.0, "extra size in the middle")
    fringe: float = number(0.0, 0.0, 0.1, "distance of red and blue in short sides")
    light: float = number(0.0, 0.0, 1.0, "brightness in the middle")
    bounce: bool = flag(False, "the next picture swings back like rubber")
    waves: float = number(3.0, 0.5, 20.0, "waves per half short side")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A dissolve in the middle of a bend that swells and falls."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.3, 0.7, t))
    swing = hump(t)
    if params.bounce and t > 0.5:
        swing = 1.0 - eased("spring", 2.0 * t - 1.0)
    if params.zoom != 0.0:
        scale = max(0.2, 1.0 + params.zoom * abs(swing))
        shown = mirrored(shown, zoomed(shown.width, shown.height, scale))
    drawn = _bent(shown, params, params.amount * swing, t)
    reach = params.fringe * min(shown.width, shown.height) * hump(t)
    if reach > 0.0:
        drawn = channels_moved(drawn, reach, 0.0)
    return tinted(drawn, WHITE, params.light * hump(t) ** 2)


def _bent(shown: Picture, params: Params, size: float, t: float) -> Picture:
    if abs(size) < 1e-3:
        return shown
    if params.style == "swirl":
        return bending.swirled(shown, 540.0 * size, 1.9)
    if params.style == "ripple":
        return bending.rippled(shown, 0.16 * size, params.waves, 3.0 * t, 0.35)
    if params.style in ("waves", "upright waves"):
        reach = (0.0, 0.2 * size) if params.style == "upright waves" else (0.2 * size, 0.0)
        return bending.waved(shown, reach, params.waves / 2, 2.0 * t)
    return bending.bulged(
        shown, 0.85 * max(-1.15, min(1.15, size)) * (1 if params.style == "lens" else -1), 1.9
    )


EFFECT = Transition(
    "distort", Params, apply, "The picture is bent away: swirl, ripple, waves, lens."
)
