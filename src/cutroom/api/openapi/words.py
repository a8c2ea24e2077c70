"""The texts of the documents, in Chinese and English: one row a call, one a field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Speech = Literal["both", "zh", "en"]
SPEECHES: tuple[Speech, ...] = get_args(Speech)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def said(self, speech: Speech, joint: str = " / ") -> str:
        """The text as it is asked for; both languages are joined by ``joint``."""
        if speech == "both":
            return self.zh if self.zh == self.en else f"{self.zh}{joint}{self.en}"
        return self.zh if speech == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Words:
    """All texts. Fields are found by the first of :func:`_names` that has a row."""

    dialects: Mapping[str, tuple[Text, Text]]
    calls: Mapping[str, tuple[Text, Text]]
    fields: Mapping[str, Text]
    phrases: Mapping[str, Text]

    def field(self, call: str, path: tuple[str, ...]) -> Text:
        """The text of a field of a call. Raises KeyError that names the missing row."""
        for name in _names(call, path):
            if name in self.fields:
                return self.fields[name]
        raise KeyError(f"words.toml has no row for the field {path[-1]!r} of {call}")


def _names(call: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """Under which names a field's text may stand, the most particular first."""
    whole = f"{call}.{'.'.join(path)}"
    return whole, ".".join(path[-2:]), f"{call}.{path[-1]}", path[-1]


@cache
def load_words() -> Words:
    """The texts of words.toml."""
    raw = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(
        {name: _titled(row) for name, row in raw["dialects"].items()},
        {name: _titled(row) for name, row in raw["calls"].items()},
        {name: Text(*row) for name, row in raw["fields"].items()},
        {name: Text(*row) for name, row in raw["phrases"].items()},
    )


def _titled(row: list[str]) -> tuple[Text, Text]:
    """A title in both languages, and more about it in both; the title again where there is no more."""
    title = Text(row[0], row[1])
    return title, Text(row[2], row[3]) if len(row) > 2 else title
