"""The arithmetic that effects share, on both forms of a picture."""

import numpy as np
import pytest

from cutroom.core.color import BLACK, WHITE, Color
from cutroom.picture import sampling
from cutroom.picture.picture import Picture


def chart(*, planar: bool, alpha: bool = False) -> Picture:
    rng = np.random.default_rng(5)
    small = rng.integers(0, 256, (12, 16, 4), dtype=np.uint8)
    rgba = np.repeat(np.repeat(small, 8, axis=0), 8, axis=1)
    rgba[..., 3] = 255
    if alpha:
        rgba[:, :40, 3] = 100
        rgba[..., :3] = rgba[..., :3].astype(int) * rgba[..., 3:] // 255
    picture = Picture.from_rgba(rgba, opaque=not alpha)
    return Picture.from_planes(*picture.planes) if planar else picture


forms = pytest.mark.parametrize(
    ("planar", "alpha"), [(True, False), (False, False), (True, True), (False, True)]
)


@forms
def test_operations_keep_form_and_opacity(planar: bool, alpha: bool) -> None:
    picture = chart(planar=planar, alpha=alpha)
    for moved in (
        sampling.blur(picture, 3.0),
        sampling.flip(picture, horizontal=True),
        sampling.crop(picture, 4, 6, 50, 40),
        sampling.shift(picture, 2.5, -1.0),
        sampling.resize(picture, 77, 51),
        sampling.mix(picture, sampling.flip(picture, vertical=True), 0.3),
    ):
        assert moved.is_planar == planar
        assert moved.opaque == (not alpha)


def test_planar_and_packed_blur_agree() -> None:
    one = sampling.blur(chart(planar=True), 6.0).rgba.astype(int)
    two = sampling.blur(chart(planar=False), 6.0).rgba
    assert np.abs(one - two).mean() < 2.0


def test_a_wide_blur_equals_a_narrow_one_done_often() -> None:
    picture = Picture.from_planes(*sampling.resize(chart(planar=True), 640, 480).planes[:3])
    wide = sampling.blur(picture, 40.0).planes.y.astype(int)
    for _ in range(16):
        picture = sampling.blur(picture, 10.0)
    # Repeated edges are not blurred edges, so only the middle is comparable.
    assert np.abs(wide - picture.planes.y)[120:-120, 160:-160].max() <= 4


def test_mix_ends_are_the_pictures_themselves() -> None:
    one, two = chart(planar=True), sampling.solid(128, 96, WHITE)
    assert sampling.mix(one, two, 0.0) is one
    assert sampling.mix(one, two, 1.0) is two


def test_mix_by_a_mask_takes_either_side() -> None:
    one, two = sampling.solid(32, 32, BLACK), sampling.solid(32, 32, WHITE)
    mask = np.zeros((32, 32), np.uint8)
    mask[:, 16:] = 255
    mixed = sampling.mix_by(one, two, mask).planes.y
    assert (mixed[:, :16] == 16).all()
    assert (mixed[:, 16:] == 235).all()


def test_remap_by_its_own_grid_changes_nothing() -> None:
    picture = chart(planar=True)
    x, y = np.meshgrid(np.arange(128) + 0.5, np.arange(96) + 0.5)
    same = sampling.remap(picture, x.astype(np.float32), y.astype(np.float32))
    assert all(
        np.array_equal(a, b) for a, b in zip(same.planes[:3], picture.planes[:3], strict=True)
    )


def test_what_leaves_a_transparent_border_is_gone() -> None:
    moved = sampling.shift(chart(planar=True), 64.0, 0.0, "transparent")
    alpha = moved.planes.alpha
    assert alpha is not None
    assert not alpha[:, :64].any()
    assert (alpha[:, 64:] == 255).all()


def test_noise_depends_on_the_seed_alone() -> None:
    assert np.array_equal(sampling.noise(20, 10, 7), sampling.noise(20, 10, 7))
    assert not np.array_equal(sampling.noise(20, 10, 7), sampling.noise(20, 10, 8))
    cloud = sampling.cloud(64, 48, 12.0, 3)
    assert cloud.shape == (48, 64)
    assert cloud.min() >= 0.0
    assert cloud.max() <= 1.0


def test_flattening_fills_only_what_is_transparent() -> None:
    picture = sampling.flatten(sampling.solid(8, 8, Color(1, 1, 1, 0.5)), BLACK)
    assert picture.opaque
    assert abs(int(picture.rgba[0, 0, 0]) - 128) <= 2


def test_odd_sizes_keep_their_last_row_and_column() -> None:
    rgba = np.full((5, 7, 4), 255, np.uint8)
    picture = Picture.from_planes(*Picture.from_rgba(rgba, opaque=True).planes)
    flipped = sampling.flip(picture, horizontal=True, vertical=True)
    assert (flipped.planes.y == 235).all()
    assert flipped.planes.u.shape == (3, 4)


@pytest.mark.parametrize("size", [(64, 48), (65, 48), (64, 49), (65, 49)])
@pytest.mark.parametrize("opaque", [True, False])
def test_what_is_turned_has_no_colour_beyond_its_edge(size: tuple[int, int], opaque: bool) -> None:
    width, height = size
    rgba = np.full((height, width, 4), (200, 60, 90, 255), np.uint8)
    packed = Picture.from_rgba(rgba, opaque=opaque)
    planar = Picture.from_planes(*packed.planes)
    lean = np.array([[0.96, -0.28, 40.0], [0.28, 0.96, 20.0], [0.0, 0.0, 1.0]])
    one, two = (sampling.turned(picture, lean, 120, 90) for picture in (planar, packed))
    assert one.chroma_alpha is not None
    assert two.chroma_alpha is not None
    edge = (width + height) * 0.5
    for plane, wanted in zip(
        (one.planes.u, one.chroma_alpha), (two.planes.u, two.chroma_alpha), strict=True
    ):
        # Edges are softer on planes, but no side is wider: what is too much and too little evens out.
        assert abs(int(plane.sum()) - int(wanted.sum())) < 255 * edge * 0.02
