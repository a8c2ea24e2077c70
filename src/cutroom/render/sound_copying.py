"""Which sound of a timeline is that of a source as it is, so that its packets can be copied.

A clip qualifies when nothing is done to it and nothing else sounds with it. Its packets go where its samples go,
to the sample. All packets of a track are 1,024 samples apart: where those of several clips fall differently, those
of which there are most are copied and the others are encoded on the same grid. What reaches across a border
is encoded from the mix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cutroom.core.errors import EncodeError, MediaError
from cutroom.core.time import SAMPLE_RATE, round_half_up, samples_from_frames
from cutroom.media.aac import BLOCK, AacRun, Placed, aac_runs, encoded, fade_out_of, read_run
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.sound import Samples
from cutroom.render.mix import Mixer
from cutroom.timeline.model import SoundClip, Timeline

_FEWEST = 48
"""Packets worth copying in one go, a second of them: for less, encoding does not stop and begin anew."""
_NEAR = 20 * BLOCK
"""How far inside a copy a place is looked for at which to begin or leave it."""
_SETTLING = 12
"""Blocks given to an encoder before the first one whose packet is used."""


@dataclass(frozen=True, slots=True)
class SoundCopy:
    """The packets of ``run`` begin at sample ``at`` of the output."""

    at: int
    run: AacRun

    @property
    def end(self) -> int:
        """Where the next packet goes."""
        return self.at + self.run.count * BLOCK


def plan_sound(timeline: Timeline, settings: EncodeSettings) -> tuple[SoundCopy, ...]:
    """What of the sound can be copied into a file of these settings, in order.

    Reads the packets of the sources in question.
    """
    if settings.format not in ("mp4", "mov"):
        return ()
    end = samples_from_frames(timeline.length_frames, timeline.fps)
    found: dict[int, list[SoundCopy]] = defaultdict(list)
    for clip in _alone(timeline):
        path = Path(timeline.sources[clip.source].facts.path)
        for copy in _copies(clip, path, end):
            found[copy.at % BLOCK].append(copy)
    return tuple(max(found.values(), key=_packets, default=[]))


def _packets(copies: Iterable[SoundCopy]) -> int:
    return sum(copy.run.count for copy in copies)


def _alone(timeline: Timeline) -> Iterator[SoundClip]:
    """The clips that nothing is done to and with which nothing else sounds."""
    clips = sorted(timeline.sounds, key=lambda clip: clip.start_sample)
    heard_until = 0
    for place, clip in enumerate(clips):
        following = clips[place + 1].start_sample if place + 1 < len(clips) else None
        end = clip.start_sample + clip.length_samples
        free = clip.start_sample >= heard_until and (following is None or following >= end)
        heard_until = max(heard_until, end)
        plain = SoundClip(
            clip.where, clip.source, clip.start_sample, clip.length_samples, clip.time, clip.gain,
            keep_pitch=clip.keep_pitch,
        )  # fmt: skip
        as_loud = clip.gain.constant and clip.gain.first == 1.0
        straight = clip.time.constant_speed == 1 and not clip.time.reverse
        if free and as_loud and straight and clip == plain:
            yield clip


def _copies(clip: SoundClip, path: Path, end: int) -> Iterator[SoundCopy]:
    """Packets of a clip that hold nothing of what comes before or after it."""
    shift = clip.start_sample - round_half_up(clip.time.source_start_s * SAMPLE_RATE)
    # Nobody hears what is before the first sample and after the last one.
    first = clip.start_sample if clip.start_sample > 0 else 1 - 2 * BLOCK
    clip_end = clip.start_sample + clip.length_samples
    last = clip_end - 2 * BLOCK if clip_end < end else end - 1
    # What cannot be read is reported by who plays it.
    with suppress(MediaError):
        for run in aac_runs(path, first - shift, last - shift + 1):
            if run.count >= _FEWEST:
                yield SoundCopy(run.first + shift, run)


class CopiedTrack:
    """The packets of a whole sound, those between the copies encoded."""

    def __init__(self, timeline: Timeline, copies: tuple[SoundCopy, ...], mixer: Mixer) -> None:
        """``copies`` are planned for ``timeline``, whose sound ``mixer`` mixes."""
        self._copies, self._mixer = copies, mixer
        self._end = samples_from_frames(timeline.length_frames, timeline.fps)
        self.copied_packets = 0

    def packets(self) -> Iterator[Placed]:
        """Packets from before 0 to the end.

        Raises EncodeError where a copy cannot be left or is not what it was, and as ``Mixer.read``.
        """
        end = self._end
        phase = self._copies[0].at % BLOCK
        at = phase - 2 * BLOCK if phase else -BLOCK
        fresh = None if self._copies[0].at == at else self._fresh(at)
        for copy in self._copies:
            copied = _Lane(_moved(copy))
            if fresh is not None:
                entry = (copy.at + BLOCK, copy.at + _NEAR)
                at, met = yield from _until_joint(fresh, copied, at, entry)
                if not met:
                    continue
            begun, leave = at, end if copy.end >= end else copy.end - _NEAR
            yield from ((place, copied.packet(place)) for place in range(at, leave, BLOCK))
            if leave == end:
                self.copied_packets += -(-(end - begun) // BLOCK)
                return
            fresh = self._fresh(leave - BLOCK)
            at, met = yield from _until_joint(copied, fresh, leave, (leave, copy.end))
            if not met:
                raise EncodeError("The copied sound does not go together with what is encoded.")
            self.copied_packets += (at - begun) // BLOCK
        if fresh is not None:
            yield from ((place, fresh.packet(place)) for place in range(at, end, BLOCK))

    def _fresh(self, first: int) -> _Lane:
        """New packets from position ``first`` on."""
        begin = first - _SETTLING * BLOCK
        self._mixer.skip_to(max(begin, 0))
        return _Lane(encoded(_blocks(self._mixer, begin, self._end), begin))


def _until_joint(
    old: _Lane, new: _Lane, at: int, between: tuple[int, int]
) -> Generator[Placed, None, tuple[int, bool]]:
    """Packets of one lane from ``at`` on up to where the other can take over, or to the end of ``between``.

    A block is the sum of two packets. What is wrong with each of them cancels out when both faded over in
    the same way, which encoders choose anew for every packet.
    """
    first, last = between
    while True:
        if at >= first:
            fading = fade_out_of(old.packet(at - BLOCK))
            if fading is not None and fading == fade_out_of(new.packet(at - BLOCK)):
                return at, True
        if at >= last:
            return at, False
        yield at, old.packet(at)
        at += BLOCK


class _Lane:
    """Packets that follow each other, asked for in order."""

    def __init__(self, packets: Iterator[Placed]) -> None:
        self._packets = packets
        self._now: Placed | None = None

    def packet(self, position: int) -> bytes:
        """The packet at a position, the one last asked for or a later one."""
        while self._now is None or self._now[0] < position:
            self._now = next(self._packets, None)
            if self._now is None:
                break
        if self._now is None or self._now[0] != position:
            raise EncodeError("The packets of a sound do not follow each other.")
        return self._now[1]


def _moved(copy: SoundCopy) -> Iterator[Placed]:
    shift = copy.at - copy.run.first
    return ((position + shift, data) for position, data in read_run(copy.run))


def _blocks(mixer: Mixer, begin: int, end: int) -> Iterator[Samples]:
    """Blocks of 1,024 samples from ``begin`` to ``end``, silence before the first sample."""
    for at in range(begin, end, BLOCK):
        block = np.zeros((2, min(BLOCK, end - at)), np.float32)
        first = max(at, 0)
        count = at + block.shape[1] - first
        if count > 0:
            block[:, first - at :] = mixer.read(first, count)
        yield block
