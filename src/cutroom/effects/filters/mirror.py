"""One half of the picture and its reflection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.spec import Filter, Moment, always, choice
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import flip, mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Which half stays."""

    side: str = choice("left", ("left", "right", "top", "bottom"), "the half that stays")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The other half is the mirror image of the one that stays."""
    across = params.side in ("left", "right")
    turned = flip(picture, horizontal=across, vertical=not across)
    mask = np.zeros((picture.height, picture.width), np.uint8)
    if params.side == "left":
        mask[:, picture.width // 2 :] = 255
    elif params.side == "right":
        mask[:, : picture.width // 2] = 255
    elif params.side == "top":
        mask[picture.height // 2 :] = 255
    else:
        mask[: picture.height // 2] = 255
    return mix_by(picture, turned, mask)


EFFECT = Filter(
    "mirror", Params, apply, "One half of the picture and its reflection.", timeless=always
)
