"""The capcut-mate dialect, on both its mounts, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cutroom.core import errors
from cutroom.core.errors import CutroomError
from cutroom.jobs.ledger import Position
from cutroom.jobs.model import Stage
from tests.api.site import HOST, MOUNTS, Site, document

SUBMITTED = "视频生成任务已提交，请使用draft_url查询进度"
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

mounts = pytest.mark.parametrize("mount", MOUNTS)


def assert_error(answer: Any, status: int, code: str, message: str, details: str = "") -> None:
    """Every published form of one error."""
    body = answer.json()
    assert answer.status_code == status, body
    assert body["message"] == message
    assert body["error"]["code"] == code
    assert body["error"]["message"] == message
    assert body["detail"] == f"{message}: {body['error']['details']}"
    assert isinstance(body["code"], int)
    assert body["code"] != 0
    assert "Traceback" not in answer.text
    if details:
        assert body["error"]["details"] == details


@mounts
def test_a_submission_is_accepted(site: Site, mount: str) -> None:
    draft = site.draft()
    body = site.post(f"{mount}/gen_video", {"draft_url": site.url(draft, mount)}).json()
    task = site.task_of(draft)
    assert body == {
        "code": 0, "message": SUBMITTED, "task_id": task.id, "status": "pending", "video_url": "",
    }  # fmt: skip


def test_a_submission_is_answered_in_english_when_asked_for(site: Site) -> None:
    body = {"draft_url": site.url(site.draft())}
    answer = site.post(f"{MOUNTS[0]}/gen_video", body, "en-US,en;q=0.9,zh;q=0.8").json()
    assert answer["message"] == "Video generation task submitted; query its progress with draft_url"


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ({}, "draft_url 参数不能为空"),
        ({"draft_url": ""}, "draft_url 参数不能为空"),
        ({"draft_url": "   "}, "draft_url 参数不能为空"),
        ({"draft_url": None}, "draft_url 参数不能为空"),
        ({"draft_url": 7}, "draft_url格式无效"),
        ({"draft_url": ["a"]}, "draft_url格式无效"),
        ({"draft_url": "abc"}, "draft_url格式无效"),
        ({"draft_url": "ftp://host/draft.json"}, "draft_url格式无效"),
        ({"draft_url": "http://host/page.html"}, "draft_url格式无效"),
        ({"draft_url": "http://[::1/draft.json"}, "draft_url格式无效"),
    ],
)
@pytest.mark.parametrize("call", ["gen_video", "gen_video_status", "save_draft"])
@mounts
def test_bad_draft_urls_are_validation_errors(
    site: Site, mount: str, call: str, body: dict[str, Any], details: str
) -> None:
    answer = site.post(f"{mount}/{call}", body)
    assert_error(answer, 400, "VALIDATION_ERROR", "请求参数验证失败", details)


@pytest.mark.parametrize("content", [b"{bad", b"[1]", b"\xff\xfe", b"7", b"[" * 100_000])
@mounts
def test_bad_bodies_are_validation_errors(site: Site, mount: str, content: bytes) -> None:
    answer = site.client.post(f"{mount}/gen_video", content=content)
    assert_error(answer, 400, "VALIDATION_ERROR", "请求参数验证失败")


@pytest.mark.parametrize(
    "field", [{"fps": 0}, {"resolution": "8K"}, {"format": "avi"}, {"quality": "best"},
              {"priority": 99}, {"callback_url": "not a url"}, {"fps": "1/0"}, {"priority": "x"}],
)  # fmt: skip
def test_bad_options_name_their_field(site: Site, field: dict[str, Any]) -> None:
    answer = site.post(f"{MOUNTS[0]}/gen_video", {"draft_url": site.url(site.draft()), **field})
    assert_error(answer, 400, "VALIDATION_ERROR", "请求参数验证失败")
    assert next(iter(field)) in answer.json()["error"]["details"]


def test_validation_errors_are_said_in_english_when_asked_for(site: Site) -> None:
    answer = site.post(f"{MOUNTS[0]}/gen_video", {}, "en")
    message = "Request validation failed"
    assert_error(answer, 400, "VALIDATION_ERROR", message, "draft_url must not be empty")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?draft_id=",
        "?draft_id=../../etc/passwd",
        "?draft_id=a",
        "?draft_id=20200101000000deadbeef",
    ],
)
@pytest.mark.parametrize("call", ["gen_video", "gen_video_status"])
def test_an_id_that_is_none_of_ours_is_an_invalid_draft_url(
    site: Site, call: str, query: str
) -> None:
    url = f"{HOST}{MOUNTS[0]}/get_draft{query}"
    assert_error(
        site.post(f"{MOUNTS[0]}/{call}", {"draft_url": url}),
        404, "INVALID_DRAFT_URL", "无效的草稿URL", "无法解析草稿ID，或草稿不存在",
    )  # fmt: skip


@mounts
def test_the_status_of_a_draft_never_submitted(site: Site, mount: str) -> None:
    answer = site.post(f"{mount}/gen_video_status", {"draft_url": site.url(site.draft())})
    assert answer.json() == {
        "code": 2031,
        "message": "视频生成任务未找到",
        "detail": "视频生成任务未找到: 指定的草稿URL没有对应的视频生成任务",
        "error": {
            "code": "VIDEO_TASK_NOT_FOUND",
            "message": "视频生成任务未找到",
            "details": "指定的草稿URL没有对应的视频生成任务",
        },
    }
    assert answer.status_code == 404


def test_what_is_wrong_with_a_draft_of_ours_is_said_at_once(site: Site) -> None:
    empty = site.services.library.create(640, 360)
    answer = site.post(f"{MOUNTS[0]}/gen_video", {"draft_url": site.url(empty)})
    assert_error(answer, 400, "EMPTY_DRAFT", "草稿内容为空")
    broken = site.draft()
    for name in ("draft_content.json", "draft_info.json"):
        (site.services.library.folder(broken) / name).write_bytes(b"{")
    answer = site.post(f"{MOUNTS[0]}/gen_video", {"draft_url": site.url(broken)})
    assert_error(answer, 400, "INVALID_DRAFT", "草稿文件无效")


FAILURES = [
    (errors.BadDraft("x"), 400, "INVALID_DRAFT", "草稿文件无效", "Invalid draft file"),
    (errors.EncryptedDraft(), 400, "INVALID_DRAFT", "草稿文件无效", "Invalid draft file"),
    (errors.EmptyDraft(), 400, "EMPTY_DRAFT", "草稿内容为空", "Draft is empty"),
    (errors.MediaError("x", material="a.mp4"), 400, "MEDIA_UNREACHABLE", "素材无法访问",
     "Material cannot be accessed"),
    (errors.MediaUnreachable("x", material="a.mp4"), 400, "MEDIA_UNREACHABLE", "素材无法访问",
     "Material cannot be accessed"),
    (errors.Refused("x"), 400, "MEDIA_UNREACHABLE", "素材无法访问", "Material cannot be accessed"),
    (errors.LimitExceeded("x"), 413, "LIMIT_EXCEEDED", "超出限制", "Limit exceeded"),
    (errors.RenderError("x"), 500, "RENDER_FAILED", "视频渲染失败", "Video rendering failed"),
    (errors.AudioError("x"), 500, "AUDIO_FAILED", "音频处理失败", "Audio processing failed"),
    (errors.EncodeError("x"), 500, "ENCODE_FAILED", "编码失败", "Encoding failed"),
    (errors.RenderTimeout("x"), 504, "RENDER_TIMEOUT", "处理超时", "Processing timed out"),
    (errors.StorageError("x"), 500, "RENDER_FAILED", "视频渲染失败", "Video rendering failed"),
    (errors.InternalError("x"), 500, "RENDER_FAILED", "视频渲染失败", "Video rendering failed"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "status", "code", "zh", "en"), FAILURES)
def test_a_recent_failure_answers_the_next_submission(
    site: Site, error: CutroomError, status: int, code: str, zh: str, en: str
) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    site.post(f"{MOUNTS[0]}/gen_video", body)
    site.fail(site.task_of(draft), error)
    for mount in MOUNTS:
        assert_error(site.post(f"{mount}/gen_video", body), status, code, zh)
    assert_error(site.post(f"{MOUNTS[0]}/gen_video", body, "en"), status, code, en)
    seen = site.post(f"{MOUNTS[0]}/gen_video_status", body).json()
    assert (seen["code"], seen["status"], seen["progress"]) == (0, "failed", 0)
    assert seen["error_message"]
    assert seen["video_url"] == ""


def test_the_error_message_names_stage_material_and_cause(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    site.post(f"{MOUNTS[0]}/gen_video", body)
    site.fail(site.task_of(draft), errors.MediaUnreachable("HTTP 503.", material="clip.mp4"))
    seen = site.post(f"{MOUNTS[0]}/gen_video_status", body).json()
    assert seen["error_message"] == "渲染阶段失败，素材 clip.mp4：HTTP 503."
    seen = site.post(f"{MOUNTS[0]}/gen_video_status", body, "en").json()
    assert seen["error_message"] == "Failed while rendering, material clip.mp4: HTTP 503."


def test_the_life_of_a_task_as_its_status_tells_it(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    status = f"{MOUNTS[0]}/gen_video_status"
    site.post(f"{MOUNTS[0]}/gen_video", body)
    waiting = site.post(status, body).json()
    task = site.task_of(draft)
    assert ISO.fullmatch(waiting.pop("created_at"))
    assert waiting == {
        "code": 0, "message": "成功", "task_id": task.id, "draft_url": body["draft_url"],
        "status": "pending", "progress": 0, "video_url": "", "error_message": "",
        "started_at": None, "completed_at": None,
    }  # fmt: skip
    attempt = site.desk.begin(task)
    assert site.desk.ledger.save(attempt, Position(Stage.RENDERING, 70.0, 30, 60))
    running = site.post(status, body).json()
    assert (running["status"], running["progress"]) == ("processing", 70)
    assert ISO.fullmatch(running["started_at"])
    assert running["completed_at"] is None
    site.desk.ledger.hand_back(attempt)
    assert site.post(status, body).json()["status"] == "processing"
    site.finish(site.task_of(draft))
    ended = site.post(status, body).json()
    assert (ended["status"], ended["progress"]) == ("completed", 100)
    assert ended["video_url"] == f"{HOST}/videos/{task.id}/{draft}.mp4"
    assert ISO.fullmatch(ended["completed_at"])


def test_a_cancelled_task_reads_failed(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    site.post(f"{MOUNTS[0]}/gen_video", body)
    site.desk.engine.cancel(site.task_of(draft).id)
    seen = site.post(f"{MOUNTS[0]}/gen_video_status", body).json()
    assert (seen["status"], seen["progress"]) == ("failed", 0)
    assert seen["message"] == seen["error_message"] == "任务已取消"


def test_a_client_that_submits_until_it_sees_a_video_ends(site: Site) -> None:
    draft = site.draft()
    before = site.desk.count()
    body = {"draft_url": site.url(draft)}
    for _ in range(3):
        assert site.post(f"{MOUNTS[1]}/gen_video", body).json()["status"] == "pending"
    site.finish(site.task_of(draft))
    answer = site.post(f"{MOUNTS[1]}/gen_video", body).json()
    assert (answer["code"], answer["status"]) == (0, "completed")
    assert site.client.get(answer["video_url"]).content == b"0123456789" * 100
    assert site.desk.count() == before + 1


def test_two_spellings_of_one_draft_are_one_task(site: Site) -> None:
    draft = site.draft()
    before = site.desk.count()
    spellings = [
        site.url(draft),
        site.url(draft, MOUNTS[1]),
        site.url(draft, host="https://elsewhere.example"),
        site.url(draft) + "&from=coze",
        f"https://ts.fyshark.com/#/cozeToJianyin?drafId={draft}",
        f"https://ts.fyshark.com/#/cozeToJianyin?draft_id={draft}",
    ]
    for url in spellings:
        answer = site.post(f"{MOUNTS[0]}/gen_video", {"draft_url": url})
        assert answer.json()["task_id"] == site.task_of(draft).id
        seen = site.post(f"{MOUNTS[0]}/gen_video_status", {"draft_url": url}).json()
        assert seen["draft_url"] == url
    assert site.desk.count() == before + 1


def test_a_draft_that_changed_is_rendered_anew(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    first = site.post(f"{MOUNTS[0]}/gen_video", body).json()["task_id"]
    site.finish(site.task_of(draft))
    folder = site.services.library.folder(draft)
    other = site.services.library.folder(site.draft(document(text="other")))
    for name in ("draft_content.json", "draft_info.json"):
        (folder / name).write_bytes((other / name).read_bytes())
    assert site.post(f"{MOUNTS[0]}/gen_video", body).json()["task_id"] != first


def test_a_video_whose_file_is_gone_is_rendered_anew(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    site.post(f"{MOUNTS[0]}/gen_video", body)
    task = site.task_of(draft)
    site.finish(task)
    site.results.delete(f"{task.id}/1.mp4")
    answer = site.post(f"{MOUNTS[0]}/gen_video", body).json()
    assert (answer["status"], answer["video_url"]) == ("pending", "")
    assert answer["task_id"] != task.id


def test_a_deleted_draft_still_has_its_status(site: Site) -> None:
    draft = site.draft()
    body = {"draft_url": site.url(draft)}
    site.post(f"{MOUNTS[0]}/gen_video", body)
    site.finish(site.task_of(draft))
    site.services.library.delete(draft)
    assert site.post(f"{MOUNTS[0]}/gen_video_status", body).json()["status"] == "completed"


@mounts
def test_the_active_count(site: Site, mount: str) -> None:
    before = site.client.get(f"{mount}/gen_video_active_count").json()
    assert (before["code"], before["message"]) == (0, "成功")
    for _ in range(2):
        site.post(f"{mount}/gen_video", {"draft_url": site.url(site.draft())})
    after = site.client.get(f"{mount}/gen_video_active_count").json()
    assert after["count"] == before["count"] + 2


@mounts
def test_a_full_queue_is_a_busy_service(tmp_path: Path, mount: str) -> None:
    site = Site(tmp_path, queue_limit=1)
    site.post(f"{mount}/gen_video", {"draft_url": site.url(site.draft())})
    answer = site.post(f"{mount}/gen_video", {"draft_url": site.url(site.draft())})
    assert_error(answer, 503, "SERVICE_BUSY", "服务繁忙")
    assert int(answer.headers["retry-after"]) > 0
    site.close()


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        ("gen_video", "VIDEO_GENERATION_SUBMIT_FAILED", "视频生成任务提交失败"),
        ("gen_video_status", "VIDEO_STATUS_QUERY_FAILED", "视频任务状态查询失败"),
    ],
)
@pytest.mark.parametrize("error", [KeyError("secret"), errors.StorageError("secret")])
@mounts
def test_our_own_failures_say_nothing_of_their_inside(
    site: Site, monkeypatch: pytest.MonkeyPatch, mount: str, call: str, code: str, message: str,
    error: Exception,
) -> None:  # fmt: skip
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(type(site.services.renders), "submit", broken)
    monkeypatch.setattr(type(site.services.renders), "of_draft", broken)
    answer = site.post(f"{mount}/{call}", {"draft_url": site.url(site.draft())})
    assert_error(answer, 500, code, message, "系统内部错误")
    assert "secret" not in answer.text


@mounts
def test_unknown_calls_and_methods_are_answered_in_the_dialect(site: Site, mount: str) -> None:
    assert_error(site.post(f"{mount}/nothing", {}), 404, "NOT_FOUND", "接口不存在")
    answer = site.client.get(f"{mount}/gen_video")
    assert_error(answer, 405, "METHOD_NOT_ALLOWED", "请求方法不允许")
    assert answer.headers["allow"] == "POST"


def test_every_error_can_be_answered_with_200(tmp_path: Path) -> None:
    site = Site(tmp_path, capcut_mate_always_200=True)
    mount = MOUNTS[0]
    answers = [
        site.post(f"{mount}/gen_video", {}),
        site.post(f"{mount}/gen_video_status", {"draft_url": site.url(site.draft())}),
        site.post(f"{mount}/nothing", {}),
        site.client.get(f"{mount}/gen_video"),
    ]
    codes = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert codes == [(200, 1001), (200, 2031), (200, 404), (200, 405)]
    assert site.post("/api/drafts/gen_video", {}).status_code == 400
    site.close()


def test_a_new_draft_can_be_read_saved_and_downloaded(site: Site) -> None:
    mount = MOUNTS[0]
    made = site.post(f"{mount}/create_draft", {"width": 720, "height": 1280}).json()
    assert made["code"] == 0
    assert re.fullmatch(
        rf"{HOST}{mount}/get_draft\?draft_id=\d{{14}}[0-9a-f]{{8}}", made["draft_url"]
    )
    listed = site.client.get(made["draft_url"]).json()
    assert listed["code"] == 0
    files = {url.rpartition("/")[2]: site.client.get(url) for url in listed["files"]}
    assert set(files) == {"draft_content.json", "draft_info.json", "draft_meta_info.json"}
    assert files["draft_content.json"].content == files["draft_info.json"].content
    canvas = files["draft_content.json"].json()["canvas_config"]
    assert (canvas["width"], canvas["height"]) == (720, 1280)
    saved = site.post(f"{mount}/save_draft", {"draft_url": made["draft_url"]}).json()
    assert saved == {"code": 0, "message": "成功", "draft_url": made["draft_url"]}


def test_a_canvas_that_cannot_be_is_refused(site: Site) -> None:
    answer = site.post(f"{MOUNTS[0]}/create_draft", {"width": 0})
    assert_error(answer, 400, "VALIDATION_ERROR", "请求参数验证失败")
    assert "width" in answer.json()["error"]["details"]


@pytest.mark.parametrize(
    "draft_id", ["..", "../../etc", "a/b/c/d/e/f", "%2e%2e%2f%2e%2e", "x" * 65]
)
def test_no_id_leads_out_of_the_drafts(site: Site, draft_id: str) -> None:
    answer = site.client.get(f"{MOUNTS[0]}/get_draft", params={"draft_id": draft_id})
    assert_error(answer, 404, "INVALID_DRAFT_URL", "无效的草稿URL")


@pytest.mark.parametrize(
    "name", ["../x", "%2e%2e/%2e%2e/cutroom.sqlite", "/etc/passwd", ".hidden", ""]
)
def test_no_name_leads_out_of_a_draft(site: Site, name: str) -> None:
    answer = site.client.get(f"{MOUNTS[0]}/draft_files/{site.draft()}/{name}")
    assert answer.status_code == 404


def test_links_inside_a_draft_are_not_followed(site: Site) -> None:
    draft = site.draft()
    folder = site.services.library.folder(draft)
    (folder / "link.txt").symlink_to("/etc/passwd")
    assert "link.txt" not in site.client.get(site.url(draft)).text
    answer = site.client.get(f"{MOUNTS[0]}/draft_files/{draft}/link.txt")
    assert answer.status_code == 404
