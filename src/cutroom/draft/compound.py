"""Compound clips: a whole draft inside a material of the ``drafts`` bucket."""

from __future__ import annotations

from collections.abc import Mapping

from cutroom.draft import fields
from cutroom.draft.model import Draft, Material, Segment

MAX_DEPTH = 16
"""How deep compound clips may nest; deeper ones are refused when a draft is opened."""


def nested_draft(material: Material) -> Draft | None:
    """The draft inside a ``drafts`` material; None when it holds none.

    A compound clip cannot hold itself: its draft is written inside it. Those kept in files of their
    own are read in, with a limit on depth, by :func:`cutroom.draft.folder.open_draft`.
    """
    inner = material.raw.get("draft")
    if not isinstance(inner, Mapping) or not inner:
        return None
    return Draft(dict(inner))


def compound_material(draft: Draft, segment: Segment) -> Material | None:
    """The ``drafts`` material that makes a segment a compound clip, None for an ordinary one."""
    return next(iter(draft.references(segment, "drafts")), None)


def file_of(material: Material) -> str:
    """Path of the file a compound clip's draft is kept in, "" when it is written inside it."""
    return fields.text(material.raw, "draft_file_path")
