"""No draft crashes or hangs us: mutants of drafts of every age, and documents out of nothing.

A failing mutant is made again from its number: ``Mutator(number, donors()).mutant()``.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.draft.documents import WRITERS, capcut_1_5, jianying_5_9
from tests.draft.test_codec import JSON
from tests.fuzz.exercise import Hanging, exercise, no_hang
from tests.fuzz.mutation import HOSTILE, Mutator

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FEW, MANY = 300, 20_000


def donors() -> tuple[Any, ...]:
    """Drafts of every writer, and the sample drafts where they are."""
    samples = sorted(SAMPLES.glob("*/draft_content.json"))
    return (*(writer() for writer in WRITERS), *(json.loads(path.read_bytes()) for path in samples))


def run(numbers: range) -> Counter[str]:
    """What became of the mutants with these numbers: our own errors by code, "" for those compiled."""
    originals = donors()
    outcomes: Counter[str] = Counter()
    for number in numbers:
        mutator = Mutator(number, originals)
        data = json.dumps(mutator.mutant()).encode()
        if number % 5 == 0:
            data = mutator.damaged(data)
        try:
            outcomes[exercise(data, odd=number if number % 3 == 0 else -1)] += 1
        except BaseException as error:
            error.add_note(f"mutant {number}")
            raise
    return outcomes


def test_a_few_hundred_mutants_end_in_a_timeline_or_in_our_own_errors() -> None:
    outcomes = run(range(FEW))
    assert outcomes[""] > FEW / 2
    assert sum(outcomes.values()) == FEW


@pytest.mark.long
def test_twenty_thousand_mutants_end_in_a_timeline_or_in_our_own_errors() -> None:
    outcomes = run(range(FEW, FEW + MANY))
    assert outcomes[""] > MANY / 2
    assert len(outcomes) > 3


def test_the_originals_compile() -> None:
    assert [exercise(json.dumps(document).encode()) for document in donors()] == [""] * len(
        donors()
    )


PARTS = st.sampled_from(
    ["videos", "texts", "audios", "effects", "material_animations", "speeds", "drafts", "x"]
)
FIELDS = st.sampled_from(["id", "type", "path", "content", "name", "animations"])
VALUES = st.sampled_from(HOSTILE) | JSON


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*jianying_5_9(), "new"]), VALUES, max_size=12))
def test_documents_out_of_nothing(document: dict[str, Any]) -> None:
    exercise(json.dumps(document).encode())


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(jianying_5_9()["materials"])),
    st.lists(st.dictionaries(FIELDS, VALUES), max_size=3),
    st.dictionaries(st.sampled_from([*jianying_5_9()["tracks"][0]["segments"][0]]), VALUES, max_size=6),
)  # fmt: skip
def test_any_material_under_any_segment(
    bucket: str, materials: list[Any], changes: dict[str, Any]
) -> None:
    document = jianying_5_9()
    document["materials"][bucket] = [{"id": "new", **material} for material in materials]
    for track in document["tracks"]:
        for segment in track["segments"][:1]:
            segment["extra_material_refs"].append("new")
            segment |= changes
    exercise(json.dumps(document).encode())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "time_offset", "flags", "alpha", "scale", "mask_config"]), VALUES
        )
    )
)
def test_any_entry_of_the_older_keyframe_store(entries: list[dict[str, Any]]) -> None:
    document = capcut_1_5()
    document["keyframes"] = {"videos": [{"id": "kv1", **entry} for entry in entries]}
    exercise(json.dumps(document).encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    exercise(data)


def test_a_hang_is_noticed() -> None:
    """The guard itself works, or the tests above would prove nothing."""
    with pytest.raises(Hanging):
        _hang()


def _hang() -> None:
    with no_hang():
        while True:
            pass
