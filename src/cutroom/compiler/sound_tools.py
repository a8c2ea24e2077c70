"""What a segment does to its sound: effects, pitch, files made elsewhere, sides, noise, loudness.

Fields of the newer tools (panning, pitch shift, noise reduction) are known by name from the app; how far a
value goes was never measured, so each is said to be approximated.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cutroom.compiler.dressing import look_for
from cutroom.compiler.driving import driven_params, slider_range
from cutroom.compiler.motion import Motion, affine
from cutroom.compiler.scene import Use
from cutroom.compiler.undone import note_undone
from cutroom.core.curves import Curve, flat
from cutroom.core.facts import MediaFacts
from cutroom.core.time import MICROS, TimeMap
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Material
from cutroom.timeline.model import ChannelUse, Params, SoundEffect

_MADE_ELSEWHERE = ("audio_effects", "vocal_beautifys", "ai_translates")
_MOST_SEMITONES = 24.0
_USUAL_DENOISE = 0.85
_STRENGTHS = ("强度", "强弱", "strength", "change_voice_param_strength")
"""What different sound effects call the slider for how much of them is heard."""
_CHANNELS: dict[int, ChannelUse] = {1: "left", 2: "right"}
_LOUDEST_LUFS, _QUIETEST_LUFS = -5.0, -60.0


@dataclass(frozen=True, slots=True)
class SoundTools:
    """What is heard instead of the segment's own file, and how."""

    facts: MediaFacts
    time: TimeMap
    effects: tuple[SoundEffect, ...]
    channels: ChannelUse
    loudness_lufs: float | None
    denoise: float


def sound_tools(use: Use, facts: MediaFacts, time: TimeMap) -> SoundTools:
    """The tools of a segment over its own file; what is not applied is recorded."""
    if use.track.kind == "audio":
        note_undone(use, use.extras)
    facts, time = _separated(use, facts, time)
    effects: list[SoundEffect] = []
    for material in use.extras:
        produced = _produced(use, material)
        if produced is not None:
            facts, time = produced, _moved(time, material.raw)
        else:
            effects += _effects_of(use, material)
    return SoundTools(facts, time, tuple(effects), _channels(use), _loudness(use), _denoise(use))


def compound_effects(use: Use) -> tuple[SoundEffect, ...]:
    """The effects of a compound clip, for each of its sounds; what works on their sum only is recorded."""
    for bucket, tool in _OF_THE_SUM.items():
        if use.extra(bucket) is not None and _is_on(use, bucket):
            message = f"{tool} is not applied to a compound clip; set it inside of it"
            use.note("sound-tool-skipped", "skipped", message)
    return tuple(effect for material in use.extras for effect in _effects_of(use, material))


_OF_THE_SUM = {
    "loudnesses": "loudness", "audio_balances": "loudness", "realtime_denoises": "noise reduction",
    "sound_channel_mappings": "channel mapping", "vocal_separations": "separation of voices",
}  # fmt: skip


def _is_on(use: Use, bucket: str) -> bool:
    match bucket:
        case "loudnesses" | "audio_balances":
            return _loudness(use) is not None
        case "realtime_denoises":
            return _denoise_amount(use) > 0.0
        case "sound_channel_mappings":
            return _channels(use) != "both"
    material = use.extra(bucket)
    return material is not None and bool(fields.texts(material.raw, "removed_sounds"))


def _produced(use: Use, material: Material) -> MediaFacts | None:
    """The file in which a tool of the app has left its result, where the draft carries it."""
    if material.bucket not in _MADE_ELSEWHERE:
        return None
    produced = use.scene.session.facts_at(material.raw, "production_path")
    return produced if produced is not None and produced.has_audio else None


def _effects_of(use: Use, material: Material) -> list[SoundEffect]:
    match material.bucket:
        case "audio_effects":
            return _effect(use, material.raw)
        case "audio_pitch_shifts":
            return _transposed(use, material.raw)
        case "vocal_beautifys" if fields.flag(material.raw, "enable", False):
            use.note(
                "beautifying-approximated", "approximated",
                "the beautified voice is not in the draft; an equaliser makes the voice clearer instead",
            )  # fmt: skip
            return [SoundEffect("clear-voice", ())]
        case "ai_translates" if fields.text(material.raw, "production_path"):
            message = "the translated sound is not part of the draft; the original is played"
            use.note("translation-missing", "skipped", message)
    return []


def _transposed(use: Use, raw: Json) -> list[SoundEffect]:
    """A pitch shift in semitones and cents, the speed kept."""
    if not fields.flag(raw, "enable_pitch_shift", True):
        return []
    semitones = fields.number(raw, "semitones", 0.0, -_MOST_SEMITONES, _MOST_SEMITONES)
    semitones += fields.number(raw, "cents", 0.0, -100.0, 100.0) / 100
    if not semitones:
        return []
    return [SoundEffect("transpose", (("semitones", round(semitones, 4)),))]


def pan_of(use: Use, motion: Motion) -> Curve:
    """Where a segment is heard, −1 (left) to 1 (right), keyed or not."""
    material = use.extra("audio_pannings")
    if material is None or not fields.flag(material.raw, "enable_panning", True):
        return flat(0.0)
    value = fields.number(material.raw, "panning_value", 0.0, -100.0, 100.0)
    pan = motion.get(value, "KFTypeAudioPanning", of=material.raw)
    if all(key.value == 0.0 for key in pan.keys):
        return flat(0.0)
    use.note(
        "panning-approximated", "approximated",
        "sound is panned at equal power; the law of the app was never measured",
    )  # fmt: skip
    counts_to_100 = any(abs(key.value) > 1.0 for key in pan.keys)
    return affine(pan, 0.01, 0.0) if counts_to_100 else pan


def _denoise(use: Use) -> float:
    amount = _denoise_amount(use)
    if amount > 0.0:
        use.note(
            "denoise-approximated", "approximated",
            "noise is taken out of the spectrum; the app uses a model of its own",
        )  # fmt: skip
    return amount


def _denoise_amount(use: Use) -> float:
    """How much of steady noise is taken out, 0–1."""
    material = use.extra("realtime_denoises")
    if material is None or not fields.flag(material.raw, "is_denoise", True):
        return 0.0
    rate = fields.number(material.raw, "denoise_rate", _USUAL_DENOISE, 0.0, 100.0)
    return rate if rate <= 1.0 else rate / 100


def _effect(use: Use, raw: Json) -> list[SoundEffect]:
    look = look_for(use, "audio-effect", raw)
    if look is None:
        return []
    params = driven_params(use, "audio-effect", look, raw)
    return [SoundEffect(look.effect, (*params, *_strength(use, raw)))]


def _strength(use: Use, raw: Json) -> Params:
    """How much of a sound effect is heard, 0–1; nothing when the draft does not say."""
    for param in fields.mappings(raw, "audio_adjust_params"):
        if fields.text(param, "name") in _STRENGTHS:
            low, high = slider_range(use, "audio-effect", raw, param)
            value = (fields.number(param, "value", high) - low) / (high - low)
            return (("strength", min(max(value, 0.0), 1.0)),)
    return ()


def _separated(use: Use, facts: MediaFacts, time: TimeMap) -> tuple[MediaFacts, TimeMap]:
    """The file with voice or accompaniment removed, when the draft carries one."""
    material = use.extra("vocal_separations")
    if material is None or not fields.texts(material.raw, "removed_sounds"):
        return facts, time
    produced = use.scene.session.facts_of(material.raw)
    if produced is None or not produced.has_audio:
        use.note(
            "separation-missing", "skipped",
            "the separated sound is not part of the draft; the original is played",
        )  # fmt: skip
        return facts, time
    return produced, _moved(time, material.raw)


def _moved(time: TimeMap, raw: Json) -> TimeMap:
    """The time map over a file made of a part of the source, ``time_range``."""
    offset_s = Fraction(fields.time_us(fields.mapping(raw, "time_range"), "start"), MICROS)
    return TimeMap(time.source_start_s - offset_s, time.spans, time.reverse)


def _channels(use: Use) -> ChannelUse:
    material = use.extra("sound_channel_mappings")
    code = 0 if material is None else fields.integer(material.raw, "audio_channel_mapping", 0)
    if not code:
        return "both"
    channels = _CHANNELS.get(code)
    if channels is None:
        use.note("channels-skipped", "skipped", f"channel mapping {code} is not known")
        return "both"
    use.note(
        "channels-approximated", "approximated",
        f"channel mapping {code} is taken to mean the {channels} channel on both sides",
    )  # fmt: skip
    return channels


def _loudness(use: Use) -> float | None:
    """The loudness that the segment is brought to, LUFS; None where that is not switched on.

    Older drafts keep it as a balance of loudness.
    """
    material, switch = use.extra("loudnesses"), "enable"
    if material is None:
        material, switch = use.extra("audio_balances"), "enable_balance"
    if material is None or not fields.flag(material.raw, switch, False):
        return None
    target = fields.number(material.raw, "target_loudness", 0.0)
    if not _QUIETEST_LUFS <= target <= _LOUDEST_LUFS:
        use.note("loudness-skipped", "skipped", f"loudness {target:g} LUFS cannot be reached")
        return None
    return target
