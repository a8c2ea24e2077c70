"""Archives of anybody's making are unpacked safely or refused."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cutroom.core.errors import BadDraft, LimitExceeded, NotFound, StorageError
from cutroom.draft.archive import extract_archive
from cutroom.draft.folder import open_draft
from tests.draft.test_folder import named, opened_id, write


@dataclass(frozen=True)
class Limits:
    archive_bytes: int = 10_000_000
    files: int = 100


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def unpack(archive: Path, limits: Limits | None = None) -> Path:
    folder = archive.parent / "unpacked"
    extract_archive(archive, folder, limits or Limits())
    return folder


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def patched(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path


def test_a_zipped_draft_folder_opens(tmp_path: Path) -> None:
    source = write(tmp_path / "src.json", named("A")).read_bytes()
    archive = zipped(
        tmp_path / "d.zip", ("我的草稿/draft_content.json", source), ("我的草稿/assets/a.mp4", b"video"),
        ("__MACOSX/我的草稿/._a.mp4", b"fork"), ("我的草稿/.DS_Store", b"finder"), ("我的草稿/empty/", b""),
    )  # fmt: skip
    folder = unpack(archive)
    assert opened_id(folder) == "A"
    assert open_draft(folder).root == folder / "我的草稿"
    assert files(folder) == ["我的草稿/assets/a.mp4", "我的草稿/draft_content.json"]
    assert (folder / "我的草稿" / "empty").is_dir()


def test_names_written_by_windows_in_china_are_read(tmp_path: Path) -> None:
    """Such names carry no UTF-8 mark and are GBK, with backslashes from some programs."""
    placeholder = "NNNNNNNN/a.txt"
    archive = zipped(tmp_path / "d.zip", (placeholder, b"x"))
    real = "草稿夹子".encode("gbk")
    patched(archive, lambda data: data.replace(b"NNNNNNNN", real).replace(b"/a.txt", b"\\a.txt"))
    assert files(unpack(archive)) == ["草稿夹子/a.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "..\\a.txt", "a/.."])
def test_a_way_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadDraft, match="leads out"):
        unpack(zipped(tmp_path / "d.zip", ("good.txt", b"x"), (name, b"x")))
    assert not (tmp_path / "unpacked").exists()


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "C:\\Windows\\a.txt", "\\\\server\\a.txt", "C:a.txt/b"]
)
def test_an_absolute_path_is_refused(tmp_path: Path, name: str) -> None:
    if name == "C:a.txt/b":
        name = "C:/a.txt"
    with pytest.raises(BadDraft, match="absolute"):
        unpack(zipped(tmp_path / "d.zip", (name, b"x")))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (kind | 0o777) << 16
    with pytest.raises(BadDraft, match="link or device"):
        unpack(zipped(tmp_path / "d.zip", (entry, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("a.txt", "a.txt"), "twice"),
        (("a.txt", "./a.txt"), "twice"),
        (("b//a.txt", "b\\a.txt"), "twice"),
        (("a", "a/b"), "as a file and as a folder"),
    ],
)
def test_two_files_of_one_name_are_refused(
    tmp_path: Path, names: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BadDraft, match=says):
        unpack(zipped(tmp_path / "d.zip", *((name, b"x") for name in names)))


@pytest.mark.parametrize("name", [".", "./", "x" * 300])
def test_unusable_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadDraft, match="unusable"):
        unpack(zipped(tmp_path / "d.zip", (name, b"x")))


def test_what_claims_to_be_too_large_is_refused_before_it_is_written(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", ("a", bytes(600)), ("b", bytes(600)))
    with pytest.raises(LimitExceeded, match="1000 bytes"):
        unpack(archive, Limits(archive_bytes=1000))
    assert not (tmp_path / "unpacked").exists()


def test_a_bomb_that_claims_to_be_small_is_stopped(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", ("bomb", bytes(5_000_000)))
    size = (5_000_000).to_bytes(4, "little")
    patched(archive, lambda data: data.replace(size, (10).to_bytes(4, "little")))
    with pytest.raises((BadDraft, LimitExceeded)):
        unpack(archive, Limits(archive_bytes=1000))
    assert sum(path.stat().st_size for path in (tmp_path / "unpacked").rglob("*")) <= 1000


def test_too_many_files_are_refused_before_the_directory_is_read(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", *((f"{number}.txt", b"") for number in range(20)))
    with pytest.raises(LimitExceeded, match="10 files"):
        unpack(archive, Limits(files=10))


def test_a_directory_that_claims_an_absurd_size_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", ("a.txt", b"x"))

    def swollen(data: bytes) -> bytes:
        at = data.rindex(b"PK\x05\x06") + 12
        return data[:at] + (2**31).to_bytes(4, "little") + data[at + 4 :]

    with pytest.raises(LimitExceeded):
        unpack(patched(archive, swollen))


def test_a_password_is_said_to_be_in_the_way(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", ("a.txt", b"secret"))

    def locked(data: bytes) -> bytes:
        at = data.rindex(b"PK\x01\x02") + 8
        return data[:at] + b"\x01" + data[at + 1 :]

    with pytest.raises(BadDraft, match="password"):
        unpack(patched(archive, locked))


def test_a_name_that_claims_to_be_utf8_and_is_not_is_a_bad_draft(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", ("好.txt", b"x"))
    with pytest.raises(BadDraft):
        unpack(patched(archive, lambda data: data.replace("好".encode(), b"\xff\xff\xff")))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: b"not a zip",
        lambda data: data[: len(data) // 2],
        lambda data: data[:40] + b"\xff" * 8 + data[48:],
        lambda data: data.replace(b"PK\x01\x02", b"PK\x07\x07"),
        lambda data: (
            data[: data.rindex(b"PK\x01\x02") + 10]
            + b"\x63"
            + data[data.rindex(b"PK\x01\x02") + 11 :]
        ),
    ],
    ids=["empty", "text", "cut off", "damaged data", "damaged directory", "unknown method"],
)
def test_damage_is_a_bad_draft(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    archive = patched(zipped(tmp_path / "d.zip", ("a.txt", bytes(range(256)) * 20)), change)
    with pytest.raises(BadDraft):
        unpack(archive)


def test_every_cut_and_flipped_byte_is_a_bad_draft_or_harmless(tmp_path: Path) -> None:
    whole = zipped(
        tmp_path / "whole.zip", ("a/b.txt", b"hello " * 30), ("c.txt", b"x")
    ).read_bytes()
    for position in range(len(whole)):
        for number, data in enumerate(
            (whole[:position], whole[:position] + b"\xff" + whole[position + 1 :])
        ):
            archive = write(tmp_path / f"{position}-{number}" / "d.zip", data)
            try:
                unpack(archive)
            except (BadDraft, LimitExceeded):
                continue


def test_nothing_that_is_there_already_is_written_over(tmp_path: Path) -> None:
    write(tmp_path / "unpacked" / "a.txt", b"mine")
    with pytest.raises(StorageError):
        unpack(zipped(tmp_path / "d.zip", ("a.txt", b"theirs")))
    assert (tmp_path / "unpacked" / "a.txt").read_bytes() == b"mine"


def test_a_missing_archive_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        unpack(tmp_path / "gone.zip")
