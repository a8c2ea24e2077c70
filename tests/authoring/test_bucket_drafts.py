"""Drafts that hosts share through a bucket: every edit lands once, whoever collides, dies or hears nothing."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cutroom.authoring.bucket_drafts import SETTING, BucketDrafts
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.keeping import Unused
from cutroom.authoring.library import DraftLibrary
from cutroom.core.errors import (
    DraftLocked,
    InvalidRequest,
    LimitExceeded,
    NotFound,
    StorageError,
)
from cutroom.pipeline.limits import DraftLimits
from cutroom.storage.bucket import open_bucket
from tests.authoring.test_editing import add_text, texts
from tests.storage.bucket_server import Bucket, bucket_server

EDITOR = """
import sys
from pathlib import Path
from cutroom.authoring.bucket_drafts import BucketDrafts
from cutroom.authoring.library import DraftLibrary
from cutroom.pipeline.limits import DraftLimits
from cutroom.storage.bucket import open_bucket
library = DraftLibrary(BucketDrafts(open_bucket(sys.argv[1]), Path(sys.argv[2])), DraftLimits())
for number in range(int(sys.argv[4])):
    library.edit(sys.argv[3], lambda draft: draft.add("texts", content=""))
"""


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with bucket_server() as running:
        yield running


def host(bucket: Bucket, copies: Path, **limits: int) -> DraftLibrary:
    """The library of a host with a disk of its own."""
    return DraftLibrary(
        BucketDrafts(open_bucket(bucket.url, SETTING), copies), DraftLimits(**limits)
    )


@pytest.fixture
def one(bucket: Bucket, tmp_path: Path) -> DraftLibrary:
    return host(bucket, tmp_path / "one")


@pytest.fixture
def other(bucket: Bucket, tmp_path: Path) -> DraftLibrary:
    return host(bucket, tmp_path / "other")


def keys(bucket: Bucket, below: str) -> list[str]:
    return sorted(key for key in bucket.objects if key.startswith(f"videos/{below}"))


def test_fifty_parallel_edits_of_two_hosts_all_land(
    one: DraftLibrary, other: DraftLibrary, bucket: Bucket
) -> None:
    draft_id = one.create(640, 360)
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(lambda n: add_text((one, other)[n % 2], draft_id), range(50)))
    assert texts(one, draft_id) == texts(other, draft_id) == 50
    # What was replaced is gone: the document, which has two names, and the card.
    assert len(keys(bucket, "files/")) == 2
    assert keys(bucket, "probe/") == []


def test_edits_of_several_processes_all_land_and_a_killed_one_blocks_nobody(
    one: DraftLibrary, bucket: Bucket, tmp_path: Path
) -> None:
    draft_id = one.create(640, 360)

    def editor(name: str, edits: int) -> subprocess.Popen[bytes]:
        command = [bucket.url, str(tmp_path / name), draft_id, str(edits)]
        return subprocess.Popen([sys.executable, "-c", EDITOR, *command])

    victim = editor("victim", 10**6)
    while texts(one, draft_id) < 3:
        assert victim.poll() is None
    victim.kill()
    victim.wait()
    done = texts(one, draft_id)
    editors = [editor("same", 10), editor("same", 10), editor("alone", 10)]
    for _ in range(10):
        add_text(one, draft_id)
    assert [each.wait(60) for each in editors] == [0, 0, 0]
    assert texts(one, draft_id) == done + 40


def test_an_edit_whose_answer_is_lost_is_done_once(one: DraftLibrary, bucket: Bucket) -> None:
    draft_id = one.create(640, 360)
    add_text(one, draft_id)
    bucket.lost_answers = 1
    add_text(one, draft_id)
    assert bucket.lost_answers == 0
    assert texts(one, draft_id) == 2


def test_an_error_leaves_the_draft_as_it_was(one: DraftLibrary, bucket: Bucket) -> None:
    draft_id = one.create(640, 360)
    add_text(one, draft_id)
    before = dict(bucket.objects)

    def fail(draft: DraftDocument) -> None:
        draft.add("texts", content="")
        raise InvalidRequest("no")

    with pytest.raises(InvalidRequest):
        one.edit(draft_id, fail)
    bucket.refuse = True
    with pytest.raises(StorageError, match="bucket failed"):
        add_text(one, draft_id)
    bucket.refuse = False
    assert bucket.objects == before
    assert texts(one, draft_id) == 1


def test_a_bucket_that_ignores_conditions_is_refused(one: DraftLibrary, bucket: Bucket) -> None:
    bucket.heedless = True
    with pytest.raises(StorageError, match="conditions") as caught:
        one.create(640, 360)
    assert SETTING in caught.value.hint
    assert bucket.objects == {}


def test_a_draft_with_media_is_whole_on_every_host(
    one: DraftLibrary, other: DraftLibrary, bucket: Bucket, tmp_path: Path
) -> None:
    archive = tmp_path / "draft.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("mine/draft_content.json", '{"materials": {}, "tracks": []}')
        packed.writestr("mine/assets/videos/a.mp4", b"film" * 1000)
        packed.writestr("mine/Resources/字体.ttf", b"font")
    draft_id = one.import_archive(archive)
    names = [file.name for file in one.files(draft_id)]
    assert "assets/videos/a.mp4" in names
    assert "Resources/字体.ttf" in names
    assert other.files(draft_id) == one.files(draft_id)
    add_text(other, draft_id)
    # An edit needs no media, so none are fetched for it.
    copy = tmp_path / "other" / draft_id
    assert not (copy / "assets").exists()
    assert other.file(draft_id, "assets/videos/a.mp4").read_bytes() == b"film" * 1000
    assert (other.folder(draft_id) / "Resources" / "字体.ttf").read_bytes() == b"font"
    target = tmp_path / "packed.zip"
    one.write_archive(draft_id, target)
    with zipfile.ZipFile(target) as packed:
        assert packed.namelist() == [f"{draft_id}/{name}" for name in names]
        content = packed.read(f"{draft_id}/draft_content.json")
    assert content == other.file(draft_id, "draft_info.json").read_bytes()
    for name in ("none", "../x", ".lock", ".copy.json", "assets"):
        with pytest.raises(NotFound):
            one.file(draft_id, name)
    one.delete(draft_id)
    assert bucket.objects == {}
    for use in (other.read, other.folder, other.files, other.touch, other.delete):
        with pytest.raises(NotFound):
            use(draft_id)
    with pytest.raises(NotFound):
        add_text(other, draft_id)


def test_ids_that_cannot_be_are_not_looked_for(one: DraftLibrary) -> None:
    assert not one.knows("../../etc")
    assert not one.knows("nobody-made-this")
    for draft_id in ("../../etc", "nobody-made-this"):
        with pytest.raises(NotFound):
            add_text(one, draft_id)
    assert not one.root.exists()


def test_a_draft_made_of_its_content_is_made_once_and_again_after_it_went(
    one: DraftLibrary, other: DraftLibrary, bucket: Bucket
) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = pool.map(
            lambda n: (one, other)[n % 2].import_value({"tracks": []}, "sent-12345678"), range(8)
        )
        assert set(made) == {"sent-12345678"}
    assert len(keys(bucket, "files/")) == 2
    one.delete("sent-12345678")
    other.import_value({"tracks": [], "name": "again"}, "sent-12345678")
    assert one.read("sent-12345678").document["name"] == "again"


def test_a_limit_holds_in_a_bucket_too(bucket: Bucket, tmp_path: Path) -> None:
    library = host(bucket, tmp_path, document_bytes=10_000)
    draft_id = library.create(640, 360)
    with pytest.raises(LimitExceeded):
        library.edit(draft_id, lambda draft: draft.add("texts", content="x" * 10_000))


def test_unused_drafts_go_and_used_ones_stay(
    one: DraftLibrary, other: DraftLibrary, bucket: Bucket
) -> None:
    old, busy, touched, young = (one.create(640, 360) for _ in range(4))
    for draft_id in (old, busy, touched):
        bucket.modified[f"videos/heads/{draft_id}"] -= 8 * 86_400
    other.touch(touched)
    week = Unused(time.time() - 7 * 86_400, 0)
    for_ever = Unused(None, 0)
    assert one.sweep(for_ever, lambda draft_id: False) == 0
    assert one.sweep(week, lambda draft_id: draft_id == busy) == 1
    assert [one.knows(each) for each in (old, busy, touched, young)] == [False, True, True, True]
    assert keys(bucket, f"files/{old}") == []


def test_a_removal_that_was_cut_short_is_finished(
    one: DraftLibrary, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = one.import_value({"tracks": []}, "sent-12345678")
    with monkeypatch.context() as patch:
        patch.setattr(BucketDrafts, "_discard", lambda *_: None)
        patch.setattr("cutroom.storage.bucket.BucketStore.delete", _dies)
        with pytest.raises(KeyboardInterrupt):
            one.delete(draft_id)
    assert not one.knows(draft_id)
    with pytest.raises(DraftLocked, match="being removed"):
        one.import_value({"tracks": []}, draft_id)
    assert one.sweep(Unused(None, 0), lambda draft_id: False) == 0
    bucket.modified[f"videos/heads/{draft_id}"] -= 2 * 86_400
    one.sweep(Unused(None, 0), lambda draft_id: False)
    assert bucket.objects == {}
    assert one.import_value({"tracks": []}, draft_id) == draft_id


def _dies(store: object, key: str) -> None:
    raise KeyboardInterrupt


def test_copies_that_nobody_reads_go_and_come_back(one: DraftLibrary, tmp_path: Path) -> None:
    draft_id = one.create(640, 360)
    copy = one.folder(draft_id)
    one.sweep(Unused(None, time.time() - 86_400), lambda draft_id: False)
    assert copy.exists()
    one.sweep(Unused(None, time.time() + 60), lambda draft_id: False)
    assert not copy.exists()
    add_text(one, draft_id)
    assert texts(one, draft_id) == 1


def test_a_copy_that_is_damaged_is_filled_again(one: DraftLibrary) -> None:
    draft_id = one.create(640, 360)
    folder = one.folder(draft_id)
    (folder / "draft_content.json").unlink()
    add_text(one, draft_id)
    (folder / ".copy.json").write_bytes(b"[")
    add_text(one, draft_id)
    assert texts(one, draft_id) == 2
