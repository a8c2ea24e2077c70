"""Where the processor time of one render goes: `python -m tools.bench.lanes t1 [--work out/bench]`.

Renders in this process, without the confined child, and adds up the processor time that each lane's own
thread spends. Codecs work in threads of their own: what is left of the process's time is theirs.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cutroom.catalog.lookup import load_catalog
from cutroom.compiler.compile import compile_draft
from cutroom.core.output import OutputOptions
from cutroom.draft.folder import OpenedDraft, open_draft
from cutroom.draft.media import media_references
from cutroom.media.encode import Encoder
from cutroom.media.probe import probe
from cutroom.pipeline.drawing import encode_settings
from cutroom.render.engine import Studio, render_timeline
from cutroom.render.mix import Mixer
from cutroom.timeline.model import Timeline
from tools.bench.__main__ import find_fonts
from tools.bench.footage import ensure_media
from tools.bench.timelines import ALL

LANES: tuple[tuple[str, type[Any], str], ...] = (
    ("look up and decode", Studio, "look_up"),
    ("compose", Studio, "compose"),
    ("encode pictures", Encoder, "write_picture"),
    ("encode sound", Encoder, "write_samples"),
    ("mix sound", Mixer, "read"),
    ("finish the file", Encoder, "finish"),
)


def timed(work: Callable[..., Any], spent: dict[str, float], lane: str) -> Callable[..., Any]:
    """``work``, adding the processor time of its thread to a lane."""

    def run(*arguments: Any) -> Any:
        start = time.thread_time()
        try:
            return work(*arguments)
        finally:
            spent[lane] += time.thread_time() - start

    return run


def compiled(folder: Path) -> tuple[Timeline, OutputOptions]:
    """The timeline of a bench draft."""
    opened: OpenedDraft = open_draft(folder)
    facts = {
        reference.key: probe(folder / "assets" / Path(reference.candidates[0]).name)
        for reference in media_references(opened.draft)
    }
    options = OutputOptions()
    return compile_draft(opened.draft, facts, options, load_catalog()).timeline, options


def main() -> None:
    """Render, print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timeline", choices=ALL)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    work: Path = asked.work.resolve()
    ensure_media(work / "media")
    timeline, options = compiled(ALL[asked.timeline](work, find_fonts()).draft)
    spent: dict[str, float] = defaultdict(float)
    for lane, owner, name in LANES:
        setattr(owner, name, timed(getattr(owner, name), spent, lane))
    start = time.process_time()
    outcome = render_timeline(timeline, work / "lanes.mp4", encode_settings(options, timeline))
    total = time.process_time() - start
    spent["codec threads, waiting, hand-over"] = total - sum(spent.values())
    print("| lane | ms CPU a frame | share |\n|---|---|---|")
    for lane, seconds in spent.items():
        print(f"| {lane} | {seconds / outcome.frames * 1000:.2f} | {seconds / total:.0%} |")
    print(f"| all | {total / outcome.frames * 1000:.2f} | 100% |")


if __name__ == "__main__":
    main()
