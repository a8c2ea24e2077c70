"""The old picture is crumpled into a paper ball and thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.bending import bent
from cutroom.effects.board import Board
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased, smooth
from cutroom.effects.fields import Field
from cutroom.effects.overlays import painted
from cutroom.effects.placing import spun
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.effects.vapour import billows
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import translation
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """Ball or mere creases."""

    style: str = choice("ball", ("ball", "creases"), "crumpled up and thrown, or only creased")
    shade: float = number(0.6, 0.0, 1.0, "depth of the creases")
    turn: float = number(300.0, -1080.0, 1080.0, "degrees the ball turns in flight")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Creases deepen, the outline shrinks to a ball, the ball flies off at the bottom right."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    deep = smooth(0.0, 0.4, t)
    if params.style == "creases":
        shown = mix(before, after, smooth(0.4, 0.6, t))
        deep *= 1.0 - smooth(0.6, 1.0, t)
        return _creased(shown, params.shade * deep, 0.05 * deep, moment.seed)
    paper = _creased(before, params.shade * deep, 0.12 * deep, moment.seed)
    small = smooth(0.12, 0.62, t)
    fly = eased("in", (t - 0.6) / 0.4)
    scale = 1.0 - 0.62 * small
    matrix = translation(fly * width * 0.75, (1.5 * fly * fly - 0.55 * fly) * height) @ spun(
        width, height, params.turn * fly + 25 * small, scale
    )
    board = Board(after)
    outline = _outline(width, height, small, moment.seed)
    moved = np.column_stack([outline, np.ones(len(outline))]) @ matrix.T
    board.put(paper, matrix, moved[:, :2])
    return board.picture


def _outline(
    width: int, height: int, small: float, seed: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """From the canvas rim to a ragged ball about its middle."""
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    c, s = np.cos(t), np.sin(t)
    rim = np.minimum(
        width / 2 / np.maximum(np.abs(c), 1e-6), height / 2 / np.maximum(np.abs(s), 1e-6)
    )
    rough = chances(seed + 101, len(t), 1)[:, 0]
    ball = min(width, height) * (0.42 + 0.09 * rough)
    reach = rim + (ball - rim) * small - rim * 0.08 * rough * np.sin(np.pi * small)
    return np.column_stack([width / 2 + c * reach, height / 2 + s * reach])


def _creased(picture: Picture, shade: float, push: float, seed: int) -> Picture:
    """Bent along facets and shaded by their slope."""
    if shade <= 0.01:
        return picture
    size = (picture.width, picture.height)
    relief = _facets(size, seed)
    across, down = cv2.Sobel(relief, cv2.CV_32F, 1, 0), cv2.Sobel(relief, cv2.CV_32F, 0, 1)

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        like = (x.shape[1], x.shape[0])
        return cv2.resize(across, like) * np.float32(push), cv2.resize(down, like) * np.float32(
            push
        )

    slope = np.clip((across + down) * np.float32(0.8) + np.float32(0.25), 0, 1)
    dark: Plane = np.rint(slope * np.float32(255 * shade)).astype(np.uint8)
    grown = cv2.resize(dark, size, interpolation=cv2.INTER_LINEAR)
    return painted(bent(picture, displacement, 180), BLACK, np.asarray(grown, np.uint8))


@lru_cache(maxsize=2)
def _facets(size: tuple[int, int], seed: int) -> Field:
    """A relief of flat facets: noise folded to sharp ridges."""
    one = np.abs(billows(size, 0.55, (0.0, 0.0), seed + 3, 180) * 2 - 1)
    two = np.abs(billows(size, 0.28, (0.3, 0.1), seed + 4, 180) * 2 - 1)
    return np.asarray((one * 3.2 + two * 1.6), np.float32)


EFFECT = Transition("crumple", Params, apply, "The old picture is crumpled up and thrown away.")
