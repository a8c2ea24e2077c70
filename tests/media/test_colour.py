"""Colours come out as they were meant, whatever matrix, range, depth, gamut or light they were stored in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import av
import numpy as np
import pytest

from cutroom.core.geometry import Size
from cutroom.media.colour import linear_table, tone_gain, weights_of
from cutroom.media.decode import VideoReader
from cutroom.picture.picture import Picture
from tests import media_factory as factory
from tests.media_factory import BT601, BT709, BT2020, PATCHES, Coding, Reel

SDR_2020 = replace(BT2020, primaries=9)
CODINGS = {
    "709": BT709,
    "709 full range": replace(BT709, full=True),
    "709 10 bit": replace(BT709, bits=10),
    "709 10 bit full range": replace(BT709, bits=10, full=True),
    "709 unsampled": replace(BT709, subsampled=False),
    "601": BT601,
    "601 full range": replace(BT601, full=True),
    "601 10 bit": replace(BT601, bits=10),
    "2020 matrix on 709 primaries": replace(BT2020, primaries=1),
    "240M": Coding(red=0.212, blue=0.087, primaries=7, transfer=7, matrix=7),
}


def first_picture(path: Path, fit: Size | None = None) -> Picture:
    with VideoReader(path) as reader:
        return reader.picture_at(Fraction(0), fit)


def levels(path: Path, count: int, fit: Size | None = None) -> np.ndarray:
    return factory.patch_levels(first_picture(path, fit).rgba, count)


@pytest.mark.parametrize("name", CODINGS)
def test_patches_have_their_levels(tmp_path: Path, name: str) -> None:
    path = factory.patch_video(tmp_path / "patches.mkv", PATCHES, CODINGS[name])
    found = levels(path, len(PATCHES))
    assert np.abs(found - np.array(PATCHES) * 255).max() <= 3, found


@pytest.mark.parametrize("name", ["709 full range", "601", "709 10 bit"])
def test_patches_have_their_levels_at_another_size(tmp_path: Path, name: str) -> None:
    path = factory.patch_video(tmp_path / "patches.mkv", PATCHES, CODINGS[name])
    found = levels(path, len(PATCHES), Size(200, 40))
    assert np.abs(found - np.array(PATCHES) * 255).max() <= 3, found


def test_planes_of_plain_video_are_passed_on_as_they_are(tmp_path: Path) -> None:
    path = factory.patch_video(tmp_path / "patches.mkv", PATCHES, BT709)
    picture = first_picture(path)
    assert picture.is_planar
    middle = []
    for index in range(len(PATCHES)):
        across = Fraction(2 * index + 1, 2 * len(PATCHES))
        at = ((p.shape[0] // 2, int(across * p.shape[1])) for p in picture.planes[:3])
        middle.append(tuple(int(p[spot]) for p, spot in zip(picture.planes, at, strict=False)))
    assert middle == [factory.coded(rgb, BT709) for rgb in PATCHES]


@pytest.mark.parametrize(
    ("size", "expected"),
    [((720, 576), BT601), ((1280, 720), BT709), ((1920, 1080), BT709), ((720, 1280), BT709)],
)
def test_without_a_tag_the_size_tells_the_matrix(size: tuple[int, int], expected: Coding) -> None:
    assert weights_of(av.VideoFrame(*size, "yuv420p")) == (expected.red, expected.blue)


def test_untagged_small_video_is_read_as_601(tmp_path: Path) -> None:
    untagged = factory.patch_video(tmp_path / "untagged.mkv", PATCHES, BT601, tagged=False)
    found = levels(untagged, len(PATCHES))
    assert np.abs(found - np.array(PATCHES) * 255).max() <= 3, found


def test_rgb_video_keeps_its_levels(tmp_path: Path) -> None:
    reel = Reel(codec="ffv1", width=64, height=48, pixel_format="bgr0", options={})
    frame = av.VideoFrame.from_ndarray(factory.corners(64, 48), format="rgb24")
    path = factory.write_video(tmp_path / "rgb.mkv", [frame.reformat(format="bgr0")], reel)
    assert (
        np.abs(first_picture(path).rgba[..., :3].astype(int) - factory.corners(64, 48)).max() <= 1
    )


def test_grey_video_is_grey(tmp_path: Path) -> None:
    ramp = np.tile(np.arange(0, 256, 4, dtype=np.uint8), (32, 1))
    reel = Reel(codec="ffv1", width=64, height=32, pixel_format="gray", options={})
    frame = av.VideoFrame.from_ndarray(ramp, format="gray")
    path = factory.write_video(tmp_path / "grey.mkv", [frame], reel)
    rgba = first_picture(path).rgba
    assert np.abs(rgba[..., :3].astype(int) - ramp[..., None]).max() <= 2


# -- wide gamut and HDR ----------------------------------------------------------------------------

TO_2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])


def in_2020(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """A BT.709 colour as the R′G′B′ that shows the same with BT.2020 primaries (gamma 2.4)."""
    light = np.clip(TO_2020 @ np.array(rgb) ** 2.4, 0, 1)
    return tuple(float(v) for v in light ** (1 / 2.4))  # type: ignore[return-value]


def test_wide_gamut_colours_are_shown_as_what_they_are(tmp_path: Path) -> None:
    inside = [rgb for rgb in PATCHES if max(rgb) < 1]
    path = factory.patch_video(tmp_path / "wide.mkv", [in_2020(c) for c in inside], SDR_2020)
    found = levels(path, len(inside))
    assert np.abs(found - np.array(inside) * 255).max() <= 4, found


def test_colours_outside_the_gamut_stay_in_range_and_in_hue(tmp_path: Path) -> None:
    pure = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    path = factory.patch_video(tmp_path / "pure.mkv", pure, SDR_2020)
    found = levels(path, 3)
    for index in range(3):
        assert found[index].argmax() == index
        assert found[index, index] >= 250


def pq(nits: float) -> float:
    """The PQ code 0–1 of a luminance (SMPTE ST 2084)."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = (nits / 10_000) ** m1
    return float(((c1 + c2 * power) / (1 + c3 * power)) ** m2)


def hlg(light: float) -> float:
    """The HLG code 0–1 of scene light 0–1 (ARIB STD-B67)."""
    if light <= 1 / 12:
        return float((3 * light) ** 0.5)
    return float(0.17883277 * np.log(12 * light - 0.28466892) + 0.55991073)


NITS = (0.1, 1.0, 10.0, 26.0, 50.0, 101.0, 203.0, 400.0, 1000.0, 4000.0)


def hdr_video(path: Path, transfer: int) -> Path:
    # 203 nits are 75 % HLG on a 1000-nit display: scene light 0.2650.
    code = pq if transfer == 16 else lambda nits: hlg(min(1.0, (nits / 1000) ** (1 / 1.2)))
    coding = replace(BT2020, transfer=transfer)
    return factory.patch_video(path, [(code(n),) * 3 for n in NITS], coding)


@pytest.mark.parametrize("transfer", [16, 18], ids=["PQ", "HLG"])
def test_hdr_white_is_bright_and_highlights_keep_their_steps(tmp_path: Path, transfer: int) -> None:
    found = levels(hdr_video(tmp_path / "hdr.mkv", transfer), len(NITS))
    assert np.ptp(found, axis=1).max() <= 2.0, "grey stays grey"
    grey = dict(zip(NITS, found.mean(axis=1), strict=True))
    assert 215 <= grey[203.0] <= 240, "diffuse white"
    assert grey[1000.0] >= 253, "peak"
    assert grey[203.0] + 8 < grey[400.0] < grey[1000.0] - 4
    shadows = [nits for nits in NITS if nits < 102]
    expected = [255 * (nits / 203) ** (1 / 2.4) for nits in shadows]
    assert [grey[n] for n in shadows] == pytest.approx(expected, abs=3), "below the knee as it is"


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_colours_keep_their_hue_and_stay_in_range(transfer: int) -> None:
    colors = ((4.0, 1.0, 0.5), (0.2, 0.9, 0.1), (1.0, 1.0, 0.9), (40.0, 0.0, 3.0))
    for color in colors if transfer == 16 else np.array(colors) / 40:
        light = [np.full((2, 2), level, np.float32) for level in color]
        gain = tone_gain(light, transfer)
        assert gain.shape == (2, 2)
        assert max(color) * float(gain[0, 0]) <= 1.001 or max(color) > 1000 / 203


@pytest.mark.parametrize("transfer", [1, 14, 16, 18])
def test_light_grows_with_the_code(transfer: int) -> None:
    table = linear_table(transfer)
    assert table[0] == 0.0
    assert (np.diff(table) >= 0).all()


# -- alpha -----------------------------------------------------------------------------------------


def see_through(width: int = 64, height: int = 48) -> np.ndarray:
    """The four corners, opaque above, half and fully transparent below."""
    rgba = np.dstack([factory.corners(width, height), np.full((height, width), 255, np.uint8)])
    rgba[height // 2 :, : width // 2, 3] = 128
    rgba[height // 2 :, width // 2 :, 3] = 0
    return np.asarray(rgba, np.uint8)


@pytest.mark.parametrize(
    ("name", "reel"),
    [
        ("a.mov", Reel(codec="prores_ks", pixel_format="yuva444p10le", options={"profile": "4444"})),
        ("a.webm", Reel(codec="libvpx-vp9", pixel_format="yuva420p", options={"crf": "10"})),
        ("v.webm", Reel(codec="libvpx", pixel_format="yuva420p", options={"b": "2M", "auto-alt-ref": "0"})),
        ("a.mkv", Reel(codec="ffv1", pixel_format="yuva420p", options={})),
        ("r.mov", Reel(codec="qtrle", pixel_format="argb", options={})),
        ("p.mov", Reel(codec="png", pixel_format="rgba", options={})),
    ],
)  # fmt: skip
def test_alpha_is_kept_and_colours_are_premultiplied(tmp_path: Path, name: str, reel: Reel) -> None:
    reel = replace(reel, width=64, height=48)
    path = factory.write_video(tmp_path / name, [see_through()] * 3, reel)
    picture = first_picture(path)
    assert not picture.opaque
    rgba = picture.rgba.astype(int)
    above = {(12, 16): (255, 0, 0, 255), (12, 48): (0, 255, 0, 255)}
    expected = above | {(36, 16): (0, 0, 128, 128), (36, 48): (0, 0, 0, 0)}
    for (y, x), color in expected.items():
        assert np.abs(rgba[y, x] - color).max() <= 6, (y, x, rgba[y, x])
    assert (rgba[..., :3] <= rgba[..., 3:]).all()


def test_video_that_could_be_see_through_but_is_not_is_opaque(tmp_path: Path) -> None:
    solid = see_through()
    solid[..., 3] = 255
    reel = Reel(codec="ffv1", width=64, height=48, pixel_format="yuva420p", options={})
    assert first_picture(factory.write_video(tmp_path / "a.mkv", [solid], reel)).opaque


# -- turning and stretching ------------------------------------------------------------------------

TURNED = {
    0: ("red", "green", "blue", "white"),
    90: ("green", "white", "red", "blue"),
    180: ("white", "blue", "green", "red"),
    270: ("blue", "red", "white", "green"),
}
"""Corner colours after turning counter-clockwise."""


@pytest.mark.parametrize("degrees", TURNED)
@pytest.mark.parametrize("form", ["planar", "packed"])
def test_the_rotation_tag_is_obeyed(tmp_path: Path, degrees: int, form: str) -> None:
    codec, options = ("libx264", {"crf": "12"}) if form == "planar" else ("png", {})
    pixel_format = "yuv420p" if form == "planar" else "rgb24"
    reel = Reel(codec, 128, 96, pixel_format=pixel_format, options=options, rotation=degrees)
    path = factory.write_video(tmp_path / "turned.mov", [factory.corners(128, 96)] * 2, reel)
    picture = first_picture(path)
    assert (picture.width, picture.height) == ((128, 96) if degrees % 180 == 0 else (96, 128))
    assert factory.corner_colors(picture.rgba) == TURNED[degrees]


def test_a_turned_video_fits_the_size_as_it_is_seen(tmp_path: Path) -> None:
    reel = Reel(rotation=90)
    path = factory.write_video(tmp_path / "turned.mp4", [factory.corners(128, 96)] * 2, reel)
    picture = first_picture(path, Size(48, 64))
    assert (picture.width, picture.height) == (48, 64)
    assert factory.corner_colors(picture.rgba) == TURNED[90]


@pytest.mark.parametrize(
    ("aspect", "rotation", "size"),
    [
        (Fraction(4, 3), 0, (171, 96)),
        (Fraction(8, 9), 0, (114, 96)),
        (Fraction(2), 90, (96, 256)),
    ],
)
def test_pixels_that_are_not_square_are_made_square(
    tmp_path: Path, aspect: Fraction, rotation: int, size: tuple[int, int]
) -> None:
    reel = Reel(sample_aspect=aspect, rotation=rotation)
    path = factory.write_video(tmp_path / "wide.mp4", [factory.corners(128, 96)] * 2, reel)
    picture = first_picture(path)
    assert (picture.width, picture.height) == size
    assert factory.corner_colors(picture.rgba) == TURNED[rotation]


def test_a_video_that_changes_its_size_keeps_the_first_one(tmp_path: Path) -> None:
    parts = [
        factory.numbered_video(tmp_path / f"{width}.ts", 10, Reel(width=width, height=96))
        for width in (128, 192)
    ]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    with VideoReader(joined) as reader:
        sizes = {
            (picture.width, picture.height)
            for picture in (reader.picture_at(Fraction(i, 30)) for i in range(30))
        }
    assert sizes == {(128, 96)}


def test_every_shape_of_frame_gives_planes_of_the_right_size(tmp_path: Path) -> None:
    for width, height in product((1, 2, 33, 64), repeat=2):
        fitted = Size(width, height)
        path = factory.patch_video(tmp_path / f"{width}-{height}.mkv", PATCHES[:2], BT601)
        planes = first_picture(path, fitted).planes
        half = ((height + 1) // 2, (width + 1) // 2)
        assert [plane.shape for plane in planes[:3]] == [(height, width), half, half]
