"""Light that bright parts throw over their surroundings."""

from __future__ import annotations

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.overlays import lit
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur_plane, resize


def haloed(
    picture: Picture, amount: float, radius: float, threshold: float, tint: Color = WHITE
) -> Picture:
    """The part above ``threshold`` (0–1), blurred wide and wider (``radius`` short sides), added."""
    if amount == 0.0:
        return picture
    short = min(picture.width, picture.height)
    by = max(1, round(short / 270))
    small = resize(picture, max(2, picture.width // by), max(2, picture.height // by))
    rgb = small.rgba[..., :3].astype(np.float32)
    luma = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32) / 255
    soft = np.clip((luma - threshold + 0.1) / 0.3, 0, 1)
    shade = np.array([tint.red, tint.green, tint.blue], np.float32)
    bright = np.clip(rgb * soft[..., None] * shade, 0, 255).astype(np.uint8)
    sigma = radius * min(small.width, small.height)
    near = blur_plane(bright, sigma * 0.35, sigma * 0.35)
    wide = blur_plane(bright, sigma, sigma)
    halo = cv2.addWeighted(near, 0.5, wide, 0.8, 0, dtype=cv2.CV_32F)
    return lit(picture, np.asarray(halo, np.float32) * np.float32(amount / 255))
