"""A part of a timeline, counted from its own start.

Clips keep their nominal range, so what is drawn on a frame does not depend on the part asked for: a clip
may begin before frame 0 and end after the last one.
"""

from __future__ import annotations

from dataclasses import replace

from cutroom.compiler.compound import Composition
from cutroom.core.time import samples_from_frames
from cutroom.timeline.model import AdjustLayer, Clip, Layer, SoundClip, Transition, Treatment


def windowed(whole: Composition, start_frame: int, end_frame: int) -> Composition:
    """Frames [start_frame, end_frame) of a composition and the sounds heard during them."""
    fps = whole.scene.fps
    length = end_frame - start_frame
    layers = (_layer(layer, start_frame, length) for layer in whole.timeline.layers)
    kept = tuple(layer for layer in layers if layer is not None)
    start_sample = samples_from_frames(start_frame, fps)
    samples = samples_from_frames(end_frame, fps) - start_sample
    sounds = tuple(
        replace(sound, start_sample=sound.start_sample - start_sample)
        for sound in whole.sounds
        if _is_heard(sound, start_sample, samples)
    )
    return replace(
        whole, timeline=replace(whole.timeline, layers=kept, length_frames=length), sounds=sounds
    )


def _is_heard(sound: SoundClip, start_sample: int, samples: int) -> bool:
    begin = sound.start_sample - start_sample
    return begin < samples and begin + sound.length_samples > 0


def _layer(layer: Layer | AdjustLayer, offset: int, length: int) -> Layer | AdjustLayer | None:
    if isinstance(layer, AdjustLayer):
        treatments = tuple(_moved_treatment(t, offset) for t in layer.treatments)
        kept = tuple(t for t in treatments if t.start_frame < length and _end(t) > 0)
        return replace(layer, treatments=kept) if kept else None
    moved = [replace(clip, start_frame=clip.start_frame - offset) for clip in layer.clips]
    places = {i: n for n, i in enumerate(i for i, c in enumerate(moved) if _shown(c, length))}
    if not places:
        return None
    transitions = tuple(
        replace(t, before=places[t.before], start_frame=t.start_frame - offset)
        for t in layer.transitions
        if t.before in places and t.before + 1 in places
    )
    return replace(layer, clips=tuple(moved[i] for i in places), transitions=transitions)


def _shown(clip: Clip, length: int) -> bool:
    return clip.first_frame < length and clip.end_frame > 0


def _moved_treatment(treatment: Treatment, offset: int) -> Treatment:
    return replace(treatment, start_frame=treatment.start_frame - offset)


def _end(item: Treatment | Transition) -> int:
    return item.start_frame + item.length_frames
