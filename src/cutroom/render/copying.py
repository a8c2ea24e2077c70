"""Which frames of a timeline are frames of a source as they are, so that its packets can be copied.

Decided in two steps. :func:`untouched` looks at the timeline alone: on which frames one video fills the canvas
and nothing is done to it or lies on it. :func:`plan_copies` compares that with what the files hold: a
closed group is copied when the frames would show each of its pictures once, in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain, pairwise
from math import ceil
from pathlib import Path

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.media.decode import NEARLY
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.h264 import Config
from cutroom.media.h264_numbers import numbered
from cutroom.media.h264_sequence import H264Error
from cutroom.media.parts import SourceSpan, holds
from cutroom.media.source_index import Group, SourceIndex, Span, index_source
from cutroom.render.effects import EffectBook
from cutroom.render.footage import is_plain
from cutroom.render.motion import STILL
from cutroom.render.shots import Director, Scene, Shot, clips_on
from cutroom.timeline.model import AdjustLayer, Layer, MediaContent, Timeline

SHORTEST_S = Fraction(1, 2)
"""What is encoded beside a copied span starts with a key frame; for less that does not pay."""
_ROUNDED_PX = 0.01
"""Edges this near to whole pixels are drawn on them."""
_NEAR_S = Fraction(10)
"""Seconds of a source that are read on rather than looked for anew."""
_MOST_SPANS = 32
"""Read of one source: each begins with a search for a key frame, which may be far."""
_MOST_SOURCES = 12
"""With parameter sets of their own in one track."""
_ENCODERS_IDS = (0,)
"""Of the parameter sets of what is encoded beside the copies."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames [first_frame, first_frame + len(source_s)) that show one source, and the second each shows."""

    path: Path
    first_frame: int
    source_s: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Frames [first_frame, first_frame + span.frames) of the output are the packets of ``span``."""

    first_frame: int
    span: SourceSpan


def untouched(timeline: Timeline) -> tuple[Stretch, ...]:
    """The stretches of frames that are a video as it is, by the timeline alone."""
    found: list[Stretch] = []
    path: Path | None = None
    first, times = 0, list[Fraction]()
    for frame, shown, source_s in (*_shown_alone(timeline), (timeline.length_frames, None, None)):
        if shown != path or (times and source_s is not None and source_s <= times[-1]):
            if path is not None:
                found.append(Stretch(path, first, tuple(times)))
            path, first, times = shown, frame, []
        if source_s is not None:
            times.append(source_s)
    return tuple(found)


def _shown_alone(timeline: Timeline) -> Iterator[tuple[int, Path | None, Fraction | None]]:
    """Every frame with the video that it is, and the second of it."""
    director = Director(timeline, EffectBook(DiagnosticLog()))
    borders = sorted({0, timeline.length_frames, *_events(timeline)})
    for begin, end in pairwise(at for at in borders if 0 <= at <= timeline.length_frames):
        shot = _only_shot(director.scene(begin))
        # What lies above may be see-through on the first frame only.
        alike = end if shot is not None and _is_highest(timeline, begin) else begin + 1
        yield from _frames_of(shot, range(begin, alike))
        for frame in range(alike, end):
            yield from _frames_of(_only_shot(director.scene(frame)), range(frame, frame + 1))


def _frames_of(
    shot: Shot | None, frames: range
) -> Iterator[tuple[int, Path | None, Fraction | None]]:
    path = None if shot is None else _source_path(shot)
    if shot is None or path is None:
        yield from ((frame, None, None) for frame in frames)
        return
    content, start = shot.clip.content, shot.clip.start_frame
    assert isinstance(content, MediaContent)
    own = range(frames.start - start, frames.stop - start)
    seconds = content.time.sources_at(own, shot.timeline.fps)
    yield from ((frame, path, second) for frame, second in zip(frames, seconds, strict=True))


def _events(timeline: Timeline) -> Iterator[int]:
    """The frames on which something begins or ends."""
    for layer in timeline.layers:
        if isinstance(layer, AdjustLayer):
            for treatment in layer.treatments:
                yield from (treatment.start_frame, treatment.start_frame + treatment.length_frames)
            continue
        for transition in layer.transitions:
            yield from (transition.start_frame, transition.start_frame + transition.length_frames)
        for clip in layer.clips:
            own_end = clip.start_frame + clip.length_frames
            yield from (clip.first_frame, clip.start_frame, own_end, clip.end_frame)
            for span in clip.motions:
                begin = clip.start_frame + span.start_frame
                yield from (begin, begin + span.length_frames)


def _is_highest(timeline: Timeline, frame: int) -> bool:
    """Whether one layer alone has something on the frame: then nothing changes before the next event."""
    return sum(_is_busy(layer, frame) for layer in timeline.layers) == 1


def _is_busy(layer: Layer | AdjustLayer, frame: int) -> bool:
    if isinstance(layer, Layer):
        return bool(clips_on(layer, frame))
    return any(
        treatment.start_frame <= frame < treatment.start_frame + treatment.length_frames
        for treatment in layer.treatments
    )


def _only_shot(scene: Scene) -> Shot | None:
    """The shot that is the whole picture, unchanged."""
    if len(scene.steps) != 1 or len(scene.steps[0].shots) != 1 or scene.steps[0].transition:
        return None
    shot = scene.steps[0].shots[0]
    clip, timeline, stance = shot.clip, shot.timeline, shot.stance
    upright = stance.rotation == 0.0 and (stance.flip.x, stance.flip.y) == (1.0, 1.0)
    left_alone = not (clip.mask or clip.chroma or clip.treatments or clip.blend != "normal")
    width, height = clip.fitted.width * stance.scale_x, clip.fitted.height * stance.scale_y
    edges = (width, height, stance.centre.x * 2, stance.centre.y * 2)
    canvas = (timeline.width, timeline.height)
    fills = all(abs(a - b) < _ROUNDED_PX for a, b in zip(edges, canvas * 2, strict=True))
    alone = shot.stirring is STILL and clip.placement.alpha.constant and shot.alpha >= 1.0
    return shot if upright and left_alone and fills and alone and is_plain(clip) else None


def _source_path(shot: Shot) -> Path | None:
    content, timeline = shot.clip.content, shot.timeline
    if not isinstance(content, MediaContent) or content.matte is not None:
        return None
    facts = timeline.sources[content.source].facts
    same_size = (facts.width, facts.height) == (timeline.width, timeline.height)
    as_it_is = facts.kind == "video" and facts.is_native and not facts.has_alpha
    return Path(facts.path) if as_it_is and same_size else None


def plan_copies(timeline: Timeline, settings: EncodeSettings) -> tuple[Copy, ...]:
    """What of ``timeline`` can be copied into a file of these settings, in order.

    Reads the packets of the sources in question, without decoding them, and those to be copied once more, from
    where they will be copied: joining does not fail on what has been planned. Raises MediaError for a source
    that cannot be read.
    """
    if settings.format not in ("mp4", "mov") or settings.alpha:
        return ()
    shortest = ceil(SHORTEST_S * timeline.fps)
    stretches: dict[Path, list[Stretch]] = defaultdict(list)
    for stretch in untouched(timeline):
        if len(stretch.source_s) >= shortest:
            stretches[stretch.path].append(stretch)
    found: list[tuple[Copy, Config]] = []
    for path, shown in stretches.items():
        index = index_source(path, _spans(shown))
        if index is not None and (index.width, index.height) == (timeline.width, timeline.height):
            copies = chain.from_iterable(copies_of(stretch, index) for stretch in shown)
            found += [
                (copy, index.config)
                for copy in copies
                if copy.span.frames >= shortest and holds(copy.span, index.config)
            ]
    return _together(sorted(found, key=lambda one: one[0].first_frame))


def _spans(stretches: Iterable[Stretch]) -> list[Span]:
    """The seconds that stretches of one source show, near ones joined, the longest ones if they are many."""
    spans: list[Span] = []
    for start_s, end_s in sorted((one.source_s[0], one.source_s[-1]) for one in stretches):
        if spans and start_s <= spans[-1][1] + _NEAR_S:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end_s))
        else:
            spans.append((start_s, end_s))
    longest = sorted(spans, key=lambda span: span[0] - span[1])[:_MOST_SPANS]
    return sorted(longest)


def copies_of(stretch: Stretch, index: SourceIndex) -> list[Copy]:
    """The closed groups that a stretch shows picture by picture, neighbours joined."""
    copies: list[Copy] = []
    for groups in index.chains:
        times = list(chain.from_iterable(group.times for group in groups))
        begins = list(accumulate((len(group.times) for group in groups), initial=0))
        shown = _shown(stretch, index, times)
        first, last = bisect_left(begins, shown[0]), bisect_right(begins, shown[-1])
        open_ended = False
        for group, begin in zip(groups[first:last], begins[first:last], strict=False):
            count = len(group.times)
            at = bisect_left(shown, begin)
            fits = shown[at : at + count] == list(range(begin, begin + count))
            if group.copyable and fits:
                new = Copy(stretch.first_frame + at, _span(stretch, group))
                copies.append(_joined(copies.pop(), new) if open_ended else new)
            open_ended = group.copyable and fits
    return sorted(copies, key=lambda copy: copy.first_frame)


def _shown(stretch: Stretch, index: SourceIndex, times: Sequence[int]) -> list[int]:
    """The place in ``times`` of the picture that each frame shows, as ``VideoReader`` chooses it."""
    late, base = index.origin_s + NEARLY, index.time_base
    # Time stamps are whole numbers, and comparing those is a fifth of the work.
    return [bisect_right(times, (second + late) // base) - 1 for second in stretch.source_s]


def _span(stretch: Stretch, group: Group) -> SourceSpan:
    return SourceSpan(stretch.path, group.start_pts, len(group.times), group.reorder_frames)


def _joined(before: Copy, after: Copy) -> Copy:
    """Two groups that follow each other in the source, and therefore in the stretch."""
    span = SourceSpan(
        before.span.path,
        before.span.start_pts,
        before.span.frames + after.span.frames,
        max(before.span.reorder_frames, after.span.reorder_frames),
    )
    return Copy(before.first_frame, span)


def _together(found: Iterable[tuple[Copy, Config]]) -> tuple[Copy, ...]:
    """The copies whose parameter sets find ids in one track, the sources that fill most frames first."""
    frames: dict[Config, int] = defaultdict(int)
    for copy, config in found:
        frames[config] += copy.span.frames
    kept: list[Config] = []
    for config in sorted(frames, key=lambda one: frames[one], reverse=True)[:_MOST_SOURCES]:
        with suppress(H264Error):
            numbered([*kept, config], taken=_ENCODERS_IDS)
            kept.append(config)
    return tuple(copy for copy, config in found if config in kept)
