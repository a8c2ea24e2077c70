"""A picture effect that a transition lets a picture wear for a while, by its registry id."""

from __future__ import annotations

from cutroom.effects.binding import Value, bind
from cutroom.effects.registry import find_filter
from cutroom.effects.spec import Moment
from cutroom.picture.picture import Picture


def worn(picture: Picture, effect: str, moment: Moment, **values: Value) -> Picture:
    """``picture`` through the effect with some of its parameters; raises KeyError for no such id."""
    found = find_filter(effect)
    if found is None:
        raise KeyError(effect)
    return found.apply(picture, bind(found.params, values.items()), moment)
