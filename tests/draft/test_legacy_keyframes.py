"""The keyframe store of older drafts as lists of keys."""

from __future__ import annotations

from typing import Any

from cutroom.draft.legacy_keyframes import legacy_keyframes
from cutroom.draft.model import Draft
from tests.draft.documents import SECOND, capcut_1_5, jianying_5_9, legacy_key


def keyed(draft: Draft, track: int, segment: int = 0) -> dict[str, list[tuple[int, float]]]:
    found = legacy_keyframes(draft, draft.tracks[track].segments[segment])
    return {
        entry.property_type: [(key.time_offset_us, key.values[0]) for key in entry.keys]
        for entry in found
    }


def stored(
    kind: str, *entries: dict[str, Any], **clip: float
) -> dict[str, list[tuple[int, float]]]:
    document = capcut_1_5()
    document["keyframes"] = {kind: list(entries)}
    segment = document["tracks"][0]["segments"][0]
    segment["clip"] |= {"alpha": 1.0, **clip}
    segment["keyframe_refs"] = [entry["id"] for entry in entries]
    return keyed(Draft(document), 0)


def test_a_fade_in_and_a_move_are_two_lists() -> None:
    assert keyed(Draft(capcut_1_5()), 0) == {
        "KFTypePositionX": [(0, 0.0), (SECOND, 0.0), (2 * SECOND, 0.5)],
        "KFTypePositionY": [(0, 0.0), (SECOND, 0.0), (2 * SECOND, -0.25)],
        "KFTypeAlpha": [(0, 0.0), (SECOND, 1.0), (2 * SECOND, 1.0)],
    }


def test_a_volume_fade_keeps_source_times() -> None:
    assert keyed(Draft(capcut_1_5()), 2) == {"KFTypeVolume": [(3 * SECOND, 1.0), (5 * SECOND, 0.0)]}


def test_a_known_bit_keys_a_property_that_does_not_change() -> None:
    assert stored("videos", legacy_key("k", 0, 8)) == {"KFTypeAlpha": [(0, 1.0)]}
    assert stored("audios", legacy_key("k", 0, 8)) == {}


def test_a_value_that_differs_from_the_static_one_is_keyed() -> None:
    assert stored("videos", legacy_key("k", 5, 0, rotation=45.0)) == {"KFTypeRotation": [(5, 45.0)]}
    assert stored("videos", legacy_key("k", 5, 0, rotation=45.0), rotation=45.0) == {}
    assert stored("videos", legacy_key("k", 5, 0, brightness_value=0.3)) == {
        "KFTypeBrightness": [(5, 0.3)]
    }


def test_entries_are_put_in_time_order_and_lost_ones_ignored() -> None:
    found = stored("videos", legacy_key("b", 90, 8, alpha=0.5), legacy_key("a", 10, 8, alpha=0.0))
    assert found["KFTypeAlpha"] == [(10, 0.0), (90, 0.5)]
    document = capcut_1_5()
    document["tracks"][0]["segments"][0]["keyframe_refs"] = ["nowhere", ""]
    assert keyed(Draft(document), 0) == {}


def test_a_newer_draft_has_none() -> None:
    draft = Draft(jianying_5_9())
    assert all(not legacy_keyframes(draft, s) for track in draft.tracks for s in track.segments)
