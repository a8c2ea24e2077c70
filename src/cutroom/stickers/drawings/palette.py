"""The colours of the drawings."""

from __future__ import annotations

from cutroom.stickers.shapes import hexed

RED, DARK_RED = hexed("ff3b46"), hexed("d81b36")
ORANGE, AMBER = hexed("ff8a1f"), hexed("ffb020")
YELLOW, GOLD = hexed("ffd93b"), hexed("f5a800")
GREEN, DARK_GREEN = hexed("34c759"), hexed("1a9e49")
CYAN, BLUE, DARK_BLUE = hexed("2cc9e8"), hexed("2f7bff"), hexed("1b4fd1")
PURPLE, PINK = hexed("8b5cf6"), hexed("ff6ea8")
BROWN, SKIN, SKIN_SHADE = hexed("7a4a2b"), hexed("ffd28a"), hexed("ffb74d")
INK, GREY, PALE = hexed("1f2430"), hexed("8b93a3"), hexed("eef1f6")
PAPER, PAPER_SHADE = hexed("fff6c9"), hexed("ffe88a")
