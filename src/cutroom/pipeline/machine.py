"""What this machine, or the container around us, offers: processors and memory."""

from __future__ import annotations

import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")


def core_count() -> int:
    """Processors we may use, a container's quota included; at least 1."""
    cores = len(os.sched_getaffinity(0))
    quota, _, period = _line(_CGROUP / "cpu.max").partition(" ")
    if quota.isdecimal() and period.isdecimal() and int(period):
        cores = min(cores, max(1, int(quota) // int(period)))
    return max(1, cores)


def memory_bytes() -> int:
    """Memory we may use, a container's limit included."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        limit = _line(_CGROUP / name)
        if limit.isdecimal():
            total = min(total, int(limit))
    return total


def resident_bytes(process_id: int) -> int:
    """Memory a process holds now, without what it shares from files; 0 when it is gone."""
    fields = _line(Path(f"/proc/{process_id}/statm")).split()
    if len(fields) < 3:
        return 0
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")


def processor_s(process_id: int) -> float:
    """Seconds that the threads of a process have worked; 0 when it is gone."""
    fields = _line(Path(f"/proc/{process_id}/stat")).rpartition(")")[2].split()
    if len(fields) < 13:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
