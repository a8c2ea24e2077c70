"""Showing how a render goes: a bar on a terminal, lines in a log, JSON for machines.

Progress and errors go to standard error, what was asked for to standard output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TextIO

from cutroom.cli.words import Speech, exit_code
from cutroom.core.diagnostics import Diagnostic
from cutroom.core.errors import CutroomError
from cutroom.pipeline.progress import Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

_MOST_NOTES = 12
_LINE_EVERY_PERCENT = 10
# Gravest first.
_STYLES = {"skipped": "red", "warning": "yellow", "approximated": "yellow", "info": "dim"}


class Display(Protocol):
    """Where a command shows its progress; a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def progress(self, progress: Progress) -> None:
        """Show a moment of a render."""


def open_display(as_json: bool, speech: Speech) -> Display:
    """The display that fits where the output goes."""
    if as_json:
        return JsonDisplay()
    return BarDisplay(speech) if sys.stderr.isatty() else LineDisplay(speech)


class _Plain:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to take down."""


class JsonDisplay(_Plain):
    """One JSON object a line on standard output."""

    def progress(self, progress: Progress) -> None:
        """See Display."""
        write_json({"event": "progress", **asdict(progress)})


class LineDisplay(_Plain):
    """A line at every stage and every tenth of the way."""

    def __init__(self, speech: Speech) -> None:
        """``speech`` names the stages."""
        self._speech = speech
        self._stage = ""
        self._shown = 0

    def progress(self, progress: Progress) -> None:
        """See Display."""
        stage_changed = progress.stage != self._stage
        if not stage_changed and progress.percent < self._shown + _LINE_EVERY_PERCENT:
            return
        self._stage, self._shown = progress.stage, progress.percent
        words = [f"{progress.percent:3d}%", self._speech.word(progress.stage)]
        words.append(pace(progress, self._speech))
        print("  ".join(word for word in words if word), file=sys.stderr, flush=True)


class BarDisplay:
    """A progress bar."""

    def __init__(self, speech: Speech) -> None:
        """Standard error is a terminal."""
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        self._speech = speech
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(bar_width=32),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[pace]}", style="dim"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        self._task = self._bar.add_task(self._speech.word("started"), total=100, pace="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def progress(self, progress: Progress) -> None:
        """See Display."""
        if self._task is not None:
            self._bar.update(
                self._task,
                completed=progress.percent,
                description=self._speech.word(progress.stage),
                pace=pace(progress, self._speech),
            )


def pace(progress: Progress, speech: Speech) -> str:
    """Frames, rate, speed and time left as far as they are known."""
    if not progress.frames_total:
        return ""
    words = f"{progress.frames_done}/{progress.frames_total} {speech.word('frames')}"
    if progress.fps <= 0:
        return words
    words += f" · {progress.fps:.1f} fps · {progress.speed:.2f}{speech.word('realtime')}"
    return words + f" · {clock(progress.eta_s)} {speech.word('left')}"


def clock(seconds: float) -> str:
    """``m:ss`` or ``h:mm:ss``."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def write_json(value: dict[str, Any]) -> None:
    """One object as a line on standard output."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def say(stream: TextIO, *parts: tuple[str, str]) -> None:
    """A line of (text, style) parts, in colours where the stream is a terminal."""
    if not stream.isatty():
        print("".join(text for text, _style in parts), file=stream, flush=True)
        return
    # Loading it takes longer than everything else this command does itself.
    from rich.console import Console
    from rich.text import Text

    Console(file=stream).print(Text.assemble(*parts), soft_wrap=True)


def show_notes(diagnostics: Sequence[Diagnostic], speech: Speech, stream: TextIO) -> None:
    """What was approximated or left out, the gravest first."""
    ranks = list(_STYLES)
    worth_saying = (note for note in diagnostics if note.severity != "info")
    notes = sorted(worth_saying, key=lambda note: (ranks.index(note.severity), note.start_us))
    if not notes:
        return
    say(stream, (speech.word("notes") + ":", "bold"))
    for note in notes[:_MOST_NOTES]:
        severity = (speech.word(note.severity), _STYLES[note.severity])
        say(stream, ("  ", ""), severity, (f"  {note.where}: {note.message}", ""))
    if len(notes) > _MOST_NOTES:
        say(stream, ("  " + speech.word("more").format(count=len(notes) - _MOST_NOTES), ""))


def show_error(error: CutroomError, speech: Speech, as_json: bool) -> None:
    """Headline, what is wrong and what to do; never a traceback."""
    if as_json:
        write_json(
            {
                "event": "error",
                "code": error.code,
                "message": error.message,
                "hint": error.hint,
                "details": error.details,
                "exit_code": exit_code(error),
            }
        )
        return
    say(sys.stderr, (speech.headline(error), "bold red"), (f"  [{error.code}]", "dim"))
    say(sys.stderr, (error.message, ""))
    if error.hint:
        say(sys.stderr, (error.hint, "dim"))
