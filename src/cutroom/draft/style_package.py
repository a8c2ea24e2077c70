"""Fancy text styles: the ``effectStyle.json`` of the package that a style names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cutroom.core.errors import MediaError
from cutroom.draft import fields
from cutroom.draft.fields import Json

MAX_BYTES = 2_000_000
_PARTS = ("fill", "strokes", "shadows", "inner_shadows")


def read_style_package(path: Path) -> str:
    """The text of a package file, for ``MediaFacts.content``.

    Raises MediaError when it cannot be read, is too large or is not UTF-8.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise MediaError(
                f"The text style {path.name} has more than {MAX_BYTES} bytes.", material=path.name
            )
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MediaError(
            f"The text style {path.name} cannot be read.", material=path.name
        ) from error


def parse_style_package(content: str) -> Json:
    """What a package says of fill, strokes, shadows and inner shadows, as in a text's own styles.

    Never raises: {} for what is no such package (some are encrypted).
    """
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    for holder in (document, fields.mapping(document, "effectStyle")):
        found = {key: holder[key] for key in _PARTS if fields.holds(holder, key)}
        if found:
            return found
    return {}
