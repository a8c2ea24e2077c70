"""Transitions: which neighbours they join, over which frames.

A transition hangs on the earlier segment. Where the two segments overlap (older drafts), it runs over
the overlap. Where they touch, it runs over a window centred on the cut, and both clips are shown
beyond their ends with media outside their used range; the total length does not change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cutroom.catalog.looks import Look
from cutroom.catalog.lookup import Entry
from cutroom.compiler.compound import Composition
from cutroom.compiler.dressing import look_for
from cutroom.compiler.scene import Use
from cutroom.compiler.stacking import Strip
from cutroom.draft import fields
from cutroom.draft.model import Material
from cutroom.timeline.model import Clip, Transition, Treatment


@dataclass(frozen=True, slots=True)
class Shot:
    """A compiled clip, what a compound one holds, and the frames its sound runs on at either end."""

    use: Use
    clip: Clip
    nested: Composition | None = None
    sound_lead: int = 0
    sound_tail: int = 0


@dataclass(frozen=True, slots=True)
class _Link:
    transition: Transition
    lead: int = 0
    tail: int = 0
    runs_on: bool = False


def join(shots: list[Shot]) -> tuple[list[Strip], list[Shot]]:
    """Strips of a track's shots, and the shots with the handles their transitions give them.

    ``shots`` are in time order.
    """
    done: list[Shot] = []
    strips: list[Strip] = []
    transitions: list[Transition] = []
    first = 0
    for index, shot in enumerate(shots):
        done.append(shot)
        following = shots[index + 1] if index + 1 < len(shots) else None
        link = _link(done[-1], following, transitions)
        if link is not None and following is not None:
            transitions.append(replace(link.transition, before=index - first))
            done[-1] = _with_tail(done[-1], link)
            shots[index + 1] = _with_lead(following, link)
            continue
        clips = tuple(item.clip for item in done[first:])
        strips.append(Strip(done[first].use, clips, tuple(transitions)))
        transitions = []
        first = index + 1
    return strips, done


def _with_tail(shot: Shot, link: _Link) -> Shot:
    if not link.tail:
        return shot
    clip = _running_on(shot.clip, 0, link.tail)
    return replace(shot, clip=clip, sound_tail=link.tail if link.runs_on else 0)


def _with_lead(shot: Shot, link: _Link) -> Shot:
    if not link.lead:
        return shot
    clip = _running_on(shot.clip, link.lead, 0)
    return replace(shot, clip=clip, sound_lead=link.lead if link.runs_on else 0)


def _running_on(clip: Clip, lead: int, tail: int) -> Clip:
    """The clip with handles at one end; what treats it there treats them too."""
    treatments = tuple(_longer(t, clip, lead, tail) for t in clip.treatments)
    return replace(
        clip,
        lead_frames=clip.lead_frames + lead,
        tail_frames=clip.tail_frames + tail,
        treatments=treatments,
    )


def _longer(treatment: Treatment, clip: Clip, lead: int, tail: int) -> Treatment:
    """The treatment over handles at those ends of the clip that it reaches."""
    start, end = treatment.start_frame, treatment.start_frame + treatment.length_frames
    start -= lead if start <= -clip.lead_frames else 0
    end += tail if end >= clip.length_frames + clip.tail_frames else 0
    return replace(treatment, start_frame=start, length_frames=end - start)


def _link(shot: Shot, following: Shot | None, earlier: list[Transition]) -> _Link | None:
    material = shot.use.extra("transitions")
    if material is None:
        return None
    name = fields.text(material.raw, "name") or "transition"
    reason = _obstacle(shot, following, earlier)
    if reason or following is None:
        shot.use.note("transition-ignored", "skipped", f"transition {name} ignored: {reason}")
        return None
    look = look_for(shot.use, "transition", material.raw)
    if look is None:
        return None
    if fields.text(material.raw, "video_path"):
        message = f"the pictures generated for transition {name} are not shown"
        shot.use.note("transition-redrawn", "approximated", message)
    overlap = shot.clip.start_frame + shot.clip.length_frames - following.clip.start_frame
    if overlap > 0:
        return _Link(_transition(shot.use, look, following.clip.start_frame, overlap))
    return _over_cut(shot, following, material, look)


def _obstacle(shot: Shot, following: Shot | None, earlier: list[Transition]) -> str:
    if following is None:
        return "no clip follows on its track"
    start, end = shot.clip.start_frame, shot.clip.start_frame + shot.clip.length_frames
    next_start = following.clip.start_frame
    if next_start > end:
        return "there is a gap before the next clip"
    if next_start < end:
        if next_start + following.clip.length_frames < end or next_start <= start:
            return "the next clip lies inside this one"
        if earlier and earlier[-1].start_frame + earlier[-1].length_frames > next_start:
            return "it runs into the transition before it"
    return ""


def _over_cut(shot: Shot, following: Shot, material: Material, look: Look) -> _Link | None:
    use = shot.use
    known = _catalogued(use, material)
    duration_us = fields.time_us(material.raw, "duration", known.duration_us if known else 0)
    wanted = use.scene.frame_at(duration_us)
    length = min(wanted, shot.clip.length_frames, following.clip.length_frames)
    if length <= 0:
        use.note("transition-ignored", "skipped", "a transition of no length is not drawn")
        return None
    if length < wanted:
        use.note(
            "transition-shortened", "info",
            f"transition shortened from {wanted} to {length} frames, the shorter neighbour's length",
        )  # fmt: skip
    lead = length // 2
    transition = _transition(use, look, following.clip.start_frame - lead, length)
    runs_on = fields.flag(material.raw, "is_overlap", known is not None and known.overlap)
    return _Link(transition, lead, length - lead, runs_on)


def _catalogued(use: Use, material: Material) -> Entry | None:
    """What the catalogue knows, for fields that sparse writers leave out."""
    return use.scene.session.catalog.find(
        "transition",
        resource_id=fields.text(material.raw, "resource_id"),
        effect_id=fields.text(material.raw, "effect_id"),
        name=fields.text(material.raw, "name"),
    )


def _transition(use: Use, look: Look, start_frame: int, length: int) -> Transition:
    return Transition(look.effect, look.params, 0, start_frame, length, use.seed)
