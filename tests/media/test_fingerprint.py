"""A file is named by all that it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cutroom.core.errors import MediaError
from cutroom.media import fingerprint as module
from cutroom.media.fingerprint import fingerprint


@pytest.fixture(autouse=True)
def small_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SPAN_BYTES", 64)
    monkeypatch.setattr(module, "_READ_BYTES", 16)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_same_content_has_the_same_name(tmp_path: Path) -> None:
    data = bytes(range(200))
    names = {fingerprint(written(tmp_path / name, data)) for name in ("a", "b.mp4")}
    assert len(names) == 1
    assert len(names.pop()) == 64


def test_every_byte_and_the_length_and_the_order_count(tmp_path: Path) -> None:
    data = bytes(range(200))
    spans = [data[start : start + 64] for start in range(0, 200, 64)]
    versions = [data, data[:-1], data + b"\0", data[:64], b"", spans[1] + spans[0] + spans[2]]
    versions += [data[:at] + b"\xff" + data[at + 1 :] for at in (0, 63, 64, 130, 199)]
    names = [fingerprint(written(tmp_path / "a", version)) for version in versions]
    assert len(set(names)) == len(versions)


def test_a_file_that_is_gone_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp4"):
        fingerprint(tmp_path / "gone.mp4")
