"""What more cores bring: `python -m tools.bench.scaling [t1 t3] [--pairs 3] [--seconds 30]`.

The same draft is rendered without a cache by one process on one core, and by as many processes as there are cores
on all of them, in turns. Efficiency is the first wall time over N times the second one; 1 is linear. Between the
two, one process on all cores shows what a process makes of them by itself. Prints a Markdown table. Linux only:
cores are chosen with taskset.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
from pathlib import Path

from tools.bench.measuring import Run, measure
from tools.bench.timelines import ALL, Place
from tools.bench.timelines.model import Timeline


def scaled(timeline: Timeline, result: Path, pairs: int) -> dict[str, list[Run]]:
    """Runs by what was used; the first is the least."""
    cores = sorted(os.sched_getaffinity(0))
    ways = {
        "1 process, 1 core": (1, cores[:1]),
        f"1 process, {len(cores)} cores": (1, cores),
        f"{len(cores)} processes, {len(cores)} cores": (len(cores), cores),
    }
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    command = [sys.executable, "-m", "cutroom", "render", str(timeline.draft), "--no-cache"]
    for _ in range(pairs):
        for name, (jobs, chosen) in ways.items():
            given = [*command, "--jobs", str(jobs), "-o", str(result)]
            runs[name].append(measure(given, cores=chosen))
    return runs


def rows(title: str, runs: dict[str, list[Run]], cores: int) -> list[str]:
    """Rows of the table."""
    walls = {name: statistics.median(run.wall_s for run in found) for name, found in runs.items()}
    one = next(iter(walls.values()))
    made = []
    for number, (name, found) in enumerate(runs.items()):
        cpu_s = statistics.median(run.cpu_s for run in found)
        efficiency = one / walls[name] / (cores if number else 1)
        peak = max(run.peak_mib for run in found)
        made.append(
            f"| {title} | {name} | {walls[name]:.2f} | {cpu_s:.2f} | {efficiency:.2f} | {peak:.0f} |"
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
    cores = len(os.sched_getaffinity(0))
    print("| timeline | used | wall s | CPU s | efficiency | peak MiB |\n|---|---|---|---|---|---|")
    for name in asked.timelines or ("t1", "t3"):
        timeline = ALL[name](place)
        found = scaled(timeline, place.work / "scaled.mp4", asked.pairs)
        for line in rows(timeline.name, found, cores):
            print(line, flush=True)


if __name__ == "__main__":
    main()
