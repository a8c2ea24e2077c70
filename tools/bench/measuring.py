"""Runs of commands: wall and processor seconds, and the memory of everything a command starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY_S = 0.1
_PROC = Path("/proc")
MEMORY_OF = "process tree, sampled" if _PROC.is_dir() else "largest process"


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of wall and CPU, and peak resident MiB as ``MEMORY_OF`` says."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def measure(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    cores: Sequence[int] | None = None,
) -> Run:
    """Run a command to its end, with ``environment`` added to ours, on ``cores`` if some are named.

    Pages that processes share count once for each of them.
    """
    around = {**os.environ, **(environment or {})}
    pinned = ["taskset", "--cpu-list", ",".join(map(str, cores))] if cores else []
    with tempfile.TemporaryFile() as complaint:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*pinned, *command], stdout=subprocess.DEVNULL, stderr=complaint, env=around
        )
        with _Watch(process.pid) as watch:
            # Of this process and what it waited for; the totals of all children would never shrink again.
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaint.seek(0)
            tail = complaint.read().decode(errors="replace")[-2000:]
            sys.exit(f"failed: {' '.join(command)[:2000]}\n{tail}")
    peak = max(watch.peak_bytes / 2**20, used.ru_maxrss / 1024)
    return Run(wall, used.ru_utime + used.ru_stime, peak)


class _Watch:
    """Adds up the resident memory of a process and all below it, ten times a second."""

    def __init__(self, process_id: int) -> None:
        self._process_id = process_id
        self._over = threading.Event()
        self.peak_bytes = 0
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while _PROC.is_dir() and not self._over.wait(_LOOK_EVERY_S):
            self.peak_bytes = max(self.peak_bytes, sum(map(_resident, _tree(self._process_id))))


def _tree(process_id: int) -> list[int]:
    found, open_ = [], [process_id]
    while open_:
        found.append(open_.pop())
        for task in _PROC.glob(f"{found[-1]}/task/*/children"):
            open_ += map(int, _text(task).split())
    return found


def _resident(process_id: int) -> int:
    fields = _text(_PROC / str(process_id) / "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


def row(timeline: str, name: str, runs: Sequence[Run], references: Sequence[Sequence[Run]]) -> str:
    """A row of the table: medians, least and most, and how often the work of each reference it is.

    The references ran in the same rounds, one after the other. A ratio is the median over the rounds: within
    one a shared machine keeps its speed, from one to the next it may not.
    """
    wall, cpu = [run.wall_s for run in runs], [run.cpu_s for run in runs]
    ratios = ""
    for other in references:
        rounds = list(zip(runs, other, strict=True))
        ratios += f" {_median(one.cpu_s / two.cpu_s for one, two in rounds)} |"
        ratios += f" {_median(one.wall_s / two.wall_s for one, two in rounds)} |"
    return (
        f"| {timeline} | {name} | {spread(cpu)} | {spread(wall)} |{ratios}"
        f" {max(run.peak_mib for run in runs):.0f} |"
    )


def spread(values: Sequence[float]) -> str:
    """Their median with the least and the most."""
    return f"{_median(values)} ({min(values):.2f}–{max(values):.2f})"


def _median(values: Iterable[float]) -> str:
    return f"{statistics.median(values):.2f}"
