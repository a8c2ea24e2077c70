"""Which segments take part, on which frames; and which track is the main one."""

from __future__ import annotations

from cutroom.compiler.scene import Scene, Use
from cutroom.core.errors import LimitExceeded
from cutroom.draft.model import Segment, Track

PICTURE_TRACKS = ("video", "text", "sticker")
EFFECT_TRACKS = ("effect", "filter", "adjust")
SOUND_TRACKS = ("audio",)
KNOWN_TRACKS = (*PICTURE_TRACKS, *EFFECT_TRACKS, *SOUND_TRACKS)


def main_track(tracks: tuple[Track, ...]) -> Track | None:
    """The first video track with flag 0 that holds something, else the first video track that does."""
    used = [track for track in tracks if track.kind == "video" and track.segments]
    return next((track for track in used if track.flag == 0), used[0] if used else None)


def uses_of(scene: Scene, track: Track, main: bool) -> tuple[Use, ...]:
    """The visible segments of a track in time order, placed on whole frames.

    Both ends are rounded to the nearest frame, so neighbours that touch in microseconds touch in
    frames. A gap or overlap below one frame is rounding of the writer: it is closed.
    """
    segments = sorted(
        (s for s in track.segments if s.visible and s.target.duration_us > 0),
        key=lambda s: s.target.start_us,
    )
    uses: list[Use] = []
    for index, segment in enumerate(segments):
        _check_time(scene, segment)
        following = segments[index + 1] if index + 1 < len(segments) else None
        start_frame = scene.frame_at(segment.target.start_us)
        length = _end_frame(scene, segment, following) - start_frame
        if length > 0:
            uses.append(Use(scene, track, segment, start_frame, length, main))
    return tuple(uses)


def _end_frame(scene: Scene, segment: Segment, following: Segment | None) -> int:
    end_us = segment.target.end_us
    if following is not None and abs(following.target.start_us - end_us) < scene.frame_us:
        return scene.frame_at(following.target.start_us)
    return scene.frame_at(end_us)


def _check_time(scene: Scene, segment: Segment) -> None:
    limit_us = scene.session.limits.max_duration_us
    if segment.target.end_us > limit_us or segment.target.duration_us > limit_us:
        raise LimitExceeded(
            f"The draft is longer than {limit_us / 3.6e9:g} hours, the longest that is rendered."
        )
