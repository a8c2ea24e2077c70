"""Pictures kept only as far as another picture is bright."""

from __future__ import annotations

import cv2
import numpy as np

from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import multiply_alpha, resize


def cut_out(picture: Picture, matte: Picture, *, inverted: bool = False) -> Picture:
    """``picture`` where ``matte``, brought to its size, is bright, or opaque where it has any opacity."""
    kept = _coverage(resize(matte, picture.width, picture.height))
    if inverted:
        kept = np.asarray(cv2.bitwise_not(kept), np.uint8)
    return multiply_alpha(picture, kept)


def _coverage(matte: Picture) -> Plane:
    luma, _u, _v, alpha = matte.planes
    if alpha is not None:
        return alpha
    # Luma in limited range: 16 is black, 235 white.
    return np.asarray(cv2.convertScaleAbs(cv2.subtract(luma, 16.0), alpha=255 / 219), np.uint8)
