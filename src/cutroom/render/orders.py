"""What a render is told and what it tells: the words between the engine and whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from cutroom.core.diagnostics import Diagnostic
from cutroom.media.encode_settings import EncodeSettings
from cutroom.timeline.model import Timeline

Notes = Mapping[str, Any]
"""What is kept beside a part, as JSON: what had to be left out or replaced in it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Frames finished so far, of how many, and the rate in frames per second of those drawn here."""

    done: int
    total: int
    fps: float


@dataclass(frozen=True, slots=True)
class RenderOutcome:
    """What a render made: frames written, and what had to be left out or replaced."""

    frames: int
    diagnostics: tuple[Diagnostic, ...]


Report = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


class Shelf(Protocol):
    """Finished parts by key, from earlier renders and for later ones."""

    def take(self, key: str, target: Path) -> Notes | None:
        """Put the part at ``target`` and give its notes; None when it is not there, or is damaged."""
        ...

    def keep(self, key: str, path: Path, notes: Notes) -> None:
        """Remember a finished part. Never fails: what cannot be kept is made again."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """How much there is to do: frames of the whole, frames that are there already, parts to draw."""

    frames: int
    ready_frames: int
    missing_parts: int


@dataclass(frozen=True, slots=True)
class Means:
    """What a render works with.

    ``font_folders`` are searched before the bundled and system fonts. ``shelf`` keeps parts, None keeps
    nothing. ``folder`` is where parts are made, None for one beside the output; several processes that
    share it share the work: this one is number ``worker`` of ``workers``, and number 0 joins the parts.
    ``on_plan`` is told the plan before the first frame is drawn. With ``smart`` groups of a source that nothing
    is done to are copied instead of drawn and encoded.
    """

    font_folders: tuple[Path, ...] = ()
    shelf: Shelf | None = None
    folder: Path | None = None
    worker: int = 0
    workers: int = 1
    on_plan: Callable[[Plan], None] = lambda plan: None
    smart: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One render: what, where to, how, and who is told."""

    timeline: Timeline
    path: Path
    settings: EncodeSettings
    report: Report = lambda progress: None
    should_stop: ShouldStop = lambda: False
    means: Means = field(default_factory=Means)
