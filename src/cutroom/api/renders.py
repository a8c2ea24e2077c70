"""Asking for renders, and asking after them: the one service below every dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from cutroom.api.inspection import Inspected, Inspector
from cutroom.api.specs import RenderSpec, options_json, spec_json, spec_of
from cutroom.authoring.library import DraftLibrary
from cutroom.core.errors import CutroomError, InvalidRequest, TaskNotFound
from cutroom.core.output import OutputOptions
from cutroom.jobs.engine import Accepted, JobEngine, Load, Page, TaskFilter
from cutroom.jobs.model import HIGHEST_PRIORITY, LOWEST_PRIORITY, State, Submission, Task
from cutroom.jobs.submitting import digest_of
from cutroom.pipeline.links import DraftLink, Home, LocalDraft, parse_link
from cutroom.storage.store import Store, StoredFile

MAX_CALLBACK_CHARACTERS = 2048
MAX_KEY_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request reached us: the base of URLs for its sender, and the names we are called by."""

    base_url: str
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderWish:
    """What a dialect makes of a request.

    ``ephemeral`` drafts were uploaded for this render alone; for ``variables`` see RenderSpec.
    """

    draft_url: str
    options: OutputOptions = field(default_factory=OutputOptions)
    priority: int = 0
    callback_url: str = ""
    idempotency_key: str = ""
    ephemeral: bool = False
    variables: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Renders of one draft that differ in their ``rows`` of variables."""

    wish: RenderWish
    rows: Sequence[Mapping[str, str]]

    def wishes(self) -> list[RenderWish]:
        """One wish a row; an idempotency key counts for each row by itself."""
        key = self.wish.idempotency_key
        return [
            replace(self.wish, variables=row, idempotency_key=f"{key}/{number}" if key else "")
            for number, row in enumerate(self.rows)
        ]


class RenderService:
    """Every dialect's way to tasks."""

    def __init__(
        self, engine: JobEngine, library: DraftLibrary, inspector: Inspector, results: Store
    ) -> None:
        self._engine = engine
        self._library = library
        self._inspector = inspector
        self._results = results

    def warm_up(self) -> None:
        """See JobEngine.warm_up."""
        self._engine.warm_up()

    def submit(self, wish: RenderWish, caller: Caller) -> Accepted:
        """Accept a render, or find the task that answers the wish already.

        Raises InvalidRequest, NotFound, BadDraft for what is wrong and can be seen here; Busy, Conflict.
        """
        link, look = self._looked_at(wish, caller)
        if wish.variables is not None and look.fields is not None:
            look.fields.check(wish.variables)
        return self._submit(wish, link, look, caller)

    def submit_batch(self, batch: Batch, caller: Caller) -> list[Accepted | CutroomError]:
        """Accept a render for every row, or say of a row why it was not taken.

        What is wrong with the draft or with a row and can be seen here is raised before anything is
        accepted, as by ``submit``; an error's field says which row.
        """
        wishes = batch.wishes()
        for wish in wishes:
            _check(wish)
        link, look = self._looked_at(batch.wish, caller)
        if look.fields is not None:
            for number, row in enumerate(batch.rows):
                with _of_row(number):
                    look.fields.check(row)
        outcomes: list[Accepted | CutroomError] = []
        for wish in wishes:
            try:
                outcomes.append(self._submit(wish, link, look, caller))
            except CutroomError as error:
                outcomes.append(error)
        return outcomes

    def _looked_at(self, wish: RenderWish, caller: Caller) -> tuple[DraftLink, Inspected]:
        _check(wish)
        link = self.link(wish.draft_url, caller)
        if not isinstance(link, LocalDraft):
            return link, Inspected("", 0.0)
        # First of all, so that it is not swept before its task is there to keep it.
        self._library.touch(link.draft_id)
        return link, self._inspector.local(link)

    def _submit(
        self, wish: RenderWish, link: DraftLink, look: Inspected, caller: Caller
    ) -> Accepted:
        options = options_json(wish.options)
        if wish.variables is not None:
            options["variables"] = dict(wish.variables)
        spec = RenderSpec(link, wish.options, caller.base_url, wish.ephemeral, wish.variables)
        submission = Submission(
            draft_key=link.key,
            draft_url=wish.draft_url,
            spec=spec_json(spec),
            options=options,
            content_digest=look.digest,
            priority=wish.priority,
            callback_url=wish.callback_url,
            idempotency_key=wish.idempotency_key,
            output_s=look.duration_s,
        )
        return self._engine.submit(self._compared_with_the_last(submission, link))

    def link(self, draft_url: str, caller: Caller) -> DraftLink:
        """What a draft URL means here. Raises InvalidRequest, NotFound."""
        return parse_link(draft_url, Home(self._library.knows, caller.hosts))

    def _compared_with_the_last(self, submission: Submission, link: DraftLink) -> Submission:
        """Learn what must be known of the last task of this draft: is its file there, did the draft change?"""
        last = self._engine.latest(submission.draft_key, digest_of(submission.options))
        if last is None or not last.state.is_final:
            return submission
        if last.state is State.COMPLETED and self.stored_file(last) is None:
            return replace(submission, not_task_id=last.id)
        if isinstance(link, LocalDraft) or not last.content_digest:
            return submission
        return replace(submission, content_digest=self._inspector.remote_digest(link))

    def of_draft(self, draft_url: str, caller: Caller) -> Task:
        """The newest task of a draft. Raises TaskNotFound, InvalidRequest, NotFound."""
        task = self._engine.latest(self._key(draft_url, caller))
        if task is None:
            raise TaskNotFound("No render of this draft was ever asked for.")
        return task

    def history(self, draft_url: str, caller: Caller, before: int = 0, limit: int = 50) -> Page:
        """All tasks of a draft, newest first."""
        key = self._key(draft_url, caller)
        return self._engine.list(TaskFilter(draft_key=key, before=before, limit=limit))

    def _key(self, draft_url: str, caller: Caller) -> str:
        # A draft that was deleted is still known by its tasks.
        def knows(draft_id: str) -> bool:
            local = LocalDraft(draft_id)
            return self._library.knows(draft_id) or self._engine.latest(local.key) is not None

        return parse_link(draft_url, Home(knows, caller.hosts)).key

    def get(self, task_id: str) -> Task:
        """A task by id. Raises TaskNotFound."""
        task = self._engine.find(task_id)
        if task is None:
            raise TaskNotFound(hint="Tasks are kept for a limited time after they end.")
        return task

    def page(self, wanted: TaskFilter) -> Page:
        """Tasks, newest first."""
        return self._engine.list(wanted)

    def cancel(self, task_id: str) -> Task:
        """See JobEngine.cancel."""
        return self._engine.cancel(task_id)

    def retry(self, task_id: str) -> Task:
        """See JobEngine.retry."""
        return self._engine.retry(task_id)

    def load(self) -> Load:
        """See JobEngine.load."""
        return self._engine.load()

    def estimate_s(self, task: Task) -> float:
        """See JobEngine.estimate_s."""
        return self._engine.estimate_s(task)

    def stored_file(self, task: Task) -> StoredFile | None:
        """The finished file of a task, None when there is none (any more)."""
        key = task.result.get("key")
        return self._results.stat(key) if isinstance(key, str) else None


@contextmanager
def _of_row(number: int) -> Iterator[None]:
    """Errors inside name the row of a batch."""
    try:
        yield
    except InvalidRequest as error:
        raise InvalidRequest(
            f"Row {number}: {error.message}",
            field=f"rows[{number}].{error.field}",
            hint=error.hint,
            details=error.details,
        ) from error


def _check(wish: RenderWish) -> None:
    if not LOWEST_PRIORITY <= wish.priority <= HIGHEST_PRIORITY:
        raise InvalidRequest(
            f"priority must be between {LOWEST_PRIORITY} and {HIGHEST_PRIORITY}.", field="priority"
        )
    if len(wish.idempotency_key) > MAX_KEY_CHARACTERS:
        raise InvalidRequest(
            f"idempotency_key has more than {MAX_KEY_CHARACTERS} characters.",
            field="idempotency_key",
        )
    if wish.callback_url and not _is_web_url(wish.callback_url):
        raise InvalidRequest("callback_url must be an http(s) URL.", field="callback_url")


def _is_web_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and len(text) <= MAX_CALLBACK_CHARACTERS
        )
    except ValueError:
        return False


def video_url(task: Task, base_url: str = "") -> str:
    """The stable URL of a finished task's file, "" for any other task."""
    key = task.result.get("key")
    if task.state is not State.COMPLETED or not isinstance(key, str):
        return ""
    base = base_url or spec_of(task.spec).base_url
    return f"{base}/videos/{task.id}/{quote(download_name(task))}"


def download_name(task: Task) -> str:
    """What a finished file is called when it is saved."""
    suffix = PurePosixPath(str(task.result.get("key", ""))).suffix
    name = task.draft_key.partition(":")[2] if task.draft_key.startswith("draft:") else task.id
    return f"{name}{suffix}"
