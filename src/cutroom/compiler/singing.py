"""When the words of a text are said, and the colour they take when they are sung."""

from __future__ import annotations

from typing import Any

from cutroom.compiler.scene import Use
from cutroom.compiler.shapes import color_of
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import MotionSpan, WordTime

MAX_WORDS = 20_000


def word_times(raw: Json, text: str) -> tuple[WordTime, ...]:
    """The words of a text material with their times, those that its text still holds, in order."""
    words = fields.mapping(raw, "words")
    said, starts, ends = (_listed(words, key) for key in ("text", "start_time", "end_time"))
    found: list[WordTime] = []
    position = 0
    for word, start, end in zip(said, starts, ends, strict=False):
        bare = word.strip() if isinstance(word, str) else ""
        place = text.find(bare, position) if bare else -1
        if place < 0:
            continue
        times = {"start": start, "end": end}
        start_s = fields.number(times, "start", 0.0, 0.0, 1e9) / 1000
        end_s = max(fields.number(times, "end", 0.0, 0.0, 1e9) / 1000, start_s)
        position = place + len(bare)
        found.append(WordTime(place, position, start_s, end_s))
    return tuple(found)


def sung_motion(use: Use, raw: Json, words: tuple[WordTime, ...]) -> tuple[MotionSpan, ...]:
    """The motion that colours each word as it is sung, where a draft names a colour for that."""
    color = color_of(raw.get("ktv_color"), 1.0)
    if color is None or not words:
        return ()
    return (MotionSpan("karaoke", "loop", (("color", color),), 0, use.length_frames, use.seed),)


def _listed(words: Json, key: str) -> list[Any]:
    stored = words.get(key)
    return stored[:MAX_WORDS] if isinstance(stored, list) else []
