"""Videos that are drawn small are decoded for that, and nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cutroom.core.geometry import Size
from cutroom.media.decode import VideoReader
from tests import media_factory as factory
from tests.golden.compare import difference
from tests.media_factory import Reel, Rgb

WIDTH, HEIGHT, COUNT = 960, 540, 16
SMALL = Size(WIDTH * 0.4, HEIGHT * 0.4)
HEVC = {"preset": "ultrafast", "x265-params": "log-level=none"}
FILMS = {
    "h264.mp4": ("libx264", {"crf": "17", "bf": "3", "preset": "veryfast"}),
    "hevc.mp4": ("libx265", {"crf": "20", **HEVC}),
    "coarse-h264.mp4": ("libx264", {"crf": "34", "bf": "3", "preset": "veryfast"}),
}
"""Footage as cameras write it, and as messengers do."""


def moving_texture() -> Iterator[Rgb]:
    """A pan over soft texture with sharp discs, and noise of its own in every picture."""
    rng = np.random.default_rng(7)
    grain = rng.normal(0, 60, (HEIGHT + COUNT * 6, WIDTH + COUNT * 6, 3)).astype(np.float32)
    scene = np.clip(cv2.GaussianBlur(grain, (0, 0), 3) * 4 + 128, 0, 255).astype(np.uint8)
    for _ in range(60):
        centre = tuple(int(rng.integers(0, side)) for side in scene.shape[1::-1])
        color = [float(level) for level in rng.integers(20, 235, 3)]
        cv2.circle(scene, centre, int(rng.integers(8, 70)), color, -1, cv2.LINE_AA)
    for number in range(COUNT):
        part = scene[number * 5 : number * 5 + HEIGHT, number * 3 : number * 3 + WIDTH]
        noise = rng.normal(0, 4, part.shape).astype(np.int16)
        yield np.asarray(cv2.add(part, noise, dtype=cv2.CV_8U), np.uint8)


@pytest.fixture(scope="module", params=FILMS)
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    codec, options = FILMS[request.param]
    reel = Reel(codec, WIDTH, HEIGHT, options=options, tags={"colorspace": 1, "color_range": 1})
    path = tmp_path_factory.mktemp("films") / request.param
    return factory.write_video(path, moving_texture(), reel)


def picture(reader: VideoReader, number: int, fit: Size | None = None) -> NDArray[np.uint8]:
    return reader.picture_at(Fraction(number, 30), fit).rgba[..., :3]


def test_small_pictures_of_a_small_reader_look_the_same(film: Path) -> None:
    with VideoReader(film) as whole, VideoReader(film, small=True) as small:
        for number in range(COUNT):
            expected, found = picture(whole, number, SMALL), picture(small, number, SMALL)
            # Fine grain may differ, and it moves; a block that is off would be seen.
            assert difference(expected, found).block < 1.0
            error = float(np.mean((expected.astype(np.float64) - found) ** 2))
            assert error < 255**2 / 10**5.5, f"less than 55 dB at {number}"


def test_only_pictures_that_no_other_refers_to_are_left_unsmoothed(film: Path) -> None:
    with VideoReader(film) as whole, VideoReader(film, small=True) as small:
        changed = [
            not np.array_equal(picture(whole, number), picture(small, number))
            for number in range(COUNT)
        ]
    # The key frame is one that others refer to; what followed from it would change everything after.
    assert any(changed)
    assert not changed[0]
    assert not all(changed[1:])


def test_what_was_asked_for_before_does_not_show(film: Path) -> None:
    with VideoReader(film, small=True) as reader:
        forward = [picture(reader, number, SMALL) for number in range(COUNT)]
        for number in (11, 3, 15, 0, 7):
            assert np.array_equal(forward[number], picture(reader, number, SMALL))
