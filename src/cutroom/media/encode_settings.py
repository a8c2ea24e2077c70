"""What a file is encoded as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from cutroom.core.output import OutputFormat, Preset, VideoEncoder

DEFAULT_CRF = 23
SOUND_ONLY: tuple[OutputFormat, ...] = ("mp3", "wav")
SILENT: tuple[OutputFormat, ...] = ("gif", "png-sequence")


@dataclass(frozen=True, slots=True)
class EncodeSettings:
    """What to write: size in pixels (even), exact rate, format, quality.

    ``crf`` is x264's 0–51 (VP9 gets the value that looks alike; ProRes, GIF and PNG have no such scale).
    ``alpha`` keeps transparency where the format can (mov, webm, png-sequence, gif). ``audio`` False writes no
    sound stream, ``pictures`` False no pictures. ``gop_s`` is the longest distance between key frames in seconds,
    about x264's own: a film made of parts has one every four to eight seconds anyway. Groups are closed.
    ``encoder`` makes H.264 of mp4 and mov; other formats have one encoder each. Whether the machine has it is
    asked by ``with_encoder_that_works``.
    """

    width: int
    height: int
    fps: Fraction
    format: OutputFormat = "mp4"
    preset: Preset = "standard"
    crf: int = DEFAULT_CRF
    alpha: bool = False
    audio: bool = True
    gop_s: float = 8.0
    encoder: VideoEncoder = "x264"
    pictures: bool = True

    @property
    def has_pictures(self) -> bool:
        """Whether the format shows anything."""
        return self.pictures and self.format not in SOUND_ONLY

    @property
    def has_sound(self) -> bool:
        """Whether the file carries sound."""
        return self.audio and self.format not in SILENT

    def for_pictures(self) -> EncodeSettings:
        """The same without sound."""
        return replace(self, audio=False)

    def for_sound(self) -> EncodeSettings:
        """The same without pictures."""
        return replace(self, pictures=False)
