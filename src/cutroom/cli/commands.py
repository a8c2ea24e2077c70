"""The commands. Each reads its arguments, makes one call into the pipeline or the app, and shows the result."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cutroom import __version__
from cutroom.cli.display import open_display, say, show_notes, write_json
from cutroom.cli.guard import guarded, interruptible
from cutroom.cli.service import NO_WORKER, serve, with_settings, worker
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
from cutroom.cli.words import EXIT_INTERNAL, Speech, speech_for
from cutroom.core.errors import InvalidRequest, StorageError
from cutroom.core.output import PREVIEW_SHORT_SIDE, OutputOptions
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.links import Home, parse_link
from cutroom.pipeline.options import SOUND_ONLY, check_options
from cutroom.pipeline.render import RenderRequest, RenderResult, run_render
from cutroom.pipeline.sources import DraftPath, DraftSource
from cutroom.pipeline.still import StillRequest, run_still
from cutroom.settings import Settings, read_settings

if TYPE_CHECKING:
    from cutroom.pipeline.explain import Explanation

app = typer.Typer(
    name="cutroom",
    help="Renders JianYing / CapCut drafts to video. 将剪映 / CapCut 草稿渲染为视频。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DraftArgument = Annotated[
    str,
    typer.Argument(
        metavar="DRAFT", help="A draft document, folder, zip or URL.", show_default=False
    ),
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)
]
SizeOption = Annotated[
    str | None, typer.Option("--size", metavar="WxH|720P", help="Size, or the short side by name.")
]
FpsOption = Annotated[
    str | None, typer.Option("--fps", help="Frames per second: 30, 29.97, 24000/1001.")
]
RangeOption = Annotated[
    str | None,
    typer.Option(
        "--range", metavar="A-B", help="Only this part: seconds or hh:mm:ss, either end open."
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", help="mp4, mov, webm, gif, png-sequence (a zip), mp3 or wav."),
]
PresetOption = Annotated[
    str | None,
    typer.Option("--preset", help="draft (fastest), standard (default) or high (best)."),
]
CrfOption = Annotated[
    int | None,
    typer.Option("--crf", min=0, max=51, help="Quality, lower is better; 28, 23 or 18 by preset."),
]
PreviewOption = Annotated[
    bool,
    typer.Option("--preview", help="A quick look: 360P with preset draft, unless you say more."),
]
EncoderOption = Annotated[
    str | None,
    typer.Option("--encoder", help="x264, nvenc, qsv, vaapi, videotoolbox, or hardware for any."),
]
SmartOption = Annotated[
    bool | None,
    typer.Option("--smart/--no-smart", help="Copy what nothing is done to instead of encoding it."),
]
AlphaOption = Annotated[
    bool, typer.Option("--alpha", help="Keep transparency where the format can.")
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, max=256, help="Processes that draw it; each uses two cores."),
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Draw everything anew, and keep nothing for next time.")
]
PlaceholderOption = Annotated[
    bool | None,
    typer.Option(
        "--sticker-placeholders/--no-sticker-placeholders",
        help="Draw a labelled plate for a sticker that only the vendor's store has.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON object a line on standard output.")
]
VerboseOption = Annotated[
    bool,
    typer.Option("--verbose", "-v", help="Show the log, that of the rendering process included."),
]


def main() -> None:
    """The entry point."""
    app()


@app.callback(invoke_without_command=True)
def start(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Renders JianYing / CapCut drafts to video. 将剪映 / CapCut 草稿渲染为视频。"""
    if version:
        print(f"cutroom {__version__}")
        raise typer.Exit


@app.command("render")
def render_command(
    draft: DraftArgument,
    output: OutputOption,
    size: SizeOption = None,
    fps: FpsOption = None,
    range_: RangeOption = None,
    format_: FormatOption = None,
    preset: PresetOption = None,
    crf: CrfOption = None,
    preview: PreviewOption = False,
    encoder: EncoderOption = None,
    smart: SmartOption = None,
    alpha: AlphaOption = False,
    jobs: JobsOption = None,
    no_cache: NoCacheOption = False,
    placeholders: PlaceholderOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Render DRAFT to a video, a sound or a zip of pictures."""
    with guarded(as_json), interruptible() as should_cancel, _logging(verbose):
        options = replace(
            _options(size, fps, range_),
            format=choose_format(output, format_),
            preset=read_preset(preset or ("draft" if preview else "standard")),
            crf=crf,
            alpha=alpha,
            sticker_placeholders=placeholders,
            encoder=None if encoder is None else read_encoder(encoder),
            smart=smart,
            cache=not no_cache,
        )
        if preview and size is None and options.format not in SOUND_ONLY:
            options = replace(options, short_side=PREVIEW_SHORT_SIDE)
        check_options(options)
        _check_output(output)
        speech = speech_for(os.environ)
        source, environment = _open(draft, jobs)
        request = RenderRequest(source, output, _work_beside(output), options)
        with open_display(as_json, speech) as display:
            result = run_render(request, environment, display.progress, should_cancel)
        _show_result(result, as_json, speech)


@app.command("still")
def still_command(
    draft: DraftArgument,
    output: OutputOption,
    at: Annotated[str, typer.Option("--at", help="The moment: seconds or hh:mm:ss.")],
    size: SizeOption = None,
    placeholders: PlaceholderOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Draw one moment of DRAFT to a PNG, JPEG or WebP."""
    with guarded(as_json), interruptible() as should_cancel, _logging(verbose):
        at_us = read_time_us(at, "--at")
        picture_format = choose_picture_format(output)
        _check_output(output)
        source, environment = _open(draft)
        options = replace(_options(size, None, None), sticker_placeholders=placeholders)
        request = StillRequest(source, at_us, output, _work_beside(output), picture_format, options)
        result = run_still(request, environment, should_cancel)
        if as_json:
            notes = [note.as_dict() for note in result.diagnostics]
            write_json(asdict(result) | {"path": str(result.path), "diagnostics": notes})
            return
        print(f"{result.path}  {result.width}×{result.height}")
        show_notes(result.diagnostics, speech_for(os.environ), sys.stderr)


@app.command("explain")
def explain_command(
    draft: DraftArgument,
    size: SizeOption = None,
    fps: FpsOption = None,
    range_: RangeOption = None,
    placeholders: PlaceholderOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show what DRAFT becomes: its compiled timeline, and what is approximated or left out."""
    # It needs the compiler, which a render leaves to its own process.
    from cutroom.pipeline.explain import ExplainRequest, explain

    with guarded(as_json), interruptible() as should_cancel, _logging(verbose):
        source, environment = _open(draft)
        options = replace(_options(size, fps, range_), sticker_placeholders=placeholders)
        with tempfile.TemporaryDirectory(prefix="cutroom-") as folder:
            request = ExplainRequest(source, Path(folder) / "work", options, look=True)
            explanation = explain(request, environment, should_cancel)
        _show_explanation(explanation, as_json, speech_for(os.environ))


@app.command("doctor")
def doctor_command(as_json: JsonOption = False) -> None:
    """Check this machine: what is there, what is missing, and how to install it."""
    from cutroom.cli.doctor import examine, show_findings

    with guarded(as_json):
        findings = examine(read_settings(os.environ))
        if as_json:
            write_json({"findings": [asdict(finding) for finding in findings]})
        else:
            show_findings(findings, sys.stdout)
        if any(finding.state == "missing" for finding in findings):
            raise typer.Exit(EXIT_INTERNAL)


app.command("serve")(with_settings(serve, NO_WORKER))
app.command("worker")(with_settings(worker))


def _options(size: str | None, fps: str | None, range_: str | None) -> OutputOptions:
    options = OutputOptions(
        fps=None if fps is None else read_fps(fps),
        range_us=None if range_ is None else read_range_us(range_),
    )
    return options if size is None else with_size(options, size)


def _open(draft: str, jobs: int | None = None) -> tuple[DraftSource, Environment]:
    """Where the draft is. Beside a draft on this disk, files may be used wherever it names them."""
    settings = _for_one_render(_with_cache_of_the_user(read_settings(os.environ)), jobs)
    if draft.lower().startswith(("http://", "https://")):
        environment = settings.environment()
        return parse_link(draft, Home(environment.library.knows)), environment
    path = Path(draft)
    folder = path if path.is_dir() else path.parent
    return DraftPath(path), settings.environment((folder.resolve(),))


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
