"""The effects of the registry as the renderer calls them.

An id that the registry does not have draws nothing and is said once in the diagnostics; an effect
that raises becomes a RenderError that names it and the clip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, TypeVar

from cutroom.core.color import Color
from cutroom.core.curves import Curve
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.errors import CutroomError, InvalidRequest, RenderError
from cutroom.effects.binding import bind
from cutroom.effects.registry import find_filter, find_motion, find_transition
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose
from cutroom.effects.toning import Tone, joined, toned
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, mix_by
from cutroom.render.masks import MaskState, draw_mask, mask_state
from cutroom.timeline.model import MotionSpan, Params, ParamValue, Transition, Treatment

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class At:
    """When a treatment is applied: its owner's frame and rate, and the time its curves are read at."""

    frame: int
    fps: Fraction
    curve_s: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """An effect that ignores the moment, its bound parameters and strength; "" leaves the picture."""

    effect: str
    params: object = None
    strength: float = 0.0
    mask: MaskState | None = None


class EffectBook:
    """Looks effects up by id, binds their parameters at a moment and runs them."""

    def __init__(self, log: DiagnosticLog) -> None:
        """``log`` gets a statement for every effect that is missing."""
        self._log = log

    def find_motion(self, effect: str, where: str) -> Motion[Any] | None:
        """The motion of that id, else None and a diagnostic."""
        return self._known(find_motion(effect), effect, where)

    def pose(self, span: MotionSpan, moment: Moment, part: Part, where: str) -> Pose:
        """What a motion does at a moment; rest when there is no such motion."""
        motion = self.find_motion(span.effect, where)
        if motion is None:
            return Pose()
        params = params_at(motion.params, span.params, moment.time_s)
        try:
            return motion.pose(params, moment, part)
        except Exception as error:
            raise _failed("motion", span.effect, where, error) from error

    def outcome(self, treatment: Treatment, at: At) -> Outcome | None:
        """What a treatment does to a picture, None when that depends on the moment.

        Equal outcomes turn the same picture into the same one.
        """
        since = at.frame - treatment.start_frame
        strength = treatment.strength.at(at.curve_s)
        found = find_filter(treatment.effect)
        if not 0 <= since < treatment.length_frames or strength <= 0.0 or found is None:
            return Outcome("")
        bound = params_at(found.params, _given(treatment, at), float(since / at.fps))
        mask = None if treatment.mask is None else mask_state(treatment.mask, at.curve_s)
        return Outcome(found.id, bound, strength, mask) if found.timeless(bound) else None

    def treat(self, picture: Picture, treatment: Treatment, at: At, where: str) -> Picture:
        """``picture`` after a treatment."""
        since = at.frame - treatment.start_frame
        if not 0 <= since < treatment.length_frames:
            return picture
        strength = treatment.strength.at(at.curve_s)
        if strength <= 0.0:
            return picture
        moment = Moment(
            progress=since / treatment.length_frames,
            time_s=float(since / at.fps),
            duration_s=float(treatment.length_frames / at.fps),
            frame=since,
            seed=treatment.seed,
        )
        given = _given(treatment, at)
        done = self._filter(picture, treatment.effect, given, moment, strength, where)
        if treatment.mask is None or done is picture:
            return done
        inside = draw_mask(mask_state(treatment.mask, at.curve_s), picture.width, picture.height)
        return mix_by(picture, done, inside)

    def treat_all(
        self, picture: Picture, treatments: Iterable[tuple[Treatment, At]], where: str
    ) -> Picture:
        """``picture`` after treatments in a row; changes of tone that follow one another are one pass."""
        pending: Tone | None = None
        for treatment, at in treatments:
            tone = self._whole_tone(treatment, at)
            both = tone if pending is None or tone is None else joined(pending, tone)
            if both is None and pending is not None:
                picture = toned(picture, pending)
            pending = both or tone
            if tone is None:
                picture = self.treat(picture, treatment, at, where)
        return picture if pending is None else toned(picture, pending)

    def _whole_tone(self, treatment: Treatment, at: At) -> Tone | None:
        """The tone of a treatment at full strength that is nothing more than a tone."""
        found = find_filter(treatment.effect)
        since = at.frame - treatment.start_frame
        if found is None or not 0 <= since < treatment.length_frames or treatment.mask is not None:
            return None
        if treatment.strength.at(at.curve_s) < 1.0:
            return None
        return found.tone(params_at(found.params, _given(treatment, at), float(since / at.fps)))

    def look(self, picture: Picture, look: Look, moment: Moment, where: str) -> Picture:
        """``picture`` with an effect that a pose asks for."""
        return self._filter(picture, look.effect, look.params, moment, look.strength, where)

    def _filter(
        self,
        picture: Picture,
        effect: str,
        params: Iterable[tuple[str, ParamValue]],
        moment: Moment,
        strength: float,
        where: str,
    ) -> Picture:
        found = self._known(find_filter(effect), effect, where)
        if found is None:
            return picture
        bound = params_at(found.params, params, moment.time_s)
        try:
            done = found.apply(picture, bound, moment)
        except Exception as error:
            raise _failed("effect", effect, where, error) from error
        return mix(picture, done, min(strength, 1.0))

    def cross(
        self,
        before: Picture,
        after: Picture,
        transition: Transition,
        frame: int,
        fps: Fraction,
        where: str,
    ) -> Picture:
        """The picture of a transition on a timeline frame; without the effect, a hard cut."""
        since = frame - transition.start_frame
        progress = (since + 0.5) / transition.length_frames
        found = self._known(find_transition(transition.effect), transition.effect, where)
        if found is None:
            return before if progress < 0.5 else after
        moment = Moment(
            progress=progress,
            time_s=float((Fraction(since) + Fraction(1, 2)) / fps),
            duration_s=float(transition.length_frames / fps),
            frame=since,
            seed=transition.seed,
        )
        bound = params_at(found.params, transition.params, moment.time_s)
        try:
            return found.apply(before, after, bound, moment)
        except Exception as error:
            raise _failed("transition", transition.effect, where, error) from error

    def _known(self, found: P | None, effect: str, where: str) -> P | None:
        if found is None:
            self._log.add(
                "effect-missing",
                "skipped",
                where,
                f"This build has no effect {effect!r}; it is left out.",
            )
        return found


def _given(treatment: Treatment, at: At) -> list[tuple[str, ParamValue]]:
    return [
        (name, value.at(at.curve_s) if isinstance(value, Curve) else value)
        for name, value in treatment.params
    ]


def params_at(
    params: type[P], values: Params | Iterable[tuple[str, ParamValue]], time_s: float
) -> P:
    """An effect's own parameters at a time; unknown names and unusable values are left out."""
    declared = {field.name for field in fields(params)}  # type: ignore[arg-type]
    known = [
        (name, value.at(time_s) if isinstance(value, Curve) else value)
        for name, value in values
        if name in declared
    ]
    try:
        return bind(params, known)
    except InvalidRequest:
        return bind(params, [pair for pair in known if _binds(params, pair)])


def _binds(params: type[P], pair: tuple[str, float | bool | str | Color]) -> bool:
    try:
        bind(params, [pair])
    except InvalidRequest:
        return False
    return True


def _failed(kind: str, effect: str, where: str, error: Exception) -> CutroomError:
    if isinstance(error, CutroomError):
        return error
    return RenderError(
        f"The {kind} {effect!r} failed on {where}: {type(error).__name__}: {error}",
        hint="Remove it from the draft, or report it with the draft.",
        details={"effect": effect, "where": where},
    )
