"""Compound clips inside compound clips: drawn however deep they are, refused where they would never end."""

from __future__ import annotations

from typing import Any

import pytest

from cutroom.compiler.compile import Compiled, compile_draft
from cutroom.core.errors import LimitExceeded
from cutroom.core.output import OutputOptions
from cutroom.draft.model import Draft
from cutroom.render.engine import render_still

SECOND = {"duration": 1_000_000}


def nested(depth: int, uses: int = 1) -> dict[str, Any]:
    """A text under ``depth`` compound clips, each of them shown on ``uses`` tracks."""
    canvas = {"width": 320, "height": 180}
    if depth == 0:
        segment = {"material_id": "t", "target_timerange": SECOND}
        return {
            "canvas_config": canvas,
            "tracks": [{"type": "text", "segments": [segment]}],
            "materials": {"texts": [{"id": "t", "content": "deep"}]},
        }
    segment = {
        "material_id": "v",
        "target_timerange": SECOND,
        "source_timerange": SECOND,
        "extra_material_refs": ["d"],
    }
    tracks = [
        {"type": "video", "flag": 2 * bool(use), "segments": [segment | {"render_index": use}]}
        for use in range(uses)
    ]
    inside = {"id": "d", "draft": nested(depth - 1, uses)}
    videos = [{"id": "v", "width": 320, "height": 180}]
    return {
        "canvas_config": canvas,
        "tracks": tracks,
        "materials": {"videos": videos, "drafts": [inside]},
    }


def compiled(depth: int, uses: int = 1, options: OutputOptions | None = None) -> Compiled:
    return compile_draft(Draft(nested(depth, uses)), {}, options or OutputOptions())


@pytest.mark.parametrize("depth", [1, 10, 16])
def test_a_text_is_seen_however_deep_it_lies(depth: int) -> None:
    flat = render_still(compiled(0).timeline, 5).rgba
    deep = render_still(compiled(depth).timeline, 5).rgba
    assert flat[..., 0].max() > 200
    assert abs(deep.astype(int) - flat).mean() < 1.0


def test_the_deepest_is_seen_inside_other_proportions_too() -> None:
    square = compiled(16, options=OutputOptions(width=320, height=320))
    assert render_still(square.timeline, 5).rgba[..., 0].max() > 200


def test_deeper_ones_are_refused() -> None:
    with pytest.raises(LimitExceeded, match="more than 16 deep"):
        compiled(17)


@pytest.mark.parametrize(("depth", "uses"), [(8, 10), (16, 2), (3, 60)])
def test_a_few_levels_that_multiply_are_refused_at_once(depth: int, uses: int) -> None:
    with pytest.raises(LimitExceeded, match="50000 clips"):
        compiled(depth, uses)


def test_a_compound_clip_used_often_is_no_bomb() -> None:
    assert compiled(2, 60).timeline.length_frames == 30
