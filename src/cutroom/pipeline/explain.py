"""What a draft would become: its timeline and diagnostics, with nothing drawn.

No codec is opened and nothing is fetched but the draft: facts of media come from earlier probing, else
from what the draft states. Where the caller has the time, a child process probes the local media first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from cutroom.catalog.lookup import load_catalog
from cutroom.compiler.compile import compile_draft
from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import MediaError
from cutroom.core.facts import MediaFacts
from cutroom.core.output import OutputOptions
from cutroom.draft.folder import OpenedDraft
from cutroom.draft.media import declared_facts
from cutroom.pipeline.attempt import make_folder, remember_facts
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.facts_shelf import FactsShelf
from cutroom.pipeline.materials import Search, missing, search
from cutroom.pipeline.messages import Job, Medium
from cutroom.pipeline.plain_files import file_facts
from cutroom.pipeline.progress import ShouldCancel
from cutroom.pipeline.sources import DraftSource, Obtaining, obtain_draft
from cutroom.pipeline.supervise import RenderProcess
from cutroom.pipeline.watch import watch
from cutroom.storage.placing import remove
from cutroom.timeline.dump import dump_timeline
from cutroom.timeline.model import AdjustLayer, Timeline


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """``work_dir`` is a folder of this call alone, always removed. ``look`` probes local media first."""

    source: DraftSource
    work_dir: Path
    options: OutputOptions = field(default_factory=OutputOptions)
    look: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The timeline as text, what it amounts to, and what is approximated, skipped or assumed."""

    timeline: str
    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    layers: int
    clips: int
    sounds: int
    media: int
    diagnostics: tuple[Diagnostic, ...]
    draft_digest: str


def explain(
    request: ExplainRequest, environment: Environment, should_cancel: ShouldCancel
) -> Explanation:
    """Compile a draft and describe the result. Raises as rendering does, except for missing media."""
    patience = watch(should_cancel, environment.render_limits.timeout_s)
    work = request.work_dir
    log = DiagnosticLog()
    try:
        make_folder(work)
        opened = obtain_draft(request.source, Obtaining(environment, work / "source", patience))
        found = [_with_cached(item, environment) for item in search(opened, environment)]
        if request.look:
            _look(found, environment, should_cancel)
        facts = _known_facts(opened, found, environment, log)
    finally:
        remove(work)
    limits = environment.draft_limits.for_compiling()
    options = request.options.settled(environment.output_defaults)
    compiled = compile_draft(opened.draft, facts, options, load_catalog(), limits)
    log.extend(compiled.diagnostics)
    return _described(compiled.timeline, log.as_tuple(), opened.digest)


def _with_cached(item: Search, environment: Environment) -> Search:
    if item.path is not None or not item.url:
        return item
    return replace(item, path=environment.fetcher.cached(item.url))


def _look(found: list[Search], environment: Environment, should_cancel: ShouldCancel) -> None:
    """Probe what was found and is not known yet; the facts go onto the shelf."""
    shelf = FactsShelf(environment.facts_dir)
    media = tuple(
        Medium(item.reference.key, str(item.path), item.reference.name, required=False)
        for item in found
        if item.path is not None and item.is_media and shelf.find(item.path) is None
    )
    if not media:
        return
    with RenderProcess(environment.render_limits, environment.start) as process:
        process.wait_ready(should_cancel)
        job = Job("probe", media)
        process.run(job, lambda event: remember_facts(event, environment), should_cancel)


def _known_facts(
    opened: OpenedDraft, found: list[Search], environment: Environment, log: DiagnosticLog
) -> dict[str, MediaFacts]:
    shelf = FactsShelf(environment.facts_dir)
    declared: dict[str, MediaFacts] | None = None
    facts: dict[str, MediaFacts] = {}
    for item in found:
        key, where = item.reference.key, item.reference.where
        if item.path is not None and not item.is_media:
            try:
                facts[key] = file_facts(item.path)
            except MediaError as error:
                log.add("material-unreadable", "skipped", where, error.message)
            continue
        known = None if item.path is None else shelf.find(item.path)
        if known is None:
            declared = declared_facts(opened.draft) if declared is None else declared
            known = declared.get(key)
            if known is None:
                log.add("material-missing", "warning", where, missing(item).message)
                continue
            log.add("facts-declared", "info", where, _assumed(item))
        facts[key] = known
    return facts


def _assumed(item: Search) -> str:
    name = item.reference.name or item.reference.key
    return f"{name[:200]!r} was not looked at: its size and length are what the draft states."


def _described(timeline: Timeline, diagnostics: tuple[Diagnostic, ...], digest: str) -> Explanation:
    layers = [layer for layer in timeline.layers if not isinstance(layer, AdjustLayer)]
    return Explanation(
        timeline=dump_timeline(timeline),
        width=timeline.width,
        height=timeline.height,
        fps=float(timeline.fps),
        frames=timeline.length_frames,
        duration_s=float(timeline.length_frames / timeline.fps),
        layers=len(timeline.layers),
        clips=sum(len(layer.clips) for layer in layers),
        sounds=len(timeline.sounds),
        media=len(timeline.sources),
        diagnostics=diagnostics,
        draft_digest=digest,
    )
