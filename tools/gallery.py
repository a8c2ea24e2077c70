"""A video that walks through every effect with its name on screen, and a contact sheet for each kind.

make gallery                        # out/gallery.mp4 and out/gallery/<kind>.png
python -m tools.gallery --only transition --sheets
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.core.typography import FontRequest, Paint, Stroke, TextContent, TextSpan, TextStyle
from cutroom.effects.spec import Motion
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.probe import probe
from cutroom.picture.sampling import resize
from cutroom.render.engine import Progress, render_timeline
from cutroom.render.studio import Studio
from cutroom.timeline.model import (
    Clip,
    ColorContent,
    Content,
    Layer,
    MediaContent,
    MotionSpan,
    Params,
    Placement,
    Source,
    Timeline,
    Transition,
    Treatment,
)
from tests.golden.strips import Case, cases
from tools.make_docs import bound_names

ASSETS = Path(__file__).resolve().parent.parent / "examples" / "demo" / "assets"
OUT = Path("out")
CANVAS = Size(1280, 720)
FPS = Fraction(30)
SLOT_FRAMES, LEAD_FRAMES, EFFECT_FRAMES = 54, 9, 36
"""A slot shows the picture as it is, the effect, and the picture again."""
STOPS = (0.2, 0.5, 0.8)
TILE_WIDTH, TILE_HEIGHT, LABEL_HEIGHT, COLUMNS = 192, 108, 20, 3
KINDS = ("transition", "motion", "text-motion", "filter")
BEFORE, AFTER = 0, 1
SAMPLE = "春风十里 Cutroom"
Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Slot:
    """One effect on its stretch of the timeline."""

    case: Case
    start_frame: int
    title: str


def main() -> None:
    """Render what was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--only", choices=KINDS, help="one kind instead of all")
    arguments.add_argument("--sheets", action="store_true", help="contact sheets without the video")
    arguments.add_argument(
        "--out", type=Path, default=OUT, help="folder to write to, out/ by default"
    )
    asked = arguments.parse_args()
    kinds = (asked.only,) if asked.only else KINDS
    (asked.out / "gallery").mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        slots = slots_of([case for case in cases() if kind_of(case) == kind])
        path = asked.out / "gallery" / f"{kind}.png"
        write_sheet(slots, path)
        print(f"{path}  {len(slots)} looks")
    if not asked.sheets:
        everything = [case for kind in kinds for case in cases() if kind_of(case) == kind]
        write_video(timeline_of(slots_of(everything)), asked.out / "gallery.mp4")


def kind_of(case: Case) -> str:
    """The chapter of the gallery an effect belongs to."""
    lettered = isinstance(case.effect, Motion) and case.effect.per != "block"
    return "text-motion" if lettered else case.kind


def slots_of(chosen: list[Case]) -> list[Slot]:
    """One slot an effect, its id and the first names it draws in the title."""
    names = bound_names()
    slots: list[Slot] = []
    for case in chosen:
        drawn = [name.strip("*") for name in names.get((case.kind, case.effect.id), [])]
        values = " ".join(f"{key}={value}" for key, value in case.values.items())
        title = f"{case.kind} · {case.effect.id} {values}".strip()
        if drawn and not case.variant:
            title += "\n" + " · ".join(drawn[:4])
        slots.append(Slot(case, len(slots) * SLOT_FRAMES, title))
    return slots


@dataclass(frozen=True)
class Stage:
    """The canvas that slots are put on, and the pictures they show."""

    canvas: Size
    sources: tuple[Source, ...]


def timeline_of(slots: list[Slot], canvas: Size = CANVAS, *, titled: bool = True) -> Timeline:
    """All slots after one another, under their titles unless ``titled`` is False."""
    stage = Stage(
        canvas, tuple(Source(probe(ASSETS / name)) for name in ("sunrise.mp4", "lanterns.jpg"))
    )
    layers = [
        Layer(name, tuple(clip for slot in slots for clip in make(slot, stage)), joins)
        for name, make, joins in (
            ("pictures", pictures, tuple(transitions(slots))),
            ("texts", texts, ()),
            ("titles", captions, ()),
        )
    ]
    length = max(1, len(slots)) * SLOT_FRAMES
    shown = tuple(layers if titled else layers[:2])
    return Timeline(int(canvas.width), int(canvas.height), FPS, length, stage.sources, shown)


def pictures(slot: Slot, stage: Stage) -> Iterator[Clip]:
    """The clips under the title: two for a transition, a plain ground for text."""
    where = slot.title
    if slot.case.kind == "transition":
        half = SLOT_FRAMES // 2
        handle = EFFECT_FRAMES // 2
        yield picture(where, stage, BEFORE, slot.start_frame, half, tail_frames=handle)
        start = slot.start_frame + half
        yield picture(where, stage, AFTER, start, SLOT_FRAMES - half, lead_frames=handle)
    elif kind_of(slot.case) == "text-motion":
        night = ColorContent((Color(0.10, 0.12, 0.22), Color(0.28, 0.20, 0.34)), (0.0, 1.0), 90.0)
        yield Clip(where, slot.start_frame, SLOT_FRAMES, night, stage.canvas)
    elif slot.case.kind == "motion":
        span = MotionSpan(slot.case.effect.id, "in", params(slot), LEAD_FRAMES, EFFECT_FRAMES)
        yield picture(where, stage, BEFORE, slot.start_frame, SLOT_FRAMES, motions=(span,))
    else:
        treatment = Treatment(slot.case.effect.id, params(slot), LEAD_FRAMES, EFFECT_FRAMES)
        yield picture(where, stage, BEFORE, slot.start_frame, SLOT_FRAMES, treatments=(treatment,))


def picture(where: str, stage: Stage, which: int, start: int, length: int, **more: Any) -> Clip:
    """A clip that fills the canvas."""
    facts = stage.sources[which].facts
    time = steady(Fraction(1), Fraction(length) / FPS, Fraction(1))
    scale = max(stage.canvas.width / facts.width, stage.canvas.height / facts.height)
    fitted = Size(round(facts.width * scale), round(facts.height * scale))
    content: Content = MediaContent(which, time)
    return Clip(where, start, length, content, fitted, **more)


def transitions(slots: list[Slot]) -> Iterator[Transition]:
    """The transitions of the slots that show one."""
    clips = 0
    for slot in slots:
        if slot.case.kind == "transition":
            start = slot.start_frame + (SLOT_FRAMES - EFFECT_FRAMES) // 2
            yield Transition(slot.case.effect.id, params(slot), clips, start, EFFECT_FRAMES)
        clips += 2 if slot.case.kind == "transition" else 1


def texts(slot: Slot, stage: Stage) -> Iterator[Clip]:
    """The text that a text motion moves."""
    if kind_of(slot.case) == "text-motion":
        span = MotionSpan(slot.case.effect.id, "in", params(slot), LEAD_FRAMES, EFFECT_FRAMES)
        yield text(slot, SAMPLE, stage.canvas.height / 6, Placement(), (span,))


def captions(slot: Slot, stage: Stage) -> Iterator[Clip]:
    """The title at the lower edge."""
    yield text(slot, slot.title, 40.0, Placement(y=flat(-0.82)), ())


def text(
    slot: Slot, words: str, line_px: float, placement: Placement, motions: tuple[MotionSpan, ...]
) -> Clip:
    """A block of white letters with a black edge."""
    style = TextStyle(
        FontRequest(), line_px, Paint((Color(1.0, 1.0, 1.0),)),
        strokes=(Stroke(Paint((Color(0.0, 0.0, 0.0),)), 0.12),),
    )  # fmt: skip
    content = TextContent(words, (TextSpan(0, len(words), style),), wrap_px=1200.0)
    return Clip(
        slot.title, slot.start_frame, SLOT_FRAMES, content, Size(0, 0), placement, motions=motions
    )


def params(slot: Slot) -> Params:
    """The parameters of a case as a timeline has them."""
    return tuple(slot.case.values.items())


def write_sheet(slots: list[Slot], path: Path) -> None:
    """A PNG with three moments of each slot."""
    studio = Studio(timeline_of(slots))
    rows: list[Image] = []
    try:
        for slot in slots:
            tiles = []
            for stop in STOPS:
                frame = slot.start_frame + LEAD_FRAMES + round(stop * EFFECT_FRAMES)
                shown = studio.compose(*studio.look_up(frame))
                small = resize(shown, TILE_WIDTH, TILE_HEIGHT).rgba[..., :3]
                tiles.append(np.ascontiguousarray(small))
            rows.append(np.vstack([np.hstack(tiles), label(slot)]))
    finally:
        studio.close()
    blank = np.zeros_like(rows[0])
    rows += [blank] * (-len(rows) % COLUMNS)
    lines = [np.hstack(rows[at : at + COLUMNS]) for at in range(0, len(rows), COLUMNS)]
    cv2.imwrite(str(path), cv2.cvtColor(np.vstack(lines), cv2.COLOR_RGB2BGR))


def label(slot: Slot) -> Image:
    """The effect's id and parameters, as wide as its tiles."""
    strip = np.full((LABEL_HEIGHT, TILE_WIDTH * len(STOPS), 3), 24, np.uint8)
    words = slot.title.splitlines()[0].partition(" · ")[2]
    cv2.putText(
        strip, words, (6, LABEL_HEIGHT - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.45,
        (235, 235, 235), 1, cv2.LINE_AA,
    )  # fmt: skip
    return strip


def write_video(timeline: Timeline, path: Path) -> None:
    """The whole walk as a file."""

    def report(progress: Progress) -> None:
        print(f"\r{path}  {progress.done} of {progress.total} frames", end="", flush=True)

    settings = EncodeSettings(timeline.width, timeline.height, timeline.fps)
    outcome = render_timeline(timeline, path, settings, report)
    print()
    for said in outcome.diagnostics:
        print(f"  {said.severity} {said.code}: {said.message}")


if __name__ == "__main__":
    main()
