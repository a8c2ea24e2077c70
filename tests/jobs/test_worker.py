"""A worker in this process, with plays instead of renders."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cutroom.core.errors import BadDraft, Cancelled, MediaUnreachable
from cutroom.jobs.attempts import AttemptRules
from cutroom.jobs.database import database_url, open_database
from cutroom.jobs.engine import Job, Watch
from cutroom.jobs.model import Outcome, State, Task
from cutroom.jobs.model import Stage as Step
from cutroom.jobs.worker import Worker, WorkerParts, WorkerRules
from tests.jobs.databases import new_database
from tests.jobs.desk import Desk, Shelf, Stage

PATIENCE_S = 30.0
TIME_LIMIT_S = 3.0


@dataclass
class House:
    """A desk and a worker on the same database."""

    desk: Desk
    stage: Stage
    shelf: Shelf
    notices: list[dict[str, str]]
    folder: Path

    def play(self, draft: str, piece: Callable[[Job, Watch], Outcome], **values: object) -> Task:
        self.stage.pieces[draft] = piece
        return self.desk.submit(draft, **values).task

    def until(self, task: Task, wanted: Callable[[Task], bool]) -> Task:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            found = self.desk.engine.find(task.id)
            assert found is not None
            if wanted(found):
                return found
            time.sleep(0.02)
        raise AssertionError(f"{found} did not get there")

    def ended(self, task: Task) -> Task:
        return self.until(task, lambda found: found.state.is_final)

    def work_is_clear(self) -> bool:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if not list((self.folder / "work").iterdir()):
                return True
            time.sleep(0.02)
        return False


def new_worker(folder: Path, url: str, house: House, drain_s: float = 0.2) -> Worker:
    rules = AttemptRules(
        folder / "work", time_limit_s=TIME_LIMIT_S, transient_tries=3, back_off_s=(0.05, 0.05)
    )

    def post(url: str, body: bytes, headers: object) -> int:
        assert isinstance(headers, dict)
        house.notices.append({"url": url, "body": body.decode(), **headers})
        # The first try of every notice is turned away.
        same = [notice for notice in house.notices if notice["webhook-id"] == headers["webhook-id"]]
        return 500 if len(same) == 1 else 204

    parts = WorkerParts(house.stage, house.shelf, lambda task: {"id": task.id}, post)
    lock = folder / "workers.lock"
    numbers = WorkerRules(rules, 2, lock, drain_s=drain_s, webhook_secret="secret")
    return Worker(open_database(database_url(url, folder)), parts, numbers)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    url = ""
    if request.param == "postgres":
        url = new_database(request.getfixturevalue("postgres"))
    opened = House(Desk(folder, url), Stage(), Shelf(), [], folder)
    worker = new_worker(folder, url, opened)
    worker.start()
    yield opened
    worker.stop()
    opened.desk.close()


def done(job: Job, watch: Watch) -> Outcome:
    return Outcome({"key": f"{job.task.id}/1.mp4"}, 5.0, "digest", ({"code": "seen"},), 150)


def until_stopped(job: Job, watch: Watch) -> Outcome:
    while not watch.should_stop():
        time.sleep(0.01)
    raise Cancelled


def test_a_task_is_rendered_and_says_what_came_of_it(house: House) -> None:
    task = house.ended(house.play("draft:good", done))
    assert task.state is State.COMPLETED
    assert (task.progress, task.stage) == (100.0, Step.DONE)
    assert task.result == {"key": f"{task.id}/1.mp4"}
    assert task.content_digest == "digest"
    assert task.diagnostics == ({"code": "seen"},)
    assert (task.frames_done, task.frames_total) == (150, 150)
    assert house.work_is_clear()


def test_progress_is_seen_and_never_goes_back(house: House) -> None:
    seen_half = threading.Event()

    def piece(job: Job, watch: Watch) -> Outcome:
        watch.report(Step.RENDERING, 70.0, 50, 100)
        seen_half.wait(PATIENCE_S)
        watch.report(Step.RENDERING, 60.0, 50, 100)
        time.sleep(1.0)
        return done(job, watch)

    task = house.play("draft:slow", piece)
    half = house.until(task, lambda found: found.progress == 70.0)
    assert (half.stage, half.frames_done) == (Step.RENDERING, 50)
    seen_half.set()
    lowest = min(half.progress, *_progress_until_the_end(house, task))
    assert lowest == 70.0


def _progress_until_the_end(house: House, task: Task) -> list[float]:
    seen: list[float] = []

    def look(found: Task) -> bool:
        seen.append(found.progress)
        return found.state.is_final

    house.until(task, look)
    return seen


def test_what_may_pass_is_tried_again(house: House) -> None:
    tries: list[int] = []

    def piece(job: Job, watch: Watch) -> Outcome:
        tries.append(job.attempt)
        if len(tries) < 3:
            raise MediaUnreachable("a.mp4 does not answer.", material="a.mp4")
        return done(job, watch)

    assert house.ended(house.play("draft:flaky", piece)).state is State.COMPLETED
    assert tries == [1, 2, 3]


def test_what_does_not_pass_ends_after_three_tries(house: House) -> None:
    def piece(job: Job, watch: Watch) -> Outcome:
        watch.report(Step.READY, 30.0)
        raise MediaUnreachable("a.mp4 does not answer.", material="a.mp4")

    task = house.ended(house.play("draft:away", piece))
    assert house.stage.played.count("draft:away") == 3
    assert task.failure is not None
    assert task.failure.code == "MEDIA_UNREACHABLE"
    assert task.failure.details["material"] == "a.mp4"
    assert task.failure.stage == "environment-ready"


def test_what_will_not_change_is_tried_once(house: House) -> None:
    def piece(job: Job, watch: Watch) -> Outcome:
        raise BadDraft("No.", where="tracks[0]")

    task = house.ended(house.play("draft:bad", piece))
    assert house.stage.played.count("draft:bad") == 1
    assert task.failure is not None
    assert (task.failure.code, task.failure.details["where"]) == ("INVALID_DRAFT", "tracks[0]")


def test_a_bug_is_kept_as_an_internal_error_without_its_text(house: House) -> None:
    def piece(job: Job, watch: Watch) -> Outcome:
        raise KeyError("password=hunter2")

    task = house.ended(house.play("draft:bug", piece))
    assert task.failure is not None
    assert task.failure.code == "INTERNAL"
    assert "hunter2" not in str(task)


def test_a_full_disk_is_said_and_leaves_nothing(house: House) -> None:
    def piece(job: Job, watch: Watch) -> Outcome:
        (job.work_dir / "big").write_bytes(b"0" * 1000)
        raise OSError(errno.ENOSPC, "No space left on device")

    task = house.ended(house.play("draft:full", piece))
    assert task.failure is not None
    assert task.failure.code == "STORAGE_FAILED"
    assert "No space left" in task.failure.message
    assert house.work_is_clear()


def test_a_running_task_is_cancelled_and_leaves_nothing(house: House) -> None:
    task = house.play("draft:long", until_stopped)
    house.until(task, lambda found: found.state is State.RUNNING)
    assert house.desk.engine.cancel(task.id).state is State.CANCELLED
    assert house.work_is_clear()
    assert house.ended(task).state is State.CANCELLED


def test_a_file_that_comes_after_the_cancellation_is_withdrawn(house: House) -> None:
    def piece(job: Job, watch: Watch) -> Outcome:
        while not watch.should_stop():
            time.sleep(0.01)
        return done(job, watch)

    task = house.play("draft:late", piece)
    house.until(task, lambda found: found.state is State.RUNNING)
    house.desk.engine.cancel(task.id)
    assert house.work_is_clear()
    assert {"key": f"{task.id}/1.mp4"} in house.shelf.withdrawn


def test_a_task_over_its_time_limit_is_stopped(house: House) -> None:
    task = house.ended(house.play("draft:endless", until_stopped))
    assert task.failure is not None
    assert task.failure.code == "RENDER_TIMEOUT"
    assert house.work_is_clear()


def test_no_more_run_at_once_than_there_are_slots_and_the_urgent_go_first(house: House) -> None:
    release = threading.Event()
    running: list[str] = []
    most: list[int] = []

    def piece(job: Job, watch: Watch) -> Outcome:
        running.append(job.task.draft_key)
        most.append(len(running))
        release.wait(PATIENCE_S)
        running.remove(job.task.draft_key)
        return done(job, watch)

    first = [house.play(f"draft:fill{number}", piece) for number in range(2)]
    for task in first:
        house.until(task, lambda found: found.state is State.RUNNING)
    usual = [house.play(f"draft:usual{number}", done) for number in range(3)]
    urgent = house.play("draft:urgent", done, priority=9)
    release.set()
    for task in [*first, *usual, urgent]:
        house.ended(task)
    order = [name for name in house.stage.played if "usual" in name or "urgent" in name]
    # Two are taken at the same moment, one for each slot.
    assert set(order[:2]) == {"draft:urgent", "draft:usual0"}
    assert max(most) == 2


def test_a_notice_is_signed_and_repeated_under_one_id(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cutroom.jobs.notices.RETRY_AFTER_S", (0.05, 0.05))
    task = house.play("draft:told", done, callback_url="https://receiver/hook")
    end = time.monotonic() + PATIENCE_S
    while len(house.notices) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    first, second = house.notices
    assert first["webhook-id"] == second["webhook-id"]
    assert first["body"] == second["body"]
    assert first["webhook-signature"].startswith("v1,")
    assert f'"id": "{task.id}"' in first["body"]
    assert '"type": "render.completed"' in first["body"]
