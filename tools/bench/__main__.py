"""Measure: `python -m tools.bench [t1 t2 t3 t4] [--pairs 5] [--work out/bench]`.

Both sides alternate; medians of wall and CPU seconds, min–max, peak memory, and the ratio of the medians.
A run counts only when its file has the right size and number of frames. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import av

from tools.bench.footage import ensure_media
from tools.bench.timelines import ALL, ENCODE, SCREEN, Timeline


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of wall and CPU, peak resident MiB of its largest process."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def measure(command: list[str]) -> Run:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as complaint:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaint)
        # Of this process and what it waited for; the totals of all children would never shrink again.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaint.seek(0)
            tail = complaint.read().decode(errors="replace")[-2000:]
            sys.exit(f"failed: {' '.join(command)}\n{tail}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def check(path: Path, frames: int) -> None:
    """Refuse a result of the wrong size or length."""
    with av.open(str(path)) as source:
        video = source.streams.video[0]
        count = sum(1 for _ in source.decode(video))
        size = (video.width, video.height)
    if size != SCREEN or abs(count - frames) > 1:
        sys.exit(f"{path} has {count} frames of {size}, expected {frames} of {SCREEN}")


def compare(timeline: Timeline, ffmpeg: str, pairs: int, work: Path) -> list[str]:
    """Alternate the sides; returns table rows."""
    ours, theirs, floor = work / "ours.mp4", work / "ffmpeg.mp4", work / "floor.mp4"
    sides: dict[str, tuple[list[str], Path]] = {
        "cutroom": (
            [
                *(sys.executable, "-m", "cutroom", "render", str(timeline.draft), "-o", str(ours)),
                *("--no-cache", *timeline.options),
            ],
            ours,
        ),
        "ffmpeg": (
            [ffmpeg, "-nostdin", "-v", "error", "-y", *timeline.ffmpeg, *ENCODE, str(theirs)],
            theirs,
        ),
    }
    if timeline.floor:
        command = [ffmpeg, "-nostdin", "-v", "error", "-y", *timeline.floor, *ENCODE, str(floor)]
        sides["decode + encode"] = (command, floor)
    if timeline.copies:
        copy = work / "copy.mp4"
        sides["stream copy"] = (
            [ffmpeg, "-nostdin", "-v", "error", "-y", *timeline.copies, str(copy)],
            copy,
        )
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    for _ in range(pairs):
        for name, (command, result) in sides.items():
            result.unlink(missing_ok=True)
            runs[name].append(measure(command))
            check(result, timeline.frames)
    return [_row(timeline.name, name, runs[name], runs["ffmpeg"]) for name in sides]


def _row(timeline: str, name: str, runs: list[Run], reference: list[Run]) -> str:
    def median(values: list[float]) -> float:
        return statistics.median(values)

    wall, cpu = [r.wall_s for r in runs], [r.cpu_s for r in runs]
    wall_ratio = median(wall) / median([r.wall_s for r in reference])
    cpu_ratio = median(cpu) / median([r.cpu_s for r in reference])
    return (
        f"| {timeline} | {name} | {median(wall):.2f} ({min(wall):.2f}–{max(wall):.2f}) | {median(cpu):.2f} | "
        f"{wall_ratio:.2f} | {cpu_ratio:.2f} | {max(r.peak_mib for r in runs):.0f} |"
    )


def find_fonts() -> Path:
    """The folder of the CJK font that both sides draw with."""
    for entry in map(Path, sys.path):
        for font in entry.glob("noto_cjk*/**/*.[ot]t[cf]"):
            return font.parent
    sys.exit("the CJK font package is not installed: make setup")


def main() -> None:
    """Draw the media, run the pairs, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timelines", nargs="*", default=[])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        sys.exit("the peer is not installed: apt-get install ffmpeg")
    work: Path = asked.work.resolve()
    ensure_media(work / "media")
    print(f"cores: {os.cpu_count()}, pairs: {asked.pairs}")
    print(
        "| timeline | side | wall s (min–max) | CPU s | wall ÷ ffmpeg | CPU ÷ ffmpeg | peak MiB |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in asked.timelines or ALL:
        for row in compare(ALL[name](work, find_fonts()), ffmpeg, asked.pairs, work):
            print(row, flush=True)


if __name__ == "__main__":
    main()
