"""The catalogue in the native dialect."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cutroom.api.callers import query_of
from cutroom.api.catalog_lists import kinds, matching
from cutroom.api.dialect import Services, checked
from cutroom.api.native import schemas
from cutroom.core.errors import NotFound


def add_catalog_calls(app: FastAPI, services: Services) -> None:
    """What there is, and how faithfully it is drawn."""

    @app.get("/catalog")
    async def catalog(request: Request) -> dict[str, Any]:
        """The kinds of things that are listed."""
        services.keys.check(request)
        return {"kinds": list(kinds())}

    @app.get("/catalog/{kind}")
    async def catalog_kind(request: Request, kind: str) -> dict[str, Any]:
        """What there is of a kind, with the effect that draws it, its parameters and its fidelity."""
        services.keys.check(request)
        if kind not in kinds():
            raise NotFound(
                f"There is no catalogue {kind[:40]!r}.", hint=f"There are {', '.join(kinds())}."
            )
        page = checked(schemas.CatalogPage, query_of(request))
        found = await run_in_threadpool(matching, kind, page.q)
        end = page.cursor + page.limit if page.limit else len(found)
        return {
            "kind": kind,
            "total": len(found),
            "items": list(found[page.cursor : end]),
            "next_cursor": end if end < len(found) else None,
        }
