"""Which font files there are: the operator's, the bundled ones, the machine's, in this order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
MAX_FONT_FILES = 20_000
BUNDLED_PACKAGE = "noto_cjk_sans_otc"
SCRIPT_PACKAGES = ("fontpkg_noto_sans_arabic", "fontpkg_noto_sans_thai")
"""Fonts of scripts that the bundled Chinese font leaves out; used where it has no glyph."""


def font_files(folders: Sequence[Path], *, system: bool) -> list[Path]:
    """Every font file of the operator's ``folders``, the bundled ones and, if wanted, the machine's."""
    machine = [*_fetched_folders(), *_system_folders()] if system else []
    found: dict[Path, None] = {}
    for folder in [*folders, *_bundled_folders(), *machine]:
        for root, _folders, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith(FONT_SUFFIXES) and len(found) < MAX_FONT_FILES:
                    found[Path(root, name)] = None
    return list(found)


@cache
def stock_digest(folders: tuple[Path, ...]) -> str:
    """Changes when a font file comes, goes or is replaced; the files are not read."""
    found = hashlib.sha256()
    for path in font_files(folders, system=True):
        try:
            facts = path.stat()
        except OSError:
            continue
        found.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode("utf-8", "replace"))
    return found.hexdigest()


def _bundled_folders() -> list[Path]:
    specs = (find_spec(package) for package in (BUNDLED_PACKAGE, *SCRIPT_PACKAGES))
    return [
        Path(spec.origin).parent for spec in specs if spec is not None and spec.origin is not None
    ]


def _fetched_folders() -> list[Path]:
    """Where the set-up of a source checkout puts fonts that PyPI does not carry."""
    checkout = Path(__file__).resolve().parents[3]
    return [checkout / ".cache" / "fonts"] if (checkout / "pyproject.toml").is_file() else []


def _system_folders() -> list[Path]:
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    windows = os.environ.get("WINDIR")
    return [
        Path(data, "fonts"),
        home / ".fonts",
        *(Path(folder, "fonts") for folder in shared.split(":") if folder),
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        *([Path(windows, "Fonts")] if windows else []),
    ]
