"""The compiled timeline.

Guarantees the renderer builds on:

- Layers are in painting order, back to front. Within one layer clips are in time order and overlap
  only under a transition of that layer.
- Output positions are integer frames; every ``Curve`` is timed in seconds from its clip's nominal
  start ``start_frame``; source positions are exact.
- Sizes are canvas pixels of this timeline, positions half-canvas units (x right, y up), angles
  degrees clockwise.
- Nothing is optional that the renderer would have to decide.
- A part of a timeline keeps the nominal ranges: clips, treatments and sounds may begin before frame or
  sample 0 and end after the last one.
- A nested timeline has the same ``sources`` tuple as the one around it and no sounds of its own; its
  sounds are on the outermost timeline. A transition's handles may ask for its frames before 0 or after
  its last one: its first or last frame stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from cutroom.core.color import BLACK, Color
from cutroom.core.curves import Curve, flat
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import WHOLE, Quad, Size
from cutroom.core.time import TimeMap
from cutroom.core.typography import Align as Align
from cutroom.core.typography import Bubble as Bubble
from cutroom.core.typography import Extrusion as Extrusion
from cutroom.core.typography import FontRequest as FontRequest
from cutroom.core.typography import Paint as Paint
from cutroom.core.typography import Shadow as Shadow
from cutroom.core.typography import Stroke as Stroke
from cutroom.core.typography import TextBackground as TextBackground
from cutroom.core.typography import TextContent as TextContent
from cutroom.core.typography import TextSpan as TextSpan
from cutroom.core.typography import TextStyle as TextStyle
from cutroom.core.typography import WordTime as WordTime

BlendMode = Literal[
    "normal", "multiply", "color-dodge", "color-burn", "linear-burn", "soft-light",
    "hard-light", "screen", "overlay", "lighten", "darken",
]  # fmt: skip
MaskShape = Literal["line", "mirror", "ellipse", "rectangle", "heart", "star", "text"]
MotionPhase = Literal["in", "out", "group", "loop"]

ParamValue = float | bool | str | Color | Curve
Params = tuple[tuple[str, ParamValue], ...]
"""Effect parameters by name; names and ranges are declared by the effect."""

ONE = flat(1.0)
ZERO = flat(0.0)


@dataclass(frozen=True, slots=True)
class Source:
    """A media file used by clips, referred to by its index in ``Timeline.sources``."""

    facts: MediaFacts


# -- what a clip shows ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Matte:
    """A still or a video whose brightness (or opacity) says how much of another picture is kept.

    A video runs beside the picture, second for second of their files.
    """

    source: int
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class MediaContent:
    """Video, still or animated image, by source index.

    A still ignores ``time``; its ``matte`` is a still. An animation loops: its position is taken modulo
    its duration.
    """

    source: int
    time: TimeMap
    matte: Matte | None = None


@dataclass(frozen=True, slots=True)
class ColorContent:
    """A solid or a linear gradient; ``angle`` degrees clockwise from left-to-right."""

    colors: tuple[Color, ...]
    stops: tuple[float, ...] = (0.0,)
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class NestedContent:
    """A whole timeline with a canvas of its own, played through ``time``."""

    timeline: Timeline
    time: TimeMap


@dataclass(frozen=True, slots=True)
class ShapeContent:
    """A filled polygon or rounded rectangle; points in pixels around the clip centre, y down.

    A ``shade`` takes the place of ``fill``: a gradient over the box around the points.
    """

    points: tuple[tuple[float, float], ...]
    fill: Color
    border: Color
    border_px: float = 0.0
    round_px: float = 0.0
    shade: ColorContent | None = None


@dataclass(frozen=True, slots=True)
class StickerContent:
    """A sticker of the set by its id, in units of a canvas 720 wide, or a plate with a label instead.

    A moving one begins its loop of ``loop_s`` seconds anew from the clip's nominal start on.
    """

    sticker: str
    width: float
    height: float
    label: str = ""
    loop_s: Fraction = Fraction(0)

    def phase_at(self, time_s: Fraction) -> float:
        """How far the loop is ``time_s`` seconds after it began, 0–1; 0 for one that stands still."""
        return float(time_s % self.loop_s / self.loop_s) if self.loop_s else 0.0


Content = MediaContent | ColorContent | NestedContent | ShapeContent | StickerContent | TextContent

# -- how it is placed and treated ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a clip stands: half-canvas position (y up), scale factors, degrees clockwise, alpha."""

    x: Curve = ZERO
    y: Curve = ZERO
    scale_x: Curve = ONE
    scale_y: Curve = ONE
    rotation: Curve = ZERO
    alpha: Curve = ONE
    flip_horizontal: bool = False
    flip_vertical: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """A shape in the clip's own space, before its placement.

    Centre in half-clip units (y up), width and height as fractions of the fitted clip, rotation
    degrees clockwise, feather and round_corner 0–1, expansion −1…1. A "text" has the size of ``text``
    on the canvas at clip scale 1; its width and height do not count.
    """

    shape: MaskShape
    center_x: Curve
    center_y: Curve
    width: Curve
    height: Curve
    rotation: Curve
    feather: Curve
    round_corner: Curve = ZERO
    expansion: Curve = ZERO
    invert: bool = False
    text: TextContent | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """A picture effect applied over a span of a clip or of everything below.

    ``effect`` is an id of the effects registry; ``strength`` 0–1 mixes the result with the input;
    for a clip the frames count from its nominal start, on an ``AdjustLayer`` from that of the timeline
    and curves are timed from ``start_frame``. ``mask`` limits it to a part of the picture.
    """

    effect: str
    params: Params
    start_frame: int
    length_frames: int
    strength: Curve = ONE
    seed: int = 0
    mask: Mask | None = None


@dataclass(frozen=True, slots=True)
class MotionSpan:
    """An in, out, group or loop animation; frames count from the clip's nominal start."""

    effect: str
    phase: MotionPhase
    params: Params
    start_frame: int
    length_frames: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What fills the canvas behind a clip of the bottom track.

    ``blur`` is the level 0–1 of a blurred copy of the clip; ``source`` an index of an image that
    covers the canvas.
    """

    kind: Literal["color", "blur", "image"]
    color: Color = BLACK
    blur: float = 0.0
    source: int = -1


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around what is visible of a clip; ``width`` is a fraction of its shorter side."""

    color: Color
    width: float


@dataclass(frozen=True, slots=True)
class DropShadow:
    """A shadow of what is visible of a clip, outline included, on what is below it.

    Distance and blur (a Gaussian sigma) are fractions of the clip's shorter side; ``angle`` is
    degrees clockwise from right.
    """

    color: Color
    distance: float
    angle: float
    blur: float


@dataclass(frozen=True, slots=True)
class ChromaKey:
    """Cut out a colour; intensity, shadow, edge and spill are 0–1."""

    color: Color
    intensity: Curve
    shadow: Curve
    edge: Curve
    spill: Curve


@dataclass(frozen=True, slots=True)
class Clip:
    """One picture on a layer.

    Nominally it is shown on frames [start_frame, start_frame + length_frames). ``lead_frames`` and
    ``tail_frames`` are the handles it is also shown on under a transition at either end.
    ``fitted`` is its size at scale 1 in canvas pixels; (0, 0) for text, which measures itself.
    """

    where: str
    start_frame: int
    length_frames: int
    content: Content
    fitted: Size
    placement: Placement = Placement()
    lead_frames: int = 0
    tail_frames: int = 0
    crop: Quad = WHOLE
    mask: Mask | None = None
    chroma: ChromaKey | None = None
    blend: BlendMode = "normal"
    treatments: tuple[Treatment, ...] = ()
    motions: tuple[MotionSpan, ...] = ()
    backdrop: Backdrop | None = None
    outline: Outline | None = None
    shadow: DropShadow | None = None

    @property
    def first_frame(self) -> int:
        """First frame shown, handles included."""
        return self.start_frame - self.lead_frames

    @property
    def end_frame(self) -> int:
        """First frame no longer shown, handles included."""
        return self.start_frame + self.length_frames + self.tail_frames


@dataclass(frozen=True, slots=True)
class Transition:
    """From clip ``before`` to the next one of the layer, over [start_frame, +length_frames).

    Progress on the k-th frame is (k + ½) / length, so neither end repeats a neighbour.
    """

    effect: str
    params: Params
    before: int
    start_frame: int
    length_frames: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """Clips of one z-position with the transitions between them."""

    where: str
    clips: tuple[Clip, ...]
    transitions: tuple[Transition, ...] = ()


@dataclass(frozen=True, slots=True)
class AdjustLayer:
    """Effects over everything painted below it, over the whole canvas."""

    where: str
    treatments: tuple[Treatment, ...]


# -- sound -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SoundEffect:
    """A sound effect by id of the sound effects registry."""

    effect: str
    params: Params


ChannelUse = Literal["both", "left", "right"]
"""Which channels of a source are heard: each on its side, or one of them on both."""


@dataclass(frozen=True, slots=True)
class SoundClip:
    """Sound of one source; positions in 48 kHz samples of the output.

    ``gain`` is linear amplitude over seconds from the clip's start. With ``keep_pitch`` a speed
    other than 1 stretches time, else it resamples. ``loudness_lufs`` is the integrated loudness
    (EBU R 128) that the clip's part of its source is brought to before anything else. ``pan`` is −1
    (left) to 1 (right), at equal power: both sides as they are in the middle, one of them 3 dB louder
    alone. ``denoise`` 0–1 takes steady noise out of the source.
    """

    where: str
    source: int
    start_sample: int
    length_samples: int
    time: TimeMap
    gain: Curve = ONE
    fade_in_samples: int = 0
    fade_out_samples: int = 0
    keep_pitch: bool = True
    effects: tuple[SoundEffect, ...] = ()
    channels: ChannelUse = "both"
    loudness_lufs: float | None = None
    pan: Curve = ZERO
    denoise: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole video: ``width`` × ``height`` pixels (even), ``length_frames`` at ``fps``."""

    width: int
    height: int
    fps: Fraction
    length_frames: int
    sources: tuple[Source, ...] = ()
    layers: tuple[Layer | AdjustLayer, ...] = ()
    sounds: tuple[SoundClip, ...] = ()
    background: Color = field(default=BLACK)
