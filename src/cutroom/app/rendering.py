"""What a worker does for one task: the pipeline's render, published where results are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cutroom.api.specs import RenderSpec, spec_of
from cutroom.authoring.library import DraftLibrary
from cutroom.core.errors import CutroomError, NotFound
from cutroom.jobs.engine import Job, JobEngine, RenderFunction, TaskFilter, Watch
from cutroom.jobs.model import Json, Outcome, Stage, Task
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.fork_server import ForkServer
from cutroom.pipeline.links import LocalDraft
from cutroom.pipeline.progress import Progress
from cutroom.pipeline.render import RenderRequest, RenderResult, run_render
from cutroom.settings import Settings
from cutroom.storage.store import Store


def pipeline_render(settings: Settings) -> RenderFunction:
    """The render function of a service with these settings."""
    return TaskRender(replace(settings.environment(), start=ForkServer()), settings.store())


class TaskRender:
    """Renders tasks with the pipeline. A callable, see :data:`cutroom.jobs.engine.RenderFunction`."""

    def __init__(self, environment: Environment, results: Store) -> None:
        self._environment = environment
        self._results = results

    def __call__(self, job: Job, watch: Watch) -> Outcome:
        """Render the draft of a task and publish the file."""
        spec = spec_of(job.task.spec)
        request = RenderRequest(
            source=spec.source,
            output=job.work_dir / f"finished{_suffix(spec)}",
            work_dir=job.work_dir / "render",
            options=spec.options,
        )

        def on_progress(progress: Progress) -> None:
            stage = Stage(progress.stage)
            watch.report(stage, progress.percent, progress.frames_done, progress.frames_total)

        result = run_render(request, self._environment, on_progress, watch.should_stop)
        return self._published(job, spec, result)

    def _published(self, job: Job, spec: RenderSpec, result: RenderResult) -> Outcome:
        path = result.path
        for lost in range(1, job.attempt):
            # A worker may have died between publishing its file and saying so.
            self._results.delete(f"{job.task.id}/{lost}{path.suffix}")
        stored = self._results.put(f"{job.task.id}/{job.attempt}{path.suffix}", path)
        facts: dict[str, Any] = {
            "key": stored.key,
            "file_size": stored.size,
            "duration_s": round(result.duration_s, 6),
            "width": result.width,
            "height": result.height,
            "frames": result.frames,
            "format": spec.options.format,
            "render_time_s": round(result.render_time_s, 3),
        }
        diagnostics = tuple(diagnostic.as_dict() for diagnostic in result.diagnostics)
        return Outcome(facts, result.duration_s, result.draft_digest, diagnostics, result.frames)


def _suffix(spec: RenderSpec) -> str:
    """A picture sequence is one zip."""
    return ".zip" if spec.options.format == "png-sequence" else f".{spec.options.format}"


class PublishedFiles:
    """Removes the files of tasks. See :class:`cutroom.jobs.engine.Publication`."""

    def __init__(self, results: Store, library: DraftLibrary, engine: JobEngine) -> None:
        self._results = results
        self._library = library
        self._engine = engine

    def discard(self, tasks: Sequence[Task]) -> None:
        """All files of expired tasks, and the drafts that were sent along with nothing but them."""
        expired = {task.id for task in tasks}
        for task in tasks:
            for file in list(self._results.list(task.id)):
                self._results.delete(file.key)
            link = spec_of(task.spec).link
            if spec_of(task.spec).ephemeral and isinstance(link, LocalDraft):
                self._delete_unused(link, expired)

    def _delete_unused(self, link: LocalDraft, expired: set[str]) -> None:
        others = self._engine.list(TaskFilter(draft_key=link.key, limit=200)).tasks
        if all(other.id in expired for other in others):
            try:
                self._library.delete(link.draft_id)
            except NotFound:
                return

    def withdraw(self, result: Json) -> None:
        """The file of an attempt that came too late."""
        try:
            self._results.delete(str(result["key"]))
        except (KeyError, CutroomError):
            return
