"""A name for what a part of a video looks like: equal names, equal pictures.

A key is a digest of everything the pictures depend on: the part of the timeline, the *content* of every file
it reads, the encoder settings, the fonts of the machine where it sets text, and this engine with the libraries
it draws with. What only tells people where a clip came from is left out. Values are written field by field, so
a field that is added to the timeline is in the key without anybody's doing.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import cutroom
from cutroom.core.errors import InternalError
from cutroom.core.typography import FontRequest, Paint, TextContent
from cutroom.media.encode_settings import EncodeSettings
from cutroom.text.font_stock import stock_digest
from cutroom.timeline.model import (
    AdjustLayer,
    Backdrop,
    Clip,
    Layer,
    Matte,
    MediaContent,
    SoundClip,
    Source,
    StickerContent,
    Timeline,
)

_UNSAID: dict[type, tuple[str, ...]] = {
    Clip: ("where",),
    Layer: ("where",),
    AdjustLayer: ("where",),
    SoundClip: ("where",),
    Timeline: ("sources",),
}
_FILES: dict[type, str] = {FontRequest: "path", Paint: "texture"}
_SOURCED = (MediaContent, Matte, SoundClip, Backdrop)
_SET_IN_FONTS = (TextContent, StickerContent)
_DRAWN_WITH = (
    "av", "numpy", "opencv-python-headless", "pillow", "skia-python", "thorvg-python", "uharfbuzz",
)  # fmt: skip
_ENGINE = ("core", "effects", "media", "picture", "render", "stickers", "text", "timeline")
_Write = Callable[[str], None]


class KeyMaker:
    """Keys of the parts of one timeline, written with one choice of settings."""

    def __init__(
        self, timeline: Timeline, settings: EncodeSettings, font_folders: Sequence[Path]
    ) -> None:
        """``font_folders`` are the operator's."""
        self._sources = [_source_words(source) for source in timeline.sources]
        self._folders = tuple(font_folders)
        self._settings = settings

    def of_part(self, part: Timeline) -> str:
        """The key of a part as :func:`cutroom.render.slices.part_of` makes it. 64 hexadecimal digits.

        Raises InternalError for a value of a kind that nobody has thought of.
        """
        return self._digest(part)

    def of_sound(self, timeline: Timeline, *, copied: bool = False) -> str:
        """The key of the sound of a whole timeline, ``copied`` where that can be done or all encoded."""
        made = ("copied",) if copied else ()
        return self._digest((timeline.sounds, timeline.length_frames, timeline.fps, *made))

    def _digest(self, value: Any) -> str:
        found = hashlib.sha256()

        def write(text: str) -> None:
            found.update(text.encode("utf-8", "surrogatepass"))
            found.update(b"\0")

        write(engine_digest())
        self._say(self._settings, write)
        self._say(value, write)
        return found.hexdigest()

    def _say(self, value: Any, write: _Write) -> None:
        if value is None or isinstance(value, str | int | float | Fraction):
            write(f"{type(value).__name__} {value!r}")
        elif isinstance(value, tuple):
            write(f"tuple {len(value)}")
            for item in value:
                self._say(item, write)
        elif is_dataclass(value):
            self._say_fields(value, write)
        else:
            raise InternalError(f"A timeline holds a {type(value).__name__}, which has no key.")

    def _say_fields(self, value: Any, write: _Write) -> None:
        kind = type(value)
        write(kind.__name__)
        if kind in _SET_IN_FONTS:
            write(stock_digest(self._folders))
        unsaid = _UNSAID.get(kind, ())
        for field in fields(value):
            if field.name in unsaid:
                continue
            held = getattr(value, field.name)
            if field.name == "source" and isinstance(value, _SOURCED):
                write(self._sources[held] if held >= 0 else "none")
            elif field.name == "params" or field.name == _FILES.get(kind):
                self._say(_with_contents(held), write)
            else:
                self._say(held, write)


def _source_words(source: Source) -> str:
    """All that is known of a file but its place."""
    facts = source.facts
    said = [getattr(facts, field.name) for field in fields(facts) if field.name != "path"]
    return repr([*said, facts.digest or file_words(facts.path)])


def _with_contents(value: Any) -> Any:
    """A value in which the names of files stand for what is in them."""
    if isinstance(value, tuple):
        return tuple(_with_contents(item) for item in value)
    return file_words(value) if isinstance(value, str) and value.startswith("/") else value


def file_words(path: str) -> str:
    """What a file holds, as a digest; the name itself where there is no such file."""
    try:
        facts = Path(path).stat()
        if not Path(path).is_file():
            return path
        return _file_digest(path, facts.st_size, facts.st_mtime_ns)
    except (OSError, ValueError):
        return path


@cache
def _file_digest(path: str, _size: int, _changed_ns: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def engine_digest() -> str:
    """This engine: its own files, and the libraries that decode, draw and encode."""
    # It brings a parser of e-mail along: a render that keeps no parts does without.
    from importlib.metadata import PackageNotFoundError, version

    found = hashlib.sha256(f"{cutroom.__version__} {platform.machine()}".encode())
    for name in _DRAWN_WITH:
        try:
            found.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            found.update(name.encode())
    root = Path(cutroom.__file__).parent
    for package in _ENGINE:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(str(path.relative_to(root)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()
