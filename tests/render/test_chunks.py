"""Where a timeline is cut: everywhere once, at places that belong to the content."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from cutroom.core.facts import MediaFacts
from cutroom.render.chunks import CHUNK_S, SHORTEST_S, Chunk, plan_chunks
from cutroom.timeline.model import Clip, Layer, Source, Timeline, Transition
from tests.render.films import FPS, footage, words

SOURCES = (Source(MediaFacts("/a.mp4", "video", 160, 90, digest="a")),)


def timeline(length: int, *clips: Clip, transitions: tuple[Transition, ...] = ()) -> Timeline:
    return Timeline(160, 90, FPS, length, SOURCES, (Layer("main", clips, transitions),))


def borders(made: Timeline) -> list[int]:
    chunks = plan_chunks(made)
    assert chunks[0].first == 0
    assert chunks[-1].end == made.length_frames
    assert all(one.end == two.first for one, two in pairwise(chunks))
    return [chunk.first for chunk in chunks[1:]]


def test_a_long_clip_is_cut_where_its_source_passes_multiples_of_five_seconds() -> None:
    assert borders(timeline(900, footage(0, 900, Fraction(0)))) == [150, 300, 450, 600, 750]
    assert borders(timeline(600, footage(0, 600, Fraction(4)))) == [180, 330, 480]
    assert borders(timeline(600, footage(0, 600, Fraction(1, 2)))) == [135, 285, 435]


def test_a_cut_is_a_border_and_a_transition_ends_in_one() -> None:
    one, two = footage(0, 140, Fraction(0)), footage(140, 140, Fraction(9))
    assert borders(timeline(280, one, two)) == [140]
    joined = (Transition("dissolve", (), 0, 130, 20),)
    assert borders(timeline(280, one, two, transitions=joined)) == [150]


def test_cuts_in_quick_succession_share_a_chunk() -> None:
    clips = [footage(10 * number, 10, Fraction(number)) for number in range(30)]
    assert borders(timeline(300, *clips)) == [120]


@pytest.mark.parametrize("speed", [Fraction(1, 2), Fraction(1), Fraction(7, 5), Fraction(4)])
@pytest.mark.parametrize("reverse", [False, True])
def test_no_chunk_is_longer_or_shorter_than_promised(speed: Fraction, reverse: bool) -> None:
    clip = footage(0, 1111, Fraction(5, 3), speed=speed, reverse=reverse)
    lengths = [chunk.frames for chunk in plan_chunks(timeline(1111, clip))]
    assert min(lengths) >= SHORTEST_S * FPS
    assert max(lengths) <= (CHUNK_S + 2 * SHORTEST_S) * FPS


def test_a_timeline_of_nothing_and_one_shorter_than_any_chunk_are_cut_too() -> None:
    assert borders(replace(timeline(300), layers=())) == [150]
    assert plan_chunks(timeline(3, footage(0, 3, Fraction(0)))) == (Chunk(0, 3),)


def test_a_main_layer_that_begins_late_or_ends_early_leaves_no_giant_chunk() -> None:
    assert max(c.frames for c in plan_chunks(timeline(1500, footage(600, 300, Fraction(0))))) <= 180


def test_captions_do_not_move_borders() -> None:
    plain = timeline(600, footage(0, 600, Fraction(0)))
    captions = Layer("captions", tuple(words("x", 47 * n, 40) for n in range(12)))
    assert borders(plain) == borders(replace(plain, layers=(*plain.layers, captions)))


def test_inserting_a_clip_moves_the_borders_behind_it_and_keeps_those_of_the_source() -> None:
    whole = borders(timeline(900, footage(0, 900, Fraction(0))))
    cut = timeline(
        1000,
        footage(0, 300, Fraction(0)),
        footage(300, 100, Fraction(20)),
        footage(400, 600, Fraction(10)),
    )
    moved = borders(cut)
    assert [border for border in moved if border < 300] == [b for b in whole if b < 300]
    assert [border - 100 for border in moved if border > 400] == [b for b in whole if b > 300]


def test_a_part_of_a_timeline_can_be_planned_alone() -> None:
    made = timeline(900, footage(0, 900, Fraction(0)))
    assert plan_chunks(made, 100, 600) == (
        Chunk(100, 300), Chunk(300, 450), Chunk(450, 600),
    )  # fmt: skip


def test_another_rate_is_cut_at_the_same_seconds() -> None:
    at_24 = replace(timeline(480, footage(0, 480, Fraction(0))), fps=Fraction(24000, 1001))
    assert borders(at_24) == [120, 240, 360]
