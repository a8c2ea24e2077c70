"""Colour look-up tables of the .cube format (Adobe Cube LUT Specification 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cutroom.core.errors import MediaError
from cutroom.effects.toning import Curves, curve_tables

MOST_BYTES = 64 * 1024 * 1024
MOST_SIDE, MOST_ENTRIES = 129, 65536

Triple = tuple[float, float, float]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cube:
    """``points`` is indexed blue, green, red and holds RGB 0–1; or ``curves`` is 3×256, 8 bit.

    ``low`` and ``high`` are the domain per channel.
    """

    points: NDArray[np.float32] | None
    curves: Curves | None
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
    # Rows run red fastest, then green, then blue.
    points = _checked(values, low, high).reshape(size, size, size, 3)
    return Cube(np.asarray(np.clip(points, 0, 1), np.float32), None, low, high)


def _domain(words: list[str], low: Triple, high: Triple) -> tuple[Triple, Triple]:
    numbers = [float(word) for word in words[1:]]
    if words[0].endswith("INPUT_RANGE") and len(numbers) == 2:
        return (numbers[0],) * 3, (numbers[1],) * 3
    if len(numbers) != 3:
        raise ValueError(f"{words[0]} needs three numbers")
    triple = (numbers[0], numbers[1], numbers[2])
    return (triple, high) if words[0] == "DOMAIN_MIN" else (low, triple)


def _curves(table: NDArray[np.float32], low: Triple, high: Triple) -> Curves:
    levels = []
    for channel in range(3):
        at = (np.arange(256) / 255 - low[channel]) / (high[channel] - low[channel])
        even = np.linspace(0, 1, len(table))
        levels.append(np.interp(np.clip(at, 0, 1), even, table[:, channel].astype(np.float64)))
    return curve_tables(levels)


def looked_up(points: NDArray[np.float32], cube: Cube, rgb: NDArray[np.float32]) -> Values:
    """N×3 colours 0–1 through the points of a cube, three-linear between them."""
    size = points.shape[0]
    low, span = np.array(cube.low), np.array(cube.high) - np.array(cube.low)
    at = np.clip((rgb - low) / span, 0, 1) * (size - 1)
    first = np.minimum(at.astype(np.intp), size - 2)
    share = (at - first).astype(np.float32)
    total = np.zeros((len(rgb), 3), np.float32)
    for corner in range(8):
        far = np.array([corner & 1, corner >> 1 & 1, corner >> 2])
        weight = np.where(far, share, 1 - share).prod(axis=1, keepdims=True)
        red, green, blue = (first + far).T
        total += points[blue, green, red] * weight
    return total
