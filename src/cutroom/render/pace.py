"""How many threads each decoder of a film gets: as many as keep up with the encoder, and no more.

Decoding with two threads costs a tenth more than with one. Where encoding takes longest that buys nothing; where
several videos show at once, or many cores encode, one thread would be what everything waits for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from cutroom.core.output import Preset
from cutroom.media.decode import MOST_THREADS
from cutroom.media.encode_settings import EncodeSettings
from cutroom.timeline.model import Layer, MediaContent, NestedContent, Timeline

_ENCODING: dict[Preset, float] = {"draft": 0.8, "standard": 2.5, "high": 7.0}
"""What encoding a pixel costs where decoding one costs 1, as measured with x264 and camera footage."""
_ROOM = 1.25
"""Decoding should be ahead, not only keep up."""


def decoder_threads(timeline: Timeline, settings: EncodeSettings, processes: int = 1) -> int:
    """Threads for each decoder of a film that ``processes`` draw on this machine."""
    cores = max(1, (os.cpu_count() or 1) // processes)
    decoding = _busiest(timeline)
    slow = settings.format in ("mp4", "mov") and settings.encoder == "x264"
    encoding = _ENCODING[settings.preset] * settings.width * settings.height if slow else 0.0
    share = decoding / (decoding + encoding) if decoding else 0.0
    return min(max(1, ceil(_ROOM * share * cores)), MOST_THREADS)


def _busiest(timeline: Timeline) -> float:
    """The most video pixels that are decoded for one frame."""
    changes = sorted(_changes(timeline))
    most = now = 0.0
    for _frame, pixels in changes:
        now += pixels
        most = max(most, now)
    return most


def _changes(timeline: Timeline) -> Iterator[tuple[int, float]]:
    """Frames on which a video begins or ends, with the pixels per frame that it adds or takes away."""
    for layer in timeline.layers:
        for clip in layer.clips if isinstance(layer, Layer) else ():
            pixels = _pixels(clip.content, timeline)
            if pixels:
                yield clip.first_frame, pixels
                yield clip.end_frame, -pixels


def _pixels(content: object, timeline: Timeline) -> float:
    if isinstance(content, NestedContent):
        return _busiest(content.timeline)
    if not isinstance(content, MediaContent):
        return 0.0
    facts = timeline.sources[content.source].facts
    if facts.kind != "video":
        return 0.0
    speed = content.time.constant_speed or 1
    return facts.width * facts.height * float(facts.fps * abs(Fraction(speed)) / timeline.fps)
