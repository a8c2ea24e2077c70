"""What the catalogue offers, and how faithfully each thing is drawn: lists for every dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from cutroom.api.sticker_lists import catalogue_item
from cutroom.catalog.fancy_text import text_effects
from cutroom.catalog.looks import LOOK_KINDS, find_look
from cutroom.catalog.lookup import CatalogKind, Entry, load_catalog
from cutroom.compiler.dressing import blend_named
from cutroom.compiler.masks import mask_shape
from cutroom.stickers.library import search_stickers, stickers
from cutroom.text.families import stand_ins

Json = dict[str, Any]
_FIDELITY_OF_FONTS = {"same": "exact", "like": "close", "style": "fallback"}
_GROUPS: dict[str, tuple[CatalogKind, ...]] = {
    "transitions": ("transition",),
    "clip-animations": ("clip-in", "clip-out", "clip-group"),
    "text-animations": ("text-in", "text-out", "text-loop"),
    "scene-effects": ("scene-effect",),
    "character-effects": ("character-effect",),
    "filters": ("filter",),
    "masks": ("mask",),
    "mix-modes": ("mix-mode",),
    "audio-effects": ("audio-effect", "tone", "speech-to-song"),
    "fonts": ("font",),
}


def kinds() -> tuple[str, ...]:
    """The kinds of things that are listed."""
    return (*_GROUPS, "text-effects", "stickers")


@cache
def listed(kind: str) -> tuple[Json, ...]:
    """Everything of a kind of :func:`kinds`, with the effect that draws it and how faithfully."""
    if kind == "text-effects":
        return tuple(_text_effects())
    if kind == "stickers":
        return tuple(map(catalogue_item, stickers()))
    catalog = load_catalog()
    entries = (entry for group in _GROUPS[kind] for entry in catalog.entries(group))
    return tuple(_item(entry) for entry in entries if _drawn(entry) is not None)


def matching(kind: str, keyword: str) -> tuple[Json, ...]:
    """The entries of a kind that hold ``keyword`` in a name or an id; stickers as their search ranks them."""
    if not keyword.strip():
        return listed(kind)
    if kind == "stickers":
        return tuple(map(catalogue_item, search_stickers(keyword)))
    wanted = keyword.strip().casefold()
    return tuple(item for item in listed(kind) if wanted in _searched(item))


def _searched(item: Json) -> str:
    words = (item["name"], *item["aliases"], item["resource_id"], item["effect_id"])
    return "\n".join(words).casefold()


def chosen(kind: CatalogKind, mode: int) -> Iterable[Entry]:
    """Entries with an id: ``mode`` 0 all, 1 those for members, 2 the free ones."""
    for entry in load_catalog().entries(kind):
        if entry.resource_id and (mode == 0 or entry.is_vip is (mode == 1)):
            yield entry


def _item(entry: Entry) -> Json:
    effect, fidelity = _drawn(entry) or ("", "fallback")
    item: Json = {
        "name": entry.name,
        "type": entry.kind,
        "resource_id": entry.resource_id,
        "effect_id": entry.effect_id,
        "aliases": list(entry.aliases),
        "is_vip": entry.is_vip,
        "effect": effect,
        "fidelity": fidelity,
        "parameters": [
            {"name": each.name, "min": each.low, "max": each.high, "default": each.default}
            for each in entry.parameters
        ],
    }
    if entry.duration_us:
        item["duration_us"] = entry.duration_us
    if entry.kind == "transition":
        item["overlap"] = entry.overlap
    return item


def _drawn(entry: Entry) -> tuple[str, str] | None:
    """The effect that draws an entry and its fidelity; None for what is not drawn at all."""
    special = _SPECIAL.get(entry.kind)
    if special is not None:
        return special(entry)
    kind = entry.kind if entry.kind in LOOK_KINDS else "audio-effect"
    look = find_look(kind, entry.resource_id, entry.effect_id, entry.name)
    return look.effect, look.fidelity


def _mask(entry: Entry) -> tuple[str, str] | None:
    raw = {
        "resource_type": entry.shape,
        "name": entry.name,
        "resource_id": entry.resource_id,
    }
    shape = mask_shape(raw)
    if shape is None:
        return None
    return shape, "close" if shape in ("heart", "star") else "exact"


def _blend(entry: Entry) -> tuple[str, str] | None:
    blend = blend_named(entry.resource_id)
    return None if blend is None else (blend, "close" if blend == "soft-light" else "exact")


def _font(entry: Entry) -> tuple[str, str]:
    found = stand_ins(entry.name)
    if not found:
        return "", "fallback"
    return found[0].families[0], _FIDELITY_OF_FONTS[found[0].closeness]


_SPECIAL: dict[str, Callable[[Entry], tuple[str, str] | None]] = {
    "mask": _mask,
    "mix-mode": _blend,
    "font": _font,
}


def _text_effects() -> Iterable[Json]:
    for effect in text_effects():
        yield {
            "name": effect.title,
            "type": "text-effect",
            "resource_id": effect.id,
            "effect_id": effect.id,
            "aliases": [],
            "is_vip": False,
            "effect": effect.kinds[0],
            "fidelity": "exact",
            "parameters": [],
        }
