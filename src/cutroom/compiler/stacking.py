"""Painting order: from strips of clips and spans of effects to layers, back to front.

With ``render_index_track_mode_on`` the order is that of the tracks, else that of ``render_index``
with ties by track. Clips of one track share a layer wherever nothing comes between them, so a
thousand captions with rising render indices are one layer.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field, replace

from cutroom.compiler.scene import Scene, Use
from cutroom.timeline.model import AdjustLayer, Clip, Layer, Transition, Treatment

# Looking further down for a layer to share would cost more than one layer more.
_SEARCH_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Strip:
    """Neighbouring clips of one track linked by transitions, or a single clip.

    A transition's ``before`` counts inside the strip.
    """

    use: Use
    clips: tuple[Clip, ...]
    transitions: tuple[Transition, ...] = ()

    @property
    def start_frame(self) -> int:
        """First frame drawn."""
        return self.clips[0].start_frame

    @property
    def end_frame(self) -> int:
        """First frame no longer drawn."""
        return self.clips[-1].start_frame + self.clips[-1].length_frames


@dataclass(frozen=True, slots=True)
class Span:
    """Effects of one segment over everything below it."""

    use: Use
    treatments: tuple[Treatment, ...]

    @property
    def start_frame(self) -> int:
        """First frame treated."""
        return self.use.start_frame

    @property
    def end_frame(self) -> int:
        """First frame no longer treated."""
        return self.use.end_frame


@dataclass(slots=True)
class _Pile:
    """A layer in the making; ``taken`` holds its (start, end) frames in order."""

    track: int
    treats: bool
    items: list[Strip | Span] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        index = bisect_left(self.taken, (start, end))
        after = index < len(self.taken) and self.taken[index][0] < end
        before = index > 0 and self.taken[index - 1][1] > start
        return not (after or before)

    def add(self, item: Strip | Span) -> None:
        self.items.append(item)
        insort(self.taken, (item.start_frame, item.end_frame))


def stack(scene: Scene, items: list[Strip | Span]) -> tuple[Layer | AdjustLayer, ...]:
    """Layers in painting order, each free of overlaps but for transitions."""
    by_track = scene.draft.paints_by_track

    def order(item: Strip | Span) -> tuple[int, int, int]:
        track, index = item.use.track.index, item.use.segment.render_index
        return (track, index, item.start_frame) if by_track else (index, track, item.start_frame)

    piles: list[_Pile] = []
    for item in sorted(items, key=order):
        pile = _shared_pile(piles, item)
        if pile is None:
            pile = _Pile(item.use.track.index, isinstance(item, Span))
            piles.append(pile)
        pile.add(item)
    return tuple(_layer(scene, pile) for pile in piles)


def _shared_pile(piles: list[_Pile], item: Strip | Span) -> _Pile | None:
    """The highest pile of the same track that nothing between hides, if it is free there."""
    for pile in reversed(piles[-_SEARCH_DEPTH:]):
        free = pile.is_free(item.start_frame, item.end_frame)
        if pile.track == item.use.track.index and pile.treats == isinstance(item, Span):
            return pile if free else None
        if not free:
            return None
    return None


def _layer(scene: Scene, pile: _Pile) -> Layer | AdjustLayer:
    items = sorted(pile.items, key=lambda item: item.start_frame)
    track = items[0].use.track
    where = f'{scene.path}track {track.index + 1} "{track.kind[:24]}"'
    if pile.treats:
        return AdjustLayer(where, tuple(t for item in items for t in _treatments(item)))
    clips: list[Clip] = []
    transitions: list[Transition] = []
    for item in items:
        if isinstance(item, Strip):
            moved = (replace(t, before=t.before + len(clips)) for t in item.transitions)
            transitions.extend(moved)
            clips.extend(item.clips)
    return Layer(where, tuple(clips), tuple(transitions))


def _treatments(item: Strip | Span) -> tuple[Treatment, ...]:
    return item.treatments if isinstance(item, Span) else ()
