"""T1: a clip with a caption that changes every two seconds."""

from __future__ import annotations

from tools.bench.timelines.model import (
    CAPTIONS,
    CLIP_S,
    ENCODE,
    FPS,
    SHADOW,
    Line,
    Place,
    Timeline,
    drawn_by_ass,
    film,
    subtitles,
    write,
)
from tools.draft_builder import SECOND, Builder, track

EACH_S = 2


def caption(place: Place) -> Timeline:
    """Clip A with five captions. The peer draws them with libass."""
    build = Builder("t1")
    material = film(build, "A.mp4")
    texts = []
    for number, text in enumerate(CAPTIONS):
        words = build.caption(text, 7.5, [1, 1, 1], **SHADOW)
        shown = build.segment(words, number * EACH_S * SECOND, EACH_S * SECOND)
        shown["clip"]["transform"]["y"] = -0.78
        texts.append(shown)
    clip = build.segment(material, 0, CLIP_S * SECOND)
    folder = write(build, place, [track("video", [clip]), track("text", texts)])
    source = str(place.media / "A.mp4")
    lines = [Line(n * EACH_S, (n + 1) * EACH_S, text) for n, text in enumerate(CAPTIONS)]
    ass = drawn_by_ass(subtitles(place.work / "captions.ass", lines), place)
    floors = {"decode + encode": ["-i", source, *ENCODE]}
    return Timeline(
        "T1 caption", folder, CLIP_S * FPS, ["-i", source, "-vf", ass], floors, least_db=24.0
    )
