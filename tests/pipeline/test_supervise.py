"""A rendering process is locked in, watched, and ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from cutroom.core.errors import (
    Cancelled,
    CutroomError,
    InternalError,
    LimitExceeded,
    MediaError,
    RenderError,
    RenderKilled,
    RenderTimeout,
)
from cutroom.pipeline import starting
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.messages import Job
from cutroom.pipeline.supervise import RenderProcess

NAUGHTY = Path(__file__).with_name("naughty_child.py")
COMMAND = Path(__file__).with_name("supervising_command.py")
LIMITS = RenderLimits(timeout_s=60, cpu_s=60, memory_bytes=600_000_000, file_bytes=50_000_000)


LOCKED_IN = {
    "socket": -1,
    "unix socket": -1,
    "kill": -1,
    "ptrace": -1,
    "program": "Refused",
    "core": 0,
    "secrets": [],
    "directory": "/",
    "path": [],
    "descriptors": 4,
}


@pytest.fixture(autouse=True)
def misbehaving_child(monkeypatch: pytest.MonkeyPatch) -> None:
    real = starting._command

    def command(limits: RenderLimits, writer: int) -> list[str]:
        line = real(limits, writer)
        module = line.index("-m")
        return [*line[:module], str(NAUGHTY), *line[module + 2 :]]

    monkeypatch.setattr(starting, "_command", command)


def never() -> bool:
    return False


def attempt(
    kind: str,
    limits: RenderLimits = LIMITS,
    should_cancel: Callable[[], bool] = never,
    output: str = "",
) -> Any:
    """Run a job; afterwards the process must be gone."""
    process = RenderProcess(limits)
    number = process._process.pid
    try:
        with process:
            process.wait_ready(should_cancel)
            return process.run(Job(kind, (), output=output), lambda event: None, should_cancel)
    finally:
        assert not Path(f"/proc/{number}").exists()


def test_a_crash_names_what_was_being_done() -> None:
    with pytest.raises(RenderError, match=r"crashed while trying to crash \(SIGSEGV\)"):
        attempt("crash")


def test_a_process_that_the_system_kills_is_worth_another_try() -> None:
    with pytest.raises(RenderKilled, match="while trying to be_killed") as caught:
        attempt("be_killed")
    assert caught.value.transient


def test_a_process_that_just_leaves_is_a_failure() -> None:
    with pytest.raises(RenderError, match="exit code 3"):
        attempt("leave")


def test_a_render_over_its_time_is_ended() -> None:
    with pytest.raises(RenderTimeout, match="longer than 3 s"):
        attempt("sleep", RenderLimits(timeout_s=3))


def test_a_render_that_cuts_the_line_is_ended_all_the_same() -> None:
    with pytest.raises(RenderTimeout, match="longer than 3 s"):
        attempt("hide", RenderLimits(timeout_s=3))


def test_a_render_over_its_processor_time_is_ended() -> None:
    with pytest.raises(RenderTimeout, match="processor time"):
        attempt("spin", RenderLimits(timeout_s=60, cpu_s=2))


def test_a_render_over_its_memory_is_ended() -> None:
    with pytest.raises(LimitExceeded, match="600 MB of memory while trying to eat"):
        attempt("eat")


def test_memory_taken_faster_than_anyone_looks_is_refused_too() -> None:
    with pytest.raises(LimitExceeded, match="memory"):
        attempt("gulp")


def test_a_file_cannot_grow_past_its_limit(tmp_path: Path) -> None:
    with pytest.raises(CutroomError):
        attempt("grow", output=str(tmp_path / "big"))
    assert (tmp_path / "big").stat().st_size <= LIMITS.file_bytes


def test_cancelling_ends_the_process_at_once() -> None:
    started = time.monotonic()
    asked: list[float] = []

    def should_cancel() -> bool:
        if time.monotonic() - started > 1.5:
            asked.append(time.monotonic())
        return bool(asked)

    with pytest.raises(Cancelled):
        attempt("sleep", should_cancel=should_cancel)
    # It would have slept for ten minutes.
    assert time.monotonic() - asked[0] < 30


def test_an_error_arrives_as_it_was_raised() -> None:
    with pytest.raises(MediaError) as caught:
        attempt("complain")
    error = caught.value
    assert (error.message, error.material, error.hint) == (
        "clip.mp4 is no video.",
        "clip.mp4",
        "Convert it.",
    )


def test_an_unforeseen_error_keeps_its_details_for_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(InternalError) as caught:
        attempt("stumble")
    assert "secret detail" not in str(caught.value)
    assert "secret detail" in caplog.text


def test_a_process_that_fills_its_error_stream_is_not_stuck() -> None:
    assert attempt("chatter") == {"fine": True}


def test_a_render_can_reach_neither_network_nor_processes_nor_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("CUTROOM_SECRET", "x")
    assert attempt("call_out") == LOCKED_IN


@pytest.mark.parametrize("way", ["launched", "forked", "served"])
def test_a_render_dies_with_its_supervisor(way: str) -> None:
    with commanded(way, "sleep") as supervisor:
        number = supervisor.told()["process"]
        os.kill(supervisor.process.pid, signal.SIGKILL)
        supervisor.process.wait()
        for _ in range(100):
            if not _alive(number):
                return
            time.sleep(0.05)
    pytest.fail("the rendering process lives on")


@pytest.mark.parametrize("way", ["forked", "served"])
def test_a_forked_process_is_as_locked_in_as_a_launched_one(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with commanded(way, "call_out") as supervisor:
        supervisor.told()
        assert supervisor.told() == {"result": LOCKED_IN}


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("crash", "The render crashed while trying to crash (SIGSEGV)."),
        ("be_killed", "The system ended the render while trying to be_killed."),
        ("leave", "The render crashed while trying to leave (exit code 3)."),
        ("complain", "clip.mp4 is no video."),
    ],
)
@pytest.mark.parametrize("way", ["forked", "served"])
def test_the_end_of_a_forked_process_is_told_apart(way: str, kind: str, message: str) -> None:
    with commanded(way, kind) as supervisor:
        supervisor.told()
        assert supervisor.told() == {"error": message}


def test_a_forked_process_needs_none_of_the_usual_streams() -> None:
    with commanded("forked", "call_out", closed=True) as supervisor:
        supervisor.told()
        assert supervisor.told()["result"]["descriptors"] == 4


def test_a_process_of_several_threads_is_not_forked() -> None:
    with commanded("threaded", "chatter") as supervisor:
        assert not supervisor.told()["forked"]
        assert supervisor.told() == {"result": {"fine": True}}


@dataclass(frozen=True)
class Supervisor:
    """A command that starts a rendering process and tells what becomes of it, a line of JSON each."""

    process: subprocess.Popen[str]
    lines: IO[str]

    def told(self) -> Any:
        return json.loads(self.lines.readline())


@contextmanager
def commanded(way: str, kind: str, *, closed: bool = False) -> Iterator[Supervisor]:
    """``supervising_command.py`` in a process of its own, without its usual streams where ``closed``."""
    reader, writer = os.pipe()
    command = [sys.executable, str(COMMAND), way, kind, str(writer)]
    without = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"] if closed else []
    process = subprocess.Popen([*without, *command], pass_fds=(writer,), text=True)
    os.close(writer)
    try:
        with os.fdopen(reader) as lines:
            yield Supervisor(process, lines)
    finally:
        process.kill()
        process.wait()


def _alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
