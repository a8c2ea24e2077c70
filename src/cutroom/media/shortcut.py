"""Which packets need no decoding on the way to a picture."""

from __future__ import annotations

from collections import deque
from fractions import Fraction

from av.packet import Packet
from av.video.stream import VideoStream

_MOST_REORDERED = 16
"""Pictures that a decoder may hold back, by any standard."""


class Shortcut:
    """Knows what is looked for and what the decoder has been given.

    A picture is of no use on the way to a later one when another that comes after it and not after the one
    that is looked for has been given to the decoder already, unless other pictures refer to it.
    """

    def __init__(self) -> None:
        """Nothing is looked for."""
        self._given: deque[Fraction] = deque(maxlen=_MOST_REORDERED)
        self._wanted: Fraction | None = None
        self.left_out = False

    def aim(self, wanted: Fraction | None) -> None:
        """Look for the picture shown at ``wanted``; None decodes all."""
        self._wanted = wanted

    def past(self, packet: Packet[VideoStream]) -> bool:
        """Whether the packet can be left out if nothing refers to its picture."""
        if packet.pts is None or not packet.size:
            return False
        time = packet.pts * packet.time_base
        if self._wanted is not None and any(time < other <= self._wanted for other in self._given):
            self.left_out = True
            return True
        if not packet.is_discard:
            self._given.append(time)
        return False
