"""Sound of any file as 48 kHz stereo float, sample by sample exact, streaming.

A sample's position is its time stamp, counted from the start of the file; encoder priming is cut by FFmpeg as
the container says. Reading at random gives the same samples as reading from the start: decoding begins
early enough for the codec to settle, coarse time stamps are put back on the codec's own grid, and
resampling begins where source and output samples coincide. FFmpeg puts a mono source on both sides at 1/√2,
which is the pan law the timeline asks for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.stream import Discard
from numpy.typing import NDArray

from cutroom.core.errors import MediaError
from cutroom.core.time import SAMPLE_RATE, round_half_up
from cutroom.media.opening import (
    find_sound,
    find_video,
    open_media,
    picture_start,
    starts_at,
    unreadable,
)

Samples = NDArray[np.float32]

FORWARD_SAMPLES = 10 * SAMPLE_RATE
"""Further ahead than this a seek is cheaper than decoding on."""
_PRE_ROLL_S = (Fraction(1, 2), Fraction(3))
"""Decoding starts this much early, further when a container lands late."""
_SETTLING = SAMPLE_RATE // 4
"""What a decoder gives first after a seek is not exact: MP3 and AAC need earlier packets."""
_JUMP_S = Fraction(1, 100)
"""A time stamp further off than this is a gap or an overlap, not rounding."""
_LONGEST_OVERLAP = SAMPLE_RATE
"""Time stamps that fall back further than this begin anew and are not believed."""
_KEPT_SAMPLES = 2 * SAMPLE_RATE
_MOST_DAMAGED = 500
_NEVER = 1 << 62


class SoundReader:
    """The first audio stream of a file. Not for several threads at once."""

    def __init__(self, path: Path | str) -> None:
        """Open the file and decode its first samples. Raises MediaError naming it when there are none."""
        self._path = path
        self._damaged = 0
        self._decoded = False
        # Source samples that follow the first packet, and a packet's length: see _on_grid.
        self._grid: tuple[int, int] | None = None
        self._open()
        try:
            while self._grid is None and self._to < _NEVER:
                self._extend(keep_from=0)
        except MediaError:
            self.close()
            raise

    def __enter__(self) -> SoundReader:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._kept.clear()
        self._container.close()

    def read(self, start_sample: int, count: int) -> Samples:
        """Samples [start, start + count) as (2, count); silence before and after the sound.

        Raises MediaError naming the file when nothing of it can be decoded.
        """
        end = start_sample + count
        if start_sample < self._from or start_sample > self._to + FORWARD_SAMPLES:
            self._go_to(start_sample)
        while self._to < end:
            self._extend(keep_from=start_sample)
        result = np.zeros((2, count), np.float32)
        for position, block in self._kept:
            first, last = max(start_sample, position), min(end, position + block.shape[1])
            if first < last:
                part = block[:, first - position : last - position]
                result[:, first - start_sample : last - start_sample] = part
        return result

    def _open(self) -> None:
        """Open the file at its start."""
        self._container = open_media(self._path)
        stream = find_sound(self._container)
        if stream is None:
            self._container.close()
            name = Path(self._path).name
            raise MediaError(f"{name} holds no sound.", material=name)
        self._stream = stream
        self._base = stream.time_base or Fraction(1, SAMPLE_RATE)
        self._origin = starts_at(self._container, picture_start(find_video(self._container)))
        for other in self._container.streams:
            if other.index != stream.index:
                other.discard = Discard.all
        self._begin(aligned=False)
        self._from = -_NEVER

    def _begin(self, *, aligned: bool) -> None:
        # Decoded blocks by position. All samples in [_from, _to) are known; where no block is, is silence.
        self._kept: deque[tuple[int, Samples]] = deque()
        self._from = self._to = -_NEVER
        self._blocks = self._decode(aligned=aligned)

    def _go_to(self, sample: int) -> None:
        """Be able to extend from a position at or before ``sample``."""
        for early_s in _PRE_ROLL_S:
            time_s = Fraction(sample, SAMPLE_RATE) - early_s
            if time_s <= 0 or not self._seek(time_s):
                break
            self._extend(keep_from=sample)
            if self._to == _NEVER:
                # There is nothing from here on.
                self._from = sample
                return
            self._from = self._kept[0][0] + _SETTLING
            if self._from <= sample:
                return
        # Where a container cannot seek or lands late, its start is always right.
        self._container.close()
        self._open()

    def _seek(self, time_s: Fraction) -> bool:
        try:
            self._container.seek(int((time_s + self._origin) / self._base), stream=self._stream)
        except av.error.FFmpegError:
            return False
        self._stream.codec_context.flush_buffers()
        self._begin(aligned=True)
        return True

    def _extend(self, keep_from: int) -> None:
        """Decode one more block; forget what lies well before ``keep_from``."""
        following = next(self._blocks, None)
        if following is None:
            self._to = _NEVER
            return
        position, block = following
        overlap = max(0, self._to - position)
        if overlap < block.shape[1]:
            self._kept.append((position + overlap, block[:, overlap:]))
            self._to = position + block.shape[1]
        while len(self._kept) > 1 and self._kept[1][0] < keep_from - _KEPT_SAMPLES:
            self._kept.popleft()
            self._from = self._kept[0][0]

    def _decode(self, *, aligned: bool) -> Iterator[tuple[int, Samples]]:
        """Blocks with their positions. ``aligned`` begins where resampling is as from the start."""
        run: _Run | None = None
        for number, frame in enumerate(self._frames()):
            stamp = self._stamp(frame)
            if not aligned and number < 2:
                self._learn(number, stamp, frame)
            if run is None or not run.goes_on(frame, stamp):
                if run is not None:
                    yield from run.end()
                following = None if run is None else run.position
                run = _Run(frame, stamp, aligned=aligned)
                if following is not None and following - run.position > _LONGEST_OVERLAP:
                    run.position = following
            yield from run.push(frame)
        if run is not None:
            yield from run.end()

    def _stamp(self, frame: av.AudioFrame) -> int:
        """The position of a frame in samples of its own rate."""
        base = frame.time_base or self._base
        stamp = round_half_up(((frame.pts or 0) * base - self._origin) * frame.sample_rate)
        if self._grid is None:
            return stamp
        return _on_grid(stamp, self._grid, tolerance=int(base * frame.sample_rate))

    def _learn(self, number: int, stamp: int, frame: av.AudioFrame) -> None:
        """The first frame may be cut; the second shows where whole frames begin and how long they are."""
        if number == 0:
            self._first_end = stamp + frame.samples
        elif self._grid is None:
            self._grid = (self._first_end, frame.samples)

    def _frames(self) -> Iterator[av.AudioFrame]:
        try:
            for packet in self._container.demux(self._stream):
                try:
                    frames = packet.decode()
                except av.error.EOFError:
                    return
                except av.error.FFmpegError as error:
                    # A damaged packet costs its samples; a file of nothing else is an error.
                    self._damaged += 1
                    if self._damaged > _MOST_DAMAGED and not self._decoded:
                        raise unreadable(self._path, error) from error
                    continue
                for frame in frames:
                    self._decoded = True
                    yield frame
        except (av.error.FFmpegError, OSError) as error:
            if not self._decoded:
                raise unreadable(self._path, error) from error
        if self._damaged and not self._decoded:
            name = Path(self._path).name
            raise MediaError(f"No sound of {name} can be decoded.", material=name)


class _Run:
    """Frames that follow each other without a gap, through one resampler."""

    def __init__(self, frame: av.AudioFrame, stamp: int, *, aligned: bool) -> None:
        self._rate = frame.sample_rate
        self._kind = (frame.sample_rate, frame.format.name, frame.layout.name)
        self._next = stamp
        # Source sample 0 modulo this coincides with an output sample.
        period = self._rate // gcd(self._rate, SAMPLE_RATE)
        self._cut = -stamp % period if aligned else 0
        first = Fraction((stamp + self._cut) * SAMPLE_RATE, self._rate)
        self.position = round_half_up(first)
        self._resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)

    def goes_on(self, frame: av.AudioFrame, stamp: int) -> bool:
        """Whether the frame follows, rounding and drift of time stamps aside."""
        kind = (frame.sample_rate, frame.format.name, frame.layout.name)
        return kind == self._kind and abs(stamp - self._next) <= _JUMP_S * self._rate

    def push(self, frame: av.AudioFrame) -> Iterator[tuple[int, Samples]]:
        """What is ready."""
        self._next += frame.samples
        if self._cut:
            cut = min(self._cut, frame.samples)
            self._cut -= cut
            if cut == frame.samples:
                return
            frame = _without_first(frame, cut)
        # The resampler counts for itself; stamps that jitter would make it insert silence.
        frame.pts = None
        yield from self._placed(self._resampler.resample(frame))

    def end(self) -> Iterator[tuple[int, Samples]]:
        """What is still inside."""
        yield from self._placed(self._resampler.resample(None))

    def _placed(self, frames: list[av.AudioFrame]) -> Iterator[tuple[int, Samples]]:
        for frame in frames:
            block = np.asarray(frame.to_ndarray(), np.float32)
            yield self.position, block
            self.position += block.shape[1]


def _without_first(frame: av.AudioFrame, count: int) -> av.AudioFrame:
    """The frame less its first ``count`` samples."""
    samples = frame.to_ndarray()
    step = 1 if frame.format.is_planar else frame.layout.nb_channels
    rest: NDArray[Any] = np.ascontiguousarray(samples[:, count * step :])
    made = av.AudioFrame.from_ndarray(rest, format=frame.format.name, layout=frame.layout.name)
    made.sample_rate, made.time_base = frame.sample_rate, frame.time_base
    return made


def _on_grid(stamp: int, grid: tuple[int, int], tolerance: int) -> int:
    """The start of a codec frame nearest to a stamp, if it is within what rounding explains."""
    first, length = grid
    nearest = first + round_half_up(Fraction(stamp - first, length)) * length
    return nearest if abs(nearest - stamp) <= tolerance else stamp
