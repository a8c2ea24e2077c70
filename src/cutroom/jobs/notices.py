"""Telling a caller's URL that a task ended: signed as Standard Webhooks asks, delivered at least once.

A notice is written in the transaction that ends the task, and delivered from a queue of its own. The id of
a notice stays the same through all tries, so a receiver can tell a repetition.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Mapping

import sqlalchemy as sa

from cutroom.core.errors import CutroomError
from cutroom.jobs.database import deliveries, now_ms, reading, writing
from cutroom.jobs.durable import NOTICES, Enqueuer
from cutroom.jobs.model import Json, State, Task

log = logging.getLogger(__name__)

RETRY_AFTER_S = (5.0, 30.0, 120.0, 600.0, 3600.0, 14400.0, 43200.0, 86400.0)
_EVENTS = {
    State.COMPLETED: "render.completed",
    State.FAILED: "render.failed",
    State.CANCELLED: "render.cancelled",
}

Describe = Callable[[Task], Json]
"""The public form of a task."""

Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Posts a body with headers to a URL; the HTTP status. Raises CutroomError when there is none."""


def signature(secret: str, notice_id: str, timestamp: int, body: bytes) -> str:
    """The ``webhook-signature`` header: HMAC-SHA256 over ``id.timestamp.body``.

    ``secret`` is the raw text, or base64 after the prefix ``whsec_``.
    """
    encoded = secret.removeprefix("whsec_")
    key = base64.b64decode(encoded) if encoded != secret else secret.encode()
    signed = f"{notice_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


class Announcer:
    """Writes notices of tasks that ended."""

    def __init__(self, enqueuer: Enqueuer, describe: Describe) -> None:
        self._enqueuer = enqueuer
        self._describe = describe

    def announce(self, connection: sa.Connection, task: Task) -> None:
        """Write and queue the notice of ``task``, if its submitter asked for one."""
        if not task.callback_url:
            return
        notice_id = f"msg_{task.id}_{task.version}"
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime((task.completed_at_ms or 0) / 1000))
        body = {"type": _EVENTS[task.state], "timestamp": stamp, "data": self._describe(task)}
        connection.execute(
            deliveries.insert().values(
                id=notice_id,
                task_id=task.id,
                url=task.callback_url,
                body=json.dumps(body, ensure_ascii=False),
                state="queued",
                created_at_ms=now_ms(),
            )
        )
        self._enqueuer.enqueue(connection, NOTICES, (notice_id, 1))


class Courier:
    """Delivers notices, in a worker."""

    def __init__(self, engine: sa.Engine, enqueuer: Enqueuer, post: Post, secret: str) -> None:
        """Without a ``secret`` notices carry no signature."""
        self._engine = engine
        self._enqueuer = enqueuer
        self._post = post
        self._secret = secret

    def deliver(self, notice_id: str, run: int) -> None:
        """The body of the engine's workflow. Never raises."""
        try:
            self._deliver(notice_id, run)
        except Exception:
            log.exception("notice %s could not be delivered", notice_id)

    def _deliver(self, notice_id: str, run: int) -> None:
        wanted = (deliveries.c.id == notice_id, deliveries.c.run == run)
        query = sa.select(deliveries).where(*wanted, deliveries.c.state == "queued")
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return
        problem = self._try(row["id"], row["url"], row["body"].encode())
        last = run > len(RETRY_AFTER_S)
        with writing(self._engine) as connection:
            change = deliveries.update().where(*wanted)
            if not problem or last:
                state = "failed" if problem else "delivered"
                connection.execute(change.values(state=state, error=problem))
                return
            connection.execute(change.values(run=run + 1, error=problem))
            delay_s = RETRY_AFTER_S[run - 1]
            self._enqueuer.enqueue(connection, NOTICES, (notice_id, run + 1), delay_s=delay_s)

    def _try(self, notice_id: str, url: str, body: bytes) -> str:
        """What went wrong, "" when it was delivered."""
        now = int(time.time())
        headers = {
            "content-type": "application/json",
            "webhook-id": notice_id,
            "webhook-timestamp": str(now),
        }
        if self._secret:
            headers["webhook-signature"] = signature(self._secret, notice_id, now, body)
        try:
            status = self._post(url, body, headers)
        except CutroomError as error:
            return str(error)
        return "" if 200 <= status < 300 else f"HTTP {status}"
