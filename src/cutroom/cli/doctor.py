"""``cutroom doctor``: what this machine has, what it lacks, and the Debian package that brings it."""

from __future__ import annotations

import ctypes
import importlib
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal, TextIO

from cutroom.cli.display import say
from cutroom.core.errors import CutroomError
from cutroom.pipeline.machine import core_count, memory_bytes
from cutroom.settings import Settings

State = Literal["ok", "warning", "missing"]
_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "missing": ("✗", "bold red")}
_PACKAGES = (
    "av", "cv2", "dbos", "fastapi", "httpx", "numpy", "obstore", "pydantic", "rich", "skia",
    "sqlalchemy", "thorvg_python", "uharfbuzz", "uvicorn",
)  # fmt: skip
_LIBRARIES = (("libGL.so.1", "libgl1"), ("libEGL.so.1", "libegl1"))
_REQUIRED_ENCODERS = ("libx264", "aac")
_OTHER_ENCODERS = {
    "libvpx-vp9": "webm", "libopus": "webm", "libmp3lame": "mp3", "prores_ks": "mov with alpha",
    "gif": "gif", "png": "pictures",
}  # fmt: skip
_LITTLE_DISK_BYTES = 2_000_000_000
_LITTLE_MEMORY_BYTES = 2_000_000_000
_CONFINEMENT = (
    "from cutroom.pipeline.confinement import leave_network, seal;"
    "left = leave_network(); print(int(left), int(seal()))"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. "missing" means that rendering cannot work; ``remedy`` says what to do."""

    name: str
    state: State
    message: str
    remedy: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything. Writes nothing but a short-lived file in the data folder."""
    return [
        _python(),
        *_libraries(),
        *_packages(),
        *_encoders(),
        *_hardware(settings),
        *_fonts(settings),
        _disk(settings.data_dir),
        _memory(),
        _confinement(),
        _storage(settings),
    ]


def show_findings(findings: Sequence[Finding], stream: TextIO) -> None:
    """One line each, with what to do below what is not in order."""
    for finding in findings:
        mark, style = _MARKS[finding.state]
        say(stream, (f"{mark} ", style), (f"{finding.name}: {finding.message}", ""))
        if finding.remedy:
            say(stream, (f"    {finding.remedy}", "dim"))


def _python() -> Finding:
    """Nothing older than the oldest supported version gets as far as this."""
    return Finding("Python", "ok", ".".join(str(part) for part in sys.version_info[:3]))


def _libraries() -> Iterator[Finding]:
    for library, package in _LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError:
            remedy = f"sudo apt-get install {package}"
            yield Finding(library, "missing", "not found; text cannot be drawn", remedy)
        else:
            yield Finding(library, "ok", "found")


def _packages() -> Iterator[Finding]:
    broken = []
    for name in _PACKAGES:
        try:
            importlib.import_module(name)
        except Exception as error:
            broken.append(Finding(f"Package {name}", "missing", str(error)[:200], "make setup"))
    yield from broken
    if not broken:
        yield Finding("Packages", "ok", f"all {len(_PACKAGES)} load")


def _encoders() -> Iterator[Finding]:
    try:
        from cutroom.media.codecs import has_encoder, library_version
    except ImportError:
        return  # The packages above have said why.
    lacking = [name for name in _REQUIRED_ENCODERS if not has_encoder(name)]
    if lacking:
        remedy = "Reinstall the wheel: pip install --force-reinstall --only-binary :all: av"
        yield Finding("Encoders", "missing", f"no {', '.join(lacking)}", remedy)
    others = {name: use for name, use in _OTHER_ENCODERS.items() if not has_encoder(name)}
    for name, use in others.items():
        yield Finding(f"Encoder {name}", "warning", f"not there: no {use}")
    if not lacking and not others:
        count = len(_REQUIRED_ENCODERS) + len(_OTHER_ENCODERS)
        yield Finding("Encoders", "ok", f"all {count}, libavcodec {library_version()}")


def _hardware(settings: Settings) -> Iterator[Finding]:
    """The hardware encoders that work, and whether the one in the settings is among them."""
    try:
        from cutroom.media.encode_settings import EncodeSettings
        from cutroom.media.video_codecs import HARDWARE, with_encoder_that_works
    except ImportError:
        return  # The packages above have said why.
    tried: dict[str, str] = {
        name: with_encoder_that_works(EncodeSettings(1280, 720, Fraction(30), encoder=name))[1]
        for name in HARDWARE
    }
    working = [name for name, reason in tried.items() if not reason]
    wanted = settings.encoder
    if wanted != "x264" and wanted not in working and not (wanted == "hardware" and working):
        reason = tried.get(wanted) or "; ".join(tried.values())
        yield Finding("Hardware encoders", "warning", f"x264 encodes instead of {wanted}", reason)
    else:
        yield Finding("Hardware encoders", "ok", ", ".join(working) or "none; x264 encodes")


def _fonts(settings: Settings) -> Iterator[Finding]:
    try:
        from cutroom.text.faces import FaceLibrary

        faces = [face for face in FaceLibrary(settings.font_dirs).faces if face.drawable]
    except (ImportError, CutroomError):
        return  # The packages above have said why.
    wanted: tuple[tuple[str, str, State, str], ...] = (
        ("Chinese", "剪映", "missing", "fonts-noto-cjk"),
        ("Japanese", "かな", "warning", "fonts-noto-cjk"),
        ("Korean", "한글", "warning", "fonts-noto-cjk"),
        ("Latin", "Abc", "missing", "fonts-dejavu-core"),
        ("Emoji", "😀", "warning", "fonts-noto-color-emoji"),
    )
    for script, sample, state, package in wanted:
        found = next((face for face in faces if face.covers(sample)), None)
        if found is None:
            remedy = f"sudo apt-get install {package}"
            yield Finding(f"Font for {script}", state, f"none draws {sample}", remedy)
        else:
            yield Finding(f"Font for {script}", "ok", found.facts.names[0])


def _disk(data_dir: Path) -> Finding:
    folder = data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    probe = folder / f".cutroom-{uuid.uuid4().hex}"
    try:
        probe.touch()
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        remedy = "Set CUTROOM_DATA_DIR to a folder that can be written."
        return Finding("Data folder", "missing", f"{data_dir}: {error.strerror}", remedy)
    message = f"{data_dir}: {free / 1e9:.1f} GB free"
    if free < _LITTLE_DISK_BYTES:
        return Finding("Data folder", "warning", message, "Videos need room: free some space.")
    return Finding("Data folder", "ok", message)


def _memory() -> Finding:
    total = memory_bytes()
    message = f"{total / 1e9:.1f} GB, {core_count()} cores"
    if total < _LITTLE_MEMORY_BYTES:
        remedy = "1080p needs about 2 GB a render: set CUTROOM_RENDER_CONCURRENCY=1."
        return Finding("Memory", "warning", message, remedy)
    return Finding("Memory", "ok", message)


def _confinement() -> Finding:
    """Tried in a process of its own: what it gives away does not come back."""
    name = "Confinement"
    try:
        answer = subprocess.run(
            [sys.executable, "-P", "-c", _CONFINEMENT],
            capture_output=True, text=True, timeout=30, check=True, cwd="/",
        ).stdout.split()  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        answer = ["0", "0"]
    network, filtered = (word == "1" for word in answer)
    if network and filtered:
        return Finding(name, "ok", "rendering gets no network and a system-call filter")
    if filtered:
        return Finding(
            name, "ok", "rendering gets a system-call filter (no network namespace here)"
        )
    remedy = "Run in a container or machine that allows seccomp, or render only drafts you trust."
    return Finding(name, "warning", "rendering cannot be locked in by the kernel here", remedy)


def _storage(settings: Settings) -> Finding:
    if not settings.storage_url:
        return Finding("Results", "ok", "kept in the data folder")
    try:
        settings.store().stat("doctor")
    except CutroomError as error:
        return Finding("Results", "missing", error.message, error.hint)
    return Finding("Results", "ok", "the bucket answers")
