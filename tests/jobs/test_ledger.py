"""What attempts may write, and what outdated ones may not."""

from __future__ import annotations

from cutroom.core.errors import EncodeError
from cutroom.jobs.failures import failure_of
from cutroom.jobs.ledger import MAX_LOST_STARTS, Position
from cutroom.jobs.model import Outcome, State
from cutroom.jobs.model import Stage as Step
from tests.jobs.desk import Desk


def test_an_attempt_that_was_taken_over_can_write_nothing(desk: Desk) -> None:
    task = desk.submit().task
    zombie = desk.begin(task)
    owner = desk.begin(task)
    assert not desk.ledger.save(zombie, Position(Step.RENDERING, 60.0))
    assert not desk.ledger.complete(zombie, Outcome({"key": "zombie"}, 1.0))
    assert not desk.ledger.fail(zombie, failure_of(EncodeError()))
    assert not desk.ledger.hand_back(zombie)
    assert desk.ledger.complete(owner, Outcome({"key": "owner"}, 1.0))
    found = desk.engine.find(task.id)
    assert found is not None
    assert found.result["key"] == "owner"


def test_an_attempt_of_a_cancelled_task_can_write_nothing(desk: Desk) -> None:
    attempt = desk.begin(desk.submit().task)
    desk.engine.cancel(attempt.id)
    assert not desk.ledger.is_own(attempt)
    assert not desk.ledger.complete(attempt, Outcome({"key": "late"}, 1.0))
    found = desk.engine.find(attempt.id)
    assert found is not None
    assert (found.state, found.result) == (State.CANCELLED, {})


def test_a_run_that_was_replaced_does_not_start(desk: Desk) -> None:
    task = desk.submit().task
    assert desk.ledger.hand_back(desk.begin(task))
    assert desk.ledger.begin(task.id, 1) is None
    assert desk.ledger.begin(task.id, 2) is not None


def test_a_task_that_loses_its_worker_three_times_is_given_up(desk: Desk) -> None:
    task = desk.submit().task
    for _ in range(MAX_LOST_STARTS):
        desk.begin(task)
    assert desk.ledger.begin(task.id, 1) is None
    found = desk.engine.find(task.id)
    assert found is not None
    assert found.state is State.FAILED
    assert found.failure is not None
    assert found.failure.code == "INTERNAL"
    assert found.attempt == MAX_LOST_STARTS


def test_handing_back_is_no_loss_of_a_worker(desk: Desk) -> None:
    task = desk.submit().task
    for _ in range(MAX_LOST_STARTS + 2):
        assert desk.ledger.hand_back(desk.begin(task))
    found = desk.engine.find(task.id)
    assert found is not None
    assert found.state is State.QUEUED


def test_progress_is_kept_when_another_attempt_begins(desk: Desk) -> None:
    task = desk.submit().task
    first = desk.begin(task)
    assert desk.ledger.save(first, Position(Step.RENDERING, 70.0, 50, 100))
    assert desk.begin(task).progress == 70.0
