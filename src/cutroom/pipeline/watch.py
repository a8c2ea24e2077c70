"""Deciding, in one place, that a render must stop: it was cancelled, or its time is over."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cutroom.core.errors import Cancelled, RenderTimeout
from cutroom.pipeline.progress import ShouldCancel

Result = TypeVar("Result")
_LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Watch:
    """The patience of one render."""

    should_cancel: ShouldCancel
    timeout_s: float
    deadline_s: float

    def over(self) -> bool:
        """Whether to stop."""
        return time.monotonic() > self.deadline_s or self.should_cancel()

    def check(self) -> None:
        """Raise Cancelled or RenderTimeout when it is time to stop."""
        if self.should_cancel():
            raise Cancelled
        if time.monotonic() > self.deadline_s:
            raise RenderTimeout(
                f"The render took longer than {self.timeout_s:g} s while it was fetching its files.",
                hint="Check the hosts of its media, or raise CUTROOM_RENDER_TIMEOUT_S.",
            )

    def run(self, call: Callable[[], Result]) -> Result:
        """The result of a call that may block; it is abandoned when it is time to stop.

        Looking up a name or connecting cannot be interrupted, so it happens on a thread that nobody
        waits for: it ends by its own time limits.
        """
        results = self.run_all([call], 1, lambda _: None)
        return results[0]

    def run_all(
        self, calls: Sequence[Callable[[], Result]], at_once: int, on_done: Callable[[int], None]
    ) -> list[Result]:
        """The results of calls in their order, ``at_once`` at a time; the first failure is raised.

        ``on_done`` is told how many are done.
        """
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        answers: queue.SimpleQueue[tuple[int, Result | None, BaseException | None]] = (
            queue.SimpleQueue()
        )
        for index in range(len(calls)):
            waiting.put(index)
        abandoned = threading.Event()

        def work() -> None:
            while not abandoned.is_set():
                try:
                    index = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    answers.put((index, calls[index](), None))
                except BaseException as error:
                    abandoned.set()  # The first failure is the answer: start nothing more.
                    answers.put((index, None, error))

        for _ in range(min(at_once, len(calls))):
            threading.Thread(target=work, daemon=True, name="cutroom-fetch").start()
        try:
            return self._collect(len(calls), answers, on_done)
        finally:
            abandoned.set()

    def _collect(
        self,
        count: int,
        answers: queue.SimpleQueue[tuple[int, Result | None, BaseException | None]],
        on_done: Callable[[int], None],
    ) -> list[Result]:
        results: dict[int, Result] = {}
        while len(results) < count:
            self.check()
            try:
                index, result, error = answers.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if error is not None:
                raise error
            results[index] = result  # type: ignore[assignment]
            on_done(len(results))
        return [results[index] for index in range(count)]


def watch(should_cancel: ShouldCancel, timeout_s: float) -> Watch:
    """A watch that starts now."""
    return Watch(should_cancel, timeout_s, time.monotonic() + timeout_s)
