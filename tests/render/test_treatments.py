"""Effects on what stands still are drawn once; those that move, on every frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from cutroom.core.curves import flat
from cutroom.effects.registry import FILTERS
from cutroom.effects.spec import Filter, Moment, always, never, number
from cutroom.effects.toning import Tone, toned
from cutroom.picture import sampling
from cutroom.picture.picture import Picture
from cutroom.render.engine import render_still
from cutroom.render.studio import Studio
from cutroom.timeline.model import Clip, Params, Placement, Treatment
from tests.render.scenes import RED, layers, ramp, whole


@dataclass(frozen=True, slots=True)
class Softness:
    """Of the effect under test."""

    sigma: float = number(3.0, 0.0, 9.0, "sigma in pixels")


class Counted:
    """A blur that counts how often it is drawn."""

    def __init__(self) -> None:
        self.drawn = 0

    def apply(self, picture: Picture, params: Softness, _moment: Moment) -> Picture:
        self.drawn += 1
        return sampling.blur(picture, params.sigma)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    for name, timeless in (("still", always), ("moving", never)):
        effect = Filter(name, Softness, made.apply, "A blur.", timeless)
        monkeypatch.setitem(FILTERS.loaded, name, effect)
    return made


def treated(effect: str, params: Params = (), **fields: object) -> Clip:
    return replace(whole(RED, **fields), treatments=(Treatment(effect, params, 0, 30),))


def draw_ten(clip: Clip) -> None:
    studio = Studio(layers(clip))
    for frame in range(10):
        studio.compose(*studio.look_up(frame))
    studio.close()


def test_a_timeless_effect_on_a_still_clip_is_drawn_once(counted: Counted) -> None:
    draw_ten(treated("still"))
    assert counted.drawn == 1


def test_it_is_drawn_once_even_when_the_clip_moves(counted: Counted) -> None:
    draw_ten(treated("still", placement=Placement(x=ramp((0.0, 0.0), (1.0, 0.5)))))
    assert counted.drawn == 1


def test_a_moving_effect_is_drawn_on_every_frame(counted: Counted) -> None:
    draw_ten(treated("moving"))
    assert counted.drawn == 10


def test_parameters_that_change_draw_it_again(counted: Counted) -> None:
    draw_ten(treated("still", (("sigma", ramp((0.0, 1.0), (1.0, 9.0))),)))
    assert counted.drawn == 10


def test_a_timeless_effect_begins_and_ends_with_its_span(counted: Counted) -> None:
    clip = replace(
        whole(RED, placement=Placement(scale_x=flat(0.5), scale_y=flat(0.5))),
        treatments=(Treatment("still", (), 4, 3),),
    )
    studio = Studio(layers(clip))
    shown = [studio.compose(*studio.look_up(frame)).planes.y.copy() for frame in range(10)]
    studio.close()
    for frame, y in enumerate(shown):
        assert (y == render_still(layers(clip), frame).planes.y).all(), frame


def test_tones_in_a_row_are_one_pass_that_draws_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[Tone] = []

    def counted(picture: Picture, tone: Tone) -> Picture:
        passes.append(tone)
        return toned(picture, tone)

    monkeypatch.setattr("cutroom.render.effects.toned", counted)
    curves = Treatment("curves", (("luma", "0,0 0.5,0.6 1,1"),), 0, 30)
    wheels = Treatment("wheels", (("lift_blue", 0.4),), 0, 30)
    adjust = Treatment("adjust", (("saturation", -0.4),), 0, 30)
    clip = replace(whole(RED), treatments=(curves, wheels, adjust))
    together = render_still(layers(clip), 3).rgba.astype(int)
    assert len(passes) == 1
    # At less than full strength each is mixed on its own.
    nearly = replace(clip, treatments=(curves, replace(wheels, strength=flat(0.999)), adjust))
    apart = render_still(layers(nearly), 3).rgba.astype(int)
    assert abs(together - apart).max() <= 3
    assert len(passes) == 3
