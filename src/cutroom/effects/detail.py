"""Sharpness, dark corners and dark rows, on the planes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.fields import corners_mask
from cutroom.effects.overlays import painted
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur_plane


def detailed(picture: Picture, clarity: float, sharpness: float) -> Picture:
    """Unsharp masks on luma: a wide one for clarity (−1…1), a narrow one for sharpness (0–1)."""
    y, u, v, alpha = picture.planes
    short = min(picture.width, picture.height)
    for amount, radius in ((0.35 * clarity, 0.02), (1.4 * sharpness, 0.0012)):
        if amount:
            soft = blur_plane(y, radius * short, radius * short)
            y = np.asarray(cv2.addWeighted(y, 1.0 + amount, soft, -amount, 0), np.uint8)
    if alpha is None:
        return Picture.from_planes(y, u, v)
    return Picture.from_planes(np.minimum(y, alpha), u, v, alpha, picture.chroma_alpha)


def vignetted(picture: Picture, amount: float) -> Picture:
    """Corners dark, or bright below 0, −1…1."""
    if not amount:
        return picture
    mask = corners_mask(picture.width, picture.height, 0.35, 0.8 * abs(amount))
    return painted(picture, BLACK if amount > 0 else WHITE, mask)


def rows_darkened(picture: Picture, shares: NDArray[np.floating]) -> Picture:
    """Luma of every row multiplied by its share 0–1, inside the alpha."""
    y, u, v, alpha = picture.planes
    column = np.rint(np.clip(shares, 0, 1) * 255).astype(np.uint8).reshape(-1, 1)
    weight = np.repeat(column, y.shape[1], axis=1)
    darker = np.asarray(cv2.multiply(y, weight, scale=1 / 255), np.uint8)
    return Picture.from_planes(darker, u, v, alpha, picture.chroma_alpha)
