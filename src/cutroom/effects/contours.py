"""Outlines found in a picture."""

from __future__ import annotations

import cv2
import numpy as np

from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import blur_plane, resize


def contours(picture: Picture, width: float, most: int = 540) -> Plane:
    """Edge strength of luma 0–255 (and of alpha) at a reduced size; ``width`` in short sides."""
    by = max(1.0, min(picture.width, picture.height) / most)
    small = picture
    if by > 1.0:
        small = resize(
            picture, max(2, round(picture.width / by)), max(2, round(picture.height / by))
        )
    sigma = max(0.6, width * min(small.width, small.height) * 0.6)
    found = _edges(small.planes.y, sigma)
    if small.alpha is not None:
        found = np.maximum(found, _edges(small.alpha, sigma))
    return found


def _edges(plane: Plane, sigma: float) -> Plane:
    soft = blur_plane(plane, sigma, sigma)
    across, down = (np.asarray(way, np.float32) for way in cv2.spatialGradient(soft))
    # A blurred step of the same height is the shallower the wider the blur.
    gain = 1.5 * 0.55 * max(1.0, sigma)
    steep = cv2.magnitude(across, down)
    found = cv2.addWeighted(steep, gain, steep, 0.0, -14 * 1.5 - 0.5, dtype=cv2.CV_8U)
    return np.asarray(found, np.uint8)
