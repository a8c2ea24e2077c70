"""Media made at test time: pictures that tell their own number, colour patches, clicks and tones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

Rgb = NDArray[np.uint8]
Samples = NDArray[np.float32]
RATE = 48_000
COLUMNS, ROWS = 4, 3
"""The twelve blocks of a number, the least bit top left."""
DARK, BRIGHT = 40, 215


# -- pictures with a number ------------------------------------------------------------------------


def numbered(number: int, width: int = 128, height: int = 96) -> Rgb:
    """A picture that shows ``number`` 0–4095 as twelve blocks, bright for one."""
    bits = [(number >> place) & 1 for place in range(COLUMNS * ROWS)]
    small = np.array(bits, np.uint8).reshape(ROWS, COLUMNS) * (BRIGHT - DARK) + DARK
    large = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.merge([large] * 3), np.uint8)


def number_in(luma: NDArray[np.uint8]) -> int:
    """The number shown by :func:`numbered`, read from its luma at any size."""
    height, width = luma.shape[:2]
    found = 0
    for place in range(COLUMNS * ROWS):
        row, column = divmod(place, COLUMNS)
        y, x = (2 * row + 1) * height // (2 * ROWS), (2 * column + 1) * width // (2 * COLUMNS)
        found |= int(luma[max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2].mean() > 127) << place
    return found


@dataclass(frozen=True)
class Reel:
    """How a test video is encoded; ``tags`` are attributes of the codec context."""

    codec: str = "libx264"
    width: int = 128
    height: int = 96
    fps: Fraction = Fraction(30)
    pixel_format: str = "yuv420p"
    options: dict[str, str] = field(default_factory=lambda: {"crf": "12", "g": "12", "bf": "2"})
    tags: dict[str, int] = field(default_factory=dict)
    rotation: int = 0
    sample_aspect: Fraction | None = None
    start: int = 0
    muxer: dict[str, str] = field(default_factory=dict)


PLAIN = Reel()


def write_video(
    path: Path,
    pictures: Iterable[Rgb | av.VideoFrame],
    reel: Reel = PLAIN,
    stamps: Sequence[int] | None = None,
) -> Path:
    """Pictures, RGB or whole frames, one a frame of the reel's rate (or at ``stamps`` of it)."""
    with av.open(str(path), "w", options=reel.muxer) as container:
        stream = add_video(container, reel)
        for index, picture in enumerate(pictures):
            frame = picture if isinstance(picture, av.VideoFrame) else rgb_frame(picture, reel)
            frame.pts = reel.start + (stamps[index] if stamps is not None else index)
            frame.time_base = 1 / reel.fps
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def add_video(container: av.container.OutputContainer, reel: Reel) -> VideoStream:
    """A stream for the reel's pictures."""
    stream = container.add_stream(reel.codec, rate=reel.fps, options=dict(reel.options))
    assert isinstance(stream, VideoStream)
    stream.width, stream.height, stream.pix_fmt = reel.width, reel.height, reel.pixel_format
    stream.codec_context.time_base = 1 / reel.fps
    for name, value in reel.tags.items():
        setattr(stream.codec_context, name, value)
    if reel.rotation:
        stream.set_display_rotation(reel.rotation)
    if reel.sample_aspect is not None:
        stream.codec_context.sample_aspect_ratio = reel.sample_aspect
    return stream


def rgb_frame(picture: Rgb, reel: Reel) -> av.VideoFrame:
    """RGB (or RGBA) as a frame of the reel's pixel format, by BT.601 or the reel's tag."""
    form = "rgba" if picture.shape[2] == 4 else "rgb24"
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format=form)
    if reel.pixel_format in ("rgb24", "rgba"):
        return frame.reformat(format=reel.pixel_format)
    matrix = Colorspace.ITU709 if reel.tags.get("colorspace") == 1 else Colorspace.ITU601
    return frame.reformat(
        format=reel.pixel_format,
        dst_colorspace=matrix,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )


def numbered_video(
    path: Path, count: int, reel: Reel = PLAIN, stamps: Sequence[int] | None = None
) -> Path:
    """``count`` numbered pictures from 0 on."""
    pictures = (numbered(n, reel.width, reel.height) for n in range(count))
    return write_video(path, pictures, reel, stamps)


def corners(width: int, height: int) -> Rgb:
    """Red top left, green top right, blue bottom left, white bottom right."""
    rgb = np.full((height, width, 3), 255, np.uint8)
    rgb[: height // 2, : width // 2] = (255, 0, 0)
    rgb[: height // 2, width // 2 :] = (0, 255, 0)
    rgb[height // 2 :, : width // 2] = (0, 0, 255)
    return rgb


def corner_colors(rgb: Rgb) -> tuple[str, str, str, str]:
    """The names of the colours of the four quarters: top left, top right, bottom left, bottom right."""
    height, width = rgb.shape[:2]
    known = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255,) * 3}

    def name(y: int, x: int) -> str:
        mean = rgb[y - 2 : y + 3, x - 2 : x + 3, :3].reshape(-1, 3).mean(axis=0)
        return min(known, key=lambda color: float(np.abs(mean - known[color]).sum()))

    above, below, left, right = height // 4, 3 * height // 4, width // 4, 3 * width // 4
    return name(above, left), name(above, right), name(below, left), name(below, right)


# -- colour patches --------------------------------------------------------------------------------

PATCHES: tuple[tuple[float, float, float], ...] = (
    (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.5, 0.5, 0.5), (0.75, 0.25, 0.25),
    (0.25, 0.75, 0.25), (0.25, 0.25, 0.75), (0.8, 0.7, 0.2), (0.9, 0.6, 0.5),
)  # fmt: skip
PATCH_PX = 32


@dataclass(frozen=True)
class Coding:
    """How R′G′B′ becomes Y′CbCr: luma weights of red and blue, range, bits, and the tags that say so."""

    red: float = 0.2126
    blue: float = 0.0722
    full: bool = False
    bits: int = 8
    primaries: int = 1
    transfer: int = 1
    matrix: int = 1
    subsampled: bool = True

    @property
    def pixel_format(self) -> str:
        """The planar format that holds it."""
        deep = "" if self.bits == 8 else f"{self.bits}le"
        return f"yuv{'420' if self.subsampled else '444'}p{deep}"


BT601 = Coding(red=0.299, blue=0.114, primaries=6, transfer=6, matrix=6)
BT709 = Coding()
BT2020 = Coding(red=0.2627, blue=0.0593, bits=10, primaries=9, transfer=14, matrix=9)


def coded(rgb: tuple[float, float, float], coding: Coding) -> tuple[int, int, int]:
    """Y′, Cb, Cr of a colour as whole code values (ITU-R BT.601/709/2020)."""
    red, green, blue = rgb
    luma = coding.red * red + (1 - coding.red - coding.blue) * green + coding.blue * blue
    cb, cr = (blue - luma) / (2 - 2 * coding.blue), (red - luma) / (2 - 2 * coding.red)
    scale, middle = 1 << (coding.bits - 8), 128 << (coding.bits - 8)
    if coding.full:
        most = (1 << coding.bits) - 1
        values = (luma * most, cb * most + middle, cr * most + middle)
        return tuple(min(max(round(v), 0), most) for v in values)  # type: ignore[return-value]
    return (
        round((16 + 219 * luma) * scale),
        round(224 * cb * scale) + middle,
        round(224 * cr * scale) + middle,
    )


def patch_frame(
    patches: Sequence[tuple[float, float, float]], coding: Coding, px: int = PATCH_PX
) -> av.VideoFrame:
    """One row of square patches, written plane by plane."""
    frame = av.VideoFrame(px * len(patches), px, coding.pixel_format)
    kind = np.uint8 if coding.bits == 8 else np.dtype("<u2")
    for index, plane in enumerate(frame.planes):
        width = plane.width // len(patches)
        row = np.repeat([coded(rgb, coding)[index] for rgb in patches], width).astype(kind)
        target = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)
        target[:, : row.size] = row
    return frame


def patch_video(
    path: Path, patches: Sequence[tuple[float, float, float]], coding: Coding, tagged: bool = True
) -> Path:
    """Two lossless frames of patches in a Matroska file that says how they are coded."""
    tags = {
        "color_primaries": coding.primaries,
        "color_trc": coding.transfer,
        "colorspace": coding.matrix,
        "color_range": int(ColorRange.JPEG if coding.full else ColorRange.MPEG),
    }
    reel = Reel(
        codec="ffv1", width=PATCH_PX * len(patches), height=PATCH_PX, options={},
        pixel_format=coding.pixel_format, tags=tags if tagged else {},
    )  # fmt: skip

    def frame() -> av.VideoFrame:
        made = patch_frame(patches, coding)
        if tagged:
            made.color_range = tags["color_range"]
            made.colorspace = coding.matrix
            made.color_primaries, made.color_trc = coding.primaries, coding.transfer
        return made

    return write_video(path, [frame(), frame()], reel)


def patch_levels(rgb: Rgb, count: int) -> NDArray[np.float64]:
    """The mean R, G, B of the middle of each patch, (count, 3)."""
    height, width = rgb.shape[0], rgb.shape[1] // count
    middle = [
        rgb[
            height // 4 : 3 * height // 4, i * width + width // 4 : (i + 1) * width - width // 4, :3
        ]
        for i in range(count)
    ]
    return np.array([part.reshape(-1, 3).mean(axis=0) for part in middle])


# -- sound -----------------------------------------------------------------------------------------


def tone(
    hertz: float, seconds: float, amplitude: float = 0.5, rate: int = RATE, channels: int = 2
) -> Samples:
    """A sine, the same in every channel."""
    time_s = np.arange(round(seconds * rate)) / rate
    wave = amplitude * np.sin(2 * np.pi * hertz * time_s)
    return np.tile(wave.astype(np.float32), (channels, 1))


def clicks(seconds: float, at_s: Iterable[float], amplitude: float = 0.9) -> Samples:
    """Silence with a click of 4 ms at each time: a burst that starts at full level."""
    made = np.zeros((2, round(seconds * RATE)), np.float32)
    burst = amplitude * np.cos(2 * np.pi * 2000 * np.arange(192) / RATE).astype(np.float32)
    for time_s in at_s:
        start = round(time_s * RATE)
        made[:, start : start + 192] = burst[: max(0, made.shape[1] - start)]
    return made


def noise(seconds: float, amplitude: float = 0.3, seed: int = 1) -> Samples:
    """White noise, different on both sides."""
    generator = np.random.default_rng(seed)
    shape = (2, round(seconds * RATE))
    return (amplitude * generator.uniform(-1, 1, shape)).astype(np.float32)


def write_sound(
    path: Path, samples: Samples, codec: str = "pcm_f32le", rate: int = RATE, start: int = 0
) -> Path:
    """Samples (channels, n) as a file of their own, one or two channels."""
    with av.open(str(path), "w") as container:
        stream = add_sound(container, codec, rate, samples.shape[0])
        for packet in encoded_sound(stream, samples, start):
            container.mux(packet)
    return path


def add_sound(
    container: av.container.OutputContainer, codec: str, rate: int, channels: int
) -> AudioStream:
    """A stream for samples."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    stream = container.add_stream(codec, rate=rate, layout=layout)
    assert isinstance(stream, AudioStream)
    return stream


def encoded_sound(stream: AudioStream, samples: Samples, start: int = 0) -> Iterable[av.Packet]:
    """The packets of samples (channels, n) from position ``start`` on."""
    context = stream.codec_context
    resampler = av.AudioResampler(context.format, context.layout, context.sample_rate)
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(samples), format="fltp", layout=context.layout.name
    )
    frame.sample_rate, frame.pts = context.sample_rate, start
    frame.time_base = Fraction(1, context.sample_rate)
    fifo = av.AudioFifo()
    for made in (*resampler.resample(frame), *resampler.resample(None)):
        fifo.write(made)
    while True:
        block = fifo.read(context.frame_size or 1024, partial=True)
        if block is None:
            break
        yield from stream.encode(block)
    yield from stream.encode(None)


def write_film(
    path: Path, count: int, samples: Samples, reel: Reel = PLAIN, sound: str = "aac"
) -> Path:
    """A numbered video with sound, interleaved by the muxer."""
    with av.open(str(path), "w", options=reel.muxer) as container:
        video = add_video(container, reel)
        audio = add_sound(container, sound, RATE, samples.shape[0])
        packets: list[av.Packet] = []
        for number in range(count):
            frame = rgb_frame(numbered(number, reel.width, reel.height), reel)
            frame.pts, frame.time_base = reel.start + number, 1 / reel.fps
            packets += video.encode(frame)
        packets += video.encode(None)
        packets += encoded_sound(audio, samples)
        packets.sort(key=lambda packet: float((packet.dts or 0) * packet.time_base))
        for packet in packets:
            container.mux(packet)
    return path


def heard(path: Path, rate: int = RATE) -> Samples:
    """The decoded sound of a file as a player hears it, stereo, from its presentation time 0 on."""
    blocks: list[Samples] = []
    first: int | None = None
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("fltp", "stereo", rate)
        frames = (made for frame in container.decode(audio=0) for made in resampler.resample(frame))
        for frame in (*frames, *resampler.resample(None)):
            if first is None:
                first = round(float((frame.pts or 0) * frame.time_base) * rate)
            blocks.append(np.asarray(frame.to_ndarray(), np.float32))
    joined = np.concatenate(blocks, axis=1)
    lead = first or 0
    return np.pad(joined, ((0, 0), (lead, 0))) if lead >= 0 else joined[:, -lead:]


def seen(path: Path) -> list[av.VideoFrame]:
    """Every decoded frame of a file."""
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def onset(samples: Samples, after: int = 0, share: float = 0.5) -> int:
    """The first sample from ``after`` on that reaches ``share`` of the loudest one there."""
    level = np.abs(samples[0, after:])
    return after + int(np.argmax(level >= share * level.max()))


def decibels(value: float) -> float:
    """Amplitude as dB."""
    return float(20 * np.log10(max(value, 1e-9)))


def rms(samples: Samples) -> float:
    """Root mean square over all channels."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def pitch(samples: Samples) -> float:
    """The frequency in Hz of the strongest partial, to a fraction of a cent for a steady tone."""
    wave = samples[0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(wave.size), 4 * wave.size))
    peak = int(np.argmax(spectrum[1:-1])) + 1
    left, middle, right = np.log(spectrum[peak - 1 : peak + 2] + 1e-12)
    shift = 0.5 * (left - right) / (left - 2 * middle + right)
    return float((peak + shift) * RATE / (4 * wave.size))


def cents(hertz: float, reference: float) -> float:
    """The distance of two pitches."""
    return float(1200 * np.log2(hertz / reference))


# -- images ----------------------------------------------------------------------------------------


def write_animation(
    path: Path, count: int, delays_ms: Sequence[int] | int = 100, px: tuple[int, int] = (64, 48)
) -> Path:
    """A GIF, APNG or animated WebP (by the name) of numbered pictures."""
    images = [Image.fromarray(numbered(n, *px)) for n in range(count)]
    lossless = {"lossless": True} if path.suffix == ".webp" else {}
    delays = list(delays_ms) if not isinstance(delays_ms, int) else delays_ms
    images[0].save(
        path, save_all=True, append_images=images[1:], duration=delays, loop=0, **lossless
    )
    return path


def corrupted(path: Path, change: Callable[[bytearray], None]) -> Path:
    """The file with its bytes changed in place."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path
