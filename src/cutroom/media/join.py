"""Parts of a video to one file, packet by packet: nothing is decoded, nothing is encoded.

H.264 from several encoders goes into one track: its decoder configuration carries the parameter sets of all of
them, each under an id of its own. Time stamps are made anew, one frame of the output a picture.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from cutroom.core.errors import EncodeError, InternalError
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.opening import find_sound, find_video, open_media
from cutroom.media.parts import EncodedPart as EncodedPart
from cutroom.media.parts import Part as Part
from cutroom.media.parts import SourceSpan as SourceSpan
from cutroom.media.parts import Track, ranked_packets, track_of, unfit
from cutroom.media.whole_file import whole_container

_BT709 = 1
MediaPacket: TypeAlias = "Packet[VideoStream] | Packet[AudioStream]"


def join_parts(
    parts: Sequence[Part], sound: Path | None, path: Path, settings: EncodeSettings
) -> None:
    """Write ``parts`` one after the other, with the first audio stream of ``sound``, into ``path``.

    ``settings`` are those that the parts were encoded with; mp4, or mov without alpha. The file appears
    complete or not at all. Raises EncodeError for a part that is not what it says (frames, key frame,
    parameter sets), MediaError for one that cannot be read, StorageError when the disk refuses.
    """
    if settings.format not in ("mp4", "mov") or settings.alpha or not parts:
        raise InternalError("Only the parts of an opaque mp4 or mov can be joined.")
    with whole_container(path, settings) as container, ExitStack() as stack:
        streams = [_add_pictures(container, parts, settings, stack)]
        if sound is not None:
            source = stack.enter_context(open_media(sound, only_packets=True))
            streams.append(_add_sound(container, source, sound))
        for packet in heapq.merge(*streams, key=_decoding_time):
            container.mux(packet)


def _decoding_time(packet: MediaPacket) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def _add_pictures(
    container: OutputContainer, parts: Sequence[Part], settings: EncodeSettings, stack: ExitStack
) -> Iterator[MediaPacket]:
    model = next((part for part in parts if isinstance(part, EncodedPart)), parts[0])
    template = find_video(stack.enter_context(open_media(model.path)))
    if template is None:
        raise unfit(model, "it holds no video")
    track = track_of(parts)
    stream = container.add_stream_from_template(template, opaque=True)
    context = stream.codec_context
    if track.extradata is not None:
        context.extradata = track.extradata
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range, context.bit_rate = int(ColorRange.MPEG), 0
    stream.time_base = 1 / settings.fps
    stream.set_display_matrix(None)
    return _timed(parts, track, stream, 1 / settings.fps)


def _timed(
    parts: Sequence[Part], track: Track, stream: VideoStream, frame_s: Fraction
) -> Iterator[MediaPacket]:
    """The packets of all parts, the k-th decoded at frame k − ``track.ahead``."""
    begins = 0
    for part in parts:
        for number, (packet, rank) in enumerate(ranked_packets(part, track), begins):
            packet.stream, packet.time_base, packet.duration = stream, frame_s, 1
            packet.pts, packet.dts = begins + rank, number - track.ahead
            if packet.pts < packet.dts:
                raise unfit(part, f"its frames are out of order by more than {track.ahead}")
            yield packet
        begins += part.frames


def _add_sound(
    container: OutputContainer, source: InputContainer, path: Path
) -> Iterator[MediaPacket]:
    template = find_sound(source)
    if template is None:
        raise EncodeError(f"{path.name} holds no sound.")
    stream: AudioStream = container.add_stream_from_template(template)
    return _sound_packets(source, template, stream)


def _sound_packets(
    source: InputContainer, template: AudioStream, stream: AudioStream
) -> Iterator[MediaPacket]:
    for packet in source.demux(template):
        if packet.size and packet.dts is not None:
            packet.stream = stream
            yield packet
