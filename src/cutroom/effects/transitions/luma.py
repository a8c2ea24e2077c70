"""A grown pattern uncovers the next picture: smoke, ink, burning paper, grains, tear."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import eased
from cutroom.effects.fields import threshold
from cutroom.effects.grown import GROWN, Grown, grown
from cutroom.effects.overlays import lit, painted
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """The pattern and its edge."""

    style: str = choice("patches", GROWN, "everywhere, outwards from the middle, or across")
    scale: float = number(0.5, 0.01, 3.0, "size of the patches in short sides")
    rough: float = number(0.5, 0.0, 1.0, "how ragged an edge that travels is")
    angle: float = number(
        0.0, -360.0, 360.0, "direction of what goes across, degrees clockwise from right"
    )
    softness: float = number(0.12, 0.0, 1.0, "softness of the edge")
    zoom: float = number(0.0, 0.0, 2.0, "how much nearer the old picture gets")
    glow: float = number(0.0, 0.0, 2.0, "light along the edge")
    color: Color = colour(Color(1.0, 0.5, 0.12), "colour of that light")
    char: float = number(0.0, 0.0, 1.0, "darkness ahead of the edge")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Noise, mixed with a distance, decides when each place changes."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    size = (before.width, before.height)
    kind = Grown(params.style, params.scale, params.rough, params.angle)
    field = grown(size, kind, moment.seed)
    mask = threshold(field, t, params.softness)
    old = before
    if params.zoom > 0.0:
        old = mirrored(before, zoomed(*size, 1.0 + params.zoom * eased("in", t)))
        after = mirrored(after, zoomed(*size, 1.0 + params.zoom * (1.0 - eased("out", t))))
    if params.char:
        dark = threshold(field, min(1.0, t + 0.12), params.softness + 0.1)
        old = painted(old, BLACK, np.rint(dark * params.char).astype(np.uint8))
    drawn = mix_by(old, after, mask)
    if params.glow == 0.0:
        return drawn
    by = max(1, min(size) // 270)
    small = (max(2, size[0] // by), max(2, size[1] // by))
    edge = cv2.resize(mask, small, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    rim = 4 * edge * (1 - edge)
    rim = rim + cv2.GaussianBlur(rim, (0, 0), 3.0)
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(drawn, np.asarray(rim[..., None] * tint * np.float32(params.glow), np.float32))


EFFECT = Transition("luma", Params, apply, "A grown pattern uncovers: smoke, ink, fire, grains.")
