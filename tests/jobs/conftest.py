"""Fixtures of the tests of tasks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.databases import postgres, where
from tests.jobs.desk import Desk

__all__ = ["postgres", "where"]


@pytest.fixture
def desk(where: tuple[Path, str]) -> Iterator[Desk]:
    opened = Desk(*where)
    yield opened
    opened.close()
