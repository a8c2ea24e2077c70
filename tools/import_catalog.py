"""Writes ``src/cutroom/catalog/catalog.json`` from the metadata of the pyJianYingDraft package.

    .venv/bin/python -m tools.import_catalog            write it
    .venv/bin/python -m tools.import_catalog --check    say whether it is up to date

The package (Apache-2.0) holds JianYing's names; ``tools/capcut_names.toml`` adds the names and ids of
CapCut that are known. A row is ``[name, resource_id, effect_id, is_vip]``, followed by an object where
there is more to say. Parameters that many rows share are written once.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyJianYingDraft import metadata

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "cutroom" / "catalog" / "catalog.json"
CAPCUT = Path(__file__).resolve().parent / "capcut_names.toml"

SOURCES = {
    "transition": metadata.TransitionType,
    "clip-in": metadata.IntroType,
    "clip-out": metadata.OutroType,
    "clip-group": metadata.GroupAnimationType,
    "text-in": metadata.TextIntro,
    "text-out": metadata.TextOutro,
    "text-loop": metadata.TextLoopAnim,
    "scene-effect": metadata.VideoSceneEffectType,
    "character-effect": metadata.VideoCharacterEffectType,
    "filter": metadata.FilterType,
    "font": metadata.FontType,
    "mask": metadata.MaskType,
    "mix-mode": metadata.MixModeType,
    "audio-effect": metadata.AudioSceneEffectType,
    "tone": metadata.ToneEffectType,
    "speech-to-song": metadata.SpeechToSongType,
}


class Parameters:
    """Numbers distinct parameters in the order they are met."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}

    def number(self, parameter: Any) -> int:
        """The number of a parameter: name, low, high, default."""
        key = (
            parameter.name, parameter.min_value, parameter.max_value, parameter.default_value,
        )  # fmt: skip
        return self._numbers.setdefault(key, len(self._numbers))

    def rows(self) -> list[list[Any]]:
        """All parameters by number."""
        return [list(key) for key in self._numbers]


def row_of(meta: Any, parameters: Parameters) -> list[Any]:
    """The row of one member of the package's enumerations, without aliases."""
    extra: dict[str, Any] = {}
    duration = getattr(meta, "duration", None) or getattr(meta, "default_duration", None)
    if duration:
        extra["us"] = duration
    if getattr(meta, "is_overlap", False):
        extra["overlap"] = 1
    if getattr(meta, "params", None):
        extra["params"] = [parameters.number(parameter) for parameter in meta.params]
    if hasattr(meta, "resource_type"):
        extra |= {"shape": meta.resource_type, "aspect": meta.default_aspect_ratio}
    name = meta.title if hasattr(meta, "title") else meta.name
    row = [name, meta.resource_id, meta.effect_id, int(getattr(meta, "is_vip", False))]
    return [*row, extra] if extra else row


def add_capcut(kinds: dict[str, list[list[Any]]], known: dict[str, Any]) -> None:
    """CapCut's names: as aliases and further ids of the same thing, else as entries of their own."""
    for kind, names in known.items():
        rows = kinds[kind]
        by_name: dict[str, list[Any]] = {}
        for row in rows:
            by_name.setdefault(row[0], row)
        for english, chinese, *ids in (as_row(entry) for entry in names):
            row = by_name.get(chinese)
            if chinese and row is None:
                raise SystemExit(f"{kind}: {chinese} (for {english}) is not in the package")
            if row is None:
                resource_id, effect_id = (*ids, "", "")[:2]
                rows.append([english, resource_id, effect_id, 0])
                by_name[english] = rows[-1]
                continue
            extra = extra_of(row)
            extra.setdefault("aliases", []).append(english)
            if ids:
                extra.setdefault("ids", []).extend(ids)


def as_row(entry: Any) -> list[str]:
    """``"Name"`` or ``["Name", "中文", "id"…]``: English name, Chinese name or "", ids."""
    return [entry, ""] if isinstance(entry, str) else entry


def extra_of(row: list[Any]) -> dict[str, Any]:
    """The object at the end of a row, added when it has none."""
    if len(row) == 4:
        row.append({})
    extra: dict[str, Any] = row[4]
    return extra


def catalog() -> dict[str, Any]:
    """The whole document."""
    parameters = Parameters()
    kinds = {
        kind: [row_of(member.value, parameters) for member in members]
        for kind, members in SOURCES.items()
    }
    add_capcut(kinds, tomllib.loads(CAPCUT.read_text(encoding="utf-8")))
    package = f"pyJianYingDraft {version('pyJianYingDraft')}"
    return {
        "credit": f"JianYing names, ids and parameters: {package}, Apache-2.0",
        "parameters": parameters.rows(),
        "kinds": kinds,
    }


def written(document: dict[str, Any]) -> str:
    """The file: a row a line, so that a new version of the package shows what changed."""
    parts = [f'{{"credit":{dumped(document["credit"])}']
    parts.append('"parameters":[\n' + lines(document["parameters"]) + "\n]")
    kinds = (f'"{kind}":[\n{lines(rows)}\n]' for kind, rows in document["kinds"].items())
    parts.append('"kinds":{\n' + ",\n".join(kinds) + "\n}}\n")
    return ",\n".join(parts)


def lines(rows: Iterable[Any]) -> str:
    """One row a line."""
    return ",\n".join(dumped(row) for row in rows)


def dumped(value: Any) -> str:
    """Compact JSON, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(arguments: list[str]) -> int:
    """Write the file, or only compare it with ``--check``."""
    text = written(catalog())
    if "--check" in arguments:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("catalog.json is up to date" if same else "catalog.json is out of date")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {text.count(chr(10))} lines, {len(text.encode()) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
