"""Fancy text (花字) drawn with plain fills, outlines and shadows: our own list, and titles read by words.

Every title is a colour and a kind, such as 红色描边. What other programs call their styles is read the same
way: the colours and kinds its title names are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from cutroom.core.color import BLACK, WHITE, Color

Json = dict[str, Any]


class _Word(NamedTuple):
    """A word of titles: its id, its name here, and how others spell it."""

    id: str
    name: str
    spellings: tuple[str, ...]


_COLOURS: dict[_Word, Color] = {
    _Word("red", "红色", ("红", "red")): Color(0.93, 0.16, 0.18),
    _Word("orange", "橙色", ("橙", "橘", "orange")): Color(1.0, 0.55, 0.1),
    _Word("gold", "金色", ("金", "gold")): Color(0.98, 0.78, 0.3),
    _Word("yellow", "黄色", ("黄", "yellow")): Color(1.0, 0.88, 0.15),
    _Word("green", "绿色", ("绿", "green")): Color(0.2, 0.78, 0.35),
    _Word("cyan", "青色", ("青", "cyan", "teal")): Color(0.15, 0.85, 0.85),
    _Word("blue", "蓝色", ("蓝", "blue")): Color(0.16, 0.45, 0.95),
    _Word("purple", "紫色", ("紫", "purple", "violet")): Color(0.58, 0.3, 0.9),
    _Word("pink", "粉色", ("粉", "pink")): Color(1.0, 0.48, 0.7),
    _Word("brown", "棕色", ("棕", "褐", "brown")): Color(0.55, 0.35, 0.2),
    _Word("white", "白色", ("白", "white")): WHITE,
    _Word("black", "黑色", ("黑", "black")): Color(0.05, 0.05, 0.05),
}
_KINDS = (
    _Word("outline", "描边", ("描边", "边框", "边", "outline", "stroke")),
    _Word("glow", "发光", ("发光", "荧光", "霓虹", "光", "glow", "neon")),
    _Word("relief", "立体", ("立体", "浮雕", "3d", "relief", "emboss")),
    _Word("gradient", "渐变", ("渐变", "彩虹", "gradient")),
    _Word("shadow", "阴影", ("阴影", "投影", "影", "shadow")),
)


@dataclass(frozen=True, slots=True)
class TextEffect:
    """A fancy text: what it is drawn with, in the vocabulary of a text's styles."""

    id: str
    title: str
    kinds: tuple[str, ...]
    color: Color
    second: Color | None = None

    def parts(self) -> Json:
        """``fill``, ``strokes`` and ``shadows`` of a style."""
        made: Json = {"fill": solid_fill(self.color), "strokes": [], "shadows": []}
        for kind in self.kinds:
            _DRAWN[kind](self, made)
        return made


@cache
def text_effects() -> tuple[TextEffect, ...]:
    """Our own list."""
    return tuple(
        TextEffect(f"text-{kind.id}-{word.id}", f"{word.name}{kind.name}", (kind.id,), color)
        for kind in _KINDS
        for word, color in _COLOURS.items()
    )


def find_text_effect(name: str) -> TextEffect | None:
    """The effect of our list with a title or id."""
    wanted = name.strip().lower()
    return next((each for each in text_effects() if wanted in (each.id, each.title)), None)


def read_text_effect(title: str) -> TextEffect | None:
    """What the words of a foreign title say, None when they name neither a colour nor a kind."""
    found = sorted(_colours_in(title.lower()), key=lambda pair: pair[0])
    colors = [color for _, color in found]
    kinds = tuple(
        kind.id for kind in _KINDS if any(word in title.lower() for word in kind.spellings)
    )
    if not colors and not kinds:
        return None
    return TextEffect(
        "", title, kinds or ("outline",), colors[0] if colors else WHITE,
        colors[1] if len(colors) > 1 else None,
    )  # fmt: skip


def first_color(title: str) -> Color | None:
    """The colour that a name (in lower case) tells first."""
    return min(_colours_in(title), key=lambda pair: pair[0], default=(0, None))[1]


def _colours_in(title: str) -> Iterator[tuple[int, Color]]:
    for word, color in _COLOURS.items():
        places = [title.find(spelling) for spelling in word.spellings]
        if max(places) >= 0:
            yield min(place for place in places if place >= 0), color


def rgb(color: Color) -> list[float]:
    """A colour as drafts hold it."""
    return [round(channel, 6) for channel in (color.red, color.green, color.blue)]


def solid(color: Color, alpha: float = 1.0) -> Json:
    """One colour, as content of a fill or stroke."""
    return {"render_type": "solid", "solid": {"alpha": alpha, "color": rgb(color)}}


def solid_fill(color: Color) -> Json:
    """A fill of one colour."""
    return {"alpha": 1.0, "content": solid(color)}


def stroke(color: Color, width: float) -> Json:
    """An outline; ``width`` as drafts hold it, 0–0.2."""
    return {"alpha": 1.0, "content": solid(color), "width": width}


def shadow(color: Color, alpha: float, diffuse: float, distance: float, angle: float) -> Json:
    """A shadow; ``diffuse`` and ``distance`` 0–100 as the editor shows them, ``angle`` degrees."""
    return {
        "alpha": alpha,
        "angle": angle,
        "content": solid(color),
        "diffuse": diffuse / 100 / 6,
        "distance": distance,
    }


def _contrast(color: Color) -> Color:
    return BLACK if color.luminance > 0.5 else WHITE


def _outlined(effect: TextEffect, made: Json) -> None:
    """The first of two colours fills, the second surrounds; one colour surrounds its contrast."""
    if effect.second is None and effect.kinds[0] == "outline":
        made["fill"] = solid_fill(_contrast(effect.color))
    edge = effect.second or effect.color
    if effect.second is None and effect.kinds[0] != "outline":
        edge = _contrast(effect.color)
    made["strokes"].append(stroke(edge, 0.1))


def _glowing(effect: TextEffect, made: Json) -> None:
    made["fill"] = solid_fill(effect.color.mixed(WHITE, 0.8))
    made["shadows"] += [shadow(effect.color, 1.0, spread, 0.0, 0.0) for spread in (40.0, 90.0)]


def _raised(effect: TextEffect, made: Json) -> None:
    dark = (effect.second or effect.color).mixed(BLACK, 0.55)
    made["strokes"].append(stroke(effect.color.mixed(WHITE, 0.6), 0.03))
    body = shadow(dark, 1.0, 0.0, 0.0, -45.0)
    body |= {
        "thickness_projection_enable": True,
        "thickness_projection_angle": -45.0,
        "thickness_projection_distance": 12.0,
    }
    made["shadows"].append(body)


def _graded(effect: TextEffect, made: Json) -> None:
    colors = [effect.color.mixed(WHITE, 0.6), effect.second or effect.color]
    gradient = {
        "alpha": [1.0, 1.0],
        "angle": 270.0,
        "color": [rgb(color) for color in colors],
        "mode": 0,
        "percent": [0.0, 1.0],
    }
    made["fill"] = {"alpha": 1.0, "content": {"render_type": "gradient", "gradient": gradient}}


def _shadowed(effect: TextEffect, made: Json) -> None:
    made["shadows"].append(shadow(effect.second or BLACK, 0.8, 20.0, 8.0, -45.0))


_DRAWN = {
    "outline": _outlined,
    "glow": _glowing,
    "relief": _raised,
    "gradient": _graded,
    "shadow": _shadowed,
}
