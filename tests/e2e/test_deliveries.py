"""What a caller sees of a render: one task however it asks, its events, its file; and cancelling it."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import psutil
import pytest

from tests.e2e.browser import find_browser, play
from tests.e2e.conftest import LONG_S, SHORT_S
from tests.e2e.films import assert_whole, write_film_draft
from tests.e2e.rendering import CAPCUT_MATE, JY, NATIVE, OLDER, RenderingService

pytestmark = pytest.mark.xdist_group("e2e-service")
SUBMISSIONS = 200


def spellings(service: RenderingService, draft_url: str) -> list[str]:
    """Ways to name one draft of this server."""
    draft_id = draft_url.rpartition("=")[2]
    own = service.base_url
    return [
        draft_url,
        f"{own}{OLDER}/get_draft?draft_id={draft_id}",
        f"{own}{CAPCUT_MATE}/get_draft?draft_id={draft_id}&from=coze",
        f"HTTP://localhost:{service.port}{CAPCUT_MATE}/get_draft?draft_id={draft_id}",
        f"https://another.example{OLDER}/get_draft?draft_id={draft_id}",
        f"https://ts.fyshark.com/#/cozeToJianyin?drafId={draft_id}",
        f"https://ts.fyshark.com/#/cozeToJianyin?drafId={quote(draft_url, safe='')}",
        f"https://ts.fyshark.com/#/cozeToJianyin?draft_id={draft_url}",
    ]


def ask(client: httpx.Client, call: str, draft_url: str) -> str:
    """The id of the task that a dialect answers with."""
    answer = client.post(call, json={"draft_url": draft_url})
    assert answer.status_code in (200, 202), answer.text
    body: dict[str, Any] = answer.json()
    if call.startswith(JY):
        body = body["data"]
    return str(body.get("task_id") or body["id"])


def test_two_hundred_submissions_at_once_are_one_render(
    service: RenderingService, long_footage: Path, tmp_path: Path
) -> None:
    url = service.upload(write_film_draft(tmp_path / "wanted", "wanted", LONG_S, long_footage))
    calls = [
        f"{CAPCUT_MATE}/gen_video",
        f"{OLDER}/gen_video",
        f"{JY}/gen_video",
        f"{NATIVE}/renders",
    ]
    pairs = [(call, spelled) for call in calls for spelled in spellings(service, url)]
    wanted = [pairs[number % len(pairs)] for number in range(SUBMISSIONS)]
    random.Random(1).shuffle(wanted)
    limits = httpx.Limits(max_connections=SUBMISSIONS)
    with (
        httpx.Client(base_url=service.base_url, timeout=120, limits=limits) as client,
        ThreadPoolExecutor(SUBMISSIONS) as crowd,
    ):
        tasks = set(crowd.map(lambda pair: ask(client, *pair), wanted))
    assert len(tasks) == 1
    task = service.ended(tasks.pop())
    assert (task["status"], task["attempt"]) == ("completed", 1)
    draft_id = url.rpartition("=")[2]
    rows = service.rows(
        f"select id, state, run from cutroom_tasks where draft_key = 'draft:{draft_id}'"
    )
    assert rows == [(task["id"], "completed", 1)]
    assert [row for row in service.results() if task["id"] in row] == [f"{task['id']}/1.mp4"]


def test_the_events_of_a_render_go_on_where_a_client_lost_them(
    service: RenderingService, long_footage: Path, tmp_path: Path
) -> None:
    draft = write_film_draft(tmp_path / "told", "told", LONG_S, long_footage, 8)
    task = service.ask(service.upload(draft))
    first = []
    for event in service.events(task):
        first.append(event)
        if len(first) == 2:
            break
    rest = list(service.events(task, last=first[-1][0]))
    versions = [int(number) for number, _, _ in [*first, *rest]]
    assert versions == sorted(set(versions)), "an event came twice"
    progress = [data["progress"] for _, _, data in [*first, *rest]]
    assert progress == sorted(progress)
    assert [name for _, name, _ in first] == ["progress", "progress"]
    assert [name for _, name, _ in rest].index("completed") == len(rest) - 1
    assert rest[-1][2]["result"]["frames"] == LONG_S * 30
    assert [event[1] for event in service.events(task, last=str(versions[-1]))] == []


def cancelled_in_s(service: RenderingService, draft_url: str) -> float:
    """Cancel a render of this draft on its way; how long its process and folder lived on."""
    task = service.ask(draft_url)
    service.rendering(task)
    mine = [path for path in service.work() if path.name.startswith(task)]
    drawing = service.render_processes()
    assert mine, "it works nowhere"
    assert drawing, "nobody draws"
    answer = service.client.delete(f"{NATIVE}/renders/{task}")
    start = time.monotonic()
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    service.until(lambda: not any(map(lives, drawing)) and not any(p.exists() for p in mine))
    took_s = time.monotonic() - start
    again = service.client.delete(f"{NATIVE}/renders/{task}")
    assert (again.status_code, again.json()["reason"]) == (409, "already-cancelled")
    assert service.task(task)["status"] == "cancelled"
    assert not [row for row in service.results() if row.startswith(task)]
    return took_s


def lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_a_render_that_is_cancelled_leaves_nothing(
    service: RenderingService, long_footage: Path, tmp_path: Path
) -> None:
    url = service.upload(write_film_draft(tmp_path / "off", "off", LONG_S, long_footage, 8))
    cancelled_in_s(service, url)


@pytest.mark.long
def test_ten_renders_are_cancelled_in_two_seconds_each(
    service: RenderingService, long_footage: Path, tmp_path: Path
) -> None:
    took_s = []
    for number in range(10):
        name = f"off-{number}"
        draft = write_film_draft(tmp_path / name, name, LONG_S, long_footage, 12)
        took_s.append(cancelled_in_s(service, service.upload(draft)))
    print(f"cancelled after {[round(value, 2) for value in took_s]} s")
    assert max(took_s) < 2.0


def test_a_finished_file_can_be_fetched_in_parts(
    service: RenderingService, finished: dict[str, Any], tmp_path: Path
) -> None:
    url = finished["result"]["url"]
    whole = service.client.get(url)
    size = len(whole.content)
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["accept-ranges"] == "bytes"
    name = url.rpartition("/")[2]
    assert f'filename="{name}"' in whole.headers["content-disposition"]
    assert name.endswith(".mp4")
    head = service.client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(size) == str(finished["result"]["file_size"])
    parts = [
        service.client.get(url, headers={"range": wanted})
        for wanted in ("bytes=0-999", f"bytes=1000-{size - 501}", "bytes=-500")
    ]
    assert {part.status_code for part in parts} == {206}
    assert parts[1].headers["content-range"] == f"bytes 1000-{size - 501}/{size}"
    assert b"".join(part.content for part in parts) == whole.content
    beyond = service.client.get(url, headers={"range": f"bytes={size}-"})
    assert beyond.status_code == 416
    known = service.client.get(url, headers={"if-none-match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    resumed = service.client.get(
        url, headers={"range": "bytes=10-", "if-range": whole.headers["etag"]}
    )
    assert (resumed.status_code, resumed.content) == (206, whole.content[10:])
    (tmp_path / "made.mp4").write_bytes(whole.content)
    assert_whole(tmp_path / "made.mp4", SHORT_S)


def test_a_finished_file_plays_in_a_browser(
    service: RenderingService, finished: dict[str, Any], tmp_path: Path
) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    service.download(finished, tmp_path / "made.mp4")
    seen = play(browser, tmp_path / "made.mp4")
    assert "error" not in seen
    assert (seen["width"], seen["height"]) == (320, 180)
    assert seen["duration"] == pytest.approx(SHORT_S, abs=0.05)
