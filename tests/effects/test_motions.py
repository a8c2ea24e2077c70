"""What holds for every motion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, fields, replace
from math import isfinite
from typing import Any

import pytest

from cutroom.effects.binding import bind
from cutroom.effects.registry import MOTIONS, find_filter
from cutroom.effects.spec import REST, Motion, Part, Pose
from tests.golden.strips import moment_at

PARTS = (Part(), Part(0, 5), Part(2, 5), Part(4, 5), Part(1, 2, 0, 3))
ARRIVING = [m for m in MOTIONS if "leaving" in {field.name for field in fields(m.params)}]
LASTING = [m for m in MOTIONS if m not in ARRIVING]
# The moves of drift have periods without a common multiple, on purpose.
GOING_ROUND = [
    m for m in LASTING if "period" in {f.name for f in fields(m.params)} and m.id != "drift"
]
named = {"ids": lambda motion: motion.id}


def settings(motion: Motion[Any]) -> Iterator[dict[str, Any]]:
    """The defaults, and every parameter at its ends."""
    yield {}
    for field in fields(motion.params):
        declared = field.metadata
        if declared["kind"] == "number":
            yield {field.name: declared["low"]}
            yield {field.name: declared["high"]}
        elif declared["kind"] == "choice":
            yield from ({field.name: option} for option in declared["options"])
        elif declared["kind"] == "flag" and field.name != "leaving":
            yield {field.name: not field.default}


def is_rest(pose: Pose) -> bool:
    """Whether a pose leaves a picture as it is."""
    shown = pose.wipe is None or pose.wipe.amount >= 1.0
    plain = not any(look.strength > 0.0 for look in pose.looks)
    plain &= pose.tint is None and pose.hollow == 0.0 and pose.shows < 0
    plain &= not pose.ornaments and not pose.echoes
    still = replace(pose, wipe=None, looks=(), anchor=REST.anchor)
    numbers = zip(astuple(still)[:12], astuple(REST)[:12], strict=True)
    return shown and plain and all(abs(a - b) < 1e-6 for a, b in numbers)


@pytest.mark.parametrize("motion", ARRIVING, **named)
@pytest.mark.parametrize("leaving", [False, True])
def test_an_entrance_ends_and_an_exit_begins_at_rest(motion: Motion[Any], leaving: bool) -> None:
    for values in settings(motion):
        params = bind(motion.params, {**values, "leaving": leaving}.items())
        for part in PARTS:
            pose = motion.pose(params, moment_at(0.0 if leaving else 1.0), part)
            assert is_rest(pose), (values, pose)


@pytest.mark.parametrize("motion", ARRIVING, **named)
@pytest.mark.parametrize("leaving", [False, True])
def test_the_other_end_is_not_rest(motion: Motion[Any], leaving: bool) -> None:
    params = bind(motion.params, [("leaving", leaving)])
    poses = [motion.pose(params, moment_at(k / 20), Part(1, 3, x=1.0)) for k in range(21)]
    assert any(not is_rest(pose) for pose in poses)
    far = poses[15:] if leaving else poses[:6]
    assert any(not is_rest(pose) for pose in far)


@pytest.mark.parametrize("motion", LASTING, **named)
def test_a_lasting_motion_moves(motion: Motion[Any]) -> None:
    poses = {motion.pose(motion.params(), moment_at(k / 20), Part(1, 3, x=1.0)) for k in range(21)}
    assert any(not is_rest(pose) for pose in poses)


@pytest.mark.parametrize("motion", MOTIONS, **named)
def test_every_pose_is_finite_and_its_looks_exist(motion: Motion[Any]) -> None:
    for values in settings(motion):
        params = bind(motion.params, values.items())
        for progress in (0.0, 0.013, 0.5, 0.777, 1.0):
            for part in PARTS:
                pose = motion.pose(params, moment_at(progress), part)
                numbers = astuple(replace(pose, wipe=None, looks=()))[:12]
                assert all(isfinite(number) for number in numbers), values
                assert 0.0 <= pose.alpha <= 1.0, values
                assert pose.blur >= 0.0, values
                for look in pose.looks:
                    effect = find_filter(look.effect)
                    assert effect is not None, look.effect
                    bound = bind(effect.params, look.params)
                    for name, value in look.params:
                        assert getattr(bound, name) == pytest.approx(value), (look, values)


@pytest.mark.parametrize("motion", MOTIONS, **named)
def test_frame_numbers_do_not_matter(motion: Motion[Any]) -> None:
    moment = moment_at(0.37)
    one = motion.pose(motion.params(), moment, Part(1, 4))
    assert one == motion.pose(motion.params(), replace(moment, frame=777), Part(1, 4))


@pytest.mark.parametrize("motion", GOING_ROUND, **named)
def test_a_motion_with_a_period_comes_round(motion: Motion[Any]) -> None:
    params = bind(motion.params, [("period", 0.5)])
    early, late = (replace(moment_at(0.2), time_s=at, duration_s=9.0) for at in (0.1, 0.6))
    for part in PARTS:
        one, two = motion.pose(params, early, part), motion.pose(params, late, part)
        assert astuple(replace(one, wipe=None, looks=()))[:12] == pytest.approx(
            astuple(replace(two, wipe=None, looks=()))[:12], abs=1e-6
        )
