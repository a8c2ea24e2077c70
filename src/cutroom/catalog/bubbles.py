"""Which shape a bubble behind a text has, by the words of its name.

Nobody lists the bubbles that drafts may name, and their ids say nothing: what has no telling name is a
speech bubble.
"""

from __future__ import annotations

from typing import NamedTuple

from cutroom.catalog.fancy_text import first_color
from cutroom.core.color import BLACK, WHITE, Color
from cutroom.core.typography import Bubble, BubbleKind

_WORDS: tuple[tuple[BubbleKind, tuple[str, ...]], ...] = (
    ("thought", ("思考", "想", "云", "thought", "cloud", "think")),
    ("burst", ("爆", "炸", "惊", "burst", "boom", "bang", "shout")),
    ("banner", ("横幅", "丝带", "飘带", "绶带", "banner", "ribbon")),
    ("note", ("便签", "便利贴", "便条", "纸", "note", "memo", "paper")),
    ("heart", ("心", "heart", "love")),
    ("brush", ("笔刷", "墨", "涂", "brush", "ink", "paint")),
    ("tag", ("标签", "吊牌", "价签", "tag", "label", "price")),
    ("speech", ("对话", "气泡", "聊天", "说", "speech", "bubble", "chat", "talk")),
    ("oval", ("椭圆", "圆", "oval", "round", "circle")),
    ("box", ("方", "框", "矩形", "box", "frame", "rectangle")),
)
_DARK, _NIGHT = Color(0.12, 0.14, 0.18), Color(0.18, 0.27, 0.42)


class BubbleReading(NamedTuple):
    """A bubble, and whether its name said which."""

    bubble: Bubble
    told: bool


def read_bubble(name: str, text_color: Color) -> BubbleReading:
    """The bubble of a name, in its colour or else in one that the text stands out from."""
    lowered = name.lower()
    kind = next((k for k, words in _WORDS if any(word in lowered for word in words)), None)
    named = first_color(lowered)
    bright = text_color.luminance > 0.55
    fill = named or (_NIGHT if bright else WHITE)
    border = WHITE if fill.luminance < 0.4 else _DARK
    if named is not None and abs(named.luminance - text_color.luminance) < 0.15:
        # The text would be lost on the colour of the name: it is left to the border.
        fill, border = (BLACK if bright else WHITE), named
    return BubbleReading(Bubble(kind or "speech", fill, border), kind is not None)
