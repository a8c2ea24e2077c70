"""Speed without pitch: waveform-similarity overlap-add that keeps beginnings where they belong.

Output is a sequence of half-overlapping Hann windows. Each is taken from the source near the position the clock
asks for, shifted by up to ±10 ms to where it continues the previous window best (Verhelst and Roelands, 1993).
Where something begins, both windows over it are taken so that it falls on its own output sample, and
no other window may contain it: so a click is heard once, at full level, exactly when it should be.
"""

from __future__ import annotations

import cv2
import numpy as np

from cutroom.media.sound import Samples
from cutroom.render.onsets import Onset, OnsetFinder
from cutroom.render.voices import Clock, Voice

WINDOW = 1920
HOP = WINDOW // 2
SEARCH = 480
_ATTACK = 240
"""How much of a sound belongs to its beginning, in samples."""
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)).astype(np.float32)
_STAY = 0.02 / SEARCH
"""Likeness given up per sample of distance: of equally good places the nearest one is taken."""


class Stretcher:
    """Reads are expected in order; one further back or far ahead starts anew there."""

    def __init__(self, source: Voice, clock: Clock) -> None:
        """``clock`` gives the nominal source position of an output sample."""
        self._source, self._clock = source, clock
        self._onsets = OnsetFinder(source)
        self._begin(0)

    def _begin(self, offset: int) -> None:
        # Windows overlap by half: the one before the first sample already belongs to it.
        self._window = offset // HOP - 1
        self._taken: int | None = None
        self._backwards = False
        self._tail = np.zeros((2, HOP), np.float32)
        self._ready: list[Samples] = []
        self._start = (offset // HOP) * HOP
        self._hop()

    def read(self, offset: int, count: int) -> Samples:
        """Output samples [offset, offset + count)."""
        if offset < self._start or offset > self._start + (len(self._ready) + 50) * HOP:
            self._begin(offset)
        while self._start + len(self._ready) * HOP < offset + count:
            self._ready.append(self._hop())
            while self._ready and self._start + HOP <= offset:
                self._ready.pop(0)
                self._start += HOP
        if not self._ready:
            return np.zeros((2, count), np.float32)
        joined = np.concatenate(self._ready, axis=1)
        begin = offset - self._start
        return joined[:, begin : begin + count]

    def _hop(self) -> Samples:
        """The next HOP finished samples: the tail of one window plus the head of the next."""
        begin, backwards = self._place()
        piece = self._source.read(begin, WINDOW)
        if backwards:
            piece = piece[:, ::-1]
        windowed = piece * _HANN
        hop = self._tail + windowed[:, :HOP]
        self._tail = windowed[:, HOP:]
        self._taken, self._backwards = begin, backwards
        self._window += 1
        return hop

    def _place(self) -> tuple[int, bool]:
        """Where the next window is taken from the source, and whether it is turned round."""
        middle = self._window * HOP + HOP
        here, after = self._clock.positions(middle, 2).tolist()
        speed = after - here
        wanted = round(here) - HOP
        if speed < 0:
            return self._similar(wanted, wanted - SEARCH, wanted + SEARCH, turned=True), True
        reach = round(HOP * max(speed, 1.0)) + WINDOW
        near = self._onsets.between(round(here) - reach, round(here) + reach)
        heard = [(onset, (onset.position - here) / max(speed, 1e-6)) for onset in near]
        inside = [pair for pair in heard if -HOP <= pair[1] < HOP]
        if inside:
            onset, at = max(inside, key=lambda pair: pair[0].strength)
            return onset.position - round(at) - HOP, False
        low, high = _limits(
            wanted, [o for o, at in heard if at < 0], [o for o, at in heard if at > 0]
        )
        return self._similar(wanted, low, high, turned=False), False

    def _similar(self, wanted: int, low: int, high: int, *, turned: bool) -> int:
        """The place within [low, high] that looks most like what would have come next."""
        if self._taken is None or low >= high:
            return min(max(wanted, low), high)
        follow = self._source.read(self._taken + (-HOP if self._backwards else HOP), WINDOW)
        if turned != self._backwards or float(np.abs(follow).max()) < 1e-5:
            return min(max(wanted, low), high)
        around = self._source.read(low, WINDOW + high - low)
        likeness = cv2.matchTemplate(
            np.ascontiguousarray(around), np.ascontiguousarray(follow), cv2.TM_CCORR_NORMED
        )[0]
        away = np.abs(np.arange(low, high + 1) - wanted)
        return low + int(np.argmax(likeness - _STAY * away))


def _limits(wanted: int, earlier: list[Onset], later: list[Onset]) -> tuple[int, int]:
    """Lowest and highest place near ``wanted`` that contains no beginning of another window."""
    low, high = wanted - SEARCH, wanted + SEARCH
    if later:
        high = min(high, later[0].position - WINDOW)
        low = min(low, high)
    if earlier:
        low = max(low, earlier[-1].position + _ATTACK)
        high = max(low, high)
    return low, high
