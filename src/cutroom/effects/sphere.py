"""A picture rolled up into a ball that turns."""

from __future__ import annotations

import numpy as np

from cutroom.effects.bending import bent
from cutroom.effects.fields import Field
from cutroom.picture.picture import Picture


def rolled(picture: Picture, radius: float, gone: float, share: float) -> Picture:
    """Each point within ``radius`` half short sides sees a sphere's surface straight on.

    ``gone`` is how far the surface has turned, in half short sides of the picture; ``share`` 0–1 how
    round it is. Beyond the picture's edges its mirror image goes on.
    """

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        far = np.minimum(np.hypot(x, y) / np.float32(radius), 0.999)
        push = (np.arcsin(far) / np.maximum(far, 1e-4) - 1) * np.float32(share)
        return np.asarray(x * push + np.float32(gone), np.float32), np.asarray(y * push, np.float32)

    return bent(picture, displacement, 180)
