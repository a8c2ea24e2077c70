"""The registry, the files and the strips belong together; declarations are complete."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from cutroom.core.color import Color
from cutroom.effects import registry
from cutroom.effects.registry import FILTERS, MOTIONS, TRANSITIONS
from tests.golden.strips import cases
from tests.golden.variants import VARIANTS

FOLDER = Path(registry.__file__).parent
KINDS = (("filters", FILTERS), ("transitions", TRANSITIONS), ("motions", MOTIONS))
ALL = [(folder, effect) for folder, effects in KINDS for effect in effects]


@pytest.mark.parametrize(("folder", "effects"), KINDS, ids=lambda value: str(value)[:12])
def test_every_file_is_registered_under_its_own_name(folder: str, effects: tuple[Any, ...]) -> None:
    files = sorted(path.stem for path in (FOLDER / folder).glob("*.py") if path.stem[0] != "_")
    assert [effect.id.replace("-", "_") for effect in effects] == files


@pytest.mark.parametrize(("folder", "effect"), ALL, ids=lambda value: getattr(value, "id", value))
def test_every_parameter_is_declared_with_a_default_inside_its_range(
    folder: str, effect: Any
) -> None:
    assert effect.doc.endswith(".")
    assert effect.id == effect.id.lower()
    for field in fields(effect.params):
        declared = field.metadata
        assert declared["doc"], field.name
        if declared["kind"] == "number":
            assert declared["low"] <= field.default <= declared["high"], field.name
        elif declared["kind"] == "choice":
            assert field.default in declared["options"], field.name
        elif declared["kind"] == "colour":
            assert isinstance(field.default, Color), field.name


def test_every_effect_has_a_strip_and_every_variant_an_effect() -> None:
    drawn = {case.name for case in cases()}
    known = {f"{folder[:-1]}/{effect.id}" for folder, effect in ALL}
    assert known <= drawn
    assert set(VARIANTS) <= known


def test_effects_are_found_by_id() -> None:
    assert registry.find_filter("blur") in FILTERS
    assert registry.find_transition("dissolve") in TRANSITIONS
    assert registry.find_motion("fade") in MOTIONS
    assert registry.find_motion("nothing") is None
