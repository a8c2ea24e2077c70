"""Measure: `python -m tools.bench [t1 t2 t3 t4 t5 t6 t7] [--pairs 5] [--seconds 30] [--work out/bench]`.

Without names all but t5 and t6, which take ten minutes of video each.

The sides take turns: ours, the best ffmpeg command known, what cannot be left out (decoding, encoding, copying),
and the peers that are installed. Medians of CPU and wall seconds with least and most, medians of each round's
ratios to ffmpeg and to what cannot be left out (its floor; ffmpeg's where there is none), and the most memory
any run took. A run counts only when its file has the right size and number of frames and shows what ffmpeg's
shows; ``PSNR`` is the least found. Prints Markdown tables. `t6` renders once and again.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
from pathlib import Path

from tools.bench import again
from tools.bench.measuring import MEMORY_OF, Run, measure, row
from tools.bench.pictures import check, look_at
from tools.bench.sides import REFERENCE, Kit, find_ffmpeg, sides_of
from tools.bench.timelines import ALL, Place
from tools.bench.timelines.model import Timeline

USUAL = ("t1", "t2", "t3", "t4", "t7")


def compare(timeline: Timeline, kit: Kit, pairs: int) -> list[str]:
    """Alternate the sides; returns table rows."""
    sides = sides_of(timeline, kit)
    runs: dict[str, list[Run]] = {side.name: [] for side in sides}
    least: dict[str, float] = {}
    expected = None
    for _ in range(pairs):
        for side in sides:
            side.result.unlink(missing_ok=True)
            run = measure(side.command, side.environment)
            shown = look_at(side.result, timeline)
            expected = expected or shown
            found_db = check(shown, timeline, expected, timeline.least_db - side.slack_db)
            least[side.name] = min(found_db, least.get(side.name, found_db))
            runs[side.name].append(run)
    kit.finished.unlink(missing_ok=True)
    floor = next(iter(timeline.floors), REFERENCE)
    references = runs[REFERENCE], runs[floor]
    return [
        f"{row(timeline.name, name, runs[name], references)} {least[name]:.1f} |" for name in runs
    ]


def describe(kit: Kit, pairs: int) -> str:
    """The machine, the commit and the versions."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    facts = [
        f"commit {described.stdout.strip() or 'unknown'}",
        f"{os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        *kit.versions(),
        f"{pairs} runs of each side in turns",
        f"memory: {MEMORY_OF}",
    ]
    return " · ".join(facts)


def main() -> None:
    """Draw the media, run the sides in turns, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timelines", nargs="*", choices=[*ALL, "t6", []], default=[])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, help="shorter t5, t6 and t7, to try them")
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    parser.add_argument("--moviepy", type=Path, help="a Python that has MoviePy")
    parser.add_argument("--no-peers", action="store_true", help="ours, ffmpeg and the floors alone")
    asked = parser.parse_args()
    place = Place.prepared(asked.work, asked.seconds)
    kit = Kit.found(place, find_ffmpeg(), asked.moviepy, peers=not asked.no_peers)
    print(f"{describe(kit, asked.pairs)}\n")
    print(
        "| timeline | side | CPU s | wall s | CPU ÷ ffmpeg | wall ÷ ffmpeg | CPU ÷ floor | wall ÷ floor |"
        " peak MiB | PSNR dB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in [name for name in asked.timelines or USUAL if name in ALL]:
        for line in compare(ALL[name](place), kit, asked.pairs):
            print(line, flush=True)
    if "t6" in asked.timelines:
        print()
        again.run(place, again.Wish())


if __name__ == "__main__":
    main()
