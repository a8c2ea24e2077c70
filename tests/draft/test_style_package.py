"""Fancy text packages say how a text looks, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cutroom.core.errors import MediaError
from cutroom.draft.style_package import MAX_BYTES, parse_style_package, read_style_package
from tests.draft.test_folder import write

STYLE = {
    "fill": {"content": {"render_type": "solid"}},
    "strokes": [{"width": 0.1}],
    "name": "gold",
    "shadows": [],
}


def test_the_vocabulary_of_styles_is_taken_out_of_a_package(tmp_path: Path) -> None:
    for document in (STYLE, {"effectStyle": STYLE, "version": 2}):
        content = read_style_package(write(tmp_path / "effectStyle.json", document))
        assert parse_style_package(content) == {"fill": STYLE["fill"], "strokes": STYLE["strokes"]}


@pytest.mark.parametrize(
    "content", ["", "x", "[]", "null", "{}", '{"fill": 3}', "[" * 100_000, '{"effectStyle": []}']
)
def test_anything_else_says_nothing(content: str) -> None:
    assert parse_style_package(content) == {}


def test_a_package_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\xff", b" " * (MAX_BYTES + 1)):
        with pytest.raises(MediaError, match=r"effectStyle\.json"):
            read_style_package(write(tmp_path / "effectStyle.json", content))
    with pytest.raises(MediaError):
        read_style_package(tmp_path / "gone")
