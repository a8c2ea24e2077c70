"""Files that nothing plays: their place, and what a text style says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cutroom.core.errors import MediaError
from cutroom.pipeline.plain_files import file_facts


def test_a_font_is_only_a_place(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(b"\0\1")
    facts = file_facts(path)
    assert (facts.path, facts.kind, facts.content) == (str(path), "file", "")


def test_a_text_style_comes_with_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "effectStyle.json"
    path.write_text('{"strokes": []}', encoding="utf-8")
    assert file_facts(path).content == '{"strokes": []}'
    path.write_bytes(b"\xff")
    with pytest.raises(MediaError):
        file_facts(path)
