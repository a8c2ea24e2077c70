"""Edits are whole or do not happen, one after the other, whoever makes them."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cutroom.authoring import locking
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.folder_drafts import FolderDrafts
from cutroom.authoring.library import DraftLibrary
from cutroom.authoring.locking import draft_lock
from cutroom.authoring.notes import Notes
from cutroom.authoring.overlays import add_filters
from cutroom.authoring.requests import AddFilters
from cutroom.core.errors import BadDraft, DraftLocked, InvalidRequest, LimitExceeded, NotFound
from cutroom.pipeline.limits import DraftLimits

EDITOR = """
import sys
import threading
import time
from pathlib import Path
from cutroom.authoring.folder_drafts import FolderDrafts
from cutroom.authoring.library import DraftLibrary
from cutroom.pipeline.limits import DraftLimits
library = DraftLibrary(FolderDrafts(Path(sys.argv[1])), DraftLimits())
for number in range(int(sys.argv[3])):
    library.edit(sys.argv[2], lambda draft: draft.add("texts", content=""))
"""


@pytest.fixture
def library(tmp_path: Path) -> DraftLibrary:
    return DraftLibrary(FolderDrafts(tmp_path / "drafts"), DraftLimits())


def texts(library: DraftLibrary, draft_id: str) -> int:
    return len(library.read(draft_id).document["materials"]["texts"])


def add_text(library: DraftLibrary, draft_id: str) -> None:
    library.edit(draft_id, lambda draft: draft.add("texts", content=""))


def filters(*titles: str) -> AddFilters:
    items = [{"filter_title": title, "start": 0, "end": 1} for title in titles]
    return AddFilters.model_validate({"draft_url": "x", "filter_infos": items})


def test_fifty_parallel_edits_all_land(library: DraftLibrary) -> None:
    draft_id = library.create(640, 360)
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(lambda _: add_text(library, draft_id), range(50)))
    assert texts(library, draft_id) == 50


def test_edits_of_several_processes_and_saves_all_land(
    library: DraftLibrary, tmp_path: Path
) -> None:
    draft_id = library.create(640, 360)
    command = [sys.executable, "-c", EDITOR, str(tmp_path / "drafts"), draft_id, "20"]
    editors = [subprocess.Popen(command) for _ in range(3)]
    for _ in range(20):
        library.save(draft_id)
        add_text(library, draft_id)
    assert [editor.wait(60) for editor in editors] == [0, 0, 0]
    assert texts(library, draft_id) == 80


def test_an_editor_that_is_killed_lets_go_of_the_draft(
    library: DraftLibrary, tmp_path: Path
) -> None:
    draft_id = library.create(640, 360)
    command = [sys.executable, "-c", EDITOR, str(tmp_path / "drafts"), draft_id, "1000000"]
    editor = subprocess.Popen(command)
    while texts(library, draft_id) < 3:
        assert editor.poll() is None
    editor.kill()
    editor.wait()
    done = texts(library, draft_id)
    add_text(library, draft_id)
    assert texts(library, draft_id) == done + 1


def test_an_error_leaves_the_draft_as_it_was(library: DraftLibrary) -> None:
    draft_id = library.create(640, 360)
    folder = library.folder(draft_id)
    before = {path.name: path.read_bytes() for path in folder.glob("draft*")}
    with pytest.raises(InvalidRequest):
        library.edit(draft_id, lambda draft: add_filters(draft, filters("1980", "none such")))
    assert {path.name: path.read_bytes() for path in folder.glob("draft*")} == before
    assert [file.name for file in library.files(draft_id)] == sorted(before)


def test_who_waits_too_long_is_told(library: DraftLibrary) -> None:
    folder = library.folder(library.create(640, 360))
    with (
        draft_lock(folder),
        pytest.raises(DraftLocked, match="edited by others"),
        draft_lock(folder, wait_s=0.05),
    ):
        pass


def test_a_draft_that_is_gone_cannot_be_edited(library: DraftLibrary) -> None:
    draft_id = library.create(640, 360)
    folder = library.folder(draft_id)
    with draft_lock(folder):
        pass
    library.delete(draft_id)
    with pytest.raises(NotFound), draft_lock(folder):
        pass
    with pytest.raises(NotFound):
        add_text(library, draft_id)


def test_a_draft_cannot_grow_past_its_limit(tmp_path: Path) -> None:
    library = DraftLibrary(FolderDrafts(tmp_path), DraftLimits(document_bytes=10_000))
    draft_id = library.create(640, 360)
    with pytest.raises(LimitExceeded):
        library.edit(draft_id, lambda draft: draft.add("texts", content="x" * 10_000))
    assert texts(library, draft_id) == 0


@pytest.mark.parametrize(
    "broken", [{"materials": []}, {"materials": {"effects": {}}}, {"tracks": {}}]
)
def test_documents_that_cannot_be_edited_say_so(
    library: DraftLibrary, broken: dict[str, object]
) -> None:
    draft_id = library.import_value(broken)
    with pytest.raises(BadDraft):
        library.edit(draft_id, lambda draft: add_filters(draft, filters("1980")))


def test_odd_parts_of_a_foreign_document_are_kept(library: DraftLibrary) -> None:
    odd = {"tracks": [7, {"type": "text", "segments": [1, {"id": "a"}]}, {"type": "novel"}], "x": 1}
    draft_id = library.import_value(odd)

    def tint(draft: DraftDocument) -> str:
        made = add_filters(draft, filters("1980"))
        held = draft.segment(made.segments[0].id)
        return "" if held is None else held.kind

    assert library.edit(draft_id, tint) == "filter"
    document = library.read(draft_id).document
    assert [each for each in document["tracks"] if each in odd["tracks"]] == odd["tracks"]
    assert (document["x"], document["duration"]) == (1, 1)


def test_drafts_that_are_painted_by_track_get_their_new_tracks_last(tmp_path: Path) -> None:
    raw = {"render_index_track_mode_on": True, "tracks": [{"type": "text", "segments": []}]}
    draft = DraftDocument(raw, tmp_path)
    add_filters(draft, filters("1980"))
    assert raw["tracks"][-1]["segments"][0]["track_render_index"] == 1


def test_an_edit_of_one_of_several_timelines_changes_the_one_that_is_shown(
    library: DraftLibrary,
) -> None:
    draft_id = library.create(640, 360)
    folder = library.folder(draft_id)
    inner = folder / "Timelines" / "A"
    inner.mkdir(parents=True)
    document = json.loads((folder / "draft_content.json").read_bytes())
    document["tracks"] = [{"type": "text", "segments": [{"id": "a"}]}]
    (inner / "draft_content.json").write_text(json.dumps(document))
    (folder / "Timelines" / "project.json").write_text(json.dumps({"main_timeline_id": "A"}))
    add_text(library, draft_id)
    assert texts(library, draft_id) == 1


def test_notes_are_kept_once() -> None:
    notes = Notes()
    notes.unknown("a", "b", ["c"])
    notes.unknown("a", "b", ["c"])
    assert [note.en for note in notes.found] == [
        "a: the name 'b' is not known and was ignored; similar names: c"
    ]


def test_who_comes_first_edits_first(library: DraftLibrary) -> None:
    folder = library.folder(library.create(640, 360))
    order: list[int] = []

    def wait(number: int) -> None:
        with draft_lock(folder):
            order.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(20)]
    with draft_lock(folder):
        for number, thread in enumerate(threads, 1):
            thread.start()
            while sum(map(len, locking._lines.values())) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(20))
    assert locking._lines == {}
