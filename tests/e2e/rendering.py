"""The service with real renders, and what a caller does with it: upload, submit, wait, download."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from tests.e2e.service import Service

SERVE = ["-m", "cutroom", "serve"]
WORKER = ["-m", "cutroom", "worker"]
CAPCUT_MATE = "/openapi/capcut-mate/v1"
OLDER = "/v1"
JY = "/api/drafts"
NATIVE = "/api/v1"
LANGUAGES = ("zh-CN", "en")


def zipped(folder: Path) -> bytes:
    """A draft folder as people send it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return buffer.getvalue()


class RenderingService(Service):
    """``cutroom serve`` on a data folder of its own."""

    def __init__(self, folder: Path, command: list[str] | None = None, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder, command or SERVE, **settings)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def upload(self, folder: Path) -> str:
        """The URL of the draft made of a zipped folder."""
        answer = self.client.post(
            f"{NATIVE}/drafts", content=zipped(folder), headers={"content-type": "application/zip"}
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["draft_url"])

    def ask(self, draft_url: str, **output: Any) -> str:
        """The id of a task with options of the output."""
        body = {"draft_url": draft_url, "output": output}
        answer = self.client.post(f"{NATIVE}/renders", json=body)
        assert answer.status_code in (200, 202), answer.text
        return str(answer.json()["id"])

    def render(self, draft_url: str, target: Path, **output: Any) -> dict[str, Any]:
        """The task of a render that must succeed, its file at ``target``."""
        task = self.ended(self.ask(draft_url, **output))
        assert task["status"] == "completed", task
        return self.download(task, target)

    def download(self, task: dict[str, Any], target: Path) -> dict[str, Any]:
        """The task, its file at ``target``."""
        with self.client.stream("GET", task["result"]["url"]) as answer:
            answer.raise_for_status()
            with target.open("wb") as file:
                for block in answer.iter_bytes():
                    file.write(block)
        return task

    def post(self, path: str, body: dict[str, Any], language: str = "zh-CN") -> Any:
        return self.client.post(path, json=body, headers={"accept-language": language})

    def rendering(self, task_id: str, frames: int = 1) -> dict[str, Any]:
        """The task as soon as so many of its frames are drawn; fails if it ends before."""

        def look() -> dict[str, Any] | None:
            found = self.task(task_id)
            assert found["status"] in ("queued", "running"), found
            return found if found["frames_done"] >= frames else None

        found: dict[str, Any] = self.until(look)
        return found

    def render_processes(self) -> list[psutil.Process]:
        """The processes that draw: forks of a process that does nothing else."""
        found = []
        for process in self.descendants():
            with contextlib.suppress(psutil.Error):
                if _is_fork_server(process):
                    found += process.children(recursive=True)
        return found

    def results(self) -> list[str]:
        """The files of finished tasks, halves included."""
        root = self.folder / "results"
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    def work(self) -> list[Path]:
        """What attempts have not yet cleaned up."""
        root = self.folder / "work"
        return list(root.iterdir()) if root.is_dir() else []

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        with contextlib.closing(sqlite3.connect(self.folder / "cutroom.sqlite")) as database:
            return database.execute(query).fetchall()

    def is_ready(self) -> bool:
        """/readyz says so, and that somebody renders."""
        answer = self.client.get("/readyz")
        return bool(answer.status_code == 200 and answer.json()["workers"] > 0)

    def events(self, task_id: str, last: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
        """(id, name, data) of the events of a task, as they come."""
        headers = {"last-event-id": last} if last else {}
        with self.client.stream(
            "GET", f"{NATIVE}/renders/{task_id}/events", headers=headers
        ) as answer:
            answer.raise_for_status()
            event: dict[str, str] = {}
            for line in answer.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                elif "data" in event:
                    yield event["id"], event["event"], json.loads(event["data"])
                    event = {}


@contextlib.contextmanager
def serving(
    folder: Path, command: list[str] | None = None, **settings: str
) -> Iterator[RenderingService]:
    """A started service, ready to render; stopped, with all it started, at the end."""
    service = RenderingService(folder, command, **settings)
    service.start()
    try:
        if command is None:
            service.until(service.is_ready)
        yield service
    finally:
        service.stop()


def _is_fork_server(process: psutil.Process) -> bool:
    made_by = process.parent()
    same = made_by is not None and made_by.cmdline() == process.cmdline()
    return "cutroom.pipeline.fork_server" in process.cmdline() and not same
