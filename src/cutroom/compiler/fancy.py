"""Fancy text (花字): a named style laid over a run's own."""

from __future__ import annotations

from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import TextStyle


def fancy(use: Use, style: Json, plain: TextStyle) -> TextStyle:
    """The style of a run whose ``effectStyle`` names a fancy text; ``plain`` where it names none."""
    named = fields.mapping(style, "effectStyle")
    if named:
        use.note(
            "fancy-text-plain", "approximated",
            f"fancy text {fields.text(named, 'id')} is drawn in the run's own style",
        )  # fmt: skip
    return plain
