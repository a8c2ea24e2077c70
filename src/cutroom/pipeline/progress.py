"""How far a render is, in the stages and percents that every dialect shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal[
    "started", "draft-parsed", "environment-ready", "materials-ready", "rendering", "writing", "done",
]  # fmt: skip

STAGE_PERCENT: dict[Stage, int] = {
    "started": 10,
    "draft-parsed": 20,
    "environment-ready": 30,
    "materials-ready": 50,
    "rendering": 50,
    "writing": 90,
    "done": 100,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a render.

    ``percent`` never goes back. While rendering, ``fps`` is output frames per second of work, ``speed``
    seconds of video per second of work, ``eta_s`` seconds left; 0 when not known yet.
    """

    stage: Stage
    percent: int
    frames_done: int = 0
    frames_total: int = 0
    fps: float = 0.0
    speed: float = 0.0
    eta_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Done:
    """Frames done, of how many, and how many of them were there before drawing began."""

    frames: int
    total: int
    ready: int = 0


OnProgress = Callable[[Progress], None]
ShouldCancel = Callable[[], bool]


def at_stage(stage: Stage) -> Progress:
    """The moment a stage is reached."""
    return Progress(stage, STAGE_PERCENT[stage])


def fetching(done: int, total: int) -> Progress:
    """Materials arriving: between environment ready (30) and materials ready (50)."""
    return Progress("environment-ready", 30 + 20 * done // max(1, total))


def drawing(done: Done, elapsed_s: float, video_fps: float) -> Progress:
    """Frames done: 50–90, with 70 reached no later than half of them."""
    frames_done, frames_total = done.frames, done.total
    total = max(1, frames_total)
    # Rounded up so that half the frames of an odd total count as half; 90 is for the last frame only.
    percent = 50 + -(-40 * frames_done // total)
    percent = 90 if frames_done >= total else min(percent, 89)
    fps = max(0, frames_done - done.ready) / elapsed_s if elapsed_s > 0 else 0.0
    return Progress(
        stage="rendering",
        percent=percent,
        frames_done=frames_done,
        frames_total=frames_total,
        fps=fps,
        speed=fps / video_fps if video_fps > 0 else 0.0,
        eta_s=(total - frames_done) / fps if fps > 0 else 0.0,
    )
