"""The emoji of the set; ids carry their code points, and any skin tone."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from cutroom.stickers.model import Sticker

PREFIX = "emoji-"
_TEXT_FORM = "\ufe0f"
_TONES = {
    "\U0001f3fb": ("较浅肤色", "light skin tone"),
    "\U0001f3fc": ("中等-浅肤色", "medium-light skin tone"),
    "\U0001f3fd": ("中等肤色", "medium skin tone"),
    "\U0001f3fe": ("中等-深肤色", "medium-dark skin tone"),
    "\U0001f3ff": ("较深肤色", "dark skin tone"),
}
_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_ID = re.compile(rf"{PREFIX}[0-9a-f]{{2,6}}(?:-[0-9a-f]{{2,6}}){{0,11}}")
_MOST_CHARACTERS = 12
_TONED_GROUP = "People & Body"


@cache
def emoji_stickers() -> tuple[Sticker, ...]:
    """Every emoji without skin tones, in Unicode's order."""
    packed = Path(__file__).with_name("emoji.json").read_text(encoding="utf-8")
    return tuple(_sticker(*row) for row in json.loads(packed))


def find_emoji(wanted: str) -> Sticker | None:
    """The sticker with an id, or for the characters of one emoji; any text may be asked for."""
    if _ID.fullmatch(wanted):
        points = [int(part, 16) for part in wanted.removeprefix(PREFIX).split("-")]
        if max(points) > 0x10FFFF:
            return None
        wanted = "".join(map(chr, points))
    if len(wanted) > _MOST_CHARACTERS:
        return None
    plain = _by_characters().get(_bare(wanted))
    if plain is None:
        plain = _by_characters().get(_bare(_TONE.sub("", wanted)))
        return None if plain is None or plain.group != _TONED_GROUP else _toned(plain, wanted)
    return plain


def _bare(characters: str) -> str:
    return characters.replace(_TEXT_FORM, "")


def _id(characters: str) -> str:
    return PREFIX + "-".join(f"{ord(character):x}" for character in _bare(characters))


@cache
def _by_characters() -> dict[str, Sticker]:
    return {_bare(sticker.emoji): sticker for sticker in emoji_stickers()}


def _sticker(characters: str, group: str, *words: str) -> Sticker:
    name_zh, name_en, keywords_zh, keywords_en = words
    return Sticker(
        _id(characters), "emoji", name_zh, name_en, tuple(keywords_zh.split("|")),
        tuple(keywords_en.split("|")), group, emoji=characters,
    )  # fmt: skip


def _toned(plain: Sticker, characters: str) -> Sticker:
    tones = [_TONES[tone] for tone in dict.fromkeys(_TONE.findall(characters))]
    zh, en = ("、".join(names) for names in zip(*tones, strict=True))
    return Sticker(
        _id(characters), "emoji", f"{plain.name_zh}: {zh}", f"{plain.name_en}: {en}",
        plain.keywords_zh, plain.keywords_en, plain.group, emoji=_bare(characters),
    )  # fmt: skip
