"""What a reader takes for one character, and where a line may break between two of them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

NEWLINES = frozenset({"\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"})
VARIATION_TEXT, VARIATION_EMOJI = "\ufe0e", "\ufe0f"

# JIS X 4051 / CLREQ prohibitions, with the Latin punctuation that behaves alike.
_NO_LINE_START = frozenset(
    "、。，．：；！？‼⁇⁈⁉…‥·・—–～〜ー々〻ヽヾゝゞ゛゜％‰℃°"
    "）〉》」』】〕〗〙〛｠］｝”’"
    "!%),.:;?]}»›"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "，．｡､｣･ｰﾞﾟ"
)
_NO_LINE_END = frozenset("（〈《「『【〔〖〘〚｟［｛“‘([{«‹￥＄＃￡¥$#£｢")
_INSEPARABLE = frozenset("—…‥")
_BREAK_AFTER = frozenset("-‐–—/\u200b\u00ad")
_TURNED = frozenset("—–―‒‐-~_=<>()[]{}|⸺⸻")
_GLUE = frozenset("\u00a0\u202f\u2060\ufeff")

_CLUSTER = regex.compile(r"\X")
_IGNORABLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Zl}\p{Zp}]")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}")
_PICTOGRAPH = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}0-9#*]")
_WIDE = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\p{Yi}"
    r"\u2e80-\u303f\u30fb\u30fc\ufe30-\ufe4f\uff00-\uffef\p{Emoji_Presentation}]"
)
_SCRIPTS = (
    "Latin Latn", "Han Hani", "Hiragana Hira", "Katakana Kana", "Hangul Hang", "Bopomofo Bopo",
    "Arabic Arab", "Hebrew Hebr", "Cyrillic Cyrl", "Greek Grek", "Devanagari Deva",
    "Bengali Beng", "Gurmukhi Guru", "Gujarati Gujr", "Oriya Orya", "Tamil Taml", "Telugu Telu",
    "Kannada Knda", "Malayalam Mlym", "Sinhala Sinh", "Thai Thai", "Lao Laoo", "Tibetan Tibt",
    "Myanmar Mymr", "Khmer Khmr", "Mongolian Mong", "Georgian Geor", "Armenian Armn",
    "Ethiopic Ethi", "Syriac Syrc", "Thaana Thaa", "Cherokee Cher", "Yi Yiii",
)  # fmt: skip
_LEFTWARDS = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})
_SCRIPT = regex.compile(
    "|".join(r"(?P<{1}>\p{{Script={0}}})".format(*row.split()) for row in _SCRIPTS)
)


def split_clusters(text: str) -> list[str]:
    """Extended grapheme clusters (UAX #29): emoji sequences and base + marks stay together."""
    if text.isascii() and "\r" not in text:
        return list(text)
    return [str(cluster) for cluster in _CLUSTER.findall(text)]


@lru_cache(maxsize=65536)
def visible(cluster: str) -> str:
    """The code points that need a glyph: without joiners, selectors and control characters."""
    return str(_IGNORABLE.sub("", cluster))


@lru_cache(maxsize=65536)
def wants_color(cluster: str) -> bool:
    """Whether a cluster has emoji presentation (UTS #51)."""
    if VARIATION_TEXT in cluster:
        return False
    if _EMOJI.search(cluster):
        return True
    return VARIATION_EMOJI in cluster and _PICTOGRAPH.search(cluster) is not None


@lru_cache(maxsize=65536)
def script_of(cluster: str) -> str:
    """ISO 15924 tag of the first character with a script of its own, "" when there is none."""
    match = _SCRIPT.search(cluster)
    return str(match.lastgroup) if match else ""


def reads_leftwards(cluster: str) -> bool:
    """Whether a cluster belongs to a script that is read from right to left."""
    return script_of(cluster) in _LEFTWARDS


def lies_down(cluster: str) -> bool:
    """Whether a cluster is turned in a column: dashes and brackets that have no upright form."""
    return cluster in _TURNED


def is_space(cluster: str) -> bool:
    """Whether a cluster is white space that may hang at the end of a line."""
    return (cluster[0] not in _GLUE and unicodedata.category(cluster[0]) == "Zs") or cluster == "\t"


@lru_cache(maxsize=65536)
def is_wide(cluster: str) -> bool:
    """Whether a cluster is set character by character: ideographs, kana, hangul, emoji."""
    return _WIDE.match(cluster) is not None or wants_color(cluster)


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two clusters that are not newlines."""
    if before[0] in _GLUE or after[0] in _GLUE:
        return False
    if is_space(after):
        return False
    if after[0] in _NO_LINE_START:
        return False
    if is_space(before):
        return True
    if before[0] in _NO_LINE_END or (before == after and before[0] in _INSEPARABLE):
        return False
    if is_wide(before) or is_wide(after):
        return True
    return before[0] in _BREAK_AFTER
