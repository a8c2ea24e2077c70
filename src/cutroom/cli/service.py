"""``cutroom serve`` and ``cutroom worker``: every setting is also a flag of the same name."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import fields

from cutroom.cli.guard import guarded
from cutroom.settings import Settings, read_settings


def serve(given: Namespace) -> None:
    """Run the HTTP service, and workers with it."""
    with guarded(as_json=False):
        settings = _settings(given)
        from cutroom.app import serve as answer

        answer(settings, with_worker=not given.no_worker)


def worker(given: Namespace) -> None:
    """Run a worker: it renders what the service takes in."""
    with guarded(as_json=False):
        settings = _settings(given)
        from cutroom.app import worker as render_tasks

        render_tasks(settings)


def _settings(given: Namespace) -> Settings:
    return read_settings(
        os.environ, {item.name: getattr(given, item.name) for item in fields(Settings)}
    )
