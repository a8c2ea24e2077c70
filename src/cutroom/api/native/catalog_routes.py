"""The catalogue in the native dialect."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cutroom.api.catalog_lists import kinds, listed
from cutroom.api.dialect import Services
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
        """Everything of a kind, with the effect that draws it, its parameters and its fidelity."""
        services.keys.check(request)
        if kind not in kinds():
            raise NotFound(
                f"There is no catalogue {kind[:40]!r}.", hint=f"There are {', '.join(kinds())}."
            )
        return {"kind": kind, "items": list(await run_in_threadpool(listed, kind))}
