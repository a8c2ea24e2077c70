"""One download: redirects, limits, retries with back-off, resuming where the last attempt broke off."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

import httpx

from cutroom.core.errors import (
    Cancelled,
    MediaError,
    MediaUnreachable,
    StorageError,
)
from cutroom.storage.body import Body, Decoder
from cutroom.storage.fetch_rules import FetchRules, Stop, check_url, redact
from cutroom.storage.media_cache import Answer, Entry
from cutroom.storage.transport import Patience, patient, refusal_in

_REDIRECTS = (301, 302, 303, 307, 308)
_TRANSIENT = (408, 421, 425, 429, 500, 502, 503, 504)
_LONGEST_PAUSE_S = 20.0


class _AnotherTry(Exception):
    """A failure that may pass; ``pause_s`` is what the host asked for."""

    def __init__(self, reason: str, pause_s: float = 0.0) -> None:
        super().__init__(reason)
        self.pause_s = pause_s


@dataclass(slots=True)
class Download:
    """Fetches one URL into ``partial`` once; make a new one for the next file."""

    client: httpx.Client
    rules: FetchRules
    partial: Path
    should_stop: Stop

    def run(self, url: str, known: Entry | None) -> Answer | None:
        """What arrived, or None when ``known`` is still the current content.

        Raises as :mod:`cutroom.storage.fetch` says, and Cancelled.
        """
        deadline = time.monotonic() + self.rules.timeout_s
        body = Body(self.partial, self.rules.max_bytes, url)
        reason = ""
        for attempt in range(self.rules.attempts):
            try:
                with patient(Patience(deadline, self.should_stop)):
                    return self._attempt(url, known, body)
            except _AnotherTry as failure:
                reason, pause_s = str(failure), failure.pause_s
            except httpx.HTTPError as error:
                ours = refusal_in(error)
                if ours is not None:
                    raise ours from error
                reason, pause_s = _plain_reason(error), 0.0
            except httpx.InvalidURL as error:
                raise MediaError(
                    f"{redact(url)} is not a usable URL.", material=redact(url)
                ) from error
            except OSError as error:
                raise StorageError(
                    f"A fetched file could not be written: {error.strerror or error}.",
                    hint="Check the space left in the data folder.",
                ) from error
            if attempt + 1 == self.rules.attempts or not self._pause(attempt, pause_s, deadline):
                break
        raise MediaUnreachable(
            f"{redact(url)} cannot be fetched: {reason}.",
            material=redact(url),
            hint="Check that the link opens without signing in, then try again.",
        )

    def _pause(self, attempt: int, asked_s: float, deadline: float) -> bool:
        """Wait before the next attempt; False when there is no time for one."""
        own_s = self.rules.pause_s * 2**attempt * random.uniform(0.75, 1.25)
        until = time.monotonic() + min(max(own_s, asked_s), _LONGEST_PAUSE_S)
        if until >= deadline:
            return False
        while time.monotonic() < until:
            if self.should_stop():
                raise Cancelled
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))
        return True

    def _attempt(self, url: str, known: Entry | None, body: Body) -> Answer | None:
        for _ in range(self.rules.redirects + 1):
            request = self.client.build_request("GET", url, headers=_headers(known, body))
            response = self.client.send(request, stream=True)
            try:
                if response.status_code in _REDIRECTS:
                    url = _redirected(url, response)
                    continue
                if response.status_code == 304 and known is not None:
                    return None
                return self._receive(url, response, body)
            finally:
                response.close()
        raise MediaError(
            f"{redact(url)} redirects more than {self.rules.redirects} times.",
            material=redact(url),
        )

    def _receive(self, url: str, response: httpx.Response, body: Body) -> Answer:
        _check_status(url, response, body)
        resumed = response.status_code == 206 and _range_start(response) == body.size
        if not resumed:
            body.restart()
        if response.status_code == 206 and not resumed:
            raise _AnotherTry("the host sent another part than asked for")
        decoder = Decoder(response.headers.get("content-encoding", "").strip().lower(), url)
        announced = response.headers.get("content-length", "")
        if decoder.plain and announced.isdecimal():
            body.expect(int(announced))
        # Only an unencoded body with a validator can be resumed: else the parts might not belong together.
        body.validator = _validator(response) if decoder.plain else ""
        with body.path.open("ab") as target:
            for block in response.iter_raw():
                decoder.feed(block, body, target)
            decoder.finish(body, target)
        return Answer(
            digest=body.digest,
            size=body.size,
            content_type=response.headers.get("content-type", "")[:200],
            etag=response.headers.get("etag", "")[:1000],
            last_modified=response.headers.get("last-modified", "")[:100],
        )


def _headers(known: Entry | None, body: Body) -> dict[str, str]:
    headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
    if body.size and body.validator:
        return headers | {"Range": f"bytes={body.size}-", "If-Range": body.validator}
    if known is not None and known.etag:
        return headers | {"If-None-Match": known.etag}
    if known is not None and known.last_modified:
        return headers | {"If-Modified-Since": known.last_modified}
    return headers


def _redirected(url: str, response: httpx.Response) -> str:
    try:
        target: str = urljoin(url, response.headers.get("location", ""))
    except ValueError as error:
        raise MediaError(f"{redact(url)} redirects to no URL.", material=redact(url)) from error
    check_url(target)
    return target


def _check_status(url: str, response: httpx.Response, body: Body) -> None:
    status = response.status_code
    if status in (200, 206):
        return
    if status == 416 and body.size:
        body.restart()
        raise _AnotherTry("the host lost its place")
    if status in _TRANSIENT:
        raise _AnotherTry(f"the host answers {status}", _retry_after_s(response))
    raise MediaError(
        f"{redact(url)} cannot be fetched: the host answers {status}.",
        material=redact(url),
        hint="Check that the link is right, public and has not expired.",
        details={"status": status},
    )


def _retry_after_s(response: httpx.Response) -> float:
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:6])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _range_start(response: httpx.Response) -> int:
    text = response.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
    return int(text) if text.isdecimal() and len(text) < 19 else -1


def _validator(response: httpx.Response) -> str:
    etag: str = response.headers.get("etag", "")
    if etag and not etag.startswith("W/"):
        return etag
    return str(response.headers.get("last-modified", ""))


def _plain_reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return "the host did not answer in time"
    if isinstance(error, httpx.TimeoutException):
        return "the host went silent or sent too slowly"
    if isinstance(error, httpx.ConnectError):
        return f"no connection ({error})"
    if isinstance(error, httpx.RemoteProtocolError):
        return "the host broke off"
    return f"the connection failed ({type(error).__name__})"
