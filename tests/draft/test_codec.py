"""Documents survive reading and writing; what cannot survive is refused with a reason."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutroom.core.errors import BadDraft, EncryptedDraft, LimitExceeded
from cutroom.draft.codec import MAX_NESTING, draft_of, dump_draft, parse_draft
from tests.draft.documents import WRITERS

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None, exclude_categories=()))
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30
)


def in_order(value: object) -> object:
    """The same with objects as lists of pairs, whose order counts in a comparison."""
    if isinstance(value, dict):
        return [(name, in_order(inner)) for name, inner in value.items()]
    return [in_order(inner) for inner in value] if isinstance(value, list) else (type(value), value)


def noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


@settings(max_examples=50)
@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_any_document_is_the_same_after_writing_and_reading(document: dict[str, object]) -> None:
    again = parse_draft(dump_draft(draft_of(document))).document
    assert in_order(again) == in_order(document)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
def test_drafts_of_every_age_survive(writer) -> None:  # type: ignore[no-untyped-def]
    document = writer() | {"unknown_future_field": {"deep": [1, 2.50, None, "新"]}}
    draft = parse_draft(json.dumps(document).encode())
    assert draft.tracks
    assert draft.materials
    assert in_order(parse_draft(dump_draft(draft)).document) == in_order(document)


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample drafts are not here")
def test_the_sample_drafts_survive() -> None:
    paths = sorted(SAMPLES.glob("*/draft_content.json"))
    assert paths
    for path in paths:
        document = json.loads(path.read_bytes())
        assert in_order(
            parse_draft(dump_draft(parse_draft(path.read_bytes()))).document
        ) == in_order(document)


def test_large_integers_and_small_floats_are_kept_exactly() -> None:
    data = b'{"id":123456789012345678901234567890,"f":0.30000000000000004,"t":5e-324,"n":-0.0}'
    assert dump_draft(parse_draft(data)) == data


def test_chinese_stays_readable_and_half_a_surrogate_pair_is_kept_as_an_escape() -> None:
    assert dump_draft(parse_draft('{"名":"成片😀"}'.encode())) == '{"名":"成片😀"}'.encode()
    assert dump_draft(parse_draft(b'{"a":"\\ud83d"}')) == b'{"a":"\\ud83d"}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(encoding: str) -> None:
    assert parse_draft('{"name":"成片"}'.encode(encoding)).document == {"name": "成片"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"[1]", "a list"),
        (b"null", "null"),
        (b'"text"', "a text"),
        (b"12", "a number"),
        (b'{"a":[1,2', "line 1, column 10"),
        (b"<!doctype html><p>Not found", "not JSON"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":-Infinity}', "Infinity"),
        (b'{"a":{"b":[0,1e999]}}', "a.b[1]"),
        (b'{"a":' + b"9" * 5000 + b"}", "thousands of digits"),
        (b'{"a":1,"b":2,"a":3}', "'a' twice"),
        (b'{"a":"\xff"}', "not text"),
        (b"PK\x03\x04" + bytes(200), "not JSON"),
    ],
)
def test_what_is_no_draft_is_refused_and_the_reason_said(data: bytes, says: str) -> None:
    with pytest.raises(BadDraft) as caught:
        parse_draft(data)
    assert says in str(caught.value)
    assert caught.value.hint
    assert not isinstance(caught.value, EncryptedDraft)


@pytest.mark.parametrize(
    "data",
    [
        base64.b64encode(noise(3000)),
        b"\n" + base64.b64encode(noise(90)),
        noise(4000),
        b'"' + base64.b64encode(noise(300)) + b'"',
    ],
    ids=["base64", "short base64", "noise", "quoted"],
)
def test_an_encrypted_draft_is_recognised_and_the_way_out_named(data: bytes) -> None:
    with pytest.raises(EncryptedDraft) as caught:
        parse_draft(data)
    assert "encrypted" in caught.value.message
    assert "JianYing 5.9" in caught.value.hint
    assert "CapCut" in caught.value.hint


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [MAX_NESTING + 1, 100_000])
def test_absurd_nesting_is_a_limit(opening: str, depth: int) -> None:
    closing = "]" if opening == "[" else "}"
    text = '{"x":' + opening * depth + "1" + closing * depth + "}"
    with pytest.raises(LimitExceeded, match="deep"):
        parse_draft(text.encode())


def test_nesting_within_the_limit_is_read() -> None:
    depth = MAX_NESTING - 1
    assert parse_draft(b'{"x":' + b"[" * depth + b"]" * depth + b"}").document


def test_a_document_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(LimitExceeded, match="bytes"):
        parse_draft(b'{"a": "' + b"x" * 100 + b'"}', max_bytes=64)
    with pytest.raises(LimitExceeded, match="objects"):
        parse_draft(b'{"a":[' + b"[]," * 2_000_001)


def test_an_inline_document_is_checked_like_a_file() -> None:
    with pytest.raises(BadDraft, match="a list"):
        draft_of([])
    with pytest.raises(BadDraft, match=r"canvas\.width"):
        draft_of({"canvas": {"width": float("inf")}})
