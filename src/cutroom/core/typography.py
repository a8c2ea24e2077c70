"""What a text clip says and how it looks: the part of a timeline that ``text`` sets and draws.

It stands in core because the timeline holds it and ``text`` reads it, and those two do not know
each other. ``cutroom.timeline.model`` offers every name of this module too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class TextContent:
    """A block of text. ``wrap_px`` 0 means only explicit newlines break lines.

    ``line_gap`` is added to the pitch as a fraction of the line height. ``vertical`` sets columns
    right to left with upright glyphs.
    """

    text: str
    spans: tuple[TextSpan, ...]
    align: Align = "center"
    vertical: bool = False
    wrap_px: float = 0.0
    line_gap: float = 0.02
    background: TextBackground | None = None
