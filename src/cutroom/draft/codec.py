"""Draft documents from bytes and back, without losing anything.

What cannot be kept is refused: numbers JSON does not have (NaN, Infinity, 1e999) and names that occur
twice in one object. Lone halves of surrogate pairs are kept, as escapes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from math import isfinite
from typing import Any, NoReturn

from cutroom.core.errors import BadDraft, LimitExceeded
from cutroom.draft.encryption import encrypted_draft, looks_encrypted
from cutroom.draft.model import Draft

MAX_DOCUMENT_BYTES = 64_000_000
MAX_NESTING = 200
"""Real drafts nest about 12 deep, and as much again in every compound clip."""

MAX_OBJECTS = 2_000_000
"""Objects and arrays of a document: a few bytes each in the file, hundreds in memory."""

# Numbers that may be too large for a float; only then is every number looked at.
_HUGE_NUMBER = re.compile(rb"\d{300}|[eE]\+?\d{3}")
_CODED_AS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class _DuplicateName(ValueError):
    """A name occurs twice in one object."""


def parse_draft(data: bytes, max_bytes: int = MAX_DOCUMENT_BYTES) -> Draft:
    """The draft in ``data`` (UTF-8, or UTF-16 with a byte order mark).

    Raises EncryptedDraft; BadDraft with the place of the fault; LimitExceeded for one over
    ``max_bytes`` or with absurdly many or deeply nested parts.
    """
    check_size(data, max_bytes)
    document = _parse(_decoded(data))
    return draft_of(document, check_numbers=_HUGE_NUMBER.search(data) is not None)


def check_size(data: bytes, max_bytes: int) -> None:
    """Raise LimitExceeded for a document with too many bytes or objects."""
    if len(data) > max_bytes:
        raise LimitExceeded(
            f"The draft document has {len(data)} bytes, more than {max_bytes}.",
            hint="Split the project into smaller ones.",
        )
    if data.count(b"{") + data.count(b"[") > MAX_OBJECTS:
        raise LimitExceeded(
            f"The draft document has more than {MAX_OBJECTS} objects.",
            hint="Split the project into smaller ones.",
        )


def draft_of(document: object, *, check_numbers: bool = True) -> Draft:
    """A draft of a document that has been parsed already, such as one inside a request.

    Raises BadDraft when it is no object or holds a number that is not finite, LimitExceeded when it
    nests too deeply.
    """
    if not isinstance(document, dict):
        raise BadDraft(
            f"The draft document is {_article(document)}, not an object.",
            hint="Send the content of draft_content.json.",
        )
    _check_inside(document, check_numbers)
    return Draft(document)


def dump_draft(draft: Draft) -> bytes:
    """The document as JSON in UTF-8; parsing it again gives an equal document in the same order."""
    try:
        text = json.dumps(
            draft.document, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate cannot be written as UTF-8, only as an escape.
        return json.dumps(draft.document, allow_nan=False, separators=(",", ":")).encode("ascii")
    except (ValueError, TypeError, RecursionError) as error:
        raise BadDraft(f"The draft cannot be written as JSON: {error}.") from error


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise BadDraft("The draft document is empty.", hint="Save the project again.")
    encoding = next((name for mark, name in _CODED_AS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if looks_encrypted(data):
            raise encrypted_draft() from error
        raise BadDraft(
            f"The draft document is not text: byte {error.start} is not {encoding.upper()}.",
            hint=_kind_hint(data),
        ) from error
    if not text.lstrip().startswith("{") and looks_encrypted(data):
        raise encrypted_draft()
    return text


def _kind_hint(data: bytes) -> str:
    if data.startswith(b"PK"):
        return "It is a zip archive: give it the ending .zip."
    return "Send draft_content.json as the program wrote it."


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        hint = "Save the project again; the file is damaged or cut off."
        if text.lstrip().startswith("<"):
            hint = "It is a web page; check the address of the draft."
        raise BadDraft(
            f"The draft document is not JSON: {error.msg} at {where}.", where=where, hint=hint
        ) from error
    except RecursionError as error:
        raise _nested_too_deeply() from error
    except _DuplicateName as error:
        raise BadDraft(
            f"The draft document has the name {str(error)[:80]!r} twice in one object.",
            hint="Keep one of the two; a program wrote the file wrongly.",
        ) from error
    except ValueError as error:
        # Python refuses integers of thousands of digits.
        raise BadDraft(
            "The draft document holds a number with thousands of digits.",
            hint="A program wrote the file wrongly; correct the number.",
        ) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateName(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise BadDraft(
        f"The draft document holds {name}, which is no number in JSON.",
        hint="A program wrote the file wrongly; correct the number.",
    )


def _check_inside(document: dict[str, Any], check_numbers: bool) -> None:
    level: list[Any] = [document]
    for _ in range(MAX_NESTING):
        children = [
            child
            for holder in level
            for child in (holder.values() if isinstance(holder, dict) else holder)
        ]
        if check_numbers and any(
            type(child) is float and not isfinite(child) for child in children
        ):
            raise _too_large_number(document)
        level = [child for child in children if isinstance(child, (dict, list))]
        if not level:
            return
    raise _nested_too_deeply()


def _nested_too_deeply() -> LimitExceeded:
    return LimitExceeded(
        f"The draft document nests more than {MAX_NESTING} deep.",
        hint="Flatten compound clips that lie inside each other.",
    )


def _too_large_number(document: dict[str, Any]) -> BadDraft:
    place = next(_places_of_infinity(document), "")
    return BadDraft(
        f"The draft document holds a number that is too large for one, at {place}.",
        where=place,
        hint="A program wrote the file wrongly; correct the number.",
    )


def _places_of_infinity(document: dict[str, Any]) -> Iterator[str]:
    holders: list[tuple[str, Any]] = [("", document)]
    while holders:
        where, holder = holders.pop()
        for step, child in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(child, float) and not isfinite(child):
                yield _place(where, step)
            if isinstance(child, dict | list):
                holders.append((_place(where, step), child))


def _place(where: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{where}[{step}]"
    return f"{where}.{step[:40]}" if where else step[:40]


def _article(document: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(document), "a number")
