"""What cannot be rendered ends in the documented failure, on every dialect, and the service goes on."""

from __future__ import annotations

import base64
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import LONG_S, SHORT_S
from tests.e2e.films import assert_whole, document_of, write_film_draft
from tests.e2e.media_host import MediaHost
from tests.e2e.rendering import CAPCUT_MATE, JY, NATIVE, OLDER, RenderingService

pytestmark = pytest.mark.xdist_group("e2e-service")


@dataclass(frozen=True)
class Documented:
    """A failure as each dialect tells it, and words of its cause that a reader must find."""

    native: str
    http: int
    capcut_mate: str
    zh: str
    en: str
    jy: str
    words: tuple[str, ...] = ()
    zh_words: tuple[str, ...] = ()


DRAFT = Documented("ENCRYPTED_DRAFT", 400, "INVALID_DRAFT", "草稿文件无效", "Invalid draft file",
                   "INVALID_DRAFT", ("encrypted", "5.9"), ("草稿已加密", "5.9"))  # fmt: skip
UNREADABLE = Documented("MEDIA_UNREADABLE", 400, "MEDIA_UNREACHABLE", "素材无法访问",
                        "Material cannot be accessed", "INVALID_MEDIA", ("clip.mp4",), ("clip.mp4",))  # fmt: skip
UNREACHABLE = Documented("MEDIA_UNREACHABLE", 400, "MEDIA_UNREACHABLE", "素材无法访问",
                         "Material cannot be accessed", "INVALID_MEDIA", ("clip.mp4",), ("clip.mp4",))  # fmt: skip
REFUSED = Documented("REFUSED", 400, "MEDIA_UNREACHABLE", "素材无法访问",
                     "Material cannot be accessed", "INVALID_MEDIA", ("not a public address",))  # fmt: skip
CRASHED = Documented("RENDER_FAILED", 500, "RENDER_FAILED", "视频渲染失败",
                     "Video rendering failed", "SYSTEM_ERROR", ("SIGSEGV",))  # fmt: skip
TIMEOUT = Documented("RENDER_TIMEOUT", 504, "RENDER_TIMEOUT", "处理超时",
                     "Processing timed out", "RENDER_TIMEOUT", ("RENDER_TIMEOUT_S",), ("时间限制",))  # fmt: skip
FULL_DISK = Documented("STORAGE_FAILED", 500, "RENDER_FAILED", "视频渲染失败",
                       "Video rendering failed", "SYSTEM_ERROR", ("No space left",))  # fmt: skip


def assert_documented(
    service: RenderingService, draft_url: str, task_id: str, failure: Documented
) -> None:
    """The status of the task, and the answers to asking again, on every dialect in both languages."""
    task = service.ended(task_id)
    assert task["status"] == "failed", task
    assert task["error"]["code"] == failure.native, task["error"]
    body = {"draft_url": draft_url}
    for language, title, words in (
        ("zh-CN", failure.zh, failure.zh_words),
        ("en", failure.en, failure.words),
    ):
        for mount in (CAPCUT_MATE, OLDER):
            again = service.post(f"{mount}/gen_video", body, language)
            assert again.status_code == failure.http, again.text
            assert again.json()["message"] == again.json()["error"]["message"] == title
            assert again.json()["error"]["code"] == failure.capcut_mate
            status = service.post(f"{mount}/gen_video_status", body, language).json()
            assert (status["status"], status["progress"], status["video_url"]) == ("failed", 0, "")
            assert_tells(status["error_message"], words)
        again = service.post(f"{JY}/gen_video", body, language)
        assert (again.status_code, again.json()["status"]) == (failure.http, "error")
        status = service.post(f"{JY}/gen_video_status", body, language).json()["data"]
        assert (status["status"], status["error_code"]) == ("failed", failure.jy)
        assert_tells(status["error_message"], words)
        native = service.client.get(
            f"{NATIVE}/renders/{task_id}", headers={"accept-language": language}
        ).json()
        assert_tells(native["error"]["message"], words)
    assert [row for row in service.results() if row.startswith(task_id)] == []
    service.until(lambda: not [path for path in service.work() if path.name.startswith(task_id)])


def assert_tells(message: str, words: tuple[str, ...]) -> None:
    assert message
    assert [word for word in words if word not in message] == [], message
    assert "Traceback" not in message


def submitted(service: RenderingService, draft_url: str) -> str:
    answer = service.post(f"{CAPCUT_MATE}/gen_video", {"draft_url": draft_url})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["task_id"])


def assert_healthy(service: RenderingService, footage: Path, folder: Path, name: str) -> None:
    """It is ready, and the next draft becomes a video."""
    assert service.is_ready()
    draft = write_film_draft(folder / name, name, SHORT_S, footage)
    service.render(service.upload(draft), folder / "next.mp4")
    assert_whole(folder / "next.mp4", SHORT_S)


Make = Callable[[Path, MediaHost], Path]


def undecodable(folder: Path, host: MediaHost) -> Path:
    """A medium of noise."""
    noise = folder / "noise.mp4"
    noise.write_bytes(random.Random(3).randbytes(50_000))
    return write_film_draft(folder / "noisy", "noisy", SHORT_S, noise)


def vanished(folder: Path, host: MediaHost) -> Path:
    """A medium whose URL was there when the draft was made, and answers 404 when it is fetched."""
    return write_film_draft(folder / "gone", "gone", SHORT_S, host.vanish("gone/clip.mp4"))


def inward(folder: Path, host: MediaHost) -> Path:
    """A medium whose URL leads into the private network by a redirect."""
    url = host.redirect("out/clip.mp4", "http://192.168.0.1/clip.mp4")
    return write_film_draft(folder / "inward", "inward", SHORT_S, url)


@pytest.mark.parametrize(
    ("make", "failure"),
    [(undecodable, UNREADABLE), (vanished, UNREADABLE), (inward, REFUSED)],
)
def test_a_medium_that_cannot_be_used_is_named(
    service: RenderingService, host: MediaHost, tmp_path: Path, make: Make, failure: Documented
) -> None:
    url = service.upload(make(tmp_path, host))
    assert_documented(service, url, submitted(service, url), failure)


def test_an_encrypted_draft_elsewhere_is_recognised(
    service: RenderingService, host: MediaHost
) -> None:
    noise = base64.b64encode(random.Random(4).randbytes(6000))
    url = host.serve("draft/encrypted.json", noise)
    assert_documented(service, url, submitted(service, url), DRAFT)


def test_hosts_that_hang_or_trickle_are_given_up(
    service: RenderingService, host: MediaHost, footage: Path, tmp_path: Path
) -> None:
    urls = {
        "hanging": host.hang("hanging/clip.mp4"),
        "trickling": host.trickle("trickling/clip.mp4", footage.read_bytes(), 0.3),
    }
    tasks = {}
    for name, url in urls.items():
        draft_url = service.upload(write_film_draft(tmp_path / name, name, SHORT_S, url))
        tasks[draft_url] = submitted(service, draft_url)
    for draft_url, task in tasks.items():
        assert_documented(service, draft_url, task, UNREACHABLE)
    assert_healthy(service, footage, tmp_path, "after-the-hosts")


def test_a_medium_that_comes_back_in_time_is_used(
    service: RenderingService, host: MediaHost, footage: Path, tmp_path: Path
) -> None:
    before = len(host.requests)

    def late(request: Any) -> None:
        if host.requests[before:].count("/late/clip.mp4") < 4:
            request.answer(503, b"")
        else:
            request.answer(200, footage.read_bytes())

    url = host.redirect("moved/clip.mp4", host.behave("late/clip.mp4", late))
    draft = write_film_draft(tmp_path / "late", "late", SHORT_S, url)
    task = service.render(service.upload(draft), tmp_path / "made.mp4")
    assert task["attempt"] > 1
    assert_whole(tmp_path / "made.mp4", SHORT_S)


def test_a_decoder_that_crashes_fails_its_render_alone(
    service: RenderingService, footage: Path, long_footage: Path, tmp_path: Path
) -> None:
    url = service.upload(write_film_draft(tmp_path / "deadly", "deadly", LONG_S, long_footage, 8))
    task = submitted(service, url)
    service.rendering(task)
    worker = service.worker().pid
    for process in service.render_processes():
        process.send_signal(signal.SIGSEGV)
    assert_documented(service, url, task, CRASHED)
    assert service.worker().pid == worker
    assert_healthy(service, footage, tmp_path, "after-the-crash")


def test_a_draft_and_its_files_may_be_on_another_server(
    service: RenderingService, host: MediaHost, footage: Path, tmp_path: Path
) -> None:
    draft = write_film_draft(
        tmp_path / "away", "away", SHORT_S, host.serve("away/clip.mp4", footage)
    )
    url = host.serve("draft/away.json", draft.joinpath("draft_content.json"))
    task = service.ended(submitted(service, url))
    assert task["status"] == "completed", task
    service.download(task, tmp_path / "made.mp4")
    assert_whole(tmp_path / "made.mp4", SHORT_S)
    assert document_of(draft)["duration"] == SHORT_S * 1e6
