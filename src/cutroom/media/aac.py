"""Packets of AAC: those of a source that can stand in another track, new ones between them, and the track.

A packet carries the transform of two blocks of 1,024 samples, the one at its time stamp and the next one; a block
is whole once the packet before its own and its own have been decoded (ISO/IEC 14496-3, 4.6.11). Positions are
in samples at 48 kHz.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard

from cutroom.core.errors import EncodeError
from cutroom.core.time import SAMPLE_RATE, round_half_up
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.opening import find_sound, find_video, open_media, picture_start, starts_at
from cutroom.media.sinks import AAC_BIT_RATE
from cutroom.media.sound import Samples
from cutroom.media.whole_file import whole_container

BLOCK = 1024
Placed: TypeAlias = tuple[int, bytes]
"""A packet and its position."""
_CONFIGS = (b"\x11\x90", b"\x11\x90\x56\xe5\x00")
"""Low complexity, 48 kHz, stereo, blocks of 1,024 (14496-3, 1.6.2.1); the same saying that there is no more."""
_PAIR = 1
"""An element of two channels."""
_LONG, _LONG_AFTER_SHORT = 0, 3
_AS_GOOD = 0.95
"""Encoders stay a little below the rate they are asked for."""
_EARLY_S = Fraction(1, 5)
_SAMPLE_S = Fraction(1, SAMPLE_RATE)


@dataclass(frozen=True, slots=True)
class AacRun:
    """``count`` packets of a file that follow each other, the first one ``first`` samples after second 0."""

    path: Path
    first: int
    count: int


def aac_runs(path: Path, start: int, end: int) -> tuple[AacRun, ...]:
    """The packets of a file at positions [start, end) that can stand in a track of this engine's.

    None of a file whose sound is of another kind, or of a lower rate, or not timed to the sample. Packets before
    damage are found. Raises MediaError for a file that cannot be opened.
    """
    runs: list[AacRun] = []
    with open_media(path) as container:
        stream = find_sound(container)
        if stream is None or not _fits(stream):
            return ()
        with suppress(av.error.FFmpegError, OSError):
            for position, _packet in _placed(container, stream, start):
                if position >= end:
                    break
                last = runs[-1] if runs else None
                if last is not None and position == last.first + last.count * BLOCK:
                    runs[-1] = AacRun(path, last.first, last.count + 1)
                else:
                    runs.append(AacRun(path, position, 1))
    return tuple(runs)


def read_run(run: AacRun) -> Iterator[Placed]:
    """The packets of a run. Raises EncodeError when the file no longer holds them, MediaError."""
    wanted = run.first
    end = run.first + run.count * BLOCK
    with open_media(run.path) as container:
        stream = find_sound(container)
        if stream is not None:
            with suppress(av.error.FFmpegError, OSError):
                for position, packet in _placed(container, stream, run.first):
                    if position != wanted or wanted == end:
                        break
                    yield position, bytes(packet)
                    wanted += BLOCK
    if wanted != end:
        raise EncodeError(f"The sound of {run.path.name} reads differently the second time.")


def fade_out_of(packet: bytes) -> tuple[bool, int] | None:
    """How a packet fades out over its second block: at once or slowly, and along which curve.

    None where its two channels may differ (14496-3, 4.4.2.1 and 4.4.6: window sequence and shape).
    """
    if len(packet) < 2 or packet[0] >> 5 != _PAIR or not packet[0] & 1:
        return None
    sequence, shape = packet[1] >> 5 & 3, packet[1] >> 4 & 1
    return sequence in (_LONG, _LONG_AFTER_SHORT), shape


def encoded(blocks: Iterable[Samples], first: int) -> Iterator[Placed]:
    """Packets of (2, 1024) blocks that follow each other from position ``first`` on; the last may be shorter.

    The packet before the first block and that of the last one know half of what they carry.
    """
    encoder = av.CodecContext.create("aac", "w")
    assert isinstance(encoder, AudioCodecContext)
    encoder.sample_rate, encoder.layout, encoder.format = SAMPLE_RATE, "stereo", "fltp"
    encoder.bit_rate, encoder.time_base = AAC_BIT_RATE, _SAMPLE_S
    at = first
    for block in blocks:
        samples = np.ascontiguousarray(np.clip(block, -1, 1), np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, at, _SAMPLE_S
        at += BLOCK
        yield from ((packet.pts or 0, bytes(packet)) for packet in encoder.encode(frame))
    yield from ((packet.pts or 0, bytes(packet)) for packet in encoder.encode(None))


def write_track(path: Path, packets: Iterable[Placed], end: int, settings: EncodeSettings) -> None:
    """A file of sound alone, of packets that follow each other and begin before 0, ending at ``end``.

    It appears complete or not at all. Raises EncodeError, StorageError.
    """
    with whole_container(path, settings) as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", format="fltp")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = AAC_BIT_RATE
        for position, data in packets:
            packet = Packet(data)
            packet.stream, packet.time_base, packet.is_keyframe = stream, _SAMPLE_S, True
            packet.pts = packet.dts = position
            packet.duration = min(BLOCK, end - position)
            container.mux(packet)


def _fits(stream: AudioStream) -> bool:
    context = stream.codec_context
    return (
        context.name == "aac"
        and context.sample_rate == SAMPLE_RATE
        and stream.time_base == _SAMPLE_S
        and context.extradata in _CONFIGS
        and (context.bit_rate or 0) >= AAC_BIT_RATE * _AS_GOOD
    )


def _placed(
    container: InputContainer, stream: AudioStream, start: int
) -> Iterator[tuple[int, Packet[AudioStream]]]:
    """Packets from ``start`` on, up to one that is not as it should be."""
    origin_s = starts_at(container, picture_start(find_video(container)))
    for other in container.streams:
        if other.index != stream.index:
            other.discard = Discard.all
    early = floor((start * _SAMPLE_S + origin_s - _EARLY_S) * SAMPLE_RATE)
    with suppress(av.error.FFmpegError):
        container.seek(early, stream=stream, backward=True)
    for packet in container.demux(stream):
        if not packet.size or packet.pts is None or packet.is_corrupt:
            return
        position = round_half_up((packet.pts * _SAMPLE_S - origin_s) * SAMPLE_RATE)
        if position >= start:
            yield position, packet
