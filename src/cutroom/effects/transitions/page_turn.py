"""The old picture is turned over like a page, curling round a cylinder."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.fields import ramp
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by, resize

Line = NDArray[np.float64]
_SAMPLES = 4096


@dataclass(frozen=True, slots=True)
class Params:
    """Which corner or edge is lifted, and how tightly it curls."""

    angle: float = number(
        200.0, -360.0, 360.0, "direction the page travels in, degrees clockwise from right"
    )
    radius: float = number(0.16, 0.02, 0.6, "radius of the curl in short sides")
    paper: float = number(0.72, 0.0, 1.0, "how far the back of the page is white")


@dataclass(frozen=True, slots=True)
class Curl:
    """What is seen at each distance along the travel, all in short sides.

    ``front`` and ``back`` are the page points seen from in front of and behind the curl, ``ahead``
    the distance ahead of the axis in radii.
    """

    along: Line
    ahead: Line
    front: Line
    back: Line
    run: float


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The page lies flat before the curl, goes half round it, and lies on top, back side up.

    With s the distance ahead of the curl's axis in units of its radius r: a point of the screen
    sees the page at arc r·asin(s) in front and at r·(π − asin s) behind. What is bent, shaded and
    moving is drawn at half size; its outlines and what lies flat are not.
    """
    if moment.progress <= 0.0 or moment.progress >= 1.0:
        return after if moment.progress else before
    width, height = before.width, before.height
    curl = _curl(width, height, params, moment.progress)
    small = resize(before, max(2, width // 2), max(2, height // 2))
    lie = _Lie(small.width, small.height, params.angle, curl)
    shadow = lie.spread(np.where(curl.ahead > 0, 0.43, 0) * _near(curl))
    drawn = painted(after, BLACK, _enlarged(shadow, width, height))
    flat, bent = curl.ahead < 0, curl.ahead < 1
    drawn = mix_by(
        drawn, before, _band(width, height, params.angle, curl, flat & _exists(curl.front, curl))
    )
    back = bent & _exists(curl.back, curl)
    seen = back | (bent & ~flat & _exists(curl.front, curl))
    turned = tinted(lie.looked_up(small, curl.back), WHITE, params.paper)
    if not back[seen].all():
        over = _band(small.width, small.height, params.angle, curl, back)
        turned = mix_by(lie.looked_up(small, curl.front), turned, over)
    shaded = painted(turned, BLACK, lie.spread(np.clip(curl.ahead, 0, 1) ** 3 * 0.47))
    mask = _band(width, height, params.angle, curl, seen)
    return mix_by(drawn, resize(shaded, width, height), mask)


def _exists(page: Line, curl: Curl) -> NDArray[np.bool_]:
    return np.asarray((page >= 0) & (page <= curl.run))


def _band(width: int, height: int, angle: float, curl: Curl, seen: NDArray[np.bool_]) -> Plane:
    """255 where the distance along the travel lies in the stretch that is seen, one pixel soft."""
    places = curl.along[seen]
    if len(places) == 0:
        return np.zeros((height, width), np.uint8)
    field = ramp(width, height, angle % 360.0)
    steep = 255.0 * curl.run * min(width, height)
    # A stretch that reaches the end of the canvas has no edge there.
    low = places[0] / curl.run if places[0] > curl.along[0] else -1.0
    high = places[-1] / curl.run if places[-1] < curl.along[-1] else 2.0
    above = cv2.addWeighted(field, steep, field, 0.0, 127.5 - steep * low, dtype=cv2.CV_8U)
    below = cv2.addWeighted(field, -steep, field, 0.0, 127.5 + steep * high, dtype=cv2.CV_8U)
    return np.asarray(cv2.min(above, below), np.uint8)


def _enlarged(mask: Plane, width: int, height: int) -> Plane:
    grown = cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown, np.uint8)


def _curl(width: int, height: int, params: Params, progress: float) -> Curl:
    short = min(width, height)
    c, s = abs(cos(radians(params.angle))), abs(sin(radians(params.angle)))
    run, radius = (c * width + s * height) / short, params.radius
    along = np.linspace(0.0, run, _SAMPLES)
    axis = run + radius - (run + radius * (1 + pi)) * progress
    ahead = (along - axis) / radius
    angle = np.arcsin(np.clip(ahead, -1, 1))
    front = axis + np.where(ahead < 0, ahead, angle) * radius
    back = axis + np.where(ahead < 0, pi - ahead, pi - angle) * radius
    return Curl(along, ahead, front, back, run)


def _near(curl: Curl) -> Line:
    """The page throws a soft shadow ahead of the curl."""
    return np.asarray(np.clip(1.0 - (curl.ahead - 1.0) / 1.2, 0, 1) ** 2)


class _Lie:
    """Carries what is known along the travel to every pixel of the canvas."""

    def __init__(self, width: int, height: int, angle: float, curl: Curl) -> None:
        self._curl = curl
        self._way = (cos(radians(angle)), sin(radians(angle)))
        self._half = min(width, height)
        x = (np.arange(width, dtype=np.float32) + 0.5 - width / 2) * np.float32(self._way[0])
        y = (np.arange(height, dtype=np.float32) + 0.5 - height / 2) * np.float32(self._way[1])
        scale = np.float32((_SAMPLES - 1) / (curl.run * self._half))
        index = (x[None, :] + y[:, None]) * scale + np.float32((_SAMPLES - 1) / 2)
        self._index = np.clip(index, 0, _SAMPLES - 1).astype(np.uint16)

    def spread(self, line: Line) -> Plane:
        """A 0–1 line as a mask of 0–255."""
        levels = np.rint(np.clip(line, 0, 1) * 255).astype(np.uint8)
        return np.asarray(np.take(levels, self._index), np.uint8)

    def looked_up(self, picture: Picture, page: Line) -> Picture:
        """Each screen point sees the page point that is farther along by the difference."""
        y, u, v, _ = picture.planes
        push = ((page - self._curl.along) * self._half).astype(np.float32)
        moved = np.take(push, self._index)
        full = self._maps(moved, y.shape, 1.0)
        small = cv2.resize(moved, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA)
        half = self._maps(np.asarray(small, np.float32), u.shape, 0.5)
        return Picture.from_planes(
            *(
                np.asarray(
                    cv2.remap(plane, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
                    np.uint8,
                )
                for plane, maps in ((y, full), (u, half), (v, half))
            )
        )

    def _maps(
        self, push: NDArray[np.float32], shape: tuple[int, ...], scale: float
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        x = np.arange(shape[1], dtype=np.float32)[None, :]
        y = np.arange(shape[0], dtype=np.float32)[:, None]
        return push * np.float32(self._way[0] * scale) + x, push * np.float32(
            self._way[1] * scale
        ) + y


EFFECT = Transition("page-turn", Params, apply, "The old picture is turned over like a page.")
