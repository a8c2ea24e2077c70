"""A service as its operator runs it: keys, workers of their own, a full disk, time limits, stopping."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from tests.e2e.conftest import LONG_S, SHORT_S
from tests.e2e.films import FPS, SIZE, assert_whole, look, write_film_draft
from tests.e2e.media_host import MediaHost
from tests.e2e.rendering import (
    CAPCUT_MATE,
    JY,
    NATIVE,
    OLDER,
    SERVE,
    WORKER,
    RenderingService,
    serving,
)
from tests.e2e.service import ROOT
from tests.e2e.test_failures import FULL_DISK, TIMEOUT, assert_documented, submitted
from tests.media_factory import Reel, write_video

pytestmark = pytest.mark.xdist_group("e2e-kills")
KEY, SPARE = "key-of-a-caller", "another-key"


@dataclass
class House:
    """Something that answers and something that renders, started one by one."""

    service: RenderingService
    worker: subprocess.Popen[bytes] | None = None

    def start_worker(self, **settings: str) -> subprocess.Popen[bytes]:
        """``cutroom worker`` beside the service, ready."""
        changed = {f"CUTROOM_{name.upper()}": value for name, value in settings.items()}
        with (self.service.folder.parent / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, *WORKER],
                cwd=ROOT,
                env={**self.service.environment, **changed},
                stderr=log,
            )
        self.service.until(self.service.is_ready)
        return self.worker

    def ensure_worker(self) -> None:
        """Somebody renders."""
        if self.worker is None or self.worker.poll() is not None:
            self.start_worker()

    def stop_worker(self) -> int:
        """SIGTERM; the exit status when it and all it started are gone."""
        assert self.worker is not None
        below = psutil.Process(self.worker.pid).children(recursive=True)
        self.worker.terminate()
        code = self.worker.wait(120)
        _, alive = psutil.wait_procs(below, timeout=10)
        assert alive == []
        return code


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An API that needs keys and renders nothing, and a worker of its own."""
    folder = tmp_path_factory.mktemp("house") / "data"
    with serving(
        folder, [*SERVE, "--no-worker"], api_keys=f"{KEY},{SPARE}", drain_s="120"
    ) as started:
        started.client.headers["authorization"] = f"Bearer {KEY}"
        opened = House(started)
        yield opened
        if opened.worker and opened.worker.poll() is None:
            opened.stop_worker()


def test_a_service_without_a_worker_takes_tasks_and_a_worker_renders_them(
    house: House, footage: Path, tmp_path: Path
) -> None:
    service = house.service
    assert [
        child for child in service.descendants() if "cutroom" in " ".join(child.cmdline())
    ] == []
    assert service.client.get("/readyz").json() == {"status": "ready", "workers": 0, "queued": 0}
    url = service.upload(write_film_draft(tmp_path / "film", "film", SHORT_S, footage))
    task = service.ask(url)
    assert service.task(task)["status"] == "queued"
    house.start_worker()
    done = service.ended(task)
    assert done["status"] == "completed", done
    service.download(done, tmp_path / "made.mp4")
    assert_whole(tmp_path / "made.mp4", SHORT_S)


def test_a_key_opens_every_dialect_and_finished_files_need_none(
    house: House, footage: Path, tmp_path: Path
) -> None:
    service = house.service
    url = service.upload(write_film_draft(tmp_path / "kept", "kept", SHORT_S, footage))
    bare = {"authorization": ""}
    for call, field in (
        (f"{CAPCUT_MATE}/gen_video", "apiKey"),
        (f"{OLDER}/gen_video", "apiKey"),
        (f"{JY}/gen_video", "api_token"),
    ):
        answers = [
            service.client.post(call, json={"draft_url": url} | given, headers=bare)
            for given in ({}, {field: "wrong"}, {field: SPARE})
        ]
        expected = [401, 401 if call.startswith(JY) else 403, 200]
        assert [answer.status_code for answer in answers] == expected
    for headers, status in ((bare, 401), ({"authorization": "Bearer wrong"}, 403)):
        refused = service.client.post(f"{NATIVE}/renders", json={"draft_url": url}, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (status, "INVALID_APIKEY")
    house.ensure_worker()
    task = service.ended(service.ask(url))
    assert task["status"] == "completed", task
    file = service.client.get(task["result"]["url"], headers=bare)
    assert (file.status_code, len(file.content)) == (200, task["result"]["file_size"])
    guessed = f"{service.base_url}/videos/{'0' * 32}/film.mp4"
    assert service.client.get(guessed, headers=bare).status_code == 404


def test_a_worker_that_is_told_to_stop_ends_what_it_renders_and_takes_nothing_new(
    house: House, long_footage: Path, tmp_path: Path
) -> None:
    service = house.service
    house.ensure_worker()
    running, waiting = (
        service.ask(
            service.upload(write_film_draft(tmp_path / name, name, LONG_S, long_footage, 8))
        )
        for name in ("running", "waiting")
    )
    service.rendering(running)
    assert house.stop_worker() == 0
    done = service.task(running)
    assert (done["status"], done["attempt"]) == ("completed", 1)
    service.download(done, tmp_path / "made.mp4")
    assert_whole(tmp_path / "made.mp4", LONG_S)
    assert service.task(waiting)["status"] == "queued"
    assert service.work() == []
    assert service.client.get("/readyz").json()["workers"] == 0
    house.start_worker()
    assert service.ended(waiting)["status"] == "completed"


@pytest.mark.long
def test_a_worker_that_may_not_wait_hands_its_render_back(
    house: House, long_footage: Path, tmp_path: Path
) -> None:
    service = house.service
    if house.worker and house.worker.poll() is None:
        house.stop_worker()
    house.start_worker(drain_s="0")
    draft = write_film_draft(tmp_path / "handed", "handed", LONG_S, long_footage, 8)
    task = service.ask(service.upload(draft))
    service.rendering(task)
    assert house.stop_worker() == 0
    assert service.task(task)["status"] == "queued"
    assert service.work() == []
    assert [row for row in service.results() if row.startswith(task)] == []
    house.start_worker()
    done = service.ended(task)
    assert (done["status"], done["attempt"]) == ("completed", 2)
    service.download(done, tmp_path / "made.mp4")
    assert_whole(tmp_path / "made.mp4", LONG_S)


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own at ``folder``."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_and_a_render_without_end_fail_as_documented(tmp_path: Path) -> None:
    noise = write_noise(tmp_path / "noise.mp4", SHORT_S)
    with (
        MediaHost() as host,
        small_disk(tmp_path / "disk", 80) as disk,
        serving(
            disk / "data", fetch_allow=host.name, render_timeout_s="12", render_concurrency="2"
        ) as service,
    ):
        service.client.headers["accept-language"] = "en"
        endless = host.trickle("endless/clip.mp4", bytes(1_000_000), 0.2)
        endless_url = service.upload(write_film_draft(tmp_path / "endless", "e", SHORT_S, endless))
        first = submitted(service, endless_url)
        assert_documented(service, endless_url, first, TIMEOUT)
        url = service.upload(write_film_draft(tmp_path / "film", "film", SHORT_S, noise))
        ballast = fill(disk / "ballast", leave_bytes=500_000)
        task = submitted(service, url)
        assert service.ended(task)["status"] == "failed"
        ballast.unlink()
        assert_documented(service, url, task, FULL_DISK)
        assert service.is_ready()
        again = service.client.post(f"{NATIVE}/renders/{task}/retry")
        assert again.status_code == 202, again.text
        done: dict[str, Any] = service.ended(task)
        assert done["status"] == "completed", done
        service.download(done, tmp_path / "made.mp4")
        assert look(tmp_path / "made.mp4").frames == SHORT_S * FPS
        assert done["result"]["file_size"] > 1_000_000, "it would have had room"


def write_noise(path: Path, seconds: float) -> Path:
    """A film that no encoder makes small."""
    chance = np.random.default_rng(7)
    pictures = (
        chance.integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
        for _ in range(round(seconds * FPS))
    )
    return write_video(path, pictures, Reel(width=SIZE[0], height=SIZE[1]))


def fill(path: Path, leave_bytes: int) -> Path:
    """A file that leaves so much of its disk."""
    free = os.statvfs(path.parent)
    size = free.f_bavail * free.f_frsize - leave_bytes
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)
    return path


@pytest.mark.long
def test_the_service_that_is_told_to_stop_by_ctrl_c_leaves_nobody(
    footage: Path, tmp_path: Path
) -> None:
    with serving(tmp_path / "data") as service:
        assert service.process is not None
        below = service.descendants()
        assert below
        service.process.send_signal(signal.SIGINT)
        assert service.process.wait(60) in (0, -signal.SIGINT, 130)
        _, alive = psutil.wait_procs(below, timeout=10)
        assert alive == []
