"""Sounds of a compound clip on the timeline around it.

Gains multiply, ranges are cut to what the clip plays, and time runs through both maps. Fades become
part of the gain, because a cut may go through them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from cutroom.compiler.motion import product, shifted
from cutroom.compiler.scene import Use
from cutroom.compiler.sound import (
    Fades,
    SoundPlace,
    fades_of,
    gain_of,
    is_silenced,
    place_of,
    sound_motion,
)
from cutroom.compiler.sound_tools import compound_effects, pan_of
from cutroom.compiler.timing import chained, is_exact, part
from cutroom.core.curves import Curve, Key, flat
from cutroom.core.time import SAMPLE_RATE, TimeMap, round_half_up
from cutroom.draft import fields
from cutroom.timeline.model import SoundClip, SoundEffect


@dataclass(frozen=True, slots=True)
class _Outer:
    """What the compound clip does to the sounds in it; ``gain`` counts from its nominal start."""

    use: Use
    place: SoundPlace
    time: TimeMap
    gain: Curve
    pan: Curve
    effects: tuple[SoundEffect, ...]


def hoisted(
    use: Use, time: TimeMap, sounds: tuple[SoundClip, ...], place: SoundPlace | None = None
) -> list[SoundClip]:
    """The sounds of a compound clip that are heard while it plays."""
    gain = None if is_silenced(use) else gain_of(use)
    if gain is None or time.constant_speed == 0 or not _has_sound(use):
        return []
    place = place or place_of(use)
    length_s = Fraction(place.length_samples, SAMPLE_RATE)
    gain = faded(gain, length_s, fades_of(use))
    outer = _Outer(use, place, time, gain, pan_of(use, sound_motion(use)), compound_effects(use))
    use.scene.session.spend_clips(len(sounds))
    found = (_hoist(outer, sound) for sound in sounds)
    return [sound for sound in found if sound is not None]


def _has_sound(use: Use) -> bool:
    """The stand-in video of a compound clip says so when the sound was taken off it."""
    return use.material is None or fields.flag(use.material.raw, "has_audio", True)


def faded(gain: Curve, length_s: Fraction, fades: Fades) -> Curve:
    """A gain multiplied by linear fades at the ends of ``length_s``."""
    if not fades.in_samples and not fades.out_samples:
        return gain
    rise, fall = fades.in_samples / SAMPLE_RATE, fades.out_samples / SAMPLE_RATE
    keys = [Key(0.0, 0.0), Key(rise, 1.0)] if rise else [Key(0.0, 1.0)]
    end = float(length_s)
    if fall:
        keys += [Key(max(end - fall, rise), 1.0), Key(end, 0.0)]
    return product(gain, Curve(tuple(keys)))


def _hoist(outer: _Outer, sound: SoundClip) -> SoundClip | None:
    """One sound: the stretch of nested time that is both in the sound and played by the clip."""
    inner_start_s = Fraction(sound.start_sample, SAMPLE_RATE)
    inner_end_s = inner_start_s + Fraction(sound.length_samples, SAMPLE_RATE)
    window = _heard(outer, inner_start_s, inner_end_s)
    if window is None:
        return None
    start_s, end_s = window
    outer_part = part(outer.time, start_s, end_s)
    nested_start_s = outer_part.source_start_s
    nested_end_s = nested_start_s + outer_part.source_length_s
    inner_part = part(sound.time, nested_start_s - inner_start_s, nested_end_s - inner_start_s)
    if not is_exact(outer_part, inner_part):
        outer.use.note(
            "nested-speed-averaged", "approximated",
            "a sound of changing speed inside a clip of changing speed plays at its average speed",
        )  # fmt: skip

    def output_s(time_s: float) -> float:
        """From seconds of the nested sound to seconds after the hoisted one's start."""
        nested_s = Fraction(time_s).limit_denominator(10**6) + inner_start_s
        travel = nested_end_s - nested_s if outer_part.reverse else nested_s - nested_start_s
        return outer_part.output_at(travel)

    length_s = Fraction(sound.length_samples, SAMPLE_RATE)
    fades = Fades(sound.fade_in_samples, sound.fade_out_samples)
    keys = len(sound.gain.keys) + len(outer.gain.keys) + len(sound.pan.keys)
    outer.use.scene.session.spend_keys(keys)
    inner_gain = _retimed(faded(sound.gain, length_s, fades), output_s)
    start_sample = outer.place.start_sample + round_half_up(start_s * SAMPLE_RATE)
    length = outer.place.start_sample + round_half_up(end_s * SAMPLE_RATE) - start_sample
    if length <= 0:
        return None
    return replace(
        sound,
        start_sample=start_sample,
        length_samples=length,
        time=chained(outer_part, inner_part),
        gain=product(inner_gain, shifted(outer.gain, -float(start_s))),
        pan=_pan(outer, _retimed(sound.pan, output_s), float(start_s)),
        effects=(*sound.effects, *outer.effects),
        fade_in_samples=0,
        fade_out_samples=0,
        keep_pitch=sound.keep_pitch and not outer.use.segment.pitch_follows_speed,
    )


def _pan(outer: _Outer, inner: Curve, start_s: float) -> Curve:
    """Where a nested sound is heard: the compound clip's place wins over one of its own."""
    if outer.pan.constant and outer.pan.first == 0.0:
        return inner
    if not inner.constant or inner.first != 0.0:
        message = "a sound that is panned inside a panned compound clip is heard where the clip is"
        outer.use.note("nested-panning-skipped", "approximated", message)
    return shifted(outer.pan, -start_s)


def _heard(outer: _Outer, start_s: Fraction, end_s: Fraction) -> tuple[Fraction, Fraction] | None:
    """Output seconds since the clip's nominal start at which nested [start_s, end_s) plays."""
    time, place = outer.time, outer.place
    first_s, last_s = -place.lead_s, Fraction(place.length_samples, SAMPLE_RATE) + place.tail_s
    if time.reverse:
        nested_end_s = time.source_start_s + time.source_length_s
        low, high = nested_end_s - end_s, nested_end_s - start_s
    else:
        low, high = start_s - time.source_start_s, end_s - time.source_start_s
    begin, finish = max(first_s, _output_at(time, low)), min(last_s, _output_at(time, high))
    return (begin, finish) if begin < finish else None


def _output_at(time: TimeMap, travel_s: Fraction) -> Fraction:
    speed = time.constant_speed
    if speed:
        return travel_s / speed
    return Fraction(round(time.output_at(travel_s) * SAMPLE_RATE), SAMPLE_RATE)


def _retimed(curve: Curve, output_s: Callable[[float], float]) -> Curve:
    """The curve's keys moved along; their handles follow the ends of their spans."""
    if len(curve.keys) == 1:
        return flat(curve.first)
    times = [output_s(key.time_s) for key in curve.keys]
    moved = [_moved(key, time_s, output_s) for key, time_s in zip(curve.keys, times, strict=True)]
    if times[0] > times[-1]:
        moved.reverse()
    return Curve(tuple(moved))


def _moved(key: Key, time_s: float, output_s: Callable[[float], float]) -> Key:
    if not (key.out_s or key.in_s or key.out_value or key.in_value):
        return Key(time_s, key.value)
    ahead = output_s(key.time_s + key.out_s) - time_s
    behind = output_s(key.time_s + key.in_s) - time_s
    if ahead < 0 or behind > 0:
        return Key(time_s, key.value, behind, key.in_value, ahead, key.out_value)
    return Key(time_s, key.value, ahead, key.out_value, behind, key.in_value)
