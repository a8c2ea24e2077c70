"""One rendering service for all tests that leave it as they found it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.films import write_film_draft, write_footage
from tests.e2e.media_host import MediaHost
from tests.e2e.rendering import RenderingService, serving

SHORT_S, LONG_S = 2.0, 8.0


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of numbered film."""
    return write_footage(tmp_path_factory.mktemp("footage") / "short.mp4", SHORT_S)


@pytest.fixture(scope="session")
def long_footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More of it: a render that can be met on its way."""
    return write_footage(tmp_path_factory.mktemp("footage") / "long.mp4", LONG_S)


@pytest.fixture(scope="session")
def host() -> Iterator[MediaHost]:
    with MediaHost() as opened:
        yield opened


@pytest.fixture(scope="session")
def service(
    tmp_path_factory: pytest.TempPathFactory, host: MediaHost
) -> Iterator[RenderingService]:
    """``cutroom serve``, impatient with hosts."""
    with serving(
        tmp_path_factory.mktemp("service") / "data",
        fetch_allow=host.name,
        fetch_attempts="2",
        fetch_read_timeout_s="0.5",
        fetch_timeout_s="2",
        render_concurrency="2",
    ) as started:
        yield started


@pytest.fixture(scope="session")
def finished(
    service: RenderingService, footage: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, object]:
    """A completed task of the service."""
    draft = write_film_draft(tmp_path_factory.mktemp("finished") / "film", "film", SHORT_S, footage)
    task = service.ended(service.ask(service.upload(draft)))
    assert task["status"] == "completed", task
    return task
