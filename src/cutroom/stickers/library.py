"""Every sticker of our own set: by id, and by what people search for in Chinese or English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize
from zlib import crc32

from cutroom.stickers.drawings import arrows, badges, bubbles, marks, reactions, scenery, sparkles
from cutroom.stickers.emoji import PREFIX, emoji_stickers, find_emoji
from cutroom.stickers.model import Sticker

_THEMES = (reactions, arrows, marks, bubbles, sparkles, scenery, badges)
_MOST_WORDS = 8
_MOST_CHARACTERS = 100
_NEVER = 99


def stickers() -> tuple[Sticker, ...]:
    """All of them: drawings, then emoji in Unicode's order."""
    return (*drawings(), *emoji_stickers())


@cache
def drawings() -> tuple[Sticker, ...]:
    """The vector drawings."""
    return tuple(sticker for theme in _THEMES for sticker in theme.stickers())


def find_by_id(wanted: str) -> Sticker | None:
    """The sticker with an id; any text may be asked for."""
    found = _drawings_by_id().get(wanted)
    return find_emoji(wanted) if found is None and wanted.startswith(PREFIX) else found


def find_sticker(wanted: str) -> Sticker | None:
    """The sticker with an id, or the emoji itself; any text may be asked for."""
    typed = wanted.strip()
    return find_by_id(typed) or find_emoji(typed)


@lru_cache(maxsize=512)
def search_stickers(keyword: str) -> tuple[Sticker, ...]:
    """What a keyword in either language finds, best first; nothing for a blank one.

    An exact name or keyword comes before names that begin with it, then keywords that do, then what holds
    it anywhere, then what the keyword itself names ("点赞手势" finds 点赞). Several words must all be found.
    """
    typed = keyword.strip()[:_MOST_CHARACTERS]
    itself = find_sticker(typed)
    words = _plain(typed).split()[:_MOST_WORDS]
    if not words:
        return () if itself is None else (itself,)
    whole = " ".join(words)
    ranked = []
    for place, entry in enumerate(_index()):
        rank = min(_rank(entry, whole), max(_rank(entry, word) for word in words) + 1)
        if rank < _NEVER:
            ranked.append((rank, place))
    ranked.sort()
    found = [_index()[place].sticker for _rank_of, place in ranked]
    return tuple(dict.fromkeys(found if itself is None else [itself, *found]))


def some_stickers(keyword: str, count: int) -> tuple[Sticker, ...]:
    """``count`` stickers for a keyword that finds none; the same ones for the same keyword."""
    every = stickers()
    return tuple(sorted(every, key=lambda each: crc32(f"{keyword}\n{each.id}".encode()))[:count])


@dataclass(frozen=True, slots=True)
class _Entry:
    sticker: Sticker
    names: tuple[str, ...]
    keywords: tuple[str, ...]


@cache
def _index() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            sticker,
            _plain_all((sticker.name_zh, sticker.name_en, sticker.id)),
            _plain_all((*sticker.keywords_zh, *sticker.keywords_en)),
        )
        for sticker in stickers()
    )


@cache
def _drawings_by_id() -> dict[str, Sticker]:
    return {sticker.id: sticker for sticker in drawings()}


def _plain(text: str) -> str:
    # Letters that decompose on case-folding would pass the limits otherwise.
    return " ".join(normalize("NFKC", text).casefold().split())[: 4 * _MOST_CHARACTERS]


def _plain_all(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(_plain, texts)))


def _rank(entry: _Entry, wanted: str) -> int:
    names, keywords = entry.names, entry.keywords
    if wanted in names:
        return 0
    if wanted in keywords:
        return 2
    if any(name.startswith(wanted) for name in names):
        return 4
    if any(keyword.startswith(wanted) for keyword in keywords):
        return 6
    if any(wanted in text for text in (*names, *keywords)):
        return 8
    # Chinese is written without spaces: a longer phrase may hold what is a keyword here.
    if any(len(text) > 1 and not text.isascii() and text in wanted for text in (*names, *keywords)):
        return 10
    return _NEVER
