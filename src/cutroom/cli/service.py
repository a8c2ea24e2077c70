"""``cutroom serve`` and ``cutroom worker``: every setting is also a flag of the same name."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import fields
from typing import Annotated, Any

import typer

from cutroom.cli.guard import guarded
from cutroom.settings import Settings, read_settings


def with_settings(run: Callable[..., None], *extra: inspect.Parameter) -> Callable[..., None]:
    """A command whose options are ``extra`` and all settings; ``run`` gets the settings and the extras."""

    def command(**given: Any) -> None:
        with guarded(as_json=False):
            extras = {item.name: given.pop(item.name) for item in extra}
            run(read_settings(os.environ, given), **extras)

    together = [*extra, *(_option(item.name, item.metadata) for item in fields(Settings))]
    command.__signature__ = inspect.Signature(together)  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in together}
    command.__doc__ = run.__doc__
    return command


def _option(name: str, about: Any) -> inspect.Parameter:
    option = typer.Option(
        "--" + name.replace("_", "-"),
        help=f"{about['doc']} [{about['shown']}]",
        show_default=False,
    )
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=None, annotation=Annotated[str | None, option])


NO_WORKER = inspect.Parameter(
    "no_worker",
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[
        bool, typer.Option("--no-worker", help="Only answer requests; run `cutroom worker` beside.")
    ],
)


def serve(settings: Settings, no_worker: bool) -> None:
    """Run the HTTP service, and workers with it."""
    from cutroom.app import serve as answer

    answer(settings, with_worker=not no_worker)


def worker(settings: Settings) -> None:
    """Run a worker: it renders what the service takes in."""
    from cutroom.app import worker as render_tasks

    render_tasks(settings)
