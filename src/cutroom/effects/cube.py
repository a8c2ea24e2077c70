"""Colour look-up tables of the .cube format (Adobe Cube LUT Specification 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.errors import MediaError
from cutroom.effects.colour import Rgb

MOST_BYTES = 64 * 1024 * 1024
# The slices lie side by side in one picture, whose width remap limits to 32,766.
MOST_SIDE, MOST_ENTRIES = 129, 65536

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Cube:
    """``tiles`` holds the slices of constant blue side by side, N×N² RGB; or ``curves`` 256×1×3.

    ``low`` and ``high`` are the domain per channel.
    """

    tiles: NDArray[np.float32] | None
    curves: Rgb | None
    low: Triple
    high: Triple


@lru_cache(maxsize=8)
def load_cube(path: str) -> Cube:
    """The table in a file. Raises MediaError when it cannot be read or is not a valid table."""
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise MediaError(f"Look-up table {path!r} is larger than 64 MiB.", material=path)
        text = Path(path).read_text(encoding="utf-8", errors="replace")
        return parse_cube(text)
    except (OSError, ValueError) as problem:
        raise MediaError(
            f"Look-up table {path!r} cannot be used: {problem}.",
            material=path,
            hint="Export it again as a .cube file.",
        ) from problem


def parse_cube(text: str) -> Cube:
    """A table from its text. Raises ValueError, naming what is wrong."""
    size, flat, low, high = 0, False, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    values: list[list[float]] = []
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        if words[0] in ("LUT_3D_SIZE", "LUT_1D_SIZE"):
            size, flat = _size(words), words[0] == "LUT_1D_SIZE"
        elif words[0] in ("DOMAIN_MIN", "DOMAIN_MAX", "LUT_3D_INPUT_RANGE", "LUT_1D_INPUT_RANGE"):
            low, high = _domain(words, low, high)
        elif not words[0][0].isalpha():
            values.append([float(word) for word in words[:3]])
    wanted = size if flat else size**3
    if not size or len(values) != wanted:
        raise ValueError(f"it has {len(values)} rows of colours, not {wanted}")
    return _flat(values, low, high) if flat else _solid(values, size, low, high)


def _size(words: list[str]) -> int:
    size = int(words[1]) if len(words) > 1 else 0
    if not 2 <= size <= (MOST_ENTRIES if words[0] == "LUT_1D_SIZE" else MOST_SIDE):
        raise ValueError(f"a size of {size} is not supported")
    return size


def _checked(values: list[list[float]], low: Triple, high: Triple) -> NDArray[np.float32]:
    if any(len(row) != 3 for row in values):
        raise ValueError("a colour has fewer than three numbers")
    table = np.array(values, np.float32)
    if not np.isfinite(table).all():
        raise ValueError("it has values that are not finite")
    if not all(b > a for a, b in zip(low, high, strict=True)):
        raise ValueError("its domain is empty")
    return table


def _flat(values: list[list[float]], low: Triple, high: Triple) -> Cube:
    return Cube(None, _curves(_checked(values, low, high), low, high), low, high)


def _solid(values: list[list[float]], size: int, low: Triple, high: Triple) -> Cube:
    # Rows run red fastest, then green, then blue: index [b, g, r].
    blue_green_red = _checked(values, low, high).reshape(size, size, size, 3)
    tiles = np.ascontiguousarray(blue_green_red.transpose(1, 0, 2, 3).reshape(size, size * size, 3))
    return Cube(np.asarray(np.clip(tiles, 0, 1) * 255, np.float32), None, low, high)


def _domain(words: list[str], low: Triple, high: Triple) -> tuple[Triple, Triple]:
    numbers = [float(word) for word in words[1:]]
    if words[0].endswith("INPUT_RANGE") and len(numbers) == 2:
        return (numbers[0],) * 3, (numbers[1],) * 3
    if len(numbers) != 3:
        raise ValueError(f"{words[0]} needs three numbers")
    triple = (numbers[0], numbers[1], numbers[2])
    return (triple, high) if words[0] == "DOMAIN_MIN" else (low, triple)


def _curves(table: NDArray[np.float32], low: Triple, high: Triple) -> Rgb:
    columns = []
    for channel in range(3):
        at = (np.arange(256) / 255 - low[channel]) / (high[channel] - low[channel])
        level = np.interp(np.clip(at, 0, 1), np.linspace(0, 1, len(table)), table[:, channel])
        columns.append(np.rint(np.clip(level, 0, 1) * 255).astype(np.uint8).reshape(256, 1))
    return np.asarray(cv2.merge(columns), np.uint8)


def apply_cube(rgb: Rgb, cube: Cube) -> Rgb:
    """H×W×3 uint8 through the table; three-linear between its points.

    Two bilinear look-ups in the slices below and above the blue value, then a mix of both.
    """
    if cube.curves is not None:
        return np.asarray(cv2.LUT(rgb, cube.curves), np.uint8)
    assert cube.tiles is not None
    size = cube.tiles.shape[0]
    red, green, blue = (_positions(cube, channel, size) for channel in range(3))
    below = np.minimum(np.floor(blue), size - 2)
    planes = cv2.split(rgb)
    at_red, at_green = cv2.LUT(planes[0], red), cv2.LUT(planes[1], green)
    tile = cv2.LUT(planes[2], np.asarray(below * size, np.float32))
    share = cv2.LUT(planes[2], np.asarray(blue - below, np.float32))
    x = cv2.add(at_red, tile)
    lower = cv2.remap(cube.tiles, x, at_green, cv2.INTER_LINEAR)
    upper = cv2.remap(cube.tiles, cv2.add(x, float(size)), at_green, cv2.INTER_LINEAR)
    mixed = cv2.blendLinear(upper, lower, share, cv2.subtract(1.0, share))
    return np.asarray(cv2.convertScaleAbs(mixed), np.uint8)


def _positions(cube: Cube, channel: int, size: int) -> NDArray[np.float32]:
    span = cube.high[channel] - cube.low[channel]
    at = (np.arange(256) / 255 - cube.low[channel]) / span
    return np.asarray(np.clip(at, 0, 1) * (size - 1), np.float32)
