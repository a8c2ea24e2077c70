"""Which word each character of a block belongs to, and when it is said."""

from __future__ import annotations

from itertools import pairwise

from cutroom.text.clusters import is_space, is_wide
from cutroom.text.layout import TextLayout


def word_numbers(layout: TextLayout) -> tuple[int, ...]:
    """The number of every character's word, from 0.

    Words are those whose times are known; without them they end at white space and line ends, and
    every ideograph is one.
    """
    if layout.content.words:
        return _timed_numbers(layout)
    if not layout.characters:
        return ()
    numbers = [0]
    for before, character in pairwise(layout.characters):
        apart = (
            before.line != character.line
            or (is_space(before.text) and not is_space(character.text))
            or is_wide(before.text)
            or (is_wide(character.text) and not is_space(character.text))
        )
        numbers.append(numbers[-1] + int(apart))
    return tuple(numbers)


def said_times(layout: TextLayout) -> tuple[tuple[float, float] | None, ...]:
    """When every character is said, in seconds since the clip began; None when nobody knows.

    The characters of a word share its time evenly; white space between words is said with the word
    before it ends.
    """
    words = layout.content.words
    if not words:
        return (None,) * len(layout.characters)
    times = []
    for character, number in zip(layout.characters, _timed_numbers(layout), strict=True):
        word = words[number]
        length = max(word.end - word.start, 1)
        first, last = (
            min(max((point - word.start) / length, 0.0), 1.0)
            for point in (character.start, character.end)
        )
        lasts = word.end_s - word.start_s
        times.append((word.start_s + first * lasts, word.start_s + last * lasts))
    return tuple(times)


def word_windows(layout: TextLayout) -> tuple[tuple[float, float] | None, ...]:
    """Between which seconds every character's word is the one being said: until the next one begins."""
    words = layout.content.words
    if not words:
        return (None,) * len(layout.characters)
    ends = [max(after.start_s, word.start_s) for word, after in pairwise(words)]
    windows = [
        (word.start_s, end) for word, end in zip(words, [*ends, words[-1].end_s], strict=True)
    ]
    return tuple(windows[number] for number in _timed_numbers(layout))


def _timed_numbers(layout: TextLayout) -> tuple[int, ...]:
    words, numbers, current = layout.content.words, list[int](), 0
    for character in layout.characters:
        while current + 1 < len(words) and character.start >= words[current + 1].start:
            current += 1
        numbers.append(current)
    return tuple(numbers)
