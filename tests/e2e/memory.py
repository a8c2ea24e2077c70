"""Peak memory of a command and everything it starts."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

import psutil


def peak_mib(command: Sequence[str], timeout_s: float) -> float:
    """Run ``command`` to its end; the highest sum of resident memory of its process tree in MiB."""
    process = psutil.Popen(list(command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    highest, limit = 0, time.monotonic() + timeout_s
    while process.poll() is None:
        if time.monotonic() > limit:
            process.kill()
            raise AssertionError(f"{command[0]} did not end within {timeout_s} s")
        highest = max(highest, _resident(process))
        time.sleep(0.2)
    assert process.returncode == 0, process.stderr.read().decode()[-2000:]
    return highest / 2**20


def _resident(process: psutil.Process) -> int:
    total = 0
    try:
        for member in [process, *process.children(recursive=True)]:
            total += member.memory_info().rss
    except psutil.NoSuchProcess:
        return total
    return total
