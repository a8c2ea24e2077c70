"""Writes docs/effects.md and docs/coverage.md from the registry, the looks and the film strips, and docs/openapi.

``--check`` writes nothing and fails when a page is out of date.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from cutroom.catalog.looks import LOOK_KINDS, Look, LookKind, load_looks
from cutroom.catalog.lookup import CatalogKind, Entry, load_catalog
from cutroom.effects.registry import FILTERS, MOTIONS, TRANSITIONS
from cutroom.render.sound_recipes import SOUND_EFFECTS
from tests.golden.filter_sheet import COLUMNS, filter_looks
from tests.golden.strips import Case, cases
from tools.make_openapi import openapi_pages

DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = (
    "<!-- Made by tools/make_docs.py: edit the code or looks.toml, then run `make docs`. -->\n"
)
TITLES = {
    "transition": "Transitions",
    "motion": "Motions",
    "filter": "Filters and scene effects",
}
LOOKS_OF: dict[str, tuple[LookKind, ...]] = {
    "transition": ("transition",),
    "motion": (
        "clip-in",
        "clip-out",
        "clip-group",
        "text-in",
        "text-out",
        "text-loop",
        "text-caption",
    ),
    "filter": ("scene-effect", "character-effect", "filter"),
    "sound": ("audio-effect",),
}
CATALOGUES: dict[LookKind, tuple[CatalogKind, ...]] = {
    "audio-effect": ("audio-effect", "tone", "speech-to-song"),
    "text-caption": (),
}
FIDELITIES = ("exact", "close", "fallback", "family", "default", "none")
MEANINGS = (
    "**exact**: the definition leaves no choice. **close**: the thing that the name says is drawn (its"
    " [film strip](effects.md) shows it), in our own drawing; it has not been compared with the app's"
    " rendering frame by frame; a voice has the sex, age or manner that its name says, and is nobody's own."
    " **fallback**: a named look of the same kind. **family**: chosen by a"
    " word in the name. **default**: what every other name of the kind gets. **none**: nothing is drawn."
    " Everything that is not exact is said in the diagnostics of a render and by `cutroom explain`."
)


def entries_of(kind: LookKind) -> Iterator[Entry]:
    """The catalogue's entries that have looks of a kind."""
    for catalogue in CATALOGUES.get(kind, (kind,)):  # type: ignore[arg-type]
        yield from load_catalog().entries(catalogue)


def placed(kind: LookKind, entry: Entry) -> tuple[Look, str]:
    """The look of an entry and the column of the coverage table it counts in."""
    book = load_looks()
    look = book.find(kind, (entry.resource_id, entry.effect_id), (entry.name, *entry.aliases))
    if not look.effect:
        return look, "none"
    if any(look is named for named in book.named(kind).values()):
        return look, look.fidelity
    return look, "default" if look is book.defaults.get(kind) else "family"


def effects_page() -> str:
    """Every effect: what it does, its strips, its parameters, the names it draws."""
    lines = [
        GENERATED,
        "# Effects\n",
        "Strips show progress 0, ¼, ½, ¾ and 1 of one second. Lengths are fractions of the picture's"
        " short side unless said otherwise. Names in italics are only approximated.\n",
    ]
    names = bound_names()
    for kind, effects in (("transition", TRANSITIONS), ("motion", MOTIONS), ("filter", FILTERS)):
        lines += [f"## {TITLES[kind]}\n"]
        for effect in effects:
            lines += effect_section(kind, effect, names.get((kind, effect.id), []))
    lines += sound_section(names)
    return "\n".join(lines).rstrip() + "\n"


def sound_section(names: dict[tuple[str, str], list[str]]) -> list[str]:
    """The sound effects: they have no strips."""
    lines = [
        "## Sound effects\n",
        "Each has `strength` 0–1 besides: how far the voice is changed, and how the treated sound is mixed"
        " with the untreated one.\n",
        "| effect | parameters | draws |",
        "|---|---|---|",
    ]
    for effect, recipe in SOUND_EFFECTS.items():
        params = ", ".join(
            f"`{p.name}` {shown(p.low)} – {shown(p.high)} ({shown(p.default)})"
            for p in recipe.params
        )
        lines.append(f"| {effect} | {params} | {' · '.join(names.get(('sound', effect), []))} |")
    return lines


def effect_section(kind: str, effect: Any, names: list[str]) -> list[str]:
    """One effect."""
    lines = [f"### {effect.id}\n", effect.doc + "\n"]
    own = (case for case in cases() if case.kind == kind and case.effect is effect)
    lines += [strip(case) for case in own]
    rows = [parameter(field) for field in fields(effect.params)]
    if rows:
        lines += ["| parameter | default | values | |", "|---|---|---|---|", *rows, ""]
    if names:
        many = "1 name" if len(names) == 1 else f"{len(names)} names"
        lines.append(f"Draws {many}: {' · '.join(names)}\n")
    return lines


def strip(case: Case) -> str:
    """The picture of a case, with the parameters of a variant under it."""
    path = f"../tests/golden/pictures/{case.name}.webp"
    values = ", ".join(f"{name} {shown(value)}" for name, value in case.values.items())
    tail = f"<br>{values}\n" if values else "\n"
    return f"![{case.effect.id} {case.variant}]({path}){tail}".replace(" ]", "]")


def parameter(field: Field[Any]) -> str:
    """A row of a parameter table."""
    declared = field.metadata
    if declared["kind"] == "number":
        values = f"{shown(declared['low'])} – {shown(declared['high'])}"
    elif declared["kind"] == "choice":
        values = ", ".join(declared["options"])
    else:
        values = {"flag": "yes, no", "colour": "a colour", "file": "a path", "points": "points"}[
            declared["kind"]
        ]
    return f"| `{field.name}` | {shown(field.default)} | {values} | {declared['doc']} |"


def shown(value: Any) -> str:
    """A value as a reader would write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) or "none"


def bound_names() -> dict[tuple[str, str], list[str]]:
    """The catalogue names that each effect draws by a row of their own."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, look_kinds in LOOKS_OF.items():
        for look_kind in look_kinds:
            for entry in entries_of(look_kind):
                look, column = placed(look_kind, entry)
                if column in ("exact", "close", "fallback"):
                    name = entry.name if column != "fallback" else f"*{entry.name}*"
                    names = found.setdefault((kind, look.effect), [])
                    if name not in names:
                        names.append(name)
    return found


def coverage_page() -> str:
    """How many names of each kind are drawn how faithfully, and which get nothing of their own."""
    lines = [GENERATED, "# Coverage of the catalogue\n", MEANINGS + "\n"]
    lines += [
        f"| kind | names | {' | '.join(FIDELITIES)} |",
        "|---|---|" + "---|" * len(FIDELITIES),
    ]
    plain: dict[str, list[str]] = {}
    total: Counter[str] = Counter()
    for kind in LOOK_KINDS:
        counts: Counter[str] = Counter()
        for entry in entries_of(kind):
            _, column = placed(kind, entry)
            counts[column] += 1
            if column in ("default", "none"):
                plain.setdefault(kind, []).append(entry.name)
        total += counts
        if counts:
            lines.append(row(kind, counts))
    lines += [row("all", total), "", *filter_section(), "## Names without a drawing of their own\n"]
    for kind, names in plain.items():
        lines.append(f"**{kind}** ({len(names)}): {' · '.join(names)}\n")
    return "\n".join(lines).rstrip() + "\n"


def filter_section() -> list[str]:
    """The sheet of filter looks and the first name of each, in its order."""
    names = [name for name, _look in filter_looks()]
    rows = [" · ".join(names[at : at + COLUMNS]) for at in range(0, len(names), COLUMNS)]
    return [
        "## Filters\n",
        "A filter is drawn by what its name says; a test measures it. Each look with the first of its"
        " names, row by row, the untouched picture first:\n",
        "![filters](images/filters.webp)\n",
        *(f"{number}. {names}" for number, names in enumerate(rows, 1)),
        "",
    ]


def row(kind: str, counts: Counter[str]) -> str:
    """A row of the coverage table."""
    numbers = " | ".join(f"{counts[column]:,}" for column in FIDELITIES)
    return f"| {kind} | {counts.total():,} | {numbers} |"


def main() -> int:
    """Write, or with ``--check`` compare, all pages."""
    check = "--check" in sys.argv[1:]
    stale = []
    pages = {"effects.md": effects_page(), "coverage.md": coverage_page(), **openapi_pages()}
    for name, text in pages.items():
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote docs/{name}")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
