"""Files of a draft that nothing plays: fonts, LUTs, styles of text."""

from __future__ import annotations

from pathlib import Path

from cutroom.core.facts import MediaFacts
from cutroom.draft.style_package import read_style_package


def file_facts(path: Path) -> MediaFacts:
    """Where such a file is and, for a text style, what it says: the compiler reads no files.

    Raises MediaError when a text style cannot be read.
    """
    content = read_style_package(path) if path.suffix.lower() == ".json" else ""
    return MediaFacts(path=str(path), kind="file", content=content)
