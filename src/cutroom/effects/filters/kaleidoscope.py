"""A kaleidoscope."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.bending import bent
from cutroom.effects.fields import Field
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How many mirrors, how it turns."""

    mirrors: int = number(6, 2, 24, "pairs of mirrored wedges")
    rate: float = number(0.08, -5.0, 5.0, "turns a second")
    zoom: float = number(1.0, 0.2, 4.0, "enlargement")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Every pixel looks into the first wedge, folded by its angle."""
    wedge = np.float32(2 * np.pi / int(params.mirrors))
    turn = 2 * np.pi * params.rate * moment.time_s

    def displacement(across: Field, down: Field) -> tuple[Field, Field]:
        far, angle = cv2.cartToPolar(across, down)
        angle += np.float32(turn)
        angle -= np.rint(angle / wedge) * wedge
        folded = np.abs(angle, out=angle)
        folded += np.float32(0.35 - 0.3 * turn)
        x, y = cv2.polarToCart(far / np.float32(params.zoom), folded)
        return np.asarray(x - across, np.float32), np.asarray(y - down, np.float32)

    # The fold is exact only per pixel: half the resolution of a large picture, no less.
    return bent(picture, displacement, 540)


EFFECT = Filter("kaleidoscope", Params, apply, "A kaleidoscope.")
