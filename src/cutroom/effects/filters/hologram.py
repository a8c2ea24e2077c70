"""A hologram: one cold colour, fine rows, a scanning bar, fringes and jumps."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.breakup import broken
from cutroom.effects.chance import chance, tick
from cutroom.effects.contours import contours
from cutroom.effects.fields import Field
from cutroom.effects.overlays import lit, painted
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture, Plane


@dataclass(frozen=True, slots=True)
class Params:
    """Colour and speed."""

    color: Color = colour(Color(0.15, 0.75, 1.0), "colour of the light")
    rate: float = number(0.7, 0.05, 5.0, "scans a second")
    rows: int = number(110, 20, 400, "rows on the short side")
    amount: float = number(0.75, 0.0, 1.0, "how much of the picture's own colour is gone")
    glitch: float = number(0.25, 0.0, 1.0, "jumps of the signal")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Above the scanning bar the picture has turned to light, below it is still itself."""
    step = tick(moment.time_s, 10)
    base = picture
    if chance(moment.seed, 5, step) < params.glitch:
        base = broken(picture, 0.35, 0.012, 0.2, moment.seed * 31 + step)
    height, width = base.height, base.width
    at = np.linspace(0, 1, height, dtype=np.float32)
    bar = np.float32((moment.time_s * params.rate) % 1.0 * 1.2 - 0.1)
    turned = np.clip((bar - at) * 40 + 0.5, 0, 1)
    ground = painted(base, BLACK, _rows(turned * np.float32(255 * params.amount), width))
    by = max(1, round(min(width, height) / 360))
    small = (max(2, width // by), max(2, height // by))
    luma = cv2.resize(base.planes.y, small, interpolation=cv2.INTER_AREA).astype(np.float32)
    lines = cv2.resize(contours(base, 0.004), small, interpolation=cv2.INTER_AREA)
    along = np.linspace(0, 1, small[1], dtype=np.float32)[:, None]
    row = 0.75 + 0.25 * np.cos(2 * np.pi * along * int(params.rows) * height / min(width, height))
    share = np.clip((bar - along) * 40 + 0.5, 0, 1)
    glow = ((luma - 16) / 219 * 0.75 + lines / 255 * 0.5) * row * share * params.amount
    beam = (
        np.exp(-(((along - bar) * 34) ** 2)) * 1.1
        + np.clip((bar - along) * -6 + 1, 0, 1) * share * 0.35
    )
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(ground, np.asarray((glow + beam)[..., None] * tint, np.float32))


def _rows(values: Field, width: int) -> Plane:
    return np.repeat(np.rint(values).astype(np.uint8)[:, None], width, axis=1)


EFFECT = Filter("hologram", Params, apply, "A hologram: cold light, fine rows and a scanning bar.")
