"""A file is decoded once for all that show it at the same time, and shows the same as if it were not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from cutroom.core.curves import flat
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.media.decode import VideoReader
from cutroom.media.probe import probe
from cutroom.render import projectors
from cutroom.render.effects import EffectBook
from cutroom.render.footage import Footage
from cutroom.render.shots import Director
from cutroom.timeline.model import Clip, Layer, MediaContent, Placement, Source, Timeline
from tests.media_factory import number_in, numbered_video

WIDTH, HEIGHT, FPS = 128, 96, Fraction(30)
LENGTH = 40


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> MediaFacts:
    return probe(numbered_video(tmp_path_factory.mktemp("source") / "source.mp4", 120))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[VideoReader]:
    """Every reader that is opened from now on."""
    made: list[VideoReader] = []

    class Counted(VideoReader):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(projectors, "VideoReader", Counted)
    return made


def clip(start: int, length: int, first: int, speed: int = 1, scale: float = 1.0) -> Clip:
    time = steady(first / FPS, length / FPS, Fraction(speed))
    made = Clip("clip", start, length, MediaContent(0, time), Size(WIDTH, HEIGHT))
    return replace(made, placement=Placement(scale_x=flat(scale), scale_y=flat(scale)))


def numbers(facts: MediaFacts, *layers: tuple[Clip, ...]) -> list[list[int]]:
    """What every layer shows, frame by frame; -1 for a frame on which it is hidden or has nothing."""
    made = Timeline(
        WIDTH, HEIGHT, FPS, LENGTH, (Source(facts),),
        tuple(Layer(str(number), clips) for number, clips in enumerate(layers)),
    )  # fmt: skip
    director, footage = Director(made, EffectBook(DiagnosticLog())), Footage()
    shown = [[-1] * LENGTH for _ in layers]
    for frame in range(LENGTH):
        for key, picture in footage.pictures(director.scene(frame)).items():
            shown[key[0]][frame] = number_in(np.asarray(picture.planes.y))
    footage.close()
    return shown


@pytest.mark.parametrize("scale", [0.5, 0.25])
def test_two_layers_of_one_clip_are_decoded_once(
    source: MediaFacts, opened: list[VideoReader], scale: float
) -> None:
    small, large = clip(0, LENGTH, 10, scale=scale), clip(0, LENGTH, 10, scale=0.75)
    assert numbers(source, (large,), (small,)) == [[10 + n for n in range(LENGTH)]] * 2
    assert len(opened) == 1


def test_layers_that_show_other_times_have_decoders_of_their_own(
    source: MediaFacts, opened: list[VideoReader]
) -> None:
    early, late = clip(0, LENGTH, 0, scale=0.75), clip(0, LENGTH, 60, scale=0.5)
    shown = numbers(source, (early,), (late,))
    assert shown == [[first + n for n in range(LENGTH)] for first in (0, 60)]
    assert len(opened) == 2


def test_layers_that_part_get_a_second_decoder(
    source: MediaFacts, opened: list[VideoReader]
) -> None:
    plain, fast = clip(0, LENGTH, 0, scale=0.75), clip(0, LENGTH, 0, speed=2, scale=0.5)
    shown = numbers(source, (plain,), (fast,))
    assert shown == [[n * speed for n in range(LENGTH)] for speed in (1, 2)]
    assert len(opened) == 2


def test_clips_cut_from_one_file_share_a_decoder(
    source: MediaFacts, opened: list[VideoReader]
) -> None:
    cut = tuple(clip(n * 8, 8, first) for n, first in enumerate((0, 20, 90, 40, 7)))
    (shown,) = numbers(source, cut)
    assert shown == [first + n for first in (0, 20, 90, 40, 7) for n in range(8)]
    assert len(opened) == 1
