"""Parts of videos kept on disk: whole or not at all, shared, limited in size."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cutroom.storage.part_cache import PartCache

KEY = "ab" * 32
NOTES = {"said": [["code", "info", 0, "words", 0, 0]]}


def key(number: int) -> str:
    return f"{number:064x}"


def part(folder: Path, content: bytes = b"pictures") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "part.mp4"
    path.write_bytes(content)
    return path


@pytest.fixture
def cache(tmp_path: Path) -> PartCache:
    return PartCache(tmp_path / "cache", 1_000_000)


def test_what_was_kept_is_taken_with_its_notes(cache: PartCache, tmp_path: Path) -> None:
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    assert cache.take(KEY, tmp_path / "got.mp4") == NOTES
    assert (tmp_path / "got.mp4").read_bytes() == b"pictures"


def test_what_was_never_kept_is_not_there(cache: PartCache, tmp_path: Path) -> None:
    assert cache.take(KEY, tmp_path / "got.mp4") is None
    assert not (tmp_path / "got.mp4").exists()


@pytest.mark.parametrize("damage", [b"", b"pictur", b"Pictures", b"pictures and more"])
def test_a_damaged_part_is_noticed_and_forgotten(
    cache: PartCache, tmp_path: Path, damage: bytes
) -> None:
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    stored = next((tmp_path / "cache").glob("*/*.part"))
    stored.unlink()
    stored.write_bytes(damage)
    assert cache.take(KEY, tmp_path / "got.mp4") is None
    assert list(tmp_path.glob("got*")) == []
    assert list((tmp_path / "cache").glob("*/*")) == []


@pytest.mark.parametrize("facts", ["", "{}", "[]", "null", '{"digest": 1, "notes": 5}'])
def test_facts_that_make_no_sense_are_no_part(cache: PartCache, tmp_path: Path, facts: str) -> None:
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    next((tmp_path / "cache").glob("*/*.json")).write_text(facts)
    assert cache.take(KEY, tmp_path / "got.mp4") is None


def test_a_part_of_which_nothing_is_known_does_not_count(cache: PartCache, tmp_path: Path) -> None:
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    next((tmp_path / "cache").glob("*/*.json")).unlink()
    assert cache.take(KEY, tmp_path / "got.mp4") is None
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    assert cache.take(KEY, tmp_path / "got.mp4") == NOTES


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*/*"))


def test_the_size_stays_below_its_limit_and_what_was_used_last_stays(tmp_path: Path) -> None:
    cache = PartCache(tmp_path / "cache", 100_000)
    made = part(tmp_path / "work", bytes(9_000))
    for number in range(30):
        cache.keep(key(number), made, {})
        for path in (tmp_path / "cache").glob("*/*.json"):
            used_at = path.stat().st_mtime - 10  # Time passes.
            os.utime(path, (used_at, used_at))
        assert cache.take(key(0), tmp_path / "got") == {}
        assert size_of(tmp_path / "cache") <= 110_000
    assert cache.take(key(29), tmp_path / "last") == {}
    assert cache.take(key(1), tmp_path / "second") is None


def test_a_part_larger_than_the_limit_is_not_kept(tmp_path: Path) -> None:
    cache = PartCache(tmp_path / "cache", 100)
    cache.keep(KEY, part(tmp_path / "work", bytes(101)), {})
    assert cache.take(KEY, tmp_path / "got") is None


def test_what_was_taken_survives_its_removal_from_the_cache(
    cache: PartCache, tmp_path: Path
) -> None:
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    cache.take(KEY, tmp_path / "got.mp4")
    for path in (tmp_path / "cache").glob("*/*"):
        path.unlink()
    assert (tmp_path / "got.mp4").read_bytes() == b"pictures"


def test_a_cache_that_cannot_be_written_fails_nobody(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    cache = PartCache(tmp_path / "cache", 1_000_000)
    cache.keep(KEY, part(tmp_path / "work"), NOTES)
    assert cache.take(KEY, tmp_path / "got.mp4") is None


def test_processes_that_fill_and_empty_one_cache_never_see_half_a_part(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from cutroom.storage.part_cache import PartCache
root, own = Path(sys.argv[1]), Path(sys.argv[2])
own.mkdir()
cache = PartCache(root, 40_000)
found = 0
for turn in range(150):
    number = turn % 12
    content = bytes([number]) * 5_000
    (own / "made").write_bytes(content)
    cache.keep(f"{number:064x}", own / "made", {"number": number})
    (own / "made").unlink()
    wanted = (turn * 7) % 12
    notes = cache.take(f"{wanted:064x}", own / "got")
    if notes is not None:
        assert notes == {"number": wanted}
        assert (own / "got").read_bytes() == bytes([wanted]) * 5_000
        (own / "got").unlink()
        found += 1
print(found)
"""

    def run(name: str) -> int:
        command = [sys.executable, "-c", script, str(tmp_path / "cache"), str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        assert "damaged" not in done.stderr
        return int(done.stdout)

    with ThreadPoolExecutor(3) as pool:
        assert min(pool.map(run, ("a", "b", "c"))) > 0
