"""Text clips on the canvas: where they stand, when they are drawn again, characters in motion."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.geometry import Size
from cutroom.core.typography import FontRequest, Paint, TextContent, TextSpan, TextStyle
from cutroom.effects.registry import MOTIONS
from cutroom.effects.spec import Moment, Motion, Part, Pose
from cutroom.render.engine import render_still
from cutroom.render.studio import Studio
from cutroom.timeline.model import Clip, Layer, MotionSpan, Placement, Timeline
from tests.render.scenes import HEIGHT, RED, WIDTH, extent, layers, ramp, timeline, whole

WHITE = Color(1.0, 1.0, 1.0)


def words(text: str, line_px: float = 40.0) -> TextContent:
    style = TextStyle(FontRequest(), line_px, Paint((WHITE,)))
    return TextContent(text, (TextSpan(0, len(text), style),))


def caption(text: str, placement: Placement | None = None, **fields: object) -> Clip:
    made: dict[str, object] = {"where": "text", "start_frame": 0, "length_frames": 30}
    return Clip(
        content=words(text),
        fitted=Size(0, 0),
        placement=placement or Placement(),
        **(made | fields),
    )  # type: ignore[arg-type]


def ink(made: Timeline, frame: int = 0) -> np.ndarray:
    return render_still(made, frame).planes.y > 125


def test_a_text_is_centred_on_its_position() -> None:
    """The full-width square fills its em nearly evenly, so its ink tells where the block stands."""
    for x, y in ((0.0, 0.0), (0.5, 0.5), (-0.3, -0.6)):
        left, top, right, bottom = extent(ink(layers(caption("■", Placement(flat(x), flat(y))))))
        assert (left + right) / 2 == pytest.approx(WIDTH / 2 * (1 + x), abs=1.0)
        assert (top + bottom) / 2 == pytest.approx(HEIGHT / 2 * (1 - y), abs=4.0)


def test_scale_is_drawn_sharp_not_stretched() -> None:
    small, large = (
        ink(layers(caption("■", Placement(scale_x=flat(s), scale_y=flat(s))))) for s in (1.0, 3.0)
    )
    side, grown = (extent(drawn)[2] - extent(drawn)[0] for drawn in (small, large))
    assert grown == pytest.approx(3 * side, abs=2.0)
    luma = render_still(
        layers(caption("■", Placement(scale_x=flat(3.0), scale_y=flat(3.0)))), 0
    ).planes.y
    row = luma[HEIGHT // 2].astype(int)
    assert ((row > 30) & (row < 220)).sum() <= 4


def test_an_unchanging_text_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from cutroom.render import lettering

    drawn = []
    original = lettering.draw_text
    monkeypatch.setattr(lettering, "draw_text", lambda *args: drawn.append(args) or original(*args))
    fade = (MotionSpan("fade", "in", (), 0, 10),)
    studio = Studio(layers(whole(RED), caption("Hello", motions=fade)))
    for frame in range(20):
        studio.compose(*studio.look_up(frame))
    assert len(drawn) == 1


def test_a_text_is_not_drawn_again_between_two_typed_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cutroom.render import lettering

    drawn = []
    original = lettering.draw_characters
    monkeypatch.setattr(
        lettering, "draw_characters", lambda *args: drawn.append(args) or original(*args)
    )
    typed = (MotionSpan("typewriter", "in", (), 0, 20),)
    studio = Studio(layers(whole(RED), caption("Hello", motions=typed)))
    for frame in range(20):
        studio.compose(*studio.look_up(frame))
    assert len(drawn) == 6  # nothing, and then five letters


def test_a_moving_text_moves_evenly() -> None:
    made = layers(caption("■", Placement(x=ramp((0, -0.1), (1, 0.1)))))
    xs = np.arange(WIDTH) + 0.5
    centres = []
    for frame in range(0, 30, 3):
        luma = render_still(made, frame).planes.y.astype(float) - 16
        centres.append(luma.sum(axis=0) @ xs / luma.sum())
    assert np.diff(centres) == pytest.approx(32 / 30 * 3, abs=0.06)


@dataclass(frozen=True)
class NoParams:
    """Of a motion that has none."""


def test_characters_move_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def appear(_params: NoParams, moment: Moment, part: Part) -> Pose:
        return Pose(alpha=1.0 if moment.progress >= part.index / part.count else 0.0)

    motion = Motion("test-appear", NoParams, appear, "one after another", per="character")
    monkeypatch.setitem(MOTIONS.loaded, "test-appear", motion)
    made = layers(caption("■■■■", motions=(MotionSpan("test-appear", "in", (), 0, 20),)))
    counts = []
    for frame in (0, 5, 10, 15, 25):
        columns = ink(made, frame).any(axis=0)
        counts.append(int((columns[1:] & ~columns[:-1]).sum()))
    assert counts == [1, 2, 3, 4, 4]


def test_a_resting_character_motion_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    motion = Motion("test-rest", NoParams, lambda *_all: Pose(), "nothing", per="character")
    monkeypatch.setitem(MOTIONS.loaded, "test-rest", motion)
    plain = caption("Hi 你好")
    moved = replace(plain, motions=(MotionSpan("test-rest", "group", (), 0, 30),))
    one, two = (render_still(layers(clip), 0).planes.y.astype(int) for clip in (plain, moved))
    assert np.abs(one - two).max() <= 2


def test_text_and_its_layer_have_their_own_times() -> None:
    made = timeline(
        Layer("t", (caption("■", length_frames=10), caption("■", start_frame=20, length_frames=10)))
    )
    assert [bool(ink(made, frame).any()) for frame in (0, 9, 10, 19, 20, 29)] == [
        True, True, False, False, True, True,
    ]  # fmt: skip
