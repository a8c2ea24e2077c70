"""Having a rendering process: handing it jobs, watching it, and ending it.

The supervisor looks every tenth of a second: at the clock, at the memory the process holds, at whether the
render was cancelled. The process is its own session and is killed as a group.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import IO, Any, Self

from cutroom.core.errors import (
    Cancelled,
    CutroomError,
    InternalError,
    LimitExceeded,
    RenderError,
    RenderKilled,
    RenderTimeout,
)
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.machine import resident_bytes
from cutroom.pipeline.messages import MAX_MESSAGE_BYTES, Job, Message, read_error
from cutroom.pipeline.progress import ShouldCancel
from cutroom.pipeline.starting import Start, launched

_LOOK_S = 0.1
_LAST_WORDS_S = 1.0
_LOG_TAIL_BYTES = 65_536
_log = logging.getLogger("cutroom.render")

OnEvent = Callable[[Message], None]


class RenderProcess:
    """One rendering process, for one job or several. A context manager: leaving it ends the process."""

    def __init__(self, limits: RenderLimits, start: Start = launched) -> None:
        """Start it; it loads its libraries while the caller does something else."""
        self._limits = limits
        self._started_s = time.monotonic()
        self._doing, self._ready = "starting", False
        self._tail = b""
        self._buffer = b""
        self._process, self._reports = start(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int:
        """The process's number."""
        return self._process.pid

    def close(self) -> None:
        """Kill the process and everything it started, and wait until it is gone."""
        if self._process.returncode is None:
            self._process.kill()
            self._process.wait()
        if self._reports >= 0:
            os.close(self._reports)
            self._reports = -1
        for pipe in (self._process.stdin, self._process.stderr):
            if pipe is not None:
                _close(pipe)

    def begin(self) -> None:
        """Count the time of the next job from now on: the process has been waiting for it."""
        self._started_s = time.monotonic()

    def wait_ready(self, should_cancel: ShouldCancel) -> None:
        """Wait until the process is locked in and has its libraries. Raises as :meth:`run`."""
        if not self._ready:
            self._until("ready", lambda _: None, should_cancel)
            self._ready = True

    def run(
        self, job: Job, on_event: OnEvent, should_cancel: ShouldCancel, *, last: bool = True
    ) -> Mapping[str, Any]:
        """Do a job; ``on_event`` gets what the process reports on the way.

        The process ends after its ``last`` job, and after one that fails. Raises the process's own error,
        Cancelled, RenderTimeout, LimitExceeded (memory), or RenderError naming what it was doing when it
        crashed.
        """
        text = json.dumps(job.message()).encode()
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(text + b"\n")
            stdin.flush()
            if last:
                stdin.close()
        except BrokenPipeError:
            pass  # It is gone; what it left in its pipes says why.
        result = self._until("done", on_event, should_cancel).get("result")
        return result if isinstance(result, Mapping) else {}

    def _until(self, wanted: str, on_event: OnEvent, should_cancel: ShouldCancel) -> Message:
        poll = select.poll()
        errors = self._process.stderr
        assert errors is not None
        poll.register(self._reports, select.POLLIN)
        poll.register(errors.fileno(), select.POLLIN)
        open_pipes = 2
        while open_pipes:
            for descriptor, _ in poll.poll(_LOOK_S * 1000):
                data = os.read(descriptor, 1 << 16)
                if not data:
                    poll.unregister(descriptor)
                    open_pipes -= 1
                elif descriptor == self._reports:
                    found = self._take(data, wanted, on_event)
                    if found is not None:
                        return found
                else:
                    self._tail = (self._tail + data)[-_LOG_TAIL_BYTES:]
            self._look(should_cancel)
        while self._process.poll() is None:
            # Who closes its pipes and stays is held to the limits all the same.
            self._look(should_cancel)
            time.sleep(_LOOK_S / 10)
        raise self._crash()

    def _take(self, data: bytes, wanted: str, on_event: OnEvent) -> Message | None:
        self._buffer += data
        if len(self._buffer) > MAX_MESSAGE_BYTES:
            raise RenderError("The rendering process reported more than can be right.")
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            message = _parsed(line)
            event = message.get("event")
            if event == "failed":
                self._log("failed")
                raise read_error(message.get("error"))
            if event == wanted:
                return message
            if event == "doing":
                self._doing = str(message.get("what", ""))[:500]
            on_event(message)
        return None

    def _look(self, should_cancel: ShouldCancel) -> None:
        if should_cancel():
            raise Cancelled
        limits = self._limits
        if time.monotonic() - self._started_s > limits.timeout_s:
            raise RenderTimeout(
                f"The render took longer than {limits.timeout_s:g} s; it was {self._doing}.",
                hint="Render a part, a lower resolution, or raise CUTROOM_RENDER_TIMEOUT_S.",
            )
        if resident_bytes(self._process.pid) > limits.memory_bytes:
            raise LimitExceeded(
                f"The render needed more than {limits.memory_bytes / 1e6:.0f} MB of memory"
                f" while {self._doing}.",
                hint="Render at a lower resolution, or raise CUTROOM_RENDER_MEMORY_MB.",
            )

    def _crash(self) -> CutroomError:
        code = self._process.wait()
        self._log(f"ended with {code}")
        if code == -signal.SIGXCPU:
            return RenderTimeout(
                f"The render used more than {self._limits.cpu_s} s of processor time"
                f" while {self._doing}.",
                hint="Render a part, a lower resolution, or raise CUTROOM_RENDER_CPU_S.",
            )
        if code == -signal.SIGKILL:
            return RenderKilled(
                f"The system ended the render while {self._doing}.",
                hint="Usually the machine ran out of memory: render fewer videos at once.",
            )
        if self._doing == "starting":
            return InternalError(
                "The rendering process could not start.",
                hint="`cutroom doctor` says what this machine lacks.",
            )
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return RenderError(
            f"The render crashed while {self._doing} ({cause}).",
            hint="A damaged media file is the usual cause: convert or replace it.",
            details={"doing": self._doing, "cause": cause},
        )

    def _drain(self) -> None:
        """What the process still has to say on its error stream; it ends right after reporting."""
        errors = self._process.stderr
        assert errors is not None
        poll = select.poll()
        poll.register(errors.fileno(), select.POLLIN)
        until = time.monotonic() + _LAST_WORDS_S
        while time.monotonic() < until and poll.poll(_LOOK_S * 1000):
            data = os.read(errors.fileno(), 1 << 16)
            if not data:
                return
            self._tail = (self._tail + data)[-_LOG_TAIL_BYTES:]

    def _log(self, outcome: str) -> None:
        self._drain()
        text = self._tail.decode("utf-8", "replace").strip()
        _log.warning("rendering process %s %s\n%s", self._process.pid, outcome, text)


def _parsed(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # Closing a pipe to a process that is gone flushes into nothing.
