"""Speed without pitch: waveform-similarity overlap-add.

Output is a sequence of half-overlapping Hann windows. Each is taken from the source near the position the time map
asks for, shifted by up to ±10 ms to where it continues the previous window best (Verhelst and Roelands, 1993).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.media.sound import Samples

WINDOW = 1920
HOP = WINDOW // 2
SEARCH = 480
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)).astype(np.float32)

ReadSource = Callable[[int, int], Samples]


class Clock(Protocol):
    """Which source sample is heard at an output sample."""

    def positions(self, offset: int, count: int) -> NDArray[np.float64]:
        """Source positions of output samples [offset, offset + count)."""
        ...


class Stretcher:
    """Reads are expected in order; one further back starts again from the beginning."""

    def __init__(self, read: ReadSource, clock: Clock) -> None:
        """``read`` gives source samples, ``clock`` the nominal source position of an output sample."""
        self._read, self._clock = read, clock
        self._reset()

    def _reset(self) -> None:
        self._window = 0
        self._taken: int | None = None
        self._tail = np.zeros((2, HOP), np.float32)
        self._ready: list[Samples] = []
        self._start = 0

    def read(self, offset: int, count: int) -> Samples:
        """Output samples [offset, offset + count)."""
        if offset < self._start:
            self._reset()
        while self._start + len(self._ready) * HOP < offset + count:
            self._ready.append(self._next_hop())
            while self._start + HOP <= offset:
                self._ready.pop(0)
                self._start += HOP
        if not self._ready:
            return np.zeros((2, count), np.float32)
        joined = np.concatenate(self._ready, axis=1)
        begin = offset - self._start
        return joined[:, begin : begin + count]

    def _next_hop(self) -> Samples:
        """The next HOP finished samples: the tail of one window plus the head of the next."""
        middle = self._window * HOP
        wanted, step = self._wanted(middle)
        begin = wanted - HOP
        if self._taken is not None:
            begin += self._best_shift(begin)
        piece = self._read(begin, WINDOW)
        if step < 0:
            piece = piece[:, ::-1]
        windowed = piece * _HANN
        # The very first window has no predecessor: its head stands at full level.
        head = windowed[:, :HOP] if self._window else piece[:, :HOP] * 0
        hop = self._tail + head
        self._tail = windowed[:, HOP:] if self._window else piece[:, HOP:] * _HANN[HOP:]
        self._taken, self._backwards = begin, step < 0
        self._window += 1
        return hop if self._window > 1 else self._next_hop()

    def _wanted(self, middle: int) -> tuple[int, float]:
        """Source position at the middle of the window, and which way the source runs there."""
        pair = self._clock.positions(middle, 2)
        return round(float(pair[0])), float(pair[1] - pair[0])

    def _best_shift(self, begin: int) -> int:
        """Where around ``begin`` the source looks most like what would have come next."""
        assert self._taken is not None
        onward = self._taken + (-HOP if self._backwards else HOP)
        follow = self._read(onward, WINDOW).mean(axis=0)
        around = self._read(begin - SEARCH, WINDOW + 2 * SEARCH).mean(axis=0)
        if float(np.abs(follow).max()) < 1e-5:
            return 0
        likeness = cv2.matchTemplate(
            np.ascontiguousarray(around[None]),
            np.ascontiguousarray(follow[None]),
            cv2.TM_CCORR_NORMED,
        )
        return int(np.argmax(likeness[0])) - SEARCH
