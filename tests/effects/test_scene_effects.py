"""Scene effects: how many there are, how many names they draw, what they cost nothing to change."""

from __future__ import annotations

import numpy as np
import pytest

from cutroom.catalog.looks import find_look
from cutroom.catalog.lookup import load_catalog
from cutroom.effects.binding import bind
from cutroom.effects.registry import FILTERS, find_filter
from cutroom.effects.spec import Moment
from tests.golden.chart import chart

ENTRIES = load_catalog().entries("scene-effect")
COLOUR_TOOLS = ("adjust", "curves", "hsl", "wheels", "lut")
PARTICLES = (
    "balloons", "bubbles", "code-rain", "flutter", "lanterns", "meteors", "rain", "snow", "sparkle",
    "treasure",
)  # fmt: skip


def test_there_are_eighty_scene_effects() -> None:
    assert len([effect for effect in FILTERS if effect.id not in COLOUR_TOOLS]) >= 80


def test_three_of_five_names_are_drawn_by_what_they_say() -> None:
    looks = [find_look("scene-effect", e.resource_id, e.effect_id, e.name) for e in ENTRIES]
    assert sum(look.fidelity != "fallback" for look in looks) >= 0.6 * len(ENTRIES)


@pytest.mark.parametrize("name", PARTICLES)
def test_particles_are_where_time_puts_them_at_any_rate(name: str) -> None:
    effect = find_filter(name)
    assert effect is not None
    params, picture = effect.params(), chart(160, 90, "before")
    one = effect.apply(picture, params, Moment(0.5, 0.5, 1.0, 15, seed=3))
    other = effect.apply(picture, params, Moment(0.25, 0.5, 2.0, 30, seed=3))
    assert np.array_equal(one.rgba, other.rgba)
    later = effect.apply(picture, params, Moment(0.5, 0.9, 1.0, 27, seed=3))
    reseeded = effect.apply(picture, params, Moment(0.5, 0.5, 1.0, 15, seed=4))
    assert not np.array_equal(one.rgba, later.rgba)
    assert not np.array_equal(one.rgba, reseeded.rgba)


def test_a_slider_at_its_ends_draws_two_different_pictures() -> None:
    picture = chart(96, 54, "before")
    driven = {}
    for entry in ENTRIES:
        look = find_look("scene-effect", entry.resource_id, entry.effect_id, entry.name)
        for slider in look.sliders:
            driven.setdefault((look.effect, slider.param), (look, slider))
    assert len(driven) >= 30
    same = []
    for (name, param), (look, slider) in driven.items():
        effect = find_filter(name)
        assert effect is not None
        ends = []
        for value in (slider.low, slider.high):
            params = bind(effect.params, {**dict(look.params), param: value}.items())
            moments = (Moment(t, 2 * t, 2.0, round(60 * t), seed=5) for t in (0.17, 0.31, 0.66))
            ends.append([effect.apply(picture, params, moment).rgba for moment in moments])
        if all(np.array_equal(one, two) for one, two in zip(*ends, strict=True)):
            same.append((name, param))
    assert not same
