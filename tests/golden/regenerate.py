"""Draws the golden pictures again; only this command ever writes them.

python -m tests.golden.regenerate            all
python -m tests.golden.regenerate glow wipe  those whose name contains one of the words
"""

from __future__ import annotations

import sys

from tests.golden.strips import PICTURES, cases, draw, joined, read, write
from tests.golden.text_looks import draw_look, text_cases


def main(words: list[str]) -> None:
    """Write what changed and remove pictures of effects that are gone."""
    wanted = list(cases())
    for case in wanted:
        if words and not any(word in case.name for word in words):
            continue
        strip = joined(draw(case))
        if not case.path.exists() or (read(case.path) != strip).any():
            write(case.path, strip)
            print(f"drew {case.name}")
    texts = list(text_cases())
    for text in texts:
        if words and not any(word in f"text/{text.name}" for word in words):
            continue
        look = draw_look(text)
        if not text.path.exists() or (read(text.path) != look).any():
            write(text.path, look)
            print(f"drew text/{text.name}")
    if not words:
        known = {case.path for case in wanted} | {text.path for text in texts}
        for path in sorted(PICTURES.rglob("*.webp")):
            if path not in known:
                path.unlink()
                print(f"removed {path.relative_to(PICTURES)}")


if __name__ == "__main__":
    main(sys.argv[1:])
