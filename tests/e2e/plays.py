"""A service whose renders are plays: slow, quick or deadly, by the width of the draft's canvas.

``python -m tests.e2e.plays`` serves with the settings of the environment.
"""

from __future__ import annotations

import os
import time

from cutroom.app import serve
from cutroom.core.errors import Cancelled
from cutroom.jobs.engine import Job, RenderFunction, Watch
from cutroom.jobs.model import Outcome, Stage
from cutroom.settings import Settings, read_settings

DEADLY, SLOW = 66, 77
STEPS = 20
SLOW_S, QUICK_S = 2.0, 0.1


def plays(settings: Settings) -> RenderFunction:
    """The render function of the worker."""
    results = settings.store()
    library = settings.library()

    def play(job: Job, watch: Watch) -> Outcome:
        draft = library.read(job.task.draft_key.removeprefix("draft:"))
        with (settings.data_dir / "starts.log").open("a") as log:
            log.write(f"{job.task.id}\n")
        if draft.width == DEADLY:
            os._exit(9)
        for step in range(STEPS):
            if watch.should_stop():
                raise Cancelled
            watch.report(Stage.RENDERING, 50 + 2 * step, step, STEPS)
            time.sleep((SLOW_S if draft.width == SLOW else QUICK_S) / STEPS)
        made = job.work_dir / "made.mp4"
        made.write_bytes(b"video")
        with (settings.data_dir / "ends.log").open("a") as log:
            log.write(f"{job.task.id}\n")
        stored = results.put(f"{job.task.id}/{job.attempt}.mp4", made)
        return Outcome({"key": stored.key, "file_size": stored.size}, 1.0, frames=STEPS)

    return play


if __name__ == "__main__":
    serve(read_settings(os.environ), make_render=plays)
