"""Groups of a source that nothing is done to reach the output as they are."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import av
import numpy as np
import pytest

from cutroom.core.curves import flat
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.errors import MediaError
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.effects.spec import REST
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.join import join_parts
from cutroom.media.probe import probe
from cutroom.render.copying import Copy, plan_copies, untouched
from cutroom.render.effects import EffectBook
from cutroom.render.engine import Means, render_timeline
from cutroom.render.shots import Director
from cutroom.timeline.model import (
    AdjustLayer,
    Clip,
    Layer,
    Mask,
    MediaContent,
    MotionSpan,
    Placement,
    Source,
    Timeline,
    Transition,
    Treatment,
)
from tests.encode.film import decoded
from tests.media_factory import Reel, number_in, numbered_video
from tests.render.scenes import GREEN, ramp, whole

FPS = Fraction(30)
COLOR = {"colorspace": 1, "color_primaries": 1, "color_trc": 1, "color_range": 1}
GROUPED = {"crf": "12", "g": "12", "bf": "2", "sc_threshold": "0"}
REEL = Reel(width=320, height=240, options=GROUPED, tags=COLOR)
SETTINGS = EncodeSettings(320, 240, FPS, audio=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> MediaFacts:
    """120 numbered pictures in groups of twelve."""
    return probe(numbered_video(tmp_path_factory.mktemp("source") / "source.mp4", 120, REEL))


def clip(facts: MediaFacts, start: int, length: int, first: int, **fields: object) -> Clip:
    """Frames of a source from its ``first`` on, at their own speed, filling the canvas."""
    time = steady(first / facts.fps, length / facts.fps, Fraction(1))
    made = Clip("clip", start, length, MediaContent(0, time), Size(facts.width, facts.height))
    return replace(made, **fields)  # type: ignore[arg-type]


def film(facts: MediaFacts, length: int, *layers: Layer | AdjustLayer) -> Timeline:
    return Timeline(facts.width, facts.height, facts.fps, length, (Source(facts),), layers)


def spans(plan: tuple[Copy, ...]) -> list[tuple[int, int]]:
    """First frame and frames of each copy."""
    return [(copy.first_frame, copy.span.frames) for copy in plan]


def rendered(timeline: Timeline, path: Path) -> Path:
    """The whole video, copying what can be copied."""
    settings = replace(SETTINGS, fps=timeline.fps)
    render_timeline(timeline, path, settings, means=Means(smart=True))
    return path


def test_whole_groups_of_a_trimmed_clip_are_copied(source: MediaFacts) -> None:
    timeline = film(source, 60, Layer("main", (clip(source, 0, 60, 5),)))
    assert spans(plan_copies(timeline, SETTINGS)) == [(7, 48)]


def test_cuts_on_key_frames_are_copied_whole(source: MediaFacts) -> None:
    clips = (clip(source, 0, 36, 24), clip(source, 36, 48, 0), clip(source, 84, 24, 96))
    plan = plan_copies(film(source, 108, Layer("main", clips)), SETTINGS)
    assert spans(plan) == [(0, 36), (36, 48), (84, 24)]


@pytest.mark.parametrize(
    "fields",
    [
        {"placement": Placement(x=flat(0.01))},
        {"placement": Placement(scale_x=flat(1.01))},
        {"placement": Placement(rotation=flat(180.0))},
        {"placement": Placement(alpha=flat(0.99))},
        {"placement": Placement(flip_horizontal=True)},
        {"placement": Placement(y=ramp((0.0, 0.0), (2.0, 0.5)))},
        {"blend": "screen"},
        {"mask": Mask("ellipse", flat(0.0), flat(0.0), flat(1.0), flat(1.0), flat(0.0), flat(0.0))},
        {"treatments": (Treatment("gaussian-blur", (), 0, 60),)},
        {"motions": (MotionSpan("fade", "loop", (), 0, 60),)},
        {"fitted": Size(160, 120)},
    ],
)  # fmt: skip
def test_a_clip_that_something_is_done_to_is_encoded(
    source: MediaFacts, fields: dict[str, object]
) -> None:
    timeline = film(source, 60, Layer("main", (clip(source, 0, 60, 0, **fields),)))
    assert plan_copies(timeline, SETTINGS) == ()


def test_only_the_groups_under_something_else_are_encoded(source: MediaFacts) -> None:
    main = Layer("main", (clip(source, 0, 120, 0),))
    above = Layer("above", (whole(GREEN, start_frame=40, length_frames=5, fitted=Size(9, 9)),))
    overall = AdjustLayer("overall", (Treatment("gaussian-blur", (), 100, 4),))
    timeline = film(source, 120, main, above, overall)
    assert spans(plan_copies(timeline, SETTINGS)) == [(0, 36), (48, 48)]


def test_the_frames_of_a_transition_are_encoded(source: MediaFacts) -> None:
    clips = (
        clip(source, 0, 60, 0, tail_frames=6),
        clip(source, 60, 60, 0, lead_frames=6),
    )
    layer = Layer("main", clips, (Transition("dissolve", (), 0, 54, 12),))
    plan = plan_copies(film(source, 120, layer), SETTINGS)
    assert spans(plan) == [(0, 48), (72, 48)]


@pytest.mark.parametrize("speed", [Fraction(2), Fraction(1, 2), Fraction(4, 5)])
def test_a_clip_at_another_speed_is_encoded(source: MediaFacts, speed: Fraction) -> None:
    content = MediaContent(0, steady(Fraction(0), Fraction(1), speed))
    timeline = film(source, 30, Layer("main", (clip(source, 0, 30, 0, content=content),)))
    assert plan_copies(timeline, SETTINGS) == ()


def test_a_source_of_another_rate_or_size_is_encoded(source: MediaFacts) -> None:
    layer = Layer("main", (clip(source, 0, 60, 0),))
    slower = replace(film(source, 60, layer), fps=Fraction(25))
    smaller = replace(film(source, 60, layer), width=160, height=120)
    assert plan_copies(slower, SETTINGS) == plan_copies(smaller, SETTINGS) == ()


def test_formats_without_h264_copy_nothing(source: MediaFacts) -> None:
    timeline = film(source, 60, Layer("main", (clip(source, 0, 60, 0),)))
    assert plan_copies(timeline, replace(SETTINGS, format="webm")) == ()
    assert untouched(timeline)[0].first_frame == 0


def test_sources_whose_parameter_sets_have_the_same_ids_are_copied_side_by_side(
    tmp_path: Path,
) -> None:
    other = replace(REEL, options={**GROUPED, "x264-params": "cabac=0"})
    one = probe(numbered_video(tmp_path / "one.mp4", 60, REEL))
    two = probe(numbered_video(tmp_path / "two.mp4", 60, other))
    second = clip(
        two, 24, 48, 0, content=MediaContent(1, steady(Fraction(0), Fraction(2), Fraction(1)))
    )
    layer = Layer("main", (clip(one, 0, 24, 0), second))
    timeline = replace(film(one, 72, layer), sources=(Source(one), Source(two)))
    assert spans(plan_copies(timeline, SETTINGS)) == [(0, 24), (24, 48)]
    shown = decoded(rendered(timeline, tmp_path / "out.mp4"))
    before = decoded(tmp_path / "one.mp4")[:24] + decoded(tmp_path / "two.mp4")[:48]
    for joined, source in zip(shown, before, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(joined[:3], source[:3], strict=True))


def test_of_too_many_kinds_of_sources_the_longest_are_copied(tmp_path: Path) -> None:
    files = []
    for number in range(20):
        other = replace(REEL, options={**GROUPED, "x264-params": f"chroma-qp-offset={number - 10}"})
        files.append(probe(numbered_video(tmp_path / f"{number}.mp4", 24, other)))
    clips = tuple(
        clip(
            one,
            24 * n,
            24,
            0,
            content=MediaContent(n, steady(Fraction(0), Fraction(1), Fraction(1))),
        )
        for n, one in enumerate(files)
    )
    timeline = replace(
        film(files[0], 480, Layer("main", clips)), sources=tuple(Source(one) for one in files)
    )
    plan = plan_copies(timeline, SETTINGS)
    assert len(plan) == 12
    shown = decoded(rendered(timeline, tmp_path / "out.mp4"))
    assert [number_in(planes.y) for planes in shown] == list(range(24)) * 20


FILMS = {
    "plain.mp4": REEL,
    "plain.mkv": REEL,
    "plain.ts": REEL,
    "late.flv": replace(REEL, start=7),
    "29.97.mp4": replace(REEL, fps=Fraction(30_000, 1001)),
    "pyramid.mkv": replace(REEL, options={**GROUPED, "bf": "6", "x264-params": "b-adapt=0:b-pyramid=normal"}),
    "no-b.mp4": replace(REEL, options={**GROUPED, "bf": "0"}),
    "baseline.mp4": replace(REEL, options={**GROUPED, "profile": "baseline"}),
    "slices.mp4": replace(REEL, options={**GROUPED, "x264-params": "slices=4:aud=1"}),
    "fifth-id.mp4": replace(REEL, options={**GROUPED, "x264-params": "sps-id=5:cabac=0:slices=3"}),
    "timed.mp4": replace(REEL, options={**GROUPED, "x264-params": "nal-hrd=vbr:vbv-maxrate=900:vbv-bufsize=900"}),
    "own-id.mp4": replace(REEL, options={**GROUPED, "x264-params": "sps-id=1"}),
    "unsaid-order.mp4": replace(REEL, options={**GROUPED, "x264-params": "bframes=3:nal-hrd=none"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILMS)
def test_what_is_copied_decodes_to_the_very_pictures_of_the_source(
    tmp_path: Path, name: str
) -> None:
    facts = probe(numbered_video(tmp_path / name, 60, FILMS[name]))
    clips = (clip(facts, 0, 33, 6), clip(facts, 33, 40, 15))
    timeline = film(facts, 73, Layer("main", clips))
    plan = plan_copies(timeline, replace(SETTINGS, fps=facts.fps))
    assert spans(plan) == [(6, 24), (42, 24)]
    path = rendered(timeline, tmp_path / "out.mp4")
    shown, before = decoded(path), decoded(tmp_path / name)
    numbers = [*range(6, 39), *range(15, 55)]
    assert [number_in(planes.y) for planes in shown] == numbers
    for first, count in spans(plan):
        for frame in range(first, first + count):
            pairs = zip(shown[frame][:3], before[numbers[frame]][:3], strict=True)
            assert all(np.array_equal(a, b) for a, b in pairs)
    with av.open(str(path)) as container:
        stamps = [frame.pts * frame.time_base for frame in container.decode(video=0)]
    assert stamps == [number / facts.fps for number in range(73)]


def test_another_decoder_sees_every_frame(tmp_path: Path, source: MediaFacts) -> None:
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("no ffmpeg here: apt-get install ffmpeg")
    timeline = film(source, 60, Layer("main", (clip(source, 0, 60, 5),)))
    path = rendered(timeline, tmp_path / "out.mp4")
    command = [ffmpeg, "-v", "warning", "-i", path, "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    said = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert said.stderr == b""
    luma = np.frombuffer(said.stdout, np.uint8).reshape(-1, 240, 320)
    assert [number_in(one) for one in luma] == list(range(5, 65))


def test_a_video_of_copies_alone_needs_no_encoder(tmp_path: Path, source: MediaFacts) -> None:
    clips = (clip(source, 0, 36, 24), clip(source, 36, 48, 0))
    timeline = film(source, 84, Layer("main", clips))
    path = tmp_path / "out.mp4"
    outcome = render_timeline(timeline, path, SETTINGS, means=Means(smart=True))
    assert [note.message for note in outcome.diagnostics] == [
        "84 of 84 frames are copied as they are."
    ]
    numbers = [number_in(planes.y) for planes in decoded(path)]
    assert numbers == [*range(24, 60), *range(48)]
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
    assert not list(tmp_path.glob(".*"))


def test_nothing_is_copied_unless_it_is_asked_for(tmp_path: Path, source: MediaFacts) -> None:
    timeline = film(source, 48, Layer("main", (clip(source, 0, 48, 0),)))
    outcome = render_timeline(timeline, tmp_path / "out.mp4", SETTINGS)
    assert not outcome.diagnostics
    data = (tmp_path / "out.mp4").read_bytes()
    assert b"rc=crf" in data
    assert b"crf=23.0" in data


def test_stretches_are_what_every_single_frame_shows(source: MediaFacts) -> None:
    fading = Placement(alpha=ramp((0.0, 0.0), (0.5, 1.0), (1.0, 0.0)))
    above = Layer(
        "above",
        (
            whole(GREEN, start_frame=10, length_frames=20, fitted=Size(9, 9), placement=fading),
            whole(GREEN, start_frame=50, length_frames=5, fitted=Size(9, 9)),
        ),
    )
    moved = MotionSpan("fade", "in", (), 0, 8)
    main = Layer("main", (clip(source, 0, 60, 3, motions=(moved,)), clip(source, 60, 40, 80)))
    below = Layer("below", (whole(GREEN, start_frame=0, length_frames=120),))
    overall = AdjustLayer("overall", (Treatment("gaussian-blur", (), 90, 4),))
    timeline = film(source, 120, below, main, above, overall)
    director = Director(timeline, EffectBook(DiagnosticLog()))
    alone = set()
    for frame in range(120):
        (*_, step) = director.scene(frame).steps
        shots = [shot for one in director.scene(frame).steps for shot in one.shots]
        is_video = len(shots) == 1 and isinstance(shots[0].clip.content, MediaContent)
        if is_video and step.adjust is None and shots[0].stirring.pose == REST:
            alone.add(frame)
    found = untouched(timeline)
    covered = [one.first_frame + n for one in found for n in range(len(one.source_s))]
    assert set(covered) == alone
    assert len(covered) == len(alone)
    for one in found:
        for number, second in enumerate(one.source_s):
            (step,) = director.scene(one.first_frame + number).steps
            assert step.shots[0].source_s == second


@pytest.mark.parametrize("name", ["plain.mkv", "plain.ts", "late.flv"])
def test_what_is_planned_of_a_damaged_source_can_be_joined(tmp_path: Path, name: str) -> None:
    whole = numbered_video(tmp_path / name, 96, FILMS[name]).read_bytes()
    rng = Random(7)
    joined = 0
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 5, 20))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path = tmp_path / f"damaged-{name}"
        path.write_bytes(data)
        facts = MediaFacts(str(path), "video", 320, 240, 3_200_000, fps=FPS, is_native=True)
        timeline = film(facts, 70, Layer("main", (clip(facts, 0, 70, rng.randrange(20)),)))
        try:
            plan = plan_copies(timeline, SETTINGS)
        except MediaError:
            continue
        if plan:
            join_parts([copy.span for copy in plan], None, tmp_path / "out.mp4", SETTINGS)
            joined += 1
    assert joined > 10
