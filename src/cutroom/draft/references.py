"""What names a file in a draft, and the key under which it is looked up.

A reference names a file in all the ways the draft does; finding it is :mod:`cutroom.draft.relink`'s
part, fetching what is a URL the caller's. Files are keyed by the path the draft gives them, so the
compiler can look up what was found out about them: ``media_key(raw)`` for a material's own file,
``path_key(path)`` for a path met elsewhere (a font in a style, ``videos[].reverse_path``).

``matte`` is what a picture is cut out by, ``reversed-video`` a file that already plays backwards: a
reversed segment plays it forwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import PureWindowsPath
from typing import Literal

from cutroom.draft import fields
from cutroom.draft.fields import Json

MediaRole = Literal[
    "video", "image", "audio", "sticker", "canvas-image", "reversed-video", "produced-audio",
    "matte", "font", "texture", "lut", "style-package",
]  # fmt: skip

STYLE_PACKAGE_FILE = "effectStyle.json"
_URL_SCHEMES = ("http://", "https://")
_UNRESOLVED = "##_material_placeholder_"

# In the order in which they are tried; ``path`` is the file's name in all but a few buckets.
_OWN_PATHS = ("path", "image", "album_image", "production_path")
_OTHER_PATHS = ("media_path", "url", "remote_url")
MATTE_FIELDS = ("mask_video_path", "path")
"""The fields in which a cut-out may name the file it is made by, best first."""
FILE_FIELDS = (*_OWN_PATHS, *_OTHER_PATHS)
"""The fields in which a material names its own file, best first."""


@dataclass(frozen=True, slots=True)
class MediaReference:
    """A file, and where the draft says it is.

    ``candidates`` are paths as stored and http(s) URLs, best first; ``material_id`` and ``local_id``
    are the ids under which ``draft_meta_info.json`` may register it. ``required`` files must be there
    to render what the draft shows; the rest is a diagnostic when missing.
    """

    key: str
    candidates: tuple[str, ...]
    name: str
    material_id: str
    role: MediaRole
    where: str
    required: bool = True
    local_id: str = ""

    @property
    def urls(self) -> tuple[str, ...]:
        """The candidates that are fetched rather than opened."""
        return tuple(candidate for candidate in self.candidates if is_url(candidate))


def is_url(path: str) -> bool:
    """Whether a path is an http(s) URL."""
    return path[:8].lower().startswith(_URL_SCHEMES)


def path_key(path: str) -> str:
    """The key of a file by its path as stored: Windows separators and surrounding space unified."""
    path = path.strip()
    return path if is_url(path) else path.replace("\\", "/")


def media_key(raw: Json) -> str:
    """The key of a material's own file; ``#id`` for one without any path."""
    paths = own_paths(raw)
    return path_key(paths[0]) if paths else f"#{fields.text(raw, 'id')}"


def own_paths(raw: Json) -> tuple[str, ...]:
    """All paths and URLs a material gives for its own file, best first, each once."""
    named = (fields.text(raw, key).strip() for key in FILE_FIELDS if key in raw)
    return tuple(dict.fromkeys(filter(None, named)))


@lru_cache(maxsize=4096)
def base_name(path: str) -> str:
    """The last part of a Windows or POSIX path or URL; "" for a bare drive or folder."""
    if is_url(path):
        path = path.split("?", 1)[0].split("#", 1)[0]
    return PureWindowsPath(path).name


def is_placeholder(path: str) -> bool:
    """Whether a path only says that the medium was never resolved."""
    return path.startswith(_UNRESOLVED)
