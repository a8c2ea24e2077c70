"""Every effect, one line each. The only place that knows them all."""

from __future__ import annotations

from typing import Any

from cutroom.effects.filters import adjust, blur, pixelate
from cutroom.effects.motions import fade, spin, typewriter, zoom
from cutroom.effects.motions import slide as slide_motion
from cutroom.effects.motions import wipe as wipe_motion
from cutroom.effects.spec import Filter, Motion, Transition
from cutroom.effects.transitions import dip, dissolve, slide, wipe

FILTERS: tuple[Filter[Any], ...] = (
    adjust.EFFECT,
    blur.EFFECT,
    pixelate.EFFECT,
)
TRANSITIONS: tuple[Transition[Any], ...] = (
    dip.EFFECT,
    dissolve.EFFECT,
    slide.EFFECT,
    wipe.EFFECT,
)
MOTIONS: tuple[Motion[Any], ...] = (
    fade.EFFECT,
    slide_motion.EFFECT,
    spin.EFFECT,
    typewriter.EFFECT,
    wipe_motion.EFFECT,
    zoom.EFFECT,
)


def find_filter(effect: str) -> Filter[Any] | None:
    """The picture effect with this id."""
    return _FILTERS.get(effect)


def find_transition(effect: str) -> Transition[Any] | None:
    """The transition with this id."""
    return _TRANSITIONS.get(effect)


def find_motion(effect: str) -> Motion[Any] | None:
    """The motion with this id."""
    return _MOTIONS.get(effect)


_FILTERS = {effect.id: effect for effect in FILTERS}
_TRANSITIONS = {effect.id: effect for effect in TRANSITIONS}
_MOTIONS = {effect.id: effect for effect in MOTIONS}
