"""Strips or cells uncover the next picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cutroom.effects.chance import chances
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.fields import Field, hair, ramp, threshold
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by

_STYLES = ("strips", "panes", "random panes", "random strips", "checker")


@dataclass(frozen=True, slots=True)
class Params:
    """What opens, and in which order."""

    style: str = choice("strips", _STYLES, "strips, panes that open together, or one after another")
    count: int = number(8, 1, 60, "strips, or panes along the long side")
    angle: float = number(
        0.0, -360.0, 360.0, "direction in which strips open and follow each other"
    )
    spread: float = number(0.0, 0.0, 0.9, "delay from the first to the last")
    softness: float = number(0.0, 0.0, 1.0, "softness of the edges")
    easing: str = choice("linear", EASINGS[:7], "how they open")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Every strip or pane has its own clock, late by its share of the spread."""
    level = eased(params.easing, moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    width, height = before.width, before.height
    count = int(params.count)
    field = _field(width, height, params, moment.seed)
    soft = max(params.softness, hair(width, height) * count)
    return mix_by(before, after, threshold(field, level, soft))


@lru_cache(maxsize=2)
def _field(width: int, height: int, params: Params, seed: int) -> Field:
    """When each place opens, 0–1."""
    draw = _strips if params.style in ("strips", "random strips") else _panes
    return draw(width, height, params, seed)


def _strips(width: int, height: int, params: Params, seed: int) -> Field:
    count = int(params.count)
    along = ramp(width, height, params.angle % 360.0) * np.float32(count)
    number = np.clip(np.floor(along), 0, count - 1).astype(np.int32)
    inside = along - number
    if params.style == "random strips":
        late = chances(seed, count, 1)[:, 0].argsort().argsort() / max(1, count - 1)
    else:
        late = np.arange(count) / max(1, count - 1)
    delay = (late * params.spread).astype(np.float32)[number]
    return np.asarray(delay + inside * np.float32(1.0 - params.spread), np.float32)


def _panes(width: int, height: int, params: Params, seed: int) -> Field:
    count = int(params.count)
    side = max(width, height) / count
    columns, rows = max(1, round(width / side)), max(1, round(height / side))
    x = (np.arange(width, dtype=np.float32) + 0.5) / np.float32(width / columns)
    y = (np.arange(height, dtype=np.float32) + 0.5) / np.float32(height / rows)
    column, row = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    inside = np.maximum(np.abs(x - column - 0.5)[None, :], np.abs(y - row - 0.5)[:, None]) * 2
    if params.style == "random panes":
        late = chances(seed, columns * rows, 1)[:, 0].reshape(rows, columns)
    elif params.style == "checker":
        late = (np.add.outer(np.arange(rows), np.arange(columns)) % 2).astype(np.float64)
    else:
        late = np.add.outer(np.arange(rows), np.arange(columns)) / max(1, rows + columns - 2)
    spread = 0.5 if params.style == "checker" else params.spread
    delay = (late * spread).astype(np.float32)[np.ix_(row, column)]
    return np.asarray(delay + inside * np.float32(1.0 - spread), np.float32)


EFFECT = Transition("blinds", Params, apply, "Strips or cells uncover the next picture.")
