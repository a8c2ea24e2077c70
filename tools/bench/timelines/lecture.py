"""T5: a lecture of ten minutes, unchanged but for its title, captions and end card. T6 edits it again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.bench.timelines.model import (
    CAPTIONS,
    CLIP_S,
    FPS,
    Line,
    Place,
    Timeline,
    drawn_by_ass,
    film,
    subtitles,
    write,
)
from tools.draft_builder import SECOND, Builder, media, track

LENGTH_S = 600
CARD_S = 5
CAPTION_S = 5
CAPTIONED_S = 60
# Set as ours is: libass has the middle of a line elsewhere, and strokes of one width at all sizes.
BIG = r"\bord8\shad0\pos(960,528)"
TITLE, THANKS = "十分钟讲完", "谢谢观看"


def lecture(place: Place) -> Timeline:
    """T5: a title over the first 5 s, captions up to the end of the first minute, a card over the last 5 s."""
    return spoken(place, "t5", CAPTIONED_S)


def spoken(place: Place, name: str, captioned_s: int) -> Timeline:
    """A lecture with captions between the title and ``captioned_s``, or the card."""
    seconds = place.seconds or LENGTH_S
    if seconds < 4 * CARD_S:
        raise SystemExit(f"a lecture takes {4 * CARD_S} s or more")
    source = lengthened(place.media / "A.mp4", seconds)
    lines = list(_lines(seconds, min(captioned_s, seconds - CARD_S)))
    folder = _draft(place, name, source, seconds, lines)
    command = _command(place, source, seconds, subtitles(place.work / f"{name}.ass", lines))
    middle = [seconds * part for part in (0.2, 0.4, 0.6, 0.8)]
    moments = (CARD_S / 2, 1.5 * CARD_S, *middle, seconds - CARD_S / 2)
    title = f"{name.upper()} lecture" + ("" if seconds == LENGTH_S else f" of {seconds} s")
    return Timeline(
        title,
        folder,
        seconds * FPS,
        command,
        options=("--smart",),
        least_db=24.0,
        moments_s=moments,
    )


def lengthened(clip: Path, seconds: int) -> Path:
    """The clip again and again as one file, its packets copied, so that its groups of pictures are real."""
    path = clip.with_name(f"lecture-{seconds}.mp4")
    if not path.exists():
        rounds = -(-seconds // CLIP_S)
        # Its sound is a packet's part longer than its pictures; each round has to begin on a frame.
        again = path.with_suffix(".txt")
        row = f"file {clip.name}\nduration {CLIP_S}\n"
        again.write_text("ffconcat version 1.0\n" + row * rounds, encoding="utf-8")
        silent = ["-f", "concat", "-safe", "0", "-i", str(again)]
        tone = ["-stream_loop", "-1", "-i", str(clip)]
        command = [
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            *silent,
            *tone,
            "-map",
            "0:v",
            "-map",
            "1:a",
        ]
        subprocess.run(
            [*command, "-copyts", "-t", str(seconds), "-c", "copy", str(path)], check=True
        )
        again.unlink()
    return path


def _lines(seconds: int, captioned_s: int) -> Iterator[Line]:
    yield Line(0, CARD_S, TITLE, size=320, low=False, tags=BIG)
    for number, start in enumerate(range(CARD_S, captioned_s, CAPTION_S)):
        end = min(start + CAPTION_S, captioned_s)
        yield Line(start, end, f"{number + 1} · {CAPTIONS[number % len(CAPTIONS)]}")
    yield Line(seconds - CARD_S, seconds, THANKS, size=320, low=False, tags=BIG)


def _draft(place: Place, name: str, source: Path, seconds: int, lines: list[Line]) -> Path:
    build = Builder(name)
    shown = build.segment(film(build, source.name, seconds), 0, seconds * SECOND)
    texts = [_text(build, line) for line in lines]
    photo = media(build, "photo1.jpg", "photo", 10_800 * SECOND, (3000, 2000))
    card = build.segment(photo, (seconds - CARD_S) * SECOND, CARD_S * SECOND)
    card["clip"]["scale"] = {"x": 1.2, "y": 1.2}
    tracks = [track("video", [shown]), track("video", [card], flag=2), track("text", texts)]
    return write(build, place, tracks)


def _text(build: Builder, line: Line) -> dict[str, Any]:
    words = build.caption(line.words, 7.5 if line.low else 20, [1, 1, 1])
    length_s = line.end_s - line.start_s
    shown = build.segment(words, round(line.start_s * SECOND), round(length_s * SECOND))
    if line.low:
        shown["clip"]["transform"]["y"] = -0.78
    return shown


def _command(place: Place, source: Path, seconds: int, ass: Path) -> list[str]:
    """All is decoded and encoded once, in 4:2:0.

    libass does nothing where no line is; the card is joined behind the film, not laid over it.
    """
    before = seconds - CARD_S
    graph = (
        f"[0:v]trim=end={before},setpts=PTS-STARTPTS,settb=1/30[film];"
        "[1:v]scale=1944:1296:flags=bilinear:in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv,"
        f"crop=1920:1080,setsar=1,format=yuv420p,loop={CARD_S * FPS - 1}:1,setpts=N/30/TB,settb=1/30[card];"
        f"[film][card]concat=n=2,{drawn_by_ass(ass, place)}[v]"
    )
    inputs = ["-i", str(source), "-i", str(place.media / "photo1.jpg")]
    return [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "0:a", "-r", "30"]
