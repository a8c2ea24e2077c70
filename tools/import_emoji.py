"""Writes ``src/cutroom/stickers/emoji.json``: every emoji with its names and keywords in Chinese and English.

    .venv/bin/python -m tools.import_emoji FOLDER

FOLDER receives the packages, fetched with ``npm pack`` unless they are there. The names and keywords are
CLDR's, the order and the groups those of Unicode's emoji list. A row is ``[emoji, group, Chinese name,
English name, Chinese keywords, English keywords]``, keywords with ``|`` between them; skin tones are left
out, because an id may carry any tone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "src/cutroom/stickers/emoji.json"
NAMES = ("cldr-annotations-full", "48.2.0", "annotations")
SEQUENCES = ("cldr-annotations-derived-full", "48.2.0", "annotationsDerived")
ORDER = ("unicode-emoji-json", "0.9.0")
LANGUAGES = ("zh", "en")
TEXT_FORM = "\ufe0f"
TIMEOUT_S = 300


def member(folder: Path, package: str, version: str, name: str) -> Any:
    """A JSON file of an npm package."""
    archive = folder / f"{package}-{version}.tgz"
    if not archive.is_file():
        wanted = f"{package}@{version}"
        subprocess.run(
            ["npm", "pack", "--silent", wanted], cwd=folder, check=True, timeout=TIMEOUT_S
        )
    with tarfile.open(archive) as packed:
        file = packed.extractfile(f"package/{name}")
        assert file is not None
        return json.load(file)


def annotations(folder: Path, language: str) -> dict[str, Any]:
    """What CLDR says of every character and sequence in a language."""
    found: dict[str, Any] = {}
    for package, version, root in (SEQUENCES, NAMES):
        held = member(folder, package, version, f"{root}/{language}/annotations.json")
        found |= held[root]["annotations"]
    return found


def rows(folder: Path) -> Iterator[list[str]]:
    """All emoji that have a name in both languages, in Unicode's order."""
    listed = member(folder, *ORDER, "data-by-emoji.json")
    said = [annotations(folder, language) for language in LANGUAGES]
    for emoji, facts in listed.items():
        plain = emoji.replace(TEXT_FORM, "")
        about = [words.get(emoji) or words.get(plain) for words in said]
        if not all(each and each.get("tts") for each in about):
            continue
        names = [each["tts"][0] for each in about]
        keywords = ["|".join(each.get("default", [])) for each in about]
        yield [emoji, facts["group"], *names, *keywords]


def main() -> int:
    """Write the file."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    made = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows(folder))
    TARGET.write_text(f"[\n{made}\n]\n", encoding="utf-8")
    print(f"{made.count(chr(10)) + 1} emoji in {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
