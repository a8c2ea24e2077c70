"""Writes catalog/looks.json, which is read, from catalog/looks.toml, which is edited."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import cutroom.catalog
from cutroom.catalog.looks import LOOK_KINDS, LookBook

CATALOG = Path(cutroom.catalog.__file__).parent
SOURCE, MADE = CATALOG / "looks.toml", CATALOG / "looks.json"


def parse_looks(source: str) -> LookBook:
    """A ``looks.toml``, every row of it looked at; raises ``ValueError`` naming the row that is wrong."""
    book = LookBook(tomllib.loads(source))
    for kind in LOOK_KINDS:
        book.named(kind)
        book.families(kind)
    return book


def looks_json(source: str) -> str:
    """The rows of a ``looks.toml`` as JSON, one a line. Raises ``ValueError`` as :func:`parse_looks`."""
    parse_looks(source)
    parts = []
    for name, rows in tomllib.loads(source).items():
        if isinstance(rows, list):
            parts.append(f"{json.dumps(name)}: [\n" + ",\n".join(map(_line, rows)) + "\n]")
        else:
            parts.append(f"{json.dumps(name)}: {_line(rows)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    MADE.write_text(looks_json(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
