"""A worn video cassette: smeared colours, noise, a rolling tear."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.chance import chance, drift, tick
from cutroom.effects.grain import grained
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import transform_plane, translation
from cutroom.picture.sampling import blur_plane


@dataclass(frozen=True, slots=True)
class Params:
    """How worn it is."""

    smear: float = number(0.5, 0.0, 1.0, "sideways smear of the colours")
    noise: float = number(0.4, 0.0, 1.0, "noise")
    tear: float = number(0.5, 0.0, 1.0, "the rolling tear")
    lines: float = number(0.35, 0.0, 1.0, "dark lines between rows")
    wash: float = number(0.3, 0.0, 1.0, "lost contrast")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Luma is softened a little, chroma a lot and moved right; both are torn along one band."""
    y, u, v, alpha = picture.planes
    short = min(picture.width, picture.height)
    soft = blur_plane(y, 0.0016 * short * (0.5 + params.smear), 0.05)
    sharp = cv2.addWeighted(y, 1.5 + 0.3 * params.smear, soft, -0.5 - 0.3 * params.smear, 0)
    sharp = cv2.addWeighted(sharp, 0.35, soft, 0.65, 0)
    washed = cv2.convertScaleAbs(sharp, alpha=1 - 0.25 * params.wash, beta=24 * params.wash)
    smear = 0.02 * params.smear * short / 2
    luma = _lined(np.asarray(washed, np.uint8), params.lines)
    shift = 0.006 * short * params.smear
    chroma = [_moved(blur_plane(plane, smear, 0.05), shift / 2) for plane in (u, v)]
    planes = [_torn(plane, params.tear, moment) for plane in (luma, *chroma)]
    if alpha is None:
        drawn = Picture.from_planes(planes[0], planes[1], planes[2])
    else:
        # Inside its alpha a cut-out thing keeps its own chroma, which is premultiplied.
        drawn = Picture.from_planes(np.minimum(planes[0], alpha), u, v, alpha, picture.chroma_alpha)
    return grained(drawn, 0.11 * params.noise, 1 / 360, moment.seed + tick(moment.time_s, 25))


def _moved(plane: Plane, dx: float) -> Plane:
    return transform_plane(plane, translation(dx, 0.0), plane.shape[1], plane.shape[0])


def _lined(y: Plane, amount: float) -> Plane:
    """Every second of 240 picture rows is darker."""
    rows = (np.arange(y.shape[0]) + 0.5) / y.shape[0] * 240
    # Below two pixels a row only their mean can be drawn.
    comb = np.cos(np.pi * 2 * rows) if y.shape[0] >= 480 else np.zeros_like(rows)
    gain = np.rint(255 * (1 - 0.22 * amount * (0.5 + 0.5 * comb))).astype(np.uint8)[:, None]
    return np.asarray(cv2.multiply(y, np.repeat(gain, y.shape[1], axis=1), scale=1 / 255), np.uint8)


def _torn(plane: Plane, amount: float, moment: Moment) -> Plane:
    """Rows near a band that rolls upwards are moved sideways, by less and less away from it."""
    height, width = plane.shape
    at = 1.2 - (moment.time_s * 0.35 + chance(moment.seed, 3)) % 1.4
    wobble = 0.012 + 0.01 * drift(moment.seed, moment.time_s * 9)
    top, bottom = max(0, round((at - 0.06) * height)), min(height, round((at + 0.06) * height))
    if amount <= 0.0 or top >= bottom:
        return plane
    drawn = plane.copy()
    step = max(1, height // 180)
    for row in range(top, bottom, step):
        near = 1 - abs((row + 0.5) / height - at) / 0.06
        jag = 0.6 + 0.8 * chance(moment.seed, 4, round(row / height * 180), tick(moment.time_s, 25))
        shift = round(max(0.0, near) * wobble * jag * 3 * amount * width)
        drawn[row : row + step] = np.roll(plane[row : row + step], shift, axis=1)
    return drawn


EFFECT = Filter(
    "vhs", Params, apply, "A worn video cassette: smeared colours, noise, a rolling tear."
)
