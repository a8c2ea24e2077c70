"""What is known of a media file: made by ``media.probe``, used by the compiler."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

MediaKind = Literal["video", "image", "animation", "audio", "file"]
VectorCodec = Literal["lottie", "tgs"]
VECTOR_CODECS: tuple[VectorCodec, ...] = get_args(VectorCodec)
"""Of animations that are drawings and sharp at any size."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """Facts of one file.

    ``width`` and ``height`` are display pixels: rotation tag and sample aspect ratio applied.
    ``animation`` is a GIF, APNG or animated WebP; it has a duration and loops. ``digest`` names
    the content, "" while nobody has read all of the file. A "file" is anything else a
    draft names: a font, a LUT, a text style package, whose JSON text is then in ``content``.
    ``is_native`` says that a video's pictures are shown as its decoder gives them: 8-bit 4:2:0 in BT.709, upright,
    of square pixels.
    """

    path: str
    kind: MediaKind
    width: int = 0
    height: int = 0
    duration_us: int = 0
    has_audio: bool = False
    fps: Fraction = Fraction(0)
    rotation: int = 0
    codec: str = ""
    pixel_format: str = ""
    has_alpha: bool = False
    is_hdr: bool = False
    is_native: bool = False
    digest: str = ""
    content: str = ""
