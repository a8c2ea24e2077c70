"""Repeatable randomness: a hash of whole numbers, and noise that is smooth in time.

No state: the same keys give the same value on every machine, whatever was asked before.
"""

from __future__ import annotations

from math import floor

import numpy as np
from numpy.typing import NDArray

_MASK = 0xFFFFFFFFFFFFFFFF


def chance(*keys: int) -> float:
    """A number in [0, 1) for some whole numbers (splitmix64 finaliser over a running sum)."""
    state = 0x9E3779B97F4A7C15
    for key in keys:
        state = (state + (key & _MASK) * 0xBF58476D1CE4E5B9 + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        state ^= state >> 31
    return (state >> 11) / (1 << 53)


def chances(seed: int, count: int, columns: int) -> NDArray[np.float64]:
    """``count`` × ``columns`` numbers in [0, 1); a longer list begins with the shorter one."""
    generator = np.random.Generator(np.random.PCG64(seed & _MASK))
    return generator.random((count, columns))


def drift(seed: int, at: float) -> float:
    """Noise in [−1, 1] that moves smoothly: a new random value at every whole ``at``."""
    before = floor(at)
    part = at - before
    part = part * part * (3.0 - 2.0 * part)
    one, two = chance(seed, before), chance(seed, before + 1)
    return 2.0 * (one + (two - one) * part) - 1.0


def tick(time_s: float, rate: float) -> int:
    """The number of the current step of something that changes ``rate`` times a second."""
    return floor(time_s * rate + 1e-6)
