"""Lightning: jagged bolts and the flash they throw."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.overlays import Light, darkness, lit
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How often and what colour."""

    rate: float = number(1.6, 0.1, 10.0, "bolts a second")
    color: Color = colour(Color(0.62, 0.72, 1.0), "colour of the light")
    flash: float = number(0.5, 0.0, 2.0, "light thrown on the whole picture")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each bolt stands for a third of a second, flickering as it fades."""
    step = tick(moment.time_s, params.rate)
    since = moment.time_s - step / params.rate
    left = max(0.0, 1.0 - since / 0.34)
    if left <= 0.0:
        return picture
    key = moment.seed * 6151 + step
    flicker = left * (0.55 + 0.45 * chance(key, 1, tick(moment.time_s, 30)))
    light = darkness(picture, 360)
    _bolt(light, key)
    wide = cv2.GaussianBlur(light, (0, 0), min(light.shape[:2]) * 0.02)
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    glow = (
        light * np.float32(1.2)
        + wide * tint * np.float32(2.6)
        + tint * np.float32(params.flash * 0.5)
    )
    return lit(picture, np.asarray(glow * np.float32(flicker), np.float32))


def _bolt(light: Light, key: int) -> None:
    """From the top edge down, with two branches; each point off the straight line by chance."""
    height, width = light.shape[:2]
    unit = min(height, width)
    x = (0.2 + 0.6 * chance(key, 2)) * width
    end = x + (chance(key, 3) - 0.5) * 0.6 * width
    trunk = _jagged(
        (x, -0.02 * height), (end, height * (0.7 + 0.3 * chance(key, 4))), key * 7 + 1, unit
    )
    _stroke(light, trunk, max(1, round(unit * 0.008)))
    for branch in range(2):
        start = trunk[int((0.25 + 0.4 * chance(key, 5, branch)) * len(trunk))]
        side = 1 if chance(key, 6, branch) > 0.5 else -1
        tip = (
            start[0] + side * width * 0.22,
            start[1] + height * (0.18 + 0.2 * chance(key, 7, branch)),
        )
        _stroke(
            light,
            _jagged((start[0], start[1]), tip, key * 7 + 2 + branch, unit),
            max(1, round(unit * 0.004)),
        )


def _jagged(
    start: tuple[float, float], end: tuple[float, float], key: int, unit: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    points = np.array([start, end], np.float64)
    for depth in range(5):
        middles = (points[:-1] + points[1:]) / 2
        reach = unit * 0.13 * 0.55**depth
        offsets = [
            (chance(key, depth, i) - 0.5, (chance(key, depth, i, 1) - 0.5) * 0.4)
            for i in range(len(middles))
        ]
        woven = np.empty((len(points) + len(middles), 2))
        woven[::2], woven[1::2] = points, middles + np.array(offsets) * 2 * reach
        points = woven
    return points


def _stroke(
    light: Light, points: np.ndarray[tuple[int, ...], np.dtype[np.float64]], width: int
) -> None:
    canvas = np.zeros(light.shape[:2], np.uint8)
    fixed = np.rint(points * 16).astype(np.int32)
    cv2.polylines(canvas, [fixed], False, 255, width, cv2.LINE_AA, 4)
    light += canvas[..., None].astype(np.float32) / 255


EFFECT = Filter("lightning", Params, apply, "Lightning bolts and the flash they throw.")
