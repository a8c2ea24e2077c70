"""Segments that sound, as sound clips: placed to the sample, with gain, fades and effects."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cutroom.compiler.clock import media_of, media_time
from cutroom.compiler.motion import KeyClock, Motion, shifted
from cutroom.compiler.scene import Use
from cutroom.compiler.sound_tools import pan_of, sound_tools
from cutroom.compiler.timing import part
from cutroom.compiler.visuals import key_clock
from cutroom.core.curves import Curve
from cutroom.core.facts import MediaFacts
from cutroom.core.time import MICROS, SAMPLE_RATE, TimeMap, samples_from_us
from cutroom.draft import fields
from cutroom.timeline.model import SoundClip


@dataclass(frozen=True, slots=True)
class SoundPlace:
    """Where a sound stands: samples of the nominal range, and seconds it runs on at either end."""

    start_sample: int
    length_samples: int
    lead_s: Fraction = Fraction(0)
    tail_s: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Fades:
    """Lengths of the linear fades of a segment, in samples of output time."""

    in_samples: int = 0
    out_samples: int = 0


def place_of(use: Use, lead_frames: int = 0, tail_frames: int = 0) -> SoundPlace:
    """The sample-exact place of a segment's sound, with the handles a transition gives it."""
    target = use.segment.target
    start = samples_from_us(target.start_us)
    fps = use.scene.fps
    return SoundPlace(
        start,
        samples_from_us(target.end_us) - start,
        Fraction(lead_frames) / fps,
        Fraction(tail_frames) / fps,
    )


def is_silenced(use: Use) -> bool:
    """Whether the track, or the main track's mute switch, keeps a segment from sounding."""
    if use.track.muted:
        return True
    config = fields.mapping(use.scene.draft.document, "config")
    return use.main and fields.flag(config, "video_mute", False)


def gain_of(use: Use) -> Curve | None:
    """Linear amplitude over seconds since the segment's start; None when it is silent throughout.

    Keyed volume replaces the segment's.
    """
    gain = sound_motion(use).get(use.segment.volume, "KFTypeVolume")
    return gain if gain.peak() > 0.0 else None


def sound_motion(use: Use) -> Motion:
    """The keys of a segment as its sound reads them."""
    keyed = use.segment.keyframes or use.segment.keyframe_refs
    return Motion(use, key_clock(use) if keyed else KeyClock())


def fades_of(use: Use) -> Fades:
    """The fades of a segment, never longer together than the segment."""
    material = use.extra("audio_fades")
    if material is None:
        return Fades()
    length = samples_from_us(use.segment.target.duration_us)
    fade_in = samples_from_us(max(0, fields.time_us(material.raw, "fade_in_duration")))
    fade_out = samples_from_us(max(0, fields.time_us(material.raw, "fade_out_duration")))
    fade_in = min(fade_in, length)
    return Fades(fade_in, min(fade_out, length - fade_in))


def sound_of(use: Use, lead_frames: int = 0, tail_frames: int = 0) -> SoundClip | None:
    """The sound of a segment's medium, None when it has none or is silenced."""
    facts = _sounding_file(use)
    if facts is None or is_silenced(use) or media_time(use).constant_speed == 0:
        return None
    gain = gain_of(use)
    if gain is None:
        return None
    return _clip(use, facts, gain, place_of(use, lead_frames, tail_frames))


def _clip(use: Use, facts: MediaFacts, gain: Curve, place: SoundPlace) -> SoundClip | None:
    use.scene.session.spend_clips()
    tools, pan = sound_tools(use, facts, media_time(use)), pan_of(use, sound_motion(use))
    facts, time = tools.facts, tools.time
    fades = fades_of(use)
    # A fade ends in silence at the cut, so there is nothing to run on with at that end.
    lead_s = Fraction(0) if fades.in_samples else _spare(time, facts, place.lead_s, at_start=True)
    tail_s = Fraction(0) if fades.out_samples else _spare(time, facts, place.tail_s, at_start=False)
    nominal_s = Fraction(place.length_samples, SAMPLE_RATE)
    lead, tail = int(lead_s * SAMPLE_RATE), int(tail_s * SAMPLE_RATE)
    if lead or tail:
        lead_s, tail_s = Fraction(lead, SAMPLE_RATE), Fraction(tail, SAMPLE_RATE)
        time = part(time, -lead_s, nominal_s + tail_s)
        gain, pan = shifted(gain, float(lead_s)), shifted(pan, float(lead_s))
    length = place.length_samples + lead + tail
    if length <= 0:
        return None
    return SoundClip(
        where=use.where,
        source=use.scene.session.source_index(facts),
        start_sample=place.start_sample - lead,
        length_samples=length,
        time=time,
        gain=gain,
        fade_in_samples=fades.in_samples,
        fade_out_samples=fades.out_samples,
        keep_pitch=not use.segment.pitch_follows_speed,
        effects=tools.effects,
        channels=tools.channels,
        loudness_lufs=tools.loudness_lufs,
        pan=pan,
        denoise=tools.denoise,
    )


def _sounding_file(use: Use) -> MediaFacts | None:
    material = use.material
    if material is None or material.bucket not in ("videos", "audios"):
        return None
    facts = media_of(use)
    if facts is None:
        if material.bucket == "audios":
            name = fields.text(material.raw, "name") or "the sound"
            use.note("media-missing", "skipped", f"the file of {name} was not found")
        return None
    if material.bucket == "audios" and not facts.has_audio:
        use.note("sound-missing", "skipped", "the file has no sound")
    return facts if facts.has_audio else None


def _spare(time: TimeMap, facts: MediaFacts, wanted_s: Fraction, *, at_start: bool) -> Fraction:
    """Output seconds of media beside the used range, at most ``wanted_s``."""
    if wanted_s <= 0:
        return Fraction(0)
    speed = time.spans[0].speed_start if at_start else time.spans[-1].speed_end
    if speed <= 0:
        return Fraction(0)
    if at_start != time.reverse:
        spare_s = time.source_start_s
    else:
        media_s = Fraction(facts.duration_us, MICROS)
        spare_s = media_s - time.source_start_s - time.source_length_s
    return min(wanted_s, max(spare_s / speed, Fraction(0)))
