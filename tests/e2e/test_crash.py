"""What kill -9 does to a service: nothing that a caller notices but time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.api.site import document
from tests.e2e.plays import DEADLY, SLOW
from tests.e2e.service import Service, running

PLAYS = ["-m", "tests.e2e.plays"]


def made(width: int, text: str = "hello") -> dict[str, Any]:
    draft = document(text=text)
    draft["canvas_config"]["width"] = width
    return draft


def lines(service: Service, name: str) -> list[str]:
    path = service.folder / name
    return path.read_text().split() if path.exists() else []


def half_done(service: Service, task: str) -> bool:
    return bool(service.task(task)["progress"] > 60)


def test_a_task_whose_worker_is_killed_is_completed_once(tmp_path: Path) -> None:
    with running(tmp_path / "data", PLAYS) as service:
        task = service.submit(service.draft(made(SLOW)))
        service.until(lambda: half_done(service, task))
        seen = service.task(task)["progress"]
        service.worker().kill()
        ended = service.ended(task)
        assert (ended["status"], ended["attempt"]) == ("completed", 2)
        assert seen > 60
        assert lines(service, "starts.log") == [task, task]
        assert lines(service, "ends.log") == [task]
        assert service.client.get(ended["result"]["url"]).content == b"video"
        service.until(lambda: not list((service.folder / "work").iterdir()))


def test_a_service_that_is_killed_completes_every_task_when_it_is_back(tmp_path: Path) -> None:
    with running(tmp_path / "data", PLAYS) as service:
        tasks = [service.submit(service.draft(made(SLOW, str(n)))) for n in range(3)]
        service.until(lambda: any(half_done(service, task) for task in tasks))
        service.kill()
        assert len(lines(service, "ends.log")) < 3
        service.start()
        assert {service.ended(task)["status"] for task in tasks} == {"completed"}
        assert Counter(lines(service, "ends.log")) == Counter(tasks)
        service.until(lambda: not list((service.folder / "work").iterdir()))


@pytest.mark.long
def test_a_draft_that_kills_its_worker_is_given_up_and_others_go_on(tmp_path: Path) -> None:
    with running(tmp_path / "data", PLAYS) as service:
        deadly = service.submit(service.draft(made(DEADLY)))
        other = service.submit(service.draft(made(640)))
        ended = service.ended(deadly)
        assert (ended["status"], ended["error"]["code"]) == ("failed", "INTERNAL")
        assert lines(service, "starts.log").count(deadly) == 3
        assert service.ended(other)["status"] == "completed"


@pytest.mark.long
def test_a_service_that_is_told_to_stop_leaves_its_work_for_later(tmp_path: Path) -> None:
    with running(tmp_path / "data", PLAYS, drain_s="0") as service:
        task = service.submit(service.draft(made(SLOW)))
        service.until(lambda: half_done(service, task))
        assert service.stop() == 0
        assert lines(service, "ends.log") == []
        service.start()
        assert service.ended(task)["status"] == "completed"


@pytest.mark.long
@pytest.mark.parametrize("victim", ["worker", "service"])
def test_ten_kills_lose_nothing(tmp_path: Path, victim: str) -> None:
    with running(tmp_path / "data", PLAYS) as service:
        tasks = []
        for number in range(10):
            task = service.submit(service.draft(made(SLOW, str(number))))
            tasks.append(task)
            service.until(lambda task=task: half_done(service, task))  # type: ignore[misc]
            if victim == "worker":
                service.worker().kill()
            else:
                service.kill()
                service.start()
            assert service.ended(task)["status"] == "completed"
        assert Counter(lines(service, "ends.log")) == Counter(tasks)
