"""Draws the golden pictures again; only this command ever writes them.

python -m tests.golden.regenerate            all
python -m tests.golden.regenerate glow wipe  those whose name contains one of the words
"""

from __future__ import annotations

import sys

from tests.golden.filter_sheet import SHEET, draw_sheet
from tests.golden.strips import PICTURES, cases, draw, joined, read, write
from tests.golden.text_looks import TextCase, draw_look, text_cases


def main(words: list[str]) -> None:
    """Write what changed and remove pictures of effects that are gone."""
    wanted = list(cases())
    for case in wanted:
        if not _chosen(case.name, words):
            continue
        strip = joined(draw(case))
        if not case.path.exists() or (read(case.path) != strip).any():
            write(case.path, strip)
            print(f"drew {case.name}")
    texts = list(text_cases())
    _draw_texts(texts, words)
    if _chosen("filters", words):
        _draw_filters()
    if not words:
        known = {case.path for case in wanted} | {text.path for text in texts}
        for path in sorted(PICTURES.rglob("*.webp")):
            if path not in known:
                path.unlink()
                print(f"removed {path.relative_to(PICTURES)}")


def _chosen(name: str, words: list[str]) -> bool:
    return not words or any(word in name for word in words)


def _draw_texts(texts: list[TextCase], words: list[str]) -> None:
    for text in texts:
        if not _chosen(f"text/{text.name}", words):
            continue
        look = draw_look(text)
        if not text.path.exists() or (read(text.path) != look).any():
            write(text.path, look)
            print(f"drew text/{text.name}")


def _draw_filters() -> None:
    sheet = draw_sheet()
    kept = read(SHEET) if SHEET.exists() else None
    if kept is None or kept.shape != sheet.shape or (kept != sheet).any():
        write(SHEET, sheet)
        print("drew filters")


if __name__ == "__main__":
    main(sys.argv[1:])
