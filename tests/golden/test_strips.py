"""Every registered effect still looks the way it was accepted."""

from __future__ import annotations

import numpy as np
import pytest

from tests.golden.compare import Difference, difference, save_triptych
from tests.golden.strips import PICTURES, Case, cases, draw, joined, read
from tests.golden.text_looks import TextCase, draw_look, text_cases

CASES = list(cases())
TEXTS = list(text_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_effect_looks_the_way_it_was_accepted(case: Case) -> None:
    assert case.path.exists(), (
        f"no picture: make goldens NAME={case.effect.id}, look at it, commit it"
    )
    expected, actual = read(case.path), joined(draw(case))
    assert expected.shape == actual.shape
    found = difference(expected, actual)
    if not found.acceptable:
        path = save_triptych(case.name, expected, actual)
        pytest.fail(f"{found.samples:.2%} of samples differ, worst block {found.block:.1f}: {path}")


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_text_looks_the_way_it_was_accepted(case: TextCase) -> None:
    assert case.path.exists(), (
        f"no picture: make goldens NAME=text/{case.name}, look at it, commit it"
    )
    expected, actual = read(case.path), draw_look(case)
    found = difference(expected, actual)
    if not found.acceptable:
        path = save_triptych(f"text/{case.name}", expected, actual)
        pytest.fail(f"{found.samples:.2%} of samples differ, worst block {found.block:.1f}: {path}")


def test_no_picture_is_left_of_an_effect_that_is_gone() -> None:
    known = {case.path for case in (*CASES, *TEXTS)}
    assert not [path for path in PICTURES.rglob("*") if path.is_file() and path not in known]


def test_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.rglob("*.webp")) < 16_000_000


def test_gate_forgives_rounding() -> None:
    rng = np.random.default_rng(1)
    one = rng.integers(3, 250, (90, 800, 3), dtype=np.uint8)
    other = (one + rng.integers(-1, 2, one.shape)).astype(np.uint8)
    assert difference(one, other).acceptable


@pytest.mark.parametrize("share", [0.02, 0.05])
def test_gate_sees_a_small_error_of_opacity(share: float) -> None:
    one = np.full((90, 160, 3), 200, np.uint8)
    faded = np.rint(one * (1 - share)).astype(np.uint8)
    assert difference(one, faded) != Difference(0.0, 0.0)
    assert not difference(one, faded).acceptable


def test_gate_sees_one_wrong_block() -> None:
    one = np.full((90, 800, 3), 100, np.uint8)
    other = one.copy()
    other[8:16, 8:16] += 3
    found = difference(one, other)
    assert found.samples < 0.001
    assert not found.acceptable
