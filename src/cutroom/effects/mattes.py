"""When each place of a canvas changes, as a 0–1 field: grids of shapes, rays, strokes, cells, edges.

What a threshold of such a field uncovers, a transition shows of the next picture and an entrance of
its clip. Fields are kept, because one is asked for on every frame of a span.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, pi

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.chance import chances
from cutroom.effects.fields import Field, Mask, evened, grid, hair, ramp, threshold
from cutroom.effects.outlines import fill, outline

_DIRECTIONS = 1024
COMPACT = (
    "circle", "square", "diamond", "hexagon", "triangle", "heart", "star", "flower", "cloud", "drop",
    "butterfly", "snowflake", "leaf", "maple",
)  # fmt: skip
"""Shapes that grow evenly enough to cover a cell."""


@dataclass(frozen=True, slots=True)
class Matte:
    """Which field: ``style`` is one of :data:`STYLES`; what the rest means depends on it.

    ``count`` cells, rays, arms or strokes; ``angle`` degrees clockwise from right; ``spread`` the
    delay from the first to the last, ``rough`` how uneven, both 0–1; ``shape`` for "shapes".
    """

    style: str
    count: int = 8
    angle: float = 0.0
    spread: float = 0.5
    rough: float = 0.5
    shape: str = "circle"


@lru_cache(maxsize=2)
def matte(width: int, height: int, kind: Matte, seed: int) -> Field:
    """The field of a matte, H×W, 0 where it uncovers first and 1 where last."""
    return evened(_STYLES[kind.style](width, height, kind, seed))


def shape_distance(shape: str, x: Field, y: Field) -> Field:
    """How large (in radii) a shape about the origin must be to reach each place; at most 4."""
    far, angle = cv2.cartToPolar(np.ascontiguousarray(x), np.ascontiguousarray(y))
    index = (angle * np.float32(_DIRECTIONS / (2 * pi))).astype(np.int32) % _DIRECTIONS
    return np.asarray(np.minimum(far * np.take(_reach(shape), index), 4.0), np.float32)


@cache
def _reach(shape: str) -> NDArray[np.float32]:
    """One over the radius of a shape in each direction."""
    points = outline(shape)
    share = np.linspace(0, 1, 48, endpoint=False)[:, None, None]
    dense = (points * (1 - share) + np.roll(points, -1, axis=0) * share).reshape(-1, 2)
    angle = np.arctan2(dense[:, 1], dense[:, 0]) % (2 * pi)
    bins = (angle * _DIRECTIONS / (2 * pi)).astype(int) % _DIRECTIONS
    radius = np.zeros(_DIRECTIONS)
    np.maximum.at(radius, bins, np.hypot(dense[:, 0], dense[:, 1]))
    known = np.flatnonzero(radius)
    filled = np.interp(np.arange(_DIRECTIONS), known, radius[known], period=_DIRECTIONS)
    return (1.0 / np.maximum(filled, 0.05)).astype(np.float32)


def _shapes(width: int, height: int, kind: Matte, seed: int) -> Field:
    """A grid of shapes, ``count`` on the long side, that grow one after another along the angle."""
    side = max(width, height) / kind.count
    x, y = (plane * np.float32(min(width, height) / 2 / side) for plane in grid(width, height))
    row = np.floor(y + np.float32(0.5))
    # Every second row is shifted by half a cell, so that round shapes close up soonest.
    shift = np.float32(0.5) * np.mod(row, 2)
    inside = (x + shift) - np.floor(x + shift + np.float32(0.5))
    size = shape_distance(kind.shape, np.asarray(inside * 2, np.float32), (y - row) * 2)
    late = np.broadcast_to(ramp(width, height, kind.angle % 360.0), (height, width))
    return np.asarray(late * np.float32(kind.spread * 4) + np.minimum(size, 2.6), np.float32)


def _rays(width: int, height: int, kind: Matte, seed: int) -> Field:
    """A sunburst: ``count`` wedges that open, uneven by chance."""
    x, y = grid(width, height)
    turn = cv2.phase(np.ascontiguousarray(x), np.ascontiguousarray(y)) / np.float32(2 * pi)
    along = turn * np.float32(kind.count) + np.float32(kind.angle / 360 * kind.count)
    number = np.floor(along)
    inside = np.abs(along - number - np.float32(0.5)) * 2
    late = chances(seed + 17, kind.count, 1)[:, 0].astype(np.float32) * np.float32(kind.rough)
    far = np.hypot(x, y)
    return np.asarray(
        inside + late[number.astype(np.int32) % kind.count] + far * np.float32(kind.spread),
        np.float32,
    )


def _spiral(width: int, height: int, kind: Matte, seed: int) -> Field:
    """Arms of a spiral that widen, ``count`` of them, the inner parts first."""
    x, y = grid(width, height)
    turn = cv2.phase(np.ascontiguousarray(x), np.ascontiguousarray(y)) / np.float32(2 * pi)
    far = np.hypot(x, y)
    along = turn * np.float32(kind.count) + far * np.float32(0.4 * kind.count)
    inside = np.abs(along - np.floor(along) - np.float32(0.5)) * 2
    return np.asarray(inside + far * np.float32(0.3 + kind.spread), np.float32)


def _edge(bump: Callable[[Field], Field], reach: float) -> Callable[..., Field]:
    def draw(width: int, height: int, kind: Matte, seed: int) -> Field:
        along = np.broadcast_to(ramp(width, height, kind.angle % 360.0), (height, width))
        across = np.broadcast_to(ramp(width, height, (kind.angle + 90) % 360.0), (height, width))
        pushed = bump(np.asarray(across * np.float32(kind.count), np.float32))
        return np.asarray(along + pushed * np.float32(reach * (0.3 + kind.rough)), np.float32)

    return draw


def _wavy(at: Field) -> Field:
    return np.asarray(np.sin(at * np.float32(2 * pi)), np.float32)


def _zigzag(at: Field) -> Field:
    return np.asarray(np.abs(at - np.floor(at) - np.float32(0.5)) * 4 - 1, np.float32)


def _scallop(at: Field) -> Field:
    inside = (at - np.floor(at)) * 2 - 1
    return np.asarray(-np.sqrt(np.maximum(1 - inside * inside, 0)), np.float32)


def _drips(width: int, height: int, kind: Matte, seed: int) -> Field:
    """Paint that runs: fingers of uneven length with round tips, ahead of the rest."""
    along = np.broadcast_to(ramp(width, height, kind.angle % 360.0), (height, width))
    across = np.broadcast_to(ramp(width, height, (kind.angle + 90) % 360.0), (height, width))
    at = across * np.float32(kind.count)
    number = np.floor(at).astype(np.int32)
    inside = (at - number) * 2 - 1
    length = chances(seed + 23, kind.count + 2, 1)[:, 0].astype(np.float32)
    finger = np.sqrt(np.maximum(1 - (inside * np.float32(1.25)) ** 2, 0))
    ahead = (np.float32(0.25) + length[np.clip(number, 0, kind.count)]) * finger
    return np.asarray(along - ahead * np.float32(0.45 * (0.2 + kind.rough)), np.float32)


def _strokes(width: int, height: int, kind: Matte, seed: int) -> Field:
    """A brush goes to and fro in ``count`` strokes; bristles leave a ragged edge."""
    return _painted(width, height, kind, (0.72, 0.16), seed)


def _scribble(width: int, height: int, kind: Matte, seed: int) -> Field:
    """A thick pen scribbles in one line from one side to the other."""
    return _painted(width, height, kind, (0.78, 0.0), seed)


def _painted(width: int, height: int, kind: Matte, look: tuple[float, float], seed: int) -> Field:
    """A zigzag line drawn point by point, each dab with its own time; ``look`` is width, bristles."""
    by = max(1.0, min(width, height) / 270)
    wide, tall = max(2, round(width / by)), max(2, round(height / by))
    steps = 40 * kind.count
    late = np.full((tall, wide), 1.0, np.float32)
    reach = np.hypot(wide, tall) / 2
    c, s = np.cos(np.radians(kind.angle)), np.sin(np.radians(kind.angle))
    lines = np.arange(steps + 1) / steps * kind.count
    down = (lines / kind.count * 2 - 1) * 1.2
    side = np.abs((lines % 2) - 1) * 2 - 1
    wobble = chances(seed + 29, kind.count + 2, 1)[:, 0][lines.astype(int)] - 0.5
    along = side * (1.2 + 0.3 * kind.rough * wobble)
    slant = down + 0.9 / kind.count * side * np.where(lines.astype(int) % 2, -1, 1)
    x = (wide / 2) + (along * c * wide / 2 - slant * s * reach)
    y = (tall / 2) + (along * s * reach + slant * c * tall / 2)
    thick = max(1, ceil(look[0] * 2 * max(tall, reach * abs(s) * 2) / kind.count))
    for k in range(steps - 1, -1, -1):
        cv2.line(late, (int(x[k]), int(y[k])), (int(x[k + 1]), int(y[k + 1])), k / steps, thick)
    if look[1]:
        hairs = chances(seed + 31, tall, 1)[:, 0].astype(np.float32)[:, None]
        late += cv2.GaussianBlur(hairs, (1, 5), 0).reshape(-1, 1) * np.float32(
            look[1] / kind.count**0.5
        )
    return np.asarray(cv2.resize(late, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _bites(width: int, height: int, kind: Matte, seed: int) -> Field:
    """Round bites, row by row, from the side the angle comes from."""
    late = np.full((height, width), 1.0, np.float32)
    places = max(2, kind.count)
    along, across = np.meshgrid((np.arange(places + 1)) / places, (np.arange(3) + 0.5) / 3)
    order = np.argsort((along * 3 + across * 0.45).ravel())
    c, s = np.cos(np.radians(kind.angle)), np.sin(np.radians(kind.angle))
    reach = abs(c) * width + abs(s) * height
    breadth = abs(s) * width + abs(c) * height
    radius = max(reach / places, breadth / 3) * 0.66
    ring = np.column_stack([np.cos(t := np.linspace(0, 2 * pi, 40)), np.sin(t)]) * radius
    for turn, place in reversed(list(enumerate(order))):
        a = (along.ravel()[place] - 0.5) * reach
        b = (across.ravel()[place] - 0.5) * breadth
        centre = np.array([width / 2 + a * c - b * s, height / 2 + a * s + b * c])
        fixed = np.rint((ring + centre) * 16).astype(np.int32)
        cv2.fillPoly(late, [fixed], turn / len(order), cv2.LINE_8, 4)
    return late


def _cells(width: int, height: int, kind: Matte, seed: int) -> Field:
    """Crystals: cells about scattered points, the outer ones first, each from its own rim."""
    by = max(1.0, min(width, height) / 216)
    wide, tall = max(2, round(width / by)), max(2, round(height / by))
    count = kind.count * max(1, round(kind.count * tall / wide))
    points = chances(seed + 37, count, 2) * (wide, tall)
    x, y = np.meshgrid(np.arange(wide) + 0.5, np.arange(tall) + 0.5)
    nearest = np.full((tall, wide), 1e9, np.float32)
    owner = np.zeros((tall, wide), np.int32)
    for number, (px, py) in enumerate(points):
        gap = np.hypot(x - px, y - py).astype(np.float32)
        closer = gap < nearest
        nearest[closer], owner[closer] = gap[closer], number
    rim = np.minimum(points, (wide, tall) - points).min(axis=1) / min(wide, tall)
    late = (rim + 0.25 * kind.rough * chances(seed + 41, count, 1)[:, 0]).astype(np.float32)
    cell = np.float32(np.sqrt(wide * tall / count))
    drawn = late[owner] - nearest / cell * np.float32(0.18 * (1 - kind.spread))
    return np.asarray(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_LINEAR))


def _jigsaw(width: int, height: int, kind: Matte, seed: int) -> Field:
    """Puzzle pieces with knobs, one after another by chance."""
    late = np.zeros((height, width), np.float32)
    order = chances(seed + 43, kind.count * kind.count, 1)[:, 0].argsort().argsort()
    for number, points in enumerate(jigsaw(width, height, kind.count)):
        piece = np.zeros((height, width), np.uint8)
        fill(piece, points, (255,))
        late[piece > 127] = order[number] + 1.0
    return late


def jigsaw(width: int, height: int, columns: int) -> list[NDArray[np.float64]]:
    """Outlines of the pieces of a jigsaw puzzle, row by row, in pixels."""
    rows = max(1, round(columns * height / width))
    step = np.array([width / columns, height / rows])
    return [
        (_piece(column, row, columns, rows) + np.array([column, row])) * step
        for row in range(rows)
        for column in range(columns)
    ]


def _piece(column: int, row: int, columns: int, rows: int) -> NDArray[np.float64]:
    """One piece of unit size: knobs outwards or inwards by place, none on the rim."""
    sides = (
        ((0.0, 0.0), (1.0, 0.0), row > 0, (column + row) % 2),
        ((1.0, 0.0), (0.0, 1.0), column < columns - 1, (column + row + 1) % 2),
        ((1.0, 1.0), (-1.0, 0.0), row < rows - 1, (column + row) % 2),
        ((0.0, 1.0), (0.0, -1.0), column > 0, (column + row + 1) % 2),
    )
    turn = np.linspace(pi, 0, 9)
    points = []
    for start, way, joined, outwards in sides:
        out = np.array([way[1], -way[0]]) * (1 if outwards else -1)
        points.append(np.array([start]))
        if joined:
            along = 0.5 + 0.12 * np.cos(turn)
            high = 0.09 + 0.12 * np.sin(turn)
            points.append(np.array(start) + along[:, None] * np.array(way) + high[:, None] * out)
    return np.concatenate(points)


_STYLES: dict[str, Callable[[int, int, Matte, int], Field]] = {
    "shapes": _shapes,
    "rays": _rays,
    "spiral": _spiral,
    "wavy": _edge(_wavy, 0.09),
    "zigzag": _edge(_zigzag, 0.09),
    "scallop": _edge(_scallop, 0.16),
    "drips": _drips,
    "strokes": _strokes,
    "scribble": _scribble,
    "bites": _bites,
    "cells": _cells,
    "jigsaw": _jigsaw,
}
STYLES = tuple(_STYLES)
"""Every matte."""


def uncovered(field: Field, level: float, softness: float) -> Mask:
    """The mask of a matte at a level 0–1, its edge at least a pixel or so wide."""
    height, width = field.shape
    return threshold(field, level, max(softness, 3 * hair(width, height)))
