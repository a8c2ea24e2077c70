"""The gallery shows every effect in its place, moving, under its name."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.golden.strips import cases
from tools import gallery


def test_every_effect_belongs_to_a_chapter() -> None:
    shown = [case for kind in gallery.KINDS for case in cases() if gallery.kind_of(case) == kind]
    assert sorted(case.name for case in shown) == sorted(case.name for case in cases())


@pytest.mark.parametrize("kind", gallery.KINDS)
def test_a_sheet_shows_the_effect_at_work(kind: str, tmp_path: Path) -> None:
    first = next(case for case in cases() if gallery.kind_of(case) == kind)
    (slot,) = gallery.slots_of([first])
    assert first.effect.id in slot.title
    gallery.write_sheet([slot], tmp_path / "sheet.png")
    sheet = cv2.imread(str(tmp_path / "sheet.png"))
    width, height = gallery.TILE_WIDTH, gallery.TILE_HEIGHT
    assert sheet.shape == (height + gallery.LABEL_HEIGHT, 3 * width * gallery.COLUMNS, 3)
    tiles = [sheet[:height, at * width : (at + 1) * width].astype(float) for at in range(3)]
    assert np.abs(tiles[0] - tiles[1]).mean() > 0.5, "nothing moves"


def test_transitions_join_the_right_clips() -> None:
    joined = [case for case in cases() if case.kind == "transition"][:3]
    timeline = gallery.timeline_of(gallery.slots_of(joined))
    layer = timeline.layers[0]
    assert [transition.before for transition in layer.transitions] == [0, 2, 4]
    for transition in layer.transitions:
        after = layer.clips[transition.before + 1]
        assert transition.start_frame + transition.length_frames / 2 == after.start_frame
