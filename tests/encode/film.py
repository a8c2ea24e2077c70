"""Pictures and sound to encode, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.time import samples_from_frames
from cutroom.media.encode import Encoder
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.sound import Samples
from cutroom.picture.picture import Picture, Planes
from tests.media_factory import numbered

WIDTH, HEIGHT, FPS = 320, 240, Fraction(30)
MP4 = EncodeSettings(WIDTH, HEIGHT, FPS)


def scene(index: int, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """A picture as footage is: soft shapes and gradients that move, and its own number."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    rgb = np.empty((height, width, 3), np.float32)
    rgb[..., 0] = 110 + 70 * np.sin((x + 3 * index) / 40) * np.cos(y / 55)
    rgb[..., 1] = 120 + 60 * np.sin((y - 2 * index) / 35 + x / 90)
    rgb[..., 2] = 130 + 60 * np.cos((x + y + 4 * index) / 60)
    texture = np.random.default_rng(5).normal(0, 14, (height * 2, width * 2)).astype(np.float32)
    texture = cv2.GaussianBlur(texture, (0, 0), 2.0) * 2
    shift = 2 * index % width
    rgb += texture[:height, shift : shift + width, None]
    marks = numbered(index, width // 3, height // 4).astype(np.float32)
    rgb[8 : 8 + marks.shape[0], 8 : 8 + marks.shape[1]] = marks
    return picture(np.clip(rgb, 0, 255).astype(np.uint8))


def picture(rgb: NDArray[np.uint8]) -> Picture:
    """Opaque RGB as a picture."""
    return Picture.from_rgba(np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)]), opaque=True)


def flat(level: int, width: int = 64, height: int = 48) -> Picture:
    """One grey."""
    return picture(np.full((height, width, 3), level, np.uint8))


def encode(
    path: Path,
    settings: EncodeSettings,
    pictures: Iterable[Picture],
    samples: Samples | None = None,
) -> Path:
    """Write pictures, each with the sound of its time, as the renderer does."""
    encoder = Encoder(path, settings)
    written = 0
    for number, shown in enumerate(pictures, 1):
        encoder.write_picture(shown)
        end = samples_from_frames(number, settings.fps)
        if samples is not None:
            encoder.write_samples(samples[:, written:end])
            written = end
    encoder.finish()
    return path


def decoded(path: Path) -> list[Planes]:
    """The planes of every frame of a file, as they are coded."""
    with av.open(str(path)) as container:
        return [planes_of(frame) for frame in container.decode(video=0)]


def planes_of(frame: av.VideoFrame) -> Planes:
    """Y, U, V (and alpha) without their padding."""
    found = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        found.append(rows[: plane.height, : plane.width].copy())
    return Planes(found[0], found[1], found[2], found[3] if len(found) > 3 else None)


def psnr(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio in dB."""
    error = float(np.mean((left.astype(np.float64) - right) ** 2))
    return float(10 * np.log10(255**2 / max(error, 1e-9)))
