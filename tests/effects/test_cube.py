"""Colour tables from .cube files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cutroom.core.errors import MediaError
from cutroom.effects.atlas import bake, through
from cutroom.effects.cube import load_cube, looked_up, parse_cube
from cutroom.effects.registry import find_filter
from cutroom.effects.spec import Moment
from cutroom.picture.picture import Picture
from tests.golden.chart import letter


def cube_text(size: int, swap: bool = False) -> str:
    """The identity, or red and blue swapped."""
    rows = [f"LUT_3D_SIZE {size}", "# red runs fastest"]
    for b in range(size):
        for g in range(size):
            for r in range(size):
                r1, g1, b1 = (k / (size - 1) for k in (r, g, b))
                rows.append(f"{b1} {g1} {r1}" if swap else f"{r1} {g1} {b1}")
    return "\n".join(rows)


def colours() -> np.ndarray:
    rng = np.random.default_rng(4)
    image = rng.integers(0, 256, (64, 3), dtype=np.uint8)
    image[:2] = ((0, 0, 0), (255, 255, 255))
    return image


def through_text(text: str) -> np.ndarray:
    """The colours through a table, 0–255."""
    cube = parse_cube(text)
    assert cube.points is not None
    return looked_up(cube.points, cube, colours().astype(np.float32) / 255) * 255


@pytest.mark.parametrize("size", [2, 17, 33])
def test_identity_changes_nothing(size: int) -> None:
    assert np.abs(through_text(cube_text(size)) - colours()).max() < 0.01


def test_rows_run_red_fastest() -> None:
    assert np.abs(through_text(cube_text(9, swap=True)) - colours()[:, ::-1]).max() < 0.01


def test_values_between_points_are_interpolated() -> None:
    text = "LUT_3D_SIZE 2\n" + "\n".join(
        f"{r * g} {g * b} {b * r}" for b in (0, 1) for g in (0, 1) for r in (0, 1)
    )
    red, green, blue = (colours()[:, k] / 255 for k in range(3))
    expected = np.stack([red * green, green * blue, blue * red], axis=1) * 255
    assert np.abs(through_text(text) - expected).max() < 0.01


def test_a_domain_is_where_the_table_lies() -> None:
    text = "DOMAIN_MIN 0.5 0 0\n" + cube_text(5)
    drawn = through_text(text)
    expected = np.clip(colours()[:, 0] / 255 - 0.5, 0, 1) * 2 * 255
    assert np.abs(drawn[:, 0] - expected).max() < 0.1


def test_a_one_dimensional_table_is_a_curve_a_channel() -> None:
    curves = parse_cube("LUT_1D_SIZE 2\n1 0 0.5\n0 1 0.5").curves
    assert curves is not None
    level = np.arange(256)
    assert np.abs(curves[0] - (255.0 - level)).max() <= 1
    assert (curves[1] == level).all()
    assert np.abs(curves[2] - 128.0).max() <= 1


def soft_picture(width: int, height: int) -> Picture:
    x, y = np.meshgrid(np.linspace(0.15, 0.8, width), np.linspace(0.2, 0.75, height))
    rgba = np.dstack([x, y, (1.1 - x) * 0.8, np.ones_like(x)])
    return Picture.from_rgba(np.rint(rgba * 255).astype(np.uint8), opaque=True)


@pytest.mark.parametrize("size", [(128, 72), (33, 21)])
def test_a_picture_goes_through_a_table_on_its_planes(size: tuple[int, int]) -> None:
    text = "LUT_3D_SIZE 9\n" + "\n".join(
        f"{(r / 8) ** 1.3} {0.1 + 0.8 * g / 8} {b / 8 * (1 - r / 24)}"
        for b in range(9)
        for g in range(9)
        for r in range(9)
    )
    cube = parse_cube(text)
    points = cube.points
    assert points is not None
    picture = soft_picture(*size)
    planar = Picture.from_planes(*picture.planes[:3])
    drawn = through(planar, bake(lambda rgb: looked_up(points, cube, rgb))).rgba[..., :3]
    flat = planar.rgba[..., :3].reshape(-1, 3).astype(np.float32) / 255
    expected = looked_up(points, cube, flat).reshape(size[1], size[0], 3) * 255
    gap = np.abs(drawn - expected)[1:-1, 1:-1]
    assert gap.max() <= 6
    assert gap.mean() <= 1.2


def test_a_cut_out_keeps_its_alpha(tmp_path: Path) -> None:
    path = tmp_path / "same.cube"
    path.write_text(cube_text(5), encoding="utf-8")
    effect = find_filter("lut")
    assert effect is not None
    cut = letter(40, 40, 1)
    drawn = effect.apply(cut, effect.params(path=str(path)), Moment(0.0, 0.0, 1.0, 0))
    assert np.array_equal(drawn.alpha, cut.alpha)
    inside = cut.rgba[..., 3] == 255
    assert np.abs(drawn.rgba[inside].astype(int) - cut.rgba[inside])[:, 1].mean() < 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LUT_3D_SIZE 2\n0 0 0",
        "LUT_3D_SIZE 9999\n0 0 0",
        "LUT_3D_SIZE x",
        "LUT_1D_SIZE 2\nnan 0 0\n0 0 0",
        "LUT_1D_SIZE 2\n1 2\n3 4",
        "LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1",
        "LUT_1D_SIZE 2\nDOMAIN_MIN 1\n0 0 0\n1 1 1",
    ],
)
def test_a_bad_table_is_a_media_error_that_names_the_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.cube"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MediaError, match=r"bad\.cube"):
        load_cube(str(path))


def test_a_missing_table_is_a_media_error() -> None:
    with pytest.raises(MediaError, match=r"nowhere\.cube"):
        load_cube("nowhere.cube")
