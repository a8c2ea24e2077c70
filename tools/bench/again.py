"""T6, rendering again: `python -m tools.bench.again [--seconds 600] [--short-side 1080] [--jobs 1]`.

A film of one long clip with a caption every five seconds is rendered into an empty cache; then one caption is
changed and it is rendered again; then everything is rendered without the cache, which must give the same
frames. Prints a Markdown table of processor and wall seconds, and the shares of the first render.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import av

from tools.bench.__main__ import Run, measure
from tools.bench.footage import ensure_media
from tools.bench.timelines import SCREEN
from tools.draft_builder import SECOND, Builder, media, track, write_draft

CAPTION_S = 5
CLIP_S = 10


def write_lecture(folder: Path, clip: Path, seconds: int) -> None:
    """One clip from end to end, a caption every five seconds."""
    build = Builder("t6")
    material = media(build, clip.name, "video", seconds * SECOND, SCREEN)
    build.materials["videos"][-1]["has_audio"] = True
    captions = []
    for start in range(0, seconds, CAPTION_S):
        words = build.caption(f"第 {start} 秒的字幕", 8, [1, 1, 1])
        captions.append(build.segment(words, start * SECOND, CAPTION_S * SECOND))
    shown = build.segment(material, 0, seconds * SECOND)
    write_draft(build, folder, [track("video", [shown]), track("text", captions)], SCREEN)
    assets = folder / "assets"
    assets.mkdir(exist_ok=True)
    (assets / clip.name).unlink(missing_ok=True)
    (assets / clip.name).hardlink_to(clip)


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


def lengthened(clip: Path, seconds: int) -> Path:
    """The clip again and again, its packets copied."""
    path = clip.with_name(f"again-{seconds}.mp4")
    if not path.exists():
        loops = str(-(-seconds // CLIP_S) - 1)
        command = ["ffmpeg", "-nostdin", "-v", "error", "-stream_loop", loops, "-i", str(clip)]
        subprocess.run([*command, "-t", str(seconds), "-c", "copy", str(path)], check=True)
    return path


def frames_of(path: Path) -> tuple[int, str]:
    """How many frames a file holds, and a digest of all of them as they decode."""
    digest, count = hashlib.sha256(), 0
    with av.open(str(path)) as source:
        for frame in source.decode(video=0):
            count += 1
            for plane in frame.planes:
                digest.update(plane)
    return count, digest.hexdigest()


def main() -> None:
    """Render three times, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--short-side", choices=("360P", "480P", "720P", "1080P"), default="1080P")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        sys.exit("ffmpeg makes the long clip: apt-get install ffmpeg")
    work: Path = asked.work.resolve()
    ensure_media(work / "media")
    folder = work / "again"
    write_lecture(folder, lengthened(work / "media" / "A.mp4", asked.seconds), asked.seconds)
    with tempfile.TemporaryDirectory(dir=work) as data:
        os.environ["CUTROOM_DATA_DIR"] = data
        command = [sys.executable, "-m", "cutroom", "render", str(folder), "--size"]
        command += [asked.short_side, "--jobs", str(asked.jobs), "-o"]
        first = measure([*command, str(work / "first.mp4")])
        edit_caption(folder)
        again = measure([*command, str(work / "again.mp4")])
        anew = measure([*command, str(work / "anew.mp4"), "--no-cache"])
    found = [frames_of(work / name) for name in ("again.mp4", "anew.mp4")]
    if found[0] != found[1] or found[0][0] != asked.seconds * 30:
        sys.exit(f"the frames differ: {found}")
    print("| render | CPU s | wall s | CPU ÷ first | wall ÷ first | peak MiB |")
    print("|---|---|---|---|---|---|")
    for name, run in (("first", first), ("one caption changed", again), ("no cache", anew)):
        print(_row(name, run, first))


def _row(name: str, run: Run, first: Run) -> str:
    shares = f"{run.cpu_s / first.cpu_s:.3f} | {run.wall_s / first.wall_s:.3f}"
    return f"| {name} | {run.cpu_s:.1f} | {run.wall_s:.1f} | {shares} | {run.peak_mib:.0f} |"


if __name__ == "__main__":
    main()
