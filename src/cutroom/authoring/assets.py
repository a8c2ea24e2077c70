"""Media of a draft: named by their content, kept in its ``assets`` folder, found wherever the draft is put."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from cutroom.core.facts import MediaFacts
from cutroom.storage.placing import move_into_place, place_file

AssetKind = Literal["videos", "images", "audios", "stickers"]

PLACEHOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""What JianYing puts in place of the draft's folder."""

PHOTO_US = 10_800_000_000
"""The length JianYing gives a photo: three hours."""

_SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,5}")
_TYPES = {
    "video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm",
    "video/x-matroska": ".mkv", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif",
    "image/webp": ".webp", "image/bmp": ".bmp", "audio/mpeg": ".mp3", "audio/mp3": ".mp3",
    "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/mp4": ".m4a", "audio/x-m4a": ".m4a",
    "audio/aac": ".aac", "audio/ogg": ".ogg", "audio/flac": ".flac",
}  # fmt: skip
_FALLBACK: dict[AssetKind, str] = {
    "videos": ".mp4", "images": ".png", "audios": ".mp3", "stickers": ".png",
}  # fmt: skip
_LOTTIE = {"lottie": ".json", "tgs": ".tgs"}
_SCRIPTED = (".php", ".aspx", ".asp", ".jsp", ".cgi", ".do", ".html", ".htm", ".json")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that has arrived and is known to be good; ``digest`` is the SHA-256 of its content."""

    url: str
    path: Path
    digest: str
    content_type: str
    facts: MediaFacts

    @property
    def title(self) -> str:
        """What people know the file by: the last part of its URL's path."""
        name = PurePosixPath(unquote(urlsplit(self.url).path)).name
        return "".join(char for char in name if char.isprintable())[:120] or self.digest[:16]

    def name(self, kind: AssetKind) -> str:
        """The path inside the draft."""
        if self.facts.codec in _LOTTIE:
            return f"assets/{kind}/{self.digest[:32]}{_LOTTIE[self.facts.codec]}"
        suffix = PurePosixPath(unquote(urlsplit(self.url).path)).suffix.lower()
        if not _SUFFIX.fullmatch(suffix) or suffix in _SCRIPTED:
            suffix = _TYPES.get(self.content_type.partition(";")[0].strip().lower(), "")
        return f"assets/{kind}/{self.digest[:32]}{suffix or _FALLBACK[kind]}"


def placed(asset: Asset, kind: AssetKind, folder: Path) -> Path | None:
    """Put an asset into a draft's folder; the new file, None when it was there. Raises StorageError."""
    target = folder / asset.name(kind)
    if target.is_file() and not target.is_symlink():
        return None
    arriving = target.with_name(f".{uuid.uuid4().hex}")
    place_file(asset.path, arriving)
    move_into_place(arriving, target)
    return target


def stored_path(asset: Asset, kind: AssetKind) -> str:
    """The path as it is written into the draft."""
    return f"{PLACEHOLDER}/{asset.name(kind)}"
