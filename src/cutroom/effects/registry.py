"""Every effect, one line each. The only place that knows them all."""

from __future__ import annotations

from typing import Any

from cutroom.effects.spec import Filter, Motion, Transition

FILTERS: tuple[Filter[Any], ...] = ()
TRANSITIONS: tuple[Transition[Any], ...] = ()
MOTIONS: tuple[Motion[Any], ...] = ()
