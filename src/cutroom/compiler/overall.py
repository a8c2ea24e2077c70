"""Segments of effect, filter and adjust tracks: treatments of everything below them, or of one clip."""

from __future__ import annotations

from dataclasses import replace

from cutroom.compiler.dressing import BOUND, treatments_of
from cutroom.compiler.motion import KeyClock, Motion
from cutroom.compiler.scene import Use
from cutroom.compiler.stacking import Span
from cutroom.draft import fields

_WHOLE_PICTURE = 2
"""How an effect says that it is for everything below it, whatever else it names."""


def bind(effects: list[Use], pictures: list[Use]) -> None:
    """Give effects that name a segment to its clip: see ``dressing.BOUND``."""
    by_segment = {use.segment.id: use for use in pictures if use.segment.id}
    for use in effects:
        raw = {} if use.material is None else use.material.raw
        target = by_segment.get(fields.text(raw, "bind_segment_id"))
        if target is None or fields.integer(raw, "apply_target_type", 0) == _WHOLE_PICTURE:
            continue
        target.memory.setdefault(BOUND, []).append(use)
        use.memory[BOUND] = []


def span_of(use: Use) -> Span | None:
    """The treatments of a segment, None when it has been given to a clip, or when nothing of it can be
    applied (with a diagnostic).

    The effect is the segment's own material or, on an adjust track, among its references.
    """
    if BOUND in use.memory:
        return None
    own = use.material
    if own is None and not use.extras:
        use.note("material-missing", "skipped", "the draft does not hold the segment's material")
        return None
    materials = use.extras if own is None else (own, *use.extras)
    motion = Motion(use, KeyClock())
    treatments = treatments_of(use, materials, motion, start_frame=use.start_frame)
    motion.note_unused()
    if not treatments:
        return None
    use.scene.session.spend_clips()
    return Span(use, tuple(replace(t, seed=t.seed + n) for n, t in enumerate(treatments)))
