"""Drafts go when nobody used them for long, and never while somebody does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cutroom.app.draft_sweep import DraftSweep
from cutroom.authoring.folder_drafts import FolderDrafts
from cutroom.authoring.keeping import Unused
from cutroom.authoring.library import DraftLibrary
from cutroom.authoring.locking import draft_lock
from cutroom.core.errors import NotFound
from cutroom.pipeline.limits import DraftLimits
from cutroom.pipeline.links import LocalDraft
from tests.api.site import Site

DAY_S = 86_400.0


@pytest.fixture
def library(tmp_path: Path) -> DraftLibrary:
    return DraftLibrary(FolderDrafts(tmp_path / "drafts"), DraftLimits())


def idle(path: Path, days: float) -> None:
    """Make a draft, or a folder, look as if nobody had used it for days."""
    then_s = time.time() - days * DAY_S
    for each in (*path.glob(".lock"), path):
        os.utime(each, (then_s, then_s))


def nobody(draft_id: str) -> bool:
    return False


def sweep(library: DraftLibrary, days: float | None, in_use: Callable[[str], bool] = nobody) -> int:
    before_s = None if days is None else time.time() - days * DAY_S
    return library.sweep(Unused(before_s, 0), in_use)


def test_only_what_is_unused_for_longer_goes(library: DraftLibrary) -> None:
    old, young = library.create(640, 360), library.create(640, 360)
    idle(library.folder(old), 8)
    idle(library.folder(young), 6)
    assert sweep(library, 7) == 1
    assert not library.knows(old)
    assert library.knows(young)
    assert not list(library.root.glob(".gone-*"))


def test_for_ever_is_for_ever(library: DraftLibrary) -> None:
    draft_id = library.create(640, 360)
    idle(library.folder(draft_id), 10_000)
    assert sweep(library, None) == 0
    assert library.knows(draft_id)


@pytest.mark.parametrize(
    "use",
    [
        lambda library, draft_id: library.save(draft_id),
        lambda library, draft_id: library.touch(draft_id),
        lambda library, draft_id: library.edit(draft_id, lambda draft: draft.add("texts")),
    ],
)
def test_every_use_keeps_it(
    library: DraftLibrary, use: Callable[[DraftLibrary, str], object]
) -> None:
    draft_id = library.create(640, 360)
    idle(library.folder(draft_id), 8)
    use(library, draft_id)
    assert sweep(library, 7) == 0
    assert library.knows(draft_id)


def test_a_draft_that_is_being_edited_stays(library: DraftLibrary) -> None:
    draft_id = library.create(640, 360)
    idle(library.folder(draft_id), 8)
    with draft_lock(library.folder(draft_id)):
        assert sweep(library, 7) == 0
    assert library.knows(draft_id)


def test_a_draft_that_is_used_at_the_last_moment_stays(library: DraftLibrary) -> None:
    """A submission that came first has its task; one that comes later is told that the draft is gone."""
    first, later = library.create(640, 360), library.create(640, 360)
    idle(library.folder(first), 8)
    idle(library.folder(later), 8)
    assert sweep(library, 7, lambda draft_id: draft_id == first) == 1
    assert library.knows(first)
    with pytest.raises(NotFound):
        library.touch(later)


def test_a_draft_put_there_by_hand_counts_from_when_it_is_seen(library: DraftLibrary) -> None:
    draft_id = library.create(640, 360)
    folder = library.folder(draft_id)
    (folder / ".lock").unlink()
    idle(folder, 8)
    assert sweep(library, 7) == 0
    idle(folder, 8)
    assert sweep(library, 7) == 1


def test_what_killed_processes_left_goes_after_a_day(library: DraftLibrary) -> None:
    library.create(640, 360)
    for name in (".new-a", ".gone-b", ".intake-c", ".new-young"):
        (library.root / name).mkdir()
        idle(library.root / name, 2 if len(name) < 10 else 0)
    idle(library.root / ".intake-c", 2)
    sweep(library, None)
    assert sorted(path.name for path in library.root.glob(".*")) == [".new-young"]


def test_a_worker_keeps_the_drafts_of_its_tasks(tmp_path: Path) -> None:
    site = Site(tmp_path)
    waiting, done, idle_one = site.draft(), site.draft(), site.draft()
    for draft_id in (waiting, done):
        assert site.post("/v1/gen_video", {"draft_url": site.url(draft_id)}).status_code == 200
    site.finish(site.task_of(done))
    library = site.services.library
    for draft_id in (waiting, done, idle_one):
        idle(library.folder(draft_id), 8)
    DraftSweep(library, site.desk.engine, 0, 3600)()
    assert library.knows(idle_one)
    sweeping = DraftSweep(library, site.desk.engine, 7, 3600)
    sweeping()
    assert [library.knows(each) for each in (waiting, done, idle_one)] == [True, False, False]
    assert site.desk.engine.latest(LocalDraft(done).key) is not None
    site.close()


def test_a_submission_is_a_use(tmp_path: Path) -> None:
    site = Site(tmp_path)
    draft_id = site.draft()
    folder = site.services.library.folder(draft_id)
    idle(folder, 8)
    site.post("/v1/gen_video", {"draft_url": site.url(draft_id)})
    assert sweep(site.services.library, 7) == 0
    site.close()
