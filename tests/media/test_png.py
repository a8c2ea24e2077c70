"""PNG files of ours hold exactly the pixels they were given, whoever reads them."""

from __future__ import annotations

import io

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cutroom.media import png
from cutroom.media.png import png_of


def noise(height: int, width: int, channels: int) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, 256, (height, width, channels), np.uint8)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (9, 1), (64, 64), (301, 467)])
def test_what_is_read_is_what_was_written(size: tuple[int, int], channels: int) -> None:
    pixels = noise(*size, channels)
    for drawn in (pixels, np.zeros_like(pixels), pixels // 64 * 64):
        with Image.open(io.BytesIO(png_of(drawn))) as image:
            image.load()
            assert image.mode == ("RGB" if channels == 3 else "RGBA")
            assert np.array_equal(np.asarray(image), drawn)


def test_other_readers_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_BAND_BYTES", 1000)
    pixels = noise(80, 50, 4)
    data = png_of(pixels)
    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(cv2.cvtColor(read, cv2.COLOR_BGRA2RGBA), pixels)
    with av.open(io.BytesIO(data), format="png_pipe") as container:
        frame = next(container.decode(video=0))
    assert np.array_equal(frame.to_ndarray(format="rgba"), pixels)


def test_the_bytes_do_not_depend_on_the_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_BAND_BYTES", 5000)
    pixels = noise(120, 90, 3)
    made = set()
    for cores in (1, 2, 16):
        monkeypatch.setattr(png.os, "cpu_count", lambda cores=cores: cores)
        made.add(png_of(pixels))
    assert len(made) == 1
