"""How many calls one caller may make: a bucket for each that fills evenly and holds a minute's worth."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from cutroom.core.errors import RateLimited

MAX_CALLERS = 100_000
_MINUTE_S = 60.0


class RateLimit:
    """Counts the calls of every caller of this process. Safe to use from many threads."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``per_minute`` 0 is no limit."""
        self._every_s = _MINUTE_S / per_minute if per_minute else 0.0
        self._clock = clock
        self._lock = threading.Lock()
        # When the bucket of each caller will be full again; who called last is last.
        self._full_s: OrderedDict[str, float] = OrderedDict()

    def take(self, caller: str) -> None:
        """Count a call. Raises RateLimited with the time after which the next one will be taken."""
        if not self._every_s:
            return
        with self._lock:
            now_s = self._clock()
            full_s = max(self._full_s.get(caller, now_s), now_s) + self._every_s
            # A hair for sums of fractions of a second that are not exact.
            wait_s = full_s - now_s - _MINUTE_S - 1e-6
            if wait_s > 0:
                raise RateLimited(
                    "Too many calls were made within a minute.", retry_after_s=max(1, ceil(wait_s))
                )
            self._full_s[caller] = full_s
            self._full_s.move_to_end(caller)
            self._forget(now_s)

    def _forget(self, now_s: float) -> None:
        """Callers whose bucket is full again need no memory; nor does anybody get more than there is."""
        while self._full_s:
            first, full_s = next(iter(self._full_s.items()))
            if full_s > now_s and len(self._full_s) <= MAX_CALLERS:
                return
            del self._full_s[first]
