"""A timeline with something of everything, to be cut into parts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import SpeedSpan, TimeMap, steady
from cutroom.core.typography import FontRequest, Paint, TextContent, TextSpan, TextStyle, WordTime
from cutroom.picture.picture import Picture
from cutroom.render.studio import Studio
from cutroom.timeline.model import (
    AdjustLayer,
    Backdrop,
    ChromaKey,
    Clip,
    ColorContent,
    Layer,
    Mask,
    MediaContent,
    MotionSpan,
    NestedContent,
    Placement,
    ShapeContent,
    Source,
    Timeline,
    Transition,
    Treatment,
)
from tests.render.scenes import quadrants, ramp

WIDTH, HEIGHT, FPS = 160, 90, Fraction(30)
LENGTH = 240
FULL = Size(WIDTH, HEIGHT)
BLUE, GREEN, WHITE = Color(0.1, 0.2, 0.8), Color(0.0, 0.8, 0.1), Color(1.0, 1.0, 1.0)


def drifting_video(path: Path, frames: int = 300, seed: int = 4) -> MediaFacts:
    """Noise that moves two pixels a frame: every frame is another one."""
    rng = np.random.default_rng(seed)
    noise = rng.integers(0, 255, (HEIGHT // 6, WIDTH // 4, 3), np.uint8).repeat(6, 0).repeat(4, 1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"g": "50", "crf": "20"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(frames):
            shifted = np.ascontiguousarray(np.roll(noise, 2 * number, axis=1))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shifted, format="rgb24")))
        container.mux(stream.encode())
    duration_us = frames * 1_000_000 // 30
    return MediaFacts(
        str(path), "video", WIDTH, HEIGHT, duration_us, fps=FPS, digest=f"drift {seed} {frames}"
    )


def words(text: str, start: int, length: int, **fields: object) -> Clip:
    """A caption at the bottom."""
    style = TextStyle(FontRequest(), 14.0, Paint((WHITE,)))
    timed = fields.pop("words", ())
    content = TextContent(text, (TextSpan(0, len(text), style),), words=timed)  # type: ignore[arg-type]
    made: dict[str, object] = {"placement": Placement(y=flat(-0.7))} | fields
    return Clip(f"caption {start}", start, length, content, Size(0, 0), **made)  # type: ignore[arg-type]


def footage(start: int, length: int, source_s: Fraction, **fields: object) -> Clip:
    """The first source from a second on, over the whole canvas."""
    speed = fields.pop("speed", Fraction(1))
    assert isinstance(speed, Fraction)
    time = steady(source_s, length / FPS * speed, speed)
    if fields.pop("reverse", False):
        time = replace(time, reverse=True)
    return Clip(f"clip {start}", start, length, MediaContent(0, time), FULL, **fields)  # type: ignore[arg-type]


def _nested(sources: tuple[Source, ...]) -> Timeline:
    inner = Layer(
        "inner",
        (
            footage(0, 40, Fraction(2)),
            footage(40, 60, Fraction(5), blend="screen"),
            Clip("box", 100, 30, ColorContent((GREEN,)), Size(60, 40)),
        ),
    )
    title = Layer("inner title", (words("inside", 30, 40),))
    return Timeline(WIDTH, HEIGHT, FPS, 130, sources, (inner, title))


def everything(folder: Path) -> Timeline:
    """Eight seconds: cuts, a transition, speeds, a nested timeline, photos, texts, motions, effects."""
    video = drifting_video(folder / "drift.mp4")
    photo = replace(quadrants(folder / "photo.png", 200, 150), digest="quadrants")
    sources = (Source(video), Source(photo))
    eased = TimeMap(
        Fraction(1),
        (
            SpeedSpan(Fraction(1), Fraction(1), Fraction(2)),
            SpeedSpan(Fraction(1), Fraction(2), Fraction(1)),
        ),
    )
    main = Layer(
        "main",
        (
            footage(0, 70, Fraction(1, 7), tail_frames=6),
            footage(70, 50, Fraction(4), speed=Fraction(3, 2), reverse=True, lead_frames=6),
            Clip("curve", 120, 60, MediaContent(0, eased), FULL),
            Clip(
                "photo", 180, 60, MediaContent(1, steady(Fraction(0), Fraction(2), Fraction(1))),
                Size(120, 90), Placement(scale_x=ramp((0, 1.0), (2, 1.4)), scale_y=ramp((0, 1.0), (2, 1.4))),
                backdrop=Backdrop("blur", blur=0.4),
            ),
        ),
        (Transition("dissolve", (), 0, 64, 12),),
    )  # fmt: skip
    masked = Clip(
        "inset", 20, 150, MediaContent(1, steady(Fraction(0), Fraction(5), Fraction(1))), Size(60, 45),
        Placement(x=flat(0.5), y=ramp((0, 0.4), (5, -0.4)), alpha=ramp((0, 0.3), (4, 1.0))),
        mask=Mask("ellipse", flat(0), flat(0), ramp((0, 0.5), (5, 0.9)), flat(0.8), flat(0), flat(0.2)),
    )  # fmt: skip
    keyed = Clip(
        "keyed", 10, 90, ColorContent((GREEN, BLUE), (0.0, 1.0), 30.0), Size(50, 30),
        Placement(x=flat(-0.5), y=flat(0.5)), blend="multiply",
        chroma=ChromaKey(GREEN, flat(0.4), flat(0.1), flat(0.1), flat(0.1)),
        treatments=(Treatment("pixelate", (), 15, 50, ramp((0, 0.2), (2, 1.0)), 3),),
    )  # fmt: skip
    compound = Clip(
        "compound", 90, 110,
        NestedContent(_nested(sources), steady(Fraction(1, 3), Fraction(11, 3), Fraction(1))),
        FULL, Placement(scale_x=flat(0.4), scale_y=flat(0.4), x=flat(-0.6)),
    )  # fmt: skip
    star = Clip(
        "shape", 40, 160, ShapeContent(((-20, -10), (20, -10), (0, 20)), WHITE, BLUE, 2.0), Size(40, 30),
        Placement(x=flat(0.1), y=flat(0.6)),
        motions=(
            MotionSpan("fade", "in", (), 0, 20), MotionSpan("slide", "out", (), 140, 20, 2),
            MotionSpan("shake", "loop", (), 60, 30, 9),
        ),
    )  # fmt: skip
    said = (WordTime(0, 3, 0.0, 1.0), WordTime(3, 7, 1.0, 2.5))
    captions = Layer(
        "captions",
        (
            words("one two", 5, 100, words=said),
            words("three 四", 110, 100, motions=(MotionSpan("typewriter", "in", (), 0, 30),)),
        ),
    )
    over = AdjustLayer(
        "effects",
        (
            Treatment("blur", (("amount", ramp((0, 0.0), (1, 0.5))),), 30, 45, flat(0.8), 5),
            Treatment("grain", (), 150, 40, flat(1.0), 7),
        ),
    )
    layers = [Layer(clip.where, (clip,)) for clip in (masked, keyed, compound, star)]
    return Timeline(WIDTH, HEIGHT, FPS, LENGTH, sources, (main, *layers, over, captions))


def pictures(timeline: Timeline, frames: range | list[int]) -> list[Picture]:
    """Frames of a timeline, composed."""
    studio = Studio(timeline)
    try:
        return [studio.compose(*studio.look_up(frame)) for frame in frames]
    finally:
        studio.close()


def same(one: Picture, two: Picture) -> bool:
    """Whether two pictures are equal to the last bit."""
    pairs = zip(one.planes[:3], two.planes[:3], strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)
