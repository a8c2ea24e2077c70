"""What every effect costs per 1080p frame: `python -m tools.bench.effects [--only filter] [--over 40]`.

Each effect and each of its declared variants is drawn by the engine in the middle of a full-screen film, a
character's motion on a caption of fourteen characters, at three moments on one thread, after one frame that is
not counted. The figure is the least processor time of a moment's repeats, averaged over the moments, less that of
the same frame without the effect, in milliseconds. Prints a Markdown table of the kinds, then what costs more than
``--over``.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from statistics import median

from cutroom.core.geometry import Size
from cutroom.render.engine import Studio
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
        times = []
        frames = [gallery.LEAD_FRAMES + round(at * gallery.EFFECT_FRAMES) for at in (0.1, *MOMENTS)]
        for frame in frames:
            looked_up = studio.look_up(frame)
            repeats = []
            for _ in range(REPEATS):
                start = time.process_time()
                studio.compose(*looked_up)
                repeats.append(time.process_time() - start)
            times.append(min(repeats))
        return 1000 * sum(times[1:]) / len(MOMENTS)
    finally:
        studio.close()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description="Cost of effects per 1080p frame.")
    arguments.add_argument("--only", choices=gallery.KINDS, help="one kind")
    arguments.add_argument("--over", type=float, default=40.0, help="list what costs more, in ms")
    asked = arguments.parse_args()
    costs: dict[str, list[Cost]] = {}
    for case in cases():
        if asked.only in (None, gallery.kind_of(case)):
            costs.setdefault(gallery.kind_of(case), []).append(measured(case))
    print("| kind | looks | median ms | most ms | the most |\n|---|---|---|---|---|")
    for kind, found in costs.items():
        top = max(found, key=lambda cost: cost.ms)
        middle = median(cost.ms for cost in found)
        print(f"| {kind} | {len(found)} | {middle:.1f} | {top.ms:.1f} | {top.case.name} |")
    print()
    dear = [cost for found in costs.values() for cost in found if cost.ms > asked.over]
    for cost in sorted(dear, key=lambda cost: -cost.ms):
        print(f"- {cost.case.name}: {cost.ms:.1f}")


if __name__ == "__main__":
    main()
