"""Every look of a filter on one small landscape, side by side: docs/images/filters.webp."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cutroom.catalog.looks import Look, load_looks
from cutroom.catalog.lookup import folded, load_catalog
from cutroom.effects.binding import bind
from cutroom.effects.registry import find_filter
from cutroom.picture.picture import Picture
from tests.golden.strips import Strip, moment_at

SHEET = Path(__file__).resolve().parents[2] / "docs" / "images" / "filters.webp"
TILE_WIDTH, TILE_HEIGHT, COLUMNS = 96, 64, 16


def landscape(width: int, height: int) -> Picture:
    """A blue sky over green, a skin-coloured disc, a red one, grey steps: something of every colour."""
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    rgb = np.zeros((height, width, 3)) + np.array([0.42, 0.6, 0.82])
    rgb[y > 0.55] = (0.33, 0.5, 0.25)
    rgb[np.hypot(x - 0.7, (y - 0.5) * 0.8) < 0.16] = (0.86, 0.66, 0.54)
    rgb[np.hypot(x - 0.25, (y - 0.7) * 0.8) < 0.1] = (0.7, 0.25, 0.25)
    steps = np.repeat(np.linspace(0.1, 0.9, 8), width // 8)
    rgb[-height // 6 :] = steps[None, :, None]
    packed = np.dstack([np.rint(rgb * 255), np.full((height, width), 255)]).astype(np.uint8)
    return Picture.from_rgba(packed, opaque=True)


def filter_looks() -> Iterator[tuple[str, Look]]:
    """Every named look of a filter once, with the first of its names; what is left alone comes first."""
    yield "—", Look("")
    spelled = {folded(entry.name): entry.name for entry in load_catalog().entries("filter")}
    seen: set[int] = set()
    for name, look in load_looks().named("filter").items():
        if id(look) not in seen:
            seen.add(id(look))
            yield spelled.get(name, name), look


def draw_sheet() -> Strip:
    """Tiles in the order of :func:`filter_looks`, row by row."""
    tiles = [_tile(look) for _name, look in filter_looks()]
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % COLUMNS)
    rows = [np.hstack(tiles[at : at + COLUMNS]) for at in range(0, len(tiles), COLUMNS)]
    return np.asarray(np.vstack(rows), np.uint8)


def _tile(look: Look) -> Strip:
    picture = landscape(TILE_WIDTH, TILE_HEIGHT)
    effect = find_filter(look.effect)
    if effect is not None:
        picture = effect.apply(picture, bind(effect.params, look.params), moment_at(0.3))
    return np.ascontiguousarray(picture.rgba[..., :3])
