"""Colour tables from .cube files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cutroom.core.errors import MediaError
from cutroom.effects.cube import apply_cube, load_cube, parse_cube


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
    image = rng.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    image[0, :2] = ((0, 0, 0), (255, 255, 255))
    return image


@pytest.mark.parametrize("size", [2, 17, 33])
def test_identity_changes_nothing_beyond_rounding(size: int) -> None:
    image = colours()
    drawn = apply_cube(image, parse_cube(cube_text(size)))
    assert np.abs(drawn.astype(int) - image).max() <= 2


def test_rows_run_red_fastest() -> None:
    image = colours()
    drawn = apply_cube(image, parse_cube(cube_text(9, swap=True)))
    assert np.abs(drawn.astype(int) - image[..., ::-1]).max() <= 4


def test_values_between_points_are_interpolated() -> None:
    text = "LUT_3D_SIZE 2\n" + "\n".join(
        f"{r * g} {g * b} {b * r}" for b in (0, 1) for g in (0, 1) for r in (0, 1)
    )
    image = colours()
    red, green, blue = (image[..., k] / 255 for k in range(3))
    expected = np.dstack([red * green, green * blue, blue * red]) * 255
    assert np.abs(apply_cube(image, parse_cube(text)) - expected).max() <= 5


def test_a_one_dimensional_table_is_a_curve_a_channel() -> None:
    drawn = apply_cube(colours(), parse_cube("LUT_1D_SIZE 2\n1 0 0.5\n0 1 0.5"))
    image = colours().astype(int)
    assert np.abs(drawn[..., 0].astype(int) - (255 - image[..., 0])).max() <= 1
    assert (drawn[..., 1] == image[..., 1]).all()
    assert np.abs(drawn[..., 2].astype(int) - 128).max() <= 1


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
