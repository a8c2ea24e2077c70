"""Every file a draft needs is listed once, under the key the compiler looks it up by."""

from __future__ import annotations

from typing import Any

import pytest

from cutroom.draft.media import (
    MediaReference,
    declared_facts,
    media_key,
    media_references,
    path_key,
)
from cutroom.draft.model import Draft
from cutroom.draft.references import base_name
from tests.draft.documents import (
    PLACEHOLDER,
    SECOND,
    audio,
    capcut_9,
    content,
    document,
    jianying_5_9,
    segment,
    span,
    track,
    video,
)


def by_key(draft: Draft) -> dict[str, MediaReference]:
    found = media_references(draft)
    assert len({reference.key for reference in found}) == len(found)
    return {reference.key: reference for reference in found}


def of_clip(material: dict[str, Any], **more: Any) -> dict[str, MediaReference]:
    clip = segment("s", material["id"], (0, SECOND), **more)
    return by_key(Draft(document("110.0.0", {"videos": [material]}, [track("video", clip)])))


def test_all_kinds_of_files_are_found_with_their_roles() -> None:
    found = by_key(Draft(jianying_5_9()))
    roles = {key.rpartition("/")[2]: reference.role for key, reference in found.items()}
    assert roles == {
        "beach.mp4": "video",
        "rev.mp4": "reversed-video",
        "back.png": "canvas-image",
        "novoice.wav": "produced-audio",
        "inner.mp4": "video",
        "v2.mp4": "video",
        "warm.cube": "lut",
        "p1.png": "image",
        "heart.gif": "sticker",
        "wenxuan.ttf": "font",
        "ab12": "style-package",
        "a1.mp3": "audio",
        "voice.mp3": "audio",
    }
    needed = {key.rpartition("/")[2] for key, reference in found.items() if reference.required}
    assert needed == {"beach.mp4", "inner.mp4", "v2.mp4", "p1.png", "a1.mp3", "voice.mp3"}


def test_the_compiler_finds_every_material_by_its_key() -> None:
    draft = Draft(jianying_5_9())
    found = by_key(draft)
    for name in ("v1", "v2", "p1", "a1", "a2", "st1", "c2", "lut1", "vs1"):
        assert media_key(draft.materials[name].raw) in found
    assert path_key(draft.materials["v1"].raw["reverse_path"]) in found
    assert path_key("C:\\Fonts\\wenxuan.ttf") in found


def test_a_file_inside_a_compound_clip_says_where_it_is() -> None:
    inner = by_key(Draft(jianying_5_9()))[f"{PLACEHOLDER}/inner.mp4"]
    assert inner.where == 'track 1 "video", segment 3 > track 1 "video", segment 1'


def test_stand_ins_of_colour_clips_and_compound_clips_are_no_files() -> None:
    assert list(by_key(Draft(capcut_9()))) == [f"{PLACEHOLDER}/assets/v1.mp4"]


def test_addresses_and_spare_paths_stay_candidates_in_order() -> None:
    material = video(
        "v1", "C:\\a\\b.mp4", media_path="D:/b.mp4", url="https://m.example/b.mp4?x=1", intensifies_path="e/b2.mp4"
    )  # fmt: skip
    (found,) = of_clip(material).values()
    assert found.candidates == (
        "C:\\a\\b.mp4",
        "D:/b.mp4",
        "https://m.example/b.mp4?x=1",
        "e/b2.mp4",
    )
    assert found.urls == ("https://m.example/b.mp4?x=1",)
    (remote,) = of_clip(video("v1", "http://m.example/c.mp4")).values()
    assert (remote.key, remote.urls) == ("http://m.example/c.mp4", ("http://m.example/c.mp4",))


def test_a_reversed_file_stands_in_only_where_all_uses_are_reversed() -> None:
    material = video("v1", "a.mp4", reverse_path="r.mp4")
    both = of_clip(material, reverse=True)
    assert both["a.mp4"].candidates == ("a.mp4", "r.mp4")
    assert (both["r.mp4"].role, both["r.mp4"].required) == ("reversed-video", False)
    mixed = document(
        "110.0.0",
        {"videos": [material]},
        [track("video", segment("s", "v1", (0, 9), reverse=True), segment("t", "v1", (9, 9)))],
    )
    assert by_key(Draft(mixed))["a.mp4"].candidates == ("a.mp4",)
    assert "r.mp4" not in of_clip(material)


def test_what_a_picture_is_cut_out_by_is_found_where_it_is_a_file() -> None:
    matting = {"flag": 1, "mask_video_path": "D:/m.mp4", "path": "C:/cache/matting/0123"}
    found = of_clip(video("v1", "a.mp4", matting=matting))
    assert {key: reference.role for key, reference in found.items()} == {
        "a.mp4": "video",
        "D:/m.mp4": "matte",
    }
    assert not found["D:/m.mp4"].required
    assert set(of_clip(video("v1", "a.mp4", matting=matting | {"flag": 0}))) == {"a.mp4"}


def test_what_is_not_shown_or_heard_is_not_needed() -> None:
    assert of_clip(video("v1"), visible=False) == {}
    assert of_clip(video("v1"), target_timerange=span(0, 0)) == {}
    muted = document(
        "110.0.0",
        {"audios": [audio("a1")]},
        [track("audio", segment("s", "a1", (0, 9)), attribute=1)],
    )
    assert [reference.required for reference in media_references(Draft(muted))] == [False]
    assert media_references(Draft(document("110.0.0", {"videos": [video("unused")]}, []))) == ()


def test_one_file_used_twice_is_needed_if_either_use_needs_it() -> None:
    sticker = {"id": "st", "path": "x.png"}
    tracks = [
        track("sticker", segment("s", "st", (0, 9))),
        track("video", segment("t", "p", (0, 9))),
    ]
    materials = {"stickers": [sticker], "videos": [video("p", "x.png", type="photo")]}
    (found,) = media_references(Draft(document("110.0.0", materials, tracks)))
    assert (found.role, found.required) == ("sticker", True)


def test_a_file_that_is_played_and_read_is_one_to_play() -> None:
    text = {"id": "t", "content": "x", "font_path": "x.png"}
    tracks = [track("text", segment("s", "t", (0, 9))), track("video", segment("u", "p", (0, 9)))]
    materials = {"texts": [text], "videos": [video("p", "x.png", type="photo")]}
    (found,) = media_references(Draft(document("110.0.0", materials, tracks)))
    assert (found.role, found.required) == ("image", True)


def test_junk_in_place_of_paths_names_no_file() -> None:
    style = {
        "range": [0, 2],
        "font": {"id": "1", "path": "D:"},
        "effectStyle": {"id": "2", "path": "C:"},
    }
    text = {"id": "t", "content": content("成片", style)}
    draft = document("110.0.0", {"texts": [text]}, [track("text", segment("s", "t", (0, 9)))])
    assert media_references(Draft(draft)) == ()
    assert media_key({"id": "x", "path": " "}) == "#x"


def test_a_text_names_its_fonts_and_textures() -> None:
    texture = {"content": {"render_type": "texture", "texture": {"path": "gold.png"}}}
    style = {"range": [0, 2], "fill": texture, "font": {"path": "/f/a.ttf"}, "strokes": [texture]}
    text = {"id": "t", "content": content("成片", style), "font_path": "C:/f/b.ttf"}
    draft = document("110.0.0", {"texts": [text]}, [track("text", segment("s", "t", (0, 9)))])
    found = media_references(Draft(draft))
    assert [(r.key, r.role) for r in found] == [
        ("C:/f/b.ttf", "font"), ("/f/a.ttf", "font"), ("gold.png", "texture"),
    ]  # fmt: skip


def test_a_fancy_text_asks_for_the_style_in_its_package() -> None:
    found = by_key(Draft(jianying_5_9()))["C:/Cache/artistEffect/7296357486490144036/ab12"]
    assert found.candidates == ("C:/Cache/artistEffect/7296357486490144036/ab12/effectStyle.json",)


def test_a_fancy_text_among_the_references_asks_for_its_package_too() -> None:
    effect = {"id": "e", "type": "text_effect", "path": "D:\\Cache\\fancy"}
    text = {"id": "t", "content": content("成片", {"range": [0, 2]})}
    made = segment("s", "t", (0, 9))
    made["extra_material_refs"] = ["e"]
    draft = document("110.0.0", {"texts": [text], "effects": [effect]}, [track("text", made)])
    (found,) = media_references(Draft(draft))
    assert (found.key, found.role, found.required) == ("D:/Cache/fancy", "style-package", False)
    assert found.candidates == ("D:\\Cache\\fancy/effectStyle.json",)


@pytest.mark.parametrize(
    ("path", "name"),
    [("C:\\a\\b.mp4", "b.mp4"), ("/a/b.mp4", "b.mp4"), ("b.mp4", "b.mp4"), ("D:", ""), ("", ""), ("C:\\a\\", "a"),
     ("https://h.example/a/b.mp4?t=1#x", "b.mp4")],
)  # fmt: skip
def test_the_name_of_a_file_is_its_last_part_on_any_system(path: str, name: str) -> None:
    assert base_name(path) == name


def test_declared_facts_tell_what_the_draft_says() -> None:
    facts = declared_facts(Draft(jianying_5_9()))
    assert set(facts) >= set(by_key(Draft(jianying_5_9()))) - {
        "C:/Cache/artistEffect/7296357486490144036/ab12"
    }
    beach = facts["C:/Users/me/Movies/beach.mp4"]
    assert (beach.kind, beach.width, beach.height, beach.has_audio) == ("video", 1920, 1080, True)
    assert (beach.duration_us, beach.digest) == (20 * SECOND, "")
    photo = facts[f"{PLACEHOLDER}/p1.png"]
    assert (photo.kind, photo.duration_us, photo.has_audio) == ("image", 0, False)
    assert facts[f"{PLACEHOLDER}/heart.gif"].kind == "animation"
    assert (facts["https://media.example/voice.mp3"].kind) == "audio"
    assert facts[f"{PLACEHOLDER}/Resources/Lut/warm.cube"].kind == "file"


def test_a_size_that_is_not_stated_is_taken_for_the_canvas() -> None:
    clip = segment("s", "v1", (0, SECOND))
    draft = document("185.0.0", {"videos": [{"id": "v1", "path": "a.mp4"}]}, [track("video", clip)])
    facts = declared_facts(Draft(draft))["a.mp4"]
    assert (facts.width, facts.height) == (1080, 1920)


def test_compound_clips_inside_each_other_are_walked_to_the_limit_and_once_each() -> None:
    """Forty levels, each used twice: walked naively, 2⁴⁰ visits."""
    inner: dict[str, Any] = document(
        "110.0.0", {"videos": [video("v")]}, [track("video", segment("s", "v", (0, 9)))]
    )
    for _ in range(40):
        twice = [
            segment("s", "x", (0, 9), extra_material_refs=["d"]),
            segment("t", "x", (9, 9), extra_material_refs=["d"]),
        ]
        inner = document(
            "110.0.0", {"drafts": [{"id": "d", "draft": inner}]}, [track("video", *twice)]
        )
    assert media_references(Draft(inner)) == ()
