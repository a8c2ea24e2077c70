"""Rendering one draft to one file: obtain, gather, draw in a child process, move into place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cutroom.core.diagnostics import Diagnostic
from cutroom.core.output import OutputOptions
from cutroom.pipeline.sources import DraftSource


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """What to render and where to.

    ``work_dir`` is a folder of this attempt alone: it is made when missing and always removed.
    ``output`` appears complete or not at all; it is a folder for a sequence of pictures.
    """

    source: DraftSource
    output: Path
    work_dir: Path
    options: OutputOptions = OutputOptions()


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What was rendered; ``draft_digest`` identifies the content of the draft."""

    path: Path
    frames: int
    duration_s: float
    width: int
    height: int
    file_size: int
    diagnostics: tuple[Diagnostic, ...]
    render_time_s: float
    draft_digest: str
