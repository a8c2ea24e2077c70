"""How much of the catalogue is drawn as its names say: what has been reached is not lost again."""

from __future__ import annotations

from collections import Counter

import pytest

from cutroom.catalog.looks import LOOK_KINDS, LookKind
from cutroom.catalog.lookup import load_catalog
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
