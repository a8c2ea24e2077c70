"""How layers, effects over them, fills and nested timelines add up."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.errors import RenderError
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.effects.registry import FILTERS
from cutroom.effects.spec import Filter, Moment
from cutroom.picture import sampling
from cutroom.picture.picture import Picture
from cutroom.render.effects import EffectBook
from cutroom.render.engine import render_still
from cutroom.render.shots import Director
from cutroom.render.studio import Studio
from cutroom.timeline.model import (
    AdjustLayer,
    Backdrop,
    ColorContent,
    Layer,
    MotionSpan,
    NestedContent,
    Params,
    Placement,
    ShapeContent,
    Timeline,
    Treatment,
)  # fmt: skip
from tests.render.scenes import (
    BLUE,
    GREEN,
    HEIGHT,
    RED,
    WHITE,
    WIDTH,
    box,
    extent,
    layers,
    quadrants,
    ramp,
    still,
    timeline,
    whole,
)  # fmt: skip


@dataclass(frozen=True)
class NoParams:
    """Of an effect that has none."""


@pytest.fixture
def blackout(monkeypatch: pytest.MonkeyPatch) -> str:
    """A filter that leaves nothing but black."""

    def apply(picture: Picture, _params: object, _moment: Moment) -> Picture:
        return sampling.solid(picture.width, picture.height, Color(0, 0, 0))

    monkeypatch.setitem(FILTERS.loaded, "blackout", Filter("blackout", NoParams, apply, "black"))
    return "blackout"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> str:
    def apply(*_all: object) -> Picture:
        raise ZeroDivisionError("by nought")

    monkeypatch.setitem(FILTERS.loaded, "failing", Filter("failing", NoParams, apply, "fails"))
    return "failing"


def treatment(effect: str, params: Params = (), **fields: object) -> Treatment:
    made: dict[str, object] = {
        "effect": effect,
        "params": params,
        "start_frame": 0,
        "length_frames": 30,
    }
    return Treatment(**(made | fields))  # type: ignore[arg-type]


def test_a_covered_clip_is_not_even_asked_for() -> None:
    lower = still(0, MediaFacts("no-such-file.png", "image", 320, 240))
    source = MediaFacts("no-such-file.png", "image", 320, 240)
    covered = timeline(Layer("a", (lower,)), Layer("b", (whole(RED),)), sources=(source,))
    assert (render_still(covered, 0).planes.y == 63).all()


@pytest.mark.parametrize(
    "fields",
    [
        {"placement": Placement(alpha=flat(0.99))},
        {"placement": Placement(x=flat(0.1))},
        {"placement": Placement(rotation=flat(3.0))},
        {"blend": "multiply"},
    ],
)
def test_only_what_covers_everything_hides(fields: dict[str, object]) -> None:
    scene = Director(layers(whole(RED), whole(BLUE, **fields)), EffectBook(DiagnosticLog())).scene(
        0
    )
    assert len(scene.steps) == 2


def test_an_adjust_layer_changes_what_is_below_and_nothing_above(blackout: str) -> None:
    made = timeline(
        Layer("below", (whole(RED),)),
        AdjustLayer("adjust", (treatment(blackout),)),
        Layer("above", (box(GREEN, Size(80, 60)),)),
    )
    picture = render_still(made, 0).planes.y
    assert picture[0, 0] == 16
    assert picture[120, 160] == 173


def test_strength_mixes_an_effect_with_its_input_and_is_keyframed(blackout: str) -> None:
    faded = treatment(blackout, strength=ramp((0, 0.0), (1, 1.0)))
    made = layers(whole(WHITE, treatments=(faded,)))
    assert [render_still(made, f).planes.y[5, 5] for f in (0, 15, 29)] == pytest.approx(
        [235, 125.5, 23.3], abs=1.5
    )


def test_an_effect_works_only_during_its_span(blackout: str) -> None:
    made = layers(whole(WHITE, treatments=(treatment(blackout, start_frame=10, length_frames=5),)))
    assert [int(render_still(made, f).planes.y[5, 5]) for f in (9, 10, 14, 15)] == [
        235,
        16,
        16,
        235,
    ]


def test_an_unknown_effect_is_left_out_and_said() -> None:
    made = layers(
        whole(
            WHITE,
            treatments=(treatment("no-such-filter"),),
            motions=(MotionSpan("no-motion", "in", (), 0, 9),),
        )
    )
    studio = Studio(made)
    picture = studio.compose(*studio.look_up(3))
    assert (picture.planes.y == 235).all()
    assert {d.code for d in studio.log.as_tuple()} == {"effect-missing"}
    assert len(studio.log.as_tuple()) == 2


def test_a_failing_effect_is_named_with_its_clip(failing: str) -> None:
    made = layers(
        whole(WHITE, where='track 1 "video", segment 3', treatments=(treatment(failing),))
    )
    with pytest.raises(RenderError, match="'failing' failed on track 1 \"video\", segment 3"):
        render_still(made, 0)


def nested(inner: Timeline, **fields: object) -> NestedContent:
    length = Fraction(inner.length_frames) / inner.fps
    return NestedContent(inner, steady(Fraction(0), length, Fraction(1)))


def test_a_nested_timeline_is_transparent_where_it_draws_nothing() -> None:
    inner = layers(box(GREEN, Size(160, 120)))
    clip = replace(box(GREEN, Size(160, 120)), content=nested(inner))
    picture = render_still(layers(whole(RED), clip), 0)
    assert extent(picture.planes.y == 173) == pytest.approx((120, 90, 200, 150), abs=1.0)
    assert (picture.planes.y[:80] == 63).all()


def test_a_nested_timeline_plays_at_its_own_rate() -> None:
    moving = box(WHITE, Size(20, 240), placement=Placement(x=ramp((0, -1.0), (1, 1.0))))
    inner = Timeline(
        WIDTH, HEIGHT, Fraction(10), 10, (), (Layer("l", (replace(moving, length_frames=10),)),)
    )
    clip = replace(whole(WHITE), content=nested(inner))
    for frame, inner_frame in ((0, 0), (2, 0), (3, 1), (29, 9)):
        left, _top, right, _bottom = extent(render_still(layers(clip), frame).planes.y > 125)
        if left > 0 and right < WIDTH:
            assert (left + right) / 2 == pytest.approx(WIDTH * inner_frame / 10, abs=1.0)


def test_a_colour_fill_stands_behind_its_clip() -> None:
    clip = box(GREEN, Size(80, 60), backdrop=Backdrop("color", color=BLUE))
    picture = render_still(layers(clip), 0).planes.y
    assert picture[0, 0] == 32
    assert picture[120, 160] == 173


@pytest.mark.parametrize("level", [0.0625, 0.375, 0.75, 1.0])
def test_a_blurred_fill_is_the_clip_covering_the_canvas(level: float, tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png", 120, 240)
    clip = still(0, facts, backdrop=Backdrop("blur", blur=level))
    picture = render_still(timeline(Layer("l", (clip,)), sources=(facts,)), 0).rgba.astype(int)
    assert np.abs(picture[10, 5, :3] - (255, 0, 0)).max() < 40
    assert np.abs(picture[230, 315, :3] - 255).max() < 40
    # The border between the colours is soft behind the clip, and the softer the higher the level.
    column = picture[:, 20, 0]
    assert ((column > 25) & (column < 230)).sum() > 240 * 0.02 * (1 + 4 * level)


def test_an_image_fill_covers_the_canvas(tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png", 100, 100)
    clip = still(
        0, facts, backdrop=Backdrop("image", source=0), placement=Placement(alpha=flat(0.0))
    )
    picture = render_still(timeline(Layer("l", (clip,)), sources=(facts,)), 0).rgba.astype(int)
    # 320 px wide and cut above and below.
    assert np.abs(picture[5, 5, :3] - (255, 0, 0)).max() < 12
    assert np.abs(picture[235, 315, :3] - 255).max() < 12
    assert np.abs(picture[115, 150, :3] - (255, 0, 0)).max() < 12


def test_a_gradient_runs_along_its_angle() -> None:
    clip = replace(whole(RED), content=ColorContent((RED, BLUE), (0.0, 1.0), 90.0))
    picture = render_still(layers(clip), 0).rgba.astype(int)
    assert picture[2, 100, 0] > 240
    assert picture[237, 100, 2] > 240
    assert abs(picture[120, 100, 0] - picture[120, 300, 0]) < 3


def test_a_shape_has_fill_border_and_round_corners() -> None:
    square = tuple((x, y) for x, y in ((-40.0, -30.0), (40.0, -30.0), (40.0, 30.0), (-40.0, 30.0)))
    shape = ShapeContent(square, GREEN, WHITE, border_px=6.0, round_px=15.0)
    clip = replace(
        box(GREEN, Size(0, 0)),
        content=shape,
        placement=Placement(flat(0), flat(0), flat(2), flat(2)),
    )
    picture = render_still(layers(clip), 0).planes.y
    assert picture[120, 160] == 173
    assert picture[120, 80] == 235
    assert picture[62, 82] == 16
    assert extent(picture > 125) == pytest.approx((74, 54, 246, 186), abs=1.5)


def test_a_shape_is_filled_with_its_gradient_from_side_to_side() -> None:
    square = tuple((x, y) for x, y in ((-80.0, -30.0), (80.0, -30.0), (80.0, 30.0), (-80.0, 30.0)))
    shade = ColorContent((RED, BLUE), (0.0, 1.0), 0.0)
    shape = ShapeContent(square, GREEN, WHITE, shade=shade)
    picture = render_still(layers(replace(box(GREEN, Size(0, 0)), content=shape)), 0).rgba
    row = picture[120].astype(int)
    assert row[84, 0] > 235
    assert row[236, 2] > 235
    assert abs(row[160, 0] - row[160, 2]) < 12
    assert row[:, 1].max() < 20
    assert extent(picture[..., 0].astype(int) + picture[..., 2] > 125) == (80, 90, 240, 150)


def test_frames_that_show_the_same_are_composed_once() -> None:
    studio = Studio(layers(whole(RED), box(GREEN, Size(80, 60))))
    pictures = [studio.compose(*studio.look_up(frame)) for frame in range(3)]
    assert pictures[0] is pictures[1] is pictures[2]


def test_an_untouched_picture_reaches_the_encoder_as_it_was_read(tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png", WIDTH, HEIGHT)
    studio = Studio(timeline(Layer("l", (still(0, facts),)), sources=(facts,)))
    scene, pictures = studio.look_up(0)
    assert studio.compose(scene, pictures) is next(iter(pictures.values()))
