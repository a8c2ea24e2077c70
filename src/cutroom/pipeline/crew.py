"""One rendering process, and others that help it once it says how much there is to draw.

They share a folder and need no words with each other. What one render may use is watched for all of them
together, and what ends one ends all.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from cutroom.core.errors import Cancelled, LimitExceeded, RenderTimeout
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.machine import processor_s, resident_bytes
from cutroom.pipeline.messages import Job, Message, read_facts, whole
from cutroom.pipeline.progress import ShouldCancel
from cutroom.pipeline.starting import Start
from cutroom.pipeline.supervise import OnEvent, RenderProcess


class Crew:
    """The processes of one render."""

    def __init__(self, first: RenderProcess, job: Job, limits: RenderLimits, start: Start) -> None:
        """``first`` is ready; it draws, joins and answers.

        ``job.workers`` is the most there will be; ``start`` makes the others.
        """
        self._job, self._limits, self._start = job, limits, start
        self._processes = [first]
        self._used_s: dict[int, float] = {}
        self._helping: list[threading.Thread] = []
        self._failures: list[BaseException] = []
        self._over = threading.Event()
        # Frames that each process has said it drew, and what was last told of their sum.
        self._done: dict[int, int] = {}
        self._last: Message = {}
        self._told = -1

    def run(self, on_event: OnEvent, should_cancel: ShouldCancel) -> Mapping[str, Any]:
        """Do the job. Raises as :meth:`RenderProcess.run`, for whichever process fails first.

        ``on_event`` and ``should_cancel`` are called from the calling thread alone. When this returns
        or raises, nobody helps any more.
        """
        with ExitStack() as stack:

            def hear(event: Message) -> None:
                if event.get("event") == "plan":
                    on_event(event)
                    self._call_helpers(whole(event, "parts"), stack)
                elif event.get("event") == "frames":
                    self._done[0], self._last = whole(event, "done"), event
                    self._tell(on_event)
                else:
                    self._learn(event)
                    on_event(event)

            def look() -> bool:
                if self._failures:
                    raise self._failures[0]
                self._check_together()
                self._tell(on_event)
                return should_cancel()

            try:
                return self._processes[0].run(self._job, hear, look)
            finally:
                self._dismiss()

    def _learn(self, event: Message) -> None:
        """Helpers are told what the first process finds out about a file."""
        path = event.get("path")
        if event.get("event") != "facts" or not isinstance(path, str):
            return
        facts = read_facts(event.get("facts"), path)
        media = (
            replace(item, facts=facts) if item.path == path and item.is_media else item
            for item in self._job.media
        )
        self._job = replace(self._job, media=tuple(media))

    def _call_helpers(self, parts: int, stack: ExitStack) -> None:
        for number in range(1, min(self._job.workers, parts)):
            process = stack.enter_context(RenderProcess(self._limits, self._start))
            self._processes.append(process)
            thread = threading.Thread(
                target=self._help, args=(process, number), name=f"helper-{number}", daemon=True
            )
            self._helping.append(thread)
            thread.start()

    def _help(self, process: RenderProcess, number: int) -> None:
        def hear(event: Message) -> None:
            if event.get("event") == "frames":
                self._done[number] = whole(event, "done")

        job = replace(self._job, kind="help", worker=number)
        try:
            process.wait_ready(self._over.is_set)
            process.run(job, hear, self._over.is_set)
        except Cancelled:
            return
        except BaseException as error:
            self._failures.append(error)

    def _dismiss(self) -> None:
        """Before the processes are closed nobody may be reading from them."""
        self._over.set()
        for thread in self._helping:
            thread.join()

    def _tell(self, on_event: OnEvent) -> None:
        done = sum(self._done.values())
        if self._last and done != self._told:
            self._told = done
            on_event(self._last | {"done": min(done, whole(self._last, "total"))})

    def _check_together(self) -> None:
        """Each process is held to the limits by itself; here all of them together are."""
        if len(self._processes) == 1:
            return
        numbers = [process.process_id for process in self._processes]
        if sum(map(resident_bytes, numbers)) > self._limits.memory_bytes:
            raise LimitExceeded(
                f"The {len(numbers)} processes of the render needed more than"
                f" {self._limits.memory_bytes / 1e6:.0f} MB of memory together.",
                hint="Use fewer (CUTROOM_RENDER_PROCESSES), or raise CUTROOM_RENDER_MEMORY_MB.",
            )
        for number in numbers:
            self._used_s[number] = max(self._used_s.get(number, 0.0), processor_s(number))
        if sum(self._used_s.values()) > self._limits.cpu_s:
            raise RenderTimeout(
                f"The render used more than {self._limits.cpu_s} s of processor time.",
                hint="Render a part, a lower resolution, or raise CUTROOM_RENDER_CPU_S.",
            )
