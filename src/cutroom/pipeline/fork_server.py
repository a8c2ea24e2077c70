"""A process that has loaded what draws, and becomes every rendering process by forking.

Loading codecs takes longer than looking at a file or drawing a picture; a fork has them at once. The server
reads no foreign byte and has one thread. It gets, over a socket that nobody else knows, the limits of the process
to be and the ends of its pipes, and answers with its number. Ended processes wait there until they are asked
for, so that no number is used again before. When the other end is gone, so are the server and its forks.

Run as ``python -P -m cutroom.pipeline.fork_server SOCKET IDLE_S``.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from cutroom.core.errors import InternalError
from cutroom.pipeline.child import load
from cutroom.pipeline.confinement import Bounds
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.starting import (
    Ends,
    Forked,
    Process,
    bounds_of,
    cannot_start,
    close_all,
    environment_of,
    kill_group,
    opened_pipes,
    serve,
)

IDLE_S = 600.0
"""After which a server with no process ends; the next one that is wanted starts it again."""
_LOOK_S = 0.005
_MOST_BYTES = 4096
_ENDS = 3
_WANTED = (
    "cutroom.pipeline.drawing", "cutroom.pipeline.desk", "cutroom.media.probe", "cutroom.media.stills",
    "cutroom.render.copying", "cutroom.render.inks", "cutroom.render.soundtrack",
)  # fmt: skip
"""What some renders load only when they come to it."""


class ForkServer:
    """Rendering processes for one process of the service, from any of its threads.

    The server starts with the first of them. An instance is a :data:`starting.Start`.
    """

    def __init__(self, idle_s: float = IDLE_S) -> None:
        """``idle_s`` is how long the server waits for work."""
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, limits: RenderLimits) -> tuple[Process, int]:
        """A forked process, and the descriptor on which it reports. Raises InternalError."""
        ours, theirs = opened_pipes()
        try:
            fork = self._forked(limits, theirs, ours)
        except (OSError, InternalError) as error:
            close_all(ours)
            raise cannot_start() from error
        finally:
            close_all(theirs)
        return fork, ours[2]

    def close(self) -> None:
        """End the server and every process that it has made."""
        with self._lock:
            self._end()

    def ask_of(self, number: int, server: socket.socket, wish: str) -> int | None:
        """What is answered to a ``wish`` (``end`` or ``kill``) concerning a process of a server.

        The end is how it ended, None while it lives; its number is free once it is told.
        """
        with suppress(OSError), self._lock:
            if self._socket is server:
                return self._asked({wish: number})
        # What a server made dies with it.
        return -signal.SIGKILL

    def _forked(self, limits: RenderLimits, theirs: Ends, ours: Ends) -> Process:
        question = {"bounds": asdict(bounds_of(limits))}
        with self._lock:
            try:
                number = self._asked(question, theirs)
            except ConnectionError:
                # It had nothing to do for long, or somebody killed it, or there has been none.
                self._end()
                self._launch()
                number = self._asked(question, theirs)
            if number is None or self._socket is None:
                raise cannot_start()
            return _Fork(self, self._socket, number, ours)

    def _launch(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket = ours
        with theirs:
            self._process = subprocess.Popen(
                _command(theirs.fileno(), self._idle_s),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=environment_of(os.environ),
                cwd="/",
                start_new_session=True,
            )

    def _asked(self, question: dict[str, Any], ends: Sequence[int] = ()) -> int | None:
        """The number that the server answers with, if any. Raises ConnectionError when it is gone, OSError."""
        if self._socket is None:
            raise ConnectionResetError
        socket.send_fds(self._socket, [json.dumps(question).encode()], ends)
        answer = self._socket.recv(_MOST_BYTES)
        if not answer:
            raise ConnectionResetError
        found = json.loads(answer)
        return found if isinstance(found, int) else None

    def _end(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class _Fork(Forked):
    """A process that the server forked, and that only the server can wait for."""

    def __init__(self, owner: ForkServer, server: socket.socket, number: int, ours: Ends) -> None:
        super().__init__(number, *ours[:2])
        self._owner, self._server = owner, server

    def poll(self) -> int | None:
        """See :class:`Process`."""
        if self.returncode is None:
            self.returncode = self._owner.ask_of(self.pid, self._server, "end")
        return self.returncode

    def wait(self) -> int:
        """See :class:`Process`."""
        while (code := self.poll()) is None:
            time.sleep(_LOOK_S)
        return code

    def kill(self) -> None:
        """See :class:`Process`."""
        if self.returncode is None:
            self._owner.ask_of(self.pid, self._server, "kill")


def _command(descriptor: int, idle_s: float) -> list[str]:
    words = [str(descriptor), str(idle_s)]
    return [sys.executable, "-P", "-m", "cutroom.pipeline.fork_server", *words]


def main(arguments: list[str]) -> None:
    """Be the server until nobody is at the other end, or nothing was wanted for long."""
    descriptor, idle_s = arguments
    with socket.socket(fileno=int(descriptor)) as requests:
        load(*_WANTED)
        _answer_all(requests, float(idle_s))


def _answer_all(requests: socket.socket, idle_s: float) -> None:
    living: set[int] = set()
    while living or select.select([requests], [], [], idle_s)[0]:
        data, ends, _flags, _address = socket.recv_fds(requests, _MOST_BYTES, _ENDS)
        if not data:
            return
        answer = _answer(json.loads(data), ends, living)
        requests.send(json.dumps(answer).encode())


def _answer(question: dict[str, Any], ends: list[int], living: set[int]) -> int | None:
    if "bounds" in question:
        number = _fork(Bounds(**question["bounds"]), ends)
        living |= set() if number is None else {number}
        return number
    ((wish, number),) = question.items()
    if number not in living:
        return -signal.SIGKILL
    if wish == "kill":
        kill_group(number)
        return None
    ended, status = os.waitpid(number, os.WNOHANG)
    if not ended:
        return None
    living.discard(number)
    return os.waitstatus_to_exitcode(status)


def _fork(bounds: Bounds, ends: list[int]) -> int | None:
    server = os.getpid()
    try:
        number = os.fork()
    except OSError:
        number = None
    if number == 0:
        stdin, stderr, reports = ends
        serve(bounds, server, (stdin, stderr, reports))
    close_all(ends)
    return number


if __name__ == "__main__":
    main(sys.argv[1:])
