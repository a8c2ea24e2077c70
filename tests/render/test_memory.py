"""Memory that does not grow with the timeline."""

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from cutroom.core.curves import flat
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.time import steady
from cutroom.picture.picture import Picture
from cutroom.render.effects import EffectBook
from cutroom.render.footage import Footage
from cutroom.render.keep import Keep
from cutroom.render.projectors import MOST_READERS
from cutroom.render.shots import Director
from cutroom.render.studio import Studio
from cutroom.timeline.model import Clip, Layer, MediaContent, Placement, Source, Timeline
from tests.render.scenes import CANVAS, FPS, GREEN, HEIGHT, WIDTH, box, quadrants, ramp
from tests.render.test_engine import counting_video


def picture(kilobytes: int) -> Picture:
    return Picture.from_rgba(np.zeros((16, 16 * kilobytes, 4), np.uint8))


def test_a_keep_stays_within_its_budget_and_drops_the_oldest() -> None:
    keep: Keep[Picture] = Keep(10 * 1024)
    for number in range(30):
        keep.get(number, lambda: picture(3))
        keep.get(0, lambda: picture(3))
        assert keep.byte_size <= 10 * 1024
    made = []
    keep.get(0, lambda: made.append(0) or picture(3))
    keep.get(29, lambda: made.append(29) or picture(3))
    keep.get(5, lambda: made.append(5) or picture(3))
    assert made == [5]


def test_a_keep_weighs_forms_that_are_added_later() -> None:
    keep: Keep[Picture] = Keep(8 * 1024)
    for number in range(3):
        kept = keep.get(number, lambda: picture(2))
        assert kept.planes.y.any() is not None
    assert keep.byte_size <= 8 * 1024


def test_readers_are_closed_when_their_clips_have_passed(tmp_path: Path) -> None:
    first = counting_video(tmp_path / "v.mp4", 10)
    sources = []
    for i in range(60):
        path = shutil.copy(first.path, tmp_path / f"{i}.mp4")
        sources.append(Source(replace(first, path=str(path))))
    clips = tuple(
        Clip(
            f"clip {i}",
            i * 2,
            2,
            MediaContent(i, steady(Fraction(0), Fraction(1), Fraction(1))),
            CANVAS,
        )
        for i in range(60)
    )
    made = Timeline(WIDTH, HEIGHT, FPS, 120, tuple(sources), (Layer("l", clips),))
    director, source = Director(made, EffectBook(DiagnosticLog())), Footage()
    for frame in range(120):
        source.pictures(director.scene(frame))
        assert len(source._videos) <= MOST_READERS
    source.close()
    assert not source._videos


def test_stills_are_kept_at_the_size_they_are_drawn_at(tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png", 2000, 1500)
    clip = Clip("c", 0, 30, MediaContent(0, steady(Fraction(0), Fraction(1), Fraction(1))), CANVAS)
    moving = Clip(
        "m", 0, 30, clip.content, CANVAS,
        Placement(scale_x=ramp((0, 0.5), (1, 1.0)), scale_y=ramp((0, 0.5), (1, 1.0)), rotation=flat(5.0)),
    )  # fmt: skip
    made = Timeline(
        WIDTH, HEIGHT, FPS, 30, (Source(facts),), (Layer("a", (clip,)), Layer("b", (moving,)))
    )
    studio = Studio(made)
    _scene, pictures = studio.look_up(3)
    sizes = {key[0]: (found.width, found.height) for key, found in pictures.items()}
    assert sizes == {0: (320, 240), 1: (400, 300)}


def test_a_studio_forgets_clips_that_have_passed() -> None:
    clips = tuple(
        box(GREEN, CANVAS, start_frame=i, length_frames=1, placement=Placement(x=flat(i / 100)))
        for i in range(30)
    )
    made = Timeline(WIDTH, HEIGHT, FPS, 30, (), (Layer("l", clips),))
    studio = Studio(made)
    for frame in range(30):
        studio.compose(*studio.look_up(frame))
    assert len(studio._composer._painter._last) == 1
