"""The tag notation of text before JianYing 5: styles as nested tags, the text in square brackets.

``<useLetterColor><size=15><color=(1,1,1,1)><font id="…" path="…">[text]</font></color></size></…>``
Some writers leave out the brackets, and some the quotation marks of attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from cutroom.draft import fields
from cutroom.draft.fields import Json

_TAG = re.compile(
    r"<(/?)(useLetterColor|size|color|font|outline|shadow|glow|underline|strike|u|b|i)\b([^<>]*)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r'(\w+)=(\([^()]*\)|"[^"]*"|[^\s"]+)')
_FONT = re.compile(r'id=(?:"([^"]*)"|(\S*))|path=(?:"([^"]*)"|(.*))')
MAX_NESTING = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its style in the vocabulary of JSON styles."""

    text: str
    style: Json


def looks_tagged(content: str) -> bool:
    """Whether a content string is in this notation rather than text that begins with ``<``."""
    return _TAG.match(content) is not None


def read_tags(content: str) -> tuple[Piece, ...]:
    """The pieces of a tagged content string, in order, without empty ones."""
    stack: list[tuple[str, dict[str, Any]]] = []
    pieces: list[Piece] = []
    position = 0
    for tag in _TAG.finditer(content):
        _keep(pieces, content[position : tag.start()], stack)
        position = tag.end()
        name = tag[2].lower()
        if tag[1]:
            _close(stack, name)
        elif len(stack) < MAX_NESTING:
            stack.append((name, _STYLES.get(name, _nothing)(tag[3])))
    _keep(pieces, content[position:], stack)
    return _without_brackets(pieces)


def _keep(pieces: list[Piece], text: str, stack: list[tuple[str, dict[str, Any]]]) -> None:
    if text:
        style: dict[str, Any] = {}
        for _, values in stack:
            style.update(values)
        pieces.append(Piece(text, style))


def _close(stack: list[tuple[str, dict[str, Any]]], name: str) -> None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index][0] == name:
            del stack[index]
            return


def _without_brackets(pieces: list[Piece]) -> tuple[Piece, ...]:
    if all(_bracketed(piece.text) for piece in pieces):
        pieces = [replace(piece, text=piece.text[1:-1]) for piece in pieces]
    elif pieces[0].text.startswith("[") and pieces[-1].text.endswith("]"):
        pieces[0] = replace(pieces[0], text=pieces[0].text[1:])
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text[:-1])
    return tuple(piece for piece in pieces if piece.text)


def _bracketed(text: str) -> bool:
    return len(text) >= 2 and text[0] == "[" and text[-1] == "]"


def _size(rest: str) -> dict[str, Any]:
    size = _number(rest.lstrip("="))
    return {} if size is None else {"size": size}


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _color(rest: str) -> dict[str, Any]:
    paint = _paint(rest.lstrip("=").strip())
    return {} if paint is None else {"fill": {"alpha": 1.0, "content": paint}}


def _paint(notation: str) -> dict[str, Any] | None:
    """``(r,g,b,a)`` with 0–1 numbers as a solid fill."""
    channels = [_number(part) for part in notation.strip().strip("()").split(",")]
    known = [min(max(channel, 0.0), 1.0) for channel in channels if channel is not None]
    if len(known) != len(channels) or len(known) not in (3, 4):
        return None
    alpha = known[3] if len(known) == 4 else 1.0
    return {"render_type": "solid", "solid": {"alpha": alpha, "color": known[:3]}}


def _outline(rest: str) -> dict[str, Any]:
    values = dict(_ATTRIBUTE.findall(rest))
    paint = _paint(values.get("color", "(0,0,0,1)"))
    width = fields.number(values, "width", 0.08, 0.0, 10.0)
    return {"strokes": [{"width": width, "alpha": 1.0, "content": paint}]} if paint else {}


def _font(rest: str) -> dict[str, Any]:
    font: dict[str, str] = {}
    for match in _FONT.finditer(rest):
        key, value = ("id", match[1] or match[2]) if match[0].startswith("id") else (
            "path", match[3] or match[4]
        )  # fmt: skip
        font[key] = (value or "").strip()
    return {"font": font} if any(font.values()) else {}


def _nothing(rest: str) -> dict[str, Any]:
    return {}


_STYLES: dict[str, Callable[[str], dict[str, Any]]] = {
    "size": _size,
    "color": _color,
    "outline": _outline,
    "font": _font,
    "b": lambda rest: {"bold": True},
    "i": lambda rest: {"italic": True},
    "u": lambda rest: {"underline": True},
    "underline": lambda rest: {"underline": True},
    "uselettercolor": lambda rest: {"useLetterColor": True},
}
