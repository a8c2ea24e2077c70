"""The blend modes against their formulas, and how coverage mixes them in."""

from math import sqrt

import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.geometry import Size
from cutroom.picture.picture import Picture
from cutroom.render.blends import blend, blended
from cutroom.render.engine import render_still
from cutroom.timeline.model import Placement
from tests.render.scenes import box, layers, whole


def soft_light(a: float, b: float) -> float:
    curve = ((16 * a - 12) * a + 4) * a if a <= 0.25 else sqrt(a)
    return a - (1 - 2 * b) * a * (1 - a) if b <= 0.5 else a + (2 * b - 1) * (curve - a)


FORMULAS = {
    "multiply": lambda a, b: a * b,
    "color-dodge": lambda a, b: 0.0 if a == 0 else 1.0 if b == 1 else min(1.0, a / (1 - b)),
    "color-burn": lambda a, b: 1.0 if a == 1 else 0.0 if b == 0 else 1 - min(1.0, (1 - a) / b),
    "linear-burn": lambda a, b: max(0.0, a + b - 1),
    "soft-light": soft_light,
    "hard-light": lambda a, b: 2 * a * b if b <= 0.5 else 1 - 2 * (1 - a) * (1 - b),
    "screen": lambda a, b: 1 - (1 - a) * (1 - b),
    "overlay": lambda a, b: 2 * a * b if a <= 0.5 else 1 - 2 * (1 - a) * (1 - b),
    "lighten": max,
    "darken": min,
}
LEVELS = [0, 1, 40, 63, 64, 100, 127, 128, 200, 254, 255]


def packed(levels: list[int], alpha: int = 255) -> np.ndarray:
    grey = np.array(levels, np.uint8)
    return np.stack([grey, grey, grey, np.full_like(grey, alpha)], axis=-1)[None]


@pytest.mark.parametrize("mode", FORMULAS)
def test_every_mode_is_its_formula(mode: str) -> None:
    pairs = [(a, b) for a in LEVELS for b in LEVELS]
    below, above = packed([a for a, _b in pairs]), packed([b for _a, b in pairs])
    result = blended(below, above, mode, 1.0)  # type: ignore[arg-type]
    for (a, b), level in zip(pairs, result[0, :, 0].tolist(), strict=True):
        assert level == pytest.approx(255 * FORMULAS[mode](a / 255, b / 255), abs=0.51)


@pytest.mark.parametrize("mode", FORMULAS)
def test_opacity_mixes_the_result_with_what_is_below(mode: str) -> None:
    result = blended(packed([120]), packed([200]), mode, 0.5)  # type: ignore[arg-type]
    wanted = 0.5 * 120 + 0.5 * 255 * FORMULAS[mode](120 / 255, 200 / 255)
    assert result[0, 0, 0] == pytest.approx(wanted, abs=2.5)
    assert result[0, 0, 3] == 255


@pytest.mark.parametrize("mode", FORMULAS)
@pytest.mark.parametrize("size", [(1, 1), (7, 5), (32, 18)])
def test_opaque_pictures_blend_as_cut_outs_of_full_alpha_do(
    mode: str, size: tuple[int, int]
) -> None:
    width, height = size
    x, y = np.meshgrid(np.linspace(40, 200, width), np.linspace(60, 220, height))
    below = np.dstack([x, y, (x + y) / 2, np.full_like(x, 255)]).astype(np.uint8)
    above = np.ascontiguousarray(below[::-1, ::-1, [2, 0, 1, 3]])
    drawn = blend(
        *(Picture.from_rgba(rgba, opaque=True) for rgba in (below, above)),
        mode,  # type: ignore[arg-type]
        0.6,
    )
    wanted = Picture.from_rgba(blended(below, above, mode, 0.6), opaque=True)  # type: ignore[arg-type]
    for one, other in zip(drawn.planes[:3], wanted.planes[:3], strict=True):
        assert np.abs(one.astype(int) - other).max() <= 4


def test_over_nothing_a_clip_keeps_its_own_colour() -> None:
    nothing = np.zeros((1, 1, 4), np.uint8)
    assert blended(nothing, packed([90]), "multiply", 1.0).tolist() == packed([90]).tolist()


def test_a_blended_clip_changes_only_its_box() -> None:
    below, above = Color(0.8, 0.6, 0.4), Color(0.5, 0.5, 0.5)
    picture = render_still(
        layers(
            whole(below), box(above, Size(80, 60), blend="multiply", placement=Placement(flat(0.2)))
        ),
        0,
    ).rgba.astype(int)
    assert np.abs(picture[120, 192, :3] - (102, 77, 51)).max() <= 3
    assert np.abs(picture[20, 20, :3] - (204, 153, 102)).max() <= 3
