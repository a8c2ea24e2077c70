"""What every use case works with: made from the settings, handed in by ``app`` or the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cutroom.core.output import OutputDefaults
from cutroom.pipeline.limits import DraftLimits, RenderLimits
from cutroom.pipeline.starting import Start, launched

if TYPE_CHECKING:
    from cutroom.authoring.library import DraftLibrary
    from cutroom.storage.fetch import Fetcher


@dataclass(frozen=True, slots=True)
class Environment:
    """Tools, folders and limits; ``library`` has the drafts of this server.

    ``media_roots`` are the folders from which a draft may name local files; its own folder always
    counts. ``font_dirs`` are searched before bundled and system fonts. ``facts_dir`` keeps what
    probing found out, so that explaining needs no codec. ``parts_dir`` keeps encoded parts of videos between
    renders, None keeps none. ``start`` makes rendering processes.
    """

    fetcher: Fetcher
    library: DraftLibrary
    facts_dir: Path
    media_roots: tuple[Path, ...] = ()
    font_dirs: tuple[Path, ...] = ()
    fetch_concurrency: int = 4
    draft_limits: DraftLimits = field(default_factory=DraftLimits)
    render_limits: RenderLimits = field(default_factory=RenderLimits)
    output_defaults: OutputDefaults = field(default_factory=OutputDefaults)
    parts_dir: Path | None = None
    parts_max_bytes: int = 0
    start: Start = launched
