"""Motion blur towards a point, around it, or along a line, at a cost that does not grow with strength."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, log2, radians, sin

from cutroom.effects.placing import spun, zoomed
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, translation
from cutroom.picture.sampling import blur, mix, resize, warp

_PASSES = 5


def zoom_smeared(picture: Picture, amount: float, x: float = 0.0, y: float = 0.0) -> Picture:
    """Every pixel averaged with the picture enlarged up to 1 + ``amount`` about a point."""
    if amount < 0.004:
        return picture
    small = _reduced(picture, amount)

    def step(share: float) -> Matrix:
        return zoomed(small.width, small.height, (1.0 + amount) ** share, x, y)

    return _grown(_averaged(small, step), picture)


def spin_smeared(picture: Picture, degrees: float) -> Picture:
    """Every pixel averaged along an arc of ``degrees`` about the centre."""
    if abs(degrees) < 0.3:
        return picture
    small = _reduced(picture, abs(radians(degrees)))
    return _grown(
        _averaged(small, lambda share: spun(small.width, small.height, degrees * share)), picture
    )


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
    small = _reduced(picture, length)
    size = length * min(small.width, small.height)

    def step(share: float) -> Matrix:
        return translation(right * size * share, down * size * share)

    start = warp(small, step(-0.5), small.width, small.height)
    return _grown(_averaged(start, step), picture)


def _averaged(picture: Picture, step: Callable[[float], Matrix]) -> Picture:
    """Repeated halving: each pass mixes the picture with itself moved half as far as the last."""
    drawn, share = picture, 0.5
    for _ in range(_PASSES):
        moved = warp(drawn, step(share), drawn.width, drawn.height)
        drawn = mix(drawn, moved, 0.5)
        share /= 2
    return drawn


def _reduced(picture: Picture, amount: float) -> Picture:
    """A smaller copy when the smear is so long that fine detail cannot survive it."""
    short = min(picture.width, picture.height)
    by = 2 ** max(0, min(3, int(log2(max(1.0, amount * short / 24)))))
    if by == 1 or short / by < 60:
        return picture
    return resize(picture, max(2, picture.width // by), max(2, picture.height // by))


def _grown(small: Picture, like: Picture) -> Picture:
    return resize(small, like.width, like.height)
