"""What an edit of a draft costs by the draft's size: `python -m tools.bench.edits [10 30 100 300] [--repeats 15]`.

Every edit call of the service adds one item to drafts of growing size, on a disk of this machine and without
fetching anything. A draft of n clips has n pictures, n captions and n sounds, in tracks of ten, with animations,
keyframes and transitions. Prints a Markdown table: processor time of a call (the least of the repeats) in
milliseconds by size, wall time at the largest, and the exponent k of time ~ size^k, fitted over all sizes.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from cutroom.api.edit_calls import EDIT_CALLS
from cutroom.authoring.assets import Asset
from cutroom.authoring.clips import Shelf
from cutroom.authoring.folder_drafts import FolderDrafts
from cutroom.authoring.library import DraftLibrary
from cutroom.authoring.notes import Notes
from cutroom.core.facts import MediaFacts
from cutroom.pipeline.limits import DraftLimits

SIZES = (10, 30, 100, 300)
SECOND = 1_000_000
PICTURE, FILM, SOUND = "https://media/p.png", "https://media/f.mp4", "https://media/s.mp3"
_TRACK = 10
_CALLS = {call.name: call for call in EDIT_CALLS}


@dataclass(frozen=True)
class Bench:
    """A library on a disk, and files that have arrived already."""

    library: DraftLibrary
    assets: Mapping[str, Asset]

    def edit(self, draft_id: str, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The work of a call from its parsed body to its answer."""
        call = _CALLS[name]
        wanted = call.model.model_validate({"draft_url": "x", **body})
        made: dict[str, Any] = self.library.edit(
            draft_id, lambda draft: call.change(draft, wanted, Shelf(self.assets, Notes()))
        )
        return made


def open_bench(folder: Path) -> Bench:
    """A bench in a folder."""
    assets = {}
    kinds = {PICTURE: "image", FILM: "video", SOUND: "audio"}
    for number, (url, kind) in enumerate(kinds.items()):
        path = folder / f"medium{number}"
        path.write_bytes(bytes([number]) * 1000)
        facts = MediaFacts(
            str(path), kind, width=640, height=360, duration_us=10 * SECOND, fps=Fraction(30),
            has_audio=kind != "image",
        )  # fmt: skip
        assets[url] = Asset(url, path, f"{number:064x}", "", facts)
    library = DraftLibrary(FolderDrafts(folder / "drafts"), DraftLimits())
    return Bench(library, assets)


def build(bench: Bench, size: int) -> tuple[str, str]:
    """A draft of ``size`` clips; its id, and that of its first segment."""
    draft_id = bench.library.create(1920, 1080)
    first = ""
    for start in range(0, size, _TRACK):
        spans = [span(number) for number in range(start, min(size, start + _TRACK))]
        segments = bench.edit(draft_id, "add_images", images(spans))["segment_ids"]
        first = first or segments[0]
        bench.edit(draft_id, "add_captions", captions(spans))
        bench.edit(draft_id, "add_audios", sounds(spans))
        bench.edit(draft_id, "add_keyframes", keyframes(segments))
    return draft_id, first


def span(number: int) -> dict[str, int]:
    """The place of clip ``number``."""
    return {"start": number * SECOND, "end": (number + 1) * SECOND}


def images(spans: list[dict[str, int]]) -> dict[str, Any]:
    """Pictures that fade in and dissolve."""
    looks = {"image_url": PICTURE, "in_animation": "渐显", "transition": "叠化"}
    return {"image_infos": [{**looks, **each} for each in spans]}


def captions(spans: list[dict[str, int]]) -> dict[str, Any]:
    """Captions with a stressed word."""
    words = {"text": "merry words", "keyword": "words", "keyword_color": "#ff0000"}
    return {"captions": [{**words, **each} for each in spans]}


def sounds(spans: list[dict[str, int]]) -> dict[str, Any]:
    """Sounds."""
    return {"audio_infos": [{"audio_url": SOUND, **each} for each in spans]}


def keyframes(segments: list[str]) -> dict[str, Any]:
    """Two keys for each segment."""
    keys = [
        {"segment_id": each, "property": "KFTypePositionX", "offset": offset, "value": 0.1}
        for each in segments
        for offset in (0, SECOND)
    ]
    return {"keyframes": keys}


def bodies(first: str) -> dict[str, dict[str, Any]]:
    """One item for every call."""
    one = [span(0)]
    return {
        "add_images": images(one),
        "add_captions": captions(one),
        "add_audios": sounds(one),
        "add_keyframes": keyframes([first]),
        "add_videos": {"video_infos": [{"video_url": FILM, **span(0)}]},
        "add_sticker": {"sticker_id": "7132097333274250534", **span(0)},
        "add_effects": {"effect_infos": [{"effect_title": "彩色负片", **span(0)}]},
        "add_filters": {"filter_infos": [{"filter_title": "黑白记忆", **span(0)}]},
        "add_masks": {"segment_ids": [first], "name": "圆形"},
        "easy_create_material": {"audio_url": SOUND, "img_url": PICTURE, "text": "words"},
    }


@dataclass(frozen=True)
class Cost:
    """The least processor and wall time of a call, seconds."""

    cpu_s: float
    wall_s: float


def measure(bench: Bench, draft_id: str, work: Callable[[], object], repeats: int) -> Cost:
    """Do ``work`` again and again on the same draft; what it adds is taken back in between."""
    folder = bench.library.folder(draft_id)
    kept = {path: path.read_bytes() for path in folder.glob("draft*")}
    costs = []
    for _ in range(repeats):
        cpu_s, wall_s = time.process_time(), time.perf_counter()
        work()
        costs.append((time.process_time() - cpu_s, time.perf_counter() - wall_s))
        for path, data in kept.items():
            path.write_bytes(data)
    return Cost(min(cpu for cpu, _ in costs), min(wall for _, wall in costs))


def exponent(costs: Mapping[int, Cost]) -> float:
    """The slope of the processor time over the size, both as logarithms."""
    points = [(math.log(size), math.log(cost.cpu_s)) for size, cost in costs.items()]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


def measured(sizes: list[int], repeats: int) -> dict[str, dict[int, Cost]]:
    """Costs by call and size."""
    found: dict[str, dict[int, Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="cutroom-edits-") as folder:
        bench = open_bench(Path(folder))
        for size in sizes:
            draft_id, first = build(bench, size)
            works: dict[str, Callable[[], object]] = {
                name: partial(bench.edit, draft_id, name, body)
                for name, body in bodies(first).items()
            }
            works["save_draft"] = partial(bench.library.save, draft_id)
            for name, work in works.items():
                found.setdefault(name, {})[size] = measure(bench, draft_id, work, repeats)
    return found


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[])
    parser.add_argument("--repeats", type=int, default=15)
    asked = parser.parse_args()
    sizes = sorted(set(asked.sizes or SIZES))
    heads = " | ".join(f"{size} clips" for size in sizes)
    print(f"| call | {heads} | wall at {sizes[-1]} | exponent |")
    print("|---" * (len(sizes) + 3) + "|")
    for name, costs in measured(sizes, asked.repeats).items():
        times = " | ".join(f"{costs[size].cpu_s * 1000:.1f}" for size in sizes)
        wall = costs[sizes[-1]].wall_s * 1000
        fitted = f"{exponent(costs):.2f}" if len(sizes) > 1 else "–"
        print(f"| {name} | {times} | {wall:.1f} | {fitted} |", flush=True)


if __name__ == "__main__":
    main()
