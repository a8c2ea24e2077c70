"""How the cost of a render grows: `python -m tools.bench.growth [length segments layers] [--repeats 3]`.

- length: 1, 5 and 20 minutes of one clip with a caption every five seconds;
- segments: one minute in 10, 100 and 1,000 pieces of a clip;
- layers: half a minute of 1, 4 and 16 clips over each other, each smaller than the screen and half transparent.

Everything is 640×360, drawn and encoded anew by one process. Each size is rendered ``--repeats`` times in turns,
and the least processor time counts. `explain` is the compiling alone. The exponent k of time ~ size^k is given
from the first size to the last, and between the two neighbours where it is steepest, of what the size adds: what a
render of one frame costs is taken off. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tools.bench.footage import FPS, panned, still, write_clip
from tools.bench.measuring import Run, measure
from tools.bench.timelines.lecture import lengthened
from tools.draft_builder import SECOND, Builder, media, track, write_draft

SIZE = (640, 360)
CLIP_S = 10
SEGMENTS_S, LAYERS_S = 60, 30


@dataclass(frozen=True)
class Growth:
    """One table: what is counted, the sizes, and what writes the draft of a size into a folder."""

    title: str
    sizes: tuple[int, ...]
    draw: Callable[[Path, Path, int], None]


def _clip(build: Builder, source: Path, length_s: int) -> str:
    material = media(build, source.name, "video", length_s * SECOND, SIZE)
    build.materials["videos"][-1]["has_audio"] = True
    return material


def by_length(folder: Path, clip: Path, minutes: int) -> None:
    """One clip of some minutes, captions all through."""
    seconds = minutes * 60
    build = Builder("length")
    source = lengthened(clip, seconds)
    shown = build.segment(_clip(build, source, seconds), 0, seconds * SECOND)
    words = [
        build.segment(build.caption(f"第 {at} 秒", 8, [1, 1, 1]), at * SECOND, 5 * SECOND)
        for at in range(0, seconds, 5)
    ]
    _write(build, folder, [source], [track("video", [shown]), track("text", words)])


def by_segments(folder: Path, clip: Path, count: int) -> None:
    """A minute in so many pieces of one clip, each from its own place in it; sound as well."""
    build = Builder("segments")
    material = _clip(build, clip, CLIP_S)
    edges = [round(SEGMENTS_S * SECOND * n / count) for n in range(count + 1)]
    rows = []
    for begin, end in pairwise(edges):
        shown = build.segment(material, begin, end - begin)
        shown["source_timerange"]["start"] = begin % ((CLIP_S - 7) * SECOND)
        rows.append(shown)
    _write(build, folder, [clip], [track("video", rows)])


def by_layers(folder: Path, clip: Path, count: int) -> None:
    """Half a minute of so many clips over each other, four to a row."""
    build = Builder("layers")
    source = lengthened(clip, LAYERS_S)
    material = _clip(build, source, LAYERS_S)
    tracks = []
    for number in range(count):
        shown = build.segment(material, 0, LAYERS_S * SECOND, volume=0.0)
        shown["clip"] |= {
            "alpha": 0.5,
            "scale": {"x": 0.4, "y": 0.4},
            "transform": {"x": number % 4 * 0.3 - 0.45, "y": number // 4 * 0.3 - 0.45},
        }
        tracks.append(track("video", [shown], flag=0 if number == 0 else 2))
    _write(build, folder, [source], tracks)


def _write(build: Builder, folder: Path, sources: list[Path], tracks: list[dict[str, Any]]) -> None:
    write_draft(build, folder, tracks, SIZE)
    assets = folder / "assets"
    assets.mkdir(exist_ok=True)
    for source in sources:
        (assets / source.name).unlink(missing_ok=True)
        (assets / source.name).hardlink_to(source)


GROWTHS: Mapping[str, Growth] = {
    "length": Growth("minutes", (1, 5, 20), by_length),
    "segments": Growth("segments", (10, 100, 1000), by_segments),
    "layers": Growth("layers", (1, 4, 16), by_layers),
}


def exponents(costs: Mapping[int, float], base: float) -> tuple[float, float]:
    """The slope from the first size to the last, and the steepest between neighbours; both log to log."""
    points = [(math.log(n), math.log(max(cost - base, 1e-3))) for n, cost in costs.items()]

    def slope(one: tuple[float, float], other: tuple[float, float]) -> float:
        return (other[1] - one[1]) / (other[0] - one[0])

    return slope(points[0], points[-1]), max(slope(*pair) for pair in pairwise(points))


@dataclass(frozen=True)
class Costs:
    """The runs of a table by size: renders, and compiling alone."""

    renders: dict[int, list[Run]]
    compiling: dict[int, list[Run]]


def measured(growth: Growth, work: Path, clip: Path, repeats: int) -> Costs:
    """Every size in turns."""
    render: dict[int, list[Run]] = {size: [] for size in growth.sizes}
    explain: dict[int, list[Run]] = {size: [] for size in growth.sizes}
    for size in growth.sizes:
        growth.draw(work / f"{growth.title}-{size}", clip, size)
    for _ in range(repeats):
        for size in growth.sizes:
            folder = work / f"{growth.title}-{size}"
            render[size].append(measure(_render(folder, work / "grown.mp4")))
            explain[size].append(measure([sys.executable, "-m", "cutroom", "explain", str(folder)]))
    return Costs(render, explain)


def _render(folder: Path, result: Path) -> list[str]:
    command = [sys.executable, "-m", "cutroom", "render", str(folder), "-o", str(result)]
    return [*command, "--no-cache", "--jobs", "1"]


def started(work: Path, clip: Path, repeats: int) -> tuple[float, float]:
    """What rendering a single frame, and explaining it, cost at least."""
    folder = work / "started"
    build = Builder("started")
    shown = build.segment(_clip(build, clip, CLIP_S), 0, SECOND // FPS)
    _write(build, folder, [clip], [track("video", [shown])])
    explain = [sys.executable, "-m", "cutroom", "explain", str(folder)]
    return (
        min(measure(_render(folder, work / "grown.mp4")).cpu_s for _ in range(repeats)),
        min(measure(explain).cpu_s for _ in range(repeats)),
    )


def table(growth: Growth, costs: Costs, bases: tuple[float, float]) -> list[str]:
    """Rows of Markdown."""
    heads = " | ".join(f"{size:,} {growth.title}" for size in growth.sizes)
    rows = [f"| CPU s | {heads} | k, whole | k, steepest |", "|---" * (len(growth.sizes) + 3) + "|"]
    kinds = (("render", costs.renders, bases[0]), ("explain", costs.compiling, bases[1]))
    for name, runs, base in kinds:
        least = {size: min(run.cpu_s for run in found) for size, found in runs.items()}
        whole, steepest = exponents(least, base)
        times = " | ".join(f"{cost:.2f}" for cost in least.values())
        rows.append(f"| {name} | {times} | {whole:.2f} | {steepest:.2f} |")
    peaks = " | ".join(
        f"{max(run.peak_mib for run in found):.0f}" for found in costs.renders.values()
    )
    rows.append(f"| peak MiB | {peaks} | | |")
    return rows


def ensure_clip(folder: Path) -> Path:
    """A small clip of ten seconds, drawn once."""
    folder.mkdir(parents=True, exist_ok=True)
    clip = folder / "small.mp4"
    if not clip.exists():
        scene = panned(still(960, 540, 21), *SIZE, 21)
        write_clip(clip, scene, CLIP_S * FPS)
    return clip


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("growths", nargs="*", choices=[*GROWTHS, []], default=[])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    work = asked.work.resolve() / "growth"
    clip = ensure_clip(work / "media")
    bases = started(work, clip, asked.repeats)
    print(f"starting: {bases[0]:.2f} s of processor time, {bases[1]:.2f} s to explain\n")
    for name in asked.growths or GROWTHS:
        growth = GROWTHS[name]
        for line in table(growth, measured(growth, work, clip, asked.repeats), bases):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
