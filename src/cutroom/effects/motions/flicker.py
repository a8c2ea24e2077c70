"""Flashes on and off before it stays."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance
from cutroom.effects.spec import REST, Look, Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How often and how hard."""

    leaving: bool = flag(False, "leave instead of arrive")
    flashes: int = number(5, 1, 30, "times it shows before it stays")
    dim: float = number(0.0, 0.0, 1.0, "opacity between flashes")
    irregular: bool = flag(False, "flashes of uneven length")
    bright: float = number(0.0, 0.0, 1.0, "extra light while flashing")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Each flash is on for the second half of its share, so that it ends shown."""
    way = 1.0 - moment.progress if params.leaving else moment.progress
    if way >= 1.0:
        return REST
    share = way * int(params.flashes)
    turn = int(share)
    gap = 0.25 + 0.5 * chance(moment.seed, turn) if params.irregular else 0.5
    shown = share - turn >= gap
    light = params.bright * (1.0 - way)
    looks = (Look("adjust", (("brightness", light),)),) if light > 0.0 and shown else ()
    return Pose(alpha=1.0 if shown else params.dim, looks=looks)


EFFECT = Motion("flicker", Params, pose, "Flashes on and off before it stays.")
