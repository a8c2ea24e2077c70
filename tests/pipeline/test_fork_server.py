"""Rendering processes by forking one that has loaded what they need."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from cutroom.core.errors import CutroomError, InternalError, RenderKilled
from cutroom.pipeline import fork_server
from cutroom.pipeline.fork_server import ForkServer
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.messages import Job
from cutroom.pipeline.supervise import RenderProcess

NAUGHTY = Path(__file__).with_name("naughty_server.py")
LIMITS = RenderLimits(timeout_s=60, cpu_s=60, memory_bytes=600_000_000, file_bytes=50_000_000)


def naughty(descriptor: int, idle_s: float) -> list[str]:
    return [sys.executable, str(NAUGHTY), str(descriptor), str(idle_s)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForkServer]:
    monkeypatch.setattr(fork_server, "_command", naughty)
    made = ForkServer()
    yield made
    made.close()


def number_of(server: ForkServer) -> int:
    """Of the server itself."""
    assert server._process is not None
    return server._process.pid


def result(process: RenderProcess, kind: str) -> Any:
    with process:
        process.wait_ready(lambda: False)
        return process.run(Job(kind, ()), lambda event: None, lambda: False)


def until(holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it takes for ever")


def lives(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def test_many_threads_have_processes_of_one_server(server: ForkServer) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: RenderProcess(LIMITS, server), range(8)))
        numbers = {process.process_id for process in made}
        parents = {Path(f"/proc/{number}/stat").read_text().split()[3] for number in numbers}
        answers = list(threads.map(lambda process: result(process, "chatter"), made))
    assert len(numbers) == 8
    assert parents == {str(number_of(server))}
    assert answers == [{"fine": True}] * 8
    assert not any(map(lives, numbers))


def test_nothing_is_left_of_a_process(server: ForkServer) -> None:
    result(RenderProcess(LIMITS, server), "chatter")
    kept, of_server = Path("/proc/self/fd"), Path(f"/proc/{number_of(server)}/fd")
    before = len(list(kept.iterdir())), len(list(of_server.iterdir()))
    for kind in ("chatter", "crash", "leave", "complain"):
        with nullcontext() if kind == "chatter" else pytest.raises(CutroomError):
            result(RenderProcess(LIMITS, server), kind)
    assert (len(list(kept.iterdir())), len(list(of_server.iterdir()))) == before


def test_what_a_killed_server_made_ends_and_another_server_takes_over(server: ForkServer) -> None:
    process = RenderProcess(LIMITS, server)
    process.wait_ready(lambda: False)
    first, number = number_of(server), process.process_id
    os.kill(first, signal.SIGKILL)
    with pytest.raises(RenderKilled):
        result(process, "sleep")
    until(lambda: not lives(number))
    assert result(RenderProcess(LIMITS, server), "chatter") == {"fine": True}
    assert number_of(server) != first


def test_a_process_outlives_no_server_that_was_closed(server: ForkServer) -> None:
    with RenderProcess(LIMITS, server) as process:
        number = process.process_id
        server.close()
        until(lambda: not lives(number))


def test_a_server_that_nobody_needs_ends_and_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_server, "_command", naughty)
    server = ForkServer(idle_s=0.2)
    with RenderProcess(LIMITS, server) as process:
        process.wait_ready(lambda: False)
        first = number_of(server)
        time.sleep(1)
        assert process.run(Job("chatter", ()), lambda event: None, lambda: False) == {"fine": True}
        assert server._process is not None
        assert server._process.poll() is None
    until(lambda: server._process is not None and server._process.poll() is not None)
    assert result(RenderProcess(LIMITS, server), "chatter") == {"fine": True}
    assert number_of(server) != first
    server.close()


def test_a_server_that_does_not_start_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (["/no/such/program"], ["/bin/false"]):
        monkeypatch.setattr(fork_server, "_command", lambda *_: command)  # noqa: B023
        with pytest.raises(InternalError, match="could not be started"):
            RenderProcess(LIMITS, ForkServer())


def test_the_server_is_alone_and_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUTROOM_SECRET", "hush")
    server = ForkServer()
    with RenderProcess(LIMITS, server) as process:
        process.wait_ready(lambda: False)
        place = Path(f"/proc/{number_of(server)}")
        # A fork of a process with threads has their locks, but not them.
        assert len(list((place / "task").iterdir())) == 1
        assert b"hush" not in (place / "environ").read_bytes()
    server.close()
