"""A part of a timeline shows what the whole shows there, and says nothing of the rest."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from cutroom.picture.picture import Picture
from cutroom.render.slices import part_of
from cutroom.render.studio import Studio
from cutroom.timeline.model import AdjustLayer, Layer, Timeline
from tests.render.films import LENGTH, everything, footage, pictures, same, words


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return everything(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def whole(film: Timeline) -> list[Picture]:
    return pictures(film, range(LENGTH))


def spans(seed: int, count: int) -> list[tuple[int, int]]:
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        first = chance.randrange(LENGTH - 1)
        found.append((first, min(LENGTH, first + chance.choice((1, 2, 7, 20, 45)))))
    return found


@pytest.mark.parametrize(("first", "end"), [*spans(1, 22), (60, 70), (64, 76), (70, 71), (0, 240)])
def test_every_frame_of_a_part_is_the_frame_of_the_whole(
    film: Timeline, whole: list[Picture], first: int, end: int
) -> None:
    part = part_of(film, first, end)
    assert part.length_frames == end - first
    shown = pictures(part, range(end - first))
    different = [
        first + number
        for number, picture in enumerate(shown)
        if not same(picture, whole[first + number])
    ]
    assert different == []


def test_a_part_of_a_part_is_a_part_of_the_whole(film: Timeline) -> None:
    assert part_of(part_of(film, 40, 200), 30, 75) == part_of(film, 70, 115)


def test_a_part_holds_only_what_it_shows(film: Timeline) -> None:
    part = part_of(film, 215, 235)
    shown = [
        clip.where for layer in part.layers if isinstance(layer, Layer) for clip in layer.clips
    ]
    assert shown == ["photo"]
    assert not any(isinstance(layer, AdjustLayer) for layer in part.layers)
    assert part.sounds == ()


def lecture(*layers: Layer, timeline: Timeline) -> Timeline:
    return replace(timeline, layers=layers, length_frames=900)


def test_a_clip_that_stands_still_looks_the_same_wherever_it_starts_and_ends(
    film: Timeline,
) -> None:
    long = lecture(Layer("main", (footage(0, 900, Fraction(1)),)), timeline=film)
    trimmed = lecture(Layer("main", (footage(60, 700, Fraction(3)),)), timeline=film)
    assert part_of(long, 300, 420) == replace_where(part_of(trimmed, 300, 420), "clip 0")


def replace_where(part: Timeline, where: str) -> Timeline:
    (layer,) = part.layers
    assert isinstance(layer, Layer)
    clips = tuple(replace(clip, where=where) for clip in layer.clips)
    return replace(part, layers=(replace(layer, clips=clips),))


def test_moving_a_whole_draft_moves_its_parts(film: Timeline) -> None:
    def made(later: int) -> Timeline:
        main = Layer("main", (footage(later, 300, Fraction(2)),))
        captions = Layer("captions", (replace(words("hi", later + 50, 40), where="caption"),))
        return lecture(main, captions, timeline=film)

    moved = part_of(made(97), 40 + 97, 120 + 97)
    first, second = part_of(made(0), 40, 120).layers, moved.layers
    assert first[1] == second[1]
    assert replace_where(replace(moved, layers=second[:1]), "") == replace_where(
        replace(moved, layers=first[:1]), ""
    )


def test_the_film_draws_everything_it_holds(film: Timeline) -> None:
    studio = Studio(film)
    for frame in range(0, LENGTH, 5):
        studio.compose(*studio.look_up(frame))
    studio.close()
    assert [said for said in studio.log.as_tuple() if said.code == "effect-missing"] == []
