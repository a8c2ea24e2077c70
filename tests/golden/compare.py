"""Two numbers that tell a bug from rounding: how many samples are off, and whether any block is.

Mean similarity scores cannot: they rate a one percent error of opacity better than harmless rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
TOLERANCE = 2
MOST_SAMPLES = 0.001
BLOCK = 8
FAILURES = Path(__file__).resolve().parents[2] / "out" / "golden-failures"


@dataclass(frozen=True)
class Difference:
    """Share of samples off by more than the tolerance, and the worst 8×8 block mean."""

    samples: float
    block: float

    @property
    def acceptable(self) -> bool:
        """Whether both numbers are within the gate."""
        return self.samples <= MOST_SAMPLES and self.block <= TOLERANCE


def difference(expected: Image, actual: Image) -> Difference:
    """How far ``actual`` is from ``expected`` (same shape, H×W×3)."""
    gap = actual.astype(np.int16) - expected.astype(np.int16)
    samples = float((np.abs(gap) > TOLERANCE).mean())
    height, width = gap.shape[:2]
    padded = np.pad(gap, ((0, -height % BLOCK), (0, -width % BLOCK), (0, 0)), mode="edge")
    rows, columns = padded.shape[0] // BLOCK, padded.shape[1] // BLOCK
    means = padded.reshape(rows, BLOCK, columns, BLOCK, 3).mean(axis=(1, 3))
    return Difference(samples, float(np.abs(means).max()))


def save_triptych(name: str, expected: Image, actual: Image) -> Path:
    """Expected, actual and eight times the difference, one above the other."""
    gap = np.abs(actual.astype(np.int16) - expected.astype(np.int16)) * 8
    stacked = np.vstack([expected, actual, np.clip(gap, 0, 255).astype(np.uint8)])
    path = FAILURES / f"{name.replace('/', '-')}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    done, data = cv2.imencode(".png", cv2.cvtColor(stacked, cv2.COLOR_RGB2BGR))
    assert done
    path.write_bytes(data.tobytes())
    return path
