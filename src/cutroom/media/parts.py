"""Parts of a video that exist already: files of this engine's encoder, spans of sources to copy.

A part begins with a picture that refers to nothing before it, and nothing in it refers to what comes after.
Each of its pictures is shown for one frame of the output, in the order of their time stamps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from operator import is_
from pathlib import Path
from typing import TypeAlias, cast

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from cutroom.core.errors import CutroomError, EncodeError
from cutroom.media.h264 import (
    Config,
    is_kept,
    merged,
    read_config,
    units_of,
    with_lengths,
)
from cutroom.media.h264_numbers import Numbering, numbered
from cutroom.media.h264_sequence import H264Error, read_sps
from cutroom.media.opening import find_video, open_media, unreadable

VideoPacket: TypeAlias = "Packet[VideoStream]"
LONGEST_RUN = 1500
"""Packets from one key frame to the next that are held to learn their order."""
_BACK_S = Fraction(1, 2)
"""Some containers index decoding times, which may be this much earlier than showing times."""
_FURTHEST_BACK_S = 10**6
"""Before the beginning of every file."""


@dataclass(frozen=True, slots=True)
class EncodedPart:
    """A file by ``Encoder`` of exactly ``frames`` frames, made with the output's settings, without sound."""

    path: Path
    frames: int


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Packets of an H.264 source to copy: ``frames`` of them in decoding order, whole closed groups.

    ``start_pts`` is the time stamp of the first one, a key frame, in the stream's time base;
    ``reorder_frames`` is how many frames may precede one in decoding and follow it in showing.
    """

    path: Path
    start_pts: int
    frames: int
    reorder_frames: int


Part = EncodedPart | SourceSpan


def unfit(part: Part, why: str) -> EncodeError:
    """The error for a part that is not what it says."""
    return EncodeError(
        f"{part.path.name} cannot become a part of the video: {why}.",
        hint="Render again without the cache.",
    )


@dataclass(frozen=True, slots=True)
class Track:
    """What the parts have in common once they are joined.

    ``extradata`` is the decoder configuration, ``ahead`` how many frames decoding runs ahead of showing, and
    ``numberings`` the parameter sets' ids by file. Codecs other than H.264 have neither.
    """

    extradata: bytes | None = None
    ahead: int = 0
    numberings: Mapping[Path, Numbering] = field(default_factory=dict)


def track_of(parts: Sequence[Part]) -> Track:
    """How ``parts`` become one track.

    Raises EncodeError where parameter sets cannot go together, MediaError for files that cannot be read.
    """
    encoded = [part for part in parts if isinstance(part, EncodedPart)]
    spans = {part.path: part for part in parts if isinstance(part, SourceSpan)}
    sources: tuple[Part, ...] = (*encoded[:1], *spans.values())
    configs = [config_of(part) for part in sources]
    known = [config for config in configs if config is not None]
    if len(known) < len(configs):
        return Track()
    ahead = [part.reorder_frames for part in parts if isinstance(part, SourceSpan)]
    if encoded:
        stated = read_sps(known[0].sps[0]).reorder_frames
        ahead.append(_measured_ahead(encoded) if stated is None else stated)
    try:
        numberings = numbered(known)
        extradata = merged(numbering.config for numbering in numberings)
    except H264Error as error:
        raise unfit(parts[0], f"its parameter sets do not go together: {error}") from error
    by_path = {part.path: found for part, found in zip(sources, numberings, strict=True)}
    return Track(extradata, max(ahead), by_path)


def config_of(part: Part) -> Config | None:
    """The parameter sets of a part, None for codecs other than H.264. Raises EncodeError, MediaError."""
    with open_media(part.path, only_packets=True) as container:
        return _config(part, _video_of(part, container))


def _config(part: Part, stream: VideoStream) -> Config | None:
    if stream.codec_context.name != "h264":
        return None
    try:
        config = read_config(stream.codec_context.extradata or b"")
    except H264Error as error:
        raise unfit(part, str(error)) from error
    if not config.sps or not config.pps:
        raise unfit(part, "it has no parameter sets")
    return config


def _video_of(part: Part, container: InputContainer) -> VideoStream:
    stream = find_video(container)
    if stream is None:
        raise unfit(part, "it holds no video")
    return stream


def _measured_ahead(parts: Sequence[EncodedPart]) -> int:
    """How far decoding runs ahead, by the time stamps of every part."""
    most = 0
    for part in parts:
        with open_media(part.path) as container:
            stream = _video_of(part, container)
            rate = stream.average_rate or stream.guessed_rate or Fraction(1)
            for packet in islice(container.demux(stream), 1):
                late = ((packet.pts or 0) - (packet.dts or 0)) * packet.time_base
                most = max(most, ceil(late * rate))
    return most


def ranked_packets(part: Part, track: Track) -> Iterator[tuple[VideoPacket, int]]:
    """The packets of a part in decoding order, each with the number of its frame in order of showing.

    H.264 comes with four bytes of length before each unit. Raises EncodeError, MediaError.
    """
    seen = 0
    for run in _runs(part, track):
        order = sorted(range(len(run)), key=lambda index: run[index].pts or 0)
        ranks = {index: rank for rank, index in enumerate(order)}
        for index, packet in enumerate(run):
            yield packet, seen + ranks[index]
        seen += len(run)
    if seen != part.frames:
        raise unfit(part, f"it has {seen} frames instead of {part.frames}")


def holds(span: SourceSpan, config: Config) -> bool:
    """Whether a span of a source with these parameter sets is what it says.

    It is read once: damaged files read differently from different places.
    """
    try:
        (numbering,) = numbered([config])
        packets = ranked_packets(span, Track(numberings={span.path: numbering}))
        return all(n - rank <= span.reorder_frames for n, (_, rank) in enumerate(packets))
    except (CutroomError, H264Error):
        return False


def _runs(part: Part, track: Track) -> Iterator[list[VideoPacket]]:
    """Packets from one key frame to the next."""
    run: list[VideoPacket] = []
    for packet in _packets(part, track):
        if packet.is_keyframe and run:
            yield run
            run = []
        if not run and not packet.is_keyframe:
            raise unfit(part, "it does not begin with a key frame")
        run.append(packet)
        if len(run) > LONGEST_RUN:
            raise unfit(part, "its key frames are too far apart")
    if run:
        yield run


def _packets(part: Part, track: Track) -> Iterator[VideoPacket]:
    try:
        with open_media(part.path, only_packets=True) as container:
            stream = _video_of(part, container)
            if isinstance(part, SourceSpan):
                yield from _copied(part, container, stream, track)
            else:
                yield from (packet for packet in container.demux(stream) if packet.size)
    except (av.error.FFmpegError, OSError) as error:
        raise unreadable(part.path, error) from error


def _copied(
    part: SourceSpan, container: InputContainer, stream: VideoStream, track: Track
) -> Iterator[VideoPacket]:
    config, numbering = _config(part, stream), track.numberings.get(part.path)
    if config is None or numbering is None:
        raise unfit(part, "it is not H.264")
    packets = (packet for packet in _from_start(part, container, stream) if packet.size)
    for packet in islice(packets, part.frames):
        yield _fitted(part, packet, config.length_bytes, numbering)


def _from_start(
    part: SourceSpan, container: InputContainer, stream: VideoStream
) -> Iterator[VideoPacket]:
    """The packets from the first one of the span on, wherever the container's index leads."""
    base = stream.time_base or Fraction(1, 90_000)
    for back_s in (_BACK_S, _FURTHEST_BACK_S):
        seek_before(container, stream, part.start_pts - floor(back_s / base))
        packets = container.demux(stream)
        first = next((packet for packet in packets if packet.pts == part.start_pts), None)
        if first is not None:
            yield first
            yield from packets
            return


def seek_before(container: InputContainer, stream: VideoStream, stamp: int) -> None:
    """Read on from a key frame not after ``stamp``, from the start of what cannot seek."""
    for target in (stamp, 0):
        # Some containers know no time before 0.
        with suppress(av.error.FFmpegError):
            container.seek(target, stream=stream, backward=True)
            return


def _fitted(
    part: SourceSpan, packet: VideoPacket, length_bytes: int, numbering: Numbering
) -> VideoPacket:
    """The packet as it stands in the joined track.

    Without delimiters, fillers and repeated parameter sets, which an mp4 has no place for.
    """
    try:
        units = list(units_of(memoryview(packet), length_bytes))
        kept = [numbering.unit(unit) for unit in units if is_kept(unit)]
    except H264Error as error:
        raise unfit(part, str(error)) from error
    if length_bytes == 4 and len(kept) == len(units) and all(map(is_, kept, units)):
        return packet
    fitted = cast("VideoPacket", Packet(with_lengths(unit for unit in kept if unit is not None)))
    fitted.pts, fitted.dts, fitted.is_keyframe = packet.pts, packet.dts, packet.is_keyframe
    fitted.time_base = packet.time_base
    return fitted
