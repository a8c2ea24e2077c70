"""What every benchmark timeline is made with: sizes, encoder settings, captions, drafts on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.bench.footage import ensure_media, find_fonts
from tools.draft_builder import SECOND, Builder, media, write_draft

CAPTIONS = (
    "夏天的第一缕阳光照进窗台",
    "我们沿着海边一直走下去",
    "风把所有的故事都吹远了",
    "記得那年的約定嗎？もちろん！",
    "再见，下一个夏天见。",
)
SCREEN = (1920, 1080)
FPS = 30
CLIP_S = 10
DISSOLVE = ("叠化", "6724845717472416269")
WIPE = ("向左擦除", "")
VIDEO = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"]
ENCODE = [*VIDEO, "-c:a", "aac", "-b:a", "128k"]
FINISHED = "{finished}"
SHADOW = {
    "has_shadow": True, "shadow_alpha": 0.9, "shadow_distance": 6.0, "shadow_angle": -45.0,
    "shadow_smoothing": 0.3, "shadow_color": "#000000",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a benchmark works, where the font of both sides lies, and the length if it is not the usual."""

    work: Path
    fonts: Path
    seconds: int | None = None

    @classmethod
    def prepared(cls, work: Path, seconds: int | None = None) -> Place:
        """A place with its media drawn; ends the program when the font is missing."""
        place = cls(work.resolve(), find_fonts(), seconds)
        ensure_media(place.media)
        return place

    @property
    def media(self) -> Path:
        """The folder of the clips, photos and sounds."""
        return self.work / "media"


@dataclass(frozen=True)
class Timeline:
    """One benchmark: its draft folder, frames, and the peer's command without encoder and output.

    ``floors`` are commands by name, without output but with the encoder, for work that cannot be left out;
    ``FINISHED`` in them stands for a file of the peer's finished frames and sound, not encoded. ``options`` are
    those of our render. ``least_db`` is the PSNR below which two sides do not show the same, ``moments_s`` are
    where they are compared.
    """

    name: str
    draft: Path
    frames: int
    ffmpeg: list[str]
    floors: Mapping[str, list[str]] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    least_db: float = 30.0
    moments_s: tuple[float, ...] = ()

    @property
    def moments(self) -> tuple[float, ...]:
        """Seconds at which the pictures of two sides are compared; eight, spread evenly, if none are named."""
        length_s = self.frames / FPS
        return self.moments_s or tuple(length_s * (n + 0.5) / 8 for n in range(8))


def film(
    build: Builder, name: str, length_s: float = CLIP_S, size: tuple[int, int] = SCREEN
) -> str:
    """A clip with sound as a material."""
    material = media(build, name, "video", round(length_s * SECOND), size)
    build.materials["videos"][-1]["has_audio"] = True
    return material


def write(build: Builder, place: Place, tracks: list[dict[str, Any]]) -> Path:
    """The draft's folder, with the media in it."""
    folder = place.work / build.name
    write_draft(build, folder, tracks, SCREEN)
    (folder / "assets").mkdir(exist_ok=True)
    for source in place.media.iterdir():
        target = folder / "assets" / source.name
        if not target.exists():
            # A link that leads out of the draft folder is refused, a second name of the file is not.
            target.hardlink_to(source)
    return folder


@dataclass(frozen=True)
class Line:
    """Words for libass: from and to in seconds, size in pixels, ``low`` at the lower edge, else in the middle."""

    start_s: float
    end_s: float
    words: str
    size: int = 120
    low: bool = True
    tags: str = ""


def subtitles(path: Path, lines: list[Line]) -> Path:
    """An ASS file that shows ``lines`` as the drafts' captions look."""
    head = (
        "[Script Info]\nPlayResX: 1920\nPlayResY: 1080\nScaledBorderAndShadow: yes\n"
        "YCbCr Matrix: TV.709\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, "
        "OutlineColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginV\n"
        "Style: C,Noto Sans CJK SC,84,&H00FFFFFF,&H00000000,-1,1,3,4,2,64\n\n"
        "[Events]\nFormat: Start, End, Style, Text\n"
    )
    rows = [
        f"Dialogue: {_clock(line.start_s)},{_clock(line.end_s)},C,{_tags(line)}{line.words}\n"
        for line in lines
    ]
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


def _tags(line: Line) -> str:
    place = "" if line.low else r"\an5"
    return "{" + place + rf"\fs{line.size}" + line.tags + "}"


def _clock(at_s: float) -> str:
    hundredths = round(at_s * 100)
    seconds, minutes = hundredths // 100 % 60, hundredths // 6000
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}.{hundredths % 100:02d}"


def decoded_and_encoded(inputs: list[str]) -> list[str]:
    """The floor of a film that shows every frame of ``inputs``: they are decoded, finished frames are encoded."""
    count = inputs.count("-i")
    maps = [part for number in range(count) for part in ("-map", f"{number}:v")]
    dropped = [*maps, "-vsync", "passthrough", "-f", "null", "-"]
    return [*inputs, "-i", FINISHED, *dropped, "-map", str(count), *ENCODE]


def drawn_by_ass(path: Path, place: Place) -> str:
    """The filter that draws an ASS file."""
    return f"ass={path}:fontsdir={place.fonts}"
