"""Where the time of one render goes: `python -m tools.bench.lanes t1 [t2 …] [--seconds 30] [--work out/bench]`.

Renders in this process, without the confined child, and adds up what each lane's own thread spends: processor
time, and the time it stands still in that lane, waiting for a codec or for another thread. A lane that calls
another is not charged with it. Codecs work in threads of their own: what is left of the process's processor time
is theirs. Drawing, composing and encoding run side by side, so the lanes' waiting adds up to more than the render
took.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cutroom.catalog.lookup import load_catalog
from cutroom.compiler.compile import compile_draft
from cutroom.core.output import OutputOptions
from cutroom.draft.folder import OpenedDraft, open_draft
from cutroom.draft.media import media_references
from cutroom.media.colour import Converter
from cutroom.media.decode import VideoReader
from cutroom.media.encode import Encoder
from cutroom.media.probe import probe
from cutroom.media.sinks import FfmpegSink
from cutroom.pipeline.drawing import encode_settings
from cutroom.render import copying, film
from cutroom.render.engine import Means, render_timeline
from cutroom.render.mix import Mixer
from cutroom.render.stages import Channel
from cutroom.render.studio import Studio
from cutroom.timeline.model import Timeline
from tools.bench.timelines import ALL, Place

LANES: tuple[tuple[str, Any, str], ...] = (
    ("look up", Studio, "look_up"),
    ("decode", VideoReader, "_frame_at"),
    ("convert decoded pictures", Converter, "picture"),
    ("compose", Studio, "compose"),
    ("convert pictures to encode", FfmpegSink, "_frame_of"),
    ("encode pictures", Encoder, "write_picture"),
    ("mix sound", Mixer, "read"),
    ("encode sound", Encoder, "write_samples"),
    ("finish parts", Encoder, "finish"),
    ("plan what is copied", copying, "plan_copies"),
    ("join parts", film, "join_parts"),
    ("wait to hand over", Channel, "put"),
)
CODECS = "codec threads, everything else"


@dataclass
class Spent:
    """Seconds by lane. Lanes open on a thread are kept apart, so that an inner one is not charged twice."""

    cpu_s: dict[str, float] = field(default_factory=dict)
    wall_s: dict[str, float] = field(default_factory=dict)
    _local: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def timed(self, lane: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """``work``, charged to a lane."""

        def run(*arguments: Any, **named: Any) -> Any:
            inner = self._open()
            start = time.thread_time(), time.perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                took = time.thread_time() - start[0], time.perf_counter() - start[1]
                self._close(lane, took, inner)

        return run

    def iterated(self, lane: str, iterate: Callable[..., Iterator[Any]]) -> Callable[..., Any]:
        """An iteration, every step of it charged to a lane."""
        nothing = object()

        def run(*arguments: Any) -> Iterator[Any]:
            items = iterate(*arguments)
            step = self.timed(lane, lambda: next(items, nothing))
            while (item := step()) is not nothing:
                yield item

        return run

    def _open(self) -> list[float]:
        """What the lanes inside the one that begins will have taken: processor time, wall time."""
        inner = [0.0, 0.0]
        if not hasattr(self._local, "open"):
            self._local.open = []
        self._local.open.append(inner)
        return inner

    def _close(self, lane: str, took: tuple[float, float], inner: list[float]) -> None:
        self._local.open.pop()
        if self._local.open:
            outer = self._local.open[-1]
            outer[0] += took[0]
            outer[1] += took[1]
        with self._lock:
            self.cpu_s[lane] = self.cpu_s.get(lane, 0.0) + took[0] - inner[0]
            self.wall_s[lane] = self.wall_s.get(lane, 0.0) + took[1] - inner[1]


def compiled(folder: Path) -> tuple[Timeline, OutputOptions]:
    """The timeline of a bench draft."""
    opened: OpenedDraft = open_draft(folder)
    facts = {
        reference.key: probe(folder / "assets" / Path(reference.candidates[0]).name)
        for reference in media_references(opened.draft)
    }
    options = OutputOptions()
    return compile_draft(opened.draft, facts, options, load_catalog()).timeline, options


def watched(spent: Spent) -> None:
    """Charge the lanes from now on."""
    for lane, owner, name in LANES:
        setattr(owner, name, spent.timed(lane, getattr(owner, name)))
    Channel.__iter__ = spent.iterated("wait for the stage before", Channel.__iter__)


def rows(spent: Mapping[str, tuple[float, float]], frames: int) -> list[str]:
    """Rows of the table, of (processor time, waiting) in seconds."""
    whole = sum(cpu for cpu, _ in spent.values())
    return [
        f"| {lane} | {1000 * cpu / frames:.2f} | {cpu / whole:.0%} | {1000 * waited / frames:.2f} |"
        for lane, (cpu, waited) in spent.items()
    ]


def measured(place: Place, name: str, spent: Spent) -> list[str]:
    """Render one timeline; its table."""
    bench = ALL[name](place)
    timeline, options = compiled(bench.draft)
    spent.cpu_s.clear()
    spent.wall_s.clear()
    start = time.process_time(), time.perf_counter()
    means = Means(smart="--smart" in bench.options)
    result = place.work / "lanes.mp4"
    outcome = render_timeline(timeline, result, encode_settings(options, timeline), means=means)
    cpu_s, wall_s = time.process_time() - start[0], time.perf_counter() - start[1]
    lanes = {
        lane: (spent.cpu_s[lane], max(0.0, spent.wall_s[lane] - spent.cpu_s[lane]))
        for lane in sorted(spent.cpu_s)
    }
    lanes[CODECS] = (cpu_s - sum(spent.cpu_s.values()), 0.0)
    frames = outcome.frames
    return [
        f"| {bench.name} | ms CPU a frame | share | ms waiting a frame |\n|---|---|---|---|",
        *rows(lanes, frames),
        f"| all | {1000 * cpu_s / frames:.2f} | 100% | {1000 * wall_s / frames:.2f} of wall |",
    ]


def main() -> None:
    """Render, print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timelines", nargs="+", choices=ALL)
    parser.add_argument("--seconds", type=int, help="shorter t5 and t7")
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    place = Place.prepared(asked.work, asked.seconds)
    spent = Spent()
    watched(spent)
    for name in asked.timelines:
        print("\n".join(measured(place, name, spent)) + "\n", flush=True)


if __name__ == "__main__":
    main()
