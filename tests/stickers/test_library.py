"""The set of stickers: ids, names in both languages, and what a search finds first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutroom.stickers.library import (
    drawings,
    find_by_id,
    find_sticker,
    search_stickers,
    some_stickers,
    stickers,
)


def first(keyword: str, count: int = 1) -> list[str]:
    return [sticker.id for sticker in search_stickers(keyword)[:count]]


def test_every_sticker_has_an_id_of_its_own_by_which_it_is_found() -> None:
    every = stickers()
    assert len(every) > 2000
    assert len({sticker.id for sticker in every}) == len(every)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", sticker.id) for sticker in every)
    assert all(find_by_id(sticker.id) is sticker for sticker in every)


def test_every_sticker_has_names_and_keywords_in_both_languages() -> None:
    for sticker in stickers():
        assert sticker.name_zh
        assert sticker.name_en
        assert sticker.keywords_zh
        assert sticker.keywords_en
        assert sticker.width > 0
        assert sticker.height > 0


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("点赞", "sticker-like"), ("关注", "sticker-follow"), ("右箭头", "sticker-arrow-right"),
        ("arrow right", "sticker-arrow-right"), ("ARROW RIGHT", "sticker-arrow-right"),
        ("follow", "sticker-follow"), ("thumbs up", "emoji-1f44d"), ("red heart", "emoji-2764"),
        ("flag: China", "emoji-1f1e8-1f1f3"), ("笑哭了", "emoji-1f602"), ("火箭", "emoji-1f680"),
        ("👍", "emoji-1f44d"), ("❤", "emoji-2764"), ("sticker-like", "sticker-like"),
        ("一键三连", "sticker-triple"), ("speech bubble", "sticker-bubble-round"), ("丝带", "sticker-banner"),
    ],
)  # fmt: skip
def test_a_search_in_either_language_finds_the_thing_first(keyword: str, expected: str) -> None:
    assert expected in first(keyword, 3)


def test_an_exact_name_comes_before_a_beginning_and_that_before_a_part() -> None:
    found = first("爱心", 100)
    assert found[0] == "sticker-heart"
    assert found.index("sticker-heart") < found.index("sticker-heart-beating")
    star = first("star", 100)
    assert star[0] in ("sticker-star", "emoji-2b50")
    assert star.index("emoji-1f929") < star.index("emoji-1f319") if "emoji-1f319" in star else True


def test_all_words_of_a_keyword_must_be_found() -> None:
    both = set(first("red arrow", 200))
    assert "sticker-arrow-right" in both
    assert both < set(first("arrow", 500))


def test_a_longer_chinese_phrase_finds_the_keyword_in_it() -> None:
    assert "sticker-like" in first("点赞手势", 5)


def test_arrows_speech_bubbles_underlines_and_more_are_there_in_both_languages() -> None:
    for zh, en in (("箭头", "arrow"), ("气泡", "bubble"), ("下划线", "underline"), ("荧光笔", "highlight"),
                   ("圆圈", "circle"), ("闪光", "sparkle"), ("丝带", "ribbon"), ("动态", "animated")):  # fmt: skip
        for keyword in (zh, en):
            assert [s for s in search_stickers(keyword) if s.kind == "drawing"], keyword


def test_a_keyword_that_finds_nothing_has_the_same_substitutes_every_time() -> None:
    assert search_stickers("xqzzkv") == ()
    assert search_stickers("  ") == ()
    some = some_stickers("xqzzkv", 50)
    assert len({sticker.id for sticker in some}) == 50
    assert some == some_stickers("xqzzkv", 50) != some_stickers("other", 50)


def test_an_emoji_of_any_skin_tone_has_an_id_though_it_is_not_listed() -> None:
    toned = find_sticker("👍🏽")
    assert toned is not None
    assert (toned.id, toned.emoji) == ("emoji-1f44d-1f3fd", "👍🏽")
    assert toned.name_zh == "拇指向上: 中等肤色"
    assert toned.name_en == "thumbs up: medium skin tone"
    assert find_by_id("emoji-1f44d-1f3fd") == toned
    assert find_by_id("emoji-1f680-1f3fd") is None


@pytest.mark.parametrize(
    "unknown",
    ["", "7", "7133", "a", "emoji-", "emoji-zz", "emoji-ffffff", "emoji-d800", "sticker-", "😀😀", "emoji-37"],
)  # fmt: skip
def test_what_is_no_sticker_is_not_found(unknown: str) -> None:
    assert find_by_id(unknown) is None
    assert find_sticker(unknown) is None


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_may_be_searched_for(keyword: str) -> None:
    assert all(found.id for found in search_stickers(keyword))
    find_by_id(keyword)


def test_every_drawing_has_items_at_every_moment_and_only_loops_move() -> None:
    for sticker in drawings():
        assert sticker.items is not None
        seen = [sticker.items(step / 7) for step in range(7)]
        assert all(isinstance(items, tuple) for items in seen)
        assert any(seen)
        assert (len(set(seen)) > 1) == sticker.moves, sticker.id
        assert ("动态" in (*sticker.keywords_zh, sticker.name_zh[:2])) or not sticker.moves
