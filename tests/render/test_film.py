"""A video made of parts is one video: nothing shows where it was joined, and nothing of how it was made."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from cutroom.core.diagnostics import Diagnostic
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture
from cutroom.render.chunks import plan_chunks
from cutroom.render.engine import Means, render_timeline
from cutroom.render.film import help_with_film, make_film
from cutroom.render.orders import Order, Plan
from cutroom.render.workshop import Workshop, order_of_work
from cutroom.storage.part_cache import PartCache
from cutroom.timeline.model import Clip, Layer, MediaContent, SoundClip, Source, Timeline
from tests.encode.film import FPS, HEIGHT, WIDTH, decoded, encode, psnr, scene
from tests.media_factory import RATE, clicks, heard, onset, write_sound
from tests.render.films import pictures, words

SETTINGS = EncodeSettings(WIDTH, HEIGHT, FPS)
LENGTH = 450
CLICKS_S = (0.0, 5.0, 9.9)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    """Fifteen seconds in three chunks: footage, a caption over the first border, clicks."""
    folder = tmp_path_factory.mktemp("film")
    fine = EncodeSettings(WIDTH, HEIGHT, FPS, crf=10, audio=False)
    source = encode(folder / "source.mp4", fine, (scene(n) for n in range(LENGTH)))
    sound = write_sound(folder / "clicks.wav", clicks(15.0, CLICKS_S))
    sources = (
        Source(MediaFacts(str(source), "video", WIDTH, HEIGHT, 15_000_000, fps=FPS, digest="film")),
        Source(
            MediaFacts(str(sound), "audio", duration_us=15_000_000, has_audio=True, digest="clicks")
        ),
    )
    time = steady(Fraction(0), LENGTH / FPS, Fraction(1))
    footage = Clip("footage", 0, LENGTH, MediaContent(0, time), Size(WIDTH, HEIGHT))
    caption = replace(words("caption \U000e0101\ufdd1", 130, 40), where="caption")
    return Timeline(
        WIDTH, HEIGHT, FPS, LENGTH, sources,
        (Layer("main", (footage,)), Layer("captions", (caption,))),
        (SoundClip("clicks", 1, 0, LENGTH * RATE // 30, time),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def composed(film: Timeline) -> list[Picture]:
    return pictures(film, range(LENGTH))


@pytest.fixture(scope="module")
def made(film: Timeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "film.mp4"
    render_timeline(film, path, SETTINGS)
    return path


def borders(film: Timeline) -> list[int]:
    return [chunk.first for chunk in plan_chunks(film)]


def test_the_film_has_borders(film: Timeline) -> None:
    assert borders(film) == [0, 150, 300]


def test_every_frame_is_there_once_at_its_time_and_in_its_quality(
    made: Path, film: Timeline, composed: list[Picture]
) -> None:
    shown = decoded(made)
    assert len(shown) == LENGTH
    lumas = np.stack([picture.planes.y for picture in composed]).astype(np.int32)
    quality = []
    for index, got in enumerate(shown):
        near = range(max(0, index - 8), min(LENGTH, index + 9))
        distance = [np.square(lumas[n] - got.y).mean() for n in near]
        assert near[int(np.argmin(distance))] == index
        quality.append(psnr(composed[index].planes.y, got.y))
        assert psnr(composed[index].planes.u, got.u) >= 37
    assert min(quality) >= 40
    around = [quality[n] for b in borders(film)[1:] for n in range(b - 3, b + 3)]
    assert min(around) >= np.median(quality) - 2


def test_times_are_one_frame_apart_and_every_part_begins_with_a_key_frame(
    made: Path, film: Timeline
) -> None:
    with av.open(str(made)) as container:
        stream = container.streams.video[0]
        assert (stream.frames, stream.average_rate) == (LENGTH, FPS)
        assert stream.duration * stream.time_base == LENGTH / FPS
        frames = [(f.pts * f.time_base, f.key_frame) for f in container.decode(stream)]
    assert [time for time, _key in frames] == [n / FPS for n in range(LENGTH)]
    keys = {number for number, (_time, key) in enumerate(frames) if key}
    assert set(borders(film)) <= keys
    assert max(b - a for a, b in pairwise([*sorted(keys), LENGTH])) <= 150
    data = made.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")


def test_sound_is_in_time_at_every_border(made: Path) -> None:
    samples = heard(made)
    assert abs(samples.shape[1] - LENGTH * RATE // 30) <= 1024
    for at_s in CLICKS_S:
        after = max(0, round(at_s * RATE) - 2000)
        assert abs(onset(samples, after) - round(at_s * RATE)) <= RATE // 1000


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg on this machine")
def test_ffmpeg_has_nothing_to_say_about_the_file(made: Path) -> None:
    command = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(made), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def rendered(
    film: Timeline, path: Path, shelf: PartCache | None, settings: EncodeSettings = SETTINGS
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    plans: list[Plan] = []
    means = Means(shelf=shelf, on_plan=plans.append)
    outcome = render_timeline(film, path, settings, means=means)
    assert outcome.frames == film.length_frames
    return plans[0], outcome.diagnostics


def test_parts_from_the_shelf_make_the_same_file_and_say_the_same(
    made: Path, film: Timeline, tmp_path: Path
) -> None:
    shelf = PartCache(tmp_path / "shelf", 10**9)
    first, said = rendered(film, tmp_path / "first.mp4", shelf)
    again, said_again = rendered(film, tmp_path / "again.mp4", shelf)
    assert (first.missing_parts, again.missing_parts) == (3, 0)
    assert (first.ready_frames, again.ready_frames) == (0, LENGTH)
    assert any(note.where == "caption" for note in said)
    assert said == said_again
    files = {(tmp_path / name).read_bytes() for name in ("first.mp4", "again.mp4")}
    assert files == {made.read_bytes()}


def test_only_what_changed_is_drawn_and_what_was_said_follows_its_clip(
    film: Timeline, tmp_path: Path
) -> None:
    shelf = PartCache(tmp_path / "shelf", 10**9)
    _, said = rendered(film, tmp_path / "first.mp4", shelf)
    late = replace(words("later", 320, 20), where="late")
    main, captions = film.layers
    assert isinstance(captions, Layer)
    renamed = replace(captions.clips[0], where="another place")
    edited = replace(film, layers=(main, replace(captions, clips=(renamed, late))))
    plan, said_now = rendered(edited, tmp_path / "second.mp4", shelf)
    assert plan.missing_parts == 1
    assert {note.where for note in said_now} == {
        "another place" if note.where == "caption" else note.where for note in said
    }


def test_processes_that_share_a_folder_share_the_work(
    made: Path, film: Timeline, tmp_path: Path
) -> None:
    """The first one draws only when all others are done: what they drew must fit."""
    folder = tmp_path / "parts"
    drawn: list[int] = []

    def order(worker: int, plan: bool) -> Order:
        means = Means(folder=folder, worker=worker, workers=3)
        if plan:
            means = replace(means, on_plan=lambda _plan: help_out())
        return Order(film, tmp_path / "film.mp4", SETTINGS, means=means)

    def help_out() -> None:
        drawn.extend(help_with_film(order(worker, plan=False)) for worker in (2, 1))

    make_film(order(0, plan=True))
    assert sorted(drawn) == [0, LENGTH]
    assert (tmp_path / "film.mp4").read_bytes() == made.read_bytes()
    assert not folder.exists()


def test_workers_begin_apart_and_leave_nothing(tmp_path: Path) -> None:
    missing = [3, 4, 5, 9, 10, 11, 12]
    orders = [list(order_of_work(missing, worker, 3)) for worker in range(3)]
    assert all(sorted(order) == missing for order in orders)
    assert [order[:2] for order in orders] == [[3, 4], [9, 10], [12, 5]]
    assert list(order_of_work([], 0, 2)) == []
    assert sorted(order_of_work([7], 3, 4)) == [7]
    shop = Workshop(tmp_path, ".mp4")
    assert [shop.claim(1), shop.claim(1), Workshop(tmp_path, ".mp4").claim(1)] == [
        True,
        False,
        False,
    ]


def test_a_mov_is_joined_like_an_mp4(film: Timeline, tmp_path: Path) -> None:
    short = replace(film, length_frames=130)
    settings = replace(SETTINGS, format="mov")
    rendered(short, tmp_path / "film.mov", None, settings)
    assert len(decoded(tmp_path / "film.mov")) == 130
