"""The picture crumbles away in grains or patches and leaves nothing."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.fields import threshold
from cutroom.effects.spec import Filter, Moment, number
from cutroom.effects.vapour import billows
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import multiply_alpha


@dataclass(frozen=True, slots=True)
class Params:
    """How much is gone."""

    amount: float = number(0.5, 0.0, 1.0, "how much is gone")
    grain: float = number(0.12, 0.01, 2.0, "size of the patches in short sides")
    softness: float = number(0.12, 0.0, 1.0, "softness of their edges")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Cloud noise decides what goes first; the result has alpha."""
    if params.amount <= 0.0:
        return picture
    size = (picture.width, picture.height)
    noise = cv2.resize(billows(size, params.grain, (0.0, 0.0), moment.seed), size)
    kept = threshold(np.asarray(noise, np.float32), 1.0 - params.amount, params.softness)
    return multiply_alpha(picture, kept)


EFFECT = Filter("crumble", Params, apply, "The picture crumbles away in patches.")
