"""Rendering one draft to one file: obtain, gather, draw in a child process, move into place."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cutroom.core.diagnostics import Diagnostic
from cutroom.core.errors import RenderError
from cutroom.core.output import OutputOptions
from cutroom.pipeline.attempt import Task, job_for, make_folder, remember_facts, snapshot
from cutroom.pipeline.crew import Crew
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.materials import Gathering
from cutroom.pipeline.messages import Message, read_diagnostics, whole
from cutroom.pipeline.options import check_options
from cutroom.pipeline.progress import (
    Done,
    OnProgress,
    Progress,
    ShouldCancel,
    at_stage,
    drawing,
    fetching,
)
from cutroom.pipeline.sources import DraftSource, Obtaining, obtain_draft
from cutroom.pipeline.supervise import RenderProcess
from cutroom.pipeline.watch import watch
from cutroom.storage.placing import move_into_place, remove


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """What to render and where to.

    ``work_dir`` is a folder of this attempt alone: it is made when missing and always removed.
    ``output`` appears complete or not at all; for a sequence of pictures it is a zip of them.
    """

    source: DraftSource
    output: Path
    work_dir: Path
    options: OutputOptions = field(default_factory=OutputOptions)


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What was rendered; ``draft_digest`` identifies the content of the draft."""

    path: Path
    frames: int
    duration_s: float
    width: int
    height: int
    file_size: int
    diagnostics: tuple[Diagnostic, ...]
    render_time_s: float
    draft_digest: str


class _Reporting:
    """Turns what the process says into progress that never goes back."""

    def __init__(self, on_progress: OnProgress, environment: Environment) -> None:
        self._on_progress = on_progress
        self._environment = environment
        self._percent = 0
        self._first_frame_s = 0.0
        self._ready = 0
        self._drawn = False

    def tell(self, progress: Progress) -> None:
        if progress.percent >= self._percent:
            self._percent = progress.percent
            self._on_progress(progress)

    def on_event(self, event: Message) -> None:
        remember_facts(event, self._environment)
        if event.get("event") == "plan":
            self._ready = whole(event, "ready")
        if event.get("event") != "frames" or self._drawn:
            return
        done, total = whole(event, "done"), whole(event, "total")
        now = time.monotonic()
        self._first_frame_s = self._first_frame_s or now
        fps = event.get("fps")
        video_fps = float(fps) if isinstance(fps, int | float) else 0.0
        progress = Done(done, total, self._ready)
        self.tell(drawing(progress, now - self._first_frame_s, video_fps))
        if done >= total:
            self._drawn = True
            self.tell(at_stage("writing"))


def run_render(
    request: RenderRequest,
    environment: Environment,
    on_progress: OnProgress,
    should_cancel: ShouldCancel,
    begun: RenderProcess | None = None,
) -> RenderResult:
    """Render a draft. Blocks until the file is at ``request.output``.

    ``begun`` is a process that the caller started ahead, and ends.

    ``on_progress`` is called from the calling thread. Raises any CutroomError: Cancelled within half a
    second of ``should_cancel``, InvalidRequest for options that do not go together, BadDraft, NotFound,
    MediaError, Refused, LimitExceeded, RenderError, RenderTimeout, StorageError. Whatever happens,
    ``work_dir`` is removed and no process is left.
    """
    check_options(request.options)
    started_s = time.monotonic()
    reporting = _Reporting(on_progress, environment)
    patience = watch(should_cancel, environment.render_limits.timeout_s)
    work = request.work_dir
    try:
        make_folder(work)
        reporting.tell(at_stage("started"))
        with begun or RenderProcess(environment.render_limits, environment.start) as process:
            opened = obtain_draft(request.source, Obtaining(environment, work / "source", patience))
            reporting.tell(at_stage("draft-parsed"))
            process.wait_ready(should_cancel)
            reporting.tell(at_stage("environment-ready"))
            gathering = Gathering(opened, work / "media", environment, patience)
            gathered = gathering.run(lambda done, total: reporting.tell(fetching(done, total)))
            reporting.tell(at_stage("materials-ready"))
            made = work / f"output{request.output.suffix}"
            task = Task("render", made, request.options, parts_dir=str(work / "parts"))
            job = job_for(task, snapshot(opened, work), gathered, environment)
            crew = Crew(process, job, environment.render_limits, environment.start)
            answer = crew.run(reporting.on_event, should_cancel)
        reporting.tell(at_stage("writing"))
        if not made.is_file():
            raise RenderError("The render ended without a file.")
        move_into_place(made, request.output)
        reporting.tell(at_stage("done"))
        return RenderResult(
            path=request.output,
            frames=whole(answer, "frames"),
            duration_s=_decimal(answer.get("duration_s")),
            width=whole(answer, "width"),
            height=whole(answer, "height"),
            file_size=request.output.stat().st_size,
            diagnostics=gathered.diagnostics + read_diagnostics(answer.get("diagnostics")),
            render_time_s=time.monotonic() - started_s,
            draft_digest=opened.digest,
        )
    finally:
        remove(work)


def _decimal(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
