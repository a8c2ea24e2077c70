"""Transitions between the clips of a layer."""

from dataclasses import dataclass, replace
from math import isclose

import pytest

from cutroom.core.curves import flat
from cutroom.core.geometry import Size
from cutroom.effects.registry import TRANSITIONS
from cutroom.effects.spec import Moment
from cutroom.effects.spec import Transition as Effect
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix
from cutroom.render.engine import render_still
from cutroom.timeline.model import Backdrop, Layer, Placement, Timeline, Transition
from tests.render.scenes import BLACK, BLUE, GREEN, RED, WHITE, box, timeline, whole


@dataclass(frozen=True)
class NoParams:
    """Of an effect that has none."""


@pytest.fixture(autouse=True)
def blend(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Picture, Picture, Moment]]:
    """A linear mix that remembers what it was asked for."""
    calls: list[tuple[Picture, Picture, Moment]] = []

    def apply(before: Picture, after: Picture, _params: NoParams, moment: Moment) -> Picture:
        calls.append((before, after, moment))
        return mix(before, after, moment.progress)

    monkeypatch.setitem(
        TRANSITIONS.loaded, "test-mix", Effect("test-mix", NoParams, apply, "a mix")
    )
    return calls


def joined(before: dict[str, object], after: dict[str, object]) -> Layer:
    """Two clips that meet at frame 15 with a transition over frames 10–19."""
    made = {"length_frames": 15}
    return Layer(
        "layer",
        (
            whole(BLACK, **(made | {"tail_frames": 5} | before)),
            whole(WHITE, **(made | {"start_frame": 15, "lead_frames": 5} | after)),
        ),
        (Transition("test-mix", (), 0, 10, 10),),
    )


def luma(made: Timeline, frame: int) -> float:
    return float(render_still(made, frame).planes.y[120, 160])


def test_progress_is_centred_on_frames_so_that_no_end_repeats() -> None:
    made = timeline(joined({}, {}))
    shown = [luma(made, frame) for frame in range(9, 21)]
    wanted = [16.0, *(16 + 219 * (k + 0.5) / 10 for k in range(10)), 235.0]
    assert shown == pytest.approx(wanted, abs=1.0)


def test_both_sides_are_whole_opaque_canvases_on_the_bottom_layer(
    blend: list[tuple[Picture, Picture, Moment]],
) -> None:
    small = {"fitted": Size(80, 60), "backdrop": Backdrop("color", color=GREEN)}
    render_still(timeline(joined(small, {"fitted": Size(80, 60)})), 12)
    before, after, moment = blend[0]
    assert (before.width, before.height, before.opaque, after.opaque) == (320, 240, True, True)
    assert before.planes.y[0, 0] == 173
    assert after.planes.y[0, 0] == 16
    assert isclose(moment.progress, 0.25)


def test_above_other_layers_only_the_box_of_the_clips_takes_part(
    blend: list[tuple[Picture, Picture, Moment]],
) -> None:
    left = {"fitted": Size(40, 40), "placement": Placement(x=flat(-0.5))}
    right = {"fitted": Size(40, 40), "placement": Placement(x=flat(0.5))}
    picture = render_still(timeline(Layer("below", (whole(RED),)), joined(left, right)), 15)
    before, _after, _moment = blend[0]
    assert (before.width, before.height) == (200, 40)
    luma_plane = picture.planes.y
    assert luma_plane[0, 0] == luma_plane[120, 160] == 63
    assert luma_plane[120, 80] == pytest.approx(63 * 0.55 + 16 * 0.45, abs=2)
    assert luma_plane[120, 240] == pytest.approx(63 * 0.45 + 235 * 0.55, abs=2)


def test_an_unknown_transition_is_a_cut() -> None:
    layer = joined({}, {})
    cut = replace(layer, transitions=(replace(layer.transitions[0], effect="no-such-transition"),))
    assert [luma(timeline(cut), frame) for frame in (10, 14, 15, 19)] == [16, 16, 235, 235]


def test_handles_are_hidden_outside_their_transition() -> None:
    layer = replace(joined({}, {}), transitions=())
    assert [luma(timeline(layer), frame) for frame in (12, 14, 15, 17)] == [16, 16, 235, 235]


def test_a_gap_in_a_layer_shows_what_is_below() -> None:
    first = whole(RED, length_frames=10)
    second = whole(BLUE, start_frame=20, length_frames=10)
    made = timeline(Layer("l", (first, second)), Layer("m", (box(GREEN, Size(20, 20)),)))
    assert [int(render_still(made, frame).planes.y[0, 0]) for frame in (9, 10, 19, 20)] == [
        63,
        16,
        16,
        32,
    ]
