"""Where a timeline is cut into chunks: a few seconds each, encoded on their own, kept and joined.

Borders follow the content, not the clock, so that an edit moves the chunks behind it and does not change them:
one wherever the bottom layer goes on to its next clip, and within a long clip wherever its *source* passes a
multiple of ``CHUNK_S``. A clip that is moved, trimmed or split keeps its other chunks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from cutroom.timeline.model import Clip, Layer, MediaContent, NestedContent, Timeline

CHUNK_S = Fraction(5)
SHORTEST_S = Fraction(4)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames [first, end) of a timeline."""

    first: int
    end: int

    @property
    def frames(self) -> int:
        """How many."""
        return self.end - self.first


def plan_chunks(timeline: Timeline, first: int = 0, end: int | None = None) -> tuple[Chunk, ...]:
    """Frames [first, end) of a timeline, all of it if nothing is said, as chunks without gaps.

    None is shorter than ``SHORTEST_S`` unless the whole is.
    """
    end = timeline.length_frames if end is None else end
    shortest = max(1, ceil(SHORTEST_S * timeline.fps))
    borders = [first]
    anchors = [(frame, clip) for frame, clip in _anchors(timeline) if frame < end]
    for number, (anchor, clip) in enumerate(anchors):
        following = anchors[number + 1][0] if number + 1 < len(anchors) else end
        for frame in _within(anchor, clip, following, timeline.fps):
            if frame - borders[-1] >= shortest and end - frame >= shortest:
                borders.append(frame)
    return tuple(Chunk(*pair) for pair in zip(borders, [*borders[1:], end], strict=True))


def _anchors(timeline: Timeline) -> Iterator[tuple[int, Clip | None]]:
    """Frames at which the bottom layer begins something, with the clip; ascending.

    A clip begins where the transition into it is over.
    """
    layer = next((found for found in timeline.layers if isinstance(found, Layer)), None)
    if layer is None or not layer.clips:
        yield 0, None
        return
    over = {t.before + 1: t.start_frame + t.length_frames for t in layer.transitions}
    if layer.clips[0].start_frame > 0:
        yield 0, None
    at = 0
    for index, clip in enumerate(layer.clips):
        at = max(at, over.get(index, clip.start_frame))
        yield at, clip
    last = layer.clips[-1]
    yield max(at, last.start_frame + last.length_frames), None


def _within(anchor: int, clip: Clip | None, end: int, fps: Fraction) -> Iterator[int]:
    """The anchor and the grid behind it, keeping ``SHORTEST_S`` from the next anchor."""
    yield anchor
    shortest = max(1, ceil(SHORTEST_S * fps))
    step = CHUNK_S * fps
    place = _grid_start(anchor, clip, fps)
    number = ceil((anchor + shortest - place) / step)
    while (frame := ceil(place + number * step)) <= end - shortest:
        yield frame
        number += 1


def _grid_start(anchor: int, clip: Clip | None, fps: Fraction) -> Fraction:
    """A frame, whole or not, at which the grid has a line: where the source stands at 0."""
    content = None if clip is None else clip.content
    if clip is None or not isinstance(content, MediaContent | NestedContent):
        return Fraction(anchor)
    time, speed = content.time, content.time.constant_speed
    if not speed:
        return Fraction(anchor)
    if time.reverse:
        at_s = time.source_start_s + time.source_length_s
        return clip.start_frame + at_s / speed * fps - 1
    return clip.start_frame - time.source_start_s / speed * fps
