"""What an edit could not do as asked, in the words of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was ignored or changed, and why."""

    zh: str
    en: str


@dataclass(slots=True)
class Notes:
    """The notes of one edit, each once."""

    found: list[Note] = field(default_factory=list)

    def add(self, where: str, zh: str, en: str) -> None:
        """``where`` names the field or item it concerns."""
        note = Note(f"{where}：{zh}", f"{where}: {en}")
        if note not in self.found:
            self.found.append(note)

    def unknown(self, where: str, name: str, suggestions: Sequence[str]) -> None:
        """A name that the catalogue does not hold was ignored."""
        zh = f"未找到名称“{name[:80]}”，已忽略"
        en = f"the name {name[:80]!r} is not known and was ignored"
        if suggestions:
            zh += f"；相近的名称：{'、'.join(suggestions)}"
            en += f"; similar names: {', '.join(suggestions)}"
        self.add(where, zh, en)
