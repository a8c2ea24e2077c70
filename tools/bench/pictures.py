"""Whether two files show the same: size, number of frames, and the pictures at some moments."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tools.bench.timelines.model import FPS, SCREEN, Timeline

Planes = NDArray[np.uint8]
# Files up to this long are decoded from end to end, of longer ones the packets are counted.
_DECODED_FRAMES = 1000
_PEAK = 255


def pictures(path: Path, moments_s: Sequence[float]) -> list[Planes]:
    """The frames shown at some moments, as the rows of their three planes in 4:2:0."""
    found = []
    with av.open(str(path)) as source:
        video = source.streams.video[0]
        for moment_s in moments_s:
            first = _first(video)
            # Half a frame early, whatever the time base rounds to.
            wanted = (
                first
                + (Fraction(math.floor(moment_s * FPS)) - Fraction(1, 2)) / FPS / video.time_base
            )
            source.seek(max(0, int(wanted)), stream=video)
            frame = next(f for f in source.decode(video) if f.pts is not None and f.pts >= wanted)
            found.append(frame.reformat(format="yuv420p").to_ndarray())
    return found


def _first(video: av.VideoStream) -> int:
    return video.start_time or 0


def psnr_db(one: Planes, other: Planes) -> float:
    """Of all samples of the planes together; infinite for equal ones."""
    difference = one.astype(np.int16) - other
    error = float(np.mean(np.square(difference, dtype=np.int32)))
    return math.inf if error == 0 else 10 * math.log10(_PEAK**2 / error)


def check(path: Path, timeline: Timeline, expected: Sequence[Planes], slack_db: float) -> float:
    """The least PSNR at the timeline's moments against ``expected``, in dB.

    Ends the program when the file has the wrong size or length, or shows something else.
    """
    count, size = _counted(path, timeline.frames)
    if size != SCREEN or abs(count - timeline.frames) > 1:
        sys.exit(f"{path} has {count} frames of {size}, expected {timeline.frames} of {SCREEN}")
    shown = pictures(path, timeline.moments)
    found = [psnr_db(one, other) for one, other in zip(shown, expected, strict=True)]
    least_db = timeline.least_db - slack_db
    if min(found) < least_db:
        listed = ", ".join(
            f"{moment:.2f} s: {db:.1f}" for moment, db in zip(timeline.moments, found, strict=True)
        )
        sys.exit(f"{path} shows something else ({listed} dB; {least_db} are needed)")
    return min(found)


def _counted(path: Path, expected: int) -> tuple[int, tuple[int, int]]:
    with av.open(str(path)) as source:
        video = source.streams.video[0]
        if expected <= _DECODED_FRAMES:
            count = sum(1 for _ in source.decode(video))
        else:
            count = sum(1 for packet in source.demux(video) if packet.size)
        return count, (video.width, video.height)
