"""Changing drafts: the one service below every dialect's edit calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from cutroom.api.renders import Caller
from cutroom.authoring.clips import Shelf
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.library import DraftLibrary
from cutroom.authoring.notes import Note, Notes
from cutroom.authoring.requests import Edit
from cutroom.core.errors import NotFound
from cutroom.core.facts import MediaFacts
from cutroom.pipeline.intake import Intake
from cutroom.pipeline.links import Home, LocalDraft, parse_link

Json = dict[str, Any]
Wanted = TypeVar("Wanted", bound=Edit)
Result = TypeVar("Result")
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Edited:
    """What a call answers, and what could not be done as asked."""

    values: Json
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class EditCall:
    """An edit that every dialect offers: its request, the media it names, what it does."""

    name: str
    model: type[Any]
    urls: Callable[[Any], Sequence[str]]
    change: Callable[[DraftDocument, Any, Shelf], Json]


class EditService:
    """Edits of the drafts of this server; each is whole or does not happen."""

    def __init__(self, library: DraftLibrary, intake: Intake) -> None:
        self._library = library
        self._intake = intake
        # Edits wait for hosts and for each other: they must not take the threads of other calls.
        self._limiter = CapacityLimiter(_AT_ONCE)

    def draft_id(self, draft_url: str, caller: Caller) -> str:
        """The id of a draft of this server. Raises InvalidRequest, NotFound."""
        link = parse_link(draft_url, Home(self._library.knows, caller.hosts))
        if not isinstance(link, LocalDraft):
            raise NotFound("The draft is not one of this server.")
        return link.draft_id

    async def edit(self, call: EditCall, wanted: Edit, caller: Caller) -> Edited:
        """Do an edit; its media are fetched and looked at before the draft is touched."""
        return await self._aside(partial(self._edit, call, wanted, caller))

    async def facts(self, urls: Sequence[str]) -> list[MediaFacts]:
        """What is known of the media at ``urls``, in their order."""
        return await self._aside(partial(self._facts, urls))

    def _edit(self, call: EditCall, wanted: Edit, caller: Caller) -> Edited:
        draft_id = self.draft_id(wanted.draft_url, caller)
        # Fetching takes its time: an old draft must not be swept meanwhile.
        self._library.touch(draft_id)
        with self._intake.assets(call.urls(wanted)) as assets:

            def change(draft: DraftDocument) -> Edited:
                notes = Notes()
                values = call.change(draft, wanted, Shelf(assets, notes))
                return Edited(values, notes.found)

            return self._library.edit(draft_id, change)

    def _facts(self, urls: Sequence[str]) -> list[MediaFacts]:
        with self._intake.assets(urls) as assets:
            return [assets[url].facts for url in urls]

    async def _aside(self, work: Callable[[], Result]) -> Result:
        return await to_thread.run_sync(work, limiter=self._limiter)
