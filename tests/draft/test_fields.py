"""Views read any document: wrong types and absurd values become defaults or bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cutroom.draft import fields
from cutroom.draft.model import Draft
from tests.draft.documents import jianying_5_9, sparse_jianying_11
from tests.draft.test_codec import JSON


@given(JSON, st.sampled_from(["a", "b"]))
def test_no_reader_raises(value: object, key: str) -> None:
    for source in (value, {"a": value}):
        assert isinstance(fields.number(source, key, 1.5), float)
        assert isinstance(fields.integer(source, key, 3), int)
        assert abs(fields.time_us(source, key)) <= fields.MAX_TIME_US
        assert fields.text(source, key).encode() is not None
        assert isinstance(fields.flag(source, key, False), bool)
        assert isinstance(fields.mapping(source, key), dict)
        assert isinstance(fields.holds(source, key), bool)
        list(fields.mappings(source, key))
        assert all(text.encode() is not None for text in fields.texts(source, key))


def test_absurd_numbers_become_bounds_and_defaults() -> None:
    source = {
        "huge": 10**400,
        "inf": "1e999",
        "text": "2.5",
        "far": 1e300,
        "nan": float("nan"),
        "digits": 10**300,
    }
    assert fields.number(source, "huge", 7.0) == 7.0
    assert fields.number(source, "inf", 7.0) == 7.0
    assert fields.number(source, "nan", 7.0) == 7.0
    assert fields.number(source, "text", 7.0) == 2.5
    assert fields.number(source, "far", 7.0, high=9.0) == 9.0
    assert fields.time_us(source, "far") == fields.MAX_TIME_US
    assert fields.text(source, "digits", "none") == "none"


def test_half_a_surrogate_pair_reads_as_a_replacement_character() -> None:
    assert fields.text({"a": "x\ud83dy"}, "a") == "x\N{REPLACEMENT CHARACTER}y"
    assert fields.text({"a": "好😀"}, "a") == "好😀"


def test_a_sparse_document_has_every_default() -> None:
    draft = Draft(sparse_jianying_11())
    clip = draft.tracks[0].segments[0]
    assert draft.fps == 30.0
    assert clip.target.start_us == 0
    assert clip.source is not None
    assert (clip.speed, clip.volume, clip.visible, clip.uniform_scale) == (1.0, 1.0, True, True)
    assert (clip.clip.alpha, clip.clip.scale_x, clip.clip.x) == (1.0, 1.0, 0.0)
    assert draft.tracks[1].segments[0].source is None


def test_references_are_found_by_bucket_whatever_their_order() -> None:
    draft = Draft(jianying_5_9())
    first = draft.tracks[0].segments[0]
    assert [m.raw["id"] for m in draft.references(first, "effects")] == ["f1", "b1", "b2"]
    assert [m.raw["id"] for m in draft.references(first, "transitions")] == ["tr1"]
    assert draft.references(first, "masks") == ()


def test_names_of_buckets_can_be_written_too() -> None:
    draft = Draft({"materials": {"\ud83d": [{"id": "a"}]}})
    assert draft.materials["a"].bucket == "\N{REPLACEMENT CHARACTER}"
