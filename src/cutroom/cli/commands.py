"""The commands. Each reads its arguments, makes one call into the pipeline or the app, and shows the result."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import uuid
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutroom import __version__
from cutroom.cli import arguments as typed
from cutroom.cli.arguments import Command, build_parser, joined, of_settings
from cutroom.cli.display import open_display, say, show_notes, write_json
from cutroom.cli.guard import guarded, interruptible
from cutroom.cli.service import serve, worker
from cutroom.cli.values import (
    choose_format,
    choose_picture_format,
    read_encoder,
    read_fps,
    read_preset,
    read_range_us,
    read_time_us,
    with_size,
)
from cutroom.cli.words import EXIT_INTERNAL, EXIT_USAGE, Speech, speech_for
from cutroom.core.errors import InvalidRequest, StorageError
from cutroom.core.output import PREVIEW_SHORT_SIDE, OutputOptions
from cutroom.pipeline.links import Home, parse_link
from cutroom.pipeline.options import SOUND_ONLY, check_options
from cutroom.pipeline.starting import forked_if_alone
from cutroom.pipeline.supervise import RenderProcess
from cutroom.settings import Settings, read_settings

if TYPE_CHECKING:
    from cutroom.pipeline.environment import Environment
    from cutroom.pipeline.explain import Explanation
    from cutroom.pipeline.render import RenderResult
    from cutroom.pipeline.sources import DraftSource


def main(words: Sequence[str] | None = None) -> None:
    """The entry point: do what ``words`` say, by default those of the command line.

    Raises SystemExit for everything but success.
    """
    asked = joined(sys.argv[1:] if words is None else words)
    with guarded("--json" in asked):
        parser = build_parser(COMMANDS, asked)
        given = parser.parse_args(asked)
        if given.version:
            print(f"cutroom {__version__}")
        elif given.command is None:
            parser.print_help()
            raise SystemExit(EXIT_USAGE)
        else:
            COMMANDS[given.command].run(given)


def render(given: Namespace) -> None:
    """Render DRAFT to a video, a sound or a zip of pictures."""
    as_json, output = given.json, given.output
    with guarded(as_json), interruptible() as should_cancel, _logging(given.verbose):
        options = _render_options(given)
        check_options(options)
        _check_output(output)
        speech = speech_for(os.environ)
        settings = _settings(given.jobs)
        with RenderProcess(settings.render_limits(), forked_if_alone) as process:
            # While the process loads what draws, this one loads what leads there.
            from cutroom.pipeline.render import RenderRequest, run_render

            source, environment = _open(given.draft, settings)
            request = RenderRequest(source, output, _work_beside(output), options)
            with open_display(as_json, speech) as display:
                result = run_render(request, environment, display.progress, should_cancel, process)
        _show_result(result, as_json, speech)


def still(given: Namespace) -> None:
    """Draw one moment of DRAFT to a PNG, JPEG or WebP."""
    output = given.output
    with guarded(given.json), interruptible() as should_cancel, _logging(given.verbose):
        at_us = read_time_us(given.at, "--at")
        picture_format = choose_picture_format(output)
        _check_output(output)
        options = replace(
            _options(given.size, None, None), sticker_placeholders=given.sticker_placeholders
        )
        settings = _settings()
        with RenderProcess(settings.render_limits(), forked_if_alone) as process:
            from cutroom.pipeline.still import StillRequest, run_still

            source, environment = _open(given.draft, settings)
            work = _work_beside(output)
            request = StillRequest(source, at_us, output, work, picture_format, options)
            result = run_still(request, environment, should_cancel, process)
        if given.json:
            notes = [note.as_dict() for note in result.diagnostics]
            write_json(asdict(result) | {"path": str(result.path), "diagnostics": notes})
            return
        print(f"{result.path}  {result.width}×{result.height}")
        show_notes(result.diagnostics, speech_for(os.environ), sys.stderr)


def explain(given: Namespace) -> None:
    """Show what DRAFT becomes: its compiled timeline, and what is approximated or left out."""
    # It needs the compiler, which a render leaves to its own process.
    from cutroom.pipeline.explain import ExplainRequest
    from cutroom.pipeline.explain import explain as explained

    with guarded(given.json), interruptible() as should_cancel, _logging(given.verbose):
        source, environment = _open(given.draft, _settings())
        options = replace(
            _options(given.size, given.fps, given.range),
            sticker_placeholders=given.sticker_placeholders,
        )
        with tempfile.TemporaryDirectory(prefix="cutroom-") as folder:
            request = ExplainRequest(source, Path(folder) / "work", options, look=True)
            explanation = explained(request, environment, should_cancel)
        _show_explanation(explanation, given.json, speech_for(os.environ))


def doctor(given: Namespace) -> None:
    """Check this machine: what is there, what is missing, and how to install it."""
    from cutroom.cli.doctor import examine, show_findings

    with guarded(given.json):
        findings = examine(read_settings(os.environ))
        if given.json:
            write_json({"findings": [asdict(finding) for finding in findings]})
        else:
            show_findings(findings, sys.stdout)
        if any(finding.state == "missing" for finding in findings):
            raise SystemExit(EXIT_INTERNAL)


def _render_options(given: Namespace) -> OutputOptions:
    preview = given.preview
    options = replace(
        _options(given.size, given.fps, given.range),
        format=choose_format(given.output, given.format),
        preset=read_preset(given.preset or ("draft" if preview else "standard")),
        crf=given.crf,
        alpha=given.alpha,
        sticker_placeholders=given.sticker_placeholders,
        encoder=None if given.encoder is None else read_encoder(given.encoder),
        smart=given.smart,
        cache=not given.no_cache,
    )
    if preview and given.size is None and options.format not in SOUND_ONLY:
        options = replace(options, short_side=PREVIEW_SHORT_SIDE)
    return options


def _options(size: str | None, fps: str | None, range_: str | None) -> OutputOptions:
    options = OutputOptions(
        fps=None if fps is None else read_fps(fps),
        range_us=None if range_ is None else read_range_us(range_),
    )
    return options if size is None else with_size(options, size)


def _open(draft: str, settings: Settings) -> tuple[DraftSource, Environment]:
    """Where the draft is. Beside a draft on this disk, files may be used wherever it names them."""
    from cutroom.pipeline.sources import DraftPath

    if draft.lower().startswith(("http://", "https://")):
        environment = settings.environment()
        return parse_link(draft, Home(environment.library.knows)), environment
    path = Path(draft)
    folder = path if path.is_dir() else path.parent
    return DraftPath(path), settings.environment((folder.resolve(),))


def _settings(jobs: int | None = None) -> Settings:
    return _for_one_render(_with_cache_of_the_user(read_settings(os.environ)), jobs)


def _for_one_render(settings: Settings, jobs: int | None) -> Settings:
    """A command renders one video, which may have the whole machine."""
    return replace(
        settings,
        render_concurrency=settings.render_concurrency or 1,
        render_processes=jobs or settings.render_processes,
    )


def _with_cache_of_the_user(settings: Settings) -> Settings:
    """One render leaves no data folder in whatever directory it was started from."""
    if settings.data_dir != Settings().data_dir or settings.data_dir.exists():
        return settings
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return replace(settings, data_dir=Path(cache).expanduser() / "cutroom")


def _work_beside(output: Path) -> Path:
    """A folder on the same disk as the output, so that the last step is a rename."""
    return output.absolute().parent / f".cutroom-{uuid.uuid4().hex[:12]}"


def _check_output(output: Path) -> None:
    """Say before the work what would fail after it."""
    if output.is_dir():
        raise InvalidRequest(f"{output} is a folder.", field="--output", hint="Name a file.")
    parent = output.absolute().parent
    if parent.exists() and not os.access(parent, os.W_OK):
        raise StorageError(f"{parent} cannot be written.", hint="Choose another folder.")


def _show_result(result: RenderResult, as_json: bool, speech: Speech) -> None:
    if as_json:
        notes = [note.as_dict() for note in result.diagnostics]
        facts = asdict(result) | {"path": str(result.path), "diagnostics": notes}
        write_json({"event": "result", **facts})
        return
    speed = result.duration_s / result.render_time_s if result.render_time_s else 0.0
    show_notes(result.diagnostics, speech, sys.stderr)
    summary = (
        f"  {result.width}×{result.height} · {result.frames} {speech.word('frames')}"
        f" · {result.duration_s:.2f} s · {result.file_size / 1e6:.1f} MB"
        f" · {speech.word('in')} {result.render_time_s:.1f} s"
        f" ({speed:.1f}{speech.word('realtime')})"
    )
    say(sys.stdout, (str(result.path), "bold"), (summary, ""))


def _show_explanation(explanation: Explanation, as_json: bool, speech: Speech) -> None:
    if as_json:
        notes = [note.as_dict() for note in explanation.diagnostics]
        write_json(asdict(explanation) | {"diagnostics": notes})
        return
    print(
        f"{explanation.width}×{explanation.height} · {explanation.fps:g} fps"
        f" · {explanation.duration_s:.2f} s · {explanation.frames} {speech.word('frames')}"
        f" · {explanation.layers} layers, {explanation.clips} clips, {explanation.sounds} sounds,"
        f" {explanation.media} media"
    )
    show_notes(explanation.diagnostics, speech, sys.stdout)
    print()
    print(explanation.timeline)


@contextmanager
def _logging(verbose: bool) -> Iterator[None]:
    """The log goes to standard error when asked for, else nowhere: failures are told in full anyway."""
    logger = logging.getLogger("cutroom")
    handler: logging.Handler = logging.StreamHandler() if verbose else logging.NullHandler()
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)


COMMANDS = {
    "render": Command(
        render,
        (
            typed.DRAFT, typed.OUTPUT, typed.SIZE, typed.FPS, typed.RANGE, typed.FORMAT,
            typed.PRESET, typed.CRF, typed.PREVIEW, typed.ENCODER, typed.SMART, typed.ALPHA,
            typed.JOBS, typed.NO_CACHE, typed.PLACEHOLDERS, typed.JSON, typed.VERBOSE,
        ),
    ),
    "still": Command(
        still,
        (
            typed.DRAFT, typed.OUTPUT, typed.AT, typed.SIZE, typed.PLACEHOLDERS, typed.JSON,
            typed.VERBOSE,
        ),
    ),
    "explain": Command(
        explain,
        (
            typed.DRAFT, typed.SIZE, typed.FPS, typed.RANGE, typed.PLACEHOLDERS, typed.JSON,
            typed.VERBOSE,
        ),
    ),
    "doctor": Command(doctor, (typed.JSON,)),
    "serve": Command(serve, (typed.NO_WORKER, *of_settings())),
    "worker": Command(worker, of_settings()),
}  # fmt: skip
