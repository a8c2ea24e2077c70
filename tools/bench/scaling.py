"""What more cores bring: `python -m tools.bench.scaling [t1 t3] [--pairs 3] [--seconds 30]`.

The same draft is rendered without a cache by one process on one core, and by as many processes as there are cores
on all of them, in turns. Efficiency is the first wall time over N times the second one; 1 is linear. Between the
two, one process on all cores shows what a process makes of them by itself. ffmpeg, with its best command for the
same, shows what the machine's cores give: those of a shared or hyper-threaded one slow each other down. Prints a
Markdown table. Linux only: cores are chosen with taskset.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.bench.measuring import Run, measure
from tools.bench.sides import QUIET, find_ffmpeg
from tools.bench.timelines import ALL, Place
from tools.bench.timelines.model import ENCODE, Timeline


@dataclass(frozen=True)
class Way:
    """A program, how much of the machine it may use, its command. The first of a program is on one core."""

    program: str
    name: str
    cores: list[int]
    command: list[str]


def ways_of(timeline: Timeline, result: Path) -> list[Way]:
    """Every way to make ``result``."""
    cores = sorted(os.sched_getaffinity(0))
    ours = [sys.executable, "-m", "cutroom", "render", str(timeline.draft), "--no-cache"]
    ours += ["-o", str(result), "--jobs"]
    theirs = [find_ffmpeg(), *QUIET, *timeline.ffmpeg, *ENCODE, str(result)]
    many = len(cores)
    return [
        Way("Cutroom", "1 process, 1 core", cores[:1], [*ours, "1"]),
        Way("Cutroom", f"1 process, {many} cores", cores, [*ours, "1"]),
        Way("Cutroom", f"{many} processes, {many} cores", cores, [*ours, str(many)]),
        Way("ffmpeg", "1 core", cores[:1], theirs),
        Way("ffmpeg", f"{many} cores", cores, theirs),
    ]


def rows(title: str, ways: list[Way], runs: list[list[Run]]) -> list[str]:
    """Rows of the table."""
    alone: dict[str, float] = {}
    made = []
    for way, found in zip(ways, runs, strict=True):
        wall_s = statistics.median(run.wall_s for run in found)
        cpu_s = statistics.median(run.cpu_s for run in found)
        one_s = alone.setdefault(way.program, wall_s)
        peak = max(run.peak_mib for run in found)
        made.append(
            f"| {title} | {way.program}, {way.name} | {wall_s:.2f} | {cpu_s:.2f}"
            f" | {one_s / wall_s / len(way.cores):.2f} | {peak:.0f} |"
        )
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timelines", nargs="*", choices=[*ALL, []], default=[])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--seconds", type=int, help="shorter t5 and t7")
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    if shutil.which("taskset") is None:
        sys.exit("taskset chooses the cores: apt-get install util-linux")
    place = Place.prepared(asked.work, asked.seconds)
    print("| timeline | used | wall s | CPU s | efficiency | peak MiB |\n|---|---|---|---|---|---|")
    for name in asked.timelines or ("t1", "t3"):
        timeline = ALL[name](place)
        ways = ways_of(timeline, place.work / "scaled.mp4")
        runs: list[list[Run]] = [[] for _ in ways]
        for _ in range(asked.pairs):
            for way, found in zip(ways, runs, strict=True):
                found.append(measure(way.command, cores=way.cores))
        for line in rows(timeline.name, ways, runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
