"""Merge fields: ``{{name}}`` in the texts and media of a draft, replaced by values.

A field stands in a text, in a path or URL of a medium, or as its name: a clip of a file called
``{{photo}}.jpg`` becomes another file as a whole. A field's name begins with a letter or ``_`` of any script and
goes on with letters, digits, ``_``, ``.`` and ``-``; spaces inside the braces do not count. Fields in compound
clips count as the draft's own.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any

from cutroom.core.errors import InvalidRequest, LimitExceeded
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Draft
from cutroom.draft.references import FILE_FIELDS
from cutroom.draft.text_content import StyledText, styled_text, utf16_length

FIELD = re.compile(r"\{\{\s*([^\W\d][\w.-]{0,63})\s*\}\}")
MAX_ADDED = 10_000_000

_FILED = ("videos", "images", "audios", "stickers", "canvases")
_NAMES = ("material_name", "name")
_OF_THE_OLD = (*FILE_FIELDS, "local_material_id", "reverse_path", "intensifies_path")
_SHOWN = 20

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MergeFields:
    """The fields of a draft: how often each occurs, and those that something on a track uses."""

    counts: Mapping[str, int]
    used: frozenset[str]

    def check(self, values: Values) -> None:
        """Raise InvalidRequest for a value without a field, and for a used field without a value.

        The error's field is ``variables.<name>``. LimitExceeded for values that would make a huge draft.
        """
        for name in values:
            if name not in self.counts:
                known = ", ".join(sorted(self.counts)[:_SHOWN])
                raise InvalidRequest(
                    f"The draft has no field {{{{{name}}}}}.",
                    field=f"variables.{name}",
                    hint=f"It has: {known}." if known else "It has none.",
                )
        for name in sorted(self.used):
            if name not in values:
                raise InvalidRequest(
                    f"The draft's field {{{{{name}}}}} has no value.",
                    field=f"variables.{name}",
                    details={"problem": "missing"},
                )
        if sum(len(value) * self.counts[name] for name, value in values.items()) > MAX_ADDED:
            raise LimitExceeded(f"The values would add more than {MAX_ADDED} characters.")


def merge_fields(draft: Draft) -> MergeFields:
    """The fields of a draft."""
    return MergeFields(
        Counter(_fields_of(draft.document, used_only=False)),
        frozenset(_fields_of(draft.document, used_only=True)),
    )


def merge(draft: Draft, values: Values) -> Draft:
    """A draft with the values in place of its fields. Raises as ``MergeFields.check``."""
    merge_fields(draft).check(values)
    return Draft(_document(draft.document, values))


def _fields_of(document: Json, *, used_only: bool) -> Iterator[str]:
    used = _used_ids(document) if used_only else set()
    for bucket, material in _materials(document):
        if used_only and fields.text(material, "id") not in used:
            continue
        if bucket == "drafts":
            inner = material.get("draft")
            if isinstance(inner, Mapping):
                yield from _fields_of(inner, used_only=used_only)
        for text in _searched(bucket, material):
            yield from FIELD.findall(text)


def _searched(bucket: str, material: Json) -> Iterator[str]:
    if bucket == "texts":
        yield styled_text(material).text
    elif bucket in _FILED:
        for key in (*FILE_FIELDS, *_NAMES):
            yield fields.text(material, key)


def _materials(document: Json) -> Iterator[tuple[str, Json]]:
    for bucket in fields.mapping(document, "materials"):
        for material in fields.mappings(fields.mapping(document, "materials"), bucket):
            yield bucket, material


def _used_ids(document: Json) -> set[str]:
    """The ids of materials that segments name, and of the texts of text templates."""
    found: set[str] = set()
    for track in fields.mappings(document, "tracks"):
        for segment in fields.mappings(track, "segments"):
            found.add(fields.text(segment, "material_id"))
            found.update(fields.texts(segment, "extra_material_refs"))
    for template in fields.mappings(fields.mapping(document, "materials"), "text_templates"):
        for info in fields.mappings(template, "text_info_resources"):
            found.add(fields.text(info, "text_material_id"))
    return found


def _document(document: Json, values: Values) -> dict[str, Any]:
    """A copy that shares what does not change."""
    materials = {
        bucket: _bucket(bucket, held, values)
        for bucket, held in fields.mapping(document, "materials").items()
    }
    return {**document, "materials": materials} if materials else dict(document)


def _bucket(bucket: str, held: Any, values: Values) -> Any:
    change = _CHANGES.get(bucket)
    if change is None or not isinstance(held, list):
        return held
    return [change(each, values) if isinstance(each, Mapping) else each for each in held]


def _compound(material: Json, values: Values) -> Json:
    inner = material.get("draft")
    return (
        {**material, "draft": _document(inner, values)} if isinstance(inner, Mapping) else material
    )


def _medium(material: Json, values: Values) -> Json:
    texts = {key: fields.text(material, key) for key in (*FILE_FIELDS, *_NAMES)}
    new = {key: _filled(text, values) for key, text in texts.items()}
    changed = {key: new[key] for key in texts if new[key] != texts[key]}
    if not changed:
        return material
    whole = next(filter(None, (_whole(texts[key], values) for key in _NAMES)), "")
    paths = {key: new[key] for key in FILE_FIELDS if key in changed}
    if whole or paths:
        # What is left of the other names still names the old file.
        emptied = {key: "" for key in _OF_THE_OLD if key in material}
        changed |= emptied | ({"path": whole} if whole else paths)
    return {**material, **changed}


def _whole(name: str, values: Values) -> str:
    """The value of the field that is all of a file's name but its ending, else ""."""
    for text in (name, PurePosixPath(name).stem):
        found = FIELD.fullmatch(text.strip())
        if found:
            return values.get(found[1], "")
    return ""


def _filled(text: str, values: Values) -> str:
    return FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def _text(material: Json, values: Values) -> Json:
    styled = styled_text(material)
    if not any(name in values for name in FIELD.findall(styled.text)):
        return material
    merged = _styled(styled, values)
    content = {**_other_parts(material), "text": merged.text, "styles": _styles(merged)}
    return {**material, "content": json.dumps(content, ensure_ascii=False), "base_content": ""}


def _other_parts(material: Json) -> Json:
    """What the content says besides text and styles."""
    for key in ("content", "base_content"):
        content = material.get(key)
        try:
            value = json.loads(content) if isinstance(content, str) else content
        except (ValueError, RecursionError):
            continue
        if isinstance(value, Mapping) and "text" in value:
            return value
    return {}


def _styles(styled: StyledText) -> list[Json]:
    found: list[Json] = []
    offset = 0
    for part in styled.ranges:
        end = offset + utf16_length(styled.text[part.start : part.end])
        found.append({**part.style, "range": [offset, end]})
        offset = end
    return found


@dataclass(frozen=True, slots=True)
class _Swap:
    """Code points [start, end) of the old text, and what takes their place."""

    start: int
    end: int
    value: str


def _styled(styled: StyledText, values: Values) -> StyledText:
    """The text with its values; a value has the style of its field's first character."""
    swaps = [
        _Swap(found.start(), found.end(), values[found[1]])
        for found in FIELD.finditer(styled.text)
        if found[1] in values
    ]
    pieces: list[str] = []
    at = 0
    for swap in swaps:
        pieces += [styled.text[at : swap.start], swap.value]
        at = swap.end
    moved = _mover(swaps)
    ranges = (replace(part, start=moved(part.start), end=moved(part.end)) for part in styled.ranges)
    kept = tuple(part for part in ranges if part.end > part.start)
    return StyledText("".join([*pieces, styled.text[at:]]), kept, "json")


def _mover(swaps: list[_Swap]) -> Callable[[int], int]:
    """Where a bound between two styles of the old text lies in the new one."""
    starts = [swap.start for swap in swaps]
    # By how much the end of each field moves.
    shifts = list(accumulate(len(swap.value) - (swap.end - swap.start) for swap in swaps))

    def moved(position: int) -> int:
        before = bisect_left(starts, position)
        if before == 0:
            return position
        # A bound inside a field moves to the field's end.
        return max(position, swaps[before - 1].end) + shifts[before - 1]

    return moved


_CHANGES: dict[str, Callable[[Json, Values], Json]] = {
    "texts": _text,
    "drafts": _compound,
    **dict.fromkeys(_FILED, _medium),
}
