"""Two colours over the picture, fading into each other; the whole may turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.fields import ramp
from cutroom.effects.overlays import tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """The colours and how strong they are."""

    color: Color = colour(Color(1.0, 0.45, 0.68), "the first colour")
    second: Color = colour(Color(1.0, 0.86, 0.32), "the second colour")
    amount: float = number(0.45, 0.0, 1.0, "strength")
    angle: float = number(35.0, -360.0, 360.0, "direction, degrees clockwise from right")
    rate: float = number(0.0, -4.0, 4.0, "turns a second")
    edge: str = choice("soft", ("soft", "hard"), "how they meet")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each colour is mixed in evenly, then one fades into the other."""
    if params.amount == 0.0:
        return picture
    degrees = round((params.angle + 360 * params.rate * moment.time_s) % 360, 1)
    along = ramp(picture.width, picture.height, degrees)
    share = along if params.edge == "soft" else np.clip((along - 0.5) * 400 + 0.5, 0, 1)
    one = tinted(picture, params.color, params.amount)
    two = tinted(picture, params.second, params.amount)
    return mix_by(one, two, np.rint(np.clip(share, 0, 1) * 255).astype(np.uint8))


EFFECT = Filter(
    "gradient",
    Params,
    apply,
    "Two colours over the picture.",
    timeless=lambda params: params.rate == 0.0,
)
