"""Results are put away and read again, the same way in a folder and in a bucket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cutroom.core.errors import InvalidRequest, NotFound, StorageError
from cutroom.storage.bucket import open_store
from cutroom.storage.store import FolderStore, Store
from tests.storage.bucket_server import Bucket, bucket_server


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with bucket_server() as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "folder":
        yield open_store("", tmp_path / "results")
        return
    with bucket_server() as running:
        yield open_store(running.url, tmp_path / "results")


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "video.mp4"
    path.write_bytes(bytes(range(256)) * 10)
    return path


def test_what_was_put_can_be_read(store: Store, video: Path) -> None:
    stored = store.put("task1/1.mp4", video)
    assert (stored.key, stored.size) == ("task1/1.mp4", 2560)
    assert b"".join(store.read("task1/1.mp4")) == video.read_bytes()
    assert store.stat("task1/1.mp4") == stored


@pytest.mark.parametrize(
    ("start", "length"), [(0, 10), (100, None), (2550, 100), (255, 1), (2560, None)]
)
def test_a_part_can_be_read(store: Store, video: Path, start: int, length: int | None) -> None:
    store.put("a/b.mp4", video)
    end = None if length is None else start + length
    assert b"".join(store.read("a/b.mp4", start, length)) == video.read_bytes()[start:end]


def test_deleting_takes_the_halves_of_killed_processes_along(tmp_path: Path, video: Path) -> None:
    store = FolderStore(tmp_path / "results")
    store.put("task1/1.mp4", video)
    (tmp_path / "results" / "task1" / ".1.mp4.0123abcd").write_bytes(b"half")
    store.delete("task1/1.mp4")
    assert not (tmp_path / "results" / "task1").exists()
    (tmp_path / "results" / "task2").mkdir()
    (tmp_path / "results" / "task2" / ".1.mp4.0123abcd").write_bytes(b"half")
    store.delete("task2/1.mp4")
    assert not (tmp_path / "results" / "task2").exists()


def test_a_large_file_goes_through_whole(store: Store, tmp_path: Path) -> None:
    big = tmp_path / "big.mp4"
    big.write_bytes(os.urandom(1 << 20) * 12)
    store.put("big.mp4", big)
    assert b"".join(store.read("big.mp4")) == big.read_bytes()


def test_putting_again_replaces(store: Store, video: Path, tmp_path: Path) -> None:
    first = store.put("a.mp4", video)
    video.write_bytes(b"new")
    second = store.put("a.mp4", video)
    assert b"".join(store.read("a.mp4")) == b"new"
    assert first.etag != second.etag


def test_what_is_not_there(store: Store) -> None:
    assert store.stat("no/file.mp4") is None
    assert store.local_path("no/file.mp4") is None
    with pytest.raises(NotFound):
        store.read("no/file.mp4")
    store.delete("no/file.mp4")


def test_deleting_and_listing(store: Store, video: Path) -> None:
    for key in ("a/1.mp4", "a/2.mp4", "b/1.mp4"):
        store.put(key, video)
    assert [item.key for item in store.list()] == ["a/1.mp4", "a/2.mp4", "b/1.mp4"]
    assert [(item.key, item.size) for item in store.list("a")] == [
        ("a/1.mp4", 2560),
        ("a/2.mp4", 2560),
    ]
    store.delete("a/1.mp4")
    assert [item.key for item in store.list()] == ["a/2.mp4", "b/1.mp4"]


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../a", "a/../b", "a//b", ".hidden", "a/.b", "a b", "a\\b", "a\0b", "视频"],
)
def test_a_key_that_could_lead_elsewhere_is_refused(store: Store, video: Path, key: str) -> None:
    for call in (lambda: store.put(key, video), lambda: store.stat(key), lambda: store.delete(key)):
        with pytest.raises(InvalidRequest):
            call()


def test_a_full_disk_leaves_nothing_and_is_told(
    tmp_path: Path, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    store = FolderStore(tmp_path / "results")
    store.put("a.mp4", video)
    monkeypatch.setattr("os.fsync", full)
    video.write_bytes(b"new")
    with pytest.raises(StorageError, match="No space left on device"):
        store.put("a.mp4", video)
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["a.mp4"]
    assert (tmp_path / "results" / "a.mp4").stat().st_size == 2560


def test_folders_left_empty_go_too(tmp_path: Path, video: Path) -> None:
    store = FolderStore(tmp_path / "results")
    store.put("a/b/c.mp4", video)
    store.delete("a/b/c.mp4")
    assert list((tmp_path / "results").iterdir()) == []


def test_a_folder_hands_out_the_file_itself(tmp_path: Path, video: Path) -> None:
    store = FolderStore(tmp_path / "results")
    store.put("a.mp4", video)
    assert store.local_path("a.mp4") == tmp_path / "results" / "a.mp4"
    assert store.presign("a.mp4", 60) is None


def test_a_bucket_hands_out_a_signed_url(bucket: Bucket, tmp_path: Path, video: Path) -> None:
    store = open_store(bucket.url, tmp_path)
    store.put("task/1.mp4", video)
    url = store.presign("task/1.mp4", 600)
    assert url is not None
    assert url.startswith(f"http://127.0.0.1:{bucket.port}/results/videos/task/1.mp4?")
    assert "X-Amz-Signature=" in url
    assert "secret" not in url
    answer = httpx.get(url, trust_env=False)
    assert answer.content == video.read_bytes()
    assert answer.headers["Content-Type"] == "video/mp4"


def test_a_bucket_keeps_to_its_prefix(bucket: Bucket, tmp_path: Path, video: Path) -> None:
    open_store(bucket.url, tmp_path).put("1.mp4", video)
    assert list(bucket.objects) == ["videos/1.mp4"]


def test_a_bucket_that_refuses_is_a_storage_error_without_secrets(
    bucket: Bucket, tmp_path: Path, video: Path
) -> None:
    bucket.refuse = True
    with pytest.raises(StorageError) as caught:
        open_store(bucket.url, tmp_path).put("1.mp4", video)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["http://bucket/x", "bucket", "s3://", "s3:///x", "s3://b?no_such_parameter=1", "redis://x"],
)
def test_a_storage_url_that_cannot_be_used_names_the_setting(url: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest) as caught:
        open_store(url, tmp_path)
    assert caught.value.field == "CUTROOM_STORAGE_URL"
