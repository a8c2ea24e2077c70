"""The picture turns into a filtered self — negative, grey, glowing edges — and out of it as the next."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.colour import chroma_scaled
from cutroom.effects.easing import hump, smooth
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_STYLES = ("negative", "grey", "vivid", "hues")


@dataclass(frozen=True, slots=True)
class Params:
    """What it turns into."""

    style: str = choice("negative", _STYLES, "what it turns into")
    flashes: int = number(1, 1, 12, "times it turns")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A quick dissolve while the colours are at their strangest."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.4, 0.6, t))
    amount = min(1.0, 3.0 * hump(t * int(params.flashes) % 1.0))
    if params.style == "negative":
        return mix(shown, _negative(shown), amount)
    if params.style == "hues":
        return _turned(shown, t * int(params.flashes) * 2 * np.pi, amount)
    return chroma_scaled(shown, 1.0 - amount if params.style == "grey" else 1.0 + 1.5 * amount)


def _negative(picture: Picture) -> Picture:
    y, u, v, _ = picture.planes
    level = np.arange(256)
    luma = np.clip(251 - level, 0, 255).astype(np.uint8)
    chroma = np.clip(256 - level, 0, 255).astype(np.uint8)
    turned = (cv2.LUT(y, luma), cv2.LUT(u, chroma), cv2.LUT(v, chroma))
    return Picture.from_planes(*(np.asarray(plane, np.uint8) for plane in turned))


def _turned(picture: Picture, angle: float, amount: float) -> Picture:
    y, u, v, _ = picture.planes
    gain = 1.0 + 0.6 * amount
    c, s = np.cos(angle) * gain, np.sin(angle) * gain
    matrix = np.array([[c, -s, 128 * (1 - c + s)], [s, c, 128 * (1 - s - c)]])
    turned = cv2.split(cv2.transform(cv2.merge([u, v]), matrix))
    return Picture.from_planes(y, np.asarray(turned[0], np.uint8), np.asarray(turned[1], np.uint8))


EFFECT = Transition(
    "tint", Params, apply, "The colours turn strange and come back as the next picture."
)
