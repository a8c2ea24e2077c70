"""The two-pass 17-tap blur.

Weights .20 .19 .17 .15 .13 .11 .08 .05 .02 from the centre to each side, normalised; taps lie
4 · amount · 1.25 · min(W, H) / 720 pixels apart; edges are repeated (draft-format 8.3).
"""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.spec import Filter, Moment, always, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur

_WEIGHTS = (0.20, 0.19, 0.17, 0.15, 0.13, 0.11, 0.08, 0.05, 0.02)
_TOTAL = _WEIGHTS[0] + 2 * sum(_WEIGHTS[1:])
# The taps form a smooth bell; a Gaussian of the same variance costs a tenth and shows no grid.
_SIGMA_STEPS = (2 * sum(w * k * k for k, w in enumerate(_WEIGHTS)) / _TOTAL) ** 0.5


@dataclass(frozen=True, slots=True)
class Params:
    """How much, and which way."""

    amount: float = number(0.5, 0.0, 4.0, "1 is the strongest the editor offers")
    horizontal: float = number(1.0, 0.0, 1.0, "share of the amount that blurs across")
    vertical: float = number(1.0, 0.0, 1.0, "share of the amount that blurs down")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A Gaussian with the variance of the 17 taps."""
    step = 4 * params.amount * 1.25 * min(picture.width, picture.height) / 720
    sigma = step * _SIGMA_STEPS
    return blur(picture, sigma * params.horizontal, sigma * params.vertical)


EFFECT = Filter("blur", Params, apply, "Gaussian blur as strong as the editor's.", timeless=always)
