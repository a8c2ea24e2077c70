"""What holds for every picture effect and transition, whatever it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import cv2
import numpy as np
import pytest

from cutroom.effects.binding import bind
from cutroom.effects.registry import FILTERS, TRANSITIONS
from cutroom.effects.spec import Filter, Transition
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import multiply_alpha
from tests.golden.chart import chart, letter
from tests.golden.strips import Case, cases, frame, moment_at

PICTURED = [case for case in cases() if case.kind != "motion"]
TRANSITION_CASES = [case for case in PICTURED if case.kind == "transition"]
FILTER_CASES = [case for case in PICTURED if case.kind == "filter"]
TINY = ((3, 3), (3, 7), (40, 3))
names = {"ids": lambda case: case.name}


def params_of(case: Case) -> Any:
    return bind(case.effect.params, case.values.items())


def pixels(picture: Picture) -> np.ndarray:
    return np.array(picture.rgba)


def extremes(effect: Filter[Any] | Transition[Any]) -> Iterator[tuple[str, Any]]:
    """Every declared parameter at its ends."""
    for field in fields(effect.params):
        kind = field.metadata["kind"]
        if kind == "number":
            yield field.name, field.metadata["low"]
            yield field.name, field.metadata["high"]
        elif kind == "choice":
            yield from ((field.name, option) for option in field.metadata["options"])
        elif kind == "flag":
            yield field.name, not field.default


@pytest.mark.parametrize("case", PICTURED, **names)
def test_same_moment_gives_the_same_picture(case: Case) -> None:
    one = pixels(frame(case.effect, params_of(case), 0.4, (160, 90)))
    two = pixels(frame(case.effect, params_of(case), 0.4, (160, 90)))
    assert np.array_equal(one, two)


@pytest.mark.parametrize("case", PICTURED, **names)
def test_frame_numbers_do_not_matter(case: Case) -> None:
    moment = moment_at(0.4)
    other = replace(moment, frame=9999)
    pictures = [chart(160, 90, "before"), chart(160, 90, "after")]
    given = pictures if case.kind == "transition" else pictures[:1]
    one = case.effect.apply(*given, params_of(case), moment)  # type: ignore[union-attr]
    two = case.effect.apply(*given, params_of(case), other)  # type: ignore[union-attr]
    assert np.array_equal(pixels(one), pixels(two))


@pytest.mark.parametrize("case", PICTURED, **names)
@pytest.mark.parametrize("size", [(91, 161), (64, 64)])
def test_any_shape_keeps_its_size(case: Case, size: tuple[int, int]) -> None:
    drawn = frame(case.effect, params_of(case), 0.35, size)
    assert (drawn.width, drawn.height) == size
    assert drawn.rgba.shape == (size[1], size[0], 4)
    assert drawn.rgba.dtype == np.uint8


@pytest.mark.parametrize("case", PICTURED, **names)
def test_double_size_shrunk_resembles_the_small_one(case: Case) -> None:
    """Catches what is measured in pixels; very fine patterns may differ where they cannot be drawn."""
    small = pixels(frame(case.effect, params_of(case), 0.4, (480, 270)))[..., :3]
    large = pixels(frame(case.effect, params_of(case), 0.4, (960, 540)))[..., :3]
    blocks = [cv2.resize(image, (32, 18), interpolation=cv2.INTER_AREA) for image in (small, large)]
    gap = np.abs(blocks[0].astype(int) - blocks[1].astype(int))
    assert gap.mean() < 3.0, f"mean difference {gap.mean():.2f}"


@pytest.mark.parametrize("case", TRANSITION_CASES, **names)
def test_transition_begins_and_ends_with_the_pictures_themselves(case: Case) -> None:
    before, after = (chart(160, 90, which) for which in ("before", "after"))
    assert isinstance(case.effect, Transition)
    for progress, expected in ((0.0, before), (1.0, after)):
        drawn = case.effect.apply(before, after, params_of(case), moment_at(progress))
        for plane, wanted in zip(drawn.planes[:3], expected.planes[:3], strict=True):
            assert np.array_equal(plane, wanted)


@pytest.mark.parametrize("case", TRANSITION_CASES, **names)
def test_transition_is_opaque_and_starts_gently(case: Case) -> None:
    drawn = frame(case.effect, params_of(case), 0.5, (160, 90))
    assert drawn.opaque
    before = pixels(chart(160, 90, "before")).astype(int)
    first = pixels(frame(case.effect, params_of(case), 0.002, (160, 90))).astype(int)
    # Broken signals may begin with a jolt; nothing may begin as another picture.
    assert np.abs(first - before).mean() < 25


@pytest.mark.parametrize("case", FILTER_CASES, **names)
def test_filter_stays_inside_the_alpha_of_a_cut_out(case: Case) -> None:
    cut = letter(64, 64, 1)
    planar = Picture.from_planes(*cut.planes)
    assert isinstance(case.effect, Filter)
    for thing in (cut, planar):
        drawn = case.effect.apply(thing, params_of(case), moment_at(0.3))
        rgba = pixels(drawn).astype(int)
        assert rgba.shape == (64, 64, 4)
        assert (rgba[..., :3] - rgba[..., 3:]).max() <= 3


@pytest.mark.parametrize("effect", [*FILTERS, *TRANSITIONS], ids=lambda effect: effect.id)
def test_every_parameter_works_at_its_ends(effect: Filter[Any] | Transition[Any]) -> None:
    for name, value in extremes(effect):
        params = bind(effect.params, [(name, value)])
        for progress in (0.02, 0.5, 0.98):
            drawn = frame(effect, params, progress, (48, 28))
            assert (drawn.width, drawn.height) == (48, 28), name


@pytest.mark.parametrize("effect", [*FILTERS, *TRANSITIONS], ids=lambda effect: effect.id)
@pytest.mark.parametrize("size", TINY)
def test_tiny_pictures_are_drawn(
    effect: Filter[Any] | Transition[Any], size: tuple[int, int]
) -> None:
    for progress in (0.0, 0.3, 0.5, 1.0):
        drawn = frame(effect, effect.params(), progress, size)
        assert (drawn.width, drawn.height) == size
    if isinstance(effect, Filter):
        clear = multiply_alpha(chart(*size, "before"), np.full(size[::-1], 90, np.uint8))
        assert effect.apply(clear, effect.params(), moment_at(0.5)).width == size[0]
