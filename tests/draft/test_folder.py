"""The right document of a folder is opened, whatever program left it."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path
from typing import Any

import pytest

from cutroom.core.errors import BadDraft, EncryptedDraft, LimitExceeded, NotFound
from cutroom.draft.codec import dump_draft
from cutroom.draft.compound import nested_draft
from cutroom.draft.folder import OpenedDraft, open_draft
from tests.draft.documents import Document, document, plain_text_2021, segment, track, video

ENCRYPTED = base64.b64encode(random.Random(3).randbytes(2000))


def named(name: str, clips: bool = True) -> Document:
    """A document whose id is ``name``."""
    tracks = [track("video", segment("s", "v", (0, 9)))] if clips else []
    return document("110.0.0", {"videos": [video("v")]}, tracks, id=name)


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def opened_id(path: Path) -> str:
    return str(open_draft(path).draft.document["id"])


@pytest.mark.parametrize(
    "name", ["draft_content.json", "draft_info.json", "template.tmp", "draft_info.json.bak"]
)
def test_a_folder_is_opened_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, named("A"))
    found = open_draft(tmp_path)
    assert (found.draft.document["id"], found.root, found.source) == (
        "A",
        tmp_path,
        tmp_path / name,
    )


def test_a_document_is_opened_with_its_folder_as_root(tmp_path: Path) -> None:
    path = write(tmp_path / "anything.json", plain_text_2021())
    assert open_draft(path).root == tmp_path


def test_the_windows_name_goes_first_unless_it_is_unreadable_or_blank(tmp_path: Path) -> None:
    write(tmp_path / "draft_info.json", named("mac"))
    write(tmp_path / "draft_content.json", named("windows"))
    assert opened_id(tmp_path) == "windows"
    write(tmp_path / "draft_content.json", named("windows", clips=False))
    assert opened_id(tmp_path) == "mac"
    write(tmp_path / "draft_content.json", b'{"cut off')
    assert opened_id(tmp_path) == "mac"
    write(tmp_path / "draft_info.json", named("mac", clips=False))
    with pytest.raises(BadDraft, match=r"draft_content\.json"):
        open_draft(tmp_path)


def test_a_mirror_serves_only_when_nothing_else_can_be_read(tmp_path: Path) -> None:
    write(tmp_path / "template.tmp", named("mirror"))
    write(tmp_path / "draft_content.json", named("main", clips=False))
    assert opened_id(tmp_path) == "main"
    write(tmp_path / "draft_content.json", b"")
    assert opened_id(tmp_path) == "mirror"


def test_the_project_card_gives_the_name_and_may_be_unreadable(tmp_path: Path) -> None:
    write(tmp_path / "draft_content.json", named("A"))
    assert (open_draft(tmp_path).meta, open_draft(tmp_path).name) == ({}, tmp_path.name)
    write(tmp_path / "draft_meta_info.json", {"draft_name": "夏天"})
    assert open_draft(tmp_path).name == "夏天"
    write(tmp_path / "draft_meta_info.json", ENCRYPTED)
    assert open_draft(tmp_path).meta == {}


def test_an_encrypted_draft_is_said_to_be_one(tmp_path: Path) -> None:
    write(tmp_path / "draft_content.json", ENCRYPTED)
    with pytest.raises(EncryptedDraft) as caught:
        open_draft(tmp_path)
    assert "draft_content.json" in caught.value.message
    assert "CapCut" in caught.value.hint


def test_a_key_store_beside_an_unreadable_document_tells_it_is_encrypted(tmp_path: Path) -> None:
    write(tmp_path / "draft_content.json", b"\x01\x02 short")
    with pytest.raises(BadDraft) as before:
        open_draft(tmp_path)
    assert not isinstance(before.value, EncryptedDraft)
    write(tmp_path / "crypto_key_store.dat", b"key")
    with pytest.raises(EncryptedDraft):
        open_draft(tmp_path)


def test_a_wrapped_folder_is_unwrapped_and_several_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "draft_content.json", named("inner"))
    write(tmp_path / "__MACOSX" / "draft_content.json", named("resource fork"))
    assert opened_id(tmp_path) == "inner"
    assert open_draft(tmp_path).root == tmp_path / "a" / "b"
    write(tmp_path / "c" / "draft_content.json", named("other"))
    assert opened_id(tmp_path) == "other"
    write(tmp_path / "d" / "draft_info.json", named("third"))
    with pytest.raises(BadDraft, match="several drafts: c, d"):
        open_draft(tmp_path)


def test_what_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_draft(tmp_path / "gone")
    with pytest.raises(BadDraft, match=r"holds no draft_content\.json"):
        open_draft(tmp_path)


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    path = write(tmp_path / "draft_content.json", named("A"))
    first = open_draft(tmp_path).digest
    assert open_draft(path).digest == first
    write(path, named("B"))
    assert open_draft(tmp_path).digest != first


def project(root: Path, *ids: str, deleted: tuple[str, ...] = (), **more: Any) -> None:
    entries = [{"id": name, "name": name, "is_marked_delete": name in deleted} for name in ids]
    write(root / "Timelines" / "project.json", {"timelines": entries, **more})
    for name in ids:
        write(root / "Timelines" / name / "draft_content.json", named(name))


def test_of_several_timelines_the_active_one_is_shown(tmp_path: Path) -> None:
    project(tmp_path, "one", "two", "three", deleted=("one",), main_timeline_id="two")
    assert opened_id(tmp_path) == "two"
    write(tmp_path / "draft_content.json", named("three") | {"duration": 1})
    assert open_draft(tmp_path).source == tmp_path / "Timelines" / "three" / "draft_content.json"
    write(tmp_path / "timeline_layout.json", {"activeTimeline": "one"})
    assert (opened_id(tmp_path), open_draft(tmp_path).root) == ("one", tmp_path)


def test_the_only_timeline_left_is_shown(tmp_path: Path) -> None:
    project(tmp_path, "one", "two", deleted=("two",))
    assert opened_id(tmp_path) == "one"


def test_without_a_choice_the_root_document_is_shown(tmp_path: Path) -> None:
    project(tmp_path, "one", "two")
    write(tmp_path / "draft_content.json", named("root"))
    assert opened_id(tmp_path) == "root"
    write(tmp_path / "timeline_layout.json", {"activeTimeline": "one"})
    write(tmp_path / "Timelines" / "one" / "draft_content.json", b"{damaged")
    assert opened_id(tmp_path) == "root"


@pytest.mark.parametrize("name", ["../outside", "..", ".", "/", "one/../../outside", "\0", ""])
def test_the_id_of_a_timeline_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    root = tmp_path / "draft"
    project(root, "one", "two")
    write(tmp_path / "outside" / "draft_content.json", named("outside"))
    write(root / "draft_content.json", named("root"))
    write(root / "timeline_layout.json", {"activeTimeline": name})
    assert opened_id(root) == "root"


# -- compound clips in files of their own ------------------------------------------------------------


def compound(name: str, *material: Document) -> Document:
    clips = [segment("s", "x", (0, 9), extra_material_refs=[m["id"] for m in material])]
    return document("110.0.0", {"drafts": [*material]}, [track("video", *clips)], id=name)


def inside(opened: OpenedDraft | Any, *way: str) -> str:
    draft = opened.draft
    for name in way:
        draft = nested_draft(draft.materials[name])
        assert draft is not None
    return str(draft.document["id"])


def test_a_compound_clip_in_a_file_of_its_own_is_read_in(tmp_path: Path) -> None:
    write(
        tmp_path / "draft_content.json",
        compound("outer", {"id": "d", "draft_file_path": "C:\\x\\subdraft\\u1\\sub.json"}),
    )
    write(tmp_path / "subdraft" / "u1" / "sub.json", compound("middle", {"id": "e", "draft": None}))
    write(tmp_path / "subdraft" / "e" / "draft_content.json", named("inner"))
    found = open_draft(tmp_path)
    assert (inside(found, "d"), inside(found, "d", "e")) == ("middle", "inner")
    before = found.digest
    write(tmp_path / "subdraft" / "e" / "draft_content.json", named("changed"))
    assert open_draft(tmp_path).digest != before


def test_a_compound_clip_that_holds_its_draft_is_left_as_it_is(tmp_path: Path) -> None:
    held = compound(
        "outer",
        {"id": "d", "draft": named("held"), "draft_file_path": "subdraft/d/draft_content.json"},
    )
    write(tmp_path / "draft_content.json", held)
    write(tmp_path / "subdraft" / "d" / "draft_content.json", named("file"))
    found = open_draft(tmp_path)
    assert inside(found, "d") == "held"
    assert json.loads(dump_draft(found.draft)) == held


def test_a_lost_compound_clip_stays_empty(tmp_path: Path) -> None:
    write(
        tmp_path / "draft_content.json",
        compound("outer", {"id": "d", "draft_file_path": "../../etc/passwd"}),
    )
    assert nested_draft(open_draft(tmp_path).draft.materials["d"]) is None


def test_compound_clips_that_contain_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "draft_content.json", compound("outer", {"id": "a"}))
    write(tmp_path / "subdraft" / "a" / "draft_content.json", compound("a", {"id": "b"}))
    write(tmp_path / "subdraft" / "b" / "draft_content.json", compound("b", {"id": "a"}))
    with pytest.raises(BadDraft, match="contain each other"):
        open_draft(tmp_path)


def test_compound_clips_may_not_nest_without_end(tmp_path: Path) -> None:
    write(tmp_path / "draft_content.json", compound("outer", {"id": "0"}))
    for number in range(40):
        write(
            tmp_path / "subdraft" / str(number) / "draft_content.json",
            compound("x", {"id": str(number + 1)}),
        )
    with pytest.raises(LimitExceeded, match="nested"):
        open_draft(tmp_path)
