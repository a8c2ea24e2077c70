"""Drafts arrive from wherever they are."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cutroom.authoring.folder_drafts import FolderDrafts
from cutroom.authoring.library import DraftLibrary
from cutroom.core.errors import (
    BadDraft,
    Cancelled,
    CutroomError,
    LimitExceeded,
    MediaUnreachable,
    NotFound,
    Refused,
)
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.limits import DraftLimits
from cutroom.pipeline.links import ArchiveLink, DocumentLink, LocalDraft, RemoteDraft
from cutroom.pipeline.sources import DraftPath, DraftSource, Obtaining, obtain_draft
from cutroom.pipeline.watch import watch
from cutroom.storage.fetch import Fetcher
from cutroom.storage.fetch_rules import FetchRules
from tests.storage.web import Site, website

ID = "20260101000000deadbeef"
DOCUMENT: dict[str, Any] = {
    "id": "x", "fps": 30.0, "duration": 1_000_000,
    "canvas_config": {"width": 64, "height": 48}, "materials": {}, "tracks": [],
}  # fmt: skip
TEXT = json.dumps(DOCUMENT).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


def environment(folder: Path, **limits: Any) -> Environment:
    rules = FetchRules(allow=("127.0.0.1",), attempts=2, pause_s=0.01, read_timeout_s=5)
    return Environment(
        fetcher=Fetcher(rules, folder / "cache"),
        library=DraftLibrary(FolderDrafts(folder / "drafts"), DraftLimits()),
        facts_dir=folder / "facts",
        draft_limits=DraftLimits(**limits),
    )


def obtain(source: DraftSource, folder: Path, **limits: Any) -> Any:
    patience = watch(lambda: False, 30)
    return obtain_draft(source, Obtaining(environment(folder, **limits), folder / "work", patience))


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def listing(site: Site, files: list[str], path: str = "/v1/get_draft") -> RemoteDraft:
    site.serve(path, json.dumps({"code": 0, "message": "成功", "files": files}).encode())
    return RemoteDraft(site.url(f"{path}?draft_id={ID}"), ID)


def test_a_document_on_this_disk(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_bytes(TEXT)
    opened = obtain(DraftPath(tmp_path / "mine.json"), tmp_path)
    assert (opened.draft.width, opened.root) == (64, tmp_path)


def test_a_zip_on_this_disk(tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_bytes(zipped({"d/draft_content.json": TEXT, "d/a.png": b"png"}))
    opened = obtain(DraftPath(tmp_path / "mine.zip"), tmp_path)
    assert (opened.root / "a.png").read_bytes() == b"png"


def test_nothing_on_this_disk(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        obtain(DraftPath(tmp_path / "none"), tmp_path)


def test_a_draft_of_this_server(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / ID
    folder.mkdir(parents=True)
    (folder / "draft_content.json").write_bytes(TEXT)
    assert obtain(LocalDraft(ID), tmp_path).root == folder


@pytest.mark.parametrize("draft_id", ["20990101000000deadbeef", "../../etc", "..", ""])
def test_an_id_that_is_not_here(tmp_path: Path, draft_id: str) -> None:
    with pytest.raises(NotFound):
        obtain(LocalDraft(draft_id), tmp_path)


def test_a_direct_document(site: Site, tmp_path: Path) -> None:
    opened = obtain(DocumentLink(site.serve("/draft/a.json", TEXT)), tmp_path)
    assert opened.draft.height == 48


def test_a_direct_archive(site: Site, tmp_path: Path) -> None:
    url = site.serve("/draft/a.zip", zipped({"draft_content.json": TEXT, "assets/a.png": b"png"}))
    opened = obtain(ArchiveLink(url), tmp_path)
    assert (opened.root / "assets" / "a.png").read_bytes() == b"png"


def test_the_file_list_of_a_capcut_mate_server(site: Site, tmp_path: Path) -> None:
    base = f"/output/draft/{ID}"
    files = [
        site.serve(f"{base}/draft_content.json", TEXT),
        site.serve(f"{base}/assets/videos/%E7%89%87.mp4", b"video"),
        site.serve(f"{base}/draft_meta_info.json", b"{}"),
    ]
    opened = obtain(listing(site, files), tmp_path)
    assert (opened.root / "assets" / "videos" / "片.mp4").read_bytes() == b"video"
    assert opened.draft.width == 64


def test_a_file_list_whose_paths_do_not_show_the_id(site: Site, tmp_path: Path) -> None:
    files = [site.serve("/d/7/draft_content.json", TEXT), site.serve("/d/7/assets/a.png", b"png")]
    opened = obtain(listing(site, files), tmp_path)
    assert (opened.root / "assets" / "a.png").exists()


def test_the_same_content_has_the_same_digest_by_any_way(site: Site, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_bytes(TEXT)
    link = DocumentLink(site.serve("/a.json", TEXT))
    first, second = obtain(DraftPath(tmp_path / "mine.json"), tmp_path), obtain(link, tmp_path)
    assert first.digest == second.digest
    changed = DocumentLink(site.serve("/b.json", TEXT.replace(b"64", b"66")))
    assert obtain(changed, tmp_path).digest != first.digest


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"<html>", BadDraft),
        (b"[]", NotFound),
        (b"{}", NotFound),
        (b'{"code": 2001, "message": "no such draft"}', NotFound),
        (b'{"files": []}', NotFound),
        (b"[" * 100_000, BadDraft),
    ],
)
def test_an_answer_that_is_no_file_list(
    site: Site, tmp_path: Path, answer: bytes, error: type[CutroomError]
) -> None:
    link = RemoteDraft(site.serve("/v1/get_draft", answer), ID)
    with pytest.raises(error):
        obtain(link, tmp_path)


@pytest.mark.parametrize(
    "path", ["/x/../../evil.json", "/%2e%2e/%2e%2e/evil", "/a%5c..%5cevil", "/a%00b", "/"]
)
def test_a_listed_path_cannot_leave_the_folder(site: Site, tmp_path: Path, path: str) -> None:
    base = f"/output/draft/{ID}"
    files = [
        site.serve(f"{base}/draft_content.json", TEXT),
        f"http://127.0.0.1:{site.port}{base}{path}",
    ]
    with pytest.raises(BadDraft, match="unusable path"):
        obtain(listing(site, files), tmp_path)


def test_a_listed_file_at_a_private_address_is_refused(site: Site, tmp_path: Path) -> None:
    base = f"/output/draft/{ID}"
    files = [
        site.serve(f"{base}/draft_content.json", TEXT),
        f"http://127.0.0.9:{site.port}{base}/a.mp4",
    ]
    with pytest.raises(Refused):
        obtain(listing(site, files), tmp_path)


def test_too_many_listed_files_are_refused(site: Site, tmp_path: Path) -> None:
    files = [site.url(f"/output/draft/{ID}/{number}") for number in range(11)]
    with pytest.raises(LimitExceeded):
        obtain(listing(site, files), tmp_path, files=10)


def test_a_missing_document_is_not_found_and_a_dead_host_may_come_back(
    site: Site, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        obtain(DocumentLink(site.url("/none.json")), tmp_path)
    site.answers["/down.json"] = lambda request: request.reply(502)
    with pytest.raises(MediaUnreachable, match="The draft cannot be fetched"):
        obtain(DocumentLink(site.url("/down.json")), tmp_path)


def test_a_document_over_its_limit_is_refused(site: Site, tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded):
        obtain(DocumentLink(site.serve("/a.json", TEXT)), tmp_path, document_bytes=100)


def test_obtaining_can_be_cancelled(site: Site, tmp_path: Path) -> None:
    obtaining = Obtaining(environment(tmp_path), tmp_path / "work", watch(lambda: True, 30))
    with pytest.raises(Cancelled):
        obtain_draft(DocumentLink(site.serve("/a.json", TEXT)), obtaining)
