"""How much of the catalogue is drawn as its names say: what has been reached is not lost again."""

from __future__ import annotations

from collections import Counter

import pytest

from cutroom.catalog.looks import LOOK_KINDS, LookKind
from cutroom.catalog.lookup import load_catalog
from cutroom.compiler.dressing import blend_named
from cutroom.compiler.masks import mask_shape
from tools.make_docs import entries_of, placed

LEAST_CLOSE: dict[LookKind, float] = {
    "transition": 0.9,
    "clip-in": 0.9,
    "clip-out": 0.9,
    "clip-group": 0.9,
    "text-in": 0.9,
    "text-out": 0.9,
    "text-loop": 0.9,
    "scene-effect": 0.6,
    "filter": 0.6,
    "audio-effect": 0.8,
}


@pytest.mark.parametrize("kind", LEAST_CLOSE)
def test_enough_names_of_a_kind_are_drawn_as_they_say(kind: LookKind) -> None:
    columns = Counter(placed(kind, entry)[1] for entry in entries_of(kind))
    share = (columns["exact"] + columns["close"]) / columns.total()
    assert share >= LEAST_CLOSE[kind], dict(columns)


@pytest.mark.parametrize("kind", LOOK_KINDS)
def test_every_name_resolves_by_name_and_by_id(kind: LookKind) -> None:
    for entry in entries_of(kind):
        for text in filter(None, (entry.name, entry.resource_id, entry.effect_id)):
            found = load_catalog().find(entry.kind, resource_id=text, effect_id=text, name=text)
            assert found is not None, (kind, text)


def test_every_mix_mode_is_drawn_by_its_formula() -> None:
    for entry in load_catalog().entries("mix-mode"):
        for text in filter(None, (entry.name, entry.resource_id, entry.effect_id, *entry.aliases)):
            assert blend_named(text) is not None, text


def test_every_mask_with_a_known_outline_is_drawn() -> None:
    undrawn = {
        entry.name
        for entry in load_catalog().entries("mask")
        if mask_shape({"name": entry.name, "resource_type": entry.shape}) is None
        or mask_shape({"resource_id": entry.resource_id}) is None
    }
    # How a draft stores the path of these is not known.
    assert undrawn - {"Text"} == {"Pen", "Brush"}
