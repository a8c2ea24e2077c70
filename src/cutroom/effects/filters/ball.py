"""The picture on a ball that turns; around it is nothing."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.fields import Field, coarse_mask, distance
from cutroom.effects.overlays import painted
from cutroom.effects.smear import reduced
from cutroom.effects.spec import Filter, Moment, number
from cutroom.effects.sphere import rolled
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import multiply_alpha, resize


@dataclass(frozen=True, slots=True)
class Params:
    """How round it is and how it turns."""

    amount: float = number(1.0, 0.0, 1.0, "0 is flat, 1 a ball")
    radius: float = number(0.85, 0.2, 1.2, "radius of the ball in half short sides")
    turns: float = number(1.0, -5.0, 5.0, "turns over the span")
    shade: float = number(0.6, 0.0, 1.0, "darkness of its rim")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """It turns by whole pairs of mirrored pictures."""
    if params.amount <= 0.0:
        return picture
    width, height = picture.width, picture.height
    short = min(width, height)
    corner = float(np.hypot(width, height) / short)
    radius = corner + (params.radius - corner) * params.amount
    gone = moment.progress * params.turns * 4.0 * width / short
    # The surface rushes by: half the resolution does not show.
    drawn = rolled(reduced(picture, 0.05 * params.amount), radius, gone, params.amount)
    strength = params.shade * params.amount

    def dark(x: Field, y: Field) -> Field:
        far = np.minimum((x * x + y * y) / np.float32(radius * radius), 1)
        return np.asarray(far * far * np.float32(strength), np.float32)

    far = distance(width, height)
    shaded = painted(drawn, BLACK, coarse_mask(drawn.width, drawn.height, dark))
    whole = resize(shaded, width, height)
    slope = 60.0 * 255
    kept = cv2.addWeighted(far, -slope * corner, far, 0.0, slope * radius + 127.5, dtype=cv2.CV_8U)
    return multiply_alpha(whole, np.asarray(kept, np.uint8))


EFFECT = Filter("ball", Params, apply, "The picture on a ball that turns.")
