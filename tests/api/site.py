"""A whole service without a worker: hands of the test bring tasks into their states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from cutroom.api.service import service_app
from cutroom.app.wiring import build_services
from cutroom.authoring.blank import blank_document
from cutroom.core.errors import CutroomError
from cutroom.jobs.model import Outcome, Task
from cutroom.settings import Settings
from tests.jobs.desk import Desk

HOST = "http://127.0.0.1:30000"
MOUNTS = ("/openapi/capcut-mate/v1", "/v1")
JY = "/api/drafts"
NATIVE = "/api/v1"


def document(seconds: int = 2, text: str = "hello") -> dict[str, Any]:
    """A draft with one caption."""
    made = blank_document(640, 360)
    span = {"start": 0, "duration": seconds * 1_000_000}
    content = json.dumps({"text": text, "styles": []})
    made["materials"]["texts"] = [{"id": "text", "content": content, "type": "text"}]
    segment = {"id": "s", "material_id": "text", "target_timerange": span}
    made["tracks"] = [{"id": "t", "type": "text", "segments": [segment]}]
    made["duration"] = span["duration"]
    return made


class Site:
    """A service on a folder of its own, a client for it, and a desk on its database."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.settings = Settings(data_dir=folder, **settings)
        self.services = build_services(self.settings)
        self.client = TestClient(
            service_app(self.services), base_url=HOST, raise_server_exceptions=False
        )
        self.desk = Desk(folder)
        self.results = self.settings.store()

    def close(self) -> None:
        self.desk.close()

    def draft(self, made: dict[str, Any] | None = None) -> str:
        """The id of a new draft of this server."""
        return self.services.library.import_value(made or document())

    def url(self, draft_id: str, mount: str = MOUNTS[0], host: str = HOST) -> str:
        return f"{host}{mount}/get_draft?draft_id={draft_id}"

    def post(self, path: str, body: dict[str, Any], language: str = "zh-CN") -> Any:
        return self.client.post(path, json=body, headers={"accept-language": language})

    def task_of(self, draft_id: str) -> Task:
        task = self.desk.engine.latest(f"draft:{draft_id}")
        assert task is not None
        return task

    def finish(self, task: Task, content: bytes = b"0123456789" * 100) -> None:
        """End a task with a file."""
        source = self.settings.data_dir / "made.mp4"
        source.write_bytes(content)
        attempt = self.desk.begin(task)
        stored = self.results.put(f"{task.id}/{attempt.attempt}.mp4", source)
        result = {
            "key": stored.key, "file_size": stored.size, "duration_s": 2.0, "width": 640,
            "height": 360, "frames": 60, "format": "mp4",
        }  # fmt: skip
        assert self.desk.ledger.complete(attempt, Outcome(result, 2.0, frames=60))

    def fail(self, task: Task, error: CutroomError) -> None:
        self.desk.fail(task, error)
