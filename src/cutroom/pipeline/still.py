"""One moment of a draft as a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cutroom.core.diagnostics import Diagnostic
from cutroom.core.errors import RenderError
from cutroom.core.output import OutputOptions
from cutroom.pipeline.attempt import Task, job_for, make_folder, remember_facts, snapshot
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.materials import Gathering
from cutroom.pipeline.messages import PictureFormat, read_diagnostics, whole
from cutroom.pipeline.progress import ShouldCancel
from cutroom.pipeline.sources import DraftSource, Obtaining, obtain_draft
from cutroom.pipeline.supervise import RenderProcess
from cutroom.pipeline.watch import watch
from cutroom.storage.placing import move_into_place, remove


@dataclass(frozen=True, slots=True)
class StillRequest:
    """``at_us`` is a time on the timeline; a time past the end shows the last frame."""

    source: DraftSource
    at_us: int
    output: Path
    work_dir: Path
    picture_format: PictureFormat = "png"
    options: OutputOptions = field(default_factory=OutputOptions)


@dataclass(frozen=True, slots=True)
class StillResult:
    """The picture that was made."""

    path: Path
    width: int
    height: int
    frame: int
    diagnostics: tuple[Diagnostic, ...]


def run_still(
    request: StillRequest, environment: Environment, should_cancel: ShouldCancel
) -> StillResult:
    """Draw one picture in a child process. Raises as :func:`cutroom.pipeline.render.run_render`."""
    patience = watch(should_cancel, environment.render_limits.timeout_s)
    work = request.work_dir
    try:
        make_folder(work)
        with RenderProcess(environment.render_limits) as process:
            opened = obtain_draft(request.source, Obtaining(environment, work / "source", patience))
            process.wait_ready(should_cancel)
            gathering = Gathering(opened, work / "media", environment, patience)
            gathered = gathering.run(lambda done, total: None)
            made = work / f"still.{request.picture_format}"
            task = Task("still", made, request.options, request.at_us, request.picture_format)
            job = job_for(task, snapshot(opened, work), gathered, environment)
            answer = process.run(
                job, lambda event: remember_facts(event, environment), should_cancel
            )
        if not made.is_file():
            raise RenderError("Drawing ended without a picture.")
        move_into_place(made, request.output)
        return StillResult(
            path=request.output,
            width=whole(answer, "width"),
            height=whole(answer, "height"),
            frame=whole(answer, "frame"),
            diagnostics=gathered.diagnostics + read_diagnostics(answer.get("diagnostics")),
        )
    finally:
        remove(work)
