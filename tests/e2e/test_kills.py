"""kill -9 in mid-render, of the drawing process, the worker, and the whole service: nothing is lost.

Every film is numbered, so that a file is known to hold each of its frames once.
"""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import LONG_S
from tests.e2e.films import assert_whole, write_film_draft
from tests.e2e.rendering import RenderingService, serving

pytestmark = pytest.mark.xdist_group("e2e-kills")
FEW_LAYERS, MANY_LAYERS = 8, 12


@dataclass
class Scene:
    """A service that is killed again and again, and all the tasks it was given."""

    service: RenderingService
    footage: Path
    folder: Path
    tasks: list[str] = field(default_factory=list)

    def submit(self, layers: int) -> str:
        name = f"film-{len(self.tasks)}"
        draft = write_film_draft(self.folder / name, name, LONG_S, self.footage, layers)
        self.tasks.append(self.service.ask(self.service.upload(draft)))
        return self.tasks[-1]

    def assert_completed_once(self, task_id: str) -> int:
        """The number of attempts it took."""
        service = self.service
        task = service.ended(task_id)
        assert task["status"] == "completed", task
        service.download(task, self.folder / "made.mp4")
        assert_whole(self.folder / "made.mp4", LONG_S)
        assert [row for row in service.results() if row.startswith(task_id)] == [
            f"{task_id}/{task['attempt']}.mp4"
        ]
        states = service.rows("select id, state from cutroom_tasks order by seq")
        assert states == [(known, "completed") for known in self.tasks]
        service.until(lambda: not service.work())
        assert service.render_processes() == []
        return int(task["attempt"])


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, long_footage: Path) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("scene")
    with serving(folder / "data", render_concurrency="1") as started:
        yield Scene(started, long_footage, folder)


def kill_drawing(service: RenderingService) -> None:
    for process in service.render_processes():
        process.kill()


def kill_worker(service: RenderingService) -> None:
    service.worker().kill()


def kill_service(service: RenderingService) -> None:
    service.kill()
    service.start()


def kill_every_process(service: RenderingService) -> None:
    """As a machine that loses power: all at once, in no order."""
    assert service.process is not None
    everybody = [psutil.Process(service.process.pid), *service.descendants()]
    for process in everybody:
        process.send_signal(signal.SIGSTOP)
    for process in everybody:
        process.kill()
    service.process.wait()
    psutil.wait_procs(everybody, timeout=30)
    service.start()


Kill = Callable[[RenderingService], None]
KILLS = [kill_drawing, kill_worker, kill_service, kill_every_process]


@pytest.mark.parametrize("kill", [kill_drawing, kill_worker, kill_every_process])
def test_a_render_that_is_killed_is_completed_once(scene: Scene, kill: Kill) -> None:
    task = scene.submit(FEW_LAYERS)
    scene.service.rendering(task, frames=20)
    # It might as well be killed a moment after it has published its file, or half of it.
    shelf = scene.service.folder / "results" / task
    shelf.mkdir(parents=True)
    (shelf / "1.mp4").write_bytes(b"lost")
    (shelf / ".1.mp4.0123").write_bytes(b"half")
    kill(scene.service)
    assert scene.assert_completed_once(task) == 2


@pytest.mark.long
@pytest.mark.parametrize("kill", KILLS)
def test_ten_kills_at_random_moments(scene: Scene, kill: Kill) -> None:
    chance = random.Random(kill.__name__)
    start = time.monotonic()
    scene.assert_completed_once(scene.submit(MANY_LAYERS))
    usual_s = time.monotonic() - start
    kills, moments, attempts = 0, [], []
    while kills < 10:
        task = scene.submit(MANY_LAYERS)
        delay_s = chance.uniform(0.02, 0.95) * usual_s
        time.sleep(delay_s)
        met = scene.service.task(task)
        kill(scene.service)
        # One that had ended before proves nothing, but must stay as it was.
        kills += met["status"] == "running"
        moments.append(f"{met['status']} {met['stage']} {met['progress']:g} %")
        attempts.append(scene.assert_completed_once(task))
    print(f"{kill.__name__}: met at {moments}, attempts {attempts}")
