"""How a rendering process comes to be: launched anew, or forked from a command that has loaded little yet.

A service has ``fork_server`` beside it.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn, Protocol

from cutroom.core.errors import InternalError
from cutroom.pipeline.confinement import Bounds
from cutroom.pipeline.limits import RenderLimits

_PASSED_ON = ("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "PYTHONPATH", "LD_LIBRARY_PATH")
_PASSED_PREFIXES = ("LC_", "XDG_", "FONTCONFIG_", "CUTROOM_FONT", "OMP_", "OPENCV_")
# NumPy and OpenCV bring an OpenBLAS each, which nothing here multiplies matrices with: starting its threads
# would cost a fifth of starting up.
_OWN_VARIABLES = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
_TASKS = Path("/proc/self/task")
_ABOVE_THE_USUAL = 16
_REPORTS = 3


class Process(Protocol):
    """What a supervisor needs of a process. ``returncode`` is None until it was waited for."""

    pid: int
    returncode: int | None
    stdin: IO[bytes] | None
    stderr: IO[bytes] | None

    def poll(self) -> int | None:
        """What :meth:`wait` would answer, None while it lives."""

    def wait(self) -> int:
        """Wait for its end; the exit code, or the signal that ended it as a negative number."""

    def kill(self) -> None:
        """End it and everything it started."""


Start = Callable[[RenderLimits], tuple[Process, int]]
"""Starts a process; returns it and the descriptor on which it reports. Raises InternalError."""


def launched(limits: RenderLimits) -> tuple[Process, int]:
    """A process started from the beginning, as any process of any program can start it."""
    reader, writer = os.pipe2(os.O_CLOEXEC)
    try:
        process = _Launched(
            _command(limits, writer),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(writer,),
            env=environment_of(os.environ),
            cwd="/",
            start_new_session=True,
        )
    except OSError as error:
        os.close(reader)
        raise cannot_start() from error
    finally:
        os.close(writer)
    return process, reader


class _Launched(subprocess.Popen[bytes]):
    """A program whose ``kill`` is that of :class:`Process`."""

    def kill(self) -> None:
        if self.returncode is None:
            kill_group(self.pid)


def kill_group(leader: int) -> None:
    """Kill a process, which nobody has waited for yet, and everything it started."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        # It has not come to have a group of its own.
        os.kill(leader, signal.SIGKILL)


def forked_if_alone(limits: RenderLimits) -> tuple[Process, int]:
    """A copy of this process where it has a single thread, else a launched one.

    The copy need not load the interpreter and what both of them use. Of several threads only the one that
    forks would be in the copy, and locks that others held would stay locked.
    """
    try:
        alone = sum(1 for _ in _TASKS.iterdir()) == 1
    except OSError:
        alone = False
    if not alone:
        return launched(limits)
    # Both sides read drafts: loaded here it is loaded once.
    import_module("cutroom.draft.codec")
    return _forked(limits)


Ends = tuple[int, int, int]
"""Of three pipes: jobs go in by the first, errors come out by the second and reports by the third."""


def opened_pipes() -> tuple[Ends, Ends]:
    """The ends that the supervisor keeps, and those of the process. Raises InternalError."""
    pipes: list[tuple[int, int]] = []
    try:
        pipes += (os.pipe2(os.O_CLOEXEC) for _ in range(3))
    except OSError as error:
        close_all(end for pipe in pipes for end in pipe)
        raise cannot_start() from error
    jobs, errors, reports = pipes
    return (jobs[1], errors[0], reports[0]), (jobs[0], errors[1], reports[1])


def close_all(descriptors: Iterable[int]) -> None:
    """Close them."""
    for descriptor in descriptors:
        os.close(descriptor)


class Forked:
    """A forked process of this one with the interface of ``subprocess.Popen``."""

    def __init__(self, pid: int, stdin: int, stderr: int) -> None:
        """``stdin`` and ``stderr`` are our ends of its pipes."""
        self.pid = pid
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = os.fdopen(stdin, "wb")
        self.stderr: IO[bytes] | None = os.fdopen(stderr, "rb", buffering=0)

    def poll(self) -> int | None:
        """See :class:`Process`."""
        if self.returncode is None:
            self._look(os.WNOHANG)
        return self.returncode

    def wait(self) -> int:
        """See :class:`Process`."""
        if self.returncode is None:
            self._look(0)
        assert self.returncode is not None
        return self.returncode

    def kill(self) -> None:
        """See :class:`Process`."""
        if self.returncode is None:
            kill_group(self.pid)

    def _look(self, options: int) -> None:
        number, status = os.waitpid(self.pid, options)
        if number:
            self.returncode = os.waitstatus_to_exitcode(status)


def _forked(limits: RenderLimits) -> tuple[Process, int]:
    ours, theirs = opened_pipes()
    parent = os.getpid()
    try:
        pid = os.fork()
    except OSError as error:
        close_all((*ours, *theirs))
        raise cannot_start() from error
    if not pid:
        serve(bounds_of(limits), parent, theirs)
    close_all(theirs)
    return Forked(pid, *ours[:2]), ours[2]


def serve(bounds: Bounds, parent: int, ends: Ends) -> NoReturn:
    """Be the rendering process, in a fork of ``parent`` with its ``ends`` of the pipes.

    What the parent had open, or knows from its environment, stays behind.
    """
    code = 1
    try:
        _take_places(ends)
        _forget(os.environ)
        os.setsid()
        os.chdir("/")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        from cutroom.pipeline import child

        with open(0, "rb", closefd=False) as lines:
            code = child.serve(bounds, parent, _REPORTS, lines)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        # As in ``child``: nothing native is taken down, and nothing of the command's is run twice.
        os._exit(code)


def _take_places(ends: Ends) -> None:
    """Jobs come in on descriptor 0, errors go out on 2, reports on 3; every other is closed."""
    # Where the command was started with a closed stream, a pipe may lie in one of those places.
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD, _ABOVE_THE_USUAL) for end in ends]
    nothing = fcntl.fcntl(os.open(os.devnull, os.O_WRONLY), fcntl.F_DUPFD, _ABOVE_THE_USUAL)
    for place, end in enumerate((moved[0], nothing, moved[1], moved[2])):
        os.dup2(end, place)
    os.closerange(_REPORTS + 1, os.sysconf("SC_OPEN_MAX"))
    sys.stdin = None
    sys.stdout = sys.stderr = io.TextIOWrapper(
        io.FileIO(2, "w", closefd=False), "utf-8", "backslashreplace", write_through=True
    )


def _forget(environ: os._Environ[str]) -> None:
    """Have the environment and the module path of a launched process."""
    kept = environment_of(environ)
    for name in environ.keys() - kept.keys():
        del environ[name]
    environ.update(kept)
    if not sys.flags.safe_path:
        del sys.path[0]


def _command(limits: RenderLimits, writer: int) -> list[str]:
    # -P: without it a file named like a module in the working directory would be imported.
    return [
        sys.executable, "-P", "-m", "cutroom.pipeline.child",
        json.dumps(asdict(bounds_of(limits))), str(os.getpid()), str(writer),
    ]  # fmt: skip


def bounds_of(limits: RenderLimits) -> Bounds:
    """What a process limits itself to."""
    return Bounds(limits.cpu_s, limits.memory_bytes, limits.file_bytes, limits.nice)


def environment_of(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables a renderer needs; keys and passwords of the service stay behind."""
    kept = {
        name: value
        for name, value in environ.items()
        if name in _PASSED_ON or name.startswith(_PASSED_PREFIXES)
    }
    return kept | _OWN_VARIABLES


def cannot_start() -> InternalError:
    """What a caller hears when the system has no process for us."""
    return InternalError("A rendering process could not be started.")
