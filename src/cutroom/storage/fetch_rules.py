"""How much one fetch may take, and which URLs are fetched at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from cutroom.core.errors import Refused

Stop = Callable[[], bool]
MAX_URL_CHARACTERS = 8192


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Limits of one fetch; ``allow`` are hosts exempt from the address rules."""

    allow: tuple[str, ...] = ()
    max_bytes: int = 2_000_000_000
    timeout_s: float = 600.0
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 30.0
    redirects: int = 5
    attempts: int = 4
    pause_s: float = 0.5


def never() -> bool:
    """The stop of a fetch that nobody cancels."""
    return False


def redact(url: str) -> str:
    """A URL fit for a message: no credentials, no query, no fragment."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "(unreadable URL)"
    shown = urlunsplit((parts.scheme, host, parts.path, "", ""))
    return (shown if len(shown) <= 200 else shown[:199] + "…") + ("?…" if parts.query else "")


def check_url(url: str) -> None:
    """Raise Refused unless ``url`` is a plain http(s) URL without credentials."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Refused("A URL cannot be read.", details={"url": url[:80]}) from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise Refused(f"{redact(url)} is not an http or https URL.", hint="Only those are fetched.")
    if parts.username is not None or parts.password is not None:
        raise Refused(
            f"{redact(url)} carries a user name or password.", hint="Use a signed URL instead."
        )
    if len(url) > MAX_URL_CHARACTERS:
        raise Refused(f"{redact(url)} has more than {MAX_URL_CHARACTERS} characters.")
