"""Reveals: how much of a clip a wipe has uncovered, as a coverage plane of the clip's box."""

from __future__ import annotations

import numpy as np

from cutroom.effects.fields import clock, distance, hair, ramp, threshold
from cutroom.effects.spec import Wipe
from cutroom.picture.picture import Plane


def draw_wipe(wipe: Wipe, width: int, height: int) -> Plane:
    """255 where uncovered; amount 0 uncovers nothing and 1 everything."""
    soft = max(min(wipe.softness, 1.0), hair(width, height))
    amount = min(max(wipe.amount, 0.0), 1.0)
    if wipe.shape == "iris":
        field = distance(width, height)
    elif wipe.shape == "clock":
        field = clock(width, height)
    elif wipe.shape == "split":
        field = np.abs(ramp(width, height, wipe.angle % 360.0) * np.float32(2) - np.float32(1))
    elif wipe.shape == "blinds":
        run = ramp(width, height, wipe.angle % 360.0) * np.float32(max(1, wipe.bands))
        field = run - np.floor(run)
    else:
        field = ramp(width, height, wipe.angle % 360.0)
    return threshold(np.asarray(field, np.float32), amount, soft)
