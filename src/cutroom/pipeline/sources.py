"""Obtaining a draft, wherever it is, into a folder of ours.

Everything that comes from outside is checked here: sizes, counts, names of files. What is returned has
been parsed, and its digest identifies the content.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cutroom.pipeline.links import DraftLink


@dataclass(frozen=True, slots=True)
class DraftPath:
    """A draft on this disk: a document, a folder or a zipped folder."""

    path: Path


DraftSource = DraftPath | DraftLink
