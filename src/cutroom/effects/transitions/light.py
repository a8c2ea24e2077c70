"""Stray or travelling light hides the change: film leaks, burns, lens light, glints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chance
from cutroom.effects.easing import hump, smooth
from cutroom.effects.fields import Field, coarse, ramp
from cutroom.effects.overlays import Light, lit
from cutroom.effects.spec import Moment, Transition, choice, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_STYLES = ("leak", "sweep", "spots", "streaks")


@dataclass(frozen=True, slots=True)
class Params:
    """What light."""

    style: str = choice(
        "leak", _STYLES, "a film leak, a band that sweeps, spots, or flowing streaks"
    )
    color: Color = colour(Color(1.0, 0.48, 0.14), "colour of the light")
    amount: float = number(1.6, 0.0, 4.0, "strength")
    angle: float = number(15.0, -360.0, 360.0, "direction of a sweep, degrees clockwise from right")
    rainbow: bool = flag(False, "let the colour run through the rainbow")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A dissolve under light that swells and falls."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.35, 0.65, t))
    by = max(1, min(before.width, before.height) // 90)
    size = (max(2, before.width // by), max(2, before.height // by))
    field = {"leak": _leak, "sweep": _sweep, "spots": _spots, "streaks": _streaks}[params.style](
        size, params, moment
    )
    return lit(shown, _colored(field * np.float32(params.amount * hump(t)), params, t))


def _colored(field: Field, params: Params, t: float) -> Light:
    """White where it is strongest."""
    if params.rainbow:
        phase = (
            field[..., None] * np.float32(0.8)
            + np.float32(t)
            - np.array([0, 1 / 3, 2 / 3], np.float32)
        )
        tint = np.asarray(0.55 + 0.45 * np.cos(np.float32(2 * np.pi) * phase), np.float32)
    else:
        tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    hot = np.clip(field - np.float32(0.7), 0, 2)[..., None]
    return np.asarray(field[..., None] * tint + hot, np.float32)


def _leak(size: tuple[int, int], params: Params, moment: Moment) -> Field:
    """Two wide lights that cross the picture in opposite directions."""
    wide = size[0] / min(size)
    total = np.zeros((size[1], size[0]), np.float32)
    for side in (-1.0, 1.0):
        x0 = np.float32(side * wide * (1.3 - 1.9 * moment.progress))
        y0 = np.float32(1.2 * chance(moment.seed, 81, int(side)) - 0.6)

        def build(x: Field, y: Field, x0: np.float32 = x0, y0: np.float32 = y0) -> Field:
            return np.asarray(np.exp(-(((x - x0) / 0.9) ** 2 + ((y - y0) / 1.5) ** 2)), np.float32)

        total += coarse(size[0], size[1], build)
    return total + np.float32(0.25)


def _sweep(size: tuple[int, int], params: Params, moment: Moment) -> Field:
    at = np.float32(moment.progress * 1.4 - 0.2)
    along = np.broadcast_to(ramp(size[0], size[1], params.angle % 360.0), (size[1], size[0]))
    return np.asarray(np.exp(-(((along - at) / np.float32(0.22)) ** 2)) * 1.5, np.float32)


def _streaks(size: tuple[int, int], params: Params, moment: Moment) -> Field:
    """Thin lights that flow along the angle, each on its own line and at its own pace."""
    along = np.broadcast_to(ramp(size[0], size[1], params.angle % 360.0), (size[1], size[0]))
    across = np.broadcast_to(ramp(size[0], size[1], (params.angle + 90.0) % 360.0), along.shape)
    total = np.zeros((size[1], size[0]), np.float32)
    for streak in range(12):
        line = np.float32(chance(moment.seed, 86, streak))
        pace = 0.8 + 1.2 * chance(moment.seed, 87, streak)
        head = np.float32(pace * 1.6 * moment.progress - 0.8 * chance(moment.seed, 88, streak))
        thin = np.float32(0.006 + 0.02 * chance(moment.seed, 89, streak))
        behind = np.exp((along - head) * np.float32(5)) * (along < head)
        total += np.asarray(behind * np.exp(-(((across - line) / thin) ** 2)), np.float32)
    return np.asarray(np.minimum(total, 1.5), np.float32)


def _spots(size: tuple[int, int], params: Params, moment: Moment) -> Field:
    total = np.zeros((size[1], size[0]), np.float32)
    wide = size[0] / min(size)
    for spot in range(14):
        x0 = np.float32((2 * chance(moment.seed, 82, spot) - 1) * wide)
        y0 = np.float32(2 * chance(moment.seed, 83, spot) - 1)
        radius = 0.08 + 0.34 * chance(moment.seed, 84, spot)
        late = 0.3 * chance(moment.seed, 85, spot)
        size_now = np.float32(max(0.02, radius * hump((moment.progress - late) / 0.7) * 1.4))

        def build(
            x: Field, y: Field, x0: np.float32 = x0, y0: np.float32 = y0, r: np.float32 = size_now
        ) -> Field:
            return np.asarray(np.clip(1.6 - 1.6 * np.hypot(x - x0, y - y0) / r, 0, 0.7), np.float32)

        total += coarse(size[0], size[1], build)
    return total


EFFECT = Transition("light", Params, apply, "Stray or travelling light hides the change.")
