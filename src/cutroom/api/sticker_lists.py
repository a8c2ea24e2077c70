"""Our own stickers as the dialects list them."""

from __future__ import annotations

from typing import Any

from cutroom.api.callers import Language
from cutroom.stickers.library import search_stickers, some_stickers
from cutroom.stickers.model import Sticker

Json = dict[str, Any]
MOST_FOUND = 50
_STILL, _MOVING = 1, 2


def cover_url(sticker: Sticker, base_url: str) -> str:
    """Where its picture is."""
    return f"{base_url}/stickers/{sticker.id}.png"


def preview_url(sticker: Sticker, base_url: str) -> str:
    """Where its moving picture is; the same as the cover for one that stands still."""
    if not sticker.moves:
        return cover_url(sticker, base_url)
    return f"{base_url}/stickers/{sticker.id}.apng"


def search_result(keyword: str) -> tuple[tuple[Sticker, ...], bool]:
    """At most ``MOST_FOUND`` stickers, best first, and whether the keyword found any.

    Workflows take the first of the list without looking: a keyword that finds nothing gets some stickers
    too, the same ones every time.
    """
    found = search_stickers(keyword)
    return (found or some_stickers(keyword, MOST_FOUND))[:MOST_FOUND], bool(found)


def found_item(sticker: Sticker, base_url: str, language: Language) -> Json:
    """An item of search_sticker, with the fields of the app's own search."""
    width, height = round(sticker.width), round(sticker.height)
    cover = cover_url(sticker, base_url)
    return {
        "sticker": {
            "large_image": {"image_url": cover},
            "preview_cover": preview_url(sticker, base_url),
            "sticker_package": {
                "height_per_frame": height,
                "width_per_frame": width,
                "size": width * height * 4,
            },
            "sticker_type": _MOVING if sticker.moves else _STILL,
            "track_thumbnail": cover,
        },
        "sticker_id": sticker.id,
        "title": sticker.name_zh if language == "zh" else sticker.name_en,
    }


def catalogue_item(sticker: Sticker) -> Json:
    """An entry of the native catalogue; ``cover_url`` and ``preview_url`` are paths of this service."""
    return {
        "name": sticker.name_zh,
        "type": sticker.kind,
        "resource_id": sticker.id,
        "effect_id": sticker.id,
        "aliases": [sticker.name_en],
        "is_vip": False,
        "effect": sticker.id,
        "fidelity": "exact",
        "parameters": [],
        "group": sticker.group,
        "keywords": [*sticker.keywords_zh, *sticker.keywords_en],
        "width": round(sticker.width),
        "height": round(sticker.height),
        "loop_us": round(sticker.loop_s * 1_000_000),
        "cover_url": cover_url(sticker, ""),
        "preview_url": preview_url(sticker, ""),
    }
