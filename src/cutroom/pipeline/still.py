"""One moment of a draft as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cutroom.core.diagnostics import Diagnostic
from cutroom.core.errors import Cancelled, CutroomError, RenderError
from cutroom.core.output import OutputOptions
from cutroom.draft.folder import OpenedDraft
from cutroom.pipeline.attempt import Task, job_for, make_folder, remember_facts, snapshot
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.materials import Gathering
from cutroom.pipeline.messages import PictureFormat, read_diagnostics, whole
from cutroom.pipeline.progress import ShouldCancel
from cutroom.pipeline.sources import DraftSource, Obtaining, obtain_draft
from cutroom.pipeline.standby import Seat, Standby, lone_seat
from cutroom.pipeline.supervise import RenderProcess
from cutroom.pipeline.watch import Watch, watch
from cutroom.storage.placing import move_into_place, remove

_Drawn = tuple[tuple[Diagnostic, ...], Mapping[str, Any]]


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
    request: StillRequest,
    environment: Environment,
    should_cancel: ShouldCancel,
    ready: Standby | RenderProcess | None = None,
) -> StillResult:
    """Draw one picture in a child process: ``ready`` is one that the caller started ahead, or has several.

    Raises as :func:`cutroom.pipeline.render.run_render`.
    """
    limits = environment.render_limits
    attempt = _Attempt(request, environment, watch(should_cancel, limits.timeout_s))
    work = request.work_dir
    try:
        make_folder(work)
        if isinstance(ready, Standby):
            diagnostics, answer = _with(ready, attempt)
        else:
            with lone_seat(limits, work, environment.start, ready) as seat:
                diagnostics, answer = attempt.drawn(seat, attempt.opened())
        if not attempt.made.is_file():
            raise RenderError("Drawing ended without a picture.")
        move_into_place(attempt.made, request.output)
        return StillResult(
            path=request.output,
            width=whole(answer, "width"),
            height=whole(answer, "height"),
            frame=whole(answer, "frame"),
            diagnostics=diagnostics + read_diagnostics(answer.get("diagnostics")),
        )
    finally:
        remove(work)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One request on its way."""

    request: StillRequest
    environment: Environment
    watch: Watch

    @property
    def made(self) -> Path:
        return self.request.work_dir / f"still.{self.request.picture_format}"

    def opened(self) -> OpenedDraft:
        folder = self.request.work_dir / "source"
        return obtain_draft(self.request.source, Obtaining(self.environment, folder, self.watch))

    def drawn(self, seat: Seat, opened: OpenedDraft) -> _Drawn:
        """The picture drawn in a seat, which is fit for another only when that succeeds."""
        gathering = Gathering(opened, seat.folder / "media", self.environment, self.watch)
        gathered = gathering.run(lambda done, total: None)
        request, environment = self.request, self.environment
        task = Task("still", self.made, request.options, request.at_us, request.picture_format)
        draft = snapshot(opened, request.work_dir)
        job = job_for(task, draft, gathered, environment)
        self.watch.check()
        seat.fit = False
        seat.process.wait_ready(self.watch.should_cancel)
        answer = seat.process.run(
            job,
            lambda event: remember_facts(event, environment),
            self.watch.should_cancel,
            last=False,
        )
        seat.fit = True
        return gathered.diagnostics, answer


def _with(standby: Standby, attempt: _Attempt) -> _Drawn:
    source = attempt.request.source
    key, limits = repr(source), attempt.environment.render_limits
    with standby.seat(key, limits) as seat:
        opened = attempt.opened()
        try:
            return attempt.drawn(seat, opened)
        except Cancelled:
            raise
        except CutroomError:
            if not seat.waited or seat.fit or attempt.watch.over():
                raise
    # What happened to the process before may be the reason. A new one has the last word.
    with standby.seat(key, limits, new=True) as seat:
        return attempt.drawn(seat, opened)
