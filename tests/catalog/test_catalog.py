"""The catalogue holds what its source holds, and finds it by any name or id."""

from __future__ import annotations

from collections import Counter

import pytest
from pyJianYingDraft import metadata

from cutroom.catalog.lookup import KINDS, CatalogKind, load_catalog
from cutroom.core.errors import UnknownName
from tools import import_catalog

CATALOG = load_catalog()


def test_the_file_is_exactly_what_the_tool_generates() -> None:
    assert import_catalog.main(["--check"]) == 0


def test_nothing_of_the_source_is_missing() -> None:
    sizes = Counter({kind: len(CATALOG.entries(kind)) for kind in KINDS})
    for kind, members in import_catalog.SOURCES.items():
        assert sizes[kind] >= len(members)
    assert sum(len(members) for members in import_catalog.SOURCES.values()) == 4541


def test_the_credit_names_the_package_and_its_licence() -> None:
    assert CATALOG.credit.endswith("pyJianYingDraft 0.3.1, Apache-2.0")


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_is_found_by_its_ids_and_its_name(kind: CatalogKind) -> None:
    for entry in CATALOG.entries(kind):
        if entry.resource_id:
            # Two fonts share an id, so the name may be the other one's.
            found = CATALOG.by_id(kind, entry.resource_id)
            assert found is not None
            assert found.resource_id == entry.resource_id
        by_name = CATALOG.by_name(kind, entry.name)
        assert by_name is not None
        assert by_name.name == entry.name
        if entry.effect_id:
            assert CATALOG.by_id(kind, entry.effect_id) is not None


def test_a_transition_keeps_its_facts() -> None:
    meta = metadata.TransitionType.信号故障.value
    entry = CATALOG.by_name("transition", "信号故障")
    assert entry is not None
    assert (entry.resource_id, entry.effect_id) == (meta.resource_id, meta.effect_id)
    assert (entry.is_vip, entry.duration_us, entry.overlap) == (True, 500_000, True)
    black = CATALOG.by_name("transition", "闪黑")
    assert black is not None
    assert not black.overlap


def test_parameters_keep_names_ranges_and_defaults_in_order() -> None:
    for member in list(metadata.VideoSceneEffectType)[::97]:
        entry = CATALOG.by_id("scene-effect", member.value.resource_id)
        assert entry is not None
        assert [(p.name, p.low, p.high, p.default) for p in entry.parameters] == [
            (p.name, p.min_value, p.max_value, p.default_value) for p in member.value.params
        ]


def test_masks_keep_shape_and_proportions() -> None:
    heart = CATALOG.by_name("mask", "爱心")
    assert heart is not None
    assert (heart.shape, heart.aspect_ratio) == ("geometric_shape", 1.115)


@pytest.mark.parametrize("name", ["black fade", "BLACK_FADE", "Black Fade", "闪 黑", "闪黑"])
def test_names_are_compared_without_case_spaces_and_underscores(name: str) -> None:
    entry = CATALOG.by_name("transition", name)
    assert entry is not None
    assert entry.name == "闪黑"


def test_ids_of_capcut_lead_to_the_same_things() -> None:
    pairs: list[tuple[CatalogKind, str, str]] = [
        ("transition", "4381453", "叠化"),
        ("mask", "7374021188315517456", "圆形"),
        ("mask", "7374021450748924432", "矩形"),
        ("transition", "4381454", "色彩溶解"),
    ]
    for kind, identifier, name in pairs:
        entry = CATALOG.by_id(kind, identifier)
        assert entry is not None
        assert entry.name == name


def test_ids_are_trusted_more_than_names() -> None:
    found = CATALOG.find("transition", resource_id="6724239388189921806", name="叠化")
    assert found is not None
    assert found.name == "闪黑"
    assert CATALOG.find("transition", resource_id="0", effect_id="", name="叠化") is not None
    assert CATALOG.find("transition") is None


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        CATALOG.require("transition", "Blak Fade")
    assert "Black Fade" in caught.value.suggestions
    assert "推近" in CATALOG.suggest("transition", "推")
    assert CATALOG.suggest("transition", "") == ()
    assert CATALOG.require("transition", "6724845717472416269").name == "叠化"


def test_fonts_are_named_by_id() -> None:
    assert CATALOG.font_name("7290445778273702455") == "文轩体"
    assert CATALOG.font_name("") == ""
