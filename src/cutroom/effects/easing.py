"""How progress becomes motion: named easings, and where a motion stands between absent and at rest.

The cubic Béziers are given as the two control points of a unit curve, as CSS does.
"""

from __future__ import annotations

from math import cos, exp, pi, sin

from cutroom.core.curves import ease

_BEZIERS = {
    "in": (0.42, 0.0, 1.0, 1.0),
    "out": (0.0, 0.0, 0.58, 1.0),
    "in-out": (0.42, 0.0, 0.58, 1.0),
    "strong-in": (0.7, 0.0, 0.84, 0.0),
    "strong-out": (0.16, 1.0, 0.3, 1.0),
    "strong-in-out": (0.83, 0.0, 0.17, 1.0),
    "back": (0.34, 1.56, 0.64, 1.0),
}
EASINGS = ("linear", *_BEZIERS, "spring", "bounce")
"""Every easing an effect may be given."""


def eased(easing: str, progress: float) -> float:
    """``progress`` 0–1 through a named easing; 0 and 1 stay, "back" and "spring" overshoot."""
    if progress <= 0.0:
        return 0.0
    if progress >= 1.0:
        return 1.0
    if easing in _BEZIERS:
        return ease(*_BEZIERS[easing], progress)
    if easing == "spring":
        return spring(progress)
    if easing == "bounce":
        return bounce(progress)
    return progress


def spring(progress: float, swings: float = 2.0, damping: float = 5.0) -> float:
    """A damped oscillation from 0 to 1; the remainder of the decay is spread so that it ends at 1."""
    left = exp(-damping * progress) * cos(2 * pi * swings * progress)
    return 1.0 - left + progress * exp(-damping) * cos(2 * pi * swings)


def bounce(progress: float) -> float:
    """A ball let fall: reaches 1, then rebounds to lower and lower heights."""
    # Half a throw and three rebounds, each 0.55 as long as the last: together exactly 1.
    length = 1.0 / (0.5 + 0.55 + 0.55**2 + 0.55**3)
    start, height = -length / 2, 1.0
    while progress > start + length and height > 0.03:
        start, length, height = start + length, length * 0.55, height * 0.28
    along = min(1.0, (progress - start) / length) * 2.0 - 1.0
    return 1.0 - height * max(0.0, 1.0 - along * along)


def smooth(low: float, high: float, value: float) -> float:
    """0 below ``low``, 1 above ``high``, a cubic S between them."""
    if high == low:
        return 0.0 if value < low else 1.0
    t = min(max((value - low) / (high - low), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def window(progress: float, start: float, end: float) -> float:
    """Where ``progress`` stands within [start, end], clamped to 0–1."""
    if end <= start:
        return 1.0 if progress >= end else 0.0
    return min(max((progress - start) / (end - start), 0.0), 1.0)


def hump(progress: float) -> float:
    """0 at both ends, 1 in the middle, flat at all three."""
    return 0.5 - 0.5 * cos(2 * pi * min(max(progress, 0.0), 1.0))


def presence(progress: float, leaving: bool, easing: str) -> float:
    """How much a motion has arrived: 1 at rest. A leaving motion is the arriving one backwards."""
    return eased(easing, 1.0 - progress if leaving else progress)


def decaying(progress: float, leaving: bool) -> float:
    """The size of a shake that dies away towards rest: 1 when it is wildest, 0 at rest."""
    left = progress if leaving else 1.0 - progress
    return left * left


def wave(phase: float) -> float:
    """A sine of ``phase`` turns."""
    return sin(2 * pi * phase)
