"""Decoded frames to the engine's picture: colour matrix, range, depth, gamut, HDR, alpha, rotation.

Everything becomes BT.709 SDR. 8-bit 4:2:0 BT.709 limited frames keep their planes without a copy. Other YUV is
brought to 8-bit 4:2:0 limited by swscale and from its own matrix to BT.709's on planes; RGB stays RGB; wide
gamuts, PQ and HLG go over linear light.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

import av
import cv2
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import multiply_alpha

Light = NDArray[np.float32]
Level = TypeVar("Level", np.uint8, np.uint16)

_PQ, _HLG = 16, 18
HDR_TRANSFERS = (_PQ, _HLG)
_PLANAR = ("yuv420p", "yuvj420p")
_SCALER = Interpolation.BICUBIC | Interpolation.ACCURATE_RND
_SHRINKER = Interpolation.AREA | Interpolation.ACCURATE_RND
"""Below half the size, as photos are made smaller: half the work or less, and nothing aliases."""
_BT601 = (0.299, 0.114)
_BT709 = (0.2126, 0.0722)
_BT2020 = (0.2627, 0.0593)
_WEIGHTS = {
    1: _BT709,
    4: (0.30, 0.11),
    5: _BT601,
    6: _BT601,
    7: (0.212, 0.087),
    9: _BT2020,
    10: _BT2020,
}
"""Luma weights of red and blue by ITU-T H.273 matrix coefficients."""
_SWSCALE = {
    _BT601: Colorspace.ITU601,
    _BT709: Colorspace.ITU709,
    _BT2020: Colorspace.BT2020,
    (0.30, 0.11): Colorspace.FCC,
    (0.212, 0.087): Colorspace.SMPTE240M,
}
_WIDE_GAMUTS = {
    9: [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    12: [[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]],
}
"""Linear BT.2020 (ITU-R BT.2087) and Display P3 to linear BT.709, by H.273 colour primaries."""
_DISPLAY_GAMMA = 2.4
_SDR_WHITE_NITS = 203.0
"""ITU-R BT.2408: the level of diffuse white in an HDR programme."""
_PEAK_NITS = 1000.0
_BRIGHTEST = 10_000 / _SDR_WHITE_NITS
"""The most that PQ can say, in diffuse whites."""
_LUMA_709 = (0.2126, 0.7152, 0.0722)
_KNEE = 0.5
"""Of diffuse white: up to here HDR light is kept as it is."""


class Converter:
    """Frames of one file to pictures; keeps what the scaler has worked out for the last one."""

    def __init__(self) -> None:
        """Nothing is worked out before the first frame."""
        self._scaler = VideoReformatter()

    def picture(self, frame: av.VideoFrame, size: tuple[int, int], degrees: int) -> Picture:
        """The frame as a picture of ``size`` after turning it clockwise by ``degrees``."""
        width, height = size if degrees % 180 == 0 else size[::-1]
        if _is_rgb(frame):
            picture = self._packed(frame, width, height)
        elif frame.color_trc in HDR_TRANSFERS or frame.color_primaries in _WIDE_GAMUTS:
            picture = self._over_light(frame, width, height)
        else:
            picture = self._planar(frame, width, height)
        return turned(picture, degrees)

    def _packed(self, frame: av.VideoFrame, width: int, height: int) -> Picture:
        opaque = not has_alpha(frame)
        rgba = np.asarray(self._scaled(frame, width, height, "rgba").to_ndarray(), np.uint8)
        return Picture.from_rgba(rgba if opaque else premultiplied(rgba), opaque=opaque)

    def _planar(self, frame: av.VideoFrame, width: int, height: int) -> Picture:
        alpha = has_alpha(frame)
        ready = not alpha and frame.format.name in _PLANAR and not is_full_range(frame)
        if not ready or (frame.width, frame.height) != (width, height):
            weights = weights_of(frame)
            frame = self._scaled(frame, width, height, "yuva420p" if alpha else "yuv420p")
        else:
            weights = weights_of(frame)
        y, u, v, *rest = _planes(frame)
        if weights != _BT709:
            y, u, v = rematrixed(y, u, v, weights)
        picture = Picture.from_planes(y, u, v)
        if not rest or int(rest[0].min()) == 255:
            return picture
        return multiply_alpha(picture, rest[0])

    def _over_light(self, frame: av.VideoFrame, width: int, height: int) -> Picture:
        """PQ, HLG and wide gamuts over linear light, brought into BT.709."""
        transfer, primaries = int(frame.color_trc), int(frame.color_primaries)
        scaled = self._scaled(frame, width, height, "gbrp16le")
        green, blue, red = (_levels(plane, np.uint16) for plane in scaled.planes)
        table = linear_table(transfer)
        light = [np.asarray(cv2.LUT(plane, table), np.float32) for plane in (red, green, blue)]
        if primaries in _WIDE_GAMUTS or weights_of(frame) == _BT2020:
            light = _mixed(light, _WIDE_GAMUTS.get(primaries, _WIDE_GAMUTS[9]))
        gain = tone_gain(light, transfer) if transfer in HDR_TRANSFERS else np.ones_like(light[0])
        return Picture.from_rgba(_coded(light, gain), opaque=True)

    def _scaled(self, frame: av.VideoFrame, width: int, height: int, form: str) -> av.VideoFrame:
        """Another size and format, the same matrix; YUV comes out limited, RGB full."""
        matrix = _SWSCALE[weights_of(frame)]
        full = is_full_range(frame) or _is_rgb(frame)
        limited = form.startswith("yuv")
        shrinks = 2 * width < frame.width and 2 * height < frame.height
        return self._scaler.reformat(
            frame,
            width,
            height,
            form,
            src_colorspace=matrix,
            dst_colorspace=matrix,
            src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
            dst_color_range=ColorRange.MPEG if limited else ColorRange.JPEG,
            interpolation=_SHRINKER if shrinks else _SCALER,
            threads=1,
        )


def is_native(frame: av.VideoFrame) -> bool:
    """Whether the frame's planes are what the engine works on: 8-bit 4:2:0 BT.709 limited SDR."""
    return (
        frame.format.name == "yuv420p"
        and not is_full_range(frame)
        and weights_of(frame) == _BT709
        and frame.color_trc not in HDR_TRANSFERS
        and frame.color_primaries not in _WIDE_GAMUTS
    )


def _is_rgb(frame: av.VideoFrame) -> bool:
    return frame.format.is_rgb or frame.format.name == "pal8"


def weights_of(frame: av.VideoFrame) -> tuple[float, float]:
    """The luma weights of red and blue: as tagged, else by size as players guess."""
    tagged = _WEIGHTS.get(int(frame.colorspace))
    if tagged is not None:
        return tagged
    return _BT709 if frame.width >= 1280 or frame.height > 576 else _BT601


def is_full_range(frame: av.VideoFrame) -> bool:
    """Whether luma runs over 0–255."""
    return int(frame.color_range) == int(ColorRange.JPEG) or frame.format.name.startswith("yuvj")


def has_alpha(frame: av.VideoFrame) -> bool:
    """Whether the frame may be see-through."""
    if frame.format.name == "pal8":
        return True
    return any(component.is_alpha for component in frame.format.components)


def _planes(frame: av.VideoFrame) -> list[Plane]:
    """The planes of a yuv420p or yuva420p frame."""
    return [_levels(plane, np.uint8) for plane in frame.planes]


def _levels(plane: VideoPlane, kind: type[Level]) -> NDArray[Level]:
    """A plane seen through NumPy: the array keeps the frame alive."""
    rows = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)
    return rows[:, : plane.width]


def rematrixed(
    y: Plane, u: Plane, v: Plane, weights: tuple[float, float]
) -> tuple[Plane, Plane, Plane]:
    """Limited Y, U, V of another matrix as those of BT.709.

    Grey is grey in every matrix, so chroma depends on chroma alone and luma moves by a sum of chroma.
    """
    change = _matrix_change(*weights)
    middle = change[:, 1:] @ np.array([-128.0, -128.0]) + np.array([0.0, 128.0, 128.0])
    step = 64.0  # sub-levels of a 16-bit sum, which is rounded once
    wide_u, wide_v = u.astype(np.int16), v.astype(np.int16)
    shift, new_u, new_v = (
        cv2.addWeighted(wide_u, row[1] * step, wide_v, row[2] * step, offset * step)
        for row, offset in zip(change, middle, strict=True)
    )
    height, width = y.shape
    size = (shift.shape[1] * 2, shift.shape[0] * 2)
    grown = cv2.resize(shift, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    luma = cv2.addWeighted(y.astype(np.int16), step, grown, 1.0, 0)
    levels, new_u, new_v = (_rounded(plane, step) for plane in (luma, new_u, new_v))
    return levels, new_u, new_v


def _rounded(levels: NDArray[np.int16], step: float) -> Plane:
    # Not cv2.max, which takes an array of one pixel for a scalar.
    positive = cv2.threshold(levels, 0, 0, cv2.THRESH_TOZERO)[1]
    return np.asarray(cv2.convertScaleAbs(positive, alpha=1 / step), np.uint8)


@lru_cache(maxsize=8)
def _matrix_change(red: float, blue: float) -> NDArray[np.float64]:
    """3×3: Y, U − 128, V − 128 in limited levels of one matrix to those of BT.709."""
    return _to_ycc(*_BT709) @ np.linalg.inv(_to_ycc(red, blue))


def _to_ycc(red: float, blue: float) -> NDArray[np.float64]:
    luma = np.array([red, 1 - red - blue, blue])
    cb = (np.array([0, 0, 1]) - luma) / (2 - 2 * blue)
    cr = (np.array([1, 0, 0]) - luma) / (2 - 2 * red)
    return np.array([luma * 219, cb * 224, cr * 224])


def premultiplied(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Straight H×W×4 to premultiplied."""
    alpha = rgba[..., 3]
    if alpha.min() == 255:
        return rgba
    scaled = cv2.multiply(rgba, cv2.merge([alpha] * 4), scale=1 / 255)
    scaled[..., 3] = alpha
    return np.asarray(scaled, np.uint8)


def straight(picture: Picture) -> NDArray[np.uint8]:
    """H×W×4 with straight alpha."""
    rgba = picture.rgba
    if picture.opaque:
        return rgba
    alpha = np.maximum(rgba[..., 3:].astype(np.float32), 1)
    color = np.clip(np.rint(rgba[..., :3] * (255 / alpha)), 0, 255)
    return np.dstack([color.astype(np.uint8), rgba[..., 3]])


def _mixed(light: list[Light], matrix: Sequence[Sequence[float]]) -> list[Light]:
    """Red, green and blue through a 3×3 matrix; may be negative outside the gamut."""
    red, green, blue = light
    return [
        np.asarray(cv2.addWeighted(cv2.addWeighted(red, a, green, b, 0), 1, blue, c, 0), np.float32)
        for a, b, c in matrix
    ]


def tone_gain(light: list[Light], transfer: int) -> Light:
    """By how much to multiply each pixel of linear HDR red, green and blue so that all are SDR, 0–1.

    The largest channel goes through the shoulder, so hues stay.
    """
    largest = np.maximum(np.maximum(light[0], light[1]), light[2])
    if transfer != _HLG:
        return _looked_up(largest, _shoulder_gains(), _BRIGHTEST)
    luma = _mixed(light, [_LUMA_709])[0]
    system = _looked_up(luma, _system_gains(), 1.0)
    bright = np.asarray(cv2.multiply(largest, system), np.float32)
    shoulder = _looked_up(bright, _shoulder_gains(), _BRIGHTEST)
    return np.asarray(cv2.multiply(system, shoulder), np.float32)


def _looked_up(level: Light, gains: Light, most: float) -> Light:
    """The gain for each level; ``gains`` are those of 0 to ``most``."""
    index = cv2.multiply(level, 65535 / most, dtype=cv2.CV_16U)
    return np.asarray(cv2.LUT(index, gains), np.float32)


def _coded(light: list[Light], gain: Light) -> NDArray[np.uint8]:
    """Linear red, green and blue times a gain as opaque H×W×4 for a display of BT.1886."""
    table = _gamma_table()
    channels = [
        cv2.LUT(cv2.multiply(plane, gain, scale=65535, dtype=cv2.CV_16U), table) for plane in light
    ]
    return np.asarray(cv2.merge([*channels, np.full_like(channels[0], 255)]), np.uint8)


def _shoulder(level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Identity up to the knee, then Reinhard's extended curve so that the peak becomes 1.

    Diffuse white (1) becomes about 0.75, which is 226 of 255 on a display.
    """
    room = 1.0 - _KNEE
    over = np.maximum(level - _KNEE, 0.0) / room
    most = (_PEAK_NITS / _SDR_WHITE_NITS - _KNEE) / room
    bent = _KNEE + room * over * (1 + over / most**2) / (1 + over)
    return np.where(level <= _KNEE, level, bent)


@lru_cache(maxsize=1)
def _shoulder_gains() -> Light:
    level = np.arange(65536) / 65535 * _BRIGHTEST
    gains = _shoulder(level) / np.maximum(level, 1e-9)
    return np.asarray(np.where(level <= _KNEE, 1.0, gains), np.float32)


@lru_cache(maxsize=1)
def _system_gains() -> Light:
    """BT.2100: the system gamma 1.2 of HLG on a 1000-nit display, diffuse white at 1."""
    luma = np.arange(65536) / 65535
    return np.asarray(np.maximum(luma, 1e-6) ** 0.2 * (_PEAK_NITS / _SDR_WHITE_NITS), np.float32)


@lru_cache(maxsize=4)
def linear_table(transfer: int) -> Light:
    """16-bit code → linear light: 1.0 is diffuse white for PQ, scene light 0–1 for HLG (BT.2100),
    display light 0–1 of BT.1886 for the rest."""
    code = np.arange(65536) / 65535
    if transfer == _PQ:
        m1, m2 = 2610 / 16384, 2523 / 4096 * 128
        c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
        power = code ** (1 / m2)
        nits = 10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
        return np.asarray(nits / _SDR_WHITE_NITS, np.float32)
    if transfer == _HLG:
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        light = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
        return np.asarray(light, np.float32)
    return np.asarray(code**_DISPLAY_GAMMA, np.float32)


@lru_cache(maxsize=1)
def _gamma_table() -> NDArray[np.uint8]:
    """16-bit linear → 8-bit for a display of BT.1886."""
    return np.asarray(np.round((np.arange(65536) / 65535) ** (1 / _DISPLAY_GAMMA) * 255), np.uint8)


def upright_degrees(frame: av.VideoFrame) -> int:
    """Degrees clockwise by which the frame's tag says to turn it: 0, 90, 180 or 270."""
    return round(-frame.rotation / 90) * 90 % 360


def turned(picture: Picture, degrees: int) -> Picture:
    """A picture turned clockwise by a multiple of 90 degrees."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    code = codes.get(degrees % 360)
    if code is None:
        return picture
    if not picture.is_planar:
        rgba = np.asarray(cv2.rotate(picture.rgba, code), np.uint8)
        return Picture.from_rgba(rgba, opaque=picture.opaque)
    y, u, v, alpha = picture.planes
    planes = [np.asarray(cv2.rotate(plane, code), np.uint8) for plane in (y, u, v)]
    turned_alpha = None if alpha is None else np.asarray(cv2.rotate(alpha, code), np.uint8)
    return Picture.from_planes(planes[0], planes[1], planes[2], turned_alpha)
