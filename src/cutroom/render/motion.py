"""Motions at a moment: which are running, and the one pose they add up to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import hypot

from cutroom.effects.spec import REST, Look, Moment, Part, Pose
from cutroom.render.effects import EffectBook
from cutroom.timeline.model import Clip, MotionSpan


@dataclass(frozen=True, slots=True)
class Stirring:
    """What the motions of a clip do at a frame.

    A pose of the whole, the picture effects it asks for with their moments (they are not in
    ``pose.looks``), and the spans that move characters one by one.
    """

    pose: Pose = REST
    looks: tuple[tuple[Look, Moment], ...] = ()
    per_character: tuple[MotionSpan, ...] = ()


STILL = Stirring()


def stirring_at(clip: Clip, frame: int, fps: Fraction, book: EffectBook) -> Stirring:
    """The motions of ``clip`` on its ``frame``-th frame."""
    if not clip.motions:
        return STILL
    pose = REST
    looks: list[tuple[Look, Moment]] = []
    per_character: list[MotionSpan] = []
    for span in clip.motions:
        if not is_running(span, frame):
            continue
        motion = book.find_motion(span.effect, clip.where)
        if motion is None:
            continue
        if motion.per == "character":
            per_character.append(span)
        else:
            moment = moment_of(span, frame, fps)
            asked = book.pose(span, moment, Part(), clip.where)
            looks += [(look, moment) for look in asked.looks]
            pose = combined(pose, replace(asked, looks=()))
    if pose == REST and not per_character and not looks:
        return STILL
    return Stirring(pose, tuple(looks), tuple(per_character))


def is_running(span: MotionSpan, frame: int) -> bool:
    """Whether the span has a say: an entrance also before its start, an exit also after its end."""
    if span.length_frames <= 0:
        return False
    if span.phase == "in":
        return frame < span.start_frame + span.length_frames
    if span.phase == "out":
        return frame >= span.start_frame
    return span.start_frame <= frame < span.start_frame + span.length_frames


def moment_of(span: MotionSpan, frame: int, fps: Fraction) -> Moment:
    """Where ``frame`` lies in the span; progress is time over duration, held at the ends."""
    since = min(max(frame - span.start_frame, 0), span.length_frames)
    return Moment(
        progress=since / span.length_frames,
        time_s=float(since / fps),
        duration_s=float(span.length_frames / fps),
        frame=since,
        seed=span.seed,
    )


def combined(first: Pose, second: Pose) -> Pose:
    """Both at once: moves and angles add, scales and alpha multiply, blurs add as variances."""
    if first == REST:
        return second
    if second == REST:
        return first
    return Pose(
        x=first.x + second.x,
        y=first.y + second.y,
        own_x=first.own_x + second.own_x,
        own_y=first.own_y + second.own_y,
        scale_x=first.scale_x * second.scale_x,
        scale_y=first.scale_y * second.scale_y,
        rotation=first.rotation + second.rotation,
        tilt_x=first.tilt_x + second.tilt_x,
        tilt_y=first.tilt_y + second.tilt_y,
        skew=first.skew + second.skew,
        alpha=first.alpha * second.alpha,
        blur=hypot(first.blur, second.blur),
        anchor=second.anchor if second.anchor != (0.0, 0.0) else first.anchor,
        wipe=second.wipe or first.wipe,
        tint=second.tint or first.tint,
        hollow=max(first.hollow, second.hollow),
        shows=second.shows if second.shows >= 0 else first.shows,
        ornaments=first.ornaments + second.ornaments,
        echoes=first.echoes + second.echoes,
    )
