"""A picture effect that a transition lets a picture wear for a while, by its registry id."""

from __future__ import annotations

from cutroom.effects.binding import Value, bind
from cutroom.effects.easing import smooth
from cutroom.effects.registry import find_filter
from cutroom.effects.spec import Moment
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


def worn(picture: Picture, effect: str, moment: Moment, **values: Value) -> Picture:
    """``picture`` through the effect with some of its parameters; raises KeyError for no such id."""
    found = find_filter(effect)
    if found is None:
        raise KeyError(effect)
    return found.apply(picture, bind(found.params, values.items()), moment)


def worn_across(
    before: Picture, after: Picture, effect: str, moment: Moment, **values: Value
) -> Picture:
    """A picture effect that comes over ``before`` and leaves ``after``; they change places under it.

    Whole between 0.3 and 0.7 of the way; ends are exact. Raises KeyError for no such effect.
    """
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.42, 0.58, t))
    share = smooth(0.0, 0.3, t) * (1.0 - smooth(0.7, 1.0, t))
    return mix(shown, worn(shown, effect, Moment(t, t * 2.0, 2.0, 0, moment.seed), **values), share)
