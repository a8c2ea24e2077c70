"""Drafts that come inside a request: kept as drafts of this server, equal content under an equal id."""

from __future__ import annotations

import json

from starlette.requests import Request

from cutroom.api.dialect import Services
from cutroom.api.native import schemas
from cutroom.api.uploads import content_id
from cutroom.core.errors import InvalidRequest
from cutroom.jobs.submitting import digest_of


def draft_url_of(body: schemas.OfDraft, request: Request, services: Services) -> str:
    """The URL of the draft a call is about. Raises InvalidRequest unless there is exactly one; BadDraft."""
    if (body.draft is None) == (not body.draft_url.strip()):
        raise InvalidRequest(
            "Send either draft_url or draft.",
            field="draft_url",
            details={"problem": "missing" if body.draft is None else "value"},
        )
    if body.draft is None:
        return body.draft_url
    data = json.dumps(body.draft, ensure_ascii=False).encode()
    draft_id = services.library.import_document(data, content_id(digest_of(body.draft)))
    return own_url(draft_id, request, services)


def own_url(draft_id: str, request: Request, services: Services) -> str:
    """The URL of a draft of this server."""
    base_url = services.caller(request).base_url
    return f"{base_url}/openapi/capcut-mate/v1/get_draft?draft_id={draft_id}"
