"""In, out, group, loop and caption animations of a segment, on frames of its clip.

``in`` begins with the clip and ``out`` ends with it whatever start is stored; ``group`` and ``caption`` keep
their own range; ``loop`` takes what in and out leave free. A caption's animation goes by the times of its
words, those of a text without any share its range evenly.
"""

from __future__ import annotations

from typing import Literal, get_args

from cutroom.compiler.dressing import look_for
from cutroom.compiler.driving import driven_params
from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import MotionPhase, MotionSpan

_Slot = Literal["in", "out", "group", "loop", "caption"]
_SLOTS: tuple[_Slot, ...] = get_args(_Slot)


def motions_of(use: Use, subject: str) -> tuple[MotionSpan, ...]:
    """The animations of a segment; ``subject`` is "clip" or "text", which have their own names."""
    found = _by_phase(use)
    if not found:
        return ()
    total = use.length_frames
    if "group" in found:
        group = _ranged(use, f"{subject}-group", "group", found["group"])
        return () if group is None else (group,)
    said = None
    if "caption" in found:
        said = _ranged(use, "text-caption", "loop", found["caption"])
    lead = min(_frames(use, found["in"]), total) if "in" in found else 0
    tail = min(_frames(use, found["out"]), total - lead) if "out" in found else 0
    ranges: dict[MotionPhase, tuple[int, int]] = {
        "in": (0, lead),
        "loop": (lead, total - lead - tail),
        "out": (total - tail, tail),
    }
    spans = (
        _span(use, f"{subject}-{phase}", phase, found[phase], *frames)
        for phase, frames in ranges.items()
        if phase in found and frames[1] > 0
    )
    return tuple(span for span in (said, *spans) if span is not None)


def _by_phase(use: Use) -> dict[_Slot, Json]:
    found: dict[_Slot, Json] = {}
    for material in use.extras:
        if material.bucket != "material_animations":
            continue
        for raw in fields.mappings(material.raw, "animations"):
            kind = fields.text(raw, "type")
            phase = next((slot for slot in _SLOTS if slot == kind), None)
            if phase is None:
                name = fields.text(raw, "name") or kind
                use.note(
                    "animation-skipped", "skipped", f"animation {name} of type {kind!r} ignored"
                )
            else:
                found.setdefault(phase, raw)
    return found


def _frames(use: Use, raw: Json) -> int:
    return max(0, use.scene.frame_at(fields.time_us(raw, "duration")))


def _ranged(use: Use, kind: str, phase: MotionPhase, raw: Json) -> MotionSpan | None:
    """An animation over the range that it is stored with, all of the clip where that has no length."""
    start = min(max(0, use.scene.frame_at(fields.time_us(raw, "start"))), use.length_frames - 1)
    length = _frames(use, raw) or use.length_frames
    return _span(use, kind, phase, raw, start, min(length, use.length_frames - start))


def _span(
    use: Use, kind: str, phase: MotionPhase, raw: Json, start: int, length: int
) -> MotionSpan | None:
    look = look_for(use, kind, raw)
    if look is None:
        return None
    params = driven_params(use, kind, look, raw, None)
    return MotionSpan(look.effect, phase, params, start, length, use.seed)
