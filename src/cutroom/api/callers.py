"""Who is asking: where the request reached us, its language, and whether it carries a key."""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlsplit

from starlette.requests import Request

from cutroom.api.rates import RateLimit
from cutroom.api.renders import Caller
from cutroom.core.errors import Unauthorized

Language = Literal["zh", "en"]

_HOST = re.compile(r"(?:[0-9A-Za-z._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_KEY_FIELDS = ("apiKey", "api_token")


def language_of(request: Request) -> Language:
    """English for ``Accept-Language: en…``, else Chinese."""
    first = request.headers.get("accept-language", "").split(",")[0]
    return "en" if first.strip().lower().startswith("en") else "zh"


def caller_of(request: Request, public_url: str) -> Caller:
    """The base of URLs for this caller: the configured one, else the address that reached us.

    ``X-Forwarded-Proto`` and ``-Host`` count only from a proxy near us: a loopback or private address.
    """
    scheme, host = request.url.scheme, request.headers.get("host", "")
    if _is_near(request):
        scheme = _first(request, "x-forwarded-proto") or scheme
        host = _first(request, "x-forwarded-host") or host
    if scheme not in ("http", "https") or not _HOST.fullmatch(host):
        server = request.scope.get("server") or ("127.0.0.1", 80)
        scheme, host = request.url.scheme, f"{server[0]}:{server[1]}"
    base_url = public_url.rstrip("/") or f"{scheme}://{host}"
    return Caller(base_url, frozenset({*_names(base_url), *_names(f"{scheme}://{host}")}))


def query_of(request: Request) -> dict[str, str]:
    """The parameters of the query, without a key."""
    return {key: text for key, text in request.query_params.items() if key not in _KEY_FIELDS}


def _names(base_url: str) -> Iterable[str]:
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return [f"{host}:{port}"]


def _first(request: Request, header: str) -> str:
    return request.headers.get(header, "").split(",")[0].strip()


def address_of(request: Request) -> str:
    """The address of the caller, or of its network where one holds a whole /64.

    ``X-Forwarded-For`` counts as far as proxies near us wrote it: up to the last address that is not near.
    """
    address = request.client.host if request.client else ""
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",")]
    while hops and hops[-1] and _is_near_address(address):
        address = hops.pop()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _is_near(request: Request) -> bool:
    return request.client is not None and _is_near_address(request.client.host)


def _is_near_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


class KeyRing:
    """The accepted API keys, none means that everybody is welcome; and how often each caller may call."""

    def __init__(self, keys: Iterable[str], limit: RateLimit, *, everywhere: bool = False) -> None:
        """``everywhere`` asks for a key where published clients send none, too."""
        self._keys = [key.encode() for key in keys]
        self._limit = limit
        self.everywhere = everywhere and bool(self._keys)

    def check(self, request: Request, body: dict[str, Any] | None = None) -> None:
        """Raise Unauthorized unless the request carries an accepted key, RateLimited for one too many.

        A key may be in ``Authorization: Bearer``, ``X-API-Key``, or the body's or the query's ``apiKey`` or
        ``api_token``.
        """
        given, number = self._met(request, body or {})
        if not self._keys or number is not None:
            return
        if not given:
            raise Unauthorized("An API key is needed.", details={"reason": "missing"})
        raise Unauthorized("The API key is not accepted.", details={"reason": "wrong"})

    def meet(self, request: Request, body: dict[str, Any] | None = None) -> None:
        """A call that needs no key, unless all do; raises as ``check`` then, else RateLimited for one too many."""
        if self.everywhere:
            self.check(request, body)
        else:
            self._met(request, body or {})

    def count(self, request: Request) -> None:
        """A call that never needs a key. Raises RateLimited for one too many."""
        self._met(request, {})

    def _met(self, request: Request, body: dict[str, Any]) -> tuple[str, int | None]:
        """The key that was given, and its number if it is accepted; the call is counted.

        Who tries keys is known by the address, like everybody without one.
        """
        given = self._given(request, body)
        # Every key is compared, so that time tells nothing about which one is near.
        matches = [hmac.compare_digest(given.encode(), key) for key in self._keys]
        number = matches.index(True) if any(matches) else None
        self._limit.take(address_of(request) if number is None else f"key {number}")
        return given, number

    def _given(self, request: Request, body: dict[str, Any]) -> str:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and token.strip():
            return token.strip()
        header = request.headers.get("x-api-key", "").strip()
        if header:
            return header
        query = request.query_params
        fields = [holder.get(field) for holder in (body, query) for field in _KEY_FIELDS]
        return next((value.strip() for value in fields if isinstance(value, str) and value), "")
