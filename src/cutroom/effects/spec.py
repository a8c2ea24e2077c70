"""What an effect is.

An effect file holds a docstring, a frozen ``Params`` dataclass whose fields are made by
:func:`number`, :func:`choice`, :func:`flag`, :func:`colour`, :func:`points` or :func:`file`, one pure
function, and one constant (``EFFECT``) that ties them together and is listed in ``registry.py``.

Lengths are fractions (of the picture's short side unless said), never pixels, so that previews match
finals. Randomness comes from ``Moment.seed`` and the frame or time, never from global state. Motion in
time is a function of ``time_s`` or ``progress``, so that it is independent of the frame rate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from cutroom.core.color import Color
from cutroom.core.typography import Echo as Echo
from cutroom.core.typography import Ornament as Ornament
from cutroom.core.typography import Tint as Tint
from cutroom.effects.toning import Tone
from cutroom.picture.picture import Picture

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an effect stands in its own span.

    ``progress`` is 0–1; ``time_s`` seconds since the span began; ``duration_s`` the span's length;
    ``frame`` counts output frames since the span began; ``seed`` is fixed for the span.
    """

    progress: float
    time_s: float
    duration_s: float
    frame: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a text a motion is asked about: character ``index`` of ``count``.

    A block motion is asked once with index 0 of 1. ``line`` and ``lines`` count text lines, ``word``
    and ``words`` its words. ``x``, ``y`` are the middle of the character's cell from the block's middle,
    ``width``, ``height`` the block and ``advance`` the width of the cell, in em. ``said_s`` is when it is
    said, ``word_s`` when its word is until the next one begins, in seconds since the motion's span began;
    None when nobody knows. ``white`` tells white space.
    """

    index: int = 0
    count: int = 1
    line: int = 0
    lines: int = 1
    word: int = 0
    words: int = 1
    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0
    advance: float = 1.0
    said_s: tuple[float, float] | None = None
    word_s: tuple[float, float] | None = None
    white: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A picture effect a pose asks for, by registry id."""

    effect: str
    params: tuple[tuple[str, float | bool | str | Color], ...] = ()
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Wipe:
    """Reveal only the part that ``amount`` 0–1 has uncovered, moving along ``angle``.

    ``angle`` is degrees clockwise from left-to-right; ``softness`` a fraction of the run.
    ``shape`` "iris" opens from the centre, "blinds" in ``bands`` parallel strips.
    """

    amount: float
    angle: float = 0.0
    softness: float = 0.0
    shape: Literal["linear", "iris", "blinds", "clock", "split"] = "linear"
    bands: int = 1


@dataclass(frozen=True, slots=True)
class Pose:
    """What a motion does to a clip or character at a moment, on top of its placement.

    ``x``/``y`` move by fractions of the canvas width/height, ``own_x``/``own_y`` by fractions of the
    drawn width/height (for a character: of its em), all right and DOWN. Scales multiply, ``rotation``
    adds degrees clockwise, ``tilt_x``/``tilt_y`` turn in perspective about the horizontal/vertical
    axis (degrees), ``skew`` shears by degrees, ``alpha`` multiplies, ``blur`` is a Gaussian sigma as
    a fraction of the short side, ``anchor`` the fixed point of scale and rotation in own half-size
    units (x right, y down, 0 = centre).

    The rest is for characters only: ``tint`` colours the fill, ``hollow`` 0–1 takes it away within its
    outline, ``shows`` ≥ 0 puts another character of the block in its place, ``ornaments`` stand beside
    its place at rest, ``echoes`` are copies of the whole block underneath, the same for all characters.
    """

    x: float = 0.0
    y: float = 0.0
    own_x: float = 0.0
    own_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    skew: float = 0.0
    alpha: float = 1.0
    blur: float = 0.0
    anchor: tuple[float, float] = (0.0, 0.0)
    wipe: Wipe | None = None
    looks: tuple[Look, ...] = ()
    tint: Tint | None = None
    hollow: float = 0.0
    shows: int = -1
    ornaments: tuple[Ornament, ...] = ()
    echoes: tuple[Echo, ...] = ()


REST = Pose()


def always(_params: object) -> bool:
    """For an effect that never looks at the moment."""
    return True


def never(_params: object) -> bool:
    """For an effect that moves."""
    return False


def toneless(_params: object) -> Tone | None:
    """For an effect that is more than a change of tone."""
    return None


@dataclass(frozen=True, slots=True)
class Filter(Generic[P]):
    """A picture effect: ``apply(picture, params, moment)`` returns a picture of the same size.

    ``timeless`` says of parameters that with them the moment does not matter: the same picture then
    always becomes the same, so that what stands still is drawn once. ``tone`` gives the whole effect as
    a change of tone where it is no more than that; those of several effects are applied as one.
    """

    id: str
    params: type[P]
    apply: Callable[[Picture, P, Moment], Picture]
    doc: str
    timeless: Callable[[P], bool] = never
    tone: Callable[[P], Tone | None] = toneless


@dataclass(frozen=True, slots=True)
class Transition(Generic[P]):
    """``apply(before, after, params, moment)``: progress 0 is ``before``, progress 1 is ``after``.

    Both pictures are opaque and of the canvas size; so is the result.
    """

    id: str
    params: type[P]
    apply: Callable[[Picture, Picture, P, Moment], Picture]
    doc: str


@dataclass(frozen=True, slots=True)
class Motion(Generic[P]):
    """``pose(params, moment, part)``.

    For phase "in" progress 1 is the rest pose; for "out" progress 0 is; "group" and "loop" run over
    their whole span. A motion ``per`` character is asked for every character.
    """

    id: str
    params: type[P]
    pose: Callable[[P, Moment, Part], Pose]
    doc: str
    per: Literal["block", "character"] = "block"


def number(default: float, low: float, high: float, doc: str) -> Any:
    """A number in [low, high]; may be keyframed."""
    return field(default=default, metadata={"kind": "number", "low": low, "high": high, "doc": doc})


def flag(default: bool, doc: str) -> Any:
    """A switch."""
    return field(default=default, metadata={"kind": "flag", "doc": doc})


def choice(default: str, options: tuple[str, ...], doc: str) -> Any:
    """One of several words."""
    return field(default=default, metadata={"kind": "choice", "options": options, "doc": doc})


def colour(default: Color, doc: str) -> Any:
    """A colour."""
    return field(default=default, metadata={"kind": "colour", "doc": doc})


def points(doc: str) -> Any:
    """A curve: a text of points "x,y x,y …", both 0–1; "" is a straight line."""
    return field(default="", metadata={"kind": "points", "doc": doc})


def file(doc: str) -> Any:
    """A path to a file of the draft; "" when absent."""
    return field(default="", metadata={"kind": "file", "doc": doc})
