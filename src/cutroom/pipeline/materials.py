"""Gathering the files a draft uses: found on this disk or fetched, each once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import (
    CutroomError,
    LimitExceeded,
    MediaError,
    MediaUnreachable,
    Refused,
)
from cutroom.draft.folder import OpenedDraft
from cutroom.draft.media import media_references
from cutroom.draft.references import MediaReference, is_url
from cutroom.draft.relink import Locator
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.facts_shelf import FactsShelf
from cutroom.pipeline.messages import Medium
from cutroom.pipeline.watch import Watch
from cutroom.storage.fetch_rules import redact
from cutroom.storage.placing import place_file

OnGathered = Callable[[int, int], None]
_NOT_MEDIA = ("font", "lut", "style-package")
_SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,8}")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files by the compiler's keys, and what was left out."""

    media: tuple[Medium, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Where a file was found on this disk, the URL it can be fetched from, or why it may not be used."""

    reference: MediaReference
    path: Path | None
    url: str
    failure: CutroomError | None = None

    @property
    def is_media(self) -> bool:
        """Whether a codec looks at the file; fonts and tables only have a place."""
        return self.reference.role not in _NOT_MEDIA


def search(opened: OpenedDraft, environment: Environment) -> list[Search]:
    """Look for every file of a draft on this disk. Raises LimitExceeded for too many of them."""
    references = media_references(opened.draft)
    most = environment.draft_limits.files
    if len(references) > most:
        raise LimitExceeded(f"The draft uses {len(references)} files, more than {most}.")
    locator = Locator(opened.root, environment.media_roots, opened.meta)
    return [_search(reference, locator) for reference in references]


def _search(reference: MediaReference, locator: Locator) -> Search:
    url = next(iter(reference.urls), "")
    try:
        return Search(reference, locator.locate(reference), url)
    except Refused as error:
        return Search(reference, None, url, error)


class Gathering:
    """One draft's media; ``folder`` receives what is fetched."""

    def __init__(
        self, opened: OpenedDraft, folder: Path, environment: Environment, watch: Watch
    ) -> None:
        """Nothing happens before :meth:`run`."""
        self._opened = opened
        self._folder = folder
        self._environment = environment
        self._watch = watch
        self._shelf = FactsShelf(environment.facts_dir)
        self._log = DiagnosticLog()

    def run(self, on_gathered: OnGathered) -> Gathered:
        """Find or fetch everything.

        Raises MediaUnreachable, MediaError or Refused naming a required material that cannot be had;
        an optional one becomes a diagnostic.
        """
        searches = search(self._opened, self._environment)
        fetched = self._fetch(searches, on_gathered)
        media = []
        for item in searches:
            path = item.path or fetched.get(item.url)
            if path is None:
                self._missing(item)
                continue
            media.append(self._medium(item, path))
        return Gathered(tuple(media), self._log.as_tuple())

    def _fetch(self, searches: Iterable[Search], on_gathered: OnGathered) -> dict[str, Path]:
        wanted: dict[str, MediaReference] = {}
        for item in searches:
            if item.path is None and item.url:
                known = wanted.setdefault(item.url, item.reference)
                if item.reference.required and not known.required:
                    wanted[item.url] = item.reference
        calls = [
            partial(self._fetch_one, number, url, reference)
            for number, (url, reference) in enumerate(wanted.items())
        ]
        on_gathered(0, len(calls))
        paths = self._watch.run_all(
            calls,
            self._environment.fetch_concurrency,
            lambda done: on_gathered(done, len(calls)),
        )
        return {url: path for url, path in zip(wanted, paths, strict=True) if path is not None}

    def _fetch_one(self, number: int, url: str, reference: MediaReference) -> Path | None:
        try:
            fetched = self._environment.fetcher.fetch(url, self._watch.over)
        except (MediaError, Refused) as error:
            failure = _named(error, reference)
            if reference.required:
                raise failure from error
            self._skip(reference, failure.message)
            return None
        # The folder may have served another picture of the draft: the same content has the same name.
        target = self._folder / f"{number:04d}-{fetched.digest[:32]}{_suffix(url)}"
        if not target.exists():
            place_file(fetched.path, target)
        return target

    def _missing(self, item: Search) -> None:
        if item.reference.required:
            raise missing(item)
        if not item.url:  # The failed fetch has said so already.
            self._skip(item.reference, missing(item).message)

    def _skip(self, reference: MediaReference, message: str) -> None:
        self._log.add("material-missing", "skipped", reference.where, message)

    def _medium(self, item: Search, path: Path) -> Medium:
        reference = item.reference
        return Medium(
            key=reference.key,
            path=str(path),
            name=_name(reference) or path.name,
            where=reference.where,
            required=reference.required,
            is_media=item.is_media,
            facts=self._shelf.find(path),
        )


def missing(item: Search) -> CutroomError:
    """The error for a file that is not there, saying where it was looked for."""
    reference = item.reference
    if item.failure is not None:
        return _named(item.failure, reference)
    tried = [redact(text) if is_url(text) else text[:300] for text in reference.candidates if text]
    return MediaError(
        f"{_title(reference)} cannot be found: {', '.join(tried) or 'it names no file'}.",
        material=_name(reference),
        hint="Put the file into the draft's folder, or give its URL.",
        details={"where": reference.where, "looked_for": tried},
    )


def _named(error: CutroomError, reference: MediaReference) -> CutroomError:
    """The same failure, saying which material it concerns."""
    message = f"{_title(reference)}: {error.message}"
    details = {**error.details, "where": reference.where}
    if isinstance(error, MediaUnreachable):
        return MediaUnreachable(
            message, material=_name(reference), hint=error.hint, details=details
        )
    if isinstance(error, MediaError):
        return MediaError(message, material=_name(reference), hint=error.hint, details=details)
    return type(error)(message, hint=error.hint, details=details)


def _title(reference: MediaReference) -> str:
    return f"The {reference.role} {_name(reference)!r} ({reference.where})"


def _name(reference: MediaReference) -> str:
    """What the user knows the file by; never the query of a URL, which may hold a key."""
    name = reference.name or next(filter(None, reference.candidates), "")
    if is_url(name):
        return redact(name)
    if any(name in url for url in reference.urls):
        name = name.partition("?")[0]
    return name[:200]


def _suffix(url: str) -> str:
    suffix = PurePosixPath(unquote(urlsplit(url).path)).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""
