"""Animations that bring a clip or a text in, out, or keep it moving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cutroom.authoring.document import DraftDocument, Json
from cutroom.authoring.notes import Notes
from cutroom.authoring.parts import Span
from cutroom.authoring.placing import optional_entry
from cutroom.catalog.lookup import CatalogKind, Entry

Wish = tuple[str, int]
"""A name, and a length in microseconds or 0 for the animation's own."""

Phase = Literal["in", "out", "group", "loop"]


@dataclass(frozen=True, slots=True)
class Animated:
    """The animations asked for."""

    lead: Wish = ("", 0)
    tail: Wish = ("", 0)
    loop: Wish = ("", 0)


def clip_animations(
    draft: DraftDocument, segment: Json, wanted: Animated, where: str, notes: Notes
) -> None:
    """Animations of a clip. A loop is JianYing's group animation: it stands alone."""
    lead, tail, loop = _entries("clip", wanted, where, notes)
    total_us = segment["target_timerange"]["duration"]
    made = _ends(lead, tail, wanted, total_us)
    if loop is not None and made:
        notes.add(
            f"{where}.loop_animation",
            "剪映中组合动画不能与入场、出场动画同时使用，已忽略",
            "JianYing does not combine it with an in or out animation; it was ignored",
        )
    elif loop is not None:
        length_us = min(wanted.loop[1] or total_us, total_us)
        made.append(_animation(loop, "group", Span(0, length_us)))
    _attach(draft, segment, made)


def text_animations(
    draft: DraftDocument, segment: Json, wanted: Animated, where: str, notes: Notes
) -> None:
    """Animations of a text. A loop fills what in and out leave free; its length is that of one round."""
    lead, tail, loop = _entries("text", wanted, where, notes)
    total_us = segment["target_timerange"]["duration"]
    made = _ends(lead, tail, wanted, total_us)
    if loop is not None:
        start_us = sum(each["duration"] for each in made if each["type"] == "in")
        free_us = total_us - sum(each["duration"] for each in made)
        round_us = min(wanted.loop[1] or loop.duration_us or free_us, free_us)
        if round_us > 0:
            made.append(_animation(loop, "loop", Span(start_us, round_us)))
        else:
            notes.add(
                f"{where}.loop_animation",
                "入场和出场动画已占满片段，已忽略",
                "in and out animations leave it no time; it was ignored",
            )
    _attach(draft, segment, made)


_KINDS: dict[str, tuple[CatalogKind, CatalogKind, CatalogKind]] = {
    "clip": ("clip-in", "clip-out", "clip-group"),
    "text": ("text-in", "text-out", "text-loop"),
}


def _entries(
    subject: Literal["clip", "text"],
    wanted: Animated,
    where: str,
    notes: Notes,
) -> tuple[Entry | None, Entry | None, Entry | None]:
    kinds = _KINDS[subject]
    names = ("in_animation", "out_animation", "loop_animation")
    wishes = (wanted.lead, wanted.tail, wanted.loop)
    lead, tail, loop = (
        optional_entry((kind,), wish[0], f"{where}.{name}", notes)
        for kind, wish, name in zip(kinds, wishes, names, strict=True)
    )
    return lead, tail, loop


def _ends(lead: Entry | None, tail: Entry | None, wanted: Animated, total_us: int) -> list[Json]:
    """In and out, together no longer than the segment."""
    lead_us = min(wanted.lead[1] or lead.duration_us, total_us) if lead else 0
    tail_us = min(wanted.tail[1] or tail.duration_us, total_us) if tail else 0
    if lead_us + tail_us > total_us:
        lead_us = round(total_us * lead_us / (lead_us + tail_us))
        tail_us = total_us - lead_us
    made = []
    if lead is not None:
        made.append(_animation(lead, "in", Span(0, lead_us)))
    if tail is not None:
        made.append(_animation(tail, "out", Span(total_us - tail_us, tail_us)))
    return made


def _animation(entry: Entry, phase: Phase, span: Span) -> Json:
    on_clip = entry.kind.startswith("clip")
    return {
        "anim_adjust_params": None,
        "duration": span.duration_us,
        "id": entry.effect_id,
        "material_type": "video" if on_clip else "sticker",
        "name": entry.name,
        "panel": "video" if on_clip else "",
        "platform": "all",
        "resource_id": entry.resource_id,
        "start": span.start_us,
        "type": phase,
    }


def _attach(draft: DraftDocument, segment: Json, animations: list[Json]) -> None:
    if animations:
        material = draft.add(
            "material_animations",
            animations=animations,
            multi_language_current="none",
            type="sticker_animation",
        )
        segment["extra_material_refs"].append(material["id"])
