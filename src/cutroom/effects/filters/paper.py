"""Paper over the picture: folds and creases, fibres, or the shine of a plastic sleeve."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.chance import chances
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Filter, Moment, always, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import cloud

_SHORT = 540
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Params:
    """Which sheet."""

    style: str = choice("folded", ("folded", "crumpled", "card", "plastic"), "the kind of sheet")
    amount: float = number(0.7, 0.0, 2.0, "depth of folds or strength of shine")
    pattern: int = number(1, 0, 999, "which of many patterns")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Luma is shaded; the sheet does not move."""
    if params.amount == 0.0:
        return picture
    aspect = max(picture.width, picture.height) / min(picture.width, picture.height)
    size = (_SHORT, min(8 * _SHORT, round(_SHORT * aspect)))
    shape = size if picture.height <= picture.width else size[::-1]
    if params.style == "plastic":
        shine = _plastic(shape, int(params.pattern)) * np.float32(0.8 * params.amount)
        return lit(picture, np.repeat(shine[..., None], 3, axis=2))
    make = {"folded": _folded, "crumpled": _crumpled, "card": _card}[params.style]
    return _shaded(picture, make(shape, int(params.pattern)) * np.float32(params.amount))


def _shaded(picture: Picture, shade: Field) -> Picture:
    """Luma moved by a field around 0, inside the alpha."""
    y, u, v, alpha = picture.planes
    grown = cv2.resize(shade, (y.shape[1], y.shape[0]), interpolation=cv2.INTER_LINEAR)
    gain = cv2.convertScaleAbs(grown, alpha=100, beta=128)
    darker = np.asarray(cv2.multiply(y, gain, scale=1 / 128), np.uint8)
    if alpha is not None:
        darker = np.minimum(darker, alpha)
    return Picture.from_planes(darker, u, v, alpha, picture.chroma_alpha)


@lru_cache(maxsize=2)
def _folded(shape: tuple[int, int], pattern: int) -> Field:
    """A sheet that was folded twice each way: a fold has a light and a dark side."""
    height, width = shape
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    total = np.zeros(shape, np.float32)
    for line in (0.25, 0.5, 0.75):
        total += _fold(x - line * width, 3.0)[None, :]
    for line in (1 / 3, 2 / 3):
        total += _fold(y - line * height, 3.0)[:, None]
    wide = cloud(width, height, 220, 41 + pattern) - np.float32(0.5)
    fibres = cloud(width, height, 3, 43 + pattern, 1) - np.float32(0.5)
    return np.asarray(total * 0.55 + wide * 0.35 + fibres * 0.12, np.float32)


def _fold(gap: Field, reach: float) -> Field:
    side = np.where(gap < 0, 1.0, -1.0)
    near = np.exp(-np.abs(gap) / reach) * 0.5 + np.exp(-np.abs(gap) / (12 * reach)) * 0.25
    return np.asarray(side * near, np.float32)


@lru_cache(maxsize=2)
def _crumpled(shape: tuple[int, int], pattern: int) -> Field:
    """Facets between random creases: each side of every crease is tilted its own way."""
    height, width = shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    total = np.zeros(shape, np.float32)
    for row in chances(97 + pattern, 16, 4):
        turn = row[0] * np.pi
        gap = (x - row[1] * width) * np.cos(turn) + (y - row[2] * height) * np.sin(turn)
        bend = 60 * (row[3] - 0.5) * np.sin((x - y) / 90 + 6 * row[3])
        total += _fold(np.asarray(gap + bend, np.float32), 2.2) * np.float32(0.35 + 0.5 * row[3])
    return total * np.float32(0.5)


@lru_cache(maxsize=2)
def _card(shape: tuple[int, int], pattern: int) -> Field:
    height, width = shape
    fibres = cloud(width, height, 4, 51 + pattern, 2) - np.float32(0.5)
    wide = cloud(width, height, 60, 53 + pattern) - np.float32(0.5)
    return np.asarray(fibres * 0.5 + wide * 0.25, np.float32)


@lru_cache(maxsize=2)
def _plastic(shape: tuple[int, int], pattern: int) -> Field:
    """Bright ridges where a wrapping is stretched, brightest near the corners."""
    height, width = shape
    noise = cloud(width, height, 190, 61 + pattern, 2)
    ridge = np.clip(1 - np.abs(noise - 0.5) * 26, 0, 1) ** 1.6
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    near_edge = np.clip(np.maximum(np.abs(x), np.abs(y)) ** 2, 0.15, 1)
    glare = np.clip(1 - np.abs(x + y * 0.6 - 0.9) * 4, 0, 1) * 0.35
    return np.asarray(np.clip(ridge * near_edge + glare * noise, 0, 1), np.float32)


EFFECT = Filter(
    "paper", Params, apply, "Folded, crumpled or plain paper, or a plastic sleeve.", timeless=always
)
