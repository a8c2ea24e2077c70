"""Workers that go and workers that come: what runs is handed over, what is over is swept."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from cutroom.core.errors import Cancelled, EncodeError
from cutroom.jobs.database import now_ms
from cutroom.jobs.engine import Job, Watch
from cutroom.jobs.leases import Presence
from cutroom.jobs.model import Outcome, State
from cutroom.jobs.notices import signature
from cutroom.jobs.sweeping import DAY_MS, Leftovers, Retention, Sweeper
from tests.jobs.desk import Desk, Shelf, Stage
from tests.jobs.test_worker import House, done, new_worker


def test_a_worker_that_stops_hands_back_what_it_cannot_end(where: tuple[Path, str]) -> None:
    folder, url = where
    house = House(Desk(folder, url), Stage(), Shelf(), [], folder)
    started = threading.Event()

    def first(job: Job, watch: Watch) -> Outcome:
        started.set()
        while not watch.should_stop():
            time.sleep(0.01)
        raise Cancelled

    task = house.play("draft:one", first)
    leaving = new_worker(folder, url, house)
    leaving.start()
    assert started.wait(30)
    leaving.stop()
    found = house.desk.engine.find(task.id)
    assert found is not None
    assert found.state is State.QUEUED
    house.stage.pieces["draft:one"] = done
    coming = new_worker(folder, url, house)
    coming.start()
    assert house.ended(task).state is State.COMPLETED
    assert house.work_is_clear()
    coming.stop()
    house.desk.close()


def test_a_worker_that_stops_lets_short_renders_end(where: tuple[Path, str]) -> None:
    folder, url = where
    house = House(Desk(folder, url), Stage(), Shelf(), [], folder)
    started = threading.Event()

    def short(job: Job, watch: Watch) -> Outcome:
        started.set()
        time.sleep(0.5)
        return done(job, watch)

    task = house.play("draft:one", short)
    worker = new_worker(folder, url, house, drain_s=20)
    worker.start()
    assert started.wait(30)
    worker.stop()
    found = house.desk.engine.find(task.id)
    assert found is not None
    assert found.state is State.COMPLETED
    house.desk.close()


def test_only_a_worker_without_company_is_alone(tmp_path: Path) -> None:
    lock = tmp_path / "workers.lock"
    first, second, third = Presence(lock), Presence(lock), Presence(lock)
    assert first.enter()
    assert not second.enter()
    first.leave()
    assert not third.enter()
    second.leave()
    third.leave()
    last = Presence(lock)
    assert last.enter()
    last.leave()


def sweeper(desk: Desk, shelf: Shelf) -> Sweeper:
    leftovers = Leftovers(desk.folder / "work", shelf, lambda epoch_ms: 0)
    return Sweeper(desk.database, Retention(30, 7), leftovers)


def test_videos_and_failures_go_after_their_days(desk: Desk) -> None:
    shelf = Shelf()
    ages = {"draft:v29": 29, "draft:v31": 31, "draft:f6": 6, "draft:f8": 8}
    ids = {}
    for draft, days in ages.items():
        task = desk.submit(draft).task
        if draft.startswith("draft:v"):
            desk.finish(task)
        else:
            desk.fail(task, EncodeError())
        desk.change(task.id, completed_at_ms=now_ms() - days * DAY_MS)
        ids[draft] = task.id
    sweeper(desk, shelf).sweep()
    assert sorted(shelf.discarded) == sorted([ids["draft:v31"], ids["draft:f8"]])
    assert desk.engine.find(ids["draft:v31"]) is None
    assert desk.engine.find(ids["draft:v29"]) is not None
    assert desk.count() == 2


def test_chores_are_done_with_every_sweep(desk: Desk) -> None:
    done: list[int] = []
    chores = (lambda: done.append(1), lambda: done.append(2))
    leftovers = Leftovers(desk.folder / "work", Shelf(), lambda epoch_ms: 0, chores)
    sweeping = Sweeper(desk.database, Retention(30, 7), leftovers)
    sweeping.sweep()
    sweeping.sweep()
    assert done == [1, 2, 1, 2]


def test_folders_of_attempts_that_do_not_run_are_removed(desk: Desk) -> None:
    task = desk.begin(desk.submit().task)
    work = desk.folder / "work"
    for name in (f"{task.id}.1", f"{task.id}.0", "ended.7"):
        (work / name).mkdir(parents=True)
        (work / name / "half.mp4").write_bytes(b"half")
    sweeper(desk, Shelf()).sweep()
    assert [folder.name for folder in work.iterdir()] == [f"{task.id}.1"]


def test_signatures_are_those_of_the_published_example() -> None:
    """The example of the Standard Webhooks specification's own libraries."""
    body = b'{"test": 2432232314}'
    signed = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
