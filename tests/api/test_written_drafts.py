"""Whatever a call leaves behind is a draft: others load it, we keep it as it is, and it compiles."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from cutroom.api.edit_calls import EDIT_CALLS
from cutroom.api.service import service_app
from cutroom.draft.codec import dump_draft, parse_draft
from tests.api.site import NATIVE, document
from tests.api.studio import SECOND, Studio

Json = dict[str, Any]
PYJIANYING = {
    "video": "video", "audio": "audio", "text": "text", "effect": "effect", "filter": "filter",
    "sticker": "sticker",
}  # fmt: skip
APPROXIMATED = {"look-close", "look-fallback"}


def segment_of(studio: Studio, url: str) -> str:
    """A picture on the draft, to be changed by the call that is looked at."""
    items = [{"image_url": studio.red, "start": 0, "end": 2 * SECOND}]
    made = studio.call("add_images", {"draft_url": url, "image_infos": items})
    return str(made["segment_ids"][0])


def _keyframes(studio: Studio, url: str) -> Json:
    key = {"segment_id": segment_of(studio, url), "property": "KFTypeScaleX"}
    keys = [{**key, "offset": 0, "value": 0.5}, {**key, "offset": SECOND, "value": 1.0}]
    return {"keyframes": keys}


SPAN = {"start": 0, "end": SECOND}
BODIES: dict[str, Callable[[Studio, str], Json]] = {
    "add_videos": lambda studio, url: {
        "video_infos": [
            {"video_url": studio.clip, **SPAN, "transition": "叠化", "mask": "圆形", "volume": 0.5},
            {"video_url": studio.clip, "start": SECOND, "end": 2 * SECOND},
        ],
        "scale_x": 0.5,
    },
    "add_audios": lambda studio, url: {
        "audio_infos": [{"audio_url": studio.tone, **SPAN, "audio_effect": "大叔"}]
    },
    "add_images": lambda studio, url: {
        "image_infos": [
            {"image_url": studio.red, **SPAN, "in_animation": "渐显", "out_animation": "渐隐"},
            {"image_url": studio.moving, "start": SECOND, "end": 2 * SECOND},
        ]
    },
    "add_sticker": lambda studio, url: {"sticker_id": "sticker-heart", **SPAN},
    "add_keyframes": _keyframes,
    "add_captions": lambda studio, url: {
        "captions": [
            {"text": "人生快乐", "keyword": "快乐", "keyword_color": "#00ff00", **SPAN},
            {"text": "😀 two", "start": SECOND, "end": 2 * SECOND, "in_animation": "渐显"},
        ],
        "border_color": "#000000",
        "has_shadow": True,
    },
    "add_effects": lambda studio, url: {"effect_infos": [{"effect_title": "彩色负片", **SPAN}]},
    "add_filters": lambda studio, url: {
        "filter_infos": [{"filter_title": "黑白记忆", **SPAN, "intensity": 50}]
    },
    "add_masks": lambda studio, url: {
        "segment_ids": [segment_of(studio, url)], "name": "矩形", "width": 30, "height": 20,
        "feather": 10, "roundCorner": 20, "invert": True,
    },
    "easy_create_material": lambda studio, url: {
        "audio_url": studio.tone, "video_url": studio.clip, "img_url": studio.blue, "text": "words",
    },
}  # fmt: skip


def test_every_edit_is_looked_at_here() -> None:
    assert set(BODIES) == {call.name for call in EDIT_CALLS}


def assert_is_a_draft(studio: Studio, url: str, folder: Path) -> None:
    """Unpacked where JianYing would have it, loaded by another library, explained by us, saved unchanged."""
    draft_id = url.rpartition("=")[2]
    packed = studio.client.get(f"{NATIVE}/drafts/{draft_id}/archive.zip").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    content = (folder / draft_id / "draft_content.json").read_bytes()
    assert dump_draft(parse_draft(content)) == content
    assert studio.post("/v1/save_draft", {"draft_url": url}).status_code == 200
    assert studio.services.library.file(draft_id, "draft_content.json").read_bytes() == content
    written = json.loads(content)
    answer = studio.client.post(f"{NATIVE}/explain", json={"draft_url": url})
    if written["tracks"]:
        assert answer.status_code == 200, answer.text
        found = {each["code"] for each in answer.json()["diagnostics"]}
        assert found <= APPROXIMATED
    else:
        assert answer.json()["code"] == "EMPTY_DRAFT"
    _assert_loads_elsewhere(folder, draft_id, written)


def _assert_loads_elsewhere(folder: Path, draft_id: str, written: Json) -> None:
    from pyJianYingDraft import DraftFolder

    script = DraftFolder(str(folder)).load_template(draft_id)
    kinds = [track.track_type.name for track in script.imported_tracks]
    assert kinds == [PYJIANYING[track["type"]] for track in written["tracks"]]
    script.save()
    again = parse_draft((folder / draft_id / "draft_content.json").read_bytes()).document

    def ids(made: Json) -> list[list[str]]:
        return [[segment["id"] for segment in track["segments"]] for track in made["tracks"]]

    assert sorted(ids(again)) == sorted(ids(written))
    for bucket, held in written["materials"].items():
        kept = {material["id"] for material in again["materials"].get(bucket, [])}
        assert {material["id"] for material in held} <= kept, bucket


@pytest.mark.parametrize("call", BODIES)
def test_what_an_edit_leaves_is_a_draft(studio: Studio, call: str, tmp_path: Path) -> None:
    url = studio.new_draft()
    if call in ("add_effects", "add_filters"):
        # Alone they have nothing to change.
        segment_of(studio, url)
    made = studio.call(call, {"draft_url": url, **BODIES[call](studio, url)})
    # A sticker of ours is said to be one: JianYing's library does not have it.
    assert len(made["warnings"]) == (call == "add_sticker")
    assert_is_a_draft(studio, url, tmp_path)


def test_all_edits_together_leave_a_draft(studio: Studio, tmp_path: Path) -> None:
    url = studio.new_draft()
    for call, body in BODIES.items():
        studio.call(call, {"draft_url": url, **body(studio, url)})
    assert_is_a_draft(studio, url, tmp_path)


def test_what_is_made_and_sent_is_a_draft(studio: Studio, tmp_path: Path) -> None:
    assert_is_a_draft(studio, studio.new_draft(), tmp_path / "created")
    sent = studio.client.post("/v1/upload_draft", content=json.dumps(document()).encode()).json()
    assert_is_a_draft(studio, sent["draft_url"], tmp_path / "uploaded")


@pytest.mark.parametrize(
    ("client", "headers", "base"),
    [
        ("10.0.0.2", {"host": "inside:30000"}, "http://inside:30000"),
        (
            "10.0.0.2",
            {"x-forwarded-proto": "https", "x-forwarded-host": "videos.example, inside"},
            "https://videos.example",
        ),
        ("8.8.8.8", {"x-forwarded-host": "evil.example", "host": "real:1"}, "http://real:1"),
    ],
)
def test_the_files_of_a_draft_are_where_their_caller_can_reach_them(
    studio: Studio, client: str, headers: dict[str, str], base: str
) -> None:
    """Behind a proxy that says so, the URLs are the proxy's; nobody else is believed."""
    draft_id = studio.new_draft().rpartition("=")[2]
    segment_of(studio, studio.url(draft_id))
    caller = TestClient(
        service_app(studio.services), base_url="http://127.0.0.1:30000", client=(client, 50_000)
    )
    listed = caller.get(f"/v1/get_draft?draft_id={draft_id}", headers=headers).json()["files"]
    described = caller.get(f"{NATIVE}/drafts/{draft_id}", headers=headers).json()
    urls = [*listed, described["links"]["archive"], *(file["url"] for file in described["files"])]
    assert len(listed) == len(described["files"]) == 4
    for url in urls:
        assert url.startswith(f"{base}/")
        assert caller.get(unquote(url.removeprefix(base))).status_code == 200
