"""How a text looks: styles of its runs, and the content that drafts hold them in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cutroom.authoring.notes import Notes
from cutroom.authoring.requests import ShadowInfo
from cutroom.catalog.fancy_text import shadow, solid_fill, stroke
from cutroom.catalog.lookup import Entry, folded, load_catalog
from cutroom.core.color import BLACK, WHITE, Color, find_color

BORDER_WIDTH = 0.08
_DEFAULT_SHADOW_ALPHA = 0.9


@dataclass(frozen=True, slots=True)
class Look:
    """The style of a run; ``parts`` are the fill, strokes and shadows of a style."""

    size: float
    parts: Mapping[str, Any]
    font: Entry | None = None
    flags: Mapping[str, bool] = field(default_factory=dict)
    effect_id: str = ""

    def style(self, start: int, end: int) -> dict[str, Any]:
        """The style of UTF-16 units ``start`` to ``end``."""
        made: dict[str, Any] = {
            "range": [start, end],
            "size": self.size,
            "bold": self.flags.get("bold", False),
            "italic": self.flags.get("italic", False),
            "underline": self.flags.get("underline", False),
            **self.parts,
        }
        if self.font is not None:
            # The editor looks the font up by its id; it wants some path all the same.
            made["font"] = {"id": self.font.resource_id, "path": "D:"}
        if self.effect_id:
            made["effectStyle"] = {"id": self.effect_id, "path": ""}
        return made


def plain_parts(color: Color, border: Color | None, shadows: Sequence[Any]) -> dict[str, Any]:
    """Fill, strokes and shadows of a run without an effect."""
    strokes = [stroke(border, BORDER_WIDTH)] if border is not None else []
    return {"fill": solid_fill(color), "strokes": strokes, "shadows": list(shadows)}


def color_named(text: str, where: str, notes: Notes) -> Color:
    """A colour from ``#rrggbb``; white and a note for anything else."""
    found = find_color(text)
    if found is None:
        notes.add(
            where,
            f"颜色“{text[:40]}”无效，已使用白色",
            f"{text[:40]!r} is no colour; white was used",
        )
    return found or WHITE


def optional_color(text: str, where: str, notes: Notes) -> Color | None:
    """The same, None for an empty text."""
    return color_named(text, where, notes) if text.strip() else None


def shadow_parts(wanted: bool, info: ShadowInfo | None, where: str, notes: Notes) -> list[Any]:
    """The shadow of a run as the editor's values describe it."""
    if not wanted:
        return []
    if info is None:
        return [shadow(BLACK, _DEFAULT_SHADOW_ALPHA, 15.0, 5.0, -45.0)]
    color = color_named(info.shadow_color, f"{where}.shadow_color", notes)
    return [
        shadow(
            color, info.shadow_alpha, info.shadow_diffuse, info.shadow_distance, info.shadow_angle
        )
    ]


def font_named(name: str, where: str, notes: Notes) -> Entry | None:
    """A font by its name, alias or id, or the only one whose name holds the given one."""
    wanted = name.strip()
    if not wanted:
        return None
    catalog = load_catalog()
    found = catalog.by_name("font", wanted) or catalog.by_id("font", wanted)
    if found is not None:
        return found
    holding = [entry for entry in catalog.entries("font") if folded(wanted) in _font_key(entry)]
    if len(holding) == 1:
        return holding[0]
    near = [entry.name for entry in holding[:3]] or catalog.suggest("font", wanted)
    notes.unknown(where, wanted, near)
    return None


@lru_cache(maxsize=2048)
def _font_key(entry: Entry) -> str:
    return folded(entry.name)


def content(text: str, looks: Sequence[Look]) -> str:
    """The content of a text whose i-th character has the i-th look: runs that touch and never overlap."""
    styles = []
    start = position = 0
    for index, char in enumerate(text):
        if index and looks[index] is not looks[index - 1]:
            styles.append(looks[index - 1].style(start, position))
            start = position
        position += 2 if ord(char) > 0xFFFF else 1
    styles.append(looks[-1].style(start, position))
    return json.dumps({"styles": styles, "text": text}, ensure_ascii=False)


def occurrences(text: str, keywords: str) -> list[tuple[int, int]]:
    """Where the words of ``keywords`` (``|`` between them) occur, as ranges of characters."""
    found = []
    for word in filter(None, (part.strip() for part in keywords.split("|"))):
        start = text.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = text.find(word, start + len(word))
    return found
