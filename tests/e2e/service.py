"""A service in processes of its own, as an operator runs it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 180.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """``command`` run with ``CUTROOM_*`` settings on a data folder and a port of its own."""

    def __init__(self, folder: Path, command: list[str], **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.command = command
        self.environment = {
            **os.environ,
            "CUTROOM_DATA_DIR": str(folder),
            "CUTROOM_PORT": str(self.port),
            "CUTROOM_DRAIN_S": "1",
            **{f"CUTROOM_{name.upper()}": value for name, value in settings.items()},
        }
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.command], cwd=ROOT, env=self.environment, stderr=log
            )
        self.until(lambda: self._answers())

    def _answers(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return self.client.get("/healthz").status_code == 200
        return False

    def until(self, wanted: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
        """The first true answer of ``wanted``."""
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            found = wanted()
            if found:
                return found
            time.sleep(0.05)
        log = self.folder.parent / f"{self.folder.name}.log"
        raise AssertionError(f"it did not happen; the log says:\n{log.read_text()[-4000:]}")

    def worker(self) -> psutil.Process:
        """The worker process below the service."""

        def find() -> psutil.Process | None:
            assert self.process is not None
            for child in psutil.Process(self.process.pid).children():
                with contextlib.suppress(psutil.Error):
                    if "spawn_main" in " ".join(child.cmdline()):
                        return child
            return None

        found: psutil.Process = self.until(find)
        return found

    def descendants(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def kill(self) -> None:
        """kill -9 of the service itself; what it started must die with it."""
        assert self.process is not None
        below = self.descendants()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.until(lambda: not any(_lives(child) for child in below))

    def stop(self) -> int:
        """SIGTERM, as an operator stops it; the exit status."""
        if self.process is None or self.process.poll() is not None:
            return 0
        below = self.descendants()
        self.process.terminate()
        code = self.process.wait(PATIENCE_S)
        self.until(lambda: not any(_lives(child) for child in below))
        return code

    def draft(self, made: dict[str, Any]) -> str:
        """The URL of a new draft of this service."""
        answer = self.client.post("/api/v1/drafts", json={"draft": made})
        return str(answer.raise_for_status().json()["draft_url"])

    def submit(self, draft_url: str) -> str:
        answer = self.client.post("/v1/gen_video", json={"draft_url": draft_url})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["task_id"])

    def task(self, task_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/v1/renders/{task_id}").json()
        return found

    def ended(self, task_id: str, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            found = self.task(task_id)
            return found if found["status"] in ("completed", "failed", "cancelled") else None

        found: dict[str, Any] = self.until(look, patience_s)
        return found


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextlib.contextmanager
def running(folder: Path, command: list[str], **settings: str) -> Iterator[Service]:
    """A started service; stopped, with all it started, at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    service = Service(folder, command, **settings)
    service.start()
    try:
        yield service
    finally:
        service.stop()
