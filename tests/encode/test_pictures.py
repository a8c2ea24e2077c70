"""How close encoded pictures are to what was given, and that each stands in its own place."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cutroom.core.output import OutputFormat
from cutroom.media.decode import VideoReader
from cutroom.media.stills import AnimationReader
from cutroom.picture.picture import Picture
from tests.encode.film import HEIGHT, MP4, WIDTH, decoded, encode, picture, psnr, scene
from tests.media_factory import number_in, numbered, seen

COUNT = 48
PATCHES = ((255, 255, 255), (0, 0, 0), (128, 128, 128), (200, 40, 40), (40, 180, 60), (50, 60, 220))


@pytest.fixture(scope="module")
def originals() -> list[Picture]:
    return [scene(n) for n in range(COUNT)]


@pytest.fixture(scope="module")
def mp4(originals: list[Picture], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encode(tmp_path_factory.mktemp("mp4") / "film.mp4", MP4, originals)


def test_pictures_keep_forty_decibels_of_luma_and_thirty_seven_of_chroma(
    mp4: Path, originals: list[Picture]
) -> None:
    for given, got in zip(originals, decoded(mp4), strict=True):
        assert psnr(given.planes.y, got.y) >= 40
        assert psnr(given.planes.u, got.u) >= 37
        assert psnr(given.planes.v, got.v) >= 37


def test_every_frame_matches_its_own_original_best(mp4: Path, originals: list[Picture]) -> None:
    lumas = np.stack([p.planes.y for p in originals]).astype(np.int32)
    for index, got in enumerate(decoded(mp4)):
        distance = np.square(lumas - got.y).mean(axis=(1, 2))
        assert int(np.argmin(distance)) == index


@pytest.mark.parametrize("form", ["mp4", "mov", "webm"])
def test_flat_colours_come_back_within_four_levels(tmp_path: Path, form: OutputFormat) -> None:
    width = WIDTH // len(PATCHES) // 2 * 2
    rgb = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for index, color in enumerate(PATCHES):
        rgb[:, index * width : (index + 1) * width] = color
    path = encode(tmp_path / f"a.{form}", replace(MP4, format=form), [picture(rgb)] * 8)
    with VideoReader(path) as reader:
        got = reader.picture_at(Fraction(5, 30)).rgba
    for index, color in enumerate(PATCHES):
        middle = got[40:200, index * width + 12 : (index + 1) * width - 12, :3]
        assert np.abs(middle.reshape(-1, 3).mean(axis=0) - color).max() <= 4


@pytest.mark.parametrize("form", ["mov", "webm"])
def test_numbered_frames_stand_in_their_order(tmp_path: Path, form: OutputFormat) -> None:
    settings = replace(MP4, format=form, width=128, height=96)
    path = encode(tmp_path / f"a.{form}", settings, [picture(numbered(n)) for n in range(40)])
    lumas = [frame.to_ndarray(format="gray") for frame in seen(path)]
    assert [number_in(luma) for luma in lumas] == list(range(40))


def test_planes_reach_the_encoder_without_a_detour(tmp_path: Path) -> None:
    """Lossless settings give back the very planes that went in."""
    generator = np.random.default_rng(2)
    y = generator.integers(16, 236, (48, 64), np.uint8)
    u, v = (generator.integers(16, 241, (24, 32), np.uint8) for _ in "uv")
    settings = replace(MP4, width=64, height=48, crf=0)
    given = Picture.from_planes(y, u, v)
    path = encode(tmp_path / "a.mp4", settings, [given] * 3)
    for got in decoded(path):
        np.testing.assert_array_equal(got.y, y)
        np.testing.assert_array_equal(got.u, u)
        np.testing.assert_array_equal(got.v, v)


def test_a_lower_crf_is_closer_to_the_original(tmp_path: Path, originals: list[Picture]) -> None:
    near, far = (
        decoded(encode(tmp_path / f"{crf}.mp4", replace(MP4, crf=crf), originals[:6]))[3].y
        for crf in (12, 40)
    )
    assert psnr(originals[3].planes.y, near) > psnr(originals[3].planes.y, far) + 6


def see_through() -> Picture:
    """Half transparent orange on the left, opaque blue on the right, nothing below; premultiplied."""
    rgba = np.zeros((48, 64, 4), np.uint8)
    rgba[:32, :32] = (128, 64, 0, 128)
    rgba[:32, 32:] = (40, 60, 220, 255)
    return Picture.from_rgba(rgba)


@pytest.mark.parametrize("form", ["mov", "webm"])
def test_alpha_survives_where_the_format_has_it(tmp_path: Path, form: OutputFormat) -> None:
    settings = replace(MP4, format=form, alpha=True, width=64, height=48, crf=10)
    path = encode(tmp_path / f"a.{form}", settings, [see_through()] * 6)
    with VideoReader(path) as reader:
        got = reader.picture_at(Fraction(3, 30)).rgba.astype(int)
    assert np.abs(got[8:24, 8:24] - (128, 64, 0, 128)).max() <= 8
    assert np.abs(got[8:24, 40:56] - (40, 60, 220, 255)).max() <= 8
    assert got[36:, :, 3].max() <= 8


def test_alpha_of_a_picture_sequence_is_straight(tmp_path: Path) -> None:
    settings = replace(MP4, format="png-sequence", alpha=True, width=64, height=48)
    path = encode(tmp_path / "a.zip", settings, [see_through()])
    with (
        zipfile.ZipFile(path) as archive,
        archive.open("000000.png") as file,
        Image.open(file) as image,
    ):
        assert image.mode == "RGBA"
        assert image.getpixel((5, 5)) == pytest.approx((255, 128, 0, 128), abs=2)
        assert image.getpixel((5, 40))[3] == 0


def test_a_gif_keeps_its_pictures_and_holes(tmp_path: Path) -> None:
    settings = replace(MP4, format="gif", alpha=True, width=64, height=48)
    path = encode(tmp_path / "a.gif", settings, [see_through()] * 3)
    reader = AnimationReader(path)
    got = reader.picture_at(Fraction(0)).rgba.astype(int)
    assert got[40, 10, 3] == 0
    assert np.abs(got[16, 48] - (40, 60, 220, 255)).max() <= 24


def test_a_moving_gif_shows_its_frames_in_order(tmp_path: Path) -> None:
    settings = replace(MP4, format="gif", width=128, height=96, fps=Fraction(10))
    path = encode(tmp_path / "a.gif", settings, [picture(numbered(n)) for n in range(20)])
    reader = AnimationReader(path)
    lumas = [reader.picture_at(Fraction(2 * n + 1, 20)).planes.y for n in range(20)]
    assert [number_in(luma) for luma in lumas] == list(range(20))
