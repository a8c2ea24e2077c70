"""Puts fonts that PyPI does not carry into .cache/fonts, where a source checkout finds them.

    python -m tools.fetch_fonts            a colour emoji font, unless the machine has one
    python -m tools.fetch_fonts --serif    also Noto Serif SC (a 69 MB download), for 宋体 and its kin

Packages are fetched by name with the ordinary client: ``npm pack``, else ``apt-get download``.
Exit status 1 means that something is still missing; Cutroom then draws a neutral mark for emoji.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cutroom.text.faces import FaceLibrary

FOLDER = Path(__file__).resolve().parents[1] / ".cache" / "fonts"
TIMEOUT_S = 600


@dataclass(frozen=True)
class FontPackage:
    """A font family: its npm package with the members to keep, its Debian package, a test word."""

    title: str
    npm: str
    members: tuple[str, ...]
    debian: str
    sample: str
    family: str


EMOJI = FontPackage(
    title="colour emoji",
    npm="@expo-google-fonts/noto-color-emoji@0.4.6",
    members=("400Regular/NotoColorEmoji_400Regular.ttf",),
    debian="fonts-noto-color-emoji",
    sample="😀",
    family="Emoji",
)
SERIF = FontPackage(
    title="Chinese serif",
    npm="@expo-google-fonts/noto-serif-sc@0.4.3",
    members=("400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf"),
    debian="fonts-noto-cjk",
    sample="宋",
    family="Noto Serif",
)


def main() -> int:
    """Fetch what is missing; 0 when nothing is missing afterwards."""
    parser = argparse.ArgumentParser(description="Fetch fonts that PyPI does not carry.")
    parser.add_argument("--serif", action="store_true", help="also fetch Noto Serif SC")
    wanted = [EMOJI, SERIF] if parser.parse_args().serif else [EMOJI]
    provided = [_provide(package) for package in wanted]  # one failure must not stop the rest
    return 0 if all(provided) else 1


def _provide(package: FontPackage) -> bool:
    if _present(package):
        return True
    FOLDER.mkdir(parents=True, exist_ok=True)
    for fetch in (_from_npm, _from_debian):
        with tempfile.TemporaryDirectory() as scratch:
            try:
                found = fetch(package, Path(scratch))
            except (OSError, subprocess.SubprocessError, tarfile.TarError, KeyError) as error:
                print(f"{package.title} font: {error}", file=sys.stderr)
                continue
            for font in found:
                _install(font, FOLDER / font.name)
        if found and _present(package):
            print(f"{package.title} font: {', '.join(font.name for font in found)} in {FOLDER}")
            return True
    print(
        f"No {package.title} font could be fetched. Install the Debian package {package.debian}, "
        "or put such a font into a font folder of Cutroom.",
        file=sys.stderr,
    )
    return False


def _present(package: FontPackage) -> bool:
    return any(
        package.family in " ".join(face.facts.names) and face.covers(package.sample)
        for face in FaceLibrary().faces
    )


def _from_npm(package: FontPackage, scratch: Path) -> list[Path]:
    if shutil.which("npm") is None:
        return []
    _run(["npm", "pack", "--silent", package.npm], scratch)
    fonts = []
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        for member in package.members:
            archive.extract(f"package/{member}", scratch, filter="data")
            fonts.append(scratch / "package" / member)
    return fonts


def _from_debian(package: FontPackage, scratch: Path) -> list[Path]:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return []
    _run(["apt-get", "download", package.debian], scratch)
    archive = next(scratch.glob("*.deb"))
    _run(["dpkg-deb", "-x", archive.name, "unpacked"], scratch)
    return [
        font
        for font in sorted((scratch / "unpacked").rglob("*.tt[fc]"))
        if package.family.replace(" ", "") in font.name
    ]


def _install(font: Path, target: Path) -> None:
    """Copy beside the target and rename, so that nobody scans half a font."""
    partial = target.with_suffix(".part")
    shutil.copyfile(font, partial)
    partial.replace(target)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, timeout=TIMEOUT_S, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
