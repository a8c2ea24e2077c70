"""Which packets of a source can be copied: its closed groups of pictures, without decoding them.

A group begins with an IDR picture and ends before the next one, so nothing outside refers into it and it
refers to nothing outside. What lies between may be of any kind: open groups end up inside a larger closed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from cutroom.media.decode import VideoReader
from cutroom.media.h264 import IDR, PPS, SPS, Config, kind_of, read_config, units_of
from cutroom.media.h264_sequence import H264Error, SequenceSet, read_sps
from cutroom.media.opening import find_video, open_media, starts_at
from cutroom.media.parts import LONGEST_RUN, VideoPacket, seek_before

MOST_PACKETS = 300_000
"""Looked at in one span; an hour and a half at 60 frames a second."""
_BACK_S = Fraction(1)
_MOST_REORDERED = 16
"""Pictures that H.264 lets a decoder hold back."""


@dataclass(frozen=True, slots=True)
class Group:
    """Packets from one IDR picture to the next.

    ``start_pts`` is the time stamp of the first picture in the stream's time base, ``times`` those of all of
    them in order of showing. ``copyable`` says that a decoder needs nothing but the stream's parameter sets.
    """

    start_pts: int
    times: tuple[int, ...]
    reorder_frames: int
    copyable: bool


@dataclass(frozen=True, slots=True)
class SourceIndex:
    """What can be known of a source's packets without decoding them.

    ``chains`` are groups that follow each other without a gap. Time stamps are in units of ``time_base``; the
    reader's second 0 is at ``origin_s``.
    """

    path: Path
    width: int
    height: int
    time_base: Fraction
    origin_s: Fraction
    config: Config
    chains: tuple[tuple[Group, ...], ...]


Span = tuple[Fraction, Fraction]
"""From one second of a source to another."""


def index_source(path: Path, spans: Sequence[Span]) -> SourceIndex | None:
    """The groups of a video that touch ``spans``, which are in order and do not overlap.

    None for what cannot be copied whatever the span: other codecs, interlaced, deep or stretched pictures,
    streams without usable time stamps. What else is not shown as it is decoded is not looked for: a file's facts
    say so. Raises MediaError for what cannot be read.
    """
    with open_media(path) as container:
        stream = find_video(container)
        if stream is None or stream.codec_context.name != "h264" or stream.time_base is None:
            return None
        described = _described(stream)
        if described is None or container.format.name == "avi":
            return None
        config, sequence = described
        origin_s = _origin(path, container, stream, config)
        chains = (
            _chain(container, stream, config, (start_s + origin_s, end_s + origin_s))
            for start_s, end_s in spans
        )
        return SourceIndex(
            path, sequence.width, sequence.height, stream.time_base, origin_s, config,
            tuple(chain for chain in chains if chain),
        )  # fmt: skip


def _origin(path: Path, container: InputContainer, stream: VideoStream, config: Config) -> Fraction:
    """The reader's second 0. Where the file begins with an IDR picture, that is the first one shown."""
    with suppress(av.error.FFmpegError, OSError, H264Error, StopIteration):
        packet = next(container.demux(stream))
        kinds = {kind_of(unit) for unit in units_of(memoryview(packet), config.length_bytes)}
        if IDR in kinds and packet.pts is not None and not packet.is_discard:
            return starts_at(container, packet.pts * packet.time_base)
    with VideoReader(path, threads=1) as reader:
        return reader.origin_s


def _chain(
    container: InputContainer, stream: VideoStream, config: Config, span: Span
) -> tuple[Group, ...]:
    scan = _Scan(config)
    # What comes before damage can be copied.
    with suppress(av.error.FFmpegError, OSError):
        for packet in _packets(container, stream, span[0]):
            over = packet.pts is not None and packet.pts * packet.time_base > span[1]
            if not scan.take(packet, over):
                break
    return scan.chained()


def _described(stream: VideoStream) -> tuple[Config, SequenceSet] | None:
    """The parameter sets, if pictures by them are whole frames of 8-bit 4:2:0 with square pixels."""
    try:
        config = read_config(stream.codec_context.extradata or b"")
        sequences = [read_sps(unit) for unit in config.sps]
    except H264Error:
        return None
    plain = all(
        one.progressive
        and (one.chroma_format, one.bit_depth) == (1, 8)
        and one.sample_aspect in (0, 1)
        for one in sequences
    )
    if len(sequences) != 1 or not config.pps or not plain:
        return None
    return config, sequences[0]


def _packets(
    container: InputContainer, stream: VideoStream, from_s: Fraction
) -> Iterator[VideoPacket]:
    assert stream.time_base is not None
    start = floor((from_s - _BACK_S) / stream.time_base)
    seek_before(container, stream, start)
    for number, packet in enumerate(container.demux(stream)):
        if not packet.size or number >= MOST_PACKETS:
            return
        yield packet


@dataclass(slots=True)
class _Open:
    """A group whose end has not been seen."""

    pts: list[int] = field(default_factory=list)
    copyable: bool = True


class _Scan:
    """Puts packets into groups."""

    def __init__(self, config: Config) -> None:
        """``config`` holds the only parameter sets that may be in use."""
        self._config = config
        self._known = {*config.sps, *config.pps}
        self._groups: list[Group] = []
        self._open: _Open | None = None

    def take(self, packet: VideoPacket, over: bool) -> bool:
        """Look at the next packet; False once a group ended and ``over`` says that it was the last."""
        kinds, fits = self._look(packet)
        if IDR in kinds:
            self.end()
            if over:
                return False
            self._open = _Open()
        if self._open is None:
            return not over
        if packet.pts is None or len(self._open.pts) == LONGEST_RUN:
            self._open = None
            return not over
        sound = fits and not (packet.is_discard or packet.is_corrupt)
        self._open.copyable = self._open.copyable and sound
        self._open.pts.append(packet.pts)
        return True

    def _look(self, packet: VideoPacket) -> tuple[set[int], bool]:
        """Kinds of units, and whether the packet can stand in another stream."""
        kinds = set()
        fits = True
        try:
            for unit in units_of(memoryview(packet), self._config.length_bytes):
                kind = kind_of(unit)
                kinds.add(kind)
                if kind in (SPS, PPS):
                    fits = fits and bytes(unit) in self._known
        except H264Error:
            return set(), False
        return kinds, fits and not kinds & {2, 3, 4} and (packet.is_keyframe == (IDR in kinds))

    def end(self) -> None:
        """The open group is complete."""
        if self._open is None:
            return
        pts, times = self._open.pts, tuple(sorted(self._open.pts))
        places = {stamp: place for place, stamp in enumerate(times)}
        ahead = max(number - places[stamp] for number, stamp in enumerate(pts))
        clean = len(places) == len(pts) and pts[0] == times[0] and ahead <= _MOST_REORDERED
        self._groups.append(Group(pts[0], times, ahead, self._open.copyable and clean))
        self._open = None

    def chained(self) -> tuple[Group, ...]:
        """The groups, up to the first one that does not follow in time."""
        self.end()
        kept: list[Group] = []
        for group in self._groups:
            if kept and group.times[0] <= kept[-1].times[-1]:
                break
            kept.append(group)
        return tuple(kept)
