"""Stickers of the set on the canvas: size, sharpness, loops, plates."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.curves import flat
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.geometry import Size
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture
from cutroom.render.contents import STICKER_MARGIN
from cutroom.render.engine import render_still
from cutroom.render.keys import KeyMaker
from cutroom.render.slices import part_of
from cutroom.render.stickers import StickerPainter
from cutroom.stickers.library import drawings, find_by_id
from cutroom.text.faces import FaceLibrary
from cutroom.timeline.model import Clip, Placement, StickerContent
from tests.render.scenes import HEIGHT, WIDTH, extent, layers

FACES = FaceLibrary()


def content(sticker: str) -> StickerContent:
    found = find_by_id(sticker)
    assert found is not None
    loop_s = Fraction(found.loop_s).limit_denominator(1000)
    return StickerContent(sticker, found.width, found.height, loop_s=loop_s)


def stuck(sticker: str, placement: Placement | None = None, side: float = 100.0) -> Clip:
    shown = content(sticker)
    return Clip(
        where="sticker",
        start_frame=0,
        length_frames=30,
        content=shown,
        fitted=Size(side, side * shown.height / shown.width),
        placement=placement or Placement(),
    )


def drawn(sticker: str, phase: float = 0.0, scale: float = 0.5) -> Picture:
    log = DiagnosticLog()
    return StickerPainter(FACES, log).draw(content(sticker), phase, scale, "here").picture


def test_every_drawing_shows_something_and_stays_inside_its_own_area() -> None:
    painter = StickerPainter(FACES, DiagnosticLog())
    for sticker in drawings():
        for phase in (0.0, 0.3, 0.6, 0.9) if sticker.moves else (0.0,):
            shown = painter.draw(content(sticker.id), phase, 0.5, "").picture
            alpha = shown.rgba[..., 3]
            edge = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
            assert edge.max() < 40, (sticker.id, phase)
        assert any(
            painter.draw(content(sticker.id), p, 0.5, "").picture.rgba[..., 3].mean() > 1.0
            for p in (0.0, 0.3, 0.6)
        ), sticker.id


def test_a_sticker_stands_where_its_clip_is_placed_at_its_size() -> None:
    for x, y in ((0.0, 0.0), (0.4, 0.4), (-0.4, -0.3)):
        made = layers(stuck("sticker-number-1", Placement(flat(x), flat(y))))
        left, top, right, bottom = extent(render_still(made, 0).planes.y > 60)
        assert (left + right) / 2 == pytest.approx(WIDTH / 2 * (1 + x), abs=1.5)
        assert (top + bottom) / 2 == pytest.approx(HEIGHT / 2 * (1 - y), abs=1.5)
        # A disc of 116 units and its rim on an area of 140.
        assert right - left == pytest.approx(100 * 130 / 140, abs=3)


def test_a_sticker_is_crisp_at_any_scale() -> None:
    made = layers(stuck("sticker-arrow-right", Placement(scale_x=flat(3.0), scale_y=flat(3.0))))
    column = render_still(made, 0).planes.y[:, WIDTH // 2 - 60].astype(int)
    steps = np.abs(np.diff(column))
    # The white rim against the red body: one step, not a slope.
    assert steps.max() > 100


def test_an_emoji_is_drawn_in_colour_at_the_size_of_its_area() -> None:
    picture = drawn("emoji-1f600", scale=1.0)
    alpha = picture.rgba[..., 3] > 128
    left, top, right, bottom = extent(alpha)
    assert 150 < right - left < 200
    assert 150 < bottom - top < 200
    center = picture.rgba[picture.height // 3, picture.width // 2, :3].astype(int)
    assert center[0] > 200 > 120 > center[2], "a yellow face"


def test_a_moving_sticker_loops_at_its_own_rate_and_a_still_one_stands() -> None:
    moving, still = (layers(stuck(f"sticker-arrow-right{end}")) for end in ("-moving", ""))
    frames = [render_still(moving, frame).planes.y for frame in (0, 6, 18, 24)]
    assert np.abs(frames[0].astype(int) - frames[1]).max() > 50
    assert np.array_equal(frames[0], frames[3]), "0.8 s are 24 frames"
    first, last = (render_still(still, frame).planes.y for frame in (0, 29))
    assert np.array_equal(first, last)


def test_the_phase_of_a_loop_counts_from_the_clips_start_whatever_the_frame_rate() -> None:
    loop = content("sticker-arrow-right-moving")
    assert loop.phase_at(Fraction(0)) == 0.0
    assert loop.phase_at(Fraction(2, 5)) == pytest.approx(0.5)
    assert loop.phase_at(Fraction(6, 5)) == pytest.approx(0.5)
    assert loop.phase_at(Fraction(-1, 5)) == pytest.approx(0.75)
    assert content("sticker-like").phase_at(Fraction(1, 3)) == 0.0


def test_a_part_of_a_video_goes_on_with_the_loop_where_the_part_before_it_ended() -> None:
    whole = layers(stuck("sticker-arrow-right-moving"))
    part = part_of(whole, 10, 20)
    for frame in range(10):
        expected = render_still(whole, 10 + frame).planes.y
        assert np.array_equal(render_still(part, frame).planes.y, expected)
    still = layers(stuck("sticker-arrow-right"))
    assert part_of(still, 10, 20) == part_of(still, 0, 10), "one picture, one name"


def test_fonts_count_in_the_names_of_parts_with_stickers(tmp_path: Path) -> None:
    (tmp_path / "new.ttf").write_bytes(b"a font")
    made = part_of(layers(stuck("emoji-1f600")), 0, 10)
    settings = EncodeSettings(320, 240, Fraction(30), audio=False)
    first, second = (
        KeyMaker(made, settings, folders).of_part(made) for folders in ((), (tmp_path,))
    )
    assert first != second


def test_a_plate_shows_its_label_whatever_it_says() -> None:
    painter = StickerPainter(FACES, DiagnosticLog())
    for label in (
        "小花",
        "a very long name of a sticker that nobody has",
        "\u202e😀\n\n" * 9,
        "W" * 60,
    ):
        plate = painter.draw(StickerContent("", 180, 180, label=label), 0.0, 0.5, "").picture
        assert plate.rgba[plate.height // 2, int((STICKER_MARGIN + 12) * 0.5), 3] > 150
        assert (plate.rgba[..., :3].min(axis=-1) > 180).sum() > 30, "white letters"


def test_a_sticker_of_absurd_scale_stays_within_bounds() -> None:
    sprite = StickerPainter(FACES, DiagnosticLog()).draw(content("sticker-like"), 0.0, 1e9, "")
    assert max(sprite.picture.width, sprite.picture.height) <= 4100
