"""The loop: decode ahead, compose, encode, on bounded queues in one process.

Decoding and encoding release the interpreter lock, so three threads use the machine well. The
output does not depend on how they interleave: every stage works in frame order, and every frame is
a function of the timeline and its number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import cv2

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import Cancelled, InvalidRequest
from cutroom.core.time import samples_from_frames
from cutroom.media.encode import Encoder, EncodeSettings
from cutroom.picture.picture import Picture
from cutroom.render.compose import Composer, Pictures
from cutroom.render.effects import EffectBook
from cutroom.render.footage import Footage
from cutroom.render.lettering import Lettering
from cutroom.render.mix import Mixer
from cutroom.render.shots import Director, Scene
from cutroom.render.stages import Stage
from cutroom.text.faces import FaceLibrary
from cutroom.timeline.model import Timeline

DECODED_AHEAD, COMPOSED_AHEAD = 4, 4
_REPORT_EVERY_S = 0.2
_SOUND_EVERY_FRAMES = 12


@dataclass(frozen=True, slots=True)
class Progress:
    """Frames encoded so far, of how many, and the rate in frames per second."""

    done: int
    total: int
    fps: float


@dataclass(frozen=True, slots=True)
class RenderOutcome:
    """What a render made: frames written, and what had to be left out or replaced."""

    frames: int
    diagnostics: tuple[Diagnostic, ...]


Report = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


class Studio:
    """Everything that turns frame numbers of one timeline into pictures."""

    def __init__(
        self, timeline: Timeline, font_folders: Sequence[Path] = (), *, transparent: bool = False
    ) -> None:
        """``font_folders`` are searched before the bundled and system fonts.

        ``transparent`` leaves out the timeline's background.
        """
        # Stages already fill the cores; threads inside OpenCV would only fight them.
        cv2.setNumThreads(1)
        self.log = DiagnosticLog()
        book = EffectBook(self.log)
        self._director = Director(timeline, book)
        self._footage = Footage()
        lettering = Lettering(FaceLibrary(font_folders), book, self.log)
        ground = None if transparent else timeline.background
        self._composer = Composer(timeline, book, lettering, ground)

    def look_up(self, frame: int) -> tuple[Scene, Pictures]:
        """The scene of a frame with its media decoded."""
        scene = self._director.scene(frame)
        return scene, self._footage.pictures(scene)

    def compose(self, scene: Scene, pictures: Pictures) -> Picture:
        """The finished picture."""
        return self._composer.compose(scene, pictures)

    def close(self) -> None:
        """Close every medium."""
        self._footage.close()


def render_still(timeline: Timeline, frame: int, font_folders: Sequence[Path] = ()) -> Picture:
    """One frame as a picture, the same as a whole render shows it.

    Raises InvalidRequest when the timeline has no such frame, MediaError and RenderError like a render.
    """
    if not 0 <= frame < timeline.length_frames:
        raise InvalidRequest(
            f"The timeline has no frame {frame}.",
            field="frame",
            hint=f"Ask for one from 0 to {timeline.length_frames - 1}.",
        )
    studio = Studio(timeline, font_folders)
    try:
        return studio.compose(*studio.look_up(frame))
    finally:
        studio.close()


def render_timeline(
    timeline: Timeline,
    path: Path,
    settings: EncodeSettings,
    report: Report = lambda progress: None,
    should_stop: ShouldStop = lambda: False,
    font_folders: Sequence[Path] = (),
) -> RenderOutcome:
    """Render a whole timeline with its sound into ``path``.

    ``report`` is told the progress a few times a second and at the end, ``should_stop`` is asked
    before every frame, both from the calling thread. Raises Cancelled when it says so, else MediaError,
    RenderError, EncodeError or StorageError; in every such case the file is removed and no thread is
    left behind.
    """
    studio = Studio(timeline, font_folders, transparent=settings.alpha)
    try:
        with _Writer(timeline, path, settings, report) as writer:
            if settings.has_pictures:
                _run(timeline, studio, writer, should_stop)
            else:
                _listen(timeline, writer, should_stop)
            writer.finish()
    finally:
        studio.close()
    return RenderOutcome(writer.frames, studio.log.as_tuple() + writer.diagnostics)


class _Writer:
    """Feeds the encoder: every picture, and the sound of the time it is shown."""

    def __init__(
        self, timeline: Timeline, path: Path, settings: EncodeSettings, report: Report
    ) -> None:
        """The file is given up unless :meth:`finish` was reached."""
        self._timeline, self._report = timeline, report
        self._mixer = Mixer(timeline) if settings.has_sound else None
        self._encoder = Encoder(path, settings)
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


def _run(timeline: Timeline, studio: Studio, writer: _Writer, should_stop: ShouldStop) -> None:
    decode = Stage("decode", range(timeline.length_frames), studio.look_up, DECODED_AHEAD)
    with decode as looked_up:
        compose = Stage("compose", looked_up, lambda found: studio.compose(*found), COMPOSED_AHEAD)
        with compose as pictures:
            for picture in pictures:
                if should_stop():
                    raise Cancelled
                writer.write(picture)


def _listen(timeline: Timeline, writer: _Writer, should_stop: ShouldStop) -> None:
    for _frame in range(timeline.length_frames):
        if should_stop():
            raise Cancelled
        writer.write(None)
