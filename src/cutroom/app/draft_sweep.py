"""Removing drafts that nobody used for long: the worker's side of the retention setting."""

from __future__ import annotations

import logging
import time

from cutroom.authoring.keeping import Unused
from cutroom.authoring.library import DraftLibrary
from cutroom.jobs.engine import JobEngine, TaskFilter
from cutroom.jobs.model import State
from cutroom.pipeline.links import LocalDraft

log = logging.getLogger(__name__)

DAY_S = 86_400.0
_EVERY_S = 600.0


class DraftSweep:
    """Sweeps when called, at most every ten minutes. Safe to run in several workers at the same time."""

    def __init__(
        self, library: DraftLibrary, engine: JobEngine, retention_days: float, render_s: float
    ) -> None:
        """``retention_days`` 0 keeps drafts for ever; ``render_s`` is how long a render may take."""
        self._library = library
        self._engine = engine
        self._retention_s = retention_days * DAY_S
        # A render that began with the last use may still be reading its copy.
        self._copies_s = max(DAY_S, 2 * render_s)
        self._swept_s: float | None = None

    def __call__(self) -> None:
        """Sweep, unless the last time was a moment ago."""
        now_s = time.monotonic()
        if self._swept_s is not None and now_s - self._swept_s < _EVERY_S:
            return
        self._swept_s = now_s
        removed = self._library.sweep(self._unused(time.time()), self._is_in_use)
        if removed:
            log.info("removed %d drafts that nobody used", removed)

    def _unused(self, now_s: float) -> Unused:
        before_s = now_s - self._retention_s if self._retention_s else None
        return Unused(before_s, now_s - self._copies_s)

    def _is_in_use(self, draft_id: str) -> bool:
        """Whether a render of the draft waits or runs. Who submits one uses the draft first."""
        key = LocalDraft(draft_id).key
        wanted = (TaskFilter(key, state, limit=1) for state in (State.QUEUED, State.RUNNING))
        return any(self._engine.list(tasks).tasks for tasks in wanted)
