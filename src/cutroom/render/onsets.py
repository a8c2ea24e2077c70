"""Where sounds begin: clicks, drums, plosives. Stretching must neither lose nor double them."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

import numpy as np

from cutroom.render.voices import Voice

FRAME = 64
_BLOCK = 256 * FRAME
_BEFORE = 16
"""Frames (21 ms) that a beginning must stand out from."""
_RISE = 12.0
_QUIET = 1e-5
_MOST_BLOCKS = 64


class Onset(NamedTuple):
    """A source sample at which something begins, and the energy of its first millisecond."""

    position: int
    strength: float


class OnsetFinder:
    """Looks through a voice block by block; what it finds does not depend on how it is asked."""

    def __init__(self, voice: Voice) -> None:
        """Nothing is read yet."""
        self._voice = voice
        self._blocks: OrderedDict[int, tuple[Onset, ...]] = OrderedDict()

    def between(self, first: int, end: int) -> list[Onset]:
        """Onsets in [first, end), in order."""
        numbers = range(first // _BLOCK, (end - 1) // _BLOCK + 1)
        found = (onset for number in numbers for onset in self._block(number))
        return [onset for onset in found if first <= onset.position < end]

    def _block(self, number: int) -> tuple[Onset, ...]:
        if number not in self._blocks:
            while len(self._blocks) >= _MOST_BLOCKS:
                self._blocks.popitem(last=False)
            self._blocks[number] = self._search(number * _BLOCK)
        return self._blocks[number]

    def _search(self, start: int) -> tuple[Onset, ...]:
        lead = _BEFORE * FRAME
        samples = self._voice.read(start - lead - 1, _BLOCK + lead + 1)
        # Differences weigh high notes more: what begins is brighter than what goes on.
        edges = np.square(np.diff(samples, axis=1)).sum(axis=0, dtype=np.float64)
        energy = edges.reshape(-1, FRAME).sum(axis=1)
        sums = np.concatenate([[0.0], np.cumsum(energy)])
        before = (sums[_BEFORE:-1] - sums[: -_BEFORE - 1]) / _BEFORE
        now = energy[_BEFORE:]
        rises = np.flatnonzero(now > _RISE * before + _QUIET)
        found: list[Onset] = []
        for frame in rises:
            if found and start + frame * FRAME - found[-1].position < lead:
                continue
            inside = edges[lead + frame * FRAME : lead + (frame + 1) * FRAME]
            first = int(np.argmax(inside > inside.max() / 8))
            found.append(Onset(start + int(frame) * FRAME + first, float(now[frame])))
        return tuple(found)
