"""Sounds onto a new track."""

from __future__ import annotations

from collections.abc import Sequence

from cutroom.authoring.clips import Shelf, volume_of
from cutroom.authoring.document import DraftDocument, Json
from cutroom.authoring.notes import Notes
from cutroom.authoring.parts import (
    Play,
    Span,
    audio_effect_material,
    sound_material,
    sound_segment,
)
from cutroom.authoring.placing import Added, added, bad_item, optional_entry
from cutroom.authoring.requests import AddAudios

_MAX_VOLUME = 2.0
_LEAST_US = 100
_PUSHES = 10


def add_audios(draft: DraftDocument, wanted: AddAudios, shelf: Shelf) -> Added:
    """Each sound from its beginning, as long as asked for but no longer than it is.

    One that overlaps another by a hair (10 × 100 µs) is moved behind it. Raises InvalidRequest for a
    file without sound, and for a larger overlap.
    """
    materials: dict[str, Json] = {}
    made: list[Json] = []
    spans: list[Span] = []
    for index, item in enumerate(wanted.audio_infos):
        where = f"audio_infos[{index}]"
        asset = shelf.assets[item.audio_url]
        if not asset.facts.has_audio:
            raise bad_item(f"{where}.audio_url", "the file holds no sound.")
        if asset.digest not in materials:
            materials[asset.digest] = sound_material(draft, asset)
        has_us = asset.facts.duration_us
        asked_us = item.end - item.start
        length_us = max(_LEAST_US, min(asked_us, has_us))
        if has_us < asked_us:
            shelf.notes.add(
                where,
                f"音频只有 {has_us} 微秒，短于要求的 {asked_us} 微秒",
                f"the sound has {has_us} µs, less than the {asked_us} µs asked for",
            )
        span = _free(Span(item.start, length_us), spans, where, shelf.notes)
        spans.append(span)
        volume = volume_of(item.volume, _MAX_VOLUME, where, shelf.notes)
        material_id = materials[asset.digest]["id"]
        play = Play(Span(0, length_us), 1.0, volume)
        segment = sound_segment(draft, material_id, span, play)
        entry = optional_entry(
            ["audio-effect", "tone", "speech-to-song"],
            item.audio_effect,
            f"{where}.audio_effect",
            shelf.notes,
        )
        if entry is not None:
            segment["extra_material_refs"].append(audio_effect_material(draft, entry)["id"])
        made.append(segment)
    return added(draft.add_track("audio", made), made)


def _free(span: Span, taken: Sequence[Span], where: str, notes: Notes) -> Span:
    """The span, moved behind what it overlaps by a hair."""
    for push in range(_PUSHES + 1):
        moved = Span(span.start_us + push * _LEAST_US, span.duration_us)
        if not any(_overlap(moved, other) for other in taken):
            if push:
                notes.add(
                    f"{where}.start",
                    f"与其他音频重叠，已后移 {push * _LEAST_US} 微秒",
                    f"it overlapped another sound and was moved by {push * _LEAST_US} µs",
                )
            return moved
    raise bad_item(where, "it overlaps another item; items of one call must not overlap.")


def _overlap(one: Span, other: Span) -> bool:
    return one.start_us < other.end_us and other.start_us < one.end_us
