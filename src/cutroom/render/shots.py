"""What one frame shows: the clips on it with everything about them evaluated, no pixels yet.

The decoding stage works from this ahead of the composing stage, so it is decided here, from the
timeline alone, which clips are hidden and need not be decoded.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from cutroom.core.geometry import Size
from cutroom.picture.over import Box
from cutroom.picture.placing import covered_by
from cutroom.render.effects import EffectBook
from cutroom.render.motion import STILL, Stirring, stirring_at
from cutroom.render.stance import Stance, stance_at, stance_matrix
from cutroom.timeline.model import (
    AdjustLayer,
    Clip,
    ColorContent,
    Content,
    Layer,
    MediaContent,
    NestedContent,
    Timeline,
    Transition,
)

Key = tuple[int, ...]
"""Where a clip stands: (layer, clip), after the keys of the nested clips around it."""

MOST_NESTING = 18
"""What compiling allows, the outermost timeline and the frame around one of other proportions."""
_FRAME_EPSILON = Fraction(1, 1000)


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A clip on a frame. ``frame`` counts from the clip's nominal start.

    ``source_s`` is the second of its media, 0 for what has none. ``hides`` promises that it covers
    the whole canvas with nothing shining through. ``scene`` is what a nested timeline shows.
    """

    clip: Clip
    key: Key
    frame: int
    timeline: Timeline
    stance: Stance
    stirring: Stirring
    source_s: Fraction
    hides: bool
    scene: Scene | None = None

    @property
    def time_s(self) -> float:
        """Seconds since the clip's nominal start."""
        return float(self.frame / self.timeline.fps)

    @property
    def alpha(self) -> float:
        """Opacity of placement and pose together."""
        return self.stance.alpha * min(max(self.stirring.pose.alpha, 0.0), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One layer of a scene: a shot, two with the transition between them, or effects on all below."""

    where: str
    shots: tuple[Shot, ...] = ()
    transition: Transition | None = None
    adjust: AdjustLayer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One frame of a timeline: its steps back to front, from the lowest one that can be seen."""

    timeline: Timeline
    frame: int
    steps: tuple[Step, ...]


class Director:
    """Says what a timeline shows on any frame, in any order."""

    def __init__(self, timeline: Timeline, book: EffectBook, key: Key = ()) -> None:
        """``key`` is the key of the nested clip that holds the timeline."""
        self._timeline, self._book, self._key = timeline, book, key
        self._canvas = Size(timeline.width, timeline.height)
        self._layers = [
            {t.before: t for t in layer.transitions} if isinstance(layer, Layer) else {}
            for layer in timeline.layers
        ]
        self._nested: dict[Key, Director] = {}

    def scene(self, frame: int) -> Scene:
        """What is shown on a frame."""
        steps: list[Step] = []
        for index in range(len(self._timeline.layers) - 1, -1, -1):
            layer = self._timeline.layers[index]
            if isinstance(layer, AdjustLayer):
                step = _adjust_step(layer, frame)
            else:
                step = self._layer_step(index, layer, frame)
            if step is not None:
                steps.append(step)
                if step.transition is None and step.shots and step.shots[0].hides:
                    break
        return Scene(self._timeline, frame, tuple(reversed(steps)))

    def _layer_step(self, index: int, layer: Layer, frame: int) -> Step | None:
        shown = clips_on(layer, frame)
        for number, _clip in shown:
            transition = self._layers[index].get(number)
            if transition is None or not _runs(transition, frame):
                continue
            pair = [(n, c) for n, c in shown if n in (number, number + 1)]
            if len(pair) == 2:
                shots = tuple(self._shot(clip, (*self._key, index, n), frame) for n, clip in pair)
                return Step(layer.where, shots, transition)
        if not shown:
            return None
        # Handles without a transition on this frame give way to the clip whose own span it is.
        own = [(n, c) for n, c in shown if 0 <= frame - c.start_frame < c.length_frames]
        number, clip = (own or shown)[-1]
        shot = self._shot(clip, (*self._key, index, number), frame)
        return Step(layer.where, (shot,)) if shot.alpha > 0.0 or clip.backdrop is not None else None

    def _shot(self, clip: Clip, key: Key, frame: int) -> Shot:
        since = frame - clip.start_frame
        stance = stance_at(clip.placement, float(since / self._timeline.fps), self._canvas)
        stirring = stirring_at(clip, since, self._timeline.fps, self._book)
        content = clip.content
        source_s = Fraction(0)
        scene = None
        if isinstance(content, MediaContent | NestedContent):
            source_s = content.time.source_at(since, self._timeline.fps)
        if isinstance(content, NestedContent) and len(key) < 2 * MOST_NESTING:
            scene = self._nested_scene(content.timeline, key, source_s)
        hides = self._hides(clip, stance, stirring)
        return Shot(clip, key, since, self._timeline, stance, stirring, source_s, hides, scene)

    def _nested_scene(self, timeline: Timeline, key: Key, source_s: Fraction) -> Scene:
        if key not in self._nested:
            self._nested[key] = Director(timeline, self._book, key)
        return self._nested[key].scene(inner_frame(timeline, source_s))

    def _hides(self, clip: Clip, stance: Stance, stirring: Stirring) -> bool:
        if clip.backdrop is not None:
            # A fill behind the clip covers the canvas whatever the clip does.
            return clip.backdrop.kind != "color" or clip.backdrop.color.alpha >= 1.0
        pose = stirring.pose
        plain = (
            stance.alpha >= 1.0
            and (
                stirring is STILL or (pose.alpha >= 1.0 and pose.blur == 0.0 and pose.wipe is None)
            )
            and not (stirring.looks or clip.mask or clip.chroma or clip.treatments)
            and clip.blend == "normal"
            and clip.crop.is_rectangle
            and min(clip.fitted.width, clip.fitted.height) > 0
            and _is_opaque(clip.content, self._timeline)
        )
        if not plain:
            return False
        matrix = stance_matrix(stance, pose, clip.fitted, clip.fitted, self._canvas)
        box = Box(0, 0, self._timeline.width, self._timeline.height)
        return covered_by((clip.fitted.width, clip.fitted.height), matrix, box)


def inner_frame(timeline: Timeline, source_s: Fraction) -> int:
    """The frame that a nested timeline shows at a second of its own."""
    frame = floor(source_s * timeline.fps + _FRAME_EPSILON)
    return min(max(frame, 0), max(timeline.length_frames - 1, 0))


def _is_opaque(content: Content, timeline: Timeline) -> bool:
    if isinstance(content, MediaContent):
        facts = timeline.sources[content.source].facts
        return facts.kind in ("video", "image") and not facts.has_alpha and content.matte is None
    return isinstance(content, ColorContent) and all(c.alpha >= 1.0 for c in content.colors)


def _adjust_step(layer: AdjustLayer, frame: int) -> Step | None:
    running = any(
        t.start_frame <= frame < t.start_frame + t.length_frames for t in layer.treatments
    )
    return Step(layer.where, adjust=layer) if running else None


def clips_on(layer: Layer, frame: int) -> list[tuple[int, Clip]]:
    """The clips shown on a frame, handles included; at most neighbours overlap."""
    after = bisect_right(layer.clips, frame, key=lambda clip: clip.start_frame)
    near = range(max(0, after - 2), min(len(layer.clips), after + 2))
    found = [(index, layer.clips[index]) for index in near]
    return [(index, clip) for index, clip in found if clip.first_frame <= frame < clip.end_frame]


def _runs(transition: Transition, frame: int) -> bool:
    return transition.start_frame <= frame < transition.start_frame + transition.length_frames
