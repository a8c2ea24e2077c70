"""Streaks of light rush by from the middle, as on a flight at the speed of light."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.fields import Field
from cutroom.effects.overlays import darkness, lit, tinted
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.smear import reduced, zoom_smeared
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, resize


@dataclass(frozen=True, slots=True)
class Params:
    """The streaks."""

    streaks: int = number(160, 10, 400, "how many")
    color: Color = colour(Color(0.55, 0.75, 1.0), "their colour")
    speed: float = number(2.5, 0.2, 10.0, "flights from the middle to the corner over the time")
    blur: float = number(0.6, 0.0, 2.0, "radial blur of the pictures in the middle")
    dark: float = number(0.55, 0.0, 1.0, "darkness in the middle")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The old picture is left behind, the next one comes out of the distance."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    mid = hump(t)
    share, blur = smooth(0.42, 0.58, t), params.blur * mid
    near, far = reduced(before, blur / 2), reduced(after, blur / 2)
    if share < 1.0:
        near = _nearer(near, 1.0 + 1.5 * eased("in", t))
    if share > 0.0:
        far = _nearer(far, 1.8 - 0.8 * eased("out", t))
    shown = resize(zoom_smeared(mix(near, far, share), blur), width, height)
    night = tinted(shown, BLACK, params.dark * mid)
    glow = _streaks(before, params, moment)
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    wide = cv2.GaussianBlur(glow, (0, 0), min(glow.shape) * 0.012)
    light = (glow[..., None] + wide[..., None] * tint * 1.8) * np.float32(1.2 * mid)
    return lit(night, np.asarray(light, np.float32))


def _nearer(picture: Picture, scale: float) -> Picture:
    return mirrored(picture, zoomed(picture.width, picture.height, scale))


def _streaks(like: Picture, params: Params, moment: Moment) -> Field:
    """Lines from the middle outwards, longer and brighter the farther out, 0–1."""
    t = moment.progress
    height, width = darkness(like, 270).shape[:2]
    canvas = np.zeros((height, width), np.uint8)
    middle = np.array([width / 2, height / 2])
    reach, unit = float(np.hypot(*middle)), min(height, width)
    for key in chances(moment.seed + 103, int(params.streaks), 3):
        age = float((key[0] + params.speed * t * (0.6 + 0.8 * key[2])) % 1.0)
        way = np.array([np.cos(2 * np.pi * key[1]), np.sin(2 * np.pi * key[1])])
        tail = max(0.0, age - 0.12 - 0.2 * hump(t))
        ends = [
            [int(n) for n in np.rint((middle + way * reach * (0.06 + s**2)) * 16)]
            for s in (tail, age)
        ]
        thick = max(1, round(unit * 0.006 * (0.4 + age)))
        level = round(255 * min(1.0, 3 * age) * (0.4 + 0.6 * float(key[2])))
        cv2.line(canvas, ends[0], ends[1], level, thick, cv2.LINE_AA, 4)
    return canvas.astype(np.float32) / np.float32(255)


EFFECT = Transition("hyperspace", Params, apply, "Streaks of light rush by to the next picture.")
