"""The vendor's names: effects, animations, fonts and so on with their ids, defaults and parameters.

``catalog.json`` is made by ``tools/import_catalog.py``; nothing in it is written by hand. Names are
compared without case, spaces and underscores. Ids are stable, names depend on the language of the
writer: look up by id first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from cutroom.core.errors import UnknownName

CatalogKind = Literal[
    "transition", "clip-in", "clip-out", "clip-group", "text-in", "text-out", "text-loop",
    "scene-effect", "character-effect", "filter", "font", "mask", "mix-mode", "audio-effect",
    "tone", "speech-to-song",
]  # fmt: skip

KINDS: tuple[CatalogKind, ...] = get_args(CatalogKind)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A slider: 0–100 on the screen is ``low``–``high`` in a draft."""

    name: str
    low: float
    high: float
    default: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One named thing. Ids are "" where they are not known, ``duration_us`` 0 where it has none.

    ``overlap``: a transition that shows both clips at once. ``shape`` and ``aspect_ratio`` belong to
    masks. ``aliases`` are names in other languages.
    """

    kind: CatalogKind
    name: str
    resource_id: str = ""
    effect_id: str = ""
    is_vip: bool = False
    duration_us: int = 0
    overlap: bool = False
    parameters: tuple[Parameter, ...] = ()
    aliases: tuple[str, ...] = ()
    shape: str = ""
    aspect_ratio: float = 1.0


class Catalog:
    """All entries, found by kind and name or id."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """``document`` is the content of ``catalog.json``."""
        self._document = document
        self._built: dict[tuple[str, int], Entry] = {}

    def entries(self, kind: CatalogKind) -> tuple[Entry, ...]:
        """All entries of a kind in the catalogue's order."""
        return tuple(self._entry(kind, index) for index in range(len(self._rows(kind))))

    def by_id(self, kind: CatalogKind, identifier: str) -> Entry | None:
        """The entry with a resource id or effect id, also one of another app's ids for it."""
        index = self._ids[kind].get(identifier) if identifier else None
        return None if index is None else self._entry(kind, index)

    def by_name(self, kind: CatalogKind, name: str) -> Entry | None:
        """The entry with a name or alias."""
        names = self._names[kind]
        index = names.get(name, names.get(folded(name)))
        return None if index is None else self._entry(kind, index)

    def find(
        self, kind: CatalogKind, *, resource_id: str = "", effect_id: str = "", name: str = ""
    ) -> Entry | None:
        """By resource id, else effect id, else name; None when none of them is known."""
        return (
            self.by_id(kind, resource_id) or self.by_id(kind, effect_id) or self.by_name(kind, name)
        )

    def require(self, kind: CatalogKind, name: str) -> Entry:
        """The entry with a name, alias or id; raises ``UnknownName`` with the nearest names."""
        found = self.by_name(kind, name) or self.by_id(kind, name.strip())
        if found is None:
            raise UnknownName(name[:80], kind, self.suggest(kind, name))
        return found

    def suggest(self, kind: CatalogKind, name: str, count: int = 3) -> tuple[str, ...]:
        """The names (or aliases) of a kind that are nearest to ``name``, best first."""
        known = self._spellings(kind)
        wanted = folded(name[:80])
        near = get_close_matches(wanted, known, n=count, cutoff=0.5)
        near += [key for key in known if wanted and wanted in key and key not in near]
        return tuple(known[key] for key in near[:count])

    def font_name(self, identifier: str) -> str:
        """The display name of a font by its id, "" when it is not known."""
        entry = self.by_id("font", identifier)
        return "" if entry is None else entry.name

    @cached_property
    def credit(self) -> str:
        """Where the names come from."""
        return str(self._document["credit"])

    def _rows(self, kind: str) -> list[list[Any]]:
        rows: list[list[Any]] = self._document["kinds"][kind]
        return rows

    @cached_property
    def _names(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for kind in KINDS:
            names = found[kind] = {}
            rows = self._rows(kind)
            # A few names differ only in case or spaces: exact ones go first.
            for index, row in enumerate(rows):
                names.setdefault(row[0], index)
            for index, row in enumerate(rows):
                names.setdefault(folded(row[0]), index)
            for index, row in enumerate(rows):
                for alias in _aliases(row):
                    names.setdefault(folded(alias), index)
        return found

    @cached_property
    def _ids(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for kind in KINDS:
            ids = found[kind] = {}
            rows = self._rows(kind)
            # Resource ids are unique and go first; effect ids are short and sometimes shared.
            for column in (1, 2):
                for index, row in enumerate(rows):
                    ids.setdefault(row[column], index)
            for index, row in enumerate(rows):
                for identifier in _extra(row).get("ids", ()):
                    ids.setdefault(identifier, index)
            ids.pop("", None)
        return found

    def _spellings(self, kind: str) -> dict[str, str]:
        known: dict[str, str] = {}
        for row in self._rows(kind):
            for name in (row[0], *_aliases(row)):
                known.setdefault(folded(name), name)
        return known

    def _entry(self, kind: CatalogKind, index: int) -> Entry:
        key = (kind, index)
        if key not in self._built:
            self._built[key] = self._build(kind, self._rows(kind)[index])
        return self._built[key]

    def _build(self, kind: CatalogKind, row: list[Any]) -> Entry:
        extra = _extra(row)
        parameters = self._document["parameters"]
        return Entry(
            kind=kind,
            name=row[0],
            resource_id=row[1],
            effect_id=row[2],
            is_vip=bool(row[3]),
            duration_us=extra.get("us", 0),
            overlap=bool(extra.get("overlap", False)),
            parameters=tuple(Parameter(*parameters[number]) for number in extra.get("params", ())),
            aliases=tuple(extra.get("aliases", ())),
            shape=extra.get("shape", ""),
            aspect_ratio=extra.get("aspect", 1.0),
        )


def folded(name: str) -> str:
    """A name as it is compared: without case, spaces and underscores."""
    return "".join(name.casefold().split()).replace("_", "")


def _extra(row: list[Any]) -> dict[str, Any]:
    return row[4] if len(row) > 4 else {}


def _aliases(row: list[Any]) -> list[str]:
    aliases: list[str] = _extra(row).get("aliases", [])
    return aliases


@cache
def load_catalog() -> Catalog:
    """The catalogue that comes with the package; read once a process."""
    path = Path(__file__).with_name("catalog.json")
    return Catalog(json.loads(path.read_text(encoding="utf-8")))
