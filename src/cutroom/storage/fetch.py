"""Fetching what a stranger's URL names: checked, bounded, resumed, and kept for the next render.

Errors: Refused for an address or URL that is not allowed, LimitExceeded for a file that is too large,
MediaError for an answer that will not change (404), MediaUnreachable when another try may succeed.
URLs in messages carry neither credentials nor query.
"""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutroom.core.errors import MediaUnreachable
from cutroom.storage.addresses import AddressRules, Resolver, system_resolver
from cutroom.storage.fetch_rules import FetchRules, Stop, check_url, never, redact
from cutroom.storage.media_cache import Entry, MediaCache

if TYPE_CHECKING:
    import httpx

    from cutroom.storage.download import Download

_FRESH_S = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched file; ``digest`` is the SHA-256 of its content."""

    path: Path
    digest: str
    size: int
    content_type: str


class Fetcher:
    """Fetches by URL into a content-addressed cache. Safe to use from many threads and processes."""

    def __init__(
        self,
        rules: FetchRules,
        cache_dir: Path,
        cache_max_bytes: int = 20_000_000_000,
        resolve: Resolver = system_resolver,
    ) -> None:
        """``cache_dir`` is made on first use."""
        self._rules = rules
        self._cache = MediaCache(cache_dir, cache_max_bytes)
        self._addresses = AddressRules(rules.allow, resolve)
        self._client: httpx.Client | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close idle connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    def fetch(self, url: str, should_stop: Stop = never) -> Fetched:
        """The file at ``url``, from the cache when the host says it has not changed.

        The returned path stays valid until the cache makes room: link or copy it to keep it.
        """
        check_url(url)
        with self._cache.alone(url, should_stop):
            known = self._cache.find(url)
            if known is not None and time.time() - known.checked_at < _FRESH_S:
                return _fetched(self._cache.touch(known))
            with self._cache.partial() as partial:
                answer = self._download(self._rules, partial, should_stop).run(url, known)
                if answer is None and known is not None:
                    return _fetched(self._cache.confirm(known))
                if answer is None:
                    raise MediaUnreachable(
                        f"{redact(url)} answered 304 to a first request.", material=redact(url)
                    )
                return _fetched(self._cache.keep(url, partial, answer))

    def cached(self, url: str) -> Path | None:
        """The file of an earlier fetch of ``url``, as it was then; nothing is asked of the network."""
        known = self._cache.find(url)
        return None if known is None else known.path

    def fetch_bytes(self, url: str, max_bytes: int, should_stop: Stop = never) -> bytes:
        """A small document, always asked for anew. Raises LimitExceeded over ``max_bytes``."""
        check_url(url)
        rules = replace(self._rules, max_bytes=min(max_bytes, self._rules.max_bytes))
        with tempfile.TemporaryDirectory(prefix="cutroom-") as folder:
            partial = Path(folder) / "document"
            self._download(rules, partial, should_stop).run(url, None)
            return partial.read_bytes()

    def _download(self, rules: FetchRules, partial: Path, should_stop: Stop) -> Download:
        # The HTTP library takes a third of a second to load: only who fetches waits for it.
        from cutroom.storage.download import Download
        from cutroom.storage.transport import client_for

        with self._lock:
            if self._client is None:
                self._client = client_for(self._addresses, self._rules)
            return Download(self._client, rules, partial, should_stop)


def _fetched(entry: Entry) -> Fetched:
    return Fetched(entry.path, entry.digest, entry.size, entry.content_type)
