"""What the name of a filter says can be measured in what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cutroom.catalog.looks import Look, find_look
from cutroom.catalog.lookup import load_catalog
from cutroom.effects.binding import bind
from cutroom.effects.registry import find_filter
from tests.golden.filter_sheet import landscape
from tests.golden.strips import moment_at

Image = NDArray[np.float64]
NAMES = [entry.name for entry in load_catalog().entries("filter")]


@dataclass(frozen=True)
class Seen:
    """A picture before and after, 0–1."""

    before: Image
    after: Image

    def change(self, measure: Callable[[Image], float]) -> float:
        return measure(self.after) - measure(self.before)


def look_of(name: str, width: int, height: int) -> Seen:
    return drawn(replace(find_look("filter", name=name), name=""), width, height)


@lru_cache(maxsize=512)
def drawn(look: Look, width: int, height: int) -> Seen:
    effect = find_filter(look.effect)
    assert effect is not None
    before = landscape(width, height)
    after = effect.apply(before, bind(effect.params, look.params), moment_at(0.3))
    return Seen(*(np.array(p.rgba[..., :3], float) / 255 for p in (before, after)))


def luma(image: Image) -> float:
    return float((image @ np.array([0.2126, 0.7152, 0.0722])).mean())


def warmth(image: Image) -> float:
    return float((image[..., 0] - image[..., 2]).mean())


def greenness(image: Image) -> float:
    return float((image[..., 1] - (image[..., 0] + image[..., 2]) / 2).mean())


def colour(image: Image) -> float:
    return float((image.max(axis=2) - image.min(axis=2)).mean())


def detail(image: Image) -> float:
    grey = image.mean(axis=2)
    return float(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 2)).mean())


def blacks(image: Image) -> float:
    return float(np.percentile(image.mean(axis=2), 2))


def redness(image: Image) -> float:
    return float((image[..., 0] - image[..., 1]).mean())


@dataclass(frozen=True)
class Word:
    """Words, what they promise, and what else in a name may speak against it."""

    words: tuple[str, ...]
    holds: Callable[[Seen], bool]
    but: tuple[str, ...] = ()
    size: tuple[int, int] = (96, 64)


COOL = ("冷", "冰", "冬", "雪", "蓝", "海", "夜", "CCD")
WORDS = {
    "black and white has no colour": Word(
        ("黑白", "默片", "水墨", "墨色", "森山"), lambda s: colour(s.after) < 0.02
    ),
    "warm is warmer": Word(("暖", "橘", "琥珀", "鎏金"), lambda s: s.change(warmth) > 0.01, COOL),
    "a sunset is warm": Word(
        ("日落", "落日", "黄昏", "晚霞"), lambda s: s.change(warmth) > 0.04, COOL
    ),
    "cold is colder": Word(
        ("冷", "冰", "凛"),
        lambda s: s.change(warmth) < -0.004,
        ("火", "暖", "冷墨", "国风", "暗黑", "西冷"),
    ),
    "blue is bluer": Word(
        ("蓝",),
        lambda s: s.change(warmth) < -0.01,
        ("橙", "金", "复古", "旷野", "灰", "烟火", "粉"),
    ),
    "dark is darker": Word(
        ("暗",), lambda s: s.change(luma) < -0.02, ("提亮", "去", "发光", "夜明")
    ),
    "bright is brighter": Word(
        ("提亮", "明亮", "透亮", "亮肤", "曝光"), lambda s: s.change(luma) > 0.01, ("暗",)
    ),
    "fresh is brighter": Word(("清新", "氧"), lambda s: s.change(luma) > 0.01),
    "vivid has more colour": Word(
        ("增色", "鲜艳", "高饱和", "多巴胺", "浓郁"),
        lambda s: s.change(colour) > 0.01,
        ("胶卷", "秋"),
    ),
    "faded has less colour and grey blacks": Word(
        ("褪色",), lambda s: s.change(colour) < -0.02 and s.change(blacks) > 0.02
    ),
    "clear is sharper": Word(
        ("清晰", "高清", "画质", "超清"),
        lambda s: s.change(detail) > 0.0001,
        ("古早", "灰"),
        (240, 160),
    ),
    "dust removed is more contrast": Word(
        ("去灰", "去雾"), lambda s: float(s.after.std() - s.before.std()) > 0.003
    ),
    "green is greener": Word(
        ("绿", "森林"), lambda s: s.change(greenness) > 0.004, ("红", "奶", "高清", "夏", "曝")
    ),
    "pink is rosier": Word(("粉", "芭比"), lambda s: s.change(redness) > 0.005, ("蓝", "橘")),
    "old has grey blacks": Word(
        ("复古", "怀旧", "胶片", "古早", "宝丽来"),
        lambda s: s.change(blacks) > 0.01,
        ("暗", "电影", "圣诞", "喜庆", "曝"),
    ),
    "grey has little colour": Word(("灰调", "侘寂灰"), lambda s: s.change(colour) < -0.03),
}


def of_word(word: Word) -> list[str]:
    return [
        name
        for name in NAMES
        if any(w in name for w in word.words)
        and not any(w in name for w in word.but)
        and find_look("filter", name=name).fidelity == "close"
    ]


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_what_the_name_says_can_be_measured(word: Word) -> None:
    names = of_word(word)
    assert names
    wrong = [name for name in names if not word.holds(look_of(name, *word.size))]
    assert not wrong


def test_three_of_five_filters_are_drawn_by_what_their_names_say() -> None:
    close = [name for name in NAMES if find_look("filter", name=name).fidelity == "close"]
    assert len(close) >= 0.6 * len(NAMES)


def test_looks_are_many_and_differ() -> None:
    looks = {find_look("filter", name=name).params for name in NAMES}
    assert len(looks) >= 100
