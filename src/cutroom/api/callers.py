"""Who is asking: where the request reached us, its language, and whether it carries a key."""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlsplit

from starlette.requests import Request

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


def _names(base_url: str) -> Iterable[str]:
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return [f"{host}:{port}"]


def _first(request: Request, header: str) -> str:
    return request.headers.get(header, "").split(",")[0].strip()


def _is_near(request: Request) -> bool:
    if request.client is None:
        return False
    try:
        address = ipaddress.ip_address(request.client.host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


class KeyRing:
    """The accepted API keys; none means that everybody is welcome."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = [key.encode() for key in keys]

    def check(self, request: Request, body: dict[str, Any] | None = None) -> None:
        """Raise Unauthorized unless the request carries an accepted key.

        A key may be in ``Authorization: Bearer``, ``X-API-Key``, or the body's ``apiKey`` or ``api_token``.
        """
        if not self._keys:
            return
        given = self._given(request, body or {})
        if not given:
            raise Unauthorized("An API key is needed.", details={"reason": "missing"})
        # Every key is compared, so that time tells nothing about which one is near.
        matches = [hmac.compare_digest(given.encode(), key) for key in self._keys]
        if not any(matches):
            raise Unauthorized("The API key is not accepted.", details={"reason": "wrong"})

    def _given(self, request: Request, body: dict[str, Any]) -> str:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and token.strip():
            return token.strip()
        header = request.headers.get("x-api-key", "").strip()
        if header:
            return header
        fields = (body.get(field) for field in _KEY_FIELDS)
        return next((value.strip() for value in fields if isinstance(value, str) and value), "")
