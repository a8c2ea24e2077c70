"""The files a draft uses are found or fetched, or it is said which one is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cutroom.authoring.folder_drafts import FolderDrafts
from cutroom.authoring.library import DraftLibrary
from cutroom.core.errors import LimitExceeded, MediaError, MediaUnreachable, Refused
from cutroom.draft.folder import open_draft
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.limits import DraftLimits
from cutroom.pipeline.materials import Gathered, Gathering
from cutroom.pipeline.watch import watch
from cutroom.storage.fetch import Fetcher
from cutroom.storage.fetch_rules import FetchRules
from tests.pipeline.small import RED, document, draft_folder, draw_photo, write_document
from tests.storage.web import Site, website


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


def gather(draft: Path, folder: Path, **changes: Any) -> Gathered:
    rules = FetchRules(allow=("127.0.0.1",), attempts=2, pause_s=0.01)
    environment = Environment(
        fetcher=Fetcher(rules, folder / "cache"),
        library=DraftLibrary(FolderDrafts(folder / "drafts"), DraftLimits()),
        facts_dir=folder / "facts",
        **changes,
    )
    opened = open_draft(draft)
    gathering = Gathering(opened, folder / "work", environment, watch(lambda: False, 30))
    return gathering.run(lambda done, total: None)


def test_files_in_the_drafts_folder_are_used_where_they_lie(tmp_path: Path) -> None:
    draft = draft_folder(tmp_path / "draft")
    gathered = gather(draft, tmp_path)
    found = {Path(medium.path).name for medium in gathered.media}
    assert found == {"red.png", "blue.png", "tone.wav"}
    assert all(Path(medium.path).is_relative_to(draft) for medium in gathered.media)


def test_a_file_by_url_is_fetched_into_the_work_folder(site: Site, tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "red.png", RED)
    url = site.serve("/媒体/red.PNG", photo.read_bytes())
    draft = write_document(tmp_path / "draft", document([url]))
    (medium,) = gather(draft, tmp_path).media
    assert Path(medium.path).read_bytes() == photo.read_bytes()
    assert Path(medium.path).parent == tmp_path / "work"
    assert Path(medium.path).suffix == ".png"


def test_one_url_used_often_is_fetched_once(site: Site, tmp_path: Path) -> None:
    url = site.serve("/a.png", draw_photo(tmp_path / "red.png", RED).read_bytes())
    draft = write_document(tmp_path / "draft", document([url] * 5))
    gather(draft, tmp_path)
    assert site.paths == ["/a.png"]


def test_a_missing_file_is_named_with_where_it_was_looked_for(tmp_path: Path) -> None:
    draft = write_document(tmp_path / "draft", document(["assets/summer.png"]))
    with pytest.raises(MediaError, match=r"summer\.png.*segment 1.*cannot be found") as caught:
        gather(draft, tmp_path)
    assert not isinstance(caught.value, MediaUnreachable)
    assert caught.value.material == "summer.png"
    assert "assets/summer.png" in caught.value.details["looked_for"]  # type: ignore[operator]


def test_a_url_that_is_gone_names_the_material(site: Site, tmp_path: Path) -> None:
    draft = write_document(tmp_path / "draft", document([site.url("/gone.png?token=secret")]))
    with pytest.raises(MediaError, match=r"gone\.png.*segment 1.*answers 404") as caught:
        gather(draft, tmp_path)
    assert "secret" not in str(caught.value) + str(caught.value.details)


def test_a_host_that_is_down_is_worth_another_try(site: Site, tmp_path: Path) -> None:
    site.answers["/a.png"] = lambda request: request.reply(503)
    draft = write_document(tmp_path / "draft", document([site.url("/a.png")]))
    with pytest.raises(MediaUnreachable, match="segment 1"):
        gather(draft, tmp_path)


def test_a_private_address_is_refused_by_the_name_of_the_material(tmp_path: Path) -> None:
    draft = write_document(tmp_path / "draft", document(["http://127.0.0.7/a.png"]))
    with pytest.raises(Refused, match=r"segment 1.*127\.0\.0\.7"):
        gather(draft, tmp_path)


def test_a_local_file_outside_every_allowed_folder_is_refused(tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "elsewhere" / "red.png", RED)
    draft = write_document(tmp_path / "draft", document([str(photo)]))
    with pytest.raises(Refused, match="segment 1"):
        gather(draft, tmp_path)
    (medium,) = gather(draft, tmp_path, media_roots=(photo.parent,)).media
    assert medium.path == str(photo)


def test_a_link_out_of_the_drafts_folder_is_not_followed(tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "elsewhere" / "red.png", RED)
    draft = write_document(tmp_path / "draft", document(["assets/red.png"]))
    (draft / "assets").mkdir()
    (draft / "assets" / "red.png").symlink_to(photo)
    with pytest.raises((MediaError, Refused)):
        gather(draft, tmp_path)


def test_an_optional_file_that_is_missing_becomes_a_diagnostic(tmp_path: Path) -> None:
    draft = draft_folder(tmp_path / "draft")
    made = document(["assets/red.png"])
    text = {
        "id": "t1", "type": "text", "font_path": "/nowhere/missing.ttf",
        "content": '{"text":"hi","styles":[{"range":[0,2],"size":10,"font":{"path":"/nowhere/missing.ttf"}}]}',
    }  # fmt: skip
    made["materials"]["texts"] = [text]
    made["tracks"].append({"id": "t", "type": "text", "segments": [
        {"id": "s", "material_id": "t1", "target_timerange": {"start": 0, "duration": 1_000_000}},
    ]})  # fmt: skip
    write_document(draft, made)
    gathered = gather(draft, tmp_path)
    assert [note.code for note in gathered.diagnostics] == ["material-missing"]
    assert "missing.ttf" in gathered.diagnostics[0].message


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    draft = write_document(tmp_path / "draft", document([f"assets/{n}.png" for n in range(20)]))
    with pytest.raises(LimitExceeded):
        gather(draft, tmp_path, draft_limits=DraftLimits(files=10))
