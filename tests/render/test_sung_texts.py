"""Texts that are sung, and texts of templates: from the draft to pixels."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from cutroom.compiler.compile import compile_draft
from cutroom.core.output import OutputOptions
from cutroom.draft.model import Draft
from cutroom.render.engine import render_still
from cutroom.timeline.model import Timeline

SECOND = 1_000_000


def compiled(materials: dict[str, Any], material_id: str) -> Timeline:
    segment = {"material_id": material_id, "target_timerange": {"duration": 2 * SECOND}}
    document = {
        "canvas_config": {"width": 640, "height": 160},
        "tracks": [{"type": "text", "segments": [segment]}],
        "materials": materials,
    }
    return compile_draft(Draft(document), {}, OutputOptions()).timeline


def said(text: str, size: float = 20.0) -> str:
    return json.dumps({"text": text, "styles": [{"range": [0, len(text)], "size": size}]})


def sung(frame: int) -> list[bool]:
    """Which of four squares are red in their middle, and are white before."""
    words = {"text": ["■■", "■", "■"], "start_time": [0, 800, 1600], "end_time": [400, 1200, 2000]}
    text = {"id": "t", "content": said("■■■■"), "ktv_color": "#FF0000", "words": words}
    rgba = render_still(compiled({"texts": [text]}, "t"), frame).rgba.astype(int)
    inked = np.nonzero(rgba[80, :, 0] > 100)[0]
    edges = np.linspace(inked.min(), inked.max(), 5)
    middles = ((edges[:-1] + edges[1:]) / 2).round().astype(int)
    return [bool(rgba[80, x, 1] < 128) for x in middles]


@pytest.mark.parametrize(
    ("frame", "red"),
    [
        (0, [False, False, False, False]),
        (5, [True, False, False, False]),  # 0.17 s: five sixths of the first word's first half
        (14, [True, True, False, False]),
        (23, [True, True, False, False]),  # silence keeps what has been sung
        (36, [True, True, True, False]),
        (59, [True, True, True, True]),
    ],
)
def test_words_take_the_colour_while_they_are_sung(frame: int, red: list[bool]) -> None:
    assert sung(frame) == red


def test_a_character_fills_from_its_left_edge() -> None:
    words = {"text": ["■"], "start_time": [0], "end_time": [2000]}
    text = {"id": "t", "content": said("■"), "ktv_color": "#FF0000", "words": words}
    made = compiled({"texts": [text]}, "t")
    for frame in (15, 30, 45):
        row = render_still(made, frame).rgba[80].astype(int)
        inked = np.nonzero(row[:, 0] > 100)[0]
        share = (row[inked, 1] < 128).mean()
        assert share == pytest.approx(frame / 60, abs=0.08)


def test_the_texts_of_a_template_stand_where_it_puts_them() -> None:
    def clip(x: float, y: float) -> dict[str, Any]:
        return {"clip": {"transform": {"x": x, "y": y}}}

    materials = {
        "text_templates": [
            {
                "id": "m",
                "text_info_resources": [
                    {"text_material_id": "a", "attach_info": clip(-0.5, 0.5)},
                    {"text_material_id": "b", "attach_info": clip(0.5, -0.5)},
                ],
            }
        ],
        "texts": [{"id": name, "content": said("■", 12.0)} for name in ("a", "b")],
    }
    luma = render_still(compiled(materials, "m"), 0).planes.y > 125
    left, right = luma[:, :320], luma[:, 320:]
    centres = [tuple(np.argwhere(half).mean(axis=0)) for half in (left, right)]
    assert centres[0] == pytest.approx((40, 160), abs=5)
    assert centres[1] == pytest.approx((120, 160), abs=5)


def spoken(frame: int, name: str) -> np.ndarray:
    """The row through the middle of a caption of three words said at 0, 0.8 and 1.6 s."""
    words = {"text": ["■", "■", "■"], "start_time": [0, 800, 1600], "end_time": [400, 1200, 2000]}
    text = {"id": "t", "content": said("■■■"), "words": words}
    animation = {"type": "caption", "name": name, "start": 0, "duration": 2 * SECOND}
    materials = {
        "texts": [text],
        "material_animations": [{"id": "a", "animations": [animation]}],
    }
    segment = {
        "material_id": "t",
        "target_timerange": {"duration": 2 * SECOND},
        "extra_material_refs": ["a"],
    }
    document = {
        "canvas_config": {"width": 640, "height": 160},
        "tracks": [{"type": "text", "segments": [segment]}],
        "materials": materials,
    }
    timeline = compile_draft(Draft(document), {}, OutputOptions()).timeline
    return render_still(timeline, frame).rgba[80].astype(int)


@pytest.mark.parametrize(("frame", "shown"), [(8, 1), (20, 1), (32, 2), (56, 3), (59, 3)])
def test_words_of_a_caption_come_when_they_are_said(frame: int, shown: int) -> None:
    whole = np.nonzero(spoken(59, "Word by word")[:, 0] > 100)[0]
    now = np.nonzero(spoken(frame, "Word by word")[:, 0] > 100)[0]
    width = whole.max() - whole.min()
    assert (now.max() - whole.min()) / width == pytest.approx(shown / 3, abs=0.08)


@pytest.mark.parametrize(("frame", "word"), [(8, 0), (20, 0), (32, 1), (56, 2)])
def test_the_word_being_said_is_set_apart(frame: int, word: int) -> None:
    row = spoken(frame, "Highlight")
    inked = np.nonzero(row[:, 0] > 100)[0]
    yellow = inked[(row[inked, 2] < 128)]
    middle = (yellow.mean() - inked.min()) / (inked.max() - inked.min())
    assert middle == pytest.approx((word + 0.5) / 3, abs=0.08)
