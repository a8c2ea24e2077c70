"""Segments of effect, filter and adjust tracks: treatments of everything below them."""

from __future__ import annotations

from dataclasses import replace

from cutroom.compiler.dressing import treatments_of
from cutroom.compiler.motion import KeyClock, Motion
from cutroom.compiler.scene import Use
from cutroom.compiler.stacking import Span


def span_of(use: Use) -> Span | None:
    """The treatments of a segment, None (with a diagnostic) when nothing of it can be applied.

    The effect is the segment's own material or, on an adjust track, among its references.
    """
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
