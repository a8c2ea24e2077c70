"""What the benchmarks measure with can be trusted."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.media_factory import Reel, numbered, write_video
from tools.bench import pictures as looking
from tools.bench.growth import exponents
from tools.bench.lanes import Spent
from tools.bench.measuring import Run, measure, row
from tools.bench.pictures import check, look_at, psnr_db
from tools.bench.timelines.model import SCREEN, Line, Timeline, subtitles

FRAMES = 6


def write_numbers(path: Path, first: int = 0, frames: int = FRAMES) -> Path:
    reel = Reel(width=SCREEN[0], height=SCREEN[1], options={"preset": "ultrafast"})
    write_video(path, [numbered(first + n, *SCREEN) for n in range(frames)], reel)
    return path


def film_of_numbers(**values: object) -> Timeline:
    given = {"frames": FRAMES, "least_db": 30.0, "moments_s": (0.0, 0.1, 0.19)} | values
    return Timeline("numbers", Path("draft"), ffmpeg=[], **given)  # type: ignore[arg-type]


def test_the_same_pictures_are_taken_for_the_same(tmp_path: Path) -> None:
    film = look_at(write_numbers(tmp_path / "a.mp4"), film_of_numbers())
    assert check(film, film_of_numbers(), film, 30.0) == float("inf")


def test_other_pictures_do_not_count(tmp_path: Path) -> None:
    expected = look_at(write_numbers(tmp_path / "a.mp4"), film_of_numbers())
    other = look_at(write_numbers(tmp_path / "b.mp4", first=7), film_of_numbers())
    with pytest.raises(SystemExit, match=r"b\.mp4 shows something else"):
        check(other, film_of_numbers(), expected, 30.0)


def test_a_film_that_ends_early_does_not_count(tmp_path: Path) -> None:
    longer = film_of_numbers(frames=FRAMES + 5)
    film = look_at(write_numbers(tmp_path / "a.mp4"), longer)
    with pytest.raises(SystemExit, match="6 frames"):
        check(film, longer, film, 30.0)


def test_films_of_any_length_are_looked_at_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_numbers(tmp_path / "a.mp4")
    decoded = look_at(path, film_of_numbers())
    monkeypatch.setattr(looking, "_DECODED_FRAMES", 0)
    sought = look_at(path, film_of_numbers())
    assert (decoded.size, decoded.count) == (sought.size, sought.count)
    assert len(decoded.frames) == len(sought.frames)
    assert all((a == b).all() for a, b in zip(decoded.frames, sought.frames, strict=True))


def test_noise_of_one_level_is_48_db() -> None:
    grey = np.full((30, 40), 100, np.uint8)
    assert psnr_db(grey, grey + np.uint8(1)) == pytest.approx(48.13, abs=0.01)


def test_the_memory_of_all_that_a_command_starts_is_added_up() -> None:
    child = "import time; held = bytearray(60 * 2**20); time.sleep(1.5)"
    start = f"subprocess.Popen([sys.executable, '-c', {child!r}])"
    parent = f"import subprocess, sys; [one.wait() for one in [{start}, {start}]]"
    assert measure([sys.executable, "-c", parent]).peak_mib > 120


def test_a_command_that_fails_ends_the_measurement() -> None:
    with pytest.raises(SystemExit, match="no such luck"):
        measure([sys.executable, "-c", "raise SystemExit('no such luck')"])


def test_linear_costs_have_the_exponent_one_whatever_starting_costs() -> None:
    assert exponents({1: 3.0, 10: 21.0, 100: 201.0}, base=1.0) == pytest.approx((1.0, 1.0))


def test_the_steepest_stretch_shows_where_costs_begin_to_grow_faster() -> None:
    whole, steepest = exponents({1: 1.0, 10: 10.0, 100: 1000.0}, base=0.0)
    assert (whole, steepest) == pytest.approx((1.5, 2.0))


def test_a_lane_inside_another_is_charged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count()
    clock = SimpleNamespace(perf_counter=lambda: next(seconds), thread_time=lambda: 0.0)
    monkeypatch.setattr("tools.bench.lanes.time", clock)
    spent = Spent()
    # The clock is asked at 0 and 3 by the outer lane, at 1 and 2 by the inner one.
    spent.timed("outer", spent.timed("inner", lambda: None))()
    assert spent.wall_s == {"inner": 1, "outer": 2}


def test_lines_for_libass_carry_hours_minutes_and_hundredths(tmp_path: Path) -> None:
    path = subtitles(tmp_path / "a.ass", [Line(3661.25, 3662, "words", low=False)])
    said = path.read_text(encoding="utf-8")
    assert r"Dialogue: 1:01:01.25,1:01:02.00,C,{\an5\fs120}words" in said


def test_ratios_are_those_within_a_round() -> None:
    # The machine is three times as slow in the second round, which nobody is to blame for.
    ours = [Run(1.0, 2.0, 10), Run(3.0, 6.0, 20), Run(1.0, 2.0, 30)]
    other = [Run(2.0, 4.0, 5), Run(6.0, 12.0, 5), Run(20.0, 40.0, 5)]
    assert row("t", "we", ours, [other, ours]).split(" | ")[2:] == [
        "2.00 (2.00–6.00)", "1.00 (1.00–3.00)", "0.50", "0.50", "1.00", "1.00", "30 |"
    ]  # fmt: skip
