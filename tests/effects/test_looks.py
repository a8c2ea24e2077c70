"""Every row of looks.toml can be drawn by this build as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from cutroom.catalog.looks import LOOK_KINDS, Look, LookKind, find_look, load_looks
from cutroom.catalog.lookup import KINDS, CatalogKind, folded, load_catalog
from cutroom.effects.binding import bind
from cutroom.effects.registry import find_filter, find_motion, find_transition
from cutroom.render.sound_recipes import SOUND_EFFECTS

PICTURE_KINDS = [kind for kind in LOOK_KINDS if kind not in ("audio-effect", "text-caption")]
SOUND_KINDS: tuple[CatalogKind, ...] = ("audio-effect", "tone", "speech-to-song")


def looks(kind: LookKind) -> Iterator[tuple[str, Look]]:
    """Every look of a kind with what it is for."""
    book = load_looks()
    yield from book.named(kind).items()
    for family in book.families(kind):
        yield f"names with {family.words}", family.look
    yield "all others", book.defaults[kind]


def effect_of(kind: LookKind, look: Look) -> Any:
    """The registered effect of a look."""
    if kind == "transition":
        return find_transition(look.effect)
    if kind in ("scene-effect", "character-effect", "filter"):
        return find_filter(look.effect)
    return find_motion(look.effect)


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_looks_name_effects_and_parameters_that_exist(kind: LookKind) -> None:
    for name, look in looks(kind):
        if not look.effect:
            continue
        effect = effect_of(kind, look)
        assert effect is not None, (name, look.effect)
        bound = bind(effect.params, look.params)
        for param, value in look.params:
            assert getattr(bound, param) == value, f"{name}: {param} = {value} is out of range"


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_sliders_drive_numbers_within_their_range(kind: LookKind) -> None:
    for name, look in looks(kind):
        effect = effect_of(kind, look)
        declared = {field.name: field.metadata for field in fields(effect.params)} if effect else {}
        for slider in look.sliders:
            range_ = declared[slider.param]
            ends = (slider.low, slider.high)
            assert range_["kind"] == "number", name
            assert range_["low"] <= min(ends) <= max(ends) <= range_["high"], (name, slider)


@pytest.mark.parametrize("kind", ["clip-in", "clip-out", "text-in", "text-out"])
def test_entrances_arrive_and_exits_leave(kind: LookKind) -> None:
    for name, look in looks(kind):
        effect = effect_of(kind, look)
        assert "leaving" in {field.name for field in fields(effect.params)}, name
        assert dict(look.params).get("leaving", False) is kind.endswith("out"), name


@pytest.mark.parametrize("kind", ["clip-group", "text-loop"])
def test_lasting_animations_are_lasting_motions(kind: LookKind) -> None:
    for name, look in looks(kind):
        effect = effect_of(kind, look)
        assert "leaving" not in {field.name for field in fields(effect.params)}, name


@pytest.mark.parametrize("kind", ["clip-in", "clip-out", "clip-group"])
def test_a_clip_has_no_characters_to_move(kind: LookKind) -> None:
    for name, look in looks(kind):
        assert effect_of(kind, look).per == "block", name


def test_sound_looks_name_sound_effects() -> None:
    for name, look in looks("audio-effect"):
        assert not look.effect or look.effect in SOUND_EFFECTS, name


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_every_named_look_is_a_name_of_the_catalogue(kind: LookKind) -> None:
    known = {
        folded(name)
        for entry in load_catalog().entries(kind)
        for name in (entry.name, *entry.aliases)
    }
    assert not set(load_looks().named(kind)) - known


@pytest.mark.parametrize("kind", [k for k in PICTURE_KINDS if k != "character-effect"])
def test_nine_of_ten_names_have_more_than_the_default(kind: LookKind) -> None:
    book, entries = load_looks(), load_catalog().entries(kind)
    others = sum(find_look(kind, name=e.name).effect == "" for e in entries)
    assert others == 0
    default = book.defaults[kind]
    plain = sum(book.find(kind, (), (e.name, *e.aliases)) is default for e in entries)
    assert plain <= (0.16 if kind == "filter" else 0.1) * len(entries)


@pytest.mark.parametrize("kind", ["transition", "clip-in", "clip-out", "clip-group"])
def test_nine_of_ten_ways_to_come_and_go_show_what_the_name_says(kind: LookKind) -> None:
    entries = load_catalog().entries(kind)
    close = sum(find_look(kind, name=e.name).fidelity != "fallback" for e in entries)
    assert close >= 0.9 * len(entries)


def test_the_catalogue_has_no_kind_of_look_that_is_forgotten() -> None:
    undrawn = {"font", "mask", "mix-mode"}
    assert set(KINDS) - undrawn - set(SOUND_KINDS) == set(PICTURE_KINDS)
