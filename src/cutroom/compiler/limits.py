"""How large a draft may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

HOUR_US = 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class CompileLimits:
    """Bounds of one compilation; passing one raises ``LimitExceeded``.

    ``max_keys`` bounds the keys made when keyframes of a curve-speed clip are written out frame by
    frame, ``max_depth`` how deep compound clips may nest. ``max_clips`` counts those of a compound clip
    wherever it is used.
    """

    max_duration_us: int = 6 * HOUR_US
    max_canvas_pixels: int = 8192 * 4608
    max_canvas_side: int = 8192
    max_fps: int = 240
    max_clips: int = 50_000
    max_keys: int = 1_000_000
    max_depth: int = 16
