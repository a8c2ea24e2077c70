"""Compound clips whose drafts lie in files of their own (``subdraft/<id>/…``): reading them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutroom.core.errors import BadDraft, LimitExceeded
from cutroom.draft import fields
from cutroom.draft.codec import MAX_DOCUMENT_BYTES, parse_draft
from cutroom.draft.compound import MAX_DEPTH
from cutroom.draft.model import Draft
from cutroom.draft.paths import DraftFiles

SUBDRAFTS = "subdraft"
_NAMES = ("draft_content.json", "draft_info.json")


@dataclass(slots=True)
class _Reader:
    """Reads the files of one draft; ``left`` is how many bytes they may still have."""

    files: DraftFiles
    left: int = MAX_DOCUMENT_BYTES

    def fill(self, document: dict[str, Any], chain: tuple[Path, ...]) -> Iterator[bytes]:
        """Put the drafts of compound clips into ``document``; yields what was read."""
        for material in _compounds(document):
            inner, around = material.get("draft"), chain
            if not isinstance(inner, dict) or not inner:
                path = self._find(material)
                if path is None:
                    continue
                self._check_chain(path, chain)
                data = self._read(path)
                yield data
                inner = material["draft"] = parse_draft(data).document
                around = (*chain, path)
            yield from self.fill(inner, around)

    def _find(self, material: dict[str, Any]) -> Path | None:
        stored = fields.text(material, "draft_file_path")
        if stored:
            found = self.files.find(stored)
            if found is not None:
                return found
        identifier = fields.text(material, "id")
        names = (f"{SUBDRAFTS}/{identifier}/{name}" for name in _NAMES) if identifier else ()
        return next((path for path in map(self.files.inside, names) if path is not None), None)

    def _check_chain(self, path: Path, chain: tuple[Path, ...]) -> None:
        if path in chain:
            raise BadDraft(
                f"The compound clips in {path.parent.name}/{path.name} contain each other.",
                hint="Dissolve one of them in the editor.",
            )
        if len(chain) >= MAX_DEPTH:
            raise LimitExceeded(
                f"Compound clips are nested more than {MAX_DEPTH} deep.",
                hint="Flatten some of them.",
            )

    def _read(self, path: Path) -> bytes:
        self.left -= path.stat().st_size
        if self.left < 0:
            raise LimitExceeded(
                f"The compound clips have more than {MAX_DOCUMENT_BYTES} bytes together.",
                hint="Split the project into smaller ones.",
            )
        return path.read_bytes()


def read_in_subdrafts(draft: Draft, root: Path) -> list[bytes]:
    """Complete the compound clips of ``draft`` from files below ``root``; returns what was read.

    A clip that holds its draft already is left as it is; one whose file is not there stays empty.
    Raises BadDraft when the clips contain each other or a file is damaged, LimitExceeded.
    """
    return list(_Reader(DraftFiles(root)).fill(draft.document, ()))


def _compounds(document: dict[str, Any]) -> list[dict[str, Any]]:
    materials = document.get("materials")
    drafts = materials.get("drafts") if isinstance(materials, dict) else None
    return [m for m in drafts if isinstance(m, dict)] if isinstance(drafts, list) else []
