"""What a rendering process does: look at media, compile, draw. Runs locked in; see ``child``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cutroom.catalog.lookup import load_catalog
from cutroom.compiler.compile import compile_draft
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.errors import InternalError, MediaError
from cutroom.core.facts import MediaFacts
from cutroom.core.output import PRESET_CRF, OutputOptions
from cutroom.core.time import frames_from_us
from cutroom.draft.codec import parse_draft
from cutroom.media.encode_settings import SOUND_ONLY, EncodeSettings
from cutroom.media.fingerprint import fingerprint
from cutroom.media.video_codecs import with_encoder_that_works
from cutroom.pipeline.messages import Job, Medium, Message, facts_message
from cutroom.pipeline.plain_files import file_facts
from cutroom.render.engine import Means, Progress, render_timeline
from cutroom.render.film import help_with_film
from cutroom.render.orders import Order, Plan
from cutroom.storage.part_cache import PartCache
from cutroom.timeline.model import Timeline

# What a job does not need is not loaded for it: for a short film that would be a good part of its cost.
if TYPE_CHECKING:
    from cutroom.pipeline.desk import Desk, Layout

Report = Callable[..., None]


class Draftsman:
    """Does jobs, one after the other."""

    def __init__(self, report: Report) -> None:
        """``report`` hears what happens."""
        self._report = report

    @cached_property
    def _desk(self) -> Desk:
        from cutroom.pipeline.desk import Desk

        return Desk()

    def run(self, job: Job) -> Message:
        """Do one job; the answer is JSON. Raises CutroomError."""
        report = self._report
        if job.kind == "still":
            layout = self._desk.layout(job, lambda: _laid_out(job, report))
            return _still(job, layout, report)
        log = DiagnosticLog()
        facts = look_at(job.media, report, log)
        if job.kind == "probe":
            return {"diagnostics": _listed(log)}
        if job.cache_dir:
            facts = _with_digests(job.media, facts, report)
        timeline = _compiled(job, facts, report, log)
        make = {"render": _video, "help": _help}.get(job.kind)
        if make is None:
            raise InternalError("A rendering process was asked for something unknown.")
        return make(job, timeline, report, log)


def _laid_out(job: Job, report: Report) -> tuple[Timeline, list[Message]]:
    log = DiagnosticLog()
    timeline = _compiled(job, look_at(job.media, report, log), report, log)
    return timeline, _listed(log)


def _compiled(
    job: Job, facts: dict[str, MediaFacts], report: Report, log: DiagnosticLog
) -> Timeline:
    report("doing", what="reading the draft")
    draft = parse_draft(Path(job.draft).read_bytes())
    report("doing", what="compiling the draft")
    compiled = compile_draft(draft, facts, job.options, load_catalog(), job.limits.for_compiling())
    log.extend(compiled.diagnostics)
    return compiled.timeline


def look_at(media: tuple[Medium, ...], report: Report, log: DiagnosticLog) -> dict[str, MediaFacts]:
    """The facts of every file by its key, each file opened once.

    Raises MediaError for a required file that cannot be read; an optional one becomes a diagnostic.
    """
    by_path: dict[str, MediaFacts | None] = {}
    for medium in media:
        if medium.path not in by_path:
            by_path[medium.path] = medium.facts or _facts(medium, report, log)
    found = ((medium.key, by_path[medium.path]) for medium in media)
    return {key: facts for key, facts in found if facts is not None}


def _facts(medium: Medium, report: Report, log: DiagnosticLog) -> MediaFacts | None:
    report("doing", what=f"looking at {medium.name!r}")
    try:
        if not medium.is_media:
            return file_facts(Path(medium.path))
        from cutroom.media.probe import probe

        facts = probe(Path(medium.path))
    except MediaError as error:
        message = f"{medium.name!r} cannot be used: {error.message}"
        if not medium.required:
            log.add("material-unreadable", "skipped", medium.where, message)
            return None
        raise type(error)(
            message, material=medium.name, hint=error.hint, details=error.details
        ) from error
    report("facts", path=medium.path, facts=facts_message(facts))
    return facts


def _with_digests(
    media: tuple[Medium, ...], facts: dict[str, MediaFacts], report: Report
) -> dict[str, MediaFacts]:
    """The facts with what names the content of every file: kept parts of videos go by it."""
    digests = {item.path: item.digest for item in facts.values()}
    names = {medium.path: medium.name for medium in media if medium.is_media}
    for item in facts.values():
        if item.path in names and not digests[item.path]:
            report("doing", what=f"reading {names[item.path]!r}")
            digests[item.path] = fingerprint(Path(item.path))
            known = replace(item, digest=digests[item.path])
            report("facts", path=item.path, facts=facts_message(known))
    return {key: replace(item, digest=digests[item.path]) for key, item in facts.items()}


def _still(job: Job, layout: Layout, report: Report) -> Message:
    from cutroom.media.stills import write_picture

    timeline = layout.timeline
    last = timeline.length_frames - 1
    frame = min(max(0, frames_from_us(job.at_us, timeline.fps)), last)
    report("doing", what=f"drawing the frame at {job.at_us / 1e6:g} s")
    picture = layout.studio.picture(frame)
    write_picture(picture, Path(job.output), job.picture_format)
    return {
        "width": picture.width,
        "height": picture.height,
        "frame": frame,
        "diagnostics": layout.diagnostics,
    }


def _video(job: Job, timeline: Timeline, report: Report, log: DiagnosticLog) -> Message:
    tell = _teller(timeline, report)
    tell(Progress(0, timeline.length_frames, 0.0))
    settings, reason = with_encoder_that_works(encode_settings(job.options, timeline))
    if reason:
        log.add("encoder-unavailable", "warning", "output", f"x264 encodes instead ({reason}).")
    outcome = render_timeline(
        timeline, Path(job.output), settings, tell, means=_means(job, settings, report)
    )
    log.extend(outcome.diagnostics)
    return {
        "frames": outcome.frames,
        "width": timeline.width,
        "height": timeline.height,
        "duration_s": float(timeline.length_frames / timeline.fps),
        "diagnostics": _listed(log),
    }


def _help(job: Job, timeline: Timeline, report: Report, _log: DiagnosticLog) -> Message:
    settings, _reason = with_encoder_that_works(encode_settings(job.options, timeline))
    order = Order(
        timeline,
        Path(job.output),
        settings,
        _teller(timeline, report),
        means=_means(job, settings, report),
    )
    return {"frames": help_with_film(order)}


def _teller(timeline: Timeline, report: Report) -> Callable[[Progress], None]:
    fps = float(timeline.fps)

    def tell(progress: Progress) -> None:
        report("doing", what=f"rendering ({progress.done} of {progress.total} frames done)")
        report("frames", done=progress.done, total=progress.total, fps=fps)

    return tell


def _means(job: Job, settings: EncodeSettings, report: Report) -> Means:
    def tell_plan(plan: Plan) -> None:
        report("plan", ready=plan.ready_frames, parts=plan.missing_parts)

    # What other encoders write depends on devices and drivers, which no key knows.
    keeps = job.cache_dir and settings.encoder == "x264"
    return Means(
        font_folders=font_folders(job),
        shelf=PartCache(Path(job.cache_dir), job.cache_bytes) if keeps else None,
        folder=Path(job.parts_dir) if job.parts_dir else None,
        worker=job.worker,
        workers=job.workers,
        on_plan=tell_plan,
        smart=bool(job.options.smart),
    )


def encode_settings(options: OutputOptions, timeline: Timeline) -> EncodeSettings:
    """What to write, for a timeline that has its size and rate already.

    A timeline without sounds gets no empty sound track, unless sound is all that was asked for.
    """
    return EncodeSettings(
        width=timeline.width,
        height=timeline.height,
        fps=timeline.fps,
        format=options.format,
        preset=options.preset,
        crf=PRESET_CRF[options.preset] if options.crf is None else options.crf,
        alpha=options.alpha,
        audio=bool(timeline.sounds) or options.format in SOUND_ONLY,
        encoder=options.encoder or "x264",
    )


def font_folders(job: Job) -> tuple[Path, ...]:
    """The operator's font folders."""
    return tuple(Path(folder) for folder in job.font_dirs)


def _listed(log: DiagnosticLog) -> list[Message]:
    return [diagnostic.as_dict() for diagnostic in log.as_tuple()]
