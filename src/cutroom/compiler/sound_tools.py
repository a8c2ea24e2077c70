"""What a segment does to its sound: effects, files made elsewhere, channels, loudness."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cutroom.compiler.dressing import look_for
from cutroom.compiler.driving import driven_params, slider_range
from cutroom.compiler.scene import Use
from cutroom.core.facts import MediaFacts
from cutroom.core.time import MICROS, TimeMap
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import ChannelUse, Params, SoundEffect

_UNHEARD = {
    "audio_pannings": "panning", "audio_pitch_shifts": "pitch shift",
    "audio_balances": "balance", "vocal_beautifys": "voice beautifying",
    "realtime_denoises": "noise reduction",
}  # fmt: skip
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


def sound_tools(use: Use, facts: MediaFacts, time: TimeMap) -> SoundTools:
    """The tools of a segment over its own file; what is not applied is recorded."""
    facts, time = _separated(use, facts, time)
    effects = []
    for material in use.extras:
        if material.bucket == "audio_effects":
            produced = use.scene.session.facts_at(material.raw, "production_path")
            if produced is not None and produced.has_audio:
                facts, time = produced, _moved(time, material.raw)
            else:
                effects += _effect(use, material.raw)
        elif material.bucket in _UNHEARD:
            tool = _UNHEARD[material.bucket]
            use.note("sound-tool-skipped", "skipped", f"{tool} is not applied")
    return SoundTools(facts, time, tuple(effects), _channels(use), _loudness(use))


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
    """The loudness that the segment is brought to, LUFS; None where that is not switched on."""
    material = use.extra("loudnesses")
    if material is None or not fields.flag(material.raw, "enable", False):
        return None
    target = fields.number(material.raw, "target_loudness", 0.0)
    if not _QUIETEST_LUFS <= target <= _LOUDEST_LUFS:
        use.note("loudness-skipped", "skipped", f"loudness {target:g} LUFS cannot be reached")
        return None
    return target
