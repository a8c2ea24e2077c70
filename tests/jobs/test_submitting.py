"""Which task answers a submission: new, under way, or ended."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from cutroom.core.errors import Busy, Conflict, EncodeError, TaskNotFound
from cutroom.jobs.database import tasks
from cutroom.jobs.engine import Accepted, TaskFilter
from cutroom.jobs.model import State
from cutroom.jobs.submitting import FAILURE_STANDS_MS, rank_of
from tests.jobs.desk import Desk


def test_the_same_draft_is_not_queued_twice(desk: Desk) -> None:
    first = desk.submit()
    again = desk.submit()
    assert (first.meaning, again.meaning) == ("created", "joined")
    assert again.task.id == first.task.id


def test_a_running_task_is_joined(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.begin(first.task)
    assert desk.submit(content_digest="a").task.id == first.task.id


def test_other_options_are_another_task(desk: Desk) -> None:
    assert desk.submit(options={"short_side": 720}).task.id != desk.submit().task.id


def test_two_hundred_submissions_at_once_are_one_task(desk: Desk) -> None:
    answers: list[Accepted] = []
    threads = [threading.Thread(target=lambda: answers.append(desk.submit())) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    assert len({answer.task.id for answer in answers}) == 1
    assert [answer.meaning for answer in answers].count("created") == 1
    assert desk.count() == 1


def test_a_finished_unchanged_draft_is_not_rendered_again(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.finish(first.task)
    again = desk.submit(content_digest="a")
    assert again.meaning == "finished"
    assert again.task.id == first.task.id
    assert again.task.state is State.COMPLETED


def test_a_finished_draft_whose_content_is_not_known_is_not_rendered_again(desk: Desk) -> None:
    first = desk.submit()
    desk.finish(first.task, content_digest="seen-by-worker")
    assert desk.submit().meaning == "finished"


def test_a_draft_that_changed_since_is_a_new_task(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.finish(first.task)
    second = desk.submit(content_digest="b")
    assert second.meaning == "created"
    assert second.task.id != first.task.id


def test_a_draft_that_changed_while_it_waits_is_rendered_as_it_is_now(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    second = desk.submit(content_digest="b")
    assert (second.meaning, second.task.id) == ("joined", first.task.id)
    assert second.task.content_digest == "b"


def test_a_draft_that_changed_while_it_is_rendered_is_a_new_task(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.begin(first.task)
    assert desk.submit(content_digest="b").task.id != first.task.id


def test_a_finished_task_whose_file_is_gone_is_rendered_again(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.finish(first.task)
    assert desk.submit(content_digest="a", not_task_id=first.task.id).meaning == "created"


def test_a_failure_answers_the_same_draft_for_a_minute(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.fail(first.task, EncodeError("no"))
    again = desk.submit(content_digest="a")
    assert again.meaning == "failed-recently"
    assert again.task.failure is not None
    assert again.task.failure.code == "ENCODE_FAILED"


def test_an_earlier_failure_is_tried_again(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.fail(first.task, EncodeError("no"))
    ended = desk.column(first.task.id, tasks.c.completed_at_ms)
    desk.change(first.task.id, completed_at_ms=ended - FAILURE_STANDS_MS - 1)
    assert desk.submit(content_digest="a").meaning == "created"


def test_a_changed_draft_is_tried_again_at_once_after_a_failure(desk: Desk) -> None:
    first = desk.submit(content_digest="a")
    desk.fail(first.task, EncodeError("no"))
    assert desk.submit(content_digest="b").meaning == "created"


def test_a_cancelled_draft_may_be_asked_for_again(desk: Desk) -> None:
    first = desk.submit()
    desk.engine.cancel(first.task.id)
    assert desk.submit().meaning == "created"


def test_a_full_queue_says_when_to_come_back(where: tuple[Path, str]) -> None:
    desk = Desk(*where, queue_limit=2)
    desk.submit("draft:1")
    desk.submit("draft:2")
    with pytest.raises(Busy) as caught:
        desk.submit("draft:3")
    assert caught.value.retry_after_s > 0
    assert desk.submit("draft:2").meaning == "joined"
    desk.close()


def test_places_in_the_queue_follow_priority_then_arrival(desk: Desk) -> None:
    first, second = desk.submit("draft:1").task, desk.submit("draft:2").task
    urgent = desk.submit("draft:3", priority=5).task
    positions = [desk.engine.find(task.id) for task in (urgent, first, second)]
    assert [task.queue_position for task in positions if task] == [1, 2, 3]


def test_ranks_stay_in_the_range_of_the_engine() -> None:
    for priority in (-10, 0, 10):
        for seq in (0, 1, 99_999_999, 100_000_000, 10**12):
            assert 1 <= rank_of(priority, seq) <= 2**31 - 1
    assert rank_of(1, 99_999_999) < rank_of(0, 0)


def test_an_idempotency_key_leads_to_its_task_whatever_became_of_it(desk: Desk) -> None:
    first = desk.submit(idempotency_key="k", content_digest="a")
    desk.engine.cancel(first.task.id)
    assert desk.submit(idempotency_key="k", content_digest="a").task.id == first.task.id


def test_an_idempotency_key_is_not_for_two_requests(desk: Desk) -> None:
    desk.submit("draft:1", idempotency_key="k")
    with pytest.raises(Conflict) as caught:
        desk.submit("draft:2", idempotency_key="k")
    assert caught.value.details["reason"] == "idempotency-key-reused"


def test_a_task_that_ended_cannot_be_cancelled(desk: Desk) -> None:
    task = desk.submit().task
    desk.finish(task)
    with pytest.raises(Conflict) as caught:
        desk.engine.cancel(task.id)
    assert caught.value.details["reason"] == "already-completed"


def test_an_unknown_task_cannot_be_cancelled_or_retried(desk: Desk) -> None:
    with pytest.raises(TaskNotFound):
        desk.engine.cancel("nobody")
    with pytest.raises(TaskNotFound):
        desk.engine.retry("nobody")


def test_a_retry_forgets_the_failure_and_waits_again(desk: Desk) -> None:
    task = desk.submit().task
    desk.fail(task, EncodeError("no"))
    again = desk.engine.retry(task.id)
    assert (again.state, again.failure, again.progress) == (State.QUEUED, None, 0.0)
    assert desk.begin(again).attempt == 2


def test_a_retry_beside_a_newer_task_of_the_same_draft_is_refused(desk: Desk) -> None:
    old = desk.submit(content_digest="a").task
    desk.engine.cancel(old.id)
    desk.submit(content_digest="a")
    with pytest.raises(Conflict) as caught:
        desk.engine.retry(old.id)
    assert caught.value.details["reason"] == "same-draft-active"


def test_the_newest_task_of_a_draft_is_its_status(desk: Desk) -> None:
    desk.submit(options={"short_side": 720})
    newest = desk.submit()
    found = desk.engine.latest("draft:one")
    assert found is not None
    assert found.id == newest.task.id


def test_lists_are_newest_first_and_continue_at_the_cursor(desk: Desk) -> None:
    made = [desk.submit(f"draft:{number}").task.id for number in range(5)]
    first = desk.engine.list(TaskFilter(limit=3))
    rest = desk.engine.list(TaskFilter(limit=3, before=first.next_cursor))
    assert [task.id for task in first.tasks + rest.tasks] == made[::-1]
    assert rest.next_cursor == 0
    only = desk.engine.list(TaskFilter(draft_key="draft:3", state=State.QUEUED))
    assert [task.id for task in only.tasks] == [made[3]]


def test_load_counts_what_waits_and_runs(desk: Desk) -> None:
    desk.begin(desk.submit("draft:1").task)
    desk.submit("draft:2")
    load = desk.engine.load()
    assert (load.queued, load.running) == (1, 1)


def test_the_estimate_learns_from_finished_tasks(desk: Desk) -> None:
    task = desk.submit("draft:1").task
    desk.finish(task)
    desk.change(task.id, started_at_ms=0, completed_at_ms=10_000)  # 10 s for 5 s of video
    waiting = desk.submit("draft:2", output_s=20.0).task
    assert desk.engine.estimate_s(waiting) == pytest.approx(40.0)
