"""Pictures bent by a smooth displacement: lenses, swirls, waves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cutroom.effects.fields import Field, coarse
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import Border, remap

Displacement = Callable[[Field, Field], tuple[Field, Field]]


def bent(
    picture: Picture, displacement: Displacement, border: Border = "clamp", most: int = 120
) -> Picture:
    """Each pixel takes the source at its own place plus a displacement.

    ``displacement`` gets x and y (half short sides from the centre, y down) and returns what to add
    to them. It is computed on a grid of ``most`` cells on the short side, so it must be smooth.
    """
    width, height = picture.width, picture.height
    half = np.float32(min(width, height) / 2)
    dx = coarse(width, height, lambda x, y: displacement(x, y)[0], most)
    dy = coarse(width, height, lambda x, y: displacement(x, y)[1], most)
    map_x = dx * half + (np.arange(width, dtype=np.float32) + np.float32(0.5))
    map_y = dy * half + (np.arange(height, dtype=np.float32) + np.float32(0.5))[:, None]
    return remap(picture, np.asarray(map_x), np.asarray(map_y), border)


def swirled(picture: Picture, degrees: float, radius: float = 1.6) -> Picture:
    """The middle turned by ``degrees``, the turn fading out at ``radius`` half short sides."""

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        far = np.minimum(np.hypot(x, y) / np.float32(radius), 1.0)
        angle = np.float32(np.radians(degrees)) * (1 - far) ** 2
        c, s = np.cos(angle), np.sin(angle)
        return np.asarray(x * c - y * s - x), np.asarray(x * s + y * c - y)

    return bent(picture, displacement, "mirror", 240)


def rippled(picture: Picture, amount: float, waves: float, phase: float, decay: float) -> Picture:
    """Circular waves: ``amount`` half short sides high, ``waves`` per half short side."""

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        far = np.hypot(x, y) + np.float32(1e-4)
        push = np.float32(amount) * np.sin(
            np.float32(2 * np.pi) * (far * np.float32(waves) - phase)
        )
        push = push * np.exp(-np.float32(decay) * far) / far
        return np.asarray(x * push, np.float32), np.asarray(y * push, np.float32)

    return bent(picture, displacement, "mirror", 240)


def waved(
    picture: Picture, amount: float, waves: float, phase: float, *, upright: bool = False
) -> Picture:
    """Straight waves: rows shifted sideways, or with ``upright`` columns shifted up and down."""

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        along = x if upright else y
        push = np.float32(amount) * np.sin(
            np.float32(2 * np.pi) * (along * np.float32(waves) + phase)
        )
        still = np.zeros_like(x)
        return (still, push) if upright else (push, still)

    return bent(picture, displacement, "mirror")


def bulged(
    picture: Picture, amount: float, radius: float, x: float = 0.0, y: float = 0.0
) -> Picture:
    """A lens at a point: ``amount`` above 0 swells, below 0 pinches, to ``radius`` half short sides."""

    def displacement(across: Field, down: Field) -> tuple[Field, Field]:
        dx, dy = across - np.float32(x), down - np.float32(y)
        far = np.minimum(np.hypot(dx, dy) / np.float32(radius), 1.0)
        pull = -np.float32(amount) * (1 - far * far) ** 2
        return np.asarray(dx * pull, np.float32), np.asarray(dy * pull, np.float32)

    return bent(picture, displacement, "mirror")


def fish_eyed(picture: Picture, amount: float) -> Picture:
    """Barrel distortion of the whole picture: ``amount`` 1 is strong, below 0 a pincushion."""

    aspect = max(picture.width, picture.height) / min(picture.width, picture.height)
    # The corners stay where they are, so nothing beyond the picture is needed.
    far = np.float32(1 + aspect * aspect)

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        push = np.float32(0.45 * amount) * ((x * x + y * y) / far - 1)
        return np.asarray(x * push, np.float32), np.asarray(y * push, np.float32)

    return bent(picture, displacement, "mirror")
