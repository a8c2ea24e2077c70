"""The sound of a whole timeline as a file of its own, made on a thread beside the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import Cancelled, EncodeError
from cutroom.core.time import SAMPLE_RATE, samples_from_frames
from cutroom.media.encode import Encoder
from cutroom.render.keys import KeyMaker
from cutroom.render.mix import Mixer
from cutroom.render.notes import diagnostics_from, notes_from
from cutroom.render.orders import Order

# What copies is loaded by films that are copied from.
if TYPE_CHECKING:
    from cutroom.media.aac import Placed
    from cutroom.render.sound_copying import SoundCopy

_STEP = SAMPLE_RATE // 2


class SoundPart:
    """Begins at once, unless the shelf has it."""

    def __init__(self, order: Order, path: Path) -> None:
        """``path`` is where the sound is written."""
        self._order, self._path = order, path
        self._settings = order.settings.for_sound()
        # The mixer speaks of clips, and of the sound as a whole.
        self._places = (*(clip.where for clip in order.timeline.sounds), "sound")
        self._stopping = Event()
        self._thread = ThreadPoolExecutor(1, "sound")
        self._made = self._thread.submit(self._make)

    @property
    def done(self) -> bool:
        """Whether it is made, or has failed."""
        return self._made.done()

    def wait(self, most_s: float) -> None:
        """Until it is made, has failed, or ``most_s`` seconds are over."""
        wait([self._made], most_s)

    def check(self) -> None:
        """Raise what making it failed with, if it has."""
        if self._made.done():
            self._made.result()

    def result(self) -> tuple[Diagnostic, ...]:
        """What was left out or limited, once it is made. Raises AudioError, EncodeError, StorageError."""
        return self._made.result()

    def close(self) -> None:
        """Stop, and wait until the thread is gone."""
        self._stopping.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self) -> tuple[Diagnostic, ...]:
        timeline, shelf = self._order.timeline, self._order.means.shelf
        key = ""
        copies = self._copies() if self._order.means.smart else ()
        if shelf is not None:
            key = KeyMaker(timeline, self._settings, ()).of_sound(timeline, copied=bool(copies))
            notes = shelf.take(key, self._path)
            if notes is not None:
                return tuple(diagnostics_from(notes, self._places))
        said = self._copied(copies) if copies else None
        said = self._mixed() if said is None else said
        if shelf is not None:
            shelf.keep(key, self._path, notes_from(said, self._places))
        return said

    def _copies(self) -> tuple[SoundCopy, ...]:
        from cutroom.render.sound_copying import plan_sound

        return plan_sound(self._order.timeline, self._settings)

    def _copied(self, copies: tuple[SoundCopy, ...]) -> tuple[Diagnostic, ...] | None:
        """Packets of sources where they can be had; None where they do not go together with the rest."""
        from cutroom.media.aac import BLOCK, write_track
        from cutroom.render.sound_copying import CopiedTrack

        timeline = self._order.timeline
        end = samples_from_frames(timeline.length_frames, timeline.fps)
        mixer, log = Mixer(timeline), DiagnosticLog()
        try:
            track = CopiedTrack(timeline, copies, mixer)
            write_track(self._path, self._while_wanted(track.packets()), end, self._settings)
        except EncodeError:
            return None
        finally:
            mixer.close()
        log.extend(mixer.diagnostics)
        copied_s = track.copied_packets * BLOCK / SAMPLE_RATE
        whole_s = end / SAMPLE_RATE
        message = (
            f"{min(copied_s, whole_s):.1f} of {whole_s:.1f} s of sound are copied as they are."
        )
        log.add("sound-copied", "info", "sound", message)
        return log.as_tuple()

    def _while_wanted(self, packets: Iterator[Placed]) -> Iterator[Placed]:
        for packet in packets:
            if self._stopping.is_set():
                raise Cancelled
            yield packet

    def _mixed(self) -> tuple[Diagnostic, ...]:
        timeline = self._order.timeline
        end = samples_from_frames(timeline.length_frames, timeline.fps)
        mixer, encoder = Mixer(timeline), Encoder(self._path, self._settings)
        try:
            for start in range(0, end, _STEP):
                if self._stopping.is_set():
                    raise Cancelled
                encoder.write_samples(mixer.read(start, min(_STEP, end - start)))
            encoder.finish()
        finally:
            encoder.abort()
            mixer.close()
        return mixer.diagnostics
