"""The forms a draft URL may take, and what each of them means.

====================  =============================================================
local or remote       ``…/get_draft?draft_id=ID`` on any host
JianYing link         ``…#/cozeToJianyin?drafId=VALUE``; VALUE is an id or a URL
direct                ``….json`` (a draft document) or ``….zip`` (a draft folder)
====================  =============================================================

Nothing is fetched here. The key of a link is the same for every spelling of one draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit, urlunsplit

from cutroom.core.errors import InvalidRequest, NotFound
from cutroom.core.ids import is_safe_id

MAX_LINK_CHARACTERS = 8192
_MAX_NESTING = 3
_PARAMETER = re.compile(r"(?:^|[?&])(?:drafId|draftId|draft_id)=(.*)$", re.DOTALL)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_FORMS = (
    "Send …/get_draft?draft_id=…, a JianYing link with drafId=…, or the URL of a .json or .zip."
)


@dataclass(frozen=True, slots=True)
class LocalDraft:
    """A draft of this server."""

    draft_id: str

    @property
    def key(self) -> str:
        """Identifies the draft whatever its spelling."""
        return f"draft:{self.draft_id}"


@dataclass(frozen=True, slots=True)
class RemoteDraft:
    """A draft on another capcut-mate server: ``url`` answers with its list of files."""

    url: str
    draft_id: str

    @property
    def key(self) -> str:
        """Identifies the draft whatever its spelling."""
        return f"files:{self.url}"


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """The URL of a draft document."""

    url: str

    @property
    def key(self) -> str:
        """Identifies the draft whatever its spelling."""
        return f"json:{self.url}"


@dataclass(frozen=True, slots=True)
class ArchiveLink:
    """The URL of a zipped draft folder."""

    url: str

    @property
    def key(self) -> str:
        """Identifies the draft whatever its spelling."""
        return f"zip:{self.url}"


DraftLink = LocalDraft | RemoteDraft | DocumentLink | ArchiveLink


@dataclass(frozen=True, slots=True)
class Home:
    """What tells our drafts from others': ids we know, and our own ``host`` or ``host:port`` names."""

    knows: Callable[[str], bool]
    hosts: frozenset[str] = frozenset()


def parse_link(text: str, home: Home) -> DraftLink:
    """A draft URL in any of the forms above.

    Raises InvalidRequest (field ``draft_url``) when it has none of the forms, NotFound when it names
    no usable id or a draft that would be ours and is not there.
    """
    text = text.strip()
    if not text:
        raise InvalidRequest("The draft URL is empty.", field="draft_url", hint=_FORMS)
    if len(text) > MAX_LINK_CHARACTERS:
        raise InvalidRequest(
            f"The draft URL has more than {MAX_LINK_CHARACTERS} characters.", field="draft_url"
        )
    return _parse(text, home, _MAX_NESTING)


def _parse(text: str, home: Home, nesting: int) -> DraftLink:
    parts = _split(text)
    path = unquote(parts.path)
    if path.rstrip("/").endswith("/get_draft"):
        return _listed(parts, home)
    value = _carried_value(parts)
    if value is not None:
        return _carried(value, home, nesting)
    if path.lower().endswith(".json"):
        return DocumentLink(canonical_url(text))
    if path.lower().endswith(".zip"):
        return ArchiveLink(canonical_url(text))
    raise InvalidRequest(
        "The draft URL has none of the known forms.", field="draft_url", hint=_FORMS
    )


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InvalidRequest("The draft URL is not a URL.", field="draft_url") from error
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        raise InvalidRequest(
            "The draft URL must start with http:// or https://.", field="draft_url", hint=_FORMS
        )
    if parts.username is not None or parts.password is not None:
        raise InvalidRequest(
            "The draft URL carries a user name or password.",
            field="draft_url",
            hint="Leave them out.",
        )
    return parts


def _listed(parts: SplitResult, home: Home) -> DraftLink:
    ids = parse_qs(parts.query).get("draft_id", [])
    draft_id = ids[0].strip() if ids else ""
    if not is_safe_id(draft_id):
        raise NotFound(
            "The get_draft URL carries no usable draft_id.",
            hint="An id has 8–64 letters, digits, - or _.",
        )
    if home.knows(draft_id):
        return LocalDraft(draft_id)
    if _host_names(parts) & home.hosts:
        raise NotFound(f"There is no draft {draft_id} here.")
    bare = parts._replace(query=f"draft_id={draft_id}")
    return RemoteDraft(canonical_url(urlunsplit(bare)), draft_id)


def _carried_value(parts: SplitResult) -> str | None:
    """The raw value of the draft parameter in the fragment or query, else None."""
    for raw in (parts.fragment, parts.query):
        found = _PARAMETER.search(raw)
        if found:
            value = found.group(1)
            # A plain URL may have parameters of its own; an encoded value ends at the next "&".
            return value if "://" in value.split("&", 1)[0] else value.split("&", 1)[0]
    return None


def _carried(raw: str, home: Home, nesting: int) -> DraftLink:
    value = raw.strip()
    for _ in range(2):
        if "://" not in value:
            value = unquote(value).strip()
    if "://" in value:
        if nesting == 0:
            raise InvalidRequest("The draft URL nests too many links.", field="draft_url")
        return _parse(value, home, nesting - 1)
    if not is_safe_id(value):
        raise NotFound("The JianYing link carries neither a draft id nor a URL.", hint=_FORMS)
    if not home.knows(value):
        raise NotFound(
            f"The JianYing link names draft {value}, which is not here.",
            hint="Send the get_draft URL of the server that has it, or the URL of its JSON.",
        )
    return LocalDraft(value)


def _host_names(parts: SplitResult) -> set[str]:
    host = (parts.hostname or "").lower()
    port = parts.port or _DEFAULT_PORTS[parts.scheme.lower()]
    return {host, f"{host}:{port}"}


def canonical_url(text: str) -> str:
    """One spelling for URLs that mean the same: case, default port, escapes; no fragment."""
    parts = urlsplit(text)
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    scheme = parts.scheme.lower()
    port = "" if parts.port in (None, _DEFAULT_PORTS[scheme]) else f":{parts.port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((scheme, host + port, path, query, ""))
