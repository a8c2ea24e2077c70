"""Taking media into a draft: fetched in parallel, and known to be good before anybody refers to them."""

from __future__ import annotations

import logging
import re
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from cutroom.authoring.assets import Asset
from cutroom.core.errors import InternalError, LimitExceeded
from cutroom.core.facts import MediaFacts
from cutroom.pipeline.attempt import make_folder, remember_facts
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.facts_shelf import FactsShelf
from cutroom.pipeline.machine import core_count
from cutroom.pipeline.messages import Job, Medium
from cutroom.pipeline.supervise import RenderProcess
from cutroom.pipeline.watch import watch
from cutroom.storage.fetch import Fetched
from cutroom.storage.fetch_rules import never, redact
from cutroom.storage.placing import place_file, remove

log = logging.getLogger(__name__)


class Intake:
    """Fetches and looks at media. Safe to use from many threads."""

    def __init__(self, environment: Environment) -> None:
        """Nothing happens before media are asked for."""
        self._environment = environment
        self._shelf = FactsShelf(environment.facts_dir)
        # Every process that looks at media holds a decoder's memory.
        self._looking = threading.BoundedSemaphore(core_count())

    @contextmanager
    def assets(self, urls: Sequence[str]) -> Iterator[Mapping[str, Asset]]:
        """The files at ``urls``, each fetched and looked at once; they stay until the block ends.

        Raises Refused, LimitExceeded, MediaError (MediaUnreachable) naming the file at fault.
        """
        wanted = list(dict.fromkeys(urls))
        most = self._environment.draft_limits.files
        if len(wanted) > most:
            raise LimitExceeded(f"The call names {len(wanted)} files, more than {most}.")
        folder = self._environment.library.root / f".intake-{uuid.uuid4().hex}"
        try:
            if wanted:
                make_folder(folder)
            yield self._known(self._fetched(wanted, folder))
        finally:
            remove(folder)

    def _fetched(self, urls: Sequence[str], folder: Path) -> dict[str, tuple[Fetched, Path]]:
        patience = watch(never, self._environment.render_limits.timeout_s)

        def fetch(number: int, url: str) -> tuple[Fetched, Path]:
            fetched = self._environment.fetcher.fetch(url, patience.over)
            # A link of our own: the cache may make room while we work.
            own = folder / f"{number}-{_shown(url)}"
            place_file(fetched.path, own)
            return fetched, own

        def tell(done: int) -> None:
            log.info("fetched %d of %d media", done, len(urls))

        calls = [partial(fetch, number, url) for number, url in enumerate(urls)]
        arrived = patience.run_all(calls, self._environment.fetch_concurrency, tell)
        return dict(zip(urls, arrived, strict=True))

    def _known(self, arrived: Mapping[str, tuple[Fetched, Path]]) -> dict[str, Asset]:
        unknown = tuple(
            Medium(url, str(own), redact(url))
            for url, (_, own) in arrived.items()
            if self._shelf.find(own) is None
        )
        if unknown:
            self._look_at(unknown)
        return {
            url: Asset(url, own, fetched.digest, fetched.content_type, self._facts(own))
            for url, (fetched, own) in arrived.items()
        }

    def _look_at(self, media: tuple[Medium, ...]) -> None:
        environment = self._environment
        with (
            self._looking,
            RenderProcess(environment.render_limits, environment.start) as process,
        ):
            process.wait_ready(never)
            job = Job("probe", media)
            process.run(job, lambda event: remember_facts(event, environment), never)

    def _facts(self, path: Path) -> MediaFacts:
        facts = self._shelf.find(path)
        if facts is None:
            raise InternalError("What is known of a medium could not be kept.")
        return facts


def _shown(url: str) -> str:
    """A name for the file that messages may show."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    return re.sub(r"[^0-9A-Za-z._-]", "_", name)[-60:]
