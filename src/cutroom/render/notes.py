"""Diagnostics of a part, kept without naming places: another timeline's clips stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from cutroom.core.diagnostics import Diagnostic, Severity
from cutroom.render.orders import Notes
from cutroom.timeline.model import Layer, NestedContent, Timeline

_KINDS = [str, str, int, str, int, int]


def places_of(part: Timeline) -> tuple[str, ...]:
    """Where the layers and clips of a part come from, in an order that equal parts share."""
    return tuple(_places(part))


def _places(part: Timeline) -> Iterator[str]:
    for layer in part.layers:
        yield layer.where
        for clip in layer.clips if isinstance(layer, Layer) else ():
            yield clip.where
            if isinstance(clip.content, NestedContent):
                yield from _places(clip.content.timeline)


def notes_from(diagnostics: Iterable[Diagnostic], places: Sequence[str]) -> Notes:
    """What was said of ``places``, each named by its number."""
    numbers = {place: number for number, place in reversed(list(enumerate(places)))}
    return {
        "said": [
            [
                *(item.code, item.severity, numbers[item.where], item.message),
                *(item.start_us, item.duration_us),
            ]
            for item in diagnostics
            if item.where in numbers
        ]
    }


def diagnostics_from(notes: Notes, places: Sequence[str]) -> Iterator[Diagnostic]:
    """What was said, of the places that now bear the numbers; what is malformed is left out."""
    said = notes.get("said")
    for item in said if isinstance(said, list) else []:
        if _is_sound(item, len(places)):
            code, severity, number, *rest = item
            yield Diagnostic(code, severity, places[number], *rest)


def _is_sound(item: Any, places: int) -> bool:
    if not isinstance(item, list) or [type(value) for value in item] != _KINDS:
        return False
    return item[1] in get_args(Severity) and 0 <= item[2] < places
