"""The part of a timeline that a span of its frames shows, and nothing else of it.

A part is a timeline of its own: frame k of it is, to the last bit, frame ``first + k`` of the whole. It says
nothing of where in the whole it stands, and as little as can be of how long its clips are beyond it, so that
equal parts of different timelines are equal values.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from cutroom.core.curves import Curve
from cutroom.core.time import SpeedSpan, TimeMap, steady
from cutroom.render.shots import inner_frame
from cutroom.timeline.model import (
    AdjustLayer,
    Clip,
    Content,
    Layer,
    MediaContent,
    MotionSpan,
    NestedContent,
    Source,
    StickerContent,
    TextContent,
    Timeline,
    Transition,
    Treatment,
)

_NO_TIME = steady(Fraction(0), Fraction(0), Fraction(1))
"""The time of a still picture, which ignores it."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Frames [first, end) of a timeline, which become frames from ``first - shift`` on."""

    first: int
    end: int
    shift: int
    fps: Fraction
    sources: tuple[Source, ...]

    def is_still(self, content: Content) -> bool:
        """Whether the content is a photo."""
        if not isinstance(content, MediaContent):
            return False
        return self.sources[content.source].facts.kind == "image"


def part_of(timeline: Timeline, first: int, end: int) -> Timeline:
    """Frames [first, end) of ``timeline`` as a timeline without sounds; its sources stay what they are."""
    window = _Window(first, end, first, timeline.fps, timeline.sources)
    return replace(timeline, length_frames=end - first, layers=_layers(timeline, window), sounds=())


def _layers(timeline: Timeline, window: _Window) -> tuple[Layer | AdjustLayer, ...]:
    made = (
        _adjust_layer(layer, window) if isinstance(layer, AdjustLayer) else _layer(layer, window)
        for layer in timeline.layers
    )
    return tuple(layer for layer in made if layer is not None)


def _adjust_layer(layer: AdjustLayer, window: _Window) -> AdjustLayer | None:
    shown = tuple(
        replace(t, start_frame=t.start_frame - window.shift)
        for t in layer.treatments
        if _overlaps(t, window)
    )
    return replace(layer, treatments=shown) if shown else None


def _layer(layer: Layer, window: _Window) -> Layer | None:
    kept = {index: number for number, index in enumerate(_shown(layer, window))}
    if not kept:
        return None
    return replace(
        layer,
        clips=tuple(_clip(layer.clips[index], window) for index in kept),
        transitions=tuple(
            replace(t, before=kept[t.before], start_frame=t.start_frame - window.shift)
            for t in layer.transitions
            if _overlaps(t, window) and t.before in kept and t.before + 1 in kept
        ),
    )


def _overlaps(item: Treatment | Transition, window: _Window) -> bool:
    return item.start_frame < window.end and item.start_frame + item.length_frames > window.first


def _shown(layer: Layer, window: _Window) -> list[int]:
    """Indices of the clips that can be seen; handles reach no further than a neighbour."""
    first = bisect_right(layer.clips, window.first, key=lambda clip: clip.start_frame)
    last = bisect_right(layer.clips, window.end - 1, key=lambda clip: clip.start_frame)
    near = range(max(0, first - 2), min(len(layer.clips), last + 2))
    return [
        index
        for index in near
        if layer.clips[index].first_frame < window.end
        and layer.clips[index].end_frame > window.first
    ]


def _clip(clip: Clip, window: _Window) -> Clip:
    """The clip as the window shows it, its clock set to the window where nothing depends on the clock."""
    low, high = max(window.first, clip.first_frame), min(window.end, clip.end_frame)
    start = clip.start_frame
    if _is_steady(clip, window):
        start = min(max(start, low), high)
    later = start - clip.start_frame
    own_end = max(start, min(max(clip.start_frame + clip.length_frames, low), high))
    return replace(
        clip,
        start_frame=start - window.shift,
        length_frames=own_end - start,
        lead_frames=max(0, start - low),
        tail_frames=max(0, high - own_end),
        content=_content(clip.content, later, (low - start, high - start), window),
        treatments=tuple(replace(t, start_frame=t.start_frame - later) for t in clip.treatments),
        motions=tuple(
            replace(m, start_frame=m.start_frame - later)
            for m in clip.motions
            if _has_a_say(m, low - clip.start_frame, high - clip.start_frame)
        ),
    )


def _has_a_say(span: MotionSpan, since: int, until: int) -> bool:
    """Whether the motion is running on any frame [since, until) of its clip; see ``motion.is_running``."""
    if span.length_frames <= 0:
        return False
    begun = span.phase == "in" or span.start_frame < until
    going_on = span.phase == "out" or span.start_frame + span.length_frames > since
    return begun and going_on


def _is_steady(clip: Clip, window: _Window) -> bool:
    """Whether the clip's clock may be set anew: no curve, no speed, no word of it is timed by it."""
    content = clip.content
    if isinstance(content, MediaContent | NestedContent) and not window.is_still(content):
        if content.time.constant_speed is None:
            return False
    elif (isinstance(content, TextContent) and content.words) or (
        isinstance(content, StickerContent) and content.loop_s
    ):
        return False
    timed = (clip.placement, clip.mask, clip.chroma, clip.treatments)
    return all(_never_changes(item) for item in timed)


def _never_changes(value: Any) -> bool:
    """Whether every curve in a value is constant."""
    if isinstance(value, Curve):
        return value.constant
    if isinstance(value, tuple):
        return all(_never_changes(item) for item in value)
    if is_dataclass(value):
        return all(_never_changes(getattr(value, field.name)) for field in fields(value))
    return True


def _content(content: Content, later: int, frames: tuple[int, int], window: _Window) -> Content:
    """What is shown, for a clip that starts ``later`` frames later and is seen on [frames)."""
    if window.is_still(content):
        assert isinstance(content, MediaContent)
        return replace(content, time=_NO_TIME)
    if isinstance(content, MediaContent):
        return replace(content, time=_time(content.time, later, frames[1], window.fps))
    if isinstance(content, NestedContent):
        time = _time(content.time, later, frames[1], window.fps)
        return NestedContent(_seen_of(content.timeline, time, frames, window.fps), time)
    return content


def _time(time: TimeMap, later: int, until: int, fps: Fraction) -> TimeMap:
    """The same source instants for a clock that starts ``later`` frames later and is read till ``until``.

    A steady speed goes on beyond its spans, so what lies outside need not be said.
    """
    speed = time.constant_speed
    if speed is None:
        return time
    length_s, skipped_s = until / fps, speed * later / fps
    if time.reverse:
        end_s = time.source_start_s + time.source_length_s
        start_s = end_s - skipped_s - speed * length_s
    else:
        start_s = time.source_start_s + skipped_s
    return TimeMap(start_s, (SpeedSpan(length_s, speed, speed),), time.reverse)


def _seen_of(timeline: Timeline, time: TimeMap, frames: tuple[int, int], fps: Fraction) -> Timeline:
    """A nested timeline without what is not shown on [frames); its frames keep their numbers."""
    ends = (frames[0], frames[1] - 1)
    shown = sorted(inner_frame(timeline, time.source_at(frame, fps)) for frame in ends)
    window = _Window(shown[0], shown[1] + 1, 0, timeline.fps, timeline.sources)
    return replace(timeline, layers=_layers(timeline, window), sounds=())
