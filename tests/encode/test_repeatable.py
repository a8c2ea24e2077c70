"""The same pictures make the same bytes: again, on other cores, with memory that was used before."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from cutroom.core.output import OutputFormat
from cutroom.media.encode import Encoder
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture

WIDTH, HEIGHT, FRAMES = 166, 94, 18


def picture(number: int) -> Picture:
    """Noise that drifts, so that motion search and rate control have something to decide."""
    rng = np.random.default_rng(number // 6)
    y = np.roll(rng.integers(16, 236, (HEIGHT, WIDTH), np.uint8), 3 * number, axis=1)
    u, v = (rng.integers(16, 241, (HEIGHT // 2, WIDTH // 2), np.uint8) for _ in range(2))
    return Picture.from_planes(y, u, v)


def encoded(path: Path) -> str:
    """The digest of a newly encoded file."""
    kind: OutputFormat = "webm" if path.suffix == ".webm" else "mp4"
    encoder = Encoder(path, EncodeSettings(WIDTH, HEIGHT, Fraction(30), kind, audio=False))
    for number in range(FRAMES):
        encoder.write_picture(picture(number))
    encoder.finish()
    return packets(path)


def packets(path: Path) -> str:
    """The digest of the video packets of a file."""
    digest = hashlib.sha256()
    with av.open(str(path)) as file:
        for packet in file.demux(video=0):
            digest.update(bytes(packet))
    return digest.hexdigest()


@pytest.mark.parametrize("name", ["out.mp4", "out.webm"])
def test_encoding_again_makes_the_same_bytes(tmp_path: Path, name: str) -> None:
    assert len({encoded(tmp_path / f"{turn}-{name}") for turn in range(2)}) == 1


@pytest.mark.parametrize("name", ["out.mp4", "out.webm"])
def test_the_number_of_cores_does_not_show(tmp_path: Path, name: str) -> None:
    script = (
        "import os, sys; from pathlib import Path; os.sched_setaffinity(0, {int(sys.argv[1])});"
        "from tests.encode.test_repeatable import encoded; print(encoded(Path(sys.argv[2])))"
    )
    core = str(min(os.sched_getaffinity(0)))
    root = Path(__file__).parents[2]
    alone = subprocess.run(
        [sys.executable, "-c", script, core, str(tmp_path / f"one-{name}")],
        capture_output=True, text=True, check=True, cwd=root,
    ).stdout.strip()  # fmt: skip
    assert alone == encoded(tmp_path / f"all-{name}")


@pytest.mark.parametrize("width", [166, 128, 848])
def test_what_was_in_memory_before_does_not_show(tmp_path: Path, width: int) -> None:
    """glibc fills memory that is taken and given back with a byte; x264 must not read it."""
    script = (
        "import sys; from pathlib import Path; import tests.encode.test_repeatable as tests;"
        "tests.WIDTH = int(sys.argv[1]); print(tests.encoded(Path(sys.argv[2])))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script, str(width), str(tmp_path / f"{fill}.mp4")],
            capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
            env=os.environ | {"MALLOC_PERTURB_": fill},
        ).stdout
        for fill in ("55", "170")
    }  # fmt: skip
    assert len(found) == 1


def test_pictures_are_not_cut_into_slices(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    encoded(path)
    settings = x264_settings(path)
    assert settings["sliced_threads"] == "0"
    assert settings["threads"] == "4"


def x264_settings(path: Path) -> dict[str, str]:
    """What the encoder says of itself in the stream."""
    words = path.read_bytes().split(b"options: ")[1].split(b"\0")[0].decode("ascii", "replace")
    return dict(word.split("=", 1) for word in words.split() if "=" in word)


def test_a_picture_may_change_once_it_has_been_handed_over(tmp_path: Path) -> None:
    kept = encoded(tmp_path / "kept.mp4")
    path = tmp_path / "reused.mp4"
    encoder = Encoder(path, EncodeSettings(WIDTH, HEIGHT, Fraction(30), audio=False))
    for number in range(FRAMES):
        handed = picture(number)
        encoder.write_picture(handed)
        for plane in handed.planes[:3]:
            plane[...] = 0
    encoder.finish()
    assert packets(path) == kept
