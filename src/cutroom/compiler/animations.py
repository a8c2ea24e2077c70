"""In, out, group and loop animations of a segment, on frames of its clip.

``in`` begins with the clip and ``out`` ends with it whatever start is stored; ``group`` keeps its own
range; ``loop`` takes what in and out leave free.
"""

from __future__ import annotations

from cutroom.compiler.dressing import look_for
from cutroom.compiler.driving import driven_params
from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import MotionPhase, MotionSpan

_PHASES: tuple[MotionPhase, ...] = ("in", "out", "group", "loop")


def motions_of(use: Use, subject: str) -> tuple[MotionSpan, ...]:
    """The animations of a segment; ``subject`` is "clip" or "text", which have their own names."""
    found = _by_phase(use)
    if not found:
        return ()
    total = use.length_frames
    if "group" in found:
        group = _group(use, subject, found["group"])
        return () if group is None else (group,)
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
    return tuple(span for span in spans if span is not None)


def _by_phase(use: Use) -> dict[MotionPhase, Json]:
    found: dict[MotionPhase, Json] = {}
    for material in use.extras:
        if material.bucket != "material_animations":
            continue
        for raw in fields.mappings(material.raw, "animations"):
            kind = fields.text(raw, "type")
            phase = next((p for p in _PHASES if p == kind), None)
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


def _group(use: Use, subject: str, raw: Json) -> MotionSpan | None:
    start = min(max(0, use.scene.frame_at(fields.time_us(raw, "start"))), use.length_frames - 1)
    length = _frames(use, raw) or use.length_frames
    return _span(
        use, f"{subject}-group", "group", raw, start, min(length, use.length_frames - start)
    )


def _span(
    use: Use, kind: str, phase: MotionPhase, raw: Json, start: int, length: int
) -> MotionSpan | None:
    look = look_for(use, kind, raw)
    if look is None:
        return None
    params = driven_params(use, kind, look, raw, None)
    return MotionSpan(look.effect, phase, params, start, length, use.seed)
