"""What the FFmpeg inside the wheel can write: asked by ``cutroom doctor``."""

from __future__ import annotations

import av


def has_encoder(name: str) -> bool:
    """Whether an encoder of this name is built in."""
    try:
        return av.Codec(name, "w").is_encoder
    except ValueError:
        return False


def library_version() -> str:
    """The version of libavcodec."""
    return ".".join(str(part) for part in av.library_versions["libavcodec"])
