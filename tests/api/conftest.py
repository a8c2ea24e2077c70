"""Fixtures of the tests of the HTTP service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.site import Site
from tests.api.studio import Studio
from tests.storage.web import website


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One service for all tests: each makes drafts of its own."""
    opened = Site(tmp_path_factory.mktemp("site"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with website() as web:
        opened = Studio(tmp_path_factory.mktemp("studio"), web)
        yield opened
        opened.close()
