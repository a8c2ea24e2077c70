"""How a rendering process comes to be: launched anew, or forked from a command that has loaded little yet."""

from __future__ import annotations

import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
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

    def wait(self) -> int:
        """Wait for its end; the exit code, or the signal that ended it as a negative number."""

    def kill(self) -> None:
        """End it."""


Start = Callable[[RenderLimits], tuple[Process, int]]
"""Starts a process; returns it and the descriptor on which it reports. Raises InternalError."""


def launched(limits: RenderLimits) -> tuple[Process, int]:
    """A process started from the beginning, as any process of any program can start it."""
    reader, writer = os.pipe2(os.O_CLOEXEC)
    try:
        process = subprocess.Popen(
            _command(limits, writer),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(writer,),
            env=_environment(os.environ),
            cwd="/",
            start_new_session=True,
        )
    except OSError as error:
        os.close(reader)
        raise _cannot_start() from error
    finally:
        os.close(writer)
    return process, reader


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


class _Forked:
    """A forked process with the interface of ``subprocess.Popen``."""

    def __init__(self, pid: int, stdin: int, stderr: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = os.fdopen(stdin, "wb")
        self.stderr: IO[bytes] | None = os.fdopen(stderr, "rb", buffering=0)

    def wait(self) -> int:
        if self.returncode is None:
            _, status = os.waitpid(self.pid, 0)
            self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def kill(self) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)


def _forked(limits: RenderLimits) -> tuple[Process, int]:
    jobs, errors, reports = (os.pipe2(os.O_CLOEXEC) for _ in range(3))
    parent = os.getpid()
    try:
        pid = os.fork()
    except OSError as error:
        for descriptor in (*jobs, *errors, *reports):
            os.close(descriptor)
        raise _cannot_start() from error
    if not pid:
        _serve(_bounds(limits), parent, (jobs[0], errors[1], reports[1]))
    for descriptor in (jobs[0], errors[1], reports[1]):
        os.close(descriptor)
    return _Forked(pid, jobs[1], errors[0]), reports[0]


def _serve(bounds: Bounds, parent: int, ends: tuple[int, int, int]) -> NoReturn:
    """Be the rendering process; what the command had open, or knows from its environment, stays behind."""
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


def _take_places(ends: tuple[int, int, int]) -> None:
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
    kept = _environment(environ)
    for name in environ.keys() - kept.keys():
        del environ[name]
    environ.update(kept)
    if not sys.flags.safe_path:
        del sys.path[0]


def _command(limits: RenderLimits, writer: int) -> list[str]:
    # -P: without it a file named like a module in the working directory would be imported.
    return [
        sys.executable, "-P", "-m", "cutroom.pipeline.child",
        json.dumps(asdict(_bounds(limits))), str(os.getpid()), str(writer),
    ]  # fmt: skip


def _bounds(limits: RenderLimits) -> Bounds:
    return Bounds(limits.cpu_s, limits.memory_bytes, limits.file_bytes, limits.nice)


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables a renderer needs; keys and passwords of the service stay behind."""
    kept = {
        name: value
        for name, value in environ.items()
        if name in _PASSED_ON or name.startswith(_PASSED_PREFIXES)
    }
    return kept | _OWN_VARIABLES


def _cannot_start() -> InternalError:
    return InternalError("A rendering process could not be started.")
