"""T4: two clips cut on key frames, nothing done to them."""

from __future__ import annotations

from tools.bench.timelines.model import FPS, Place, Timeline, film, write
from tools.draft_builder import SECOND, Builder, track

PART_S = 6
FROM_S = (("A", 2), ("C", 0))


def passthrough(place: Place) -> Timeline:
    """A from 2 s to 8 s, then C from 0 to 6 s; ours copies what it can, the floor is a stream copy."""
    build = Builder("t4")
    clips = []
    for number, (name, from_s) in enumerate(FROM_S):
        shown = build.segment(film(build, f"{name}.mp4"), number * PART_S * SECOND, PART_S * SECOND)
        shown["source_timerange"]["start"] = from_s * SECOND
        clips.append(shown)
    folder = write(build, place, [track("video", clips)])
    sources = [str(place.media / f"{name}.mp4") for name, _from_s in FROM_S]
    cuts = place.work / "cuts.txt"
    # ffmpeg compares decoding times, which are two frames early.
    cuts.write_text(
        "ffconcat version 1.0\n"
        f"file {sources[0]}\ninpoint 2\noutpoint 7.93\n"
        f"file {sources[1]}\noutpoint 5.93\n",
        encoding="utf-8",
    )
    inputs = ["-ss", "2", "-t", "6", "-i", sources[0], "-t", "6", "-i", sources[1]]
    graph = "[0:v][0:a][1:v][1:a]concat=n=2:v=1:a=1[v][a]"
    encoded = [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]"]
    joined = ["-f", "concat", "-safe", "0", "-i", str(cuts), "-c", "copy"]
    floors = {"stream copy": [*joined, "-movflags", "+faststart"]}
    return Timeline(
        "T4 pass-through", folder, 2 * PART_S * FPS, encoded, floors, ("--smart",), least_db=34.0
    )
