"""Files that cannot be written: the right error, and nothing left behind."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.errors import EncodeError, StorageError
from cutroom.core.output import OutputFormat
from cutroom.media.encode import Encoder
from tests.encode.film import MP4, encode, flat, picture
from tests.media_factory import RATE, tone

SMALL = replace(MP4, width=64, height=48)
FORMATS: tuple[OutputFormat, ...] = ("mp4", "mov", "webm", "gif", "png-sequence", "mp3", "wav")


@pytest.mark.parametrize("form", FORMATS)
def test_an_aborted_file_leaves_nothing(tmp_path: Path, form: OutputFormat) -> None:
    encoder = Encoder(tmp_path / "a.out", replace(SMALL, format=form))
    encoder.write_picture(flat(3))
    encoder.write_samples(tone(440, 0.5))
    encoder.abort()
    encoder.abort()
    assert list(tmp_path.iterdir()) == []


def test_nothing_has_the_final_name_before_the_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"the old one")
    encoder = Encoder(path, SMALL)
    encoder.write_picture(flat(3))
    assert path.read_bytes() == b"the old one"
    encoder.finish()
    assert path.read_bytes()[4:8] == b"ftyp"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_does_not_exist_is_the_disks_fault(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"a\.mp4 cannot be written"):
        encode(tmp_path / "gone" / "a.mp4", SMALL, [flat(1)])


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    encoder = Encoder(tmp_path / "a.mp4", SMALL)
    with pytest.raises(EncodeError, match="32×32"):
        encoder.write_picture(flat(1, 32, 32))
    assert list(tmp_path.iterdir()) == []


def test_a_finished_file_takes_no_more(tmp_path: Path) -> None:
    encoder = Encoder(tmp_path / "a.mp4", SMALL)
    encoder.write_picture(flat(1))
    encoder.finish()
    with pytest.raises(EncodeError, match="closed"):
        encoder.write_picture(flat(1))
    assert (tmp_path / "a.mp4").exists()


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(tmp_path: Path) -> None:
    code = f"from tests.encode.test_failures import fill; fill({str(tmp_path)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["StorageError"] * len(FORMATS), done.stderr
    assert list(tmp_path.iterdir()) == []


def fill(folder: str) -> None:
    """In a process that may write 60 kB a file: more than that, in every format."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
    generator = np.random.default_rng(1)
    pictures = [picture(generator.integers(0, 256, (48, 64, 3), np.uint8)) for _ in range(60)]
    samples = generator.uniform(-1, 1, (2, RATE * 4)).astype(np.float32)
    for form in FORMATS:
        settings = replace(SMALL, format=form, crf=1, fps=Fraction(15))
        try:
            encode(Path(folder) / "a.out", settings, pictures, samples)
        except StorageError as error:
            print(type(error).__name__)
