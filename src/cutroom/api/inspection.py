"""What can be said of a draft before it is rendered."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cutroom.core.errors import CutroomError, EmptyDraft
from cutroom.core.time import MICROS
from cutroom.draft.folder import OpenedDraft
from cutroom.draft.merge import MergeFields, merge_fields
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.links import DraftLink, LocalDraft
from cutroom.pipeline.sources import Obtaining, obtain_draft
from cutroom.pipeline.watch import watch

_REMOTE_TIMEOUT_S = 15.0


@dataclass(frozen=True, slots=True)
class Inspected:
    """The digest of a draft's content, its length in seconds, its merge fields (None: not known here)."""

    digest: str
    duration_s: float
    fields: MergeFields | None = None


class Inspector(Protocol):
    """Looks at drafts for the service that accepts renders."""

    def local(self, link: LocalDraft) -> Inspected:
        """A draft of this server. Raises NotFound, BadDraft (EmptyDraft, EncryptedDraft)."""
        ...

    def remote_digest(self, link: DraftLink) -> str:
        """The digest of a draft elsewhere as it is now, "" when it cannot be told in short time."""
        ...


class DraftInspector:
    """Inspects with the pipeline's own means, so that submit and render agree."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def local(self, link: LocalDraft) -> Inspected:
        """See Inspector."""
        opened = self._environment.library.open(link.draft_id)
        ends = [
            segment.target.end_us for track in opened.draft.tracks for segment in track.segments
        ]
        if max(ends, default=0) <= 0:
            raise EmptyDraft(hint="Put at least one clip on a track.")
        return Inspected(opened.digest, max(ends) / MICROS, merge_fields(opened.draft))

    def remote_digest(self, link: DraftLink) -> str:
        """See Inspector."""
        try:
            return self._obtain(link).digest
        except CutroomError:
            return ""

    def _obtain(self, link: DraftLink) -> OpenedDraft:
        with tempfile.TemporaryDirectory(prefix="cutroom-look-") as folder:
            patience = watch(lambda: False, _REMOTE_TIMEOUT_S)
            return obtain_draft(link, Obtaining(self._environment, Path(folder), patience))
