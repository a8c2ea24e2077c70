"""The benchmark timelines as drafts, and the best ffmpeg command known for each. See docs/performance.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.bench.timelines.caption import caption
from tools.bench.timelines.edit import edit
from tools.bench.timelines.heavy import heavy
from tools.bench.timelines.lecture import lecture
from tools.bench.timelines.model import Place, Timeline
from tools.bench.timelines.passthrough import passthrough
from tools.bench.timelines.slideshow import slideshow

ALL: Mapping[str, Callable[[Place], Timeline]] = {
    "t1": caption,
    "t2": slideshow,
    "t3": edit,
    "t4": passthrough,
    "t5": lecture,
    "t7": heavy,
}
