"""What a sticker is: its id, its names, its size and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cutroom.stickers.shapes import Item

StickerKind = Literal["emoji", "drawing"]
EMOJI_SIZE = 180.0
"""Side of an emoji on a canvas 720 wide."""


@dataclass(frozen=True, slots=True)
class Sticker:
    """A sticker of our own set.

    Names and keywords are in Chinese and in English. ``width`` × ``height`` is its size at scale 1 on a
    canvas 720 wide. ``emoji`` holds the characters of an emoji; ``items`` draws a drawing at a phase
    0–1 of its loop, which lasts ``loop_s`` seconds, 0 for one that stands still. ``rim`` puts the drawing on
    a white rim.
    """

    id: str
    kind: StickerKind
    name_zh: str
    name_en: str
    keywords_zh: tuple[str, ...]
    keywords_en: tuple[str, ...]
    group: str
    width: float = EMOJI_SIZE
    height: float = EMOJI_SIZE
    emoji: str = ""
    items: Callable[[float], tuple[Item, ...]] | None = None
    loop_s: float = 0.0
    rim: bool = True

    @property
    def moves(self) -> bool:
        """Whether it is a loop."""
        return self.loop_s > 0.0


def drawing(
    id: str,
    names: tuple[str, str],
    keywords: tuple[str, str],
    size: tuple[float, float],
    items: Callable[[float], tuple[Item, ...]],
    *,
    loop_s: float = 0.0,
    rim: bool = True,
) -> Sticker:
    """A vector drawing; names and keywords Chinese first, keywords with spaces between them."""
    zh, en = (tuple(words.split()) for words in keywords)
    return Sticker(
        f"sticker-{id}", "drawing", *names, zh, en, "Drawings", *size,
        items=items, loop_s=loop_s, rim=rim,
    )  # fmt: skip
