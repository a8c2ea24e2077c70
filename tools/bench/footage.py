"""Bench media: photo-like stills and clips with sensor noise, so that codecs work as on footage.

Everything is computed once into the work folder; the seeds are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
FPS = 30


def still(width: int, height: int, seed: int) -> Image:
    """Overlapping discs of many sizes plus 1/f texture: the statistics of natural images."""
    rng = np.random.default_rng(seed)
    image = np.full((height, width, 3), rng.integers(40, 200, 3), np.uint8)
    palette = rng.integers(20, 235, (12, 3))
    for _ in range(1600):
        radius = int(min(0.3 * width, 10 * rng.random() ** -0.6 * width / 1500))
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        color = np.clip(palette[rng.integers(12)] + rng.normal(0, 18, 3), 0, 255)
        axes = (max(radius, 1), max(int(radius * 0.8), 1))
        turn = float(rng.uniform(0, 180))
        cv2.ellipse(image, centre, axes, turn, 0, 360, [float(c) for c in color], -1, cv2.LINE_AA)
    texture = one_over_f(height, width, rng) * 9
    return np.clip(image.astype(np.float32) + texture[..., None], 0, 255).astype(np.uint8)


def one_over_f(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Noise whose power falls with frequency, mean 0, deviation 1."""
    rows, columns = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None]
    frequency = np.hypot(rows, columns)
    frequency[0, 0] = 1
    shape = (height, width // 2 + 1)
    spectrum = rng.standard_normal(shape) + 1j * rng.standard_normal(shape)
    noise = np.fft.irfft2(spectrum / frequency**1.1, (height, width))
    return np.asarray((noise - noise.mean()) / noise.std())


def panned(scene: Image, width: int, height: int, seed: int) -> Callable[[int], Image]:
    """A hand-held pan over a still with a box that crosses it and noise of its own per frame."""
    room_x, room_y = scene.shape[1] - width, scene.shape[0] - height
    rng = np.random.default_rng(seed)
    grains = [cv2.merge([rng.normal(0, 4, (height, width)).astype(np.int16)] * 3) for _ in range(8)]

    def draw(number: int) -> Image:
        t = number / FPS
        x = int(room_x * (0.5 + 0.45 * np.sin(2 * np.pi * t / 9 + seed)))
        y = int(room_y * (0.5 + 0.45 * np.sin(2 * np.pi * t / 7)))
        frame = scene[y : y + height, x : x + width].copy()
        left = int(t * 180) % width
        cv2.rectangle(
            frame, (left, height // 2), (left + height // 5, height * 7 // 10), (240, 90, 40), -1
        )
        return np.asarray(cv2.add(frame, grains[number % 8], dtype=cv2.CV_8U), np.uint8)

    return draw


def write_clip(path: Path, draw: Callable[[int], Image], frames: int) -> None:
    """H.264 CRF 20, GOP 60, tagged BT.709, with a tone as sound."""
    first = draw(0)
    tags = {"color_primaries": 1, "color_trc": 1, "colorspace": 1, "color_range": 1}
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as output:
        options = {"preset": "veryfast", "crf": "20", "g": "60"}
        video = output.add_stream("libx264", rate=FPS, options=options)
        video.height, video.width, video.pix_fmt = first.shape[0], first.shape[1], "yuv420p"
        for name, value in tags.items():
            setattr(video.codec_context, name, value)
        sound = output.add_stream("aac", rate=48_000)
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(draw(number), format="rgb24")
            output.mux(video.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709")))
        output.mux(video.encode(None))
        for packet_start in range(0, frames * 1600, 1024):
            t = (packet_start + np.arange(1024)) / 48_000
            tone = 0.25 * np.sin(2 * np.pi * 220 * t)
            block = av.AudioFrame.from_ndarray(
                np.stack([tone, tone]).astype(np.float32), format="fltp", layout="stereo"
            )
            block.sample_rate, block.pts, block.time_base = (
                48_000,
                packet_start,
                Fraction(1, 48_000),
            )
            output.mux(sound.encode(block))
        output.mux(sound.encode(None))


def write_music(path: Path, seconds: int) -> None:
    """Chords with a beat, PCM."""
    t = np.arange(48_000 * seconds) / 48_000
    beat = np.exp(-1.2 * np.mod(t, 1))
    chord = sum(np.sin(2 * np.pi * f * t) for f in (220.0, 277.18, 329.63))
    wave = np.clip(0.18 * np.asarray(chord) * beat, -1, 1)
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=48_000)
        stereo = (np.stack([wave, wave]) * 32767).astype(np.int16)
        packed = np.ascontiguousarray(stereo.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def ensure_media(folder: Path) -> None:
    """Draw whatever is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, seed in (("A", 11), ("B", 12), ("C", 13)):
        if not (folder / f"{name}.mp4").exists():
            print(f"drawing {name}.mp4", flush=True)
            write_clip(
                folder / f"{name}.mp4", panned(still(2800, 1600, seed), 1920, 1080, seed), 300
            )
    if not (folder / "D4K.mp4").exists():
        print("drawing D4K.mp4", flush=True)
        write_clip(folder / "D4K.mp4", panned(still(4400, 2500, 14), 3840, 2160, 14), 150)
    for number in (1, 2, 3):
        photo = folder / f"photo{number}.jpg"
        if not photo.exists():
            cv2.imwrite(str(photo), still(3000, 2000, number), [cv2.IMWRITE_JPEG_QUALITY, 92])
    if not (folder / "sticker.png").exists():
        cv2.imwrite(str(folder / "sticker.png"), star())
    if not (folder / "music.wav").exists():
        write_music(folder / "music.wav", 30)


def find_fonts() -> Path:
    """The folder of the CJK font that both sides draw with."""
    for entry in map(Path, sys.path):
        for font in entry.glob("noto_cjk*/**/*.[ot]t[cf]"):
            return font.parent
    sys.exit("the CJK font package is not installed: make setup")


def star() -> Image:
    """A five-pointed star with alpha, 320×320, BGRA."""
    image = np.zeros((320, 320, 4), np.uint8)
    points = [
        (160 + r * np.sin(k * np.pi / 5), 160 - r * np.cos(k * np.pi / 5))
        for k, r in enumerate([150, 64] * 5)
    ]
    cv2.fillPoly(image, [np.array(points, np.int32)], (0, 204, 255, 255), cv2.LINE_AA)
    return image
