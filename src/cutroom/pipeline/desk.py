"""A draft laid out in a drawing process: its timeline and the studio that shows it, kept between pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cutroom.pipeline.messages import Job, Message
from cutroom.render.studio import Studio
from cutroom.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class Layout:
    """A compiled draft, ready to show any frame; ``diagnostics`` as JSON."""

    timeline: Timeline
    studio: Studio
    diagnostics: list[Message]


LayOut = Callable[[], tuple[Timeline, list[Message]]]


class Desk:
    """Holds one layout. It is used again for the same content only: of the draft, its files, the options."""

    def __init__(self) -> None:
        """Empty."""
        self._content: tuple[object, ...] = ()
        self._layout: Layout | None = None

    def layout(self, job: Job, lay_out: LayOut) -> Layout:
        """What is shown for a job: as it lies here, else as ``lay_out`` makes it."""
        # Before anything is read: what changes meanwhile is another content next time.
        content = _content(job)
        if self._layout is None or content != self._content:
            self._clear()
            timeline, diagnostics = lay_out()
            folders = [Path(folder) for folder in job.font_dirs]
            self._layout = Layout(timeline, Studio(timeline, folders), diagnostics)
            self._content = content
        return self._layout

    def _clear(self) -> None:
        if self._layout is not None:
            self._layout.studio.close()
            self._layout = None


def _content(job: Job) -> tuple[object, ...]:
    """Everything a picture depends on but its moment. The name of the draft's file says what it holds."""
    media = tuple(
        (medium.key, medium.path, medium.name, medium.where, medium.required, medium.is_media)
        for medium in job.media
    )
    files = {medium.path for medium in job.media} | set(job.font_dirs)
    states = tuple((path, *_state(path)) for path in sorted(files))
    return (Path(job.draft).name, job.options, job.limits, job.font_dirs, media, states)


def _state(path: str) -> tuple[int, ...]:
    try:
        facts = Path(path).stat()
    except OSError:
        return ()
    return (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)
