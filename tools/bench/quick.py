"""What somebody waits for: `python -m tools.bench.quick [--repeats 9] [--work out/bench]`.

Stills at random moments of a ten-minute draft through the service, explaining a draft of a thousand segments,
adding a video that nobody has seen, the service from its start to its first answer, and the start of the
command. Seconds of this machine as a clock on the wall shows them: run it when nothing else does. Prints a
Markdown table of medians, in milliseconds.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import httpx

from tools.bench.footage import panned, still, write_clip
from tools.draft_builder import SECOND, Builder, animation, media, track

SCREEN = (1920, 1080)
CLIP_S, LENGTH_S = 10, 600
SEGMENTS = 1000
COMMAND = [sys.executable, "-m", "cutroom"]
PATIENCE_S = 120.0
HERE = "127.0.0.1"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, in seconds, and what it should be."""

    name: str
    times_s: list[float]
    aim: str = ""

    def line(self) -> str:
        """The line in Markdown."""
        low, middle, high = (
            f"{1000 * value:.0f}"
            for value in (min(self.times_s), statistics.median(self.times_s), max(self.times_s))
        )
        return f"| {self.name} | {middle} | {low}–{high} | {len(self.times_s)} | {self.aim} |"


def long_clip(folder: Path) -> Path:
    """Ten minutes of a ten-second clip, its packets copied again and again."""
    clip, path = folder / "A.mp4", folder / "A-long.mp4"
    folder.mkdir(parents=True, exist_ok=True)
    if not clip.exists():
        write_clip(clip, panned(still(2800, 1600, 11), *SCREEN, 11), CLIP_S * 30)
    if not path.exists():
        part = path.with_suffix(".part.mp4")
        with av.open(str(part), "w") as output:
            _copy_again_and_again(clip, output)
        part.rename(path)
    return path


def _copy_again_and_again(clip: Path, output: av.container.OutputContainer) -> None:
    with av.open(str(clip)) as source:
        stream = output.add_stream_from_template(source.streams.video[0])
    for turn in range(LENGTH_S // CLIP_S):
        with av.open(str(clip)) as source:
            for packet in source.demux(video=0):
                if packet.dts is None or packet.pts is None:
                    continue
                shift = round(turn * CLIP_S / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                packet.stream = stream
                output.mux(packet)


def lecture(clip: Path) -> dict[str, Any]:
    """One clip from end to end, a caption every five seconds."""
    build = Builder("quick lecture")
    shown = build.segment(_medium(build, clip, LENGTH_S), 0, LENGTH_S * SECOND)
    captions = [
        build.segment(
            build.caption(f"第 {start} 秒的字幕", 8, [1, 1, 1]), start * SECOND, 5 * SECOND
        )
        for start in range(0, LENGTH_S, 5)
    ]
    return _document(build, [track("video", [shown]), track("text", captions)])


def busy(clip: Path) -> dict[str, Any]:
    """A thousand segments: clips with an animation, captions, and the clips' sound."""
    build = Builder("quick segments")
    clips, captions, sounds = [], [], []
    for number in range(SEGMENTS * 4 // 10):
        moves = animation(build, ("in", "渐显", "", 0, SECOND // 2))
        clips.append(
            build.segment(
                _medium(build, clip, CLIP_S), number * SECOND, SECOND, extra_material_refs=[moves]
            )
        )
    for number in range(SEGMENTS * 3 // 10):
        words = build.caption(f"第 {number} 句字幕", 8, [1, 1, 1])
        captions.append(build.segment(words, number * SECOND, SECOND))
        tone = build.add(
            "audios", type="extract_music", name=clip.name, path=str(clip), duration=CLIP_S * SECOND
        )
        sounds.append(build.segment(tone, number * SECOND, SECOND))
    return _document(
        build, [track("video", clips), track("text", captions), track("audio", sounds)]
    )


def _medium(build: Builder, clip: Path, seconds: int) -> str:
    material = media(build, clip.name, "video", seconds * SECOND, SCREEN)
    build.materials["videos"][-1]["path"] = str(clip)
    return material


def _document(build: Builder, tracks: list[dict[str, Any]]) -> dict[str, Any]:
    ends = [one["target_timerange"] for line in tracks for one in line["segments"]]
    return {
        "id": build.id(), "fps": 30.0,
        "duration": max(end["start"] + end["duration"] for end in ends),
        "canvas_config": {"width": SCREEN[0], "height": SCREEN[1], "ratio": "original"},
        "materials": build.materials, "tracks": tracks,
    }  # fmt: skip


@contextlib.contextmanager
def service(environment: dict[str, str]) -> Iterator[tuple[httpx.Client, float]]:
    """A service, and how many seconds it took until it answered."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        with httpx.Client(base_url=f"http://{HERE}:{port}", timeout=PATIENCE_S) as client:
            while not _answers(client):
                if process.poll() is not None or time.perf_counter() - started > PATIENCE_S:
                    sys.exit("the service does not start")
                time.sleep(0.01)
            yield client, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


class _Media(http.server.SimpleHTTPRequestHandler):
    """The files of a folder."""

    def log_message(self, *_arguments: object) -> None:
        """Nothing is printed."""


@contextlib.contextmanager
def host(folder: Path) -> Iterator[str]:
    """Where the files of a folder can be fetched from."""
    handler = functools.partial(_Media, directory=str(folder))
    with http.server.ThreadingHTTPServer((HERE, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HERE}:{server.server_port}"
        server.shutdown()


def measure_edits(client: httpx.Client, clip: Path, repeats: int) -> list[Row]:
    """Adding a video, each time from another address, as workflows do."""
    calls = "/openapi/capcut-mate/v1"

    def add(number: int, base: str) -> float:
        made = client.post(f"{calls}/create_draft", json={"width": 1920, "height": 1080}).json()
        video = {"video_url": f"{base}/{clip.name}?{number}", "start": 0, "end": SECOND}
        body = {"draft_url": made["draft_url"], "video_infos": json.dumps([video])}
        answers: list[httpx.Response] = []
        took_s = timed(lambda: answers.append(client.post(f"{calls}/add_videos", json=body)))
        if answers[0].json().get("code") != 0:
            sys.exit(f"/add_videos answers {answers[0].text[:500]}")
        return took_s

    with host(clip.parent) as base:
        times = [add(number, base) for number in range(repeats + 1)]
    return [
        Row("add_videos with a new file, the first", times[:1]),
        Row("add_videos with a new file, fetched and looked at", times[1:]),
    ]


def timed(call: Callable[[], object]) -> float:
    """Seconds a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def measure_service(client: httpx.Client, clip: Path, repeats: int) -> list[Row]:
    """Stills and explaining, as a page in a browser would ask for them."""
    moments = random.Random(7)

    def ask(call: str, **body: Any) -> None:
        answer = client.post(f"/api/v1/{call}", json=body)
        if answer.status_code != 200:
            sys.exit(f"/{call} answers {answer.status_code}: {answer.text[:500]}")

    def made(document: dict[str, Any]) -> str:
        answer = client.post("/api/v1/drafts", json={"draft": document})
        return str(answer.raise_for_status().json()["draft_url"])

    film, many = made(lecture(clip)), made(busy(clip.with_name("A.mp4")))

    def draw(form: str) -> float:
        at_us = moments.randrange(LENGTH_S * SECOND)
        return timed(lambda: ask("stills", draft_url=film, at_us=at_us, picture_format=form))

    rows = [Row("still, the first of a draft", [draw("jpeg")])]
    rows += [
        Row(f"still of 10 minutes, {form}, warm", [draw(form) for _ in range(2 * repeats)], "150")
        for form in ("jpeg", "png")
    ]
    ask("explain", draft_url=many)
    explained = [timed(lambda: ask("explain", draft_url=many)) for _ in range(repeats)]
    return [*rows, Row(f"explain {SEGMENTS} segments, service", explained, "100")]


def measure_commands(
    work: Path, clip: Path, environment: dict[str, str], repeats: int
) -> list[Row]:
    """The command line."""
    drafts: dict[str, Path] = {}
    for name, document in {"film": lecture(clip), "many": busy(clip.with_name("A.mp4"))}.items():
        drafts[name] = clip.parent / f"quick-{name}.json"
        drafts[name].write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    def run(*words: str) -> None:
        subprocess.run(
            [*COMMAND, *words], env=environment, check=True, stdout=subprocess.DEVNULL, cwd=work
        )

    lines = {
        "command: --version": ["--version"],
        f"command: explain {SEGMENTS} segments": ["explain", str(drafts["many"])],
        "command: still": ["still", str(drafts["film"]), "--at", "77", "-o", "still.jpg"],
    }
    rows = []
    for name, words in lines.items():
        run(*words)  # Facts of the media are known from here on.
        rows.append(Row(name, [timed(lambda words=words: run(*words)) for _ in range(repeats)]))  # type: ignore[misc]
    return rows


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    clip = long_clip(asked.work.resolve() / "media")
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(
            os.environ,
            CUTROOM_DATA_DIR=f"{folder}/data",
            CUTROOM_MEDIA_ROOTS=str(clip.parent),
            CUTROOM_DRAIN_S="1",
            CUTROOM_FETCH_ALLOW=HERE,
        )
        starts = []
        for _ in range(max(3, asked.repeats // 2)):
            with service(environment) as (client, ready_s):
                starts.append(ready_s)
        rows = [Row("service, start to first answer", starts, "1500")]
        with service(environment) as (client, _):
            rows += measure_edits(client, clip.with_name("A.mp4"), asked.repeats)
            rows += measure_service(client, clip, asked.repeats)
        rows += measure_commands(Path(folder), clip, environment, asked.repeats)
    print("| what | median ms | least–most | runs | aim |", "|---|---|---|---|---|", sep="\n")
    for row in rows:
        print(row.line())


if __name__ == "__main__":
    main()
