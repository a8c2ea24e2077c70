"""A file written from its first frame to its last by one encoder: the formats that are not joined from parts."""

from __future__ import annotations

from time import monotonic

from cutroom.core.diagnostics import Diagnostic
from cutroom.core.errors import Cancelled
from cutroom.core.time import samples_from_frames
from cutroom.media.encode import Encoder
from cutroom.picture.picture import Picture
from cutroom.render.mix import Mixer
from cutroom.render.orders import Order, Progress, RenderOutcome
from cutroom.render.pace import decoder_threads
from cutroom.render.studio import Studio, drawn

_REPORT_EVERY_S = 0.2
_SOUND_EVERY_FRAMES = 12


def make_stream(order: Order) -> RenderOutcome:
    """Render a whole timeline into ``order.path``. Raises as ``engine.render_timeline``."""
    timeline, settings = order.timeline, order.settings
    studio = Studio(
        timeline,
        order.means.font_folders,
        transparent=settings.alpha,
        threads=decoder_threads(timeline, settings),
    )
    try:
        with _Writer(order) as writer:
            if order.settings.has_pictures:
                _run(order, studio, writer)
            else:
                _listen(order, writer)
            writer.finish()
    finally:
        studio.close()
    return RenderOutcome(writer.frames, studio.log.as_tuple() + writer.diagnostics)


def _run(order: Order, studio: Studio, writer: _Writer) -> None:
    frames = ((frame, frame) for frame in range(order.timeline.length_frames))
    with drawn(studio, frames) as pictures:
        for _frame, picture in pictures:
            if order.should_stop():
                raise Cancelled
            writer.write(picture)


def _listen(order: Order, writer: _Writer) -> None:
    for _frame in range(order.timeline.length_frames):
        if order.should_stop():
            raise Cancelled
        writer.write(None)


class _Writer:
    """Feeds the encoder: every picture, and the sound of the time it is shown."""

    def __init__(self, order: Order) -> None:
        """The file is given up unless :meth:`finish` was reached."""
        self._timeline, self._report = order.timeline, order.report
        self._mixer = Mixer(order.timeline) if order.settings.has_sound else None
        self._encoder = Encoder(order.path, order.settings)
        self._samples, self.frames = 0, 0
        self._started_s = self._reported_s = monotonic()

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if self._mixer is not None:
            self._mixer.close()
        if kind is not None:
            self._encoder.abort()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the mixer had to say."""
        return () if self._mixer is None else self._mixer.diagnostics

    def write(self, picture: Picture | None) -> None:
        """Write the next frame and, every few frames, their sound; None when only sound is wanted."""
        if picture is not None:
            self._encoder.write_picture(picture)
        self.frames += 1
        if self.frames % _SOUND_EVERY_FRAMES == 0:
            self._write_sound()
        now_s = monotonic()
        if now_s - self._reported_s >= _REPORT_EVERY_S:
            self._tell(now_s)

    def finish(self) -> None:
        """Write the rest of the sound and complete the file."""
        self._write_sound()
        self._encoder.finish()
        self._tell(monotonic())

    def _write_sound(self) -> None:
        if self._mixer is None:
            return
        end = samples_from_frames(self.frames, self._timeline.fps)
        if end > self._samples:
            self._encoder.write_samples(self._mixer.read(self._samples, end - self._samples))
            self._samples = end

    def _tell(self, now_s: float) -> None:
        self._reported_s = now_s
        rate = self.frames / max(now_s - self._started_s, 1e-6)
        self._report(Progress(self.frames, self._timeline.length_frames, rate))
