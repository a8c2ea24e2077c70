"""What every effect costs per 1080p frame: `python -m tools.bench.effects [--only filter] [--name pile] [--all]`.

Each effect and each of its declared variants is drawn by the engine in the middle of a full-screen film, a
character's motion on a caption of fourteen characters, at three moments on one thread, after one frame that is
not counted. The figure is the least processor time of a moment's repeats, averaged over the moments, less that of
the same frame without the effect, in milliseconds. Repeats go round the moments, so that nothing kept of the frame
before answers them. Prints a Markdown table of the kinds, then what costs more than ``--over`` (``--all``: a table
of every look), then what a fixed piece of work took meanwhile, to compare runs on a busy machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from cutroom.core.geometry import Size
from cutroom.render.studio import Studio
from cutroom.timeline.model import Layer, Timeline
from tests.golden.strips import Case, cases
from tools import gallery

CANVAS = Size(1920, 1080)
MOMENTS = (0.25, 0.5, 0.75)
REPEATS = 2


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time a frame that the effect adds."""

    case: Case
    ms: float


def measured(case: Case) -> Cost:
    """The cost of one case."""
    timeline = gallery.timeline_of(gallery.slots_of([case]), CANVAS, titled=False)
    return Cost(case, max(0.0, composed_ms(timeline) - composed_ms(plain(timeline))))


def plain(timeline: Timeline) -> Timeline:
    """The same clips with nothing done to them."""
    layers = []
    for layer in timeline.layers:
        assert isinstance(layer, Layer)
        clips = tuple(
            replace(clip, treatments=(), motions=(), tail_frames=0, lead_frames=0)
            for clip in layer.clips
        )
        layers.append(Layer(layer.where, clips))
    return replace(timeline, layers=tuple(layers))


def composed_ms(timeline: Timeline) -> float:
    """Processor time of composing a frame inside the effect, without decoding."""
    studio = Studio(timeline)
    try:
        frames = [gallery.LEAD_FRAMES + round(at * gallery.EFFECT_FRAMES) for at in (0.1, *MOMENTS)]
        looked_up = [studio.look_up(frame) for frame in frames]
        rounds = [
            [processor_ms(lambda one=one: studio.compose(*one)) for one in looked_up]
            for _ in range(REPEATS)
        ]
        return sum(min(repeats) for repeats in list(zip(*rounds, strict=True))[1:]) / len(MOMENTS)
    finally:
        studio.close()


def processor_ms(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def fixed_work() -> None:
    """Always the same: a plane of 1080p blurred."""
    cv2.GaussianBlur(np.full((CANVAS.height, CANVAS.width), 90, np.uint8), (0, 0), 3.0)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description="Cost of effects per 1080p frame.")
    arguments.add_argument("--only", choices=gallery.KINDS, help="one kind")
    arguments.add_argument("--name", default="", help="only looks whose name holds this")
    arguments.add_argument("--all", action="store_true", help="a table of every look")
    arguments.add_argument("--over", type=float, default=40.0, help="list what costs more, in ms")
    asked = arguments.parse_args()
    costs: dict[str, list[Cost]] = {}
    fixed: list[float] = []
    for case in cases():
        if asked.only in (None, gallery.kind_of(case)) and asked.name in case.name:
            costs.setdefault(gallery.kind_of(case), []).append(measured(case))
            fixed.append(processor_ms(fixed_work))
    if not fixed:
        arguments.error(f"no look's name holds {asked.name!r}; docs/effects.md lists the names")
    print_tables(costs, None if asked.all else asked.over)
    print(f"\nA plane of 1080p blurred meanwhile: {median(fixed):.1f} ms.")


def print_tables(costs: Mapping[str, list[Cost]], over: float | None) -> None:
    """The kinds, then every look, or a list of those over a limit in ms."""
    print("| kind | looks | median ms | most ms | the most |\n|---|---|---|---|---|")
    for kind, found in costs.items():
        top = max(found, key=lambda cost: cost.ms)
        middle = median(cost.ms for cost in found)
        print(f"| {kind} | {len(found)} | {middle:.1f} | {top.ms:.1f} | {top.case.name} |")
    print()
    ranked = sorted((c for found in costs.values() for c in found), key=lambda cost: -cost.ms)
    if over is None:
        print("| look | ms |\n|---|---|")
        for cost in ranked:
            print(f"| {gallery.kind_of(cost.case)} {cost.case.name} | {cost.ms:.1f} |")
        return
    for cost in ranked:
        if cost.ms > over:
            print(f"- {cost.case.name}: {cost.ms:.1f}")


if __name__ == "__main__":
    main()
