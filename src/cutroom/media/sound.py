"""Sound of any file as 48 kHz stereo float, sample by sample exact, streaming.

The position of a sample is its time stamp, counted from the start of the file; encoder priming is cut by FFmpeg
as the container says. FFmpeg puts a mono source on both sides at 1/√2, which is the pan law the timeline asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from cutroom.core.errors import MediaError
from cutroom.core.time import SAMPLE_RATE, round_half_up
from cutroom.media.opening import open_media, unreadable

Samples = NDArray[np.float32]

FORWARD_SAMPLES = 10 * SAMPLE_RATE
"""Further ahead than this a seek is cheaper than decoding on."""
_PRE_ROLL_S = Fraction(1, 4)
"""Decoding starts this much early: MP3 and AAC need earlier packets to be exact."""
_JUMP_SAMPLES = SAMPLE_RATE // 20
"""A time stamp further off than this is a gap in the file, not rounding."""
_KEPT_SAMPLES = 2 * SAMPLE_RATE
_MOST_DAMAGED = 500


class SoundReader:
    """The first audio stream of a file. Not for several threads at once."""

    def __init__(self, path: Path | str) -> None:
        """Open the file. Raises MediaError naming it when it holds no sound."""
        self._path = path
        self._container = open_media(path)
        streams = self._container.streams.audio
        if not streams:
            self._container.close()
            raise MediaError(f"{Path(path).name} holds no sound.", material=Path(path).name)
        self._stream: AudioStream = streams[0]
        self._origin = Fraction(self._container.start_time or 0, 1_000_000)
        self._damaged = 0
        self._kept: list[Samples] = []
        self._start = self._end = 0
        self._ended = self._from_start = False
        self._blocks: Iterator[tuple[int, Samples]] = iter(())
        self._restart(Fraction(0))

    def __enter__(self) -> SoundReader:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._kept = []
        self._container.close()

    def read(self, start_sample: int, count: int) -> Samples:
        """Samples [start, start + count) as (2, count); silence before and after the sound."""
        before = start_sample < self._start and not self._from_start
        if before or start_sample > self._end + FORWARD_SAMPLES:
            self._go_to(start_sample)
        while self._end < start_sample + count and not self._ended:
            self._extend(keep_from=start_sample)
        return self._cut(start_sample, count)

    def _cut(self, start: int, count: int) -> Samples:
        result = np.zeros((2, count), np.float32)
        position = self._start
        for block in self._kept:
            first = max(start, position)
            last = min(start + count, position + block.shape[1])
            if last > first:
                result[:, first - start : last - start] = block[
                    :, first - position : last - position
                ]
            position += block.shape[1]
        return result

    def _go_to(self, sample: int) -> None:
        time_s = Fraction(sample, SAMPLE_RATE) - _PRE_ROLL_S
        self._restart(max(time_s, Fraction(0)))
        self._extend(keep_from=0)
        if self._start > max(sample, 0) and time_s > 0:
            # A container without an index may land late; its start is always right.
            self._restart(Fraction(0))

    def _restart(self, time_s: Fraction) -> None:
        base = self._stream.time_base or Fraction(1, SAMPLE_RATE)
        try:
            if time_s > 0:
                self._container.seek(int((time_s + self._origin) / base), stream=self._stream)
            else:
                self._container.seek(int((self._origin - 10) * 1_000_000), backward=True)
        except av.error.FFmpegError:
            self._container.seek(0)
            time_s = Fraction(0)
        self._stream.codec_context.flush_buffers()
        self._from_start = time_s <= 0
        self._kept, self._ended = [], False
        self._start = self._end = 0
        self._blocks = self._decode()

    def _extend(self, keep_from: int) -> None:
        """Decode one more block; forget what lies well before ``keep_from``."""
        position, block = next(self._blocks, (0, None))
        if block is None:
            self._ended = True
            return
        if not self._kept:
            self._start = self._end = position
        elif position - self._end > _JUMP_SAMPLES:
            gap = min(position - self._end, 600 * SAMPLE_RATE)
            self._kept.append(np.zeros((2, gap), np.float32))
            self._end += gap
        self._kept.append(block)
        self._end += block.shape[1]
        while self._kept and self._start + self._kept[0].shape[1] < keep_from - _KEPT_SAMPLES:
            self._start += self._kept.pop(0).shape[1]
            self._from_start = False

    def _decode(self) -> Iterator[tuple[int, Samples]]:
        """Blocks with the position of their first sample; the first one is placed by its time stamp."""
        resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
        position: int | None = None
        for frame in self._frames():
            for made in resampler.resample(frame):
                stamp = self._stamp(made)
                position = (
                    stamp if position is None or stamp - position > _JUMP_SAMPLES else position
                )
                block = np.asarray(made.to_ndarray(), np.float32)
                yield position, block
                position += block.shape[1]
        for made in resampler.resample(None) if position is not None else ():
            block = np.asarray(made.to_ndarray(), np.float32)
            yield position or 0, block
            position = (position or 0) + block.shape[1]

    def _stamp(self, frame: av.AudioFrame) -> int:
        time_s = (frame.pts or 0) * (frame.time_base or Fraction(1, SAMPLE_RATE)) - self._origin
        return round_half_up(time_s * SAMPLE_RATE)

    def _frames(self) -> Iterator[av.AudioFrame]:
        try:
            for packet in self._container.demux(self._stream):
                try:
                    yield from packet.decode()
                except av.error.EOFError:
                    return
                except av.error.FFmpegError as error:
                    self._damaged += 1
                    if self._damaged > _MOST_DAMAGED:
                        raise unreadable(self._path, error) from error
        except (av.error.FFmpegError, OSError) as error:
            if not self._kept:
                raise unreadable(self._path, error) from error
