"""Pictures bent by a smooth displacement: lenses, swirls, waves."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from cutroom.effects.fields import Field, Places, coarse_places
from cutroom.picture.picture import Picture, Plane

Displacement = Callable[[Field, Field], tuple[Field, Field]]


def bent(picture: Picture, displacement: Displacement, most: int = 120) -> Picture:
    """Each pixel takes the source at its own place plus a displacement; mirrored beyond the edges.

    ``displacement`` gets x and y (half short sides from the centre, y down) and returns what to add
    to them. It is computed on a grid of ``most`` cells on the short side, so it must be smooth.
    """
    y, u, v, alpha = picture.planes
    maps, half_maps = _maps(picture.width, picture.height, displacement, most)
    luma, *chroma = _looked_up(y, maps), _looked_up(u, half_maps), _looked_up(v, half_maps)
    if alpha is None:
        return Picture.from_planes(luma, *chroma)
    cover = picture.chroma_alpha
    assert cover is not None
    bent_alpha, bent_cover = _looked_up(alpha, maps), _looked_up(cover, half_maps)
    return Picture.from_planes(luma, chroma[0], chroma[1], bent_alpha, bent_cover)


def _maps(width: int, height: int, displacement: Displacement, most: int) -> tuple[Places, Places]:
    """Where every sample of luma and of chroma comes from, counted from sample centres."""
    half = np.float32(min(width, height) / 2)
    middle = np.float32(width / 2 - 0.5), np.float32(height / 2 - 0.5)

    def places(x: Field, y: Field) -> Places:
        # Interpolation keeps what is linear, so the pixel's own place may be added on the grid.
        dx, dy = displacement(x, y)
        return (
            np.asarray((x + dx) * half + middle[0], np.float32),
            np.asarray((y + dy) * half + middle[1], np.float32),
        )

    return coarse_places(width, height, places, most)


def _looked_up(plane: Plane, maps: Places) -> Plane:
    taken = cv2.remap(plane, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(taken, np.uint8)


def swirled(picture: Picture, degrees: float, radius: float = 1.6) -> Picture:
    """The middle turned by ``degrees``, the turn fading out at ``radius`` half short sides."""

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        far = np.minimum(np.hypot(x, y) / np.float32(radius), 1.0)
        angle = np.float32(np.radians(degrees)) * (1 - far) ** 2
        c, s = np.cos(angle), np.sin(angle)
        return np.asarray(x * c - y * s - x), np.asarray(x * s + y * c - y)

    return bent(picture, displacement, 240)


def rippled(picture: Picture, amount: float, waves: float, phase: float, decay: float) -> Picture:
    """Circular waves: ``amount`` half short sides high, ``waves`` per half short side."""

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        far = np.hypot(x, y) + np.float32(1e-4)
        push = np.float32(amount) * np.sin(
            np.float32(2 * np.pi) * (far * np.float32(waves) - phase)
        )
        push = push * np.exp(-np.float32(decay) * far) / far
        return np.asarray(x * push, np.float32), np.asarray(y * push, np.float32)

    return bent(picture, displacement, 240)


def waved(picture: Picture, amount: tuple[float, float], waves: float, phase: float) -> Picture:
    """Straight waves: rows shifted sideways by the first amount, columns up and down by the second.

    Amounts in half short sides, ``waves`` per half short side, ``phase`` in turns.
    """

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        turn = np.float32(2 * np.pi)
        across = np.float32(amount[0]) * np.sin(turn * (y * np.float32(waves) + phase))
        down = np.float32(amount[1]) * np.sin(turn * (x * np.float32(0.8 * waves) + 0.7 * phase))
        return np.asarray(across, np.float32), np.asarray(down, np.float32)

    return bent(picture, displacement)


def bulged(
    picture: Picture, amount: float, radius: float, x: float = 0.0, y: float = 0.0
) -> Picture:
    """A lens at a point: ``amount`` above 0 swells, below 0 pinches, to ``radius`` half short sides."""

    def displacement(across: Field, down: Field) -> tuple[Field, Field]:
        dx, dy = across - np.float32(x), down - np.float32(y)
        far = np.minimum(np.hypot(dx, dy) / np.float32(radius), 1.0)
        pull = -np.float32(amount) * (1 - far * far) ** 2
        return np.asarray(dx * pull, np.float32), np.asarray(dy * pull, np.float32)

    return bent(picture, displacement)


def fish_eyed(picture: Picture, amount: float) -> Picture:
    """Barrel distortion of the whole picture: ``amount`` 1 is strong, below 0 a pincushion."""

    aspect = max(picture.width, picture.height) / min(picture.width, picture.height)
    # The corners stay where they are, so nothing beyond the picture is needed.
    far = np.float32(1 + aspect * aspect)

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        push = np.float32(0.45 * amount) * ((x * x + y * y) / far - 1)
        return np.asarray(x * push, np.float32), np.asarray(y * push, np.float32)

    return bent(picture, displacement)
