"""Percents as every dialect shows them, and when a render gives up."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from cutroom.core.errors import Cancelled, MediaError, RenderTimeout
from cutroom.core.facts import MediaFacts
from cutroom.pipeline.facts_shelf import FactsShelf
from cutroom.pipeline.progress import Done, at_stage, drawing, fetching
from cutroom.pipeline.watch import watch


@pytest.mark.parametrize("total", [1, 2, 3, 7, 99, 100, 1001])
def test_drawing_runs_from_50_to_90_with_70_no_later_than_half(total: int) -> None:
    percents = [drawing(Done(done, total), 1.0, 30.0).percent for done in range(total + 1)]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (50, 90)
    assert all(percent < 90 for percent in percents[:-1])
    assert percents[(total + 1) // 2] >= 70
    assert percents[total // 2] >= 50 + 20 * (total // 2) // max(1, total / 2)


def test_speed_and_time_left() -> None:
    progress = drawing(Done(90, 300), 1.5, 30.0)
    assert (progress.fps, progress.speed, progress.eta_s) == (60.0, 2.0, 3.5)
    assert drawing(Done(0, 300), 0.0, 30.0).eta_s == 0.0


def test_frames_that_were_there_before_make_nothing_faster() -> None:
    progress = drawing(Done(190, 300, 100), 1.5, 30.0)
    assert (progress.percent, progress.fps) == (76, 60.0)
    assert progress.eta_s == pytest.approx(110 / 60)


def test_fetching_lies_between_ready_and_materials() -> None:
    assert [fetching(done, 4).percent for done in range(5)] == [30, 35, 40, 45, 50]
    assert fetching(0, 0).percent == 30
    assert at_stage("materials-ready").percent == 50


def test_a_call_that_hangs_is_abandoned_when_cancelled() -> None:
    hanging = threading.Event()
    try:
        with pytest.raises(Cancelled):
            watch(lambda: True, 60).run(hanging.wait)
    finally:
        hanging.set()


def test_a_call_that_hangs_is_abandoned_when_time_is_over() -> None:
    hanging = threading.Event()
    try:
        with pytest.raises(RenderTimeout):
            watch(lambda: False, 0.2).run(hanging.wait)
    finally:
        hanging.set()


def test_results_come_in_the_order_of_the_calls() -> None:
    done: list[int] = []
    calls = [lambda n=n: time.sleep((5 - n) / 100) or n for n in range(5)]
    assert watch(lambda: False, 60).run_all(calls, 3, done.append) == [0, 1, 2, 3, 4]
    assert done == [1, 2, 3, 4, 5]


def test_the_first_failure_stops_the_rest() -> None:
    started: list[int] = []

    def call(number: int) -> None:
        started.append(number)
        raise MediaError(f"call {number}")

    with pytest.raises(MediaError, match="call 0"):
        watch(lambda: False, 60).run_all(
            [lambda n=n: call(n) for n in range(50)], 1, lambda _: None
        )
    assert len(started) < 50


def test_facts_are_remembered_until_the_file_changes(tmp_path: Path) -> None:
    shelf = FactsShelf(tmp_path / "facts")
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"one")
    facts = MediaFacts(path=str(photo), kind="image", width=4, height=3)
    shelf.keep(facts)
    assert shelf.find(photo) == facts
    photo.write_bytes(b"other")
    assert shelf.find(photo) is None
    assert shelf.find(tmp_path / "none.png") is None


def test_damaged_remembered_facts_are_found_out_again(tmp_path: Path) -> None:
    shelf = FactsShelf(tmp_path / "facts")
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"one")
    shelf.keep(MediaFacts(path=str(photo), kind="image"))
    (kept,) = (tmp_path / "facts").rglob("*.json")
    for damage in (b"", b"{", b"[]", b'{"kind": "spell"}', b'{"fps": "1/0"}'):
        kept.write_bytes(damage)
        assert shelf.find(photo) is None
