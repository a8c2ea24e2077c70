"""Photos and animated images: upright, in the right colours, at the right time, within memory."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from cutroom.core.errors import LimitExceeded, StorageError
from cutroom.media import images, stills
from cutroom.media.probe import probe
from cutroom.media.stills import AnimationReader, PictureFormat, load_still, write_picture
from cutroom.picture.picture import Picture
from tests import media_factory as factory

UPRIGHT = ("red", "green", "blue", "white")


def corners(width: int = 60, height: int = 40) -> Image.Image:
    return Image.fromarray(factory.corners(width, height))


# -- photos ----------------------------------------------------------------------------------------

STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera stores an upright picture under each EXIF orientation."""


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_a_photo_stands_upright(tmp_path: Path, orientation: int, suffix: str) -> None:
    turn = STORED[orientation]
    image = corners() if turn is None else corners().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"photo{suffix}"
    image.save(path, exif=exif, **({"quality": 95} if suffix == ".jpg" else {}))
    picture, facts = load_still(path), probe(path)
    assert (picture.width, picture.height) == (facts.width, facts.height) == (60, 40)
    assert factory.corner_colors(picture.rgba) == UPRIGHT


@pytest.mark.parametrize(
    "suffix", [".jpg", ".png", ".webp", ".bmp", ".tiff", ".avif", ".ppm", ".gif"]
)
def test_every_format_shows_its_colours(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"photo{suffix}"
    corners().save(path)
    assert factory.corner_colors(load_still(path).rgba) == UPRIGHT
    assert probe(path).kind == "image"


def test_a_name_says_nothing_about_the_format(tmp_path: Path) -> None:
    path = tmp_path / "photo.mp4"
    corners().save(path, "PNG")
    assert probe(path).kind == "image"
    assert factory.corner_colors(load_still(path).rgba) == UPRIGHT


def test_sixteen_bits_of_grey_keep_their_brightness(tmp_path: Path) -> None:
    ramp = np.tile(np.arange(0, 65536, 1024, dtype=np.uint16), (8, 1))
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    found = load_still(tmp_path / "deep.png").rgba[0, :, 1].astype(int)
    assert np.abs(found - ramp[0] / 257).max() <= 1


def test_sixteen_bits_of_colour_keep_their_brightness(tmp_path: Path) -> None:
    reel = factory.Reel(codec="png", width=32, height=16, pixel_format="rgb48be", options={})
    rgb = np.full((16, 32, 3), (200, 100, 50), np.uint8)
    path = factory.write_video(tmp_path / "deep.mov", [rgb], reel)
    data = path.read_bytes()
    start = data.index(b"\x89PNG")
    (tmp_path / "deep.png").write_bytes(data[start : data.index(b"IEND", start) + 8])
    rgba = load_still(tmp_path / "deep.png").rgba
    assert np.abs(rgba[8, 16, :3].astype(int) - (200, 100, 50)).max() <= 1


@pytest.mark.parametrize("form", ["grey", "fraction"])
def test_grey_beyond_eight_bits_in_a_tiff(tmp_path: Path, form: str) -> None:
    grey = np.full((8, 8), 32768, np.int32) if form == "grey" else np.full((8, 8), 0.5, np.float32)
    Image.fromarray(grey).save(tmp_path / "grey.tiff")
    assert abs(int(load_still(tmp_path / "grey.tiff").rgba[4, 4, 0]) - 127) <= 1


def test_a_palette_may_have_a_see_through_entry(tmp_path: Path) -> None:
    image = Image.new("P", (16, 16), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (8, 0, 16, 16))
    image.save(tmp_path / "palette.png", transparency=0)
    picture = load_still(tmp_path / "palette.png")
    assert picture.rgba[8, 4].tolist() == [0, 0, 0, 0]
    assert picture.rgba[8, 12].tolist() == [0, 255, 0, 255]
    assert not picture.opaque


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha_is_premultiplied(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (8, 8), (200, 200, 200, 128)[-len(mode) :]).save(tmp_path / "a.png")
    assert load_still(tmp_path / "a.png").rgba[4, 4].tolist() == [100, 100, 100, 128]


def test_an_alpha_channel_that_hides_nothing_is_left_out(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (10, 20, 30, 255)).save(tmp_path / "solid.png")
    assert load_still(tmp_path / "solid.png").opaque


def test_printing_colours_become_screen_colours(tmp_path: Path) -> None:
    corners().convert("CMYK").save(tmp_path / "print.jpg", quality=95)
    assert factory.corner_colors(load_still(tmp_path / "print.jpg").rgba) == UPRIGHT


def linear_profile() -> bytes:
    """A profile with the primaries of sRGB and a gamma of 1, as bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    for entry in range(count):
        place = 132 + 12 * entry
        if bytes(profile[place : place + 4]) in (b"rTRC", b"gTRC", b"bTRC"):
            curve = int.from_bytes(profile[place + 4 : place + 8], "big")
            profile[curve : curve + 12] = b"curv" + bytes(4) + (0).to_bytes(4, "big")
            profile[place + 8 : place + 12] = (12).to_bytes(4, "big")
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "line".encode("utf-16-be"))


def test_a_colour_profile_is_applied(tmp_path: Path) -> None:
    grey = Image.new("RGB", (8, 8), (55, 55, 55))
    grey.save(tmp_path / "linear.png", icc_profile=linear_profile())
    # 55 of 255 in linear light is 0.2157, which sRGB codes as 128.
    assert abs(int(load_still(tmp_path / "linear.png").rgba[4, 4, 1]) - 128) <= 2


@pytest.mark.parametrize(
    "profile", [b"no profile at all", linear_profile()[:200]], ids=["none", "cut off"]
)
def test_a_broken_colour_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    Image.new("RGB", (8, 8), (55, 66, 77)).save(tmp_path / "p.png", icc_profile=profile)
    assert load_still(tmp_path / "p.png").rgba[4, 4, :3].tolist() == [55, 66, 77]


def test_a_photo_cut_off_shows_its_upper_part(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    corners(200, 200).save(path, compress_level=0)
    path.write_bytes(path.read_bytes()[:60_000])
    assert factory.corner_colors(load_still(path).rgba)[:2] == UPRIGHT[:2]


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_more_pixels_than_any_output_shows_are_halved(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_KEPT_PIXELS", 10_000)
    path = tmp_path / f"large{suffix}"
    corners(300, 200).save(path)
    picture = load_still(path)
    assert (picture.width, picture.height) == (75, 50)
    assert factory.corner_colors(picture.rgba) == UPRIGHT
    assert (probe(path).width, probe(path).height) == (300, 200)


# -- animations ------------------------------------------------------------------------------------

SUFFIXES = (".gif", ".png", ".webp", ".avif")


def shown(reader: AnimationReader, time_ms: int) -> int:
    return factory.number_in(reader.picture_at(Fraction(time_ms, 1000)).rgba[..., 1])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_pictures_change_at_their_times_and_loop(tmp_path: Path, suffix: str) -> None:
    delays = [100, 50, 200, 100, 40]
    path = factory.write_animation(tmp_path / f"a{suffix}", 5, delays)
    facts = probe(path)
    assert (facts.kind, facts.duration_us) == ("animation", 490_000)
    assert facts.fps == Fraction(5_000_000, 490_000)
    starts = {0: 0, 99: 0, 100: 1, 149: 1, 150: 2, 349: 2, 350: 3, 449: 3, 450: 4, 489: 4}
    reader = AnimationReader(path)
    for loop in (0, 1, 7):
        for time_ms, number in starts.items():
            assert shown(reader, time_ms + 490 * loop) == number, time_ms
    assert [shown(reader, t) for t in (450, 0, 350, 100)] == [4, 0, 3, 1], "backwards"
    reader.close()


@pytest.mark.parametrize("suffix", [".gif", ".png", ".webp"])
def test_delays_too_short_to_be_meant_are_a_tenth_of_a_second(tmp_path: Path, suffix: str) -> None:
    assert probe(factory.write_animation(tmp_path / f"a{suffix}", 3, 10)).duration_us == 300_000


def test_a_poster_of_a_png_is_not_part_of_its_animation(tmp_path: Path) -> None:
    pictures = [Image.fromarray(factory.numbered(n, 64, 48)) for n in (100, 1, 2)]
    pictures[0].save(
        tmp_path / "a.png", save_all=True, default_image=True, append_images=pictures[1:],
        duration=100, loop=0,
    )  # fmt: skip
    reader = AnimationReader(tmp_path / "a.png")
    assert [shown(reader, t) for t in (0, 100, 200)] == [1, 2, 1]


def test_what_an_animation_leaves_standing_stands(tmp_path: Path) -> None:
    frames = [Image.new("RGBA", (40, 20), (0, 0, 0, 0)) for _ in range(3)]
    for index, frame in enumerate(frames):
        frame.paste((255, 0, 0, 255), (0, 0, 10 * (index + 1), 20))
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:], duration=100)
    reader = AnimationReader(tmp_path / "a.gif")
    for index in (0, 1, 2):
        row = reader.picture_at(Fraction(index, 10)).rgba[10]
        assert (row[:, 3] == 255).sum() == 10 * (index + 1)


def test_kept_pictures_stay_within_their_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = factory.write_animation(tmp_path / "a.gif", 12)
    reader = AnimationReader(path)
    monkeypatch.setattr(stills, "ANIMATION_BUDGET", 3 * 64 * 48 * 6)
    found = [shown(reader, 100 * index) for index in range(24)]
    assert found == [*range(12), *range(12)]
    assert len(reader._kept) == 3


def test_the_same_picture_of_an_animation_is_the_same_object(tmp_path: Path) -> None:
    reader = AnimationReader(factory.write_animation(tmp_path / "a.webp", 3))
    assert reader.picture_at(Fraction(0)) is reader.picture_at(Fraction(31, 100))


@pytest.mark.parametrize("suffix", [".gif", ".png"])
def test_an_animation_cut_off_goes_on_with_what_it_has(tmp_path: Path, suffix: str) -> None:
    path = factory.write_animation(tmp_path / f"a{suffix}", 20)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    reader = AnimationReader(path)
    found = [shown(reader, 100 * index) for index in range(12)]
    assert found == list(range(12))
    reader.picture_at(Fraction(39, 20))
    assert shown(reader, 0) == 0


def test_a_huge_animation_is_refused_without_decoding_it(tmp_path: Path) -> None:
    path = factory.write_animation(tmp_path / "a.gif", 3)

    def grow(data: bytearray) -> None:
        data[6:10] = (8192).to_bytes(2, "little") * 2

    factory.corrupted(path, grow)
    with pytest.raises(LimitExceeded, match=r"a\.gif"):
        probe(path)
    with pytest.raises(LimitExceeded, match=r"a\.gif"):
        AnimationReader(path)


# -- writing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_a_written_picture_is_read_back(tmp_path: Path, form: PictureFormat) -> None:
    rgba = np.dstack([factory.corners(60, 40), np.full((40, 60), 255, np.uint8)])
    path = tmp_path / "out"
    write_picture(Picture.from_rgba(rgba, opaque=True), path, form)
    assert factory.corner_colors(load_still(path).rgba) == UPRIGHT
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("form", ["png", "webp"])
def test_a_see_through_picture_keeps_its_alpha(tmp_path: Path, form: PictureFormat) -> None:
    rgba = np.zeros((8, 8, 4), np.uint8)
    rgba[:4] = (100, 50, 0, 128)
    write_picture(Picture.from_rgba(rgba), tmp_path / "out", form)
    found = load_still(tmp_path / "out").rgba
    assert np.abs(found[1, 4].astype(int) - (100, 50, 0, 128)).max() <= 3
    assert found[6, 4].tolist() == [0, 0, 0, 0]


def test_a_see_through_picture_stands_on_black_in_a_jpeg(tmp_path: Path) -> None:
    rgba = np.full((16, 16, 4), (100, 50, 0, 128), np.uint8)
    write_picture(Picture.from_rgba(rgba), tmp_path / "out", "jpeg")
    assert (
        np.abs(load_still(tmp_path / "out").rgba[8, 8].astype(int) - (100, 50, 0, 255)).max() <= 4
    )


def test_a_picture_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    picture = Picture.from_rgba(np.zeros((8, 8, 4), np.uint8))
    with pytest.raises(StorageError, match=r"out\.png"):
        write_picture(picture, tmp_path / "nowhere" / "out.png", "png")
    assert list(tmp_path.iterdir()) == []
