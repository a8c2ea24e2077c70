"""Draws the golden pictures again; only this command ever writes them.

python -m tests.golden.regenerate            all
python -m tests.golden.regenerate glow wipe  those whose name contains one of the words
"""

from __future__ import annotations

import sys

from tests.golden.strips import PICTURES, cases, draw, joined, read, write


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
    if not words:
        known = {case.path for case in wanted}
        for path in sorted(PICTURES.rglob("*.webp")):
            if path not in known:
                path.unlink()
                print(f"removed {path.relative_to(PICTURES)}")


if __name__ == "__main__":
    main(sys.argv[1:])
