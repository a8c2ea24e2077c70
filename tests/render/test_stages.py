"""Threads in a row."""

from collections.abc import Iterator
from threading import active_count

import pytest

from cutroom.render.stages import Stage


def test_items_arrive_in_order() -> None:
    with (
        Stage("double", range(100), lambda n: n * 2, 3) as doubled,
        Stage("add", doubled, lambda n: n + 1, 3) as added,
    ):
        assert list(added) == [2 * n + 1 for n in range(100)]


@pytest.mark.parametrize("failing", ["first", "second"])
def test_the_error_of_any_stage_arrives_and_ends_all(failing: str) -> None:
    before = active_count()

    def work(name: str, number: int) -> int:
        if name == failing and number == 7:
            raise KeyError(name)
        return number

    with (
        pytest.raises(KeyError, match=failing),
        Stage("one", range(1000), lambda n: work("first", n), 2) as one,
        Stage("two", one, lambda n: work("second", n), 2) as two,
    ):
        assert list(two) == []
    assert active_count() == before


def test_leaving_early_stops_the_threads() -> None:
    before = active_count()
    started = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            started.append(number)
            yield number
            number += 1

    with (
        Stage("one", endless(), lambda n: n, 2) as one,
        Stage("two", one, lambda n: n, 2) as two,
    ):
        for number in two:
            if number == 10:
                break
    assert active_count() == before
    assert len(started) < 20


def test_no_stage_runs_further_ahead_than_its_channel() -> None:
    started = []
    with Stage("one", range(100), started.append, 3) as one:
        arrived = iter(one)
        for taken in range(1, 20):
            next(arrived)
            assert len(started) <= taken + 3 + 1
