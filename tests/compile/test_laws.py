"""Laws of compiling, whatever the draft."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutroom.compiler.compile import Compiled, compile_draft
from cutroom.compiler.limits import CompileLimits
from cutroom.core.errors import BadDraft, LimitExceeded
from cutroom.core.output import OutputOptions
from cutroom.draft.model import Draft
from cutroom.timeline.dump import dump_timeline
from cutroom.timeline.model import Layer
from tests.compile.casefile import CAST, Case, all_cases
from tests.compile.promises import check_promises

FACTS = {one.path: one for one in CAST}
CASES = all_cases()
RATES = st.sampled_from([Fraction(24), Fraction(30), Fraction(60), Fraction(30000, 1001)])
ODDITIES: tuple[Any, ...] = (
    None, True, "", "x", "NaN", -1, 0, 10**30, 1e308, -1e308, float("inf"), float("nan"),
    [], {}, [[]], {"start": 0}, ["a"], [None], "\ud800", 86_400_000_000,
)  # fmt: skip


def compiled(document: dict[str, Any], options: OutputOptions | None = None) -> Compiled:
    return compile_draft(Draft(document), FACTS, options or OutputOptions())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_a_timeline_keeps_its_promises(case: Case) -> None:
    try:
        found = compiled(case.draft, case.options)
    except (BadDraft, LimitExceeded):
        return
    check_promises(found.timeline)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_compiling_twice_gives_the_same_and_leaves_the_draft_alone(case: Case) -> None:
    before = deepcopy(case.draft)
    try:
        first, second = compiled(case.draft, case.options), compiled(before, case.options)
    except (BadDraft, LimitExceeded):
        return
    assert case.draft == before
    assert first == second
    assert dump_timeline(first.timeline) == dump_timeline(second.timeline)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a document that can be given another value."""
    found = [path] if path else []
    inside: Any = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    return found + [place for key, item in inside for place in places(item, (*path, key))]


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = value


@settings(max_examples=400)
@given(st.data())
def test_a_spoilt_draft_compiles_or_is_refused_with_one_of_our_errors(data: st.DataObject) -> None:
    document = deepcopy(data.draw(st.sampled_from(CASES)).draft)
    for _ in range(data.draw(st.integers(1, 4))):
        found = places(document)
        put(
            document,
            data.draw(st.sampled_from(found)),
            deepcopy(data.draw(st.sampled_from(ODDITIES))),
        )
    try:
        result = compiled(document)
    except (BadDraft, LimitExceeded):
        return
    check_promises(result.timeline)
    dump_timeline(result.timeline)


@given(st.lists(st.integers(40_000, 3_000_000), min_size=2, max_size=12), RATES)
def test_neighbours_neither_overlap_nor_gap(durations_us: list[int], fps: Fraction) -> None:
    segments = []
    start_us = 0
    for duration_us in durations_us:
        span = {"start": start_us, "duration": duration_us}
        segments.append({"material_id": "v", "target_timerange": span, "source_timerange": span})
        start_us += duration_us
    document = {
        "tracks": [{"type": "video", "segments": segments}],
        "materials": {"videos": [{"id": "v", "path": "wide.mp4"}]},
    }
    timeline = compiled(document, OutputOptions(fps=fps)).timeline
    (layer,) = timeline.layers
    assert isinstance(layer, Layer)
    assert layer.clips[0].start_frame == 0
    assert all(left.end_frame == right.start_frame for left, right in pairwise(layer.clips))
    assert layer.clips[-1].end_frame == timeline.length_frames
    ends = [sound.start_sample + sound.length_samples for sound in timeline.sounds]
    assert ends[:-1] == [sound.start_sample for sound in timeline.sounds[1:]]


@given(st.sampled_from(CASES), st.integers(0, 4_000_000), st.integers(1, 4_000_000))
def test_a_range_shows_what_the_whole_shows_there(
    case: Case, start_us: int, length_us: int
) -> None:
    options = replace(case.options, range_us=None)
    try:
        whole = compiled(case.draft, options).timeline
        part = compiled(
            case.draft, replace(options, range_us=(start_us, start_us + length_us))
        ).timeline
    except (BadDraft, LimitExceeded):
        return
    offset = round(start_us * whole.fps / 1_000_000 + Fraction(1, 10**9))
    assert part.length_frames <= whole.length_frames
    if any(layer.where == "the output" for layer in whole.layers):
        return
    shown = {
        (clip.where, clip.start_frame - offset, clip.length_frames)
        for layer in whole.layers
        if isinstance(layer, Layer)
        for clip in layer.clips
        if clip.first_frame < offset + part.length_frames and clip.end_frame > offset
    }
    kept = {
        (clip.where, clip.start_frame, clip.length_frames)
        for layer in part.layers
        if isinstance(layer, Layer)
        for clip in layer.clips
    }
    assert kept == shown


def test_more_clips_than_the_limit_are_refused() -> None:
    segment = {"material_id": "v", "target_timerange": {"duration": 1_000_000}}
    document = {
        "tracks": [{"type": "video", "segments": [segment] * 5}],
        "materials": {"videos": [{"id": "v", "path": "silent.mp4"}]},
    }
    with pytest.raises(LimitExceeded):
        compile_draft(Draft(document), FACTS, limits=CompileLimits(max_clips=4))


def test_keys_written_out_beyond_the_limit_are_refused() -> None:
    case = next(case for case in CASES if case.path.stem == "keyframes-under-curve-speed")
    with pytest.raises(LimitExceeded):
        compile_draft(Draft(case.draft), FACTS, limits=CompileLimits(max_keys=3))


def test_a_compound_clip_that_multiplies_itself_is_refused_in_good_time() -> None:
    """Each level holds the next one twenty times: 20⁸ sounds if nobody counted."""
    level: dict[str, Any] = {
        "tracks": [
            {
                "type": "audio",
                "segments": [{"material_id": "a", "target_timerange": {"duration": 9_000_000}}],
            }
        ],
        "materials": {"audios": [{"id": "a", "path": "music.mp3"}]},
    }
    for _ in range(8):
        segment = {
            "material_id": "c",
            "target_timerange": {"duration": 9_000_000},
            "extra_material_refs": ["d"],
        }
        level = {
            "tracks": [{"type": "video", "segments": [segment]} for _ in range(20)],
            "materials": {"drafts": [{"id": "d", "draft": level}]},
        }
    with pytest.raises(LimitExceeded):
        compiled(level)


def test_a_dump_is_text_that_can_be_written_anywhere() -> None:
    for case in CASES:
        json.dumps(case.expected).encode("ascii")
