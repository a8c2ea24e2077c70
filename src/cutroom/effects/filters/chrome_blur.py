"""Radial blur with colour fringes.

21 taps along the vector from the centre in steps of 20/720 of it, then red and blue sampled at an
offset of ±(0.32·fringe − 0.16) of the distance (draft-format 8.3, lengths read as fractions).
"""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.fringes import channels_zoomed
from cutroom.effects.smear import zoom_smeared
from cutroom.effects.spec import Filter, Moment, always, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How much of either."""

    blur: float = number(0.5, 0.0, 1.0, "length of the blur")
    fringe: float = number(0.6, 0.0, 1.0, "colour fringes; 0.5 has none")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Blur, then split."""
    smeared = zoom_smeared(picture, 21 * 20 / 720 * params.blur)
    return channels_zoomed(smeared, 0.32 * params.fringe - 0.16)


EFFECT = Filter("chrome-blur", Params, apply, "Radial blur with colour fringes.", timeless=always)
