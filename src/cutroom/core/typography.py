"""What a text clip says and how it looks: the part of a timeline that ``text`` sets and draws.

It stands in core because the timeline holds it and ``text`` reads it, and those two do not know
each other. ``cutroom.timeline.model`` offers every name of this module too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from cutroom.core.color import Color

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class FontRequest:
    """Faces to try in order: a file inside the draft, then family or vendor display names."""

    path: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paint:
    """A solid (one colour), a linear gradient (several), or a picture file stretched over the run."""

    colors: tuple[Color, ...]
    stops: tuple[float, ...] = (0.0,)
    angle: float = 0.0
    texture: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """An outline painted under the fill; ``width_em`` is the full width, half of it outside."""

    paint: Paint
    width_em: float


@dataclass(frozen=True, slots=True)
class Shadow:
    """A blurred copy; offsets in em (x right, y down), blur is the Gaussian sigma in em."""

    color: Color
    dx_em: float
    dy_em: float
    blur_em: float


@dataclass(frozen=True, slots=True)
class Extrusion:
    """A solid body behind the glyphs, from ``near`` at their back to ``far`` at its end.

    ``dx_em``, ``dy_em`` lead from the glyphs to the far end, in em (x right, y down).
    """

    near: Color
    far: Color
    dx_em: float
    dy_em: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run of characters looks.

    ``line_px`` is the height of the font's line box (ascender + |descender|) in canvas pixels.
    """

    font: FontRequest
    line_px: float
    fill: Paint
    strokes: tuple[Stroke, ...] = ()
    shadows: tuple[Shadow, ...] = ()
    inner_shadows: tuple[Shadow, ...] = ()
    glow: Shadow | None = None
    bold: bool = False
    italic_degrees: float = 0.0
    underline: bool = False
    letter_spacing_em: float = 0.0
    extrusion: Extrusion | None = None


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Code points [start, end) of the text with one style; spans are contiguous and cover it all."""

    start: int
    end: int
    style: TextStyle


@dataclass(frozen=True, slots=True)
class TextBackground:
    """A box behind the text: one for the block, one a line, or one a character.

    ``pad_x``/``pad_y`` are fractions of the line height, ``round`` 0–1 of half the shorter side,
    offsets in line heights (x right, y down).
    """

    color: Color
    per: Literal["block", "line", "character"] = "block"
    pad_x: float = 0.0
    pad_y: float = 0.0
    round: float = 0.0
    offset_x: float = 0.0
    offset_y: float = 0.0


BubbleKind = Literal[
    "speech", "thought", "box", "oval", "burst", "banner", "note", "heart", "brush", "tag",
]  # fmt: skip
BUBBLE_KINDS: tuple[BubbleKind, ...] = get_args(BubbleKind)


@dataclass(frozen=True, slots=True)
class Bubble:
    """A shape drawn behind the block and as large as it needs; ``border_em`` in line heights."""

    kind: BubbleKind
    fill: Color
    border: Color
    border_em: float = 0.05


@dataclass(frozen=True, slots=True)
class WordTime:
    """Code points [start, end) of the text are said from ``start_s`` to ``end_s`` of the clip."""

    start: int
    end: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class TextContent:
    """A block of text. ``wrap_px`` 0 means only explicit newlines break lines.

    ``line_gap`` is added to the pitch as a fraction of the line height. ``vertical`` sets columns
    right to left with upright glyphs. ``bend_degrees`` is the angle of the arc that the longest line
    is set on: positive arches upwards, 360 closes a circle; columns are never bent. ``words`` are in
    order, and empty when nobody knows when they are said.
    """

    text: str
    spans: tuple[TextSpan, ...]
    align: Align = "center"
    vertical: bool = False
    wrap_px: float = 0.0
    line_gap: float = 0.02
    background: TextBackground | None = None
    bubble: Bubble | None = None
    bend_degrees: float = 0.0
    words: tuple[WordTime, ...] = ()


# -- what a motion may do to one character, besides moving it ---------------------------------------


@dataclass(frozen=True, slots=True)
class Tint:
    """Another colour over a character's fill.

    ``amount`` 0–1 is how much of it; ``reach`` 0–1 the share of the character that has it, from where
    reading begins, −1–0 the share at the other end.
    """

    color: Color
    amount: float = 1.0
    reach: float = 1.0


OrnamentShape = Literal[
    "star", "heart", "note", "hat", "tree", "rabbit", "flake", "bolt", "dot", "ring", "bar", "plate",
    "flame", "petal", "mouth", "pointer",
]  # fmt: skip
ORNAMENT_SHAPES: tuple[OrnamentShape, ...] = get_args(OrnamentShape)


@dataclass(frozen=True, slots=True)
class Ornament:
    """A small shape beside a character at rest.

    ``x``, ``y`` are its centre in em from the middle of the cell (right and down), ``size`` its height
    in em, ``rotation`` degrees clockwise. ``color`` None is that of the character's fill. ``behind``
    puts it under the characters.
    """

    shape: OrnamentShape
    color: Color | None = None
    x: float = 0.0
    y: float = 0.0
    size: float = 0.5
    rotation: float = 0.0
    alpha: float = 1.0
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """A copy of the whole block underneath it, as it is drawn at the moment.

    ``dx``, ``dy`` move it by em of the block's first style; ``scale`` and ``rotation`` (degrees
    clockwise) are about the block's middle.
    """

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    rotation: float = 0.0
    alpha: float = 1.0
