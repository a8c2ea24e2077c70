"""A scene: every track of one draft, as layers and sounds."""

from __future__ import annotations

from cutroom.compiler.clock import media_time
from cutroom.compiler.compound import Composition
from cutroom.compiler.hoisting import hoisted
from cutroom.compiler.overall import bind, span_of
from cutroom.compiler.scene import Scene, Use
from cutroom.compiler.sound import place_of, sound_of
from cutroom.compiler.stacking import Span, Strip, stack
from cutroom.compiler.tracks import (
    EFFECT_TRACKS,
    KNOWN_TRACKS,
    PICTURE_TRACKS,
    main_track,
    uses_of,
)
from cutroom.compiler.transitions import Shot, join
from cutroom.compiler.visuals import picture_of
from cutroom.core.time import SAMPLE_RATE, round_half_up
from cutroom.draft.model import Track
from cutroom.timeline.model import AdjustLayer, Layer, NestedContent, SoundClip, Timeline


def compose(scene: Scene) -> Composition:
    """Compile one draft; raises ``LimitExceeded``."""
    main = main_track(scene.draft.tracks)
    items: list[Strip | Span] = []
    sounds: list[SoundClip] = []
    used: list[tuple[Track, tuple[Use, ...]]] = []
    for track in scene.draft.tracks:
        if track.kind in KNOWN_TRACKS:
            used.append((track, uses_of(scene, track, track is main)))
        else:
            _note_unknown(scene, track)
    bind(_all_of(used, EFFECT_TRACKS), _all_of(used, PICTURE_TRACKS))
    for track, uses in used:
        if track.kind in PICTURE_TRACKS:
            strips, heard = _pictures(uses)
            items.extend(strips)
            sounds.extend(heard)
        elif track.kind in EFFECT_TRACKS:
            items.extend(span for span in map(span_of, uses) if span is not None)
        else:
            sounds.extend(sound for sound in map(sound_of, uses) if sound is not None)
    layers = stack(scene, items)
    length = _length_frames(scene, layers, sounds)
    timeline = Timeline(scene.width, scene.height, scene.fps, length, layers=layers)
    return Composition(scene, timeline, tuple(sounds))


def _all_of(used: list[tuple[Track, tuple[Use, ...]]], kinds: tuple[str, ...]) -> list[Use]:
    return [use for track, uses in used if track.kind in kinds for use in uses]


def _pictures(uses: tuple[Use, ...]) -> tuple[list[Strip], list[SoundClip]]:
    shots: list[Shot] = []
    unseen: list[Use] = []
    for use in uses:
        picture = picture_of(use, compose)
        if picture is None:
            unseen.append(use)
        else:
            shots.append(Shot(use, picture.clip, nested=picture.nested))
    strips, shots = join(shots)
    sounds = [sound for shot in shots for sound in _sounds(shot)]
    if uses and uses[0].track.kind == "video":
        # A video whose picture cannot be drawn may still be heard.
        sounds += [sound for sound in map(sound_of, unseen) if sound is not None]
    return strips, sounds


def _sounds(shot: Shot) -> list[SoundClip]:
    content = shot.clip.content
    if shot.nested is not None and isinstance(content, NestedContent):
        place = place_of(shot.use, shot.sound_lead, shot.sound_tail)
        return hoisted(shot.use, media_time(shot.use), shot.nested.sounds, place)
    sound = sound_of(shot.use, shot.sound_lead, shot.sound_tail)
    return [] if sound is None else [sound]


def _length_frames(
    scene: Scene, layers: tuple[Layer | AdjustLayer, ...], sounds: list[SoundClip]
) -> int:
    """The frame at which the last clip and the last sound have ended."""
    ends = [
        clip.start_frame + clip.length_frames
        for layer in layers
        if isinstance(layer, Layer)
        for clip in layer.clips
    ]
    if sounds:
        last = max(sound.start_sample + sound.length_samples for sound in sounds)
        ends.append(round_half_up(last * scene.fps / SAMPLE_RATE))
    return max(0, *ends) if ends else 0


def _note_unknown(scene: Scene, track: Track) -> None:
    if track.segments:
        scene.session.log.add(
            "track-skipped",
            "skipped",
            f'{scene.path}track {track.index + 1} "{track.kind[:24]}"',
            "tracks of this type are not known",
        )
