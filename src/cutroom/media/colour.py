"""Decoded frames to the engine's picture: colour matrix, range, depth, HDR, alpha, rotation.

Everything becomes BT.709 SDR. 8-bit 4:2:0 BT.709 limited frames keep their planes without a copy. Other
BT.709 YUV is brought to 4:2:0 8-bit by swscale; other matrices, RGB and alpha go over RGB with the right
source matrix; PQ and HLG are tone-mapped.
"""

from __future__ import annotations

from functools import lru_cache

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray

from cutroom.picture.picture import Picture

_BT709, _UNSPECIFIED = 1, 2
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
_PQ, _HLG = 16, 18
HDR_TRANSFERS = (_PQ, _HLG)
_WIDE_PRIMARIES = 9
_PLANAR = ("yuv420p", "yuvj420p")
_SCALER = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
# BT.2087: linear BT.2020 to linear BT.709.
_TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32
)
_SDR_WHITE_NITS = 203.0
"""ITU-R BT.2408: the level of diffuse white in an HDR programme."""
_PEAK_NITS = 1000.0


def picture_from_frame(frame: av.VideoFrame, width: int, height: int, degrees: int) -> Picture:
    """The frame as a picture of ``width`` × ``height`` after turning it clockwise by ``degrees``."""
    if degrees % 180:
        width, height = height, width
    if frame.color_trc in HDR_TRANSFERS:
        picture = _from_hdr(frame, width, height)
    elif _has_alpha(frame) or matrix_of(frame) is not Colorspace.ITU709:
        picture = _over_rgb(frame, width, height)
    else:
        picture = _planar(frame, width, height)
    return turned(picture, degrees)


def matrix_of(frame: av.VideoFrame) -> Colorspace | None:
    """The YUV matrix: as tagged, else by size as players guess; None for RGB."""
    if frame.format.is_rgb:
        return None
    tagged = _MATRICES.get(int(frame.colorspace))
    if tagged is not None:
        return tagged
    return Colorspace.ITU709 if frame.width >= 1280 or frame.height > 576 else Colorspace.ITU601


def is_full_range(frame: av.VideoFrame) -> bool:
    """Whether luma runs over 0–255."""
    return int(frame.color_range) == int(ColorRange.JPEG) or frame.format.name.startswith("yuvj")


def _has_alpha(frame: av.VideoFrame) -> bool:
    if frame.format.name == "pal8":
        return True
    return any(component.is_alpha for component in frame.format.components)


def _planar(frame: av.VideoFrame, width: int, height: int) -> Picture:
    full = is_full_range(frame)
    if (frame.width, frame.height) == (width, height) and not full and frame.format.name in _PLANAR:
        return _wrapped(frame)
    made = frame.reformat(
        width,
        height,
        "yuv420p",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=_SCALER,
        threads=1,
    )
    return _wrapped(made)


def _wrapped(frame: av.VideoFrame) -> Picture:
    """The planes of a yuv420p frame, seen through NumPy: the arrays keep the frame alive."""
    halves = ((frame.width + 1) // 2, (frame.height + 1) // 2)
    sizes = ((frame.width, frame.height), halves, halves)
    y, u, v = (
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:rows, :columns]
        for plane, (columns, rows) in zip(frame.planes, sizes, strict=False)
    )
    return Picture.from_planes(y, u, v)


def _over_rgb(frame: av.VideoFrame, width: int, height: int) -> Picture:
    alpha = _has_alpha(frame)
    rgba = np.asarray(_rgb_frame(frame, width, height, "rgba").to_ndarray(), np.uint8)
    return Picture.from_rgba(premultiplied(rgba) if alpha else rgba, opaque=not alpha)


def _rgb_frame(frame: av.VideoFrame, width: int, height: int, form: str) -> av.VideoFrame:
    matrix = matrix_of(frame)
    full = is_full_range(frame) or matrix is None
    return frame.reformat(
        width,
        height,
        form,
        src_colorspace=matrix or Colorspace.ITU709,
        dst_colorspace=matrix or Colorspace.ITU709,
        src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=_SCALER,
        threads=1,
    )


def premultiplied(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Straight H×W×4 to premultiplied."""
    alpha = rgba[..., 3]
    if alpha.min() == 255:
        return rgba
    scaled = cv2.multiply(rgba, cv2.merge([alpha] * 4), scale=1 / 255)
    scaled[..., 3] = alpha
    return np.asarray(scaled, np.uint8)


def _from_hdr(frame: av.VideoFrame, width: int, height: int) -> Picture:
    """PQ or HLG over linear light, BT.2020 to BT.709, tone-mapped by the largest channel."""
    coded = np.asarray(_rgb_frame(frame, width, height, "rgb48le").to_ndarray(), np.uint16)
    linear = _linear_table(int(frame.color_trc))[coded >> 4]
    if int(frame.color_primaries) == _WIDE_PRIMARIES or matrix_of(frame) is Colorspace.BT2020:
        linear = np.maximum(cv2.transform(linear, _TO_709), 0.0)
    if int(frame.color_trc) == _HLG:
        # BT.2100 system gamma 1.2 for a 1000-nit display.
        luma = cv2.transform(linear, np.array([[0.2627, 0.678, 0.0593]], np.float32))
        linear *= np.power(np.maximum(luma, 1e-6), 0.2)[..., None] * (_PEAK_NITS / _SDR_WHITE_NITS)
    peak = np.maximum(linear.max(axis=2), 1e-6)
    linear *= (_shoulder(peak) / peak)[..., None]
    byte = _gamma_table()[np.clip(linear * 4095, 0, 4095).astype(np.uint16)]
    rgba = cv2.merge(
        [byte[..., 0], byte[..., 1], byte[..., 2], np.full(byte.shape[:2], 255, np.uint8)]
    )
    return Picture.from_rgba(np.asarray(rgba, np.uint8), opaque=True)


def _shoulder(level: NDArray[np.float32]) -> NDArray[np.float32]:
    """Reinhard's curve extended so that the peak maps to 1: diffuse white stays bright."""
    peak = _PEAK_NITS / _SDR_WHITE_NITS
    return np.asarray(level * (1 + level / (peak * peak)) / (1 + level), np.float32)


@lru_cache(maxsize=4)
def _linear_table(transfer: int) -> NDArray[np.float32]:
    """12-bit code → linear light; 1.0 is diffuse white for PQ, scene light 0–1 for HLG (BT.2100)."""
    code = np.arange(4096) / 4095
    if transfer == _PQ:
        m1, m2 = 2610 / 16384, 2523 / 4096 * 128
        c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
        power = code ** (1 / m2)
        nits = 10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
        return np.asarray(nits / _SDR_WHITE_NITS, np.float32)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    light = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    return np.asarray(light, np.float32)


@lru_cache(maxsize=1)
def _gamma_table() -> NDArray[np.uint8]:
    """12-bit linear → 8-bit with the BT.1886 display gamma inverted."""
    return np.asarray(np.round((np.arange(4096) / 4095) ** (1 / 2.4) * 255), np.uint8)


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
