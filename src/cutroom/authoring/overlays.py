"""Stickers, effects and filters onto new tracks."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.authoring.clips import Shelf
from cutroom.authoring.document import DraftDocument, Json
from cutroom.authoring.notes import Notes
from cutroom.authoring.parts import (
    Pose,
    Span,
    effect_material,
    filter_material,
    segment,
    sticker_material,
    visual_segment,
)
from cutroom.authoring.placing import Added, added, bad_item, check_apart, shift
from cutroom.authoring.requests import AddEffects, AddFilters, AddSticker
from cutroom.catalog.lookup import CatalogKind, Entry, load_catalog
from cutroom.core.errors import UnknownName
from cutroom.stickers.library import find_sticker

_PICTURES = ("image", "animation")


@dataclass(frozen=True, slots=True)
class Stuck:
    """A sticker's id, track, segment and length in microseconds."""

    sticker_id: str
    track_id: str
    segment_id: str
    duration_us: int


def add_sticker(draft: DraftDocument, wanted: AddSticker, shelf: Shelf) -> Stuck:
    """A picture of the caller's, one of our own stickers, or one of JianYing's by its id."""
    x, y = shift(draft, wanted.transform_x, wanted.transform_y)
    material = _sticker_material(draft, wanted, shelf)
    span = Span(wanted.start, wanted.end - wanted.start)
    made = visual_segment(material["id"], span, Pose(x, y, wanted.scale, wanted.scale))
    track = draft.add_track("sticker", [made])
    return Stuck(material["sticker_id"], track["id"], made["id"], span.duration_us)


def _sticker_material(draft: DraftDocument, wanted: AddSticker, shelf: Shelf) -> Json:
    if wanted.sticker_url:
        asset = shelf.assets[wanted.sticker_url]
        if asset.facts.kind not in _PICTURES:
            raise bad_item("sticker_url", "the file is no picture and no animation.")
        path = draft.adopt(asset, "stickers")
        return sticker_material(draft, wanted.sticker_id, asset.title, path)
    ours = find_sticker(wanted.sticker_id)
    if ours is not None:
        _note_ours(ours.id, shelf.notes)
        return sticker_material(draft, ours.id, ours.name_zh)
    _note_foreign(wanted.sticker_id, shelf.notes)
    return sticker_material(draft, wanted.sticker_id)


def _note_ours(sticker_id: str, notes: Notes) -> None:
    notes.add(
        "sticker_id",
        f"贴纸 {sticker_id} 属于成片自带的贴纸：在渲染的视频中显示，剪映的素材库里没有它",
        f"the sticker {sticker_id} is one of our own: rendered videos show it, JianYing's store does"
        " not have it",
    )


def _note_foreign(sticker_id: str, notes: Notes) -> None:
    notes.add(
        "sticker_id",
        f"贴纸 {sticker_id} 的图片由剪映提供：在剪映中显示，云端渲染时不绘制",
        f"the picture of sticker {sticker_id} is JianYing's own: it shows there,"
        " and is left out of rendered videos",
    )


def add_effects(draft: DraftDocument, wanted: AddEffects) -> Added:
    """Effects by name, scene effects before those on people. Raises UnknownName."""
    items = wanted.effect_infos
    kinds: tuple[CatalogKind, ...] = ("scene-effect", "character-effect")
    entries = [
        _required(kinds, item.effect_title, f"effect_infos[{index}].effect_title")
        for index, item in enumerate(items)
    ]
    spans = [Span(each.start, each.end - each.start) for each in items]
    check_apart("effect_infos", spans)
    made = [
        segment(effect_material(draft, entry)["id"], span)
        for entry, span in zip(entries, spans, strict=True)
    ]
    return added(draft.add_track("effect", made), made)


def add_filters(draft: DraftDocument, wanted: AddFilters) -> Added:
    """Filters by name. Raises UnknownName."""
    items = wanted.filter_infos
    entries = [
        _required(("filter",), item.filter_title, f"filter_infos[{index}].filter_title")
        for index, item in enumerate(items)
    ]
    spans = [Span(each.start, each.end - each.start) for each in items]
    check_apart("filter_infos", spans)
    made = [
        segment(filter_material(draft, entry, item.intensity / 100)["id"], span)
        for entry, item, span in zip(entries, items, spans, strict=True)
    ]
    return added(draft.add_track("filter", made), made)


def _required(kinds: tuple[CatalogKind, ...], name: str, field: str) -> Entry:
    """The entry of the first kind that has the name. Raises UnknownName with what all kinds suggest."""
    catalog = load_catalog()
    for kind in kinds:
        found = catalog.by_name(kind, name) or catalog.by_id(kind, name)
        if found is not None:
            return found
    near = [suggestion for kind in kinds for suggestion in catalog.suggest(kind, name)]
    raise UnknownName(name[:80], kinds[0], near[:3], field=field)
