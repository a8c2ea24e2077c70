"""BT.709 conversions against the matrix in double precision."""

import numpy as np
import pytest

from cutroom.picture.convert import TO_RGB, TO_YUV, planes_from_rgba, rgba_from_planes
from cutroom.picture.picture import Picture


def blocks(seed: int, alpha: int | None = None) -> np.ndarray:
    """Random 2×2 blocks, so that chroma subsampling loses nothing."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (40, 60, 4), dtype=np.uint8)
    small[..., 3] = 255 if alpha is None else alpha
    if alpha is not None:
        small[..., :3] = small[..., :3].astype(int) * alpha // 255
    return np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)


@pytest.mark.parametrize("alpha", [None, 90])
def test_planes_are_within_one_level_of_the_matrix(alpha: int | None) -> None:
    rgba = blocks(1, alpha)
    y, u, v, _alpha = planes_from_rgba(rgba, opaque=alpha is None)
    exact = rgba.astype(float) @ TO_YUV.astype(float).T
    assert np.abs(y - exact[..., 0]).max() < 0.6
    assert np.abs(u - exact[::2, ::2, 1]).max() < 0.6
    assert np.abs(v - exact[::2, ::2, 2]).max() < 0.6


def test_colours_are_within_one_level_of_the_matrix() -> None:
    rng = np.random.default_rng(2)
    y = rng.integers(16, 236, (40, 60), dtype=np.uint8)
    u, v = np.full((20, 30), 90, np.uint8), np.full((20, 30), 170, np.uint8)
    stack = np.stack([y, np.full_like(y, 90), np.full_like(y, 170), np.full_like(y, 255)], -1)
    exact = np.clip(stack.astype(float) @ TO_RGB.astype(float).T, 0, 255)
    assert np.abs(rgba_from_planes(y, u, v, None)[..., :3] - exact).max() < 0.6


def test_primaries_have_their_standard_levels() -> None:
    red = np.zeros((2, 2, 4), np.uint8)
    red[..., 0] = red[..., 3] = 255
    y, u, v, _alpha = planes_from_rgba(red, opaque=True)
    assert (y[0, 0], u[0, 0], v[0, 0]) == (63, 102, 240)


def test_grey_survives_the_round_trip_exactly() -> None:
    grey = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    rgba = np.concatenate([np.repeat(grey, 2, axis=0), np.full((2, 256, 1), 255, np.uint8)], axis=2)
    back = Picture.from_planes(*Picture.from_rgba(rgba, opaque=True).planes).rgba
    assert np.abs(back.astype(int) - rgba).max() <= 1


def test_premultiplied_colours_never_exceed_their_alpha() -> None:
    rgba = blocks(3, 40)
    back = Picture.from_planes(*Picture.from_rgba(rgba).planes).rgba
    assert (back[..., :3] <= back[..., 3:]).all()


@pytest.mark.parametrize("opaque", [True, False])
@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 4), (4, 1), (3, 2)])
def test_tiny_pictures_keep_their_size(size: tuple[int, int], opaque: bool) -> None:
    planes = Picture.from_rgba(np.full((*size, 4), 255, np.uint8), opaque=opaque).planes
    half = ((size[0] + 1) // 2, (size[1] + 1) // 2)
    assert [plane.shape for plane in planes[:3]] == [size, half, half]
    assert Picture.from_planes(*planes).rgba.shape == (*size, 4)


def test_a_hard_edge_keeps_its_colour_through_the_planes() -> None:
    """Chroma is stored at half size: without care an edge pixel gets its neighbours' share of it."""
    rows, columns = np.mgrid[:64, :64]
    disc = np.hypot(columns - 31, rows - 31) < 20
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[disc] = (255, 0, 0, 255)
    planes = Picture.from_rgba(rgba).planes
    back = Picture.from_planes(*planes).rgba
    assert np.abs(back[disc].astype(int) - rgba[disc]).max() <= 3
    assert back[~disc].max() == 0
