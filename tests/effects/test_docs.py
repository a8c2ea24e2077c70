"""The generated pages about effects say what the code says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.make_docs import DOCS, coverage_page, effects_page


@pytest.mark.parametrize(
    ("name", "page"), [("effects.md", effects_page), ("coverage.md", coverage_page)]
)
def test_page_is_up_to_date(name: str, page: Callable[[], str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_strip_on_the_page_exists() -> None:
    text = (DOCS / "effects.md").read_text(encoding="utf-8")
    paths = [line.split("](")[1].split(")")[0] for line in text.splitlines() if "![" in line]
    assert len(paths) > 100
    assert not [path for path in paths if not (Path(DOCS) / path).is_file()]
