"""T6, rendering again: `python -m tools.bench.again [--seconds 600] [--short-side 1080P] [--jobs 1] [--ffmpeg]`.

A lecture with captions all through is rendered into an empty cache; then one caption is changed and it is rendered
again; then once more without any change; then everything is rendered without the cache, which must give the same
frames. Prints a Markdown table of processor and wall seconds, and the shares of the first render. ffmpeg, when
asked for, has to render all again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av

from tools.bench.measuring import Run, measure
from tools.bench.sides import QUIET
from tools.bench.timelines.lecture import LENGTH_S, spoken
from tools.bench.timelines.model import ENCODE, Place


@dataclass(frozen=True)
class Wish:
    """How T6 is rendered; ``jobs`` 0 leaves the number of processes to the command."""

    short_side: str = "1080P"
    jobs: int = 0
    ffmpeg: bool = False


def edit_caption(folder: Path) -> None:
    """Other words in the caption in the middle."""
    path = folder / "draft_content.json"
    document = json.loads(path.read_bytes())
    texts = document["materials"]["texts"]
    content = json.loads(texts[len(texts) // 2]["content"])
    content["text"] = "改过的字幕"
    content["styles"][0]["range"] = [0, len(content["text"])]
    texts[len(texts) // 2]["content"] = json.dumps(content, ensure_ascii=False)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def frames_of(path: Path) -> tuple[int, str]:
    """How many frames a file holds, and a digest of all of them as they decode."""
    digest, count = hashlib.sha256(), 0
    with av.open(str(path)) as source:
        source.streams.video[0].thread_type = "AUTO"
        for frame in source.decode(video=0):
            count += 1
            for plane in frame.planes:
                digest.update(plane)
    return count, digest.hexdigest()


def run(place: Place, wish: Wish) -> None:
    """Render, edit, render, compare, print."""
    timeline = spoken(place, "t6", place.seconds or LENGTH_S)
    work = place.work
    command = [sys.executable, "-m", "cutroom", "render", str(timeline.draft)]
    command += ["--size", wish.short_side, *(["--jobs", str(wish.jobs)] if wish.jobs else []), "-o"]
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory(dir=work) as data:
        kept = {"CUTROOM_DATA_DIR": data}
        runs["first"] = measure([*command, str(work / "first.mp4")], kept)
        edit_caption(timeline.draft)
        runs["one caption changed"] = measure([*command, str(work / "again.mp4")], kept)
        runs["nothing changed"] = measure([*command, str(work / "same.mp4")], kept)
        runs["no cache"] = measure([*command, str(work / "anew.mp4"), "--no-cache"], kept)
    _compare([work / "again.mp4", work / "same.mp4", work / "anew.mp4"], timeline.frames)
    if wish.ffmpeg:
        everything = ["ffmpeg", *QUIET, *timeline.ffmpeg, *ENCODE]
        runs["ffmpeg, all again"] = measure([*everything, str(work / "ffmpeg.mp4")])
    print(
        f"| {timeline.name}, {wish.short_side} | CPU s | wall s | CPU ÷ first | wall ÷ first | peak MiB |"
    )
    print("|---|---|---|---|---|---|")
    for name, took in runs.items():
        print(_row(name, took, runs["first"]))


def _compare(paths: list[Path], frames: int) -> None:
    found = [frames_of(path) for path in paths]
    if len(set(found)) > 1 or found[0][0] != frames:
        sys.exit(f"the frames differ: {found}")


def _row(name: str, run: Run, first: Run) -> str:
    shares = f"{run.cpu_s / first.cpu_s:.3f} | {run.wall_s / first.wall_s:.3f}"
    return f"| {name} | {run.cpu_s:.1f} | {run.wall_s:.1f} | {shares} | {run.peak_mib:.0f} |"


def main() -> None:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=LENGTH_S)
    parser.add_argument("--short-side", choices=("360P", "480P", "720P", "1080P"), default="1080P")
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument(
        "--ffmpeg", action="store_true", help="ffmpeg renders all again, for comparison"
    )
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        sys.exit("ffmpeg makes the long clip: apt-get install ffmpeg")
    place = Place.prepared(asked.work, asked.seconds)
    run(place, Wish(asked.short_side, asked.jobs, asked.ffmpeg))


if __name__ == "__main__":
    main()
