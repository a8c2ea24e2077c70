"""Editors of drafts go on while their service is killed: what was acknowledged is there, and every draft loads."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx
import pytest

from cutroom.draft.codec import parse_draft
from tests.e2e.service import Service, running
from tests.storage.bucket_server import bucket_server

SERVE = ["-m", "cutroom", "serve", "--no-worker"]
PATIENCE_S = 120.0


@dataclass
class Ledger:
    """What the service said: segments it acknowledged by draft, answers that never came, refusals for now."""

    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    edits: int = 0
    lost: int = 0
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, draft_url: str, segments: list[str]) -> None:
        with self.lock:
            self.acknowledged.setdefault(draft_url, set()).update(segments)
            self.edits += 1

    def note_lost(self) -> None:
        with self.lock:
            self.lost += 1

    def note_refused(self) -> None:
        with self.lock:
            self.refused += 1


def edit(service: Service, draft_url: str, number: int, edits: int, ledger: Ledger) -> None:
    """One editor: each edit is sent again until it is acknowledged."""
    with httpx.Client(base_url=service.client.base_url, timeout=60) as client:
        for each in range(edits):
            end = time.monotonic() + PATIENCE_S
            for attempt in count():
                assert time.monotonic() < end, "the service does not come back"
                words = f"editor {number}, edit {each}, attempt {attempt}"
                span = {"start": 0, "end": 1_000_000}
                body = {"draft_url": draft_url, "captions": [{"text": words, **span}]}
                try:
                    answer = client.post("/v1/add_captions", json=body)
                except httpx.ConnectError:
                    time.sleep(0.1)
                    continue
                except httpx.HTTPError:
                    ledger.note_lost()
                    continue
                if answer.status_code == 503:
                    # Too many others edit the draft: the answer says when to come back.
                    ledger.note_refused()
                    time.sleep(min(1.0, float(answer.headers["retry-after"])))
                    continue
                assert answer.status_code == 200, answer.text
                ledger.note(draft_url, answer.json()["segment_ids"])
                break


def new_draft(service: Service) -> str:
    answer = service.client.post("/v1/create_draft", json={"width": 640, "height": 360})
    return str(answer.raise_for_status().json()["draft_url"])


def edited_through_kills(
    service: Service, drafts: int, editors: int, edits: int, kills: int
) -> Ledger:
    """Let editors work on drafts, and kill the service ``kills`` times while they do."""
    urls = [new_draft(service) for _ in range(drafts)]
    ledger = Ledger()
    with ThreadPoolExecutor(editors) as pool:
        working = [
            pool.submit(edit, service, urls[number % drafts], number, edits, ledger)
            for number in range(editors)
        ]
        for kill in range(1, kills + 1):
            due = editors * edits * kill // (kills + 1)
            service.until(lambda due=due: ledger.edits >= due or any(w.done() for w in working))
            service.kill()
            service.start()
        for each in working:
            each.result()
    return ledger


def assert_nothing_was_lost(service: Service, ledger: Ledger) -> None:
    kept_in_all = 0
    for draft_url, acknowledged in ledger.acknowledged.items():
        files = service.client.get(draft_url).raise_for_status().json()["files"]
        contents = {
            service.client.get(url).raise_for_status().content
            for url in files
            if url.endswith(("/draft_content.json", "/draft_info.json"))
        }
        (content,) = contents
        draft = parse_draft(content)
        kept = [segment.id for track in draft.tracks for segment in track.segments]
        assert acknowledged <= set(kept)
        assert len(set(kept)) == len(kept)
        kept_in_all += len(kept)
        found = service.client.post("/api/v1/explain", json={"draft_url": draft_url}).json()
        assert found["clips"] == len(kept)
    # An edit whose answer was lost may be there too, once.
    assert ledger.edits <= kept_in_all <= ledger.edits + ledger.lost


def test_edits_survive_a_service_that_is_killed(tmp_path: Path) -> None:
    with running(tmp_path / "data", SERVE) as service:
        ledger = edited_through_kills(service, drafts=2, editors=6, edits=4, kills=1)
        assert ledger.edits == 24
        assert_nothing_was_lost(service, ledger)


@pytest.mark.long
@pytest.mark.parametrize("drafts", [1, 50])
def test_a_thousand_edits_of_fifty_editors_survive_two_kills(tmp_path: Path, drafts: int) -> None:
    with running(tmp_path / "data", SERVE) as service:
        started_s = time.monotonic()
        ledger = edited_through_kills(service, drafts, editors=50, edits=20, kills=2)
        took_s = time.monotonic() - started_s
        print(
            f"{drafts} drafts: {ledger.edits} edits in {took_s:.0f} s, "
            f"{ledger.lost} answers lost, {ledger.refused} refused for now"
        )
        assert ledger.edits == 1000
        assert ledger.lost > 0
        assert_nothing_was_lost(service, ledger)


@pytest.mark.long
def test_edits_of_drafts_in_a_bucket_survive_two_kills(tmp_path: Path) -> None:
    with (
        bucket_server() as bucket,
        running(tmp_path / "data", SERVE, draft_storage_url=bucket.url) as service,
    ):
        ledger = edited_through_kills(service, drafts=3, editors=12, edits=5, kills=2)
        assert ledger.edits == 60
        assert_nothing_was_lost(service, ledger)
