"""Text content of every age as text with contiguous styled ranges."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutroom.draft.text_content import StyledText, parse_text, styled_text
from tests.draft.documents import content
from tests.draft.test_codec import JSON


def names(styled: StyledText) -> list[tuple[str, object]]:
    """What each range covers, and the name of its style."""
    return [(styled.text[part.start : part.end], part.style.get("n")) for part in styled.ranges]


def styles(text: str, *ranges: object) -> StyledText:
    listed = [{"range": value, "n": number} for number, value in enumerate(ranges)]
    return parse_text(json.dumps({"text": text, "styles": listed}))


def assert_covers(styled: StyledText) -> None:
    assert "".join(styled.text[part.start : part.end] for part in styled.ranges) == styled.text
    assert all(part.start < part.end for part in styled.ranges)


def test_ranges_are_counted_in_utf16_units() -> None:
    assert names(styles("a😀b好", [0, 1], [1, 3], [3, 5])) == [("a", 0), ("😀", 1), ("b好", 2)]


def test_a_range_that_ends_inside_a_character_takes_in_the_whole_of_it() -> None:
    assert names(styles("😀b", [0, 1], [2, 3])) == [("😀", 0), ("b", 1)]
    assert names(styles("b😀", [0, 3], [2, 3])) == [("b", 0), ("😀", 1)]


def test_the_later_of_overlapping_ranges_wins() -> None:
    assert names(styles("abcdef", [0, 6], [2, 4])) == [("ab", 0), ("cd", 1), ("ef", 0)]
    assert names(styles("abcdef", [2, 4], [0, 6])) == [("abcdef", 1)]


def test_ranges_beyond_the_text_are_cut() -> None:
    assert names(styles("abc", [0, 12])) == [("abc", 0)]
    assert names(styles("abc", [-5, 2], [2, 99999])) == [("ab", 0), ("c", 1)]


def test_characters_without_a_style_take_their_neighbours() -> None:
    assert names(styles("abcdef", [1, 2], [4, 5])) == [("abcd", 0), ("ef", 1)]
    assert names(styles("abc", [5, 2], [0, 0])) == [("abc", 0)]


def test_a_style_without_a_usable_range_covers_everything() -> None:
    assert names(styles("abc", None)) == [("abc", 0)]
    assert names(styles("abc", ["0", "2"])) == [("abc", 0)]


def test_a_json_text_without_styles_has_one_empty_range() -> None:
    found = parse_text('{"text":"你好","styles":[]}')
    assert (found.text, found.form, found.ranges[0].style) == ("你好", "json", {})


def test_tags_become_styles_in_the_vocabulary_of_json() -> None:
    found = parse_text(
        '<useLetterColor><size=15><color=(1,0.5,0,0.8)><font id="77" path="C:/a b/黑.otf">'
        "<outline color=(0,0,0,1) width=0.08><u>[王蓉 - 完整版]</u></outline></font>"
        "</color></size></useLetterColor>"
    )
    style = found.ranges[0].style
    assert (found.text, found.form) == ("王蓉 - 完整版", "tags")
    assert style["size"] == 15.0
    assert style["fill"]["content"]["solid"] == {"alpha": 0.8, "color": [1.0, 0.5, 0.0]}
    assert style["font"] == {"id": "77", "path": "C:/a b/黑.otf"}
    assert style["strokes"][0]["width"] == 0.08
    assert style["underline"] is True


def test_tags_without_brackets_or_quotation_marks_are_read() -> None:
    found = parse_text(
        "<font id=6740 path=C:/User Data/特黑体 1号.otf><size=14.000000>歌词</size></font>"
    )
    assert found.text == "歌词"
    assert found.ranges[0].style == {
        "font": {"id": "6740", "path": "C:/User Data/特黑体 1号.otf"},
        "size": 14.0,
    }


def test_tags_may_change_inside_a_text() -> None:
    found = parse_text("<size=8>[ab<color=(1,0,0)>cd</color>ef]</size>")
    assert found.text == "abcdef"
    assert [found.text[p.start : p.end] for p in found.ranges] == ["ab", "cd", "ef"]
    assert ["fill" in part.style for part in found.ranges] == [False, True, False]


@pytest.mark.parametrize(
    "text", ["第一行\n第二行", "<3 you", "{hello}", '{"a": 1}', "a < b > c", "{", "[x]"]
)
def test_anything_else_is_the_text_itself(text: str) -> None:
    assert parse_text(text) == styled_text({"content": text})
    assert (parse_text(text).text, parse_text(text).form) == (text, "plain")


def test_the_copy_stands_in_for_a_missing_content() -> None:
    assert styled_text({"content": "", "base_content": content("备份")}).text == "备份"
    assert styled_text({}).ranges == ()
    assert styled_text({"content": json.loads(content("对象"))}).text == "对象"


def test_half_a_surrogate_pair_is_no_character() -> None:
    assert parse_text('{"text":"a\\ud83d","styles":[]}').text == "a\N{REPLACEMENT CHARACTER}"


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=8)
)
def test_ranges_always_cover_the_text_once(text: str, ranges: list[tuple[int, int]]) -> None:
    found = styles(text, *(list(one) for one in ranges))
    assert_covers(found)
    units = list(text.encode("utf-16-le", "surrogatepass")[::2])
    for part in found.ranges:
        assert part.end <= len(units)


@given(
    st.text(alphabet='<>[]()="/, .0129sizecolrfntuhbw', max_size=60)
    | st.text()
    | JSON.map(json.dumps)
)
def test_no_content_raises(text: str) -> None:
    for form in (
        text,
        f"<size={text}>",
        f"<font {text}>[x]",
        '{"text":' + text + ',"styles":[{}]}',
    ):
        assert_covers(parse_text(form))


def test_many_overlapping_ranges_cost_no_more_than_the_text_is_long() -> None:
    """A hundred thousand ranges over a hundred thousand characters: painted naively, 10¹⁰ steps."""
    count = 100_000
    found = styles("x" * count, *([0, count - index] for index in range(count)))
    assert len(found.ranges) == count
