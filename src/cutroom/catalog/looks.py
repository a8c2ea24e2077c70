"""How a named effect, animation, transition or filter is drawn: the rows of ``looks.toml``.

```
[[look]]                     # names of one look, catalogue names or ids
kind = "transition"
names = ["叠化", "Mix"]
effect = "dissolve"          # id in the effects registry; "" draws nothing
fidelity = "close"           # exact, close or fallback
params = { softness = 0.1 }
sliders = { size = ["effects_adjust_size", 0.0, 0.5] }

[[family]]                   # for names without a look: the first family with a word in the name
kind = "transition"
words = ["模糊", "blur"]
effect = "blur-dissolve"

[default]                    # for all others, one a kind
transition = "dissolve"
```

``sliders`` lets the draft drive a parameter: as its slider goes from its least to its greatest value,
the parameter runs from the first number to the second. The slider "duration" is the length of an
animation in seconds, 0 to 1 standing for themselves: the length of one round of a loop.

What is read is ``looks.json``, the same rows as ``tools/make_looks.py`` writes them: reading TOML takes twenty
times as long, in every process that renders.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from cutroom.catalog.lookup import KINDS, Catalog, CatalogKind, Entry, folded, load_catalog
from cutroom.core.color import Color, find_color

Fidelity = Literal["exact", "close", "fallback"]
LookValue = float | bool | str | Color
LookParams = tuple[tuple[str, LookValue], ...]

LookKind = Literal[
    "transition", "clip-in", "clip-out", "clip-group", "text-in", "text-out", "text-loop",
    "scene-effect", "character-effect", "filter", "audio-effect", "text-caption",
]  # fmt: skip
LOOK_KINDS: tuple[LookKind, ...] = get_args(LookKind)
"""Animations of captions are in no catalogue: their names are read by their words alone."""

# A sticker's loop has the names of text loops; a voice is one of three catalogues.
_SYNONYMS = {
    "clip-loop": "text-loop", "text-group": "clip-group",
    "effect": "scene-effect", "character": "character-effect",
}  # fmt: skip
_CATALOGS: dict[str, tuple[CatalogKind, ...]] = {
    "audio-effect": ("audio-effect", "tone", "speech-to-song"),
}


@dataclass(frozen=True, slots=True)
class Slider:
    """A parameter that the draft's slider ``source`` drives from ``low`` to ``high``."""

    param: str
    source: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Look:
    """An effect id with parameters; ``effect`` "" means that nothing is drawn.

    ``name`` is the catalogue's name of the thing where it is known, else the name that was given.
    """

    effect: str
    params: LookParams = ()
    fidelity: Fidelity = "fallback"
    name: str = ""
    sliders: tuple[Slider, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """Words (folded) and the look of every name that holds one of them."""

    words: tuple[str, ...]
    look: Look


class LookBook:
    """All rows of a ``looks.toml``: named looks by kind and folded name, families, defaults."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """``document`` is what was read. The rows of a kind are looked at when it is first asked for."""
        self._rows = _by_kind(document.get("look", ()))
        self._family_rows = _by_kind(document.get("family", ()))
        self._named: dict[str, Mapping[str, Look]] = {}
        self._families: dict[str, tuple[Family, ...]] = {}
        self.defaults: Mapping[str, Look] = {
            kind: _look({"effect": row} if isinstance(row, str) else row, "fallback")
            for kind, row in document.get("default", {}).items()
        }

    def named(self, kind: str) -> Mapping[str, Look]:
        """The looks of a kind by id or folded name. Raises ``ValueError`` naming the row that is wrong."""
        if kind not in self._named:
            self._named[kind] = _named_looks(self._rows.get(kind, ()))
        return self._named[kind]

    def families(self, kind: str) -> tuple[Family, ...]:
        """The families of a kind in their order. Raises ``ValueError`` as :meth:`named`."""
        if kind not in self._families:
            rows = self._family_rows.get(kind, ())
            self._families[kind] = tuple(map(_family, rows))
        return self._families[kind]

    def find(self, kind: str, ids: tuple[str, ...], names: tuple[str, ...]) -> Look:
        """The look of the first id or name that has one, else a name's family's, else the default."""
        keys = [folded(name) for name in names if name]
        named = self.named(kind)
        for key in (*ids, *keys):
            if key in named:
                return named[key]
        for key in keys:
            for family in self.families(kind):
                if any(word in key for word in family.words):
                    return family.look
        return self.defaults.get(kind, Look(""))


def find_look(kind: str, resource_id: str = "", effect_id: str = "", name: str = "") -> Look:
    """How a thing is drawn; always returns something.

    The ids are trusted more than the name, whose language is that of whoever wrote the draft. A name
    that has no look of its own gets the family its words suggest, else the kind's default, both with
    fidelity "fallback".
    """
    kind = _SYNONYMS.get(kind, kind)
    entry = _entry(load_catalog(), kind, resource_id, effect_id, name)
    known = (entry.name, *entry.aliases) if entry is not None else ()
    look = load_looks().find(kind, (resource_id, effect_id), (*known, name))
    return replace(look, name=entry.name if entry is not None else name)


def _entry(
    catalog: Catalog, kind: str, resource_id: str, effect_id: str, name: str
) -> Entry | None:
    kinds = _CATALOGS.get(kind, (kind,) if kind in KINDS else ())
    for wanted in ({"resource_id": resource_id, "effect_id": effect_id}, {"name": name}):
        for catalog_kind in kinds:
            found = catalog.find(catalog_kind, **wanted)
            if found is not None:
                return found
    return None


@cache
def load_looks() -> LookBook:
    """The looks that come with the package; read once a process."""
    return LookBook(json.loads(Path(__file__).with_name("looks.json").read_text(encoding="utf-8")))


def _by_kind(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(_kind(row), []).append(row)
    return found


def _named_looks(rows: Iterable[Mapping[str, Any]]) -> dict[str, Look]:
    named: dict[str, Look] = {}
    for row in rows:
        look = _look(row, row.get("fidelity", "close"))
        for name in row["names"]:
            if named.setdefault(folded(name), look) is not look:
                raise ValueError(f"{row['kind']} {name!r} has two looks")
    return named


def _family(row: Mapping[str, Any]) -> Family:
    return Family(tuple(folded(word) for word in row["words"]), _look(row, "fallback"))


def _kind(row: Mapping[str, Any]) -> str:
    if row.get("kind") not in LOOK_KINDS:
        raise ValueError(f"look kind {row.get('kind')!r} is none of {', '.join(LOOK_KINDS)}")
    return str(row["kind"])


def _look(row: Mapping[str, Any], fidelity: str) -> Look:
    if fidelity not in get_args(Fidelity):
        raise ValueError(f"fidelity {fidelity!r} of {row.get('names')} is not known")
    params = tuple((name, _value(value)) for name, value in row.get("params", {}).items())
    sliders = tuple(_slider(name, rule) for name, rule in row.get("sliders", {}).items())
    return Look(row["effect"], params, fidelity, sliders=sliders)  # type: ignore[arg-type]


def _slider(param: str, rule: Any) -> Slider:
    match rule:
        case [str(source), int() | float() as low, int() | float() as high]:
            return Slider(param, source, float(low), float(high))
    raise ValueError(f"slider of {param!r} is not [name, number, number] but {rule!r}")


def _value(value: Any) -> LookValue:
    if isinstance(value, str):
        color = find_color(value) if value.startswith("#") else None
        return value if color is None else color
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    raise ValueError(f"look parameter {value!r} is neither a number, a switch nor a word")
