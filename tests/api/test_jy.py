"""The JY dialect: its envelope, its states, its errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cutroom.core import errors
from cutroom.core.errors import CutroomError
from cutroom.jobs.ledger import Position
from cutroom.jobs.model import Stage
from tests.api.site import HOST, JY, NATIVE, Site

SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def data(answer: Any, message: str) -> dict[str, Any]:
    body = answer.json()
    assert (answer.status_code, body["status"], body["message"]) == (200, "success", message)
    found: dict[str, Any] = body["data"]
    return found


def submitted(site: Site) -> tuple[str, dict[str, Any]]:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    site.post(f"{JY}/gen_video", body)
    return draft, body


def status(site: Site, body: dict[str, Any]) -> dict[str, Any]:
    return data(site.post(f"{JY}/gen_video_status", body), "视频状态查询成功")


def test_a_submission_is_accepted(site: Site) -> None:
    draft = site.draft()
    url = site.url(draft)
    found = data(site.post(f"{JY}/gen_video", {"draft_url": url}), "渲染任务已提交")
    assert found.pop("estimated_time") > 0
    assert found == {
        "code": 0, "message": "渲染任务已提交", "task_id": site.task_of(draft).id, "draft_url": url,
        "render_status": "queued",
    }  # fmt: skip


def test_a_new_draft_is_upright(site: Site) -> None:
    found = data(site.post(f"{JY}/create_draft", {}), "草稿创建成功")
    draft = site.services.library.read(found["draft_id"])
    assert (draft.width, draft.height) == (1080, 1920)


def test_the_life_of_a_task_as_its_status_tells_it(site: Site) -> None:
    draft, body = submitted(site)
    task = site.task_of(draft)
    same = {"code": 0, "task_id": task.id, "draft_url": body["draft_url"]}
    waiting = status(site, body)
    assert waiting.pop("estimated_time") > 0
    assert waiting.pop("queue_position") >= 1
    assert waiting == {**same, "message": "排队中", "status": "queued", "progress": 0}
    attempt = site.desk.begin(task)
    starting = status(site, body)
    assert (starting["status"], starting["message"]) == ("preparing", "准备中")
    assert 1 <= starting["progress"] <= 10
    assert SECONDS.fullmatch(starting["start_time"])
    site.desk.ledger.save(attempt, Position(Stage.RENDERING, 70.0, 30, 60))
    drawing = status(site, body)
    assert (drawing["status"], drawing["message"]) == ("rendering", "渲染中")
    assert 10 <= drawing["progress"] <= 99
    assert drawing["estimated_time"] >= 1
    site.finish(site.task_of(draft))
    ended = status(site, body)
    assert SECONDS.fullmatch(ended.pop("start_time"))
    assert SECONDS.fullmatch(ended.pop("end_time"))
    assert ended.pop("render_time") >= 0
    assert ended == {
        **same, "message": "渲染完成", "status": "completed", "progress": 100,
        "video_url": f"{HOST}/videos/{task.id}/{draft}.mp4", "file_size": 1000, "duration": 2.0,
        "resolution": "640x360",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("percent", "low", "high"), [(10, 1, 10), (49, 1, 10), (50, 10, 10), (70, 50, 60), (90, 99, 99)]
)
def test_progress_keeps_to_the_range_of_its_state(
    site: Site, percent: float, low: int, high: int
) -> None:
    draft, body = submitted(site)
    attempt = site.desk.begin(site.task_of(draft))
    site.desk.ledger.save(attempt, Position(Stage.RENDERING, percent))
    assert low <= status(site, body)["progress"] <= high


def test_a_client_that_submits_until_it_sees_a_video_ends(site: Site) -> None:
    draft, body = submitted(site)
    site.finish(site.task_of(draft))
    found = data(site.post(f"{JY}/gen_video", body), "渲染任务已提交")
    assert found["render_status"] == "completed"
    assert site.client.get(found["video_url"]).status_code == 200


def test_a_cancelled_task(site: Site) -> None:
    draft, body = submitted(site)
    site.desk.engine.cancel(site.task_of(draft).id)
    found = status(site, body)
    assert (found["status"], found["message"]) == ("cancelled", "已取消")
    assert SECONDS.fullmatch(found["end_time"])


FAILURES = [
    (errors.BadDraft("x"), 400, "INVALID_DRAFT"),
    (errors.EmptyDraft("x"), 400, "INVALID_DRAFT"),
    (errors.EncryptedDraft("x"), 400, "INVALID_DRAFT"),
    (errors.MediaError("x", material="a"), 400, "INVALID_MEDIA"),
    (errors.MediaUnreachable("x", material="a"), 400, "INVALID_MEDIA"),
    (errors.Refused("x"), 400, "INVALID_MEDIA"),
    (errors.LimitExceeded("x"), 413, "INSUFFICIENT_QUOTA"),
    (errors.RenderTimeout("x"), 504, "RENDER_TIMEOUT"),
    (errors.RenderError("x"), 500, "SYSTEM_ERROR"),
    (errors.AudioError("x"), 500, "SYSTEM_ERROR"),
    (errors.EncodeError("x"), 500, "SYSTEM_ERROR"),
    (errors.StorageError("x"), 500, "SYSTEM_ERROR"),
    (errors.InternalError("x"), 500, "SYSTEM_ERROR"),
]


@pytest.mark.parametrize(("error", "http", "code"), FAILURES)
def test_a_failed_task_names_its_code_and_answers_the_next_submission(
    site: Site, error: CutroomError, http: int, code: str
) -> None:
    draft, body = submitted(site)
    site.fail(site.task_of(draft), error)
    found = status(site, body)
    assert (found["status"], found["message"], found["error_code"]) == ("failed", "渲染失败", code)
    assert found["error_message"]
    assert SECONDS.fullmatch(found["end_time"])
    again = site.post(f"{JY}/gen_video", body)
    assert again.status_code == http
    assert again.json()["status"] == "error"
    assert again.json()["data"]["error_code"] == code


@pytest.mark.parametrize(
    ("body", "problem", "english"),
    [
        ({}, "draft_url是必填项", "draft_url is required"),
        ({"draft_url": " "}, "draft_url是必填项", "draft_url is required"),
        ({"draft_url": "abc"}, "draft_url格式无效", "draft_url is invalid"),
    ],
)
@pytest.mark.parametrize("call", ["gen_video", "gen_video_status", "gen_video_history"])
def test_validation_errors_are_listed(
    site: Site, call: str, body: dict[str, Any], problem: str, english: str
) -> None:
    answer = site.post(f"{JY}/{call}", body)
    assert answer.status_code == 400
    assert answer.json() == {"status": "error", "message": "参数验证失败", "errors": [problem]}
    answer = site.post(f"{JY}/{call}", body, "en-GB").json()
    assert answer["errors"][0].startswith(english)


def test_no_task_is_a_404(site: Site) -> None:
    answer = site.post(f"{JY}/gen_video_status", {"draft_url": site.url(site.draft())})
    assert answer.status_code == 404
    assert answer.json() == {
        "status": "error",
        "message": "未找到渲染任务",
        "data": {"code": 404, "message": "Draft not found or no render task exists"},
    }


@pytest.mark.parametrize(
    ("call", "words"), [("gen_video", "提交失败"), ("gen_video_status", "状态查询失败")]
)
def test_our_own_failures_say_nothing_of_their_inside(
    site: Site, monkeypatch: pytest.MonkeyPatch, call: str, words: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(type(site.services.renders), "submit", broken)
    monkeypatch.setattr(type(site.services.renders), "of_draft", broken)
    answer = site.post(f"{JY}/{call}", {"draft_url": site.url(site.draft())})
    assert answer.status_code == 500
    assert answer.json() == {"status": "error", "message": f"{words}: 系统内部错误"}


def test_a_full_queue_says_when_to_come_back(tmp_path: Path) -> None:
    site = Site(tmp_path, queue_limit=1)
    submitted(site)
    answer = site.post(f"{JY}/gen_video", {"draft_url": site.url(site.draft())})
    assert (answer.status_code, answer.json()["message"]) == (503, "服务繁忙")
    assert int(answer.headers["retry-after"]) > 0
    site.close()


def test_the_history_of_a_draft_in_pages(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    for resolution in ("480P", "720P", "1080P"):
        site.post(f"{JY}/gen_video", {**body, "resolution": resolution})
    newest = site.task_of(draft).id
    path = f"{JY}/gen_video_history"
    first = data(site.post(path, {**body, "limit": 2}), "历史查询成功")
    assert first["tasks"][0]["task_id"] == newest
    cursor = first["next_cursor"]
    rest = data(site.post(path, {**body, "limit": 2, "cursor": cursor}), "历史查询成功")
    assert (len(first["tasks"]), len(rest["tasks"]), rest["next_cursor"]) == (2, 1, None)


def test_unknown_calls_and_methods_are_answered_in_the_dialect(site: Site) -> None:
    assert site.post(f"{JY}/nothing", {}).json()["status"] == "error"
    assert site.client.get(f"{JY}/gen_video").status_code == 405
    assert site.client.get(f"{JY}/gen_video").json()["message"] == "请求方法不允许"


def test_a_task_of_one_dialect_is_seen_on_the_others(site: Site) -> None:
    draft, body = submitted(site)
    seen = site.post("/v1/gen_video_status", body).json()
    assert seen["task_id"] == site.task_of(draft).id
    assert site.client.get(f"/api/v1/renders/{seen['task_id']}").json()["status"] == "queued"


@pytest.mark.parametrize("cursor", [-1, 2**63, 10**30, "next"])
def test_a_cursor_that_no_page_has_is_refused(site: Site, cursor: object) -> None:
    body = {"draft_url": site.url(site.draft()), "cursor": cursor}
    answer = site.post(f"{JY}/gen_video_history", body)
    assert answer.status_code == 400
    assert "cursor" in answer.json()["errors"][0]
    listed = site.client.get(f"{NATIVE}/renders", params={"cursor": str(cursor)})
    assert (listed.status_code, listed.json()["field"]) == (400, "cursor")
