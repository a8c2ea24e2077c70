"""What every call that adds segments shares: the answer, overlaps, names, pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cutroom.authoring.document import DraftDocument, Json
from cutroom.authoring.notes import Notes
from cutroom.authoring.parts import Span
from cutroom.catalog.lookup import CatalogKind, Entry, load_catalog
from cutroom.core.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class Placed:
    """A new segment and where it came to lie."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Added:
    """A new track, its materials and its segments, in the order they were asked for."""

    track_id: str
    material_ids: tuple[str, ...]
    segments: tuple[Placed, ...]


def added(track: Json, segments: Sequence[Json]) -> Added:
    """What a call answers about the segments it made."""
    placed = (Placed(each["id"], _span(each)) for each in segments)
    return Added(track["id"], tuple(each["material_id"] for each in segments), tuple(placed))


def _span(segment: Json) -> Span:
    target = segment["target_timerange"]
    return Span(target["start"], target["duration"])


def bad_item(field: str, message: str) -> InvalidRequest:
    """An item of a list that cannot be used."""
    return InvalidRequest(f"{field}: {message}", field=field, details={"problem": "item"})


def check_apart(field: str, spans: Sequence[Span]) -> None:
    """Raise InvalidRequest when two items of one track overlap."""
    order = sorted(range(len(spans)), key=lambda index: spans[index].start_us)
    for earlier, later in pairwise(order):
        if spans[later].start_us < spans[earlier].end_us:
            raise bad_item(
                f"{field}[{later}]",
                f"it begins at {spans[later].start_us}, before item {earlier} ends"
                f" at {spans[earlier].end_us}; items of one call must not overlap.",
            )


def optional_entry(
    kinds: Sequence[CatalogKind], name: str | None, where: str, notes: Notes
) -> Entry | None:
    """The entry with a name, alias or id; an unknown one is noted and left out."""
    if not name or not name.strip():
        return None
    catalog = load_catalog()
    for kind in kinds:
        found = catalog.by_name(kind, name.strip()) or catalog.by_id(kind, name.strip())
        if found is not None:
            return found
    suggestions = [near for kind in kinds for near in catalog.suggest(kind, name)]
    notes.unknown(where, name.strip(), suggestions[:3])
    return None


def shift(draft: DraftDocument, x_px: float, y_px: float) -> tuple[float, float]:
    """Pixels as this API's callers give them, in the draft's units: divided by the whole canvas."""
    width, height = draft.canvas
    return x_px / width, y_px / height
