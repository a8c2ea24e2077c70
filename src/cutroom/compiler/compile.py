"""From a draft to a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from cutroom.catalog.lookup import Catalog, load_catalog
from cutroom.compiler.composing import compose
from cutroom.compiler.compound import Composition
from cutroom.compiler.limits import CompileLimits
from cutroom.compiler.output import OutputShape, resolve_output
from cutroom.compiler.scene import Scene, Session
from cutroom.compiler.window import windowed
from cutroom.core.diagnostics import Diagnostic
from cutroom.core.errors import EmptyDraft
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.output import OutputOptions
from cutroom.core.time import frames_from_us, steady
from cutroom.draft.model import Draft
from cutroom.timeline.model import Clip, Layer, NestedContent, Source, Timeline

_DEFAULTS = OutputOptions()
_LIMITS = CompileLimits()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A timeline, and what was approximated or skipped on the way to it."""

    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]


def compile_draft(
    draft: Draft,
    facts: Mapping[str, MediaFacts],
    options: OutputOptions = _DEFAULTS,
    catalog: Catalog | None = None,
    limits: CompileLimits = _LIMITS,
) -> Compiled:
    """Compile a draft for an output: pure, the same input gives the same output.

    ``facts`` are those of the media files by ``draft.media.media_key``; a segment whose file is not
    among them is skipped with a diagnostic. ``options.range_us`` cuts to whole frames: what those
    frames show is what they show in the whole.

    Raises ``EmptyDraft`` when nothing is left to see or hear and ``LimitExceeded`` when the draft or
    the output asked for is over a limit.
    """
    shape = resolve_output(draft, facts, options, limits)
    session = Session(
        facts,
        catalog or load_catalog(),
        limits,
        placeholders=bool(options.sticker_placeholders),
    )
    scene = Scene(draft, shape.inner_width, shape.inner_height, shape.fps, session, shape.canvas)
    whole = compose(scene)
    if whole.length_frames <= 0:
        raise EmptyDraft(
            "The draft has nothing to show or hear.",
            hint="Add a clip, a text or a sound that is visible and whose file can be found.",
        )
    cut = _cut(whole, options.range_us, shape.fps)
    timeline = _with_sources(_framed(cut, shape), session.sources())
    return Compiled(timeline, session.log.as_tuple())


def _cut(whole: Composition, range_us: tuple[int, int] | None, fps: Fraction) -> Composition:
    if range_us is None:
        return whole
    start = max(0, frames_from_us(range_us[0], fps))
    end = min(whole.length_frames, frames_from_us(range_us[1], fps))
    if start >= end:
        raise EmptyDraft(
            f"There is nothing in the range of {range_us[0] / 1e6:g} to {range_us[1] / 1e6:g} s:"
            f" the draft is {float(whole.length_frames / fps):g} s long.",
            hint="Ask for a range inside the draft.",
        )
    return windowed(whole, start, end)


def _framed(cut: Composition, shape: OutputShape) -> Timeline:
    """The timeline of the size asked; a canvas of other proportions stands in its middle."""
    timeline = replace(cut.timeline, sounds=cut.sounds)
    if not shape.framed:
        return timeline
    length_s = Fraction(cut.length_frames) / shape.fps
    clip = Clip(
        where="the draft's canvas",
        start_frame=0,
        length_frames=cut.length_frames,
        content=NestedContent(cut.timeline, steady(Fraction(0), length_s, Fraction(1))),
        fitted=Size(shape.inner_width, shape.inner_height),
    )
    return replace(
        timeline,
        width=shape.width,
        height=shape.height,
        layers=(Layer("the output", (clip,)),),
    )


def _with_sources(timeline: Timeline, sources: tuple[Source, ...]) -> Timeline:
    """All timelines, nested ones too, with the same sources; shared ones stay shared."""
    done: dict[int, Timeline] = {}

    def fill(one: Timeline) -> Timeline:
        if id(one) not in done:
            layers = tuple(
                replace(layer, clips=tuple(map(clip_with, layer.clips)))
                if isinstance(layer, Layer) and any(map(_is_nested, layer.clips))
                else layer
                for layer in one.layers
            )
            done[id(one)] = replace(one, layers=layers, sources=sources)
        return done[id(one)]

    def clip_with(clip: Clip) -> Clip:
        if not isinstance(clip.content, NestedContent):
            return clip
        return replace(clip, content=replace(clip.content, timeline=fill(clip.content.timeline)))

    return fill(timeline)


def _is_nested(clip: Clip) -> bool:
    return isinstance(clip.content, NestedContent)
