"""Whether two files show the same: size, number of frames, and the pictures at some moments."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np
from av import VideoFrame
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from tools.bench.timelines.model import FPS, SCREEN, Timeline

Planes = NDArray[np.uint8]
# Files up to this long are decoded from end to end, of longer ones the packets are counted.
_DECODED_FRAMES = 1000
_PEAK = 255


@dataclass(frozen=True)
class Shown:
    """What a file shows: its size, how many frames, and those at the moments of a timeline.

    A frame is the rows of its three planes in 4:2:0.
    """

    path: Path
    size: tuple[int, int]
    count: int
    frames: list[Planes]


def look_at(path: Path, timeline: Timeline) -> Shown:
    """A file at a timeline's moments. Short ones are decoded from end to end."""
    with av.open(str(path)) as source:
        video = source.streams.video[0]
        video.thread_type = "AUTO"
        # Half a frame early, whatever the time base rounds to.
        wanted = [
            (video.start_time or 0)
            + (Fraction(math.floor(moment_s * FPS)) - Fraction(1, 2)) / FPS / video.time_base
            for moment_s in timeline.moments
        ]
        read = _all_through if timeline.frames <= _DECODED_FRAMES else _here_and_there
        count, frames = read(source, video, wanted)
        return Shown(path, (video.width, video.height), count, frames)


def _all_through(
    source: InputContainer, video: VideoStream, wanted: list[Fraction]
) -> tuple[int, list[Planes]]:
    """Every frame is decoded; ``wanted`` ascends."""
    count, found = 0, []
    for frame in source.decode(video):
        count += 1
        while len(found) < len(wanted) and (frame.pts or 0) >= wanted[len(found)]:
            found.append(_planes(frame))
    return count, found


def _here_and_there(
    source: InputContainer, video: VideoStream, wanted: list[Fraction]
) -> tuple[int, list[Planes]]:
    """The frames are counted by their packets."""
    count = sum(1 for packet in source.demux(video) if packet.size)
    found = []
    for at in wanted:
        source.seek(max(0, int(at)), stream=video)
        later = (f for f in source.decode(video) if f.pts is not None and f.pts >= at)
        found += [_planes(frame) for frame in islice(later, 1)]
    return count, found


def _planes(frame: VideoFrame) -> Planes:
    return frame.reformat(format="yuv420p").to_ndarray()


def psnr_db(one: Planes, other: Planes) -> float:
    """Of all samples of the planes together; infinite for equal ones."""
    difference = one.astype(np.int16) - other
    error = float(np.mean(np.square(difference, dtype=np.int32)))
    return math.inf if error == 0 else 10 * math.log10(_PEAK**2 / error)


def check(shown: Shown, timeline: Timeline, expected: Shown, least_db: float) -> float:
    """The least PSNR at the timeline's moments against what is expected, in dB.

    Ends the program when the size or the length is wrong, or something else is shown.
    """
    if shown.size != SCREEN or abs(shown.count - timeline.frames) > 1:
        sys.exit(
            f"{shown.path} has {shown.count} frames of {shown.size}, expected {timeline.frames} of {SCREEN}"
        )
    found = [psnr_db(one, other) for one, other in zip(shown.frames, expected.frames, strict=True)]
    if min(found) < least_db:
        listed = ", ".join(
            f"{moment:.2f} s: {db:.1f}" for moment, db in zip(timeline.moments, found, strict=True)
        )
        sys.exit(f"{shown.path} shows something else ({listed} dB; {least_db} are needed)")
    return min(found)
