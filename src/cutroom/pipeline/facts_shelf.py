"""What probing found out, kept for the next render and for explaining without opening a codec."""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path

import cutroom
from cutroom.core.facts import MediaFacts
from cutroom.pipeline.messages import facts_message, read_facts


class FactsShelf:
    """Facts by the identity of a file: its place, size and time of change."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when the first facts are kept."""
        self._folder = folder

    def find(self, path: Path) -> MediaFacts | None:
        """The facts of an unchanged file, or None."""
        try:
            return read_facts(json.loads(self._place(path).read_bytes()), str(path))
        except (OSError, ValueError):
            return None

    def keep(self, facts: MediaFacts) -> None:
        """Remember facts. A full or read-only disk is no reason to fail: they are found out again."""
        try:
            place = self._place(Path(facts.path))
            place.parent.mkdir(parents=True, exist_ok=True)
            partial = place.with_suffix(f".{uuid.uuid4().hex}")
            partial.write_text(json.dumps(facts_message(facts)), encoding="utf-8")
            partial.replace(place)
        except OSError:
            return

    def _place(self, path: Path) -> Path:
        facts = path.stat()
        # The inode tells a hard link of a cached file apart from nothing: same content, same facts.
        identity = f"{cutroom.__version__}:{facts.st_dev}:{facts.st_ino}:{facts.st_size}:{facts.st_mtime_ns}"
        digest = hashlib.sha256(identity.encode()).hexdigest()
        return self._folder / digest[:2] / f"{digest}.json"
