"""Draws the media of examples/demo and writes its draft.

Everything in the example is computed here: two landscape clips, a portrait photo, an animated sticker
and a short tune. Run it only to change the example; its results are checked in.

    python -m tools.make_demo
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from tools.draft_builder import (
    SECOND,
    Builder,
    animation,
    cut,
    keyframes,
    media,
    track,
    tune,
    write_draft,
)

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo"
FPS = 30
Image = NDArray[np.uint8]


def gradient(width: int, height: int, top: tuple[int, ...], bottom: tuple[int, ...]) -> Image:
    """A vertical blend of two RGB colours."""
    t = np.linspace(0, 1, height)[:, None, None]
    column = np.array(top) * (1 - t) + np.array(bottom) * t
    return np.repeat(column, width, axis=1).astype(np.uint8)


def disc(
    image: Image, x: float, y: float, radius: float, color: tuple[int, ...], glow: float
) -> Image:
    """A soft-edged disc with a halo, x and y in pixels."""
    rows, columns = np.mgrid[: image.shape[0], : image.shape[1]]
    distance = np.hypot(columns - x, rows - y)
    body = np.clip(radius - distance + 0.5, 0, 1)
    halo = 0.55 * np.exp(-np.maximum(distance - radius, 0) / glow)
    weight = np.maximum(body, halo)[..., None]
    return (image * (1 - weight) + np.array(color) * weight).astype(np.uint8)


def ridge(width: int, height: int, level: float, seed: int, shift: float) -> NDArray[np.float64]:
    """The skyline of a range of hills in pixels from the top, moving with ``shift``."""
    rng = np.random.default_rng(seed)
    x = (np.arange(width) + shift) / width * 2 * np.pi
    line = sum(np.sin(x * k * 0.7 + rng.uniform(0, 6.28)) * height * 0.09 / k for k in range(1, 7))
    return level * height + np.asarray(line)


def hills(image: Image, time_s: float, palette: list[tuple[int, ...]]) -> Image:
    """Four ranges, the nearer the faster."""
    height, width = image.shape[:2]
    rows = np.arange(height)[:, None]
    for depth, color in enumerate(palette):
        skyline = ridge(width, height, 0.55 + depth * 0.11, 7 + depth, time_s * 14 * (1 + depth))
        cover = np.clip(rows - skyline[None, :] + 0.5, 0, 1)[..., None]
        image = (image * (1 - cover) + np.array(color) * cover).astype(np.uint8)
    return image


def sunrise(time_s: float) -> Image:
    """A sun that rises behind hills."""
    sky = gradient(1280, 720, (70, 110, 190), (255, 190, 130))
    sky = disc(sky, 880, 430 - 34 * time_s, 62, (255, 236, 190), 90)
    return hills(sky, time_s, [(150, 120, 160), (110, 95, 145), (72, 74, 120), (40, 50, 84)])


def moonlit(time_s: float) -> Image:
    """A moon over water."""
    image = gradient(1280, 720, (12, 20, 58), (60, 84, 140))
    rng = np.random.default_rng(3)
    for x, y, phase in rng.uniform(0, 1, (120, 3)):
        shine = int(120 + 110 * np.sin(time_s * 3 + phase * 6.28))
        cv2.circle(image, (int(x * 1280), int(y * 380)), 1, (shine, shine, shine), -1, cv2.LINE_AA)
    image = disc(image, 360 + 22 * time_s, 170, 58, (250, 246, 226), 60)
    rows = np.arange(420, 720)[:, None]
    columns = np.arange(1280)[None, :]
    wave = np.sin(columns / 38 + rows / 7 + time_s * 2.2) * np.sin(columns / 91 - time_s * 1.3)
    path = np.exp(-(((columns - 360 - 22 * time_s) / (60 + (rows - 420) * 0.9)) ** 2))
    light = np.clip(wave * 0.5 + 0.45, 0, 1) * path
    sea = gradient(1280, 300, (30, 48, 104), (10, 18, 50)).astype(np.float64)
    image[420:] = np.clip(sea + light[..., None] * np.array([190, 186, 160]), 0, 255)
    return image


def lanterns() -> Image:
    """A portrait photo: paper lanterns at dusk."""
    image = gradient(900, 1200, (44, 28, 76), (196, 92, 84))
    rng = np.random.default_rng(11)
    for size in np.linspace(24, 96, 26):
        x, y = rng.uniform(60, 840), rng.uniform(60, 1100)
        image = disc(image, x, y, float(size), (255, 170 + int(size / 2), 90), float(size) * 0.5)
        cv2.line(
            image,
            (int(x), int(y - size)),
            (int(x), int(y - size * 1.5)),
            (90, 50, 60),
            3,
            cv2.LINE_AA,
        )
    return image


def write_video(path: Path, draw: Any, seconds: int) -> None:
    """H.264 without sound."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options={"crf": "24", "preset": "slow"})
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        for number in range(seconds * FPS):
            frame = av.VideoFrame.from_ndarray(draw(number / FPS), format="rgb24")
            output.mux(stream.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709")))
        output.mux(stream.encode(None))


def write_sticker(path: Path) -> None:
    """A turning star, 24 frames of 1/12 s, saved as a GIF with a transparent ground."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("gif", rate=12)
        stream.width = stream.height = 240
        stream.pix_fmt = "bgr8"
        for number in range(24):
            image = np.full((240, 240, 3), (24, 32, 72), np.uint8)
            turn = number / 24 * 2 * np.pi / 5 * 2
            corners = [
                (120 + r * np.sin(turn + k * np.pi / 5), 120 - r * np.cos(turn + k * np.pi / 5))
                for k, r in enumerate([96, 40] * 5)
            ]
            cv2.fillPoly(image, [np.array(corners, np.int32)], (255, 214, 64), cv2.LINE_AA)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            output.mux(stream.encode(frame.reformat(format="bgr8")))
        output.mux(stream.encode(None))


def write_tune(path: Path, seconds: int) -> None:
    """A pentatonic arpeggio with a soft bass."""
    rate = 44_100
    t = np.arange(rate * seconds) / rate
    tune = np.zeros_like(t)
    scale = [0, 2, 4, 7, 9, 12, 9, 7]
    for beat in range(seconds * 4):
        since = t - beat / 4
        live = since >= 0
        pitch = 392 * 2 ** (scale[beat * 3 % 8] / 12)
        tune[live] += 0.22 * np.sin(2 * np.pi * pitch * since[live]) * np.exp(-since[live] * 5)
        if beat % 8 == 0:
            low = 98 * 2 ** ([0, -3, 5, 7][beat // 8 % 4] / 12)
            tune[live] += 0.25 * np.sin(2 * np.pi * low * since[live]) * np.exp(-since[live] * 1.2)
    samples = np.clip(np.stack([tune, np.roll(tune, 220)]), -1, 1).astype(np.float32)
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libmp3lame", rate=rate, options={"b": "96k"})
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def pictures(build: Builder) -> dict[str, Any]:
    """The main track: sunrise, photo over its own blur, moonlit sea."""
    screen = (1280, 720)
    first = build.segment(media(build, "sunrise.mp4", "video", 4 * SECOND, screen), 0, 3 * SECOND)
    first["extra_material_refs"] = [
        animation(build, ("in", "渐显", "6798320778182922760", 0, SECOND // 2)),
        cut(build, "叠化", "6724845717472416269", 600_000),
    ]
    photo = build.segment(
        media(build, "lanterns.jpg", "photo", 10_800 * SECOND, (900, 1200)), 3 * SECOND, 3 * SECOND
    )
    photo["extra_material_refs"] = [
        build.add("canvases", type="canvas_blur", blur=0.375, color=""),
        cut(build, "信号故障", "7288149307197231676", 500_000),
    ]
    photo["common_keyframes"] = [keyframes(build, "KFTypeScaleX", (0, 1.0), (3 * SECOND, 1.2))]
    sea = media(build, "moonlit.mp4", "video", 4 * SECOND, screen)
    return track("video", [first, photo, build.segment(sea, 6 * SECOND, 3 * SECOND)])


def sticker(build: Builder) -> dict[str, Any]:
    """A star in a round mask that hops across the top."""
    star = media(build, "star.gif", "video", 2 * SECOND, (240, 240))
    segment = build.segment(star, 6_300_000, 2_400_000)
    segment["clip"]["scale"] = {"x": 0.3, "y": 0.3}
    segment["extra_material_refs"] = [
        build.add(
            "masks", type="mask", name="圆形", resource_type="circle",
            resource_id="6791700663249146381",
            config={"centerX": 0, "centerY": 0, "width": 0.96, "height": 0.96, "feather": 0.04},
        )
    ]  # fmt: skip
    segment["common_keyframes"] = [
        keyframes(build, "KFTypePositionX", (0, -0.7), (2_400_000, 0.7)),
        keyframes(build, "KFTypePositionY", (0, 0.5), (800_000, 0.7), (1_600_000, 0.5)),
        keyframes(build, "KFTypeRotation", (0, 0.0), (2_400_000, 360.0)),
    ]
    return track("video", [segment], flag=2)


def captions(build: Builder) -> list[dict[str, Any]]:
    """A title with animations, and subtitles."""
    title = build.segment(build.caption("成片 Cutroom", 16, [1, 0.95, 0.8]), 400_000, 2_400_000)
    title["extra_material_refs"] = [
        animation(
            build,
            ("in", "向上滑动", "6763470111253729803", 0, 500_000),
            ("out", "渐隐", "6724919382104871427", 1_900_000, 500_000),
        )
    ]
    lines = [
        (600_000, 2_200_000, "草稿进来，视频出来 🎬"),
        (3_200_000, 2_500_000, "照片铺在自己的模糊背景上，慢慢放大"),
        (6_200_000, 2_600_000, "No JianYing needed, on any machine ✨"),
    ]
    subtitles = []
    for start, length, text in lines:
        segment = build.segment(build.caption(text, 7, [1, 1, 1]), start, length)
        segment["clip"]["transform"]["y"] = -0.8
        subtitles.append(segment)
    return [track("text", [title]), track("text", subtitles)]


def main() -> None:
    """Draw everything."""
    assets = DEMO / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    write_video(assets / "sunrise.mp4", sunrise, 4)
    write_video(assets / "moonlit.mp4", moonlit, 4)
    cv2.imwrite(str(assets / "lanterns.jpg"), lanterns()[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 88])
    write_sticker(assets / "star.gif")
    write_tune(assets / "tune.mp3", 9)
    build = Builder("demo")
    music = tune(build, "tune.mp3", 9 * SECOND, 0.8, (500_000, 1_500_000))
    tracks = [pictures(build), sticker(build), *captions(build), music]
    write_draft(build, DEMO, tracks, (1280, 720))


if __name__ == "__main__":
    main()
