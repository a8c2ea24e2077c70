"""What says that the moment does not matter to it, keeps its word."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from cutroom.effects.registry import FILTERS
from cutroom.effects.spec import Filter, Moment
from cutroom.picture.picture import Picture

MOMENTS = (Moment(0.0, 0.0, 2.0, 0, seed=1), Moment(0.7, 1.4, 2.0, 42, seed=9))


def pushed(effect: Filter[Any]) -> Any:
    """The parameters with every number three quarters of the way up its range."""
    numbers = {
        field.name: field.metadata["low"] * 0.25 + field.metadata["high"] * 0.75
        for field in fields(effect.params)
        if field.metadata["kind"] == "number"
    }
    return replace(effect.params(), **numbers)


def drawn(effect: Filter[Any], params: Any, moment: Moment) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, 256, (54, 96, 4), np.uint8)
    pixels[..., 3] = 255
    return effect.apply(Picture.from_rgba(pixels, opaque=True), params, moment).rgba


@pytest.mark.parametrize("effect", FILTERS, ids=lambda effect: effect.id)
def test_a_timeless_effect_draws_the_same_at_any_moment(effect: Filter[Any]) -> None:
    chosen = (effect.params(), pushed(effect))
    still = [params for params in chosen if effect.timeless(params)]
    for params in still:
        one, other = (drawn(effect, params, moment) for moment in MOMENTS)
        assert np.array_equal(one, other)


def test_an_adjustment_is_timeless_until_it_has_grain() -> None:
    adjust = next(effect for effect in FILTERS if effect.id == "adjust")
    assert adjust.timeless(adjust.params(contrast=0.5))
    assert not adjust.timeless(adjust.params(particle=0.5))
