"""A rendering process whose drawing misbehaves as its job's kind says; everything else is the real one.

Run as ``python naughty_child.py BOUNDS PARENT REPORT_FD``, as ``cutroom.pipeline.child`` is.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from cutroom.core.errors import MediaError
from cutroom.pipeline import child
from cutroom.pipeline.messages import Job


def crash(job: Job) -> None:
    ctypes.string_at(0)


def be_killed(job: Job) -> None:
    """As the kernel does it when memory runs out."""
    signal.raise_signal(signal.SIGKILL)


def sleep(job: Job) -> None:
    time.sleep(600)


def spin(job: Job) -> None:
    while True:
        pass


def eat(job: Job) -> None:
    held = []
    while True:
        held.append(b"x" * 20_000_000)
        time.sleep(0.02)


def gulp(job: Job) -> None:
    """More at once than the supervisor could ever see coming."""
    ctypes.memset(ctypes.create_string_buffer(8 << 30), 1, 8 << 30)


def complain(job: Job) -> None:
    raise MediaError("clip.mp4 is no video.", material="clip.mp4", hint="Convert it.")


def stumble(job: Job) -> None:
    raise ValueError("secret detail")


def leave(job: Job) -> None:
    os._exit(3)


def chatter(job: Job) -> None:
    for _ in range(2000):
        sys.stderr.write("noise " * 1000 + "\n")


def call_out(job: Job) -> dict[str, Any]:
    """Everything that must not work, and how it fails."""
    found: dict[str, Any] = {}
    libc = ctypes.CDLL(None, use_errno=True)
    for name, call in {
        "socket": lambda: libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0),
        "unix socket": lambda: libc.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0),
        "kill": lambda: libc.kill(os.getppid(), 0),
        "ptrace": lambda: libc.ptrace(16, os.getppid(), 0, 0),
    }.items():
        found[name] = call()
    try:
        subprocess.run(["/bin/true"], check=False)
    except BaseException as error:
        found["program"] = type(error).__name__
    found["core"] = resource.getrlimit(resource.RLIMIT_CORE)[0]
    found["secrets"] = sorted(name for name in os.environ if "SECRET" in name)
    found["directory"] = str(Path.cwd())
    found["path"] = [entry for entry in sys.path if entry in ("", ".")]
    # Looking at the folder opens one more.
    found["descriptors"] = sum(1 for _ in Path("/proc/self/fd").iterdir()) - 1
    return found


def hide(job: Job) -> None:
    """Says nothing any more, and stays."""
    os.closerange(0, 64)
    time.sleep(600)


def grow(job: Job) -> None:
    with Path(job.output).open("wb") as file:
        while True:
            file.write(bytes(1 << 20))
            file.flush()


NAUGHTINESS = {
    function.__name__: function
    for function in (
        crash, be_killed, sleep, spin, eat, gulp, complain, stumble, leave, chatter, call_out, hide,
        grow,
    )
}  # fmt: skip


class Draftsman:
    def __init__(self, report: Any) -> None:
        self.report = report

    def run(self, job: Job) -> Any:
        self.report("doing", what=f"trying to {job.kind}")
        return NAUGHTINESS[job.kind](job) or {"fine": True}


drawing = ModuleType("cutroom.pipeline.drawing")
drawing.Draftsman = Draftsman  # type: ignore[attr-defined]
sys.modules["cutroom.pipeline.drawing"] = drawing
import cutroom.pipeline  # noqa: E402

cutroom.pipeline.drawing = drawing  # type: ignore[attr-defined]

if __name__ == "__main__":
    os._exit(child.main(sys.argv[1:]))
