"""Keyframes as curves.

A key's ``time_offset`` of a segment with a source range is a time of the source medium: it falls on
``(offset − source start) / speed`` seconds after the segment's start. Segments without one (text,
stickers, effects) count from their own start. Keys replace static values; before the first and after
the last one the value holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from cutroom.compiler.scene import Use
from cutroom.core.curves import Curve, Key, flat
from cutroom.core.time import MICROS, TimeMap
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.legacy_keyframes import legacy_keyframes
from cutroom.draft.model import Keyframe, KeyframeList, keyframe_lists

# Writers other than the app name an ease and leave its handles at zero.
_EASE = 0.42
_NAMED_EASES = {
    "easein": (_EASE, 0.0), "easeout": (0.0, _EASE),
    "easeinout": (_EASE, _EASE), "easeineaseout": (_EASE, _EASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyClock:
    """Where a key's time offset falls on the clip: ``origin_us`` is its start in the keys' time.

    ``warp`` is set where the speed changes: then curves are written out frame by frame. ``start_us`` is
    where the segment starts on the clip, if not with it.
    """

    origin_us: int = 0
    speed: Fraction = Fraction(1)
    warp: TimeMap | None = None
    start_us: int = 0


class Motion:
    """The keyed properties of one segment as curves, by property type.

    A key list may belong to one of the segment's materials, such as a mask or one of several hue sliders: it
    names the material by its ``constant_material_id`` (some writers: its ``id``).
    """

    def __init__(self, use: Use, clock: KeyClock) -> None:
        """Reads the segment's own keyframes and, where it has none, the older common store."""
        lists = use.segment.keyframes
        if use.segment.keyframe_refs:
            lists = (*legacy_keyframes(use.scene.draft, use.segment), *lists)
        self._hold(use, clock, lists)

    def _hold(self, use: Use, clock: KeyClock, lists: tuple[KeyframeList, ...]) -> None:
        self._use = use
        self._clock = clock
        self._behind: Motion | None = None
        self._lists: dict[str, list[KeyframeList]] = {}
        for entry in filter(_has_values, lists):
            self._lists.setdefault(entry.property_type, []).append(entry)
        self._asked: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._lists)

    def with_those_of(self, raw: Json) -> Motion:
        """This with the keys that a material holds itself before it; they count from the segment's start."""
        lists = keyframe_lists(raw)
        if not lists:
            return self
        made = Motion.__new__(Motion)
        made._hold(self._use, KeyClock(-self._clock.start_us), lists)
        made._behind = self
        return made

    def note_unused(self) -> None:
        """Report keyed properties that nothing has asked for: they do not move here."""
        unused = sorted(
            name
            for name, lists in self._lists.items()
            if any(id(entry) not in self._asked for entry in lists)
        )
        if unused:
            names = ", ".join(name[:40] for name in unused[:8])
            self._use.note("keyframes-skipped", "skipped", f"keyframes of {names} are ignored")

    def find(self, *names: str, of: Json | None = None) -> Curve | None:
        """The curve of the first of the properties that is keyed; ``of`` one material, where given."""
        chosen = None
        for name in names:
            if name in self._lists:
                entries = self._entries(name, of)
                self._asked.update(map(id, entries))
                chosen = chosen or (entries[-1] if entries else None)
        if chosen is not None:
            return self._curve(chosen)
        return None if self._behind is None else self._behind.find(*names, of=of)

    def get(self, default: float, *names: str, of: Json | None = None) -> Curve:
        """The curve of a property, or its static value."""
        return self.find(*names, of=of) or flat(default)

    def value(self, default: float, *names: str, of: Json | None = None) -> float | Curve:
        """The same where a bare number serves as well."""
        return self.find(*names, of=of) or default

    def _entries(self, name: str, of: Json | None) -> list[KeyframeList]:
        """The key lists of a property, without those of other materials than ``of``."""
        entries = self._lists[name]
        if of is None:
            return entries
        own = _ids(of)
        others = {i for m in self._use.extras if m.raw is not of for i in _ids(m.raw)} - own
        return [entry for entry in entries if entry.material_id not in others]

    def _curve(self, entry: KeyframeList) -> Curve:
        if self._clock.warp is None:
            return Curve(_keys(entry.keys, self._clock.origin_us, float(self._clock.speed)))
        in_source = Curve(_keys(entry.keys, self._clock.origin_us, 1.0))
        return self._written_out(in_source, self._clock.warp)

    def _written_out(self, curve: Curve, warp: TimeMap) -> Curve:
        """A key per frame: the map bends the time axis, which Bézier handles cannot follow."""
        use = self._use
        if len(curve.keys) == 1:
            return curve
        fps = use.scene.fps
        first = warp.output_at(Fraction(curve.keys[0].time_s).limit_denominator(MICROS))
        last = warp.output_at(Fraction(curve.keys[-1].time_s).limit_denominator(MICROS))
        low = max(0, int(first * float(fps)))
        high = min(use.length_frames, int(last * float(fps)) + 1)
        use.scene.session.spend_keys(max(0, high - low) + 1)
        times = (Fraction(frame) / fps for frame in range(low, max(low, high) + 1))
        return Curve(tuple(Key(float(t), curve.at(float(warp.travel(t)))) for t in times))


def _ids(raw: Json) -> set[str]:
    return {fields.text(raw, "id"), fields.text(raw, "constant_material_id")} - {""}


def _has_values(entry: KeyframeList) -> bool:
    return bool(entry.keys) and all(key.values for key in entry.keys)


def _keys(keys: tuple[Keyframe, ...], origin_us: int, speed: float) -> tuple[Key, ...]:
    return tuple(
        _key(key, _span_us(keys, index - 1), _span_us(keys, index), origin_us, speed)
        for index, key in enumerate(keys)
    )


def _span_us(keys: tuple[Keyframe, ...], index: int) -> int:
    """Length of the span that begins at a key; 0 before the first and after the last."""
    if not 0 <= index < len(keys) - 1:
        return 0
    return keys[index + 1].time_offset_us - keys[index].time_offset_us


def _key(key: Keyframe, before_us: int, after_us: int, origin_us: int, speed: float) -> Key:
    time_s = (key.time_offset_us - origin_us) / MICROS / speed
    kind = key.curve_type.lower()
    if kind == "line":
        return Key(time_s, key.values[0])
    handles = (key.right_x, key.right_y, key.left_x, key.left_y)
    if not any(handles) and kind in _NAMED_EASES:
        ease_in, ease_out = _NAMED_EASES[kind]
        handles = (ease_in * after_us, 0.0, -ease_out * before_us, 0.0)
    out_x, out_y, in_x, in_y = handles
    unit = MICROS * speed
    return Key(time_s, key.values[0], out_x / unit, out_y, in_x / unit, in_y)


def shifted(curve: Curve, seconds: float) -> Curve:
    """The same curve later by some seconds."""
    if len(curve.keys) == 1 or seconds == 0.0:
        return curve
    return Curve(tuple(_at(key, key.time_s + seconds) for key in curve.keys))


def scaled(curve: Curve, factor: float) -> Curve:
    """The same curve with its values multiplied."""
    if factor == 1.0:
        return curve
    return Curve(
        tuple(
            Key(
                k.time_s,
                k.value * factor,
                k.out_s,
                k.out_value * factor,
                k.in_s,
                k.in_value * factor,
            )
            for k in curve.keys
        )
    )


def affine(curve: Curve, slope: float, offset: float) -> Curve:
    """The same curve with every value ``v`` become ``offset + slope · v``."""
    stretched = scaled(curve, slope)
    moved = (Key(k.time_s, k.value + offset, *_handles(k)) for k in stretched.keys)
    return Curve(tuple(moved))


_STEPS_BETWEEN_KEYS = 16
_MANY_KEYS = 500


def product(left: Curve, right: Curve) -> Curve:
    """Two curves multiplied; where both move, sampled between their keys."""
    if left.constant:
        return scaled(right, left.first)
    if right.constant:
        return scaled(left, right.first)
    marks = sorted({key.time_s for curve in (left, right) for key in curve.keys})
    # Keys this dense are samples themselves.
    steps = 1 if len(marks) > _MANY_KEYS else _STEPS_BETWEEN_KEYS
    times = [a + (b - a) * step / steps for a, b in pairwise(marks) for step in range(steps)]
    return Curve(tuple(Key(t, left.at(t) * right.at(t)) for t in [*times, marks[-1]]))


def _at(key: Key, time_s: float) -> Key:
    return Key(time_s, key.value, *_handles(key))


def _handles(key: Key) -> tuple[float, float, float, float]:
    return key.out_s, key.out_value, key.in_s, key.in_value
