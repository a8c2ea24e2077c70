"""A video made of parts: those that are missing are drawn and encoded, all are joined packet by packet.

Every part is an encoder of its own, so what one holds depends on nothing outside it, and it makes no difference
to the file which parts were there already or which process drew them. The sound is one part of its own. Between
the parts there may be spans of sources whose packets are copied.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import Cancelled, StorageError
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.join import EncodedPart, Part, join_parts
from cutroom.render.chunks import Chunk, plan_chunks
from cutroom.render.keys import KeyMaker
from cutroom.render.notes import diagnostics_from, notes_from, places_of
from cutroom.render.orders import Order, Plan, Progress, RenderOutcome
from cutroom.render.slices import part_of
from cutroom.render.sound_part import SoundPart
from cutroom.render.workshop import Workshop, order_of_work
from cutroom.timeline.model import Timeline

# What draws is loaded by films that are drawn, and what copies by films that are copied from.
if TYPE_CHECKING:
    from cutroom.render.copying import Copy
    from cutroom.render.studio import Studio

_LOOK_S = 0.05
_REPORT_EVERY_S = 0.2


def is_made_of_parts(settings: EncodeSettings) -> bool:
    """Whether a file of these settings can be joined from parts."""
    return settings.format in ("mp4", "mov") and not settings.alpha


def make_film(order: Order) -> RenderOutcome:
    """Render a whole timeline into ``order.path``. Raises as ``engine.render_timeline``."""
    with _folder(order) as folder:
        sound = (
            SoundPart(order, _workshop(order, folder).sound) if order.settings.has_sound else None
        )
        try:
            film = _Film(order, folder)
            film.open()
            film.draw(sound)
            film.wait(sound)
            heard = () if sound is None else sound.result()
        finally:
            if sound is not None:
                sound.close()
        diagnostics = film.join(None if sound is None else film.workshop.sound)
    log = DiagnosticLog()
    log.extend(diagnostics + heard)
    return RenderOutcome(order.timeline.length_frames, log.as_tuple())


def help_with_film(order: Order) -> int:
    """Draw parts of a film that another process has opened in ``order.means.folder``; frames drawn."""
    assert order.means.folder is not None
    film = _Film(order, order.means.folder)
    film.draw(None)
    return film.drawn_frames


@contextmanager
def _folder(order: Order) -> Iterator[Path]:
    """The folder of the parts, gone afterwards."""
    name = f".{order.path.stem[:40]}.{uuid.uuid4().hex[:8]}.parts"
    folder = order.means.folder or order.path.with_name(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{folder.name} cannot be made: {error.strerror or error}.",
            hint="Check the folder and the free space.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _workshop(order: Order, folder: Path) -> Workshop:
    return Workshop(folder, f".{order.settings.format}")


def _copies(order: Order) -> tuple[Copy, ...]:
    """What is copied, where that is wanted."""
    if not order.means.smart:
        return ()
    from cutroom.render.copying import plan_copies

    return plan_copies(order.timeline, order.settings)


def _chunks_beside(copies: Sequence[Copy], timeline: Timeline) -> Iterator[Chunk]:
    """The chunks of what is not copied."""
    at = 0
    for copy in copies:
        if copy.first_frame > at:
            yield from plan_chunks(timeline, at, copy.first_frame)
        at = copy.first_frame + copy.span.frames
    if at < timeline.length_frames or not copies:
        yield from plan_chunks(timeline, at)


class _Film:
    """The parts of one order and how far they are."""

    def __init__(self, order: Order, folder: Path) -> None:
        self._order = order
        self.workshop = _workshop(order, folder)
        self._copies = _copies(order)
        self._chunks = tuple(_chunks_beside(self._copies, order.timeline))
        self._keys: KeyMaker | None = None
        self.drawn_frames = self._ready_frames = 0
        self._started_s = self._reported_s = monotonic()

    # -- before drawing ------------------------------------------------------------------------

    def open(self) -> None:
        """Take what the shelf has, and say what is missing."""
        missing = [index for index in range(len(self._chunks)) if not self._taken(index)]
        whole = self._order.timeline.length_frames
        self._ready_frames = whole - sum(self._chunks[index].frames for index in missing)
        self.workshop.write_plan(missing)
        self._order.means.on_plan(Plan(whole, self._ready_frames, len(missing)))

    def _taken(self, index: int) -> bool:
        shelf = self._order.means.shelf
        if shelf is None:
            return False
        notes = shelf.take(self._key(index), self.workshop.part(index))
        if notes is None:
            return False
        self.workshop.finish(index, notes)
        return True

    def _key(self, index: int) -> str:
        order = self._order
        if self._keys is None:
            self._keys = KeyMaker(order.timeline, self._settings(), order.means.font_folders)
        chunk = self._chunks[index]
        return self._keys.of_part(part_of(order.timeline, chunk.first, chunk.end))

    def _settings(self) -> EncodeSettings:
        return self._order.settings.for_pictures()

    # -- drawing -------------------------------------------------------------------------------

    def draw(self, sound: SoundPart | None) -> None:
        """Draw the parts that nobody else draws."""
        missing = self.workshop.read_plan()
        if missing:
            self._draw(missing, sound)
        self._tell(at_once=True)

    def _draw(self, missing: Sequence[int], sound: SoundPart | None) -> None:
        from cutroom.render.pace import decoder_threads
        from cutroom.render.part_writer import PartWriter
        from cutroom.render.studio import Studio, drawn

        order = self._order
        threads = decoder_threads(order.timeline, order.settings, order.means.workers)
        studio = Studio(order.timeline, order.means.font_folders, threads=threads)
        try:
            with (
                drawn(studio, self._frames(missing)) as pictures,
                PartWriter(self._settings(), lambda i: self._finish(i, studio)) as writer,
            ):
                for index, picture in pictures:
                    self._look(sound)
                    writer.write(index, self.workshop.part(index), picture)
                    self.drawn_frames += 1
                    self._tell()
                writer.close()
        finally:
            studio.close()

    def _frames(self, missing: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Every frame to draw here with the index of its part; parts are claimed as they come up."""
        means = self._order.means
        for index in order_of_work(missing, means.worker, means.workers):
            if self.workshop.claim(index):
                chunk = self._chunks[index]
                yield from ((index, frame) for frame in range(chunk.first, chunk.end))

    def _finish(self, index: int, studio: Studio) -> None:
        """A part is whole: what was said while it was drawn goes with it."""
        notes = notes_from(studio.log.as_tuple(), self._places(self._chunks[index]))
        shelf = self._order.means.shelf
        if shelf is not None:
            shelf.keep(self._key(index), self.workshop.part(index), notes)
        self.workshop.finish(index, notes)

    def _places(self, chunk: Chunk) -> tuple[str, ...]:
        return places_of(part_of(self._order.timeline, chunk.first, chunk.end))

    # -- watching ------------------------------------------------------------------------------

    def _look(self, sound: SoundPart | None) -> None:
        if self._order.should_stop():
            raise Cancelled
        if sound is not None:
            sound.check()

    def _tell(self, *, at_once: bool = False) -> None:
        now_s = monotonic()
        if not at_once and now_s - self._reported_s < _REPORT_EVERY_S:
            return
        self._reported_s = now_s
        rate = self.drawn_frames / max(now_s - self._started_s, 1e-6)
        done = self._ready_frames + self.drawn_frames
        self._order.report(Progress(done, self._order.timeline.length_frames, rate))

    def wait(self, sound: SoundPart | None) -> None:
        """Until the parts that others draw are there, and the sound."""
        waiting = self._unfinished(range(len(self._chunks)))
        while waiting:
            self._look(sound)
            sleep(_LOOK_S)
            waiting = self._unfinished(waiting)
        while sound is not None and not sound.done:
            self._look(sound)
            sound.wait(_LOOK_S)

    def _unfinished(self, indices: Iterable[int]) -> list[int]:
        return [index for index in indices if self.workshop.notes(index) is None]

    def join(self, sound: Path | None) -> tuple[Diagnostic, ...]:
        """Make the file; what was said of its parts."""
        parts: dict[int, Part] = {copy.first_frame: copy.span for copy in self._copies}
        for index, chunk in enumerate(self._chunks):
            parts[chunk.first] = EncodedPart(self.workshop.part(index), chunk.frames)
        ordered = [parts[first] for first in sorted(parts)]
        join_parts(ordered, sound, self._order.path, self._order.settings)
        log = DiagnosticLog()
        if self._order.means.smart:
            copied = sum(copy.span.frames for copy in self._copies)
            whole = self._order.timeline.length_frames
            log.add(
                "copied", "info", "output", f"{copied} of {whole} frames are copied as they are."
            )
        for index, chunk in enumerate(self._chunks):
            notes = self.workshop.notes(index)
            if notes is not None and notes.get("said"):
                log.extend(tuple(diagnostics_from(notes, self._places(chunk))))
        return log.as_tuple()
