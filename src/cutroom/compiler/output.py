"""The size and rate of the output.

The draft's proportions are kept. Where both a width and a height are asked for and their proportions
differ from the draft's, the draft's canvas is contained in the asked one and the rest stays black.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cutroom.compiler.limits import CompileLimits
from cutroom.core.errors import LimitExceeded
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size, contain
from cutroom.core.output import OutputOptions
from cutroom.core.time import exact_fps
from cutroom.draft import fields
from cutroom.draft.model import Draft, Segment
from cutroom.draft.references import media_key

DEFAULT_CANVAS = Size(1920, 1080)


@dataclass(frozen=True, slots=True)
class OutputShape:
    """``width`` × ``height`` is the output, ``inner`` the draft's canvas inside it; all even.

    ``canvas`` is the draft's canvas in its own pixels.
    """

    width: int
    height: int
    inner_width: int
    inner_height: int
    fps: Fraction
    canvas: Size

    @property
    def framed(self) -> bool:
        """Whether the draft's canvas does not fill the output."""
        return (self.width, self.height) != (self.inner_width, self.inner_height)


def resolve_output(
    draft: Draft, facts: Mapping[str, MediaFacts], options: OutputOptions, limits: CompileLimits
) -> OutputShape:
    """The output of a draft under the options; raises ``LimitExceeded``."""
    canvas = draft_canvas(draft, facts)
    fps = options.fps or exact_fps(draft.fps)
    if not 1 <= fps <= limits.max_fps:
        raise LimitExceeded(
            f"The frame rate {float(fps):g} is outside 1 to {limits.max_fps} fps; ask for another."
        )
    width, height = _asked_size(canvas, options)
    _check_size(width, height, limits)
    inner = contain(Size(width, height), canvas)
    inner_width, inner_height = even(inner.width), even(inner.height)
    # Rounding to even pixels may be all that differs: then there is nothing to frame.
    if abs(inner_width - width) <= 2 and abs(inner_height - height) <= 2:
        inner_width, inner_height = width, height
    return OutputShape(width, height, inner_width, inner_height, fps, canvas)


def even(pixels: float) -> int:
    """The nearest even number of pixels, at least 2 (4:2:0 chroma needs pairs)."""
    return max(2, 2 * round(pixels / 2))


def draft_canvas(draft: Draft, facts: Mapping[str, MediaFacts]) -> Size:
    """The draft's canvas; a 0 × 0 one takes the size of the first picture in it."""
    if draft.width > 0 and draft.height > 0:
        return Size(draft.width, draft.height)
    segments = (s for t in draft.tracks if t.kind == "video" for s in t.segments)
    for segment in sorted(segments, key=lambda s: s.target.start_us):
        size = media_size(draft, facts, segment)
        if size is not None:
            return size
    return DEFAULT_CANVAS


def media_size(draft: Draft, facts: Mapping[str, MediaFacts], segment: Segment) -> Size | None:
    """Display pixels of a segment's medium: as probed, else as the draft states."""
    material = draft.materials.get(segment.material_id)
    if material is None:
        return None
    found = facts.get(media_key(material.raw))
    if found is not None and found.width > 0 and found.height > 0:
        return Size(found.width, found.height)
    width = fields.integer(material.raw, "width", 0, 0, 65536)
    height = fields.integer(material.raw, "height", 0, 0, 65536)
    return Size(width, height) if width and height else None


def _asked_size(canvas: Size, options: OutputOptions) -> tuple[int, int]:
    ratio = canvas.width / canvas.height
    if options.width and options.height:
        return even(options.width), even(options.height)
    if options.width:
        return even(options.width), even(options.width / ratio)
    if options.height:
        return even(options.height * ratio), even(options.height)
    scale = options.short_side / min(canvas.width, canvas.height) if options.short_side else 1.0
    return even(canvas.width * scale), even(canvas.height * scale)


def _check_size(width: int, height: int, limits: CompileLimits) -> None:
    if width * height > limits.max_canvas_pixels or max(width, height) > limits.max_canvas_side:
        raise LimitExceeded(
            f"A canvas of {width} × {height} pixels is over the limit of"
            f" {limits.max_canvas_pixels} pixels and {limits.max_canvas_side} a side;"
            " ask for a smaller size."
        )
