"""Keeps a sum of sounds from clipping, and leaves it alone where it does not.

Gain is piecewise linear over short blocks. At the border of two blocks it is the smaller of what both
need, so within a block it never lets a peak through; it falls before a peak (look-ahead) and recovers slowly
after it.
"""

from __future__ import annotations

import numpy as np

from cutroom.media.sound import Samples

BLOCK = 480
CEILING = 0.985
_RECOVERY = 0.02
"""Gain regained per block of 10 ms."""


class Limiter:
    """Feed whole blocks in order; what comes out is one block later."""

    def __init__(self) -> None:
        """Nothing is held yet."""
        self._held: Samples | None = None
        self._held_need = 1.0
        self._border = 1.0
        self.engaged = False

    def push(self, block: Samples) -> Samples | None:
        """Take (2, BLOCK) samples, return the previous block limited (None at first)."""
        peak = float(np.abs(block).max(initial=0.0))
        need = CEILING / peak if peak > 1.0 else 1.0
        done = self._released(need)
        self._held, self._held_need = block, need
        return done

    def _released(self, next_need: float) -> Samples | None:
        if self._held is None:
            self._border = min(1.0, next_need)
            return None
        end = min(self._held_need, next_need, self._border + _RECOVERY)
        if self._border >= 1.0 and end >= 1.0:
            self._border = end
            return self._held
        self.engaged = True
        level = np.linspace(self._border, end, BLOCK, endpoint=False, dtype=np.float32)
        self._border = end
        return self._held * level
