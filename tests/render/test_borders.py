"""Outlines, shadows, text masks and masks of colour adjustments, on pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.geometry import Size
from cutroom.render.engine import render_still
from cutroom.render.studio import Studio
from cutroom.timeline.model import (
    Clip,
    DropShadow,
    FontRequest,
    Mask,
    Outline,
    Paint,
    Placement,
    TextContent,
    TextSpan,
    TextStyle,
    Treatment,
)
from tests.render.scenes import BLACK, GREY, RED, WHITE, box, extent, layers, whole

STYLE = TextStyle(FontRequest(), 90.0, Paint((WHITE,)))
LETTERS = TextContent("HII", (TextSpan(0, 3, STYLE),))


def mask(shape: str, **fields: object) -> Mask:
    made = {
        "center_x": flat(0.0), "center_y": flat(0.0), "width": flat(0.5), "height": flat(0.5),
        "rotation": flat(0.0), "feather": flat(0.0),
    }  # fmt: skip
    return Mask(shape, **(made | fields))  # type: ignore[arg-type]


def rgb(*clips: Clip) -> np.ndarray:
    return np.array(render_still(layers(*clips), 5).rgba[..., :3], int)


def is_color(picture: np.ndarray, color: Color, within: int = 12) -> np.ndarray:
    return np.abs(picture - color.as_bytes()[:3]).max(axis=2) <= within


# Greys, so that chroma of half resolution does not blur what is measured.
CARD = box(BLACK, Size(100, 60))


def test_an_outline_lies_around_the_clip_at_its_width() -> None:
    drawn = rgb(whole(GREY), replace(CARD, outline=Outline(WHITE, 0.1)))
    # A tenth of the shorter side of 60.
    assert extent(is_color(drawn, WHITE)) == (104.0, 84.0, 216.0, 156.0)
    assert extent(is_color(drawn, BLACK)) == (110.0, 90.0, 210.0, 150.0)


def test_an_outline_grows_with_the_clip_and_follows_its_mask() -> None:
    twice = Placement(scale_x=flat(2.0), scale_y=flat(2.0))
    drawn = rgb(whole(GREY), replace(CARD, outline=Outline(WHITE, 0.1), placement=twice))
    assert extent(is_color(drawn, WHITE)) == (48.0, 48.0, 272.0, 192.0)
    round_ = replace(CARD, outline=Outline(WHITE, 0.1), mask=mask("ellipse"))
    left, top, right, bottom = extent(is_color(rgb(whole(GREY), round_), WHITE))
    assert (right - left, bottom - top) == (pytest.approx(62, abs=2), pytest.approx(42, abs=2))


def test_a_shadow_falls_where_its_angle_points() -> None:
    shadow = DropShadow(BLACK, distance=0.5, angle=0.0, blur=0.0)
    card = box(GREY, Size(100, 60))
    drawn = rgb(whole(WHITE), replace(card, shadow=shadow))
    assert extent(is_color(drawn, BLACK)) == (210.0, 90.0, 240.0, 150.0)
    below = rgb(whole(WHITE), replace(card, shadow=replace(shadow, angle=90.0)))
    assert extent(is_color(below, BLACK)) == (110.0, 150.0, 210.0, 180.0)


def test_a_soft_shadow_is_half_as_dark_at_its_edge() -> None:
    shadow = DropShadow(BLACK, distance=0.5, angle=90.0, blur=0.05)
    drawn = rgb(whole(WHITE), replace(CARD, shadow=shadow))
    assert drawn[180, 160, 0] == pytest.approx(127, abs=25)
    assert drawn[165, 160, 0] < 8


def test_a_huge_border_stays_within_bounds() -> None:
    shadow = DropShadow(BLACK, distance=0.25, angle=45.0, blur=0.12)
    huge = Placement(scale_x=flat(900.0), scale_y=flat(900.0))
    drawn = rgb(
        whole(WHITE), replace(CARD, outline=Outline(WHITE, 0.1), shadow=shadow, placement=huge)
    )
    assert is_color(drawn, BLACK).all()


def test_letters_cut_the_clip() -> None:
    cut = replace(box(RED, Size(300, 200)), mask=mask("text", text=LETTERS))
    letters = is_color(rgb(whole(WHITE), cut), RED)
    left, top, right, bottom = extent(letters)
    assert 50 < right - left < 200
    assert (left + right) / 2 == pytest.approx(160, abs=6)
    assert 50 < bottom - top < 90
    inverted = replace(cut, mask=mask("text", text=LETTERS, invert=True))
    share = is_color(rgb(whole(WHITE), inverted), RED).sum() + letters.sum()
    assert share == pytest.approx(300 * 200, rel=0.06)


def test_letters_move_turn_and_grow_bolder() -> None:
    clip = box(RED, Size(300, 200))
    plain = is_color(rgb(whole(WHITE), replace(clip, mask=mask("text", text=LETTERS))), RED)
    moved = mask("text", text=LETTERS, center_x=flat(0.2), center_y=flat(-0.1))
    away = is_color(rgb(whole(WHITE), replace(clip, mask=moved)), RED)
    assert extent(away)[0] == pytest.approx(extent(plain)[0] + 30, abs=2)
    assert extent(away)[1] == pytest.approx(extent(plain)[1] + 10, abs=2)
    upright = mask("text", text=LETTERS, rotation=flat(90.0))
    turned = extent(is_color(rgb(whole(WHITE), replace(clip, mask=upright)), RED))
    assert turned[3] - turned[1] == pytest.approx(extent(plain)[2] - extent(plain)[0], abs=3)
    bold = mask("text", text=LETTERS, expansion=flat(0.3))
    assert is_color(rgb(whole(WHITE), replace(clip, mask=bold)), RED).sum() > 1.2 * plain.sum()


def test_soft_letters_have_soft_edges() -> None:
    clip = box(RED, Size(300, 200))
    soft = mask("text", text=LETTERS, feather=flat(0.3))
    drawn = rgb(whole(WHITE), replace(clip, mask=soft))
    between = (drawn[..., 1] > 60) & (drawn[..., 1] < 200)
    hard = rgb(whole(WHITE), replace(clip, mask=mask("text", text=LETTERS)))
    assert between.sum() > 2 * ((hard[..., 1] > 60) & (hard[..., 1] < 200)).sum()


def test_an_adjustment_stays_inside_its_mask() -> None:
    grey = Treatment("adjust", (("saturation", -1.0),), 0, 30, mask=mask("ellipse"))
    drawn = rgb(replace(whole(RED), treatments=(grey,)))
    assert np.ptp(drawn[120, 160]) < 12
    assert is_color(drawn, RED)[20, 20]


def test_a_clip_with_a_masked_adjustment_that_stands_still_is_drawn_once() -> None:
    grey = Treatment("adjust", (("saturation", -1.0),), 0, 30, mask=mask("ellipse"))
    studio = Studio(layers(replace(CARD, treatments=(grey,), outline=Outline(WHITE, 0.1))))
    one, two = (studio.compose(*studio.look_up(frame)) for frame in (3, 4))
    studio.close()
    assert one is two
