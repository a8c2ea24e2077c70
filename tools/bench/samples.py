"""Where the processor is: `python -m tools.bench.samples [t1 t2 t3] [--pairs 5] [--work out/bench]`.

Samples of what runs, taken by `perf` a thousand times a second of processor time, by library, for every sample in
x264. How fast the host happens to be hardly changes them, while seconds change by a third within a minute: one
version of ours can be told from another by a per cent. Sides with another build of x264 cannot be compared so, as
it may do the same work in less time. Ours, ffmpeg's best command and the floors take turns; prints a Markdown
table of medians with least and most. Linux only: `apt-get install linux-perf`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tools.bench.sides import Kit, Side, find_ffmpeg, sides_of
from tools.bench.timelines import ALL, Place

USUAL = ("t1", "t2", "t3")
ENCODER = "x264"
PARTS = {
    "FFmpeg's codecs": ("libavcodec",),
    "Python": ("libpython", "python3"),
    "kernel": ("kernel",),
    "C library": ("libc.so", "libc-", "ld-linux"),
}
REST = "others"


def part_of(library: str) -> str:
    """The column of the table that a library counts in."""
    if ENCODER in library:
        return ENCODER
    found = (part for part, names in PARTS.items() if any(name in library for name in names))
    return next(found, REST)


def sampled(perf: str, side: Side) -> dict[str, float]:
    """Samples by part of a side's run for every sample in x264, and all of them as ""."""
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/perf.data"
        record = [perf, "record", "-q", "-e", "cpu-clock", "-F", "997", "-o", data, "--"]
        ran = subprocess.run([*record, *side.command], capture_output=True, check=False)
        if ran.returncode:
            sys.exit(f"{side.name} failed:\n{ran.stderr.decode(errors='replace')[-2000:]}")
        listing = [perf, "script", "-i", data, "-F", "ip,dso", "-G"]
        told = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    # The name alone: folders are called after Python too.
    libraries = (line.rpartition("(")[2].rpartition("/")[2] for line in told.splitlines() if line)
    found = Counter(map(part_of, libraries))
    if not found[ENCODER]:
        sys.exit(f"{side.name}: no sample fell into x264, which must be a library of its own")
    shares = {part: found[part] / found[ENCODER] for part in (*PARTS, REST)}
    return {"": found.total() / found[ENCODER], **shares}


def row(title: str, side: Side, runs: list[dict[str, float]]) -> str:
    """A line of the table."""
    whole = sorted(run[""] for run in runs)
    middle = statistics.median(whole)
    columns = [f"{middle:.3f} ({whole[0]:.3f}–{whole[-1]:.3f})"]
    columns += [f"{statistics.median(run[part] for run in runs):.3f}" for part in (*PARTS, REST)]
    return f"| {title} | {side.name} | " + " | ".join(columns) + " |"


def main() -> None:
    """Run the sides in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timelines", nargs="*", choices=[*USUAL, []], default=[])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    perf = shutil.which("perf") or sys.exit("perf is not installed: apt-get install linux-perf")
    place = Place.prepared(asked.work)
    print(f"| timeline | side | all ÷ {ENCODER} | {' | '.join((*PARTS, REST))} |")
    print("|---|---|" + "---|" * (len(PARTS) + 2))
    for name in asked.timelines or USUAL:
        timeline, kit = ALL[name](place), Kit(place, find_ffmpeg())
        sides = sides_of(timeline, kit)
        runs: dict[str, list[dict[str, float]]] = {side.name: [] for side in sides}
        for _ in range(asked.pairs):
            for side in sides:
                runs[side.name].append(sampled(perf, side))
        kit.finished.unlink(missing_ok=True)
        for side in sides:
            print(row(timeline.name, side, runs[side.name]), flush=True)


if __name__ == "__main__":
    main()
