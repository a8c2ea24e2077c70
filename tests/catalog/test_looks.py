"""Every name has a look: its own, its family's, or its kind's."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cutroom.catalog.looks import LOOK_KINDS, Look, Slider, find_look, load_looks
from cutroom.catalog.lookup import KINDS, load_catalog
from cutroom.core.color import Color
from tools.make_looks import MADE, SOURCE, looks_json, parse_looks

ROOT = Path(__file__).resolve().parents[2]

BOOK = parse_looks(
    """
    [[look]]
    kind = "transition"
    names = ["叠化", "6724239388189921806"]
    effect = "dissolve"
    fidelity = "exact"
    params = { softness = 1, mirror = true, color = "#ff0000", mode = "fast" }
    sliders = { size = ["effects_adjust_size", 0, 0.5] }

    [[look]]
    kind = "filter"
    names = ["原图"]
    effect = ""

    [[family]]
    kind = "transition"
    words = ["Blur ", "模糊"]
    effect = "blur"

    [[family]]
    kind = "transition"
    words = ["模"]
    effect = "second"

    [default]
    transition = "cut"
    filter = { effect = "grade", params = { warmth = 0.5 } }
    """
)


def test_a_name_has_its_own_look_with_typed_parameters() -> None:
    look = BOOK.find("transition", (), ("叠 化",))
    assert (look.effect, look.fidelity) == ("dissolve", "exact")
    assert look.params == (
        ("softness", 1.0), ("mirror", True), ("color", Color(1.0, 0.0, 0.0)), ("mode", "fast"),
    )  # fmt: skip
    assert look.sliders == (Slider("size", "effects_adjust_size", 0.0, 0.5),)


def test_an_id_goes_before_a_name_and_a_name_before_a_family() -> None:
    assert BOOK.find("transition", ("6724239388189921806",), ("模糊",)).effect == "dissolve"
    assert BOOK.find("transition", (), ("模糊", "叠化")).effect == "dissolve"


def test_the_first_family_with_a_word_in_the_name_is_taken() -> None:
    assert BOOK.find("transition", (), ("横向模糊",)) == Look("blur", fidelity="fallback")
    assert BOOK.find("transition", (), ("Vertical BLUR II",)).effect == "blur"
    assert BOOK.find("transition", (), ("模仿",)).effect == "second"


def test_digits_of_an_id_are_not_searched_for_words() -> None:
    assert BOOK.find("transition", ("模糊",), ("",)).effect == "cut"


def test_the_rest_has_the_default_of_its_kind() -> None:
    assert BOOK.find("transition", (), ("没有",)) == Look("cut", fidelity="fallback")
    assert BOOK.find("filter", (), ()) == Look("grade", (("warmth", 0.5),), "fallback")
    assert BOOK.find("text-loop", (), ("x",)) == Look("")


def test_a_look_may_draw_nothing() -> None:
    assert BOOK.find("filter", (), ("原图",)).effect == ""


@pytest.mark.parametrize(
    "source",
    [
        '[[look]]\nkind = "nothing"\nnames = ["a"]\neffect = "b"',
        '[[look]]\nkind = "filter"\nnames = ["a"]\neffect = "b"\nfidelity = "good"',
        2 * '[[look]]\nkind = "filter"\nnames = ["a"]\neffect = "b"\n',
        '[[look]]\nkind = "filter"\nnames = ["a"]\neffect = "b"\nparams = { x = [1] }',
        '[[look]]\nkind = "filter"\nnames = ["a"]\neffect = "b"\nsliders = { x = ["y", 1] }',
    ],
    ids=["kind", "fidelity", "two looks", "parameter", "slider"],
)
def test_a_wrong_row_is_refused(source: str) -> None:
    with pytest.raises(ValueError):
        parse_looks(source)


@pytest.mark.parametrize(
    "kind", [*LOOK_KINDS, "clip-loop", "text-group", "effect", "character", "unheard-of"]
)
def test_find_look_always_answers(kind: str) -> None:
    for name in ("叠化", "x\ud83d", "", "没有的名字", "9" * 10_000):
        look = find_look(kind, resource_id=name, effect_id=name, name=name)
        assert look.fidelity in ("exact", "close", "fallback")


def test_a_look_carries_the_name_of_the_catalogue() -> None:
    assert (
        find_look("transition", resource_id="6724845717472416269", name="Überblenden").name
        == "叠化"
    )
    assert find_look("transition", name="Überblenden").name == "Überblenden"


def test_a_name_in_english_has_the_look_of_the_same_thing_in_chinese() -> None:
    assert find_look("transition", name="Mix") == find_look("transition", name="叠化")
    assert find_look("transition", name="black_fade") == find_look("transition", name="闪黑")
    assert find_look("audio-effect", name="Big_House").name == "Big House"


def test_what_is_read_is_what_was_written() -> None:
    made = looks_json(SOURCE.read_text(encoding="utf-8"))
    assert MADE.read_text(encoding="utf-8") == made, "run `make docs`"


def test_every_kind_has_a_default() -> None:
    assert set(load_looks().defaults) == set(LOOK_KINDS)


@pytest.mark.parametrize(
    ("kind", "english"),
    [
        (kind, entry if isinstance(entry, str) else entry[0])
        for kind, names in tomllib.loads((ROOT / "tools" / "capcut_names.toml").read_text("utf-8")).items()
        for entry in names
        if kind in LOOK_KINDS
    ],
)  # fmt: skip
def test_every_english_name_is_known_and_has_the_look_of_its_ids(kind: str, english: str) -> None:
    entries = [
        entry
        for catalog_kind in KINDS
        if catalog_kind == kind
        for entry in [load_catalog().by_name(catalog_kind, english)]
        if entry is not None
    ]
    assert entries
    entry = entries[0]
    look = find_look(kind, name=english)
    assert look.name == entry.name
    if entry.resource_id:
        assert find_look(kind, resource_id=entry.resource_id, name="anything") == look
