"""The native dialect: tasks by id, problems by the book, drafts, files and keys."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cutroom.core import errors
from cutroom.jobs.ledger import Position
from cutroom.jobs.model import Stage
from tests.api.site import HOST, NATIVE, Site, document

RENDERS = f"{NATIVE}/renders"


def assert_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["type"].startswith("urn:cutroom:problem:")
    assert body["title"]
    return body


def ask(site: Site, **body: Any) -> Any:
    return site.post(RENDERS, body, "en")


def asked(site: Site, **more: Any) -> dict[str, Any]:
    answer = ask(site, draft_url=site.url(site.draft()), **more)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_render_is_accepted_with_its_task(site: Site) -> None:
    task = asked(site, output={"resolution": "720P", "fps": "30000/1001"}, priority=3)
    assert (task["status"], task["progress"], task["priority"]) == ("queued", 0.0, 3)
    assert task["output"] == {"short_side": 720, "fps": "30000/1001"}
    assert task["links"]["self"] == f"{HOST}{RENDERS}/{task['id']}"
    assert site.client.get(task["links"]["self"]).json()["id"] == task["id"]


def test_a_draft_sent_along_is_one_task_however_often_it_comes(site: Site) -> None:
    made = document(text="sent along")
    first, second = ask(site, draft=made).json(), ask(site, draft=made).json()
    assert first["id"] == second["id"]


def test_an_uploaded_file_is_rendered(site: Site) -> None:
    file = ("draft_content.json", json.dumps(document(text="uploaded")).encode())
    request = json.dumps({"output": {"format": "gif"}})
    answer = site.client.post(RENDERS, data={"request": request}, files={"file": file})
    assert answer.status_code == 202
    assert answer.json()["output"] == {"format": "gif"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "draft_url"),
        ({"draft_url": "x", "draft": {}}, "draft_url"),
        ({"draft_url": "nonsense"}, "draft_url"),
        ({"draft_url": "http://h/a.json", "output": {"fps": 0}}, "fps"),
        ({"draft_url": "http://h/a.json", "output": {"width": 1}}, "width"),
        ({"draft_url": "http://h/a.json", "output": {"range_us": [2, 1]}}, "range_us"),
        ({"draft_url": "http://h/a.json", "output": {"crf": 99}}, "crf"),
        ({"draft_url": "http://h/a.json", "output": {"format": "gif", "crf": 20}}, "crf"),
        ({"draft_url": "http://h/a.json", "output": {"alpha": True}}, "alpha"),
        ({"draft_url": "http://h/a.json", "output": {"size": 1}}, "output.size"),
        ({"draft_url": "http://h/a.json", "webhook": "x"}, "webhook"),
        ({"draft_url": "http://h/a.json", "callback_url": "file:///etc"}, "callback_url"),
        ({"draft_url": "http://h/a.json", "priority": 11}, "priority"),
        ({"draft_url": "http://h/a.json", "idempotency_key": "k" * 256}, "idempotency_key"),
    ],
)
def test_bad_requests_name_their_field(site: Site, body: dict[str, Any], field: str) -> None:
    assert assert_problem(ask(site, **body), 400, "INVALID_REQUEST")["field"] == field


def test_titles_follow_the_language(site: Site) -> None:
    assert site.post(RENDERS, {}, "zh").json()["title"] == "请求无效"
    assert site.post(RENDERS, {}, "en").json()["title"] == "Invalid request"


def test_a_bad_draft_sent_along_is_refused(site: Site) -> None:
    assert_problem(ask(site, draft={"tracks": []}), 422, "EMPTY_DRAFT")


def test_an_idempotency_key_of_the_header_counts(site: Site) -> None:
    body = {"draft_url": site.url(site.draft())}
    headers = {"Idempotency-Key": "header-key"}
    first = site.client.post(RENDERS, json=body, headers=headers).json()
    second = site.client.post(RENDERS, json=body, headers=headers).json()
    assert first["id"] == second["id"]
    other = {"draft_url": site.url(site.draft())}
    clash = site.client.post(RENDERS, json=other, headers=headers)
    assert assert_problem(clash, 409, "CONFLICT")["reason"] == "idempotency-key-reused"


def test_a_finished_task_shows_its_output(site: Site) -> None:
    task = asked(site)
    site.finish(site.services.renders.get(task["id"]))
    found = site.client.get(f"{RENDERS}/{task['id']}").json()
    assert (found["status"], found["progress"], found["eta_s"]) == ("completed", 100.0, 0.0)
    assert (found["result"]["frames"], found["result"]["file_size"]) == (60, 1000)
    assert site.client.get(found["result"]["url"]).status_code == 200


def test_a_failed_task_shows_its_error(site: Site) -> None:
    task = asked(site)
    error = errors.MediaUnreachable("HTTP 404.", material="a.mp4", hint="Check it.")
    site.fail(site.services.renders.get(task["id"]), error)
    shown = site.client.get(f"{RENDERS}/{task['id']}").json()["error"]
    assert (shown["code"], shown["stage"], shown["hint"]) == (
        "MEDIA_UNREACHABLE", "rendering", "Check it.",
    )  # fmt: skip
    assert shown["details"] == {"material": "a.mp4"}


def test_a_running_task_shows_its_frames(site: Site) -> None:
    task = asked(site)
    attempt = site.desk.begin(site.services.renders.get(task["id"]))
    site.desk.ledger.save(
        attempt, Position(Stage.RENDERING, 70.0, 30, 60, attempt.updated_at_ms - 1000)
    )
    shown = site.client.get(f"{RENDERS}/{task['id']}").json()
    assert (shown["frames_done"], shown["frames_total"], shown["stage"]) == (30, 60, "rendering")
    assert shown["fps"] > 0
    assert shown["speed"] > 0
    assert shown["eta_s"] > 0


def test_a_task_is_cancelled_once_and_tried_again(site: Site) -> None:
    task = asked(site)
    path = f"{RENDERS}/{task['id']}"
    assert site.client.delete(path).json()["status"] == "cancelled"
    again = assert_problem(site.client.delete(path), 409, "CONFLICT")
    assert again["reason"] == "already-cancelled"
    assert site.client.post(f"{path}/retry").json()["status"] == "queued"
    busy = assert_problem(site.client.post(f"{path}/retry"), 409, "CONFLICT")
    assert busy["reason"] == "is-queued"


@pytest.mark.parametrize("method", ["get", "delete"])
def test_an_unknown_task_is_not_found(site: Site, method: str) -> None:
    assert_problem(site.client.request(method, f"{RENDERS}/nobody"), 404, "TASK_NOT_FOUND")


def test_tasks_are_listed_by_status_and_draft_in_pages(site: Site) -> None:
    draft = site.draft()
    url = site.url(draft)
    for resolution in ("480P", "720P", "1080P"):
        ask(site, draft_url=url, output={"resolution": resolution})
    query = {"draft": url, "status": "queued", "limit": "2"}
    first = site.client.get(RENDERS, params=query).json()
    assert len(first["items"]) == 2
    rest = site.client.get(RENDERS, params={**query, "cursor": first["next_cursor"]}).json()
    assert (len(rest["items"]), rest["next_cursor"]) == (1, None)
    bad = site.client.get(RENDERS, params={"status": "done"})
    assert assert_problem(bad, 400, "INVALID_REQUEST")["field"] == "status"


def events(answer: Any) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for block in answer.text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        found.append((lines["id"], lines["event"], json.loads(lines["data"])))
    return found


def test_the_events_of_a_task_end_with_it_and_resume(site: Site) -> None:
    task = asked(site)
    site.finish(site.services.renders.get(task["id"]))
    path = f"{RENDERS}/{task['id']}/events"
    [(number, name, shown)] = events(site.client.get(path))
    assert (name, shown["status"]) == ("completed", "completed")
    resumed = site.client.get(path, headers={"Last-Event-ID": number})
    assert "event:" not in resumed.text
    missed = events(site.client.get(path, headers={"Last-Event-ID": "1"}))
    assert missed[0][0] == number


def test_events_of_an_unknown_task_are_a_problem(site: Site) -> None:
    assert_problem(site.client.get(f"{RENDERS}/nobody/events"), 404, "TASK_NOT_FOUND")


def zipped(made: dict[str, Any], folder: str = "my draft/") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{folder}draft_content.json", json.dumps(made))
        archive.writestr(f"{folder}assets/a.txt", "media")
    return buffer.getvalue()


def test_an_uploaded_folder_is_a_draft_that_can_be_had_back(site: Site) -> None:
    made = document(text="travels")
    made["unknown_field"] = {"kept": True}
    answer = site.client.post(
        f"{NATIVE}/drafts", content=zipped(made), headers={"content-type": "application/zip"}
    )
    assert answer.status_code == 201, answer.text
    draft = answer.json()
    names = [file["name"] for file in draft["files"]]
    assert names == [
        "assets/a.txt",
        "draft_content.json",
        "draft_info.json",
        "draft_meta_info.json",
    ]
    assert site.client.get(draft["files"][0]["url"]).text == "media"
    archive = zipfile.ZipFile(io.BytesIO(site.client.get(draft["links"]["archive"]).content))
    assert json.loads(archive.read(f"{draft['id']}/draft_content.json")) == made
    assert site.client.delete(draft["links"]["self"]).status_code == 204
    assert_problem(site.client.get(draft["links"]["self"]), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"PK\x03\x04broken", 422, "INVALID_DRAFT"), (b"not a draft", 422, "INVALID_DRAFT"),
     (b"", 400, "INVALID_REQUEST")],
)  # fmt: skip
def test_a_file_that_is_no_draft_is_refused_and_leaves_nothing(
    site: Site, content: bytes, status: int, code: str
) -> None:
    before = sorted(site.settings.drafts_dir.iterdir()) if site.settings.drafts_dir.exists() else []
    headers = {"content-type": "application/octet-stream"}
    answer = site.client.post(f"{NATIVE}/drafts", content=content, headers=headers)
    assert answer.status_code == status
    after = sorted(site.settings.drafts_dir.iterdir()) if site.settings.drafts_dir.exists() else []
    assert before == after


def test_bodies_over_the_limit_are_refused(tmp_path: Path) -> None:
    site = Site(tmp_path, max_upload_mb=1, max_draft_mb=1)
    big = b"x" * 1_500_000
    upload = site.client.post(
        f"{NATIVE}/drafts", content=big, headers={"content-type": "application/octet-stream"}
    )
    assert_problem(upload, 413, "LIMIT_EXCEEDED")
    form = site.client.post(RENDERS, files={"file": ("a.json", big)})
    assert_problem(form, 413, "LIMIT_EXCEEDED")
    call = site.client.post("/v1/gen_video", content=big)
    assert (call.status_code, call.json()["error"]["code"]) == (413, "LIMIT_EXCEEDED")
    site.close()


def test_files_are_served_in_ranges_and_known_ones_not_again(site: Site) -> None:
    task = asked(site)
    site.finish(site.services.renders.get(task["id"]))
    url = site.client.get(f"{RENDERS}/{task['id']}").json()["result"]["url"]
    whole = site.client.get(url)
    assert (whole.headers["content-type"], whole.headers["accept-ranges"]) == ("video/mp4", "bytes")
    assert 'filename="' in whole.headers["content-disposition"]
    part = site.client.get(url, headers={"range": "bytes=5-14"})
    assert (part.status_code, part.content) == (206, b"5678901234")
    assert part.headers["content-range"] == "bytes 5-14/1000"
    tail = site.client.get(url, headers={"range": "bytes=-3"})
    assert tail.content == b"789"
    assert site.client.get(url, headers={"range": "bytes=2000-"}).status_code == 416
    known = site.client.get(url, headers={"if-none-match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = site.client.head(url)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "1000")


def test_a_video_that_is_not_there_is_a_problem(site: Site) -> None:
    assert_problem(site.client.get(f"/videos/{asked(site)['id']}/a.mp4"), 404, "NOT_FOUND")
    assert_problem(site.client.get("/videos/nobody/a.mp4"), 404, "TASK_NOT_FOUND")


def test_health_readiness_and_metrics(site: Site) -> None:
    assert site.client.get("/healthz").json()["status"] == "ok"
    ready = site.client.get("/readyz").json()
    assert (ready["status"], ready["workers"]) == ("ready", 0)
    asked(site)
    assert 'cutroom_tasks{state="queued"}' in site.client.get("/metrics").text


@pytest.mark.parametrize("path", ["/nothing", f"{NATIVE}/nothing", "/v1x"])
def test_what_is_nowhere_is_a_problem(site: Site, path: str) -> None:
    assert_problem(site.client.get(path), 404, "NO_SUCH_ENDPOINT")


def test_urls_follow_the_address_that_was_called_or_the_configured_one(tmp_path: Path) -> None:
    def made(site: Site, **headers: str) -> str:
        answer = site.client.post("/v1/create_draft", json={}, headers=headers)
        return str(answer.json()["draft_url"])

    site = Site(tmp_path / "plain")
    assert made(site, host="box:8080").startswith("http://box:8080/openapi/")
    assert made(site, host='evil"/><x').startswith("http://127.0.0.1:30000/openapi/")
    site.close()
    site = Site(tmp_path / "configured", public_url="https://videos.example/")
    assert made(site, host="box:8080").startswith("https://videos.example/openapi/")
    site.close()


@pytest.fixture
def locked(tmp_path: Path) -> Any:
    opened = Site(tmp_path, api_keys=("right", "also-right"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, {"apiKey": "right"}),
        ({}, {"api_token": "also-right"}),
        ({"authorization": "Bearer right"}, {}),
        ({"x-api-key": "right"}, {}),
    ],
)
@pytest.mark.parametrize("path", ["/v1/gen_video", "/api/drafts/gen_video"])
def test_a_right_key_opens(
    locked: Site, path: str, headers: dict[str, str], body: dict[str, str]
) -> None:
    url = locked.url(locked.draft())
    answer = locked.client.post(path, json={"draft_url": url, **body}, headers=headers)
    assert answer.status_code == 200


def test_no_key_or_a_wrong_one_does_not_open(locked: Site) -> None:
    body = {"draft_url": locked.url(locked.draft())}
    none = locked.post("/v1/gen_video", body)
    assert (none.status_code, none.json()["code"]) == (401, 2036)
    assert none.json()["error"]["code"] == "INVALID_APIKEY"
    assert none.json()["message"] == "无效的 apiKey"
    wrong = locked.post("/v1/gen_video", {**body, "apiKey": "wrong"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "INVALID_APIKEY")
    assert locked.post("/api/drafts/gen_video", body).status_code == 401
    for method, path in [
        ("POST", RENDERS), ("GET", RENDERS), ("GET", f"{RENDERS}/x"), ("DELETE", f"{RENDERS}/x"),
        ("POST", f"{RENDERS}/x/retry"), ("GET", f"{RENDERS}/x/events"), ("POST", f"{NATIVE}/drafts"),
        ("GET", f"{NATIVE}/drafts/x"), ("DELETE", f"{NATIVE}/drafts/x"),
        ("GET", f"{NATIVE}/drafts/x/archive.zip"),
    ]:  # fmt: skip
        assert_problem(locked.client.request(method, path), 401, "INVALID_APIKEY")
    assert locked.client.post("/v1/upload_draft", content=b"{}").status_code == 401


def test_health_and_what_published_clients_call_without_a_key_stay_open(locked: Site) -> None:
    assert locked.client.get("/healthz").status_code == 200
    assert locked.client.get("/readyz").status_code == 200
    url = locked.post("/v1/create_draft", {}).json()["draft_url"]
    assert locked.client.get(url).status_code == 200
    assert locked.post("/v1/gen_video_status", {"draft_url": url}).status_code == 404


def test_a_moment_of_a_draft_is_drawn(site: Site) -> None:
    body = {"draft": document(text="look"), "at_us": 1_000_000, "output": {"width": 160}}
    answer = site.client.post(f"{NATIVE}/stills", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-cutroom-frame"] == "30"
    assert answer.content.startswith(b"\x89PNG")


def test_a_draft_is_explained(site: Site) -> None:
    found = site.client.post(f"{NATIVE}/explain", json={"draft_url": site.url(site.draft())}).json()
    assert (found["width"], found["height"], found["fps"], found["frames"]) == (640, 360, 30.0, 60)
    assert found["timeline"]
    assert all(
        {"code", "severity", "where", "message"} <= set(item) for item in found["diagnostics"]
    )


@pytest.mark.parametrize("call", ["stills", "explain"])
def test_looking_at_no_draft_is_a_problem(site: Site, call: str) -> None:
    problem = assert_problem(site.client.post(f"{NATIVE}/{call}", json={}), 400, "INVALID_REQUEST")
    assert problem["field"] == "draft_url"
    url = site.url("20200101000000deadbeef")
    missing = site.client.post(f"{NATIVE}/{call}", json={"draft_url": url})
    assert_problem(missing, 404, "NOT_FOUND")


def test_copying_and_the_encoder_are_the_callers_choice(site: Site) -> None:
    url = site.url(site.draft())
    task = ask(site, draft_url=url, output={"smart": True, "encoder": "nvenc"}).json()
    options = site.services.renders.get(task["id"]).spec["options"]
    assert options == {"smart": True, "encoder": "nvenc"}
    for output, field in (
        ({"encoder": "best"}, "encoder"),
        ({"format": "webm", "smart": True}, "smart"),
    ):
        refused = ask(site, draft_url=url, output=output)
        assert assert_problem(refused, 400, "INVALID_REQUEST")["field"] == field
