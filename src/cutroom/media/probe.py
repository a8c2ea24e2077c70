"""A file to what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.core.facts import MediaFacts
from cutroom.media.colour import HDR_TRANSFERS, has_alpha, upright_degrees
from cutroom.media.decode import display_size, is_unchanged
from cutroom.media.images import (
    animation_delays_ms,
    has_transparency,
    is_image,
    opened_image,
    upright_size,
)
from cutroom.media.lottie_document import looks_like_lottie, read_lottie
from cutroom.media.opening import find_sound, find_video, is_still, open_media, unreadable

MAX_VIDEO_PIXELS = 8192 * 8192
_MICROS = 1_000_000
_LONGEST_US = 10**14
"""Three years; headers that claim more are damaged."""


def probe(path: Path) -> MediaFacts:
    """Look at a file, but not at all of it: the digest of its content stays open.

    Raises MediaError naming the file and the cause when it is nothing we can play, LimitExceeded when
    its pictures are too large.
    """
    if not path.is_file():
        # A pipe would be waited for, a device read without end.
        raise MediaError(
            f"{path.name} is not a file.", material=path.name, hint="Name a media file."
        )
    if is_image(path):
        return _image_facts(path)
    if looks_like_lottie(path):
        return _lottie_facts(path)
    with open_media(path) as container:
        return _av_facts(path, container)


def _image_facts(path: Path) -> MediaFacts:
    with opened_image(path) as image:
        width, height = upright_size(image)
        delays_ms = animation_delays_ms(path, image)
        animated = len(delays_ms) > 1
        duration_us = sum(delays_ms) * 1000 if animated else 0
        return MediaFacts(
            path=str(path),
            kind="animation" if animated else "image",
            width=width,
            height=height,
            duration_us=duration_us,
            fps=Fraction(len(delays_ms) * _MICROS, duration_us) if animated else Fraction(0),
            codec=(image.format or "").lower(),
            pixel_format=image.mode,
            has_alpha=has_transparency(image),
        )


def _lottie_facts(path: Path) -> MediaFacts:
    document = read_lottie(path)
    return MediaFacts(
        path=str(path),
        kind="animation",
        width=document.width,
        height=document.height,
        duration_us=document.duration_us,
        fps=document.fps,
        codec=document.codec,
        has_alpha=True,
    )


def _av_facts(path: Path, container: InputContainer) -> MediaFacts:
    video = find_video(container)
    sound = find_sound(container)
    if video is None and sound is None:
        raise MediaError(
            f"{path.name} holds neither picture nor sound.",
            material=path.name,
            hint="Use a video, picture or sound file.",
        )
    if video is None:
        assert sound is not None
        return MediaFacts(
            path=str(path),
            kind="audio",
            duration_us=_duration_us(path, container, sound),
            has_audio=True,
            codec=sound.codec_context.name,
        )
    return _video_facts(path, container, video, sound is not None)


def _video_facts(
    path: Path, container: InputContainer, video: VideoStream, has_audio: bool
) -> MediaFacts:
    frame, is_first = _first_frame(path, container, video)
    rotation = upright_degrees(frame)
    aspect = Fraction(video.sample_aspect_ratio or 1)
    width, height = display_size(frame.width, frame.height, aspect, rotation)
    if width * height > MAX_VIDEO_PIXELS:
        raise LimitExceeded(
            f"{path.name} is {width}×{height} pixels; the limit is {MAX_VIDEO_PIXELS} pixels.",
            hint="Scale the video down first.",
        )
    still = is_still(container)
    return MediaFacts(
        path=str(path),
        kind="image" if still else "video",
        width=width,
        height=height,
        duration_us=0 if still else _duration_us(path, container, video),
        has_audio=has_audio,
        fps=Fraction(video.average_rate or video.guessed_rate or 0),
        rotation=rotation,
        codec=video.codec_context.name,
        pixel_format=frame.format.name,
        has_alpha=has_alpha(frame) or video.metadata.get("alpha_mode") == "1",
        is_hdr=frame.color_trc in HDR_TRANSFERS,
        is_native=is_first and is_unchanged(frame, video),
    )


def _first_frame(
    path: Path, container: InputContainer, video: VideoStream
) -> tuple[av.VideoFrame, bool]:
    """The first picture that can be decoded, and whether none that should come before it cannot."""
    context = video.codec_context
    if context.width * context.height > MAX_VIDEO_PIXELS:
        raise LimitExceeded(
            f"{path.name} is {context.width}×{context.height} pixels; the limit is {MAX_VIDEO_PIXELS} pixels.",
            hint="Scale the video down first.",
        )
    is_first = True
    try:
        for number, packet in enumerate(container.demux(video)):
            frames = _tried(packet.decode)
            if number == 0 and packet.is_keyframe and not frames:
                # It would come out with the third picture or so. First ones only: a stream of which no picture
                # stands alone is understood after many pictures, which this makes the decoder forget.
                frames = _tried(context.decode)
                context.flush_buffers()
            if frames:
                return frames[0], is_first
            is_first = is_first and (packet.is_discard or not packet.is_keyframe)
            if number > 600:
                break
    except (av.error.FFmpegError, OSError) as error:
        raise unreadable(path, error) from error
    raise MediaError(
        f"{path.name} holds no picture that can be decoded.",
        material=path.name,
        hint="Check that the file is complete and plays elsewhere.",
    )


def _tried(decode: Callable[[], list[av.VideoFrame]]) -> list[av.VideoFrame]:
    """What comes out of a decoder, nothing when it complains: the next packet may be sound."""
    try:
        return decode()
    except av.error.FFmpegError:
        return []


def _duration_us(path: Path, container: InputContainer, stream: VideoStream | AudioStream) -> int:
    if stream.duration and stream.time_base:
        length_us = round(stream.duration * stream.time_base * _MICROS)
    elif container.duration:
        length_us = int(container.duration)
    else:
        length_us = _scanned_duration_us(path, stream.index)
    return min(max(length_us, 0), _LONGEST_US)


def _scanned_duration_us(path: Path, index: int) -> int:
    """The end of the last packet: streams cut off, raw or written live state no duration."""
    first: Fraction | None = None
    end, count = Fraction(0), 0
    with open_media(path) as container:
        stream = container.streams[index]
        # What comes before the damage counts.
        with suppress(av.error.FFmpegError, OSError):
            for packet in container.demux(stream):
                count += packet.size > 0
                if packet.pts is None or packet.time_base is None:
                    continue
                start = packet.pts * packet.time_base
                first = start if first is None else min(first, start)
                end = max(end, start + (packet.duration or 0) * packet.time_base)
        if first is None:
            rate = getattr(stream, "guessed_rate", None) or Fraction(25)
            return round(count / rate * _MICROS)
    return round((end - first) * _MICROS)
