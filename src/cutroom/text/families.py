"""Family names as people write them: keys to compare them by, and which families stand in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Closeness = Literal["same", "like", "style"]

_WEIGHT_WORDS = {
    "thin": 100, "极细": 100, "extralight": 200, "ultralight": 200, "特细": 200, "light": 300,
    "细体": 300, "细": 300, "demilight": 350, "normal": 400, "regular": 400, "常规": 400,
    "标准": 400, "book": 400, "medium": 500, "中黑": 500, "中等": 500, "semibold": 600,
    "demibold": 600, "bold": 700, "粗体": 700, "粗": 700, "extrabold": 800, "ultrabold": 800,
    "特粗": 800, "heavy": 900, "black": 900, "超粗": 900,
}  # fmt: skip
_WEIGHTS = re.compile("|".join(sorted(_WEIGHT_WORDS, key=len, reverse=True)))
_SEPARATORS = re.compile(r"[\s\-_.·]+")


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A name taken apart: ``key`` to compare by and the weight its words ask for (400 when none)."""

    key: str
    weight: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """Families that may stand in for a name, best first, and how close they are."""

    closeness: Closeness
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    closeness: Closeness
    words: tuple[str, ...]
    families: tuple[str, ...]


def plain_key(name: str) -> str:
    """A name without case, width and separators, weight words kept."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for suffix in (".ttf", ".otf", ".ttc"):
        folded = folded.removesuffix(suffix)
    return _SEPARATORS.sub("", folded)


def parse_name(name: str) -> FamilyName:
    """The family key and weight of a display name such as ``思源黑体 Bold`` or ``Inter-Light``."""
    key = plain_key(name)
    match = _WEIGHTS.search(key)
    if match is None:
        return FamilyName(key, 400)
    # "粗" alone may be all there is, and a name must stay a name.
    stripped = _WEIGHTS.sub("", key) or key
    return FamilyName(stripped, _WEIGHT_WORDS[match.group()])


def stand_ins(name: str) -> tuple[StandIn, ...]:
    """Every entry of the family table that answers to a name, closest first."""
    keys = {plain_key(name), parse_name(name).key}
    found = [
        StandIn(entry.closeness, entry.families)
        for entry in _table()
        if entry.closeness != "style" and keys.intersection(entry.words)
    ]
    key = plain_key(name)
    for entry in _table():
        if entry.closeness == "style" and any(word in key for word in entry.words):
            found.append(StandIn("style", entry.families))
            break
    return tuple(found)


@cache
def _table() -> tuple[_Entry, ...]:
    text = Path(__file__).with_name("families.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    entries = []
    closenesses: tuple[Closeness, ...] = ("same", "like", "style")
    for closeness in closenesses:
        for row in data[closeness]:
            spelled = row["words" if closeness == "style" else "names"]
            words = tuple(plain_key(word) for word in spelled)
            entries.append(_Entry(closeness, words, tuple(row["families"])))
    return tuple(entries)
