"""Posting notices to callers' URLs, under the same address rules as everything fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx

from cutroom.core.errors import MediaUnreachable
from cutroom.storage.addresses import AddressRules, system_resolver
from cutroom.storage.fetch_rules import FetchRules, check_url, redact
from cutroom.storage.transport import checked_client

_TIMEOUT_S = 15.0


def webhook_post(rules: FetchRules) -> Callable[[str, bytes, Mapping[str, str]], int]:
    """A function that posts a body with headers and returns the HTTP status.

    Redirects are not followed: a receiver must be where its owner said. Raises Refused, MediaUnreachable.
    """
    client = checked_client(AddressRules(rules.allow, system_resolver), httpx.Timeout(_TIMEOUT_S))

    def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        check_url(url)
        try:
            with client.stream(
                "POST", url, content=body, headers=dict(headers), follow_redirects=False
            ) as answer:
                return answer.status_code
        except httpx.HTTPError as error:
            raise MediaUnreachable(
                f"{redact(url)} does not answer: {type(error).__name__}.", material=redact(url)
            ) from error

    return post
