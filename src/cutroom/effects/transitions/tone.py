"""Dissolves tone by tone: dark parts first, or bright ones, or one hue after another."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.fields import Field, threshold
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.effects.vapour import billows
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by, resize


@dataclass(frozen=True, slots=True)
class Params:
    """Which tones go first."""

    order: str = choice("dark", ("dark", "bright", "warm", "cold"), "which parts change first")
    softness: float = number(0.25, 0.01, 1.0, "how gradually each place changes")
    grain: float = number(0.15, 0.0, 1.0, "share of noise in the order")
    glow: float = number(0.5, 0.0, 2.0, "coloured light where it is changing")
    color: Color = colour(Color(1.0, 0.45, 0.75), "colour of that light")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Brightness or colour of the old picture decides when each place changes."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    field = _order(before, params, moment.seed)
    small = threshold(field, t, params.softness)
    mask = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    drawn = mix_by(before, after, np.asarray(mask, np.uint8))
    if params.glow == 0.0:
        return drawn
    share = small.astype(np.float32) / 255
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    rim = (4 * share * (1 - share) * np.float32(params.glow * 0.6))[..., None]
    return lit(drawn, np.asarray(rim * tint, np.float32))


def _order(before: Picture, params: Params, seed: int) -> Field:
    """0–1 at a reduced size: the rank of each place's tone, so that the change keeps its pace."""
    by = max(1.0, min(before.width, before.height) / 270)
    small = resize(
        before, max(2, round(before.width / by)), max(2, round(before.height / by))
    ).planes
    tone = small.y if params.order in ("dark", "bright") else small.v
    level = cv2.GaussianBlur(tone, (0, 0), 1.0)
    counts = np.bincount(level.ravel(), minlength=256).astype(np.float32)
    rank = (np.cumsum(counts) - counts / 2) / counts.sum()
    if params.order in ("bright", "warm"):
        rank = 1 - rank
    field = cv2.resize(rank.astype(np.float32)[level], (small.y.shape[1], small.y.shape[0]))
    noise = billows((before.width, before.height), 0.06, (0.0, 0.0), seed, 270)
    noise = cv2.resize(noise, (field.shape[1], field.shape[0]))
    mixed = field * np.float32(1 - params.grain) + noise * np.float32(params.grain)
    return np.asarray(mixed, np.float32)


EFFECT = Transition("tone", Params, apply, "Dissolves tone by tone, dark or bright or warm first.")
