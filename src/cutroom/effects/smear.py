"""Motion blur towards a point, around it, or along a line, at a cost that does not grow with strength."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, cos, log2, radians, sin

from cutroom.effects.placing import spun, zoomed
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, translation
from cutroom.picture.sampling import blur, mix, resize, warp

_MOST_PASSES = 5
_SMALLEST = 60


def zoom_smeared(picture: Picture, amount: float, x: float = 0.0, y: float = 0.0) -> Picture:
    """Every pixel averaged with the picture enlarged up to 1 + ``amount`` about a point."""
    reach = amount * min(picture.width, picture.height) / 2
    if reach < 1.0:
        return picture
    small, passes = _prepared(picture, reach)

    def step(share: float) -> Matrix:
        return zoomed(small.width, small.height, (1.0 + amount) ** share, x, y)

    return resize(_averaged(small, step, passes), picture.width, picture.height)


def spin_smeared(picture: Picture, degrees: float) -> Picture:
    """Every pixel averaged along an arc of ``degrees`` about the centre."""
    reach = abs(radians(degrees)) * min(picture.width, picture.height) / 2
    if reach < 1.0:
        return picture
    small, passes = _prepared(picture, reach)

    def step(share: float) -> Matrix:
        return spun(small.width, small.height, degrees * share)

    return resize(_averaged(small, step, passes), picture.width, picture.height)


def line_smeared(picture: Picture, length: float, angle: float) -> Picture:
    """Every pixel averaged along a line of ``length`` short sides, centred on it."""
    reach = length * min(picture.width, picture.height)
    if reach < 1.0:
        return picture
    right, down = cos(radians(angle)), sin(radians(angle))
    if abs(right) < 1e-6 or abs(down) < 1e-6:
        # A box of length L has the variance of a Gaussian of sigma L / √12.
        sigma = reach / 12**0.5
        return blur(picture, sigma * abs(right), sigma * abs(down))
    small, passes = _prepared(picture, reach)
    size = length * min(small.width, small.height)

    def step(share: float) -> Matrix:
        return translation(right * size * share, down * size * share)

    start = warp(small, step(-0.5), small.width, small.height)
    return resize(_averaged(start, step, passes), picture.width, picture.height)


def reduced(picture: Picture, reach: float) -> Picture:
    """``picture`` at half size where a smear of ``reach`` short sides hides that anyway."""
    short = min(picture.width, picture.height)
    if reach * short < 8 or short < 2 * _SMALLEST:
        return picture
    return resize(picture, picture.width // 2, picture.height // 2)


def _averaged(picture: Picture, step: Callable[[float], Matrix], passes: int) -> Picture:
    """Repeated halving: each pass mixes the picture with itself moved half as far as the last."""
    drawn, share = picture, 0.5
    for _ in range(passes):
        moved = warp(drawn, step(share), drawn.width, drawn.height)
        drawn = mix(drawn, moved, 0.5)
        share /= 2
    return drawn


def _prepared(picture: Picture, reach: float) -> tuple[Picture, int]:
    """A copy reduced as far as a smear of ``reach`` pixels hides it, and the passes it then needs."""
    short = min(picture.width, picture.height)
    # Halved from 8 pixels on, quartered from 48: what the smear leaves is no finer.
    by = 4 if reach >= 48 else 2 if reach >= 8 else 1
    while by > 1 and short / by < _SMALLEST:
        by //= 2
    passes = max(1, min(_MOST_PASSES, ceil(log2(max(2.0, reach / by)))))
    if by == 1:
        return picture, passes
    return resize(picture, max(2, picture.width // by), max(2, picture.height // by)), passes
