"""Rendering a timeline: a still, or a file with pictures and sound.

The output does not depend on how threads and processes interleave: every stage works in frame order, and every
frame is a function of the timeline and its number alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cutroom.core.errors import InvalidRequest
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture
from cutroom.render.film import is_made_of_parts, make_film
from cutroom.render.orders import Means as Means
from cutroom.render.orders import Order, RenderOutcome, Report, ShouldStop
from cutroom.render.orders import Progress as Progress
from cutroom.timeline.model import Timeline


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
    from cutroom.render.studio import Studio

    studio = Studio(timeline, font_folders)
    try:
        return studio.picture(frame)
    finally:
        studio.close()


def render_timeline(
    timeline: Timeline,
    path: Path,
    settings: EncodeSettings,
    report: Report = lambda progress: None,
    should_stop: ShouldStop = lambda: False,
    means: Means | None = None,
) -> RenderOutcome:
    """Render a whole timeline with its sound into ``path``.

    ``report`` is told the progress a few times a second and at the end, ``should_stop`` is asked
    before every frame, both from the calling thread. Raises Cancelled when it says so, else MediaError,
    RenderError, EncodeError or StorageError; in every such case the file is removed and no thread is
    left behind.
    """
    order = Order(timeline, path, settings, report, should_stop, means or Means())
    if is_made_of_parts(settings):
        return make_film(order)
    from cutroom.render.stream import make_stream

    return make_stream(order)
