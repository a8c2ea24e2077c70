"""Sparkles, stars, confetti and what belongs to a party."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, pi

from cutroom.core.color import WHITE
from cutroom.stickers.drawings.palette import (
    AMBER,
    BLUE,
    CYAN,
    DARK_RED,
    GOLD,
    GREEN,
    ORANGE,
    PALE,
    PINK,
    PURPLE,
    RED,
    YELLOW,
)
from cutroom.stickers.model import Sticker, drawing
from cutroom.stickers.shapes import (
    Ink,
    Item,
    arc,
    curve,
    ellipse,
    lines,
    panel,
    polygon,
    star,
    swing,
    twinkle,
)

_CONFETTI = (RED, YELLOW, GREEN, BLUE, PINK, PURPLE, ORANGE, CYAN)


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_sparkles(), *_party())


def _always(*items: Item) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _twinkles(phase: float) -> tuple[Item, ...]:
    places = ((-34.0, 14.0, 58.0), (46.0, -36.0, 40.0), (40.0, 52.0, 30.0), (-58.0, -58.0, 24.0))
    made = []
    for index, (x, y, size) in enumerate(places):
        grown = 0.55 + 0.45 * cos(2 * pi * (phase + index / 4))
        made.append(
            Ink(
                twinkle(size * max(grown, 0.1)).moved(x, y),
                YELLOW,
                GOLD,
                alpha=min(1.0, grown + 0.3),
            )
        )
    return tuple(made)


def _sparkles() -> Iterator[Sticker]:
    zh, en = "闪光 星光 闪亮 闪闪 亮晶晶 装饰", "sparkle shine glitter star decoration"
    yield drawing(
        "sparkles", ("闪光", "sparkles"), (zh, en), (180.0, 180.0),
        _always(
            Ink(twinkle(62.0).moved(-26.0, 12.0), YELLOW, GOLD),
            Ink(twinkle(38.0).moved(46.0, -38.0), YELLOW, GOLD),
            Ink(twinkle(26.0).moved(44.0, 52.0), YELLOW, GOLD),
        ),
    )  # fmt: skip
    yield drawing(
        "sparkles-moving", ("动态闪光", "twinkling sparkles"), (f"{zh} 动态", f"{en} twinkle moving animated"),
        (180.0, 180.0), _twinkles, loop_s=1.4, rim=False,
    )  # fmt: skip
    yield drawing(
        "sparkle", ("星芒", "sparkle"), (f"{zh} 白色", f"{en} white"), (150.0, 150.0),
        _always(Ink(twinkle(70.0, 0.1), WHITE)), rim=False,
    )  # fmt: skip
    yield drawing(
        "star", ("星星", "star"), ("五角星 星 黄色", "yellow"), (170.0, 170.0),
        _always(Ink(star(5, 76.0, 36.0), YELLOW, AMBER, line=YELLOW, width=10.0)),
    )  # fmt: skip
    yield drawing(
        "star-spinning", ("旋转的星星", "spinning star"),
        ("星星 五角星 旋转 动态", "star turning moving animated"),
        (180.0, 180.0),
        lambda phase: (Ink(star(5, 74.0, 34.0, 72.0 * phase), YELLOW, AMBER, line=YELLOW, width=10.0),),
        loop_s=1.2,
    )  # fmt: skip
    yield drawing(
        "stars-rating", ("五星好评", "five stars"), ("五星 好评 评分 推荐 满分", "rating review recommend"),
        (330.0, 90.0),
        _always(
            *(Ink(star(5, 27.0, 12.0).moved(-120.0 + 60.0 * i, 0.0), YELLOW, AMBER, line=AMBER, width=4.0)
              for i in range(5))
        ),
    )  # fmt: skip


def _burst(phase: float) -> tuple[Item, ...]:
    made = []
    out = min(1.0, phase / 0.7)
    for index in range(16):
        color = _CONFETTI[index % 8]
        near, far = 16.0 + 74.0 * out**1.6, 24.0 + 76.0 * out**0.6
        ray = lines((0.0, -near), (0.0, -far)).turned(index * 22.5)
        made.append(
            Ink(
                ray,
                line=color,
                width=8.0 * (1.0 - 0.6 * out),
                alpha=1.0 - max(0.0, phase - 0.5) * 2,
            )
        )
    return tuple(made)


def _falling(phase: float) -> tuple[Item, ...]:
    made = []
    for index in range(26):
        part = (phase + index * 0.569840) % 1.0
        x = -150.0 + 300.0 * ((index * 0.754878) % 1.0) + 12.0 * swing(part, 2.0)
        piece = panel(0.0, 0.0, 16.0, 9.0 * abs(cos(2 * pi * (part * 2 + index / 5))) + 2.0, 1.0)
        piece = piece.turned(360.0 * part + index * 40.0).moved(x, -120.0 + 250.0 * part)
        made.append(Ink(piece, _CONFETTI[index % 8]))
    return tuple(made)


def _party() -> Iterator[Sticker]:
    yield drawing(
        "confetti", ("彩纸飘落", "falling confetti"),
        ("彩纸 彩带 撒花 庆祝 节日 派对 动态", "party celebrate congratulations moving animated"),
        (340.0, 260.0), _falling, loop_s=2.4, rim=False,
    )  # fmt: skip
    yield drawing(
        "fireworks", ("烟花", "fireworks"),
        ("烟花 庆祝 新年 节日 绽放 动态", "celebrate new year burst moving animated"),
        (220.0, 220.0), _burst, loop_s=1.2, rim=False,
    )  # fmt: skip
    yield drawing(
        "balloons", ("气球", "balloons"), ("气球 生日 派对 庆祝 动态", "birthday party celebrate moving animated"),
        (200.0, 260.0), _balloons, loop_s=2.4,
    )  # fmt: skip
    yield drawing(
        "gift", ("礼物盒", "gift box"), ("礼物 生日 福利 抽奖 圣诞", "present birthday christmas prize"),
        (180.0, 190.0), _always(*_gift()),
    )  # fmt: skip


def _balloons(phase: float) -> tuple[Item, ...]:
    made: list[Item] = []
    for index, (x, y, color) in enumerate(
        ((-44.0, -40.0, RED), (44.0, -30.0, BLUE), (0.0, -64.0, YELLOW))
    ):
        sway = 6.0 * swing(phase + index / 3)
        made.append(
            Ink(
                curve((x + sway, y + 50), ((x, y + 90), (x / 2, 80.0), (0.0, 118.0))),
                line=PALE,
                width=4.0,
            )
        )
        body = ellipse(x + sway, y, 38.0, 48.0) + polygon(
            (x + sway - 8, y + 56), (x + sway + 8, y + 56), (x + sway, y + 44)
        )
        made.append(Ink(body, color))
        made.append(
            Ink(arc(x + sway, y, 24.0, 190.0, 250.0, 32.0), line=WHITE, width=6.0, alpha=0.8)
        )
    return tuple(made)


def _gift() -> tuple[Item, ...]:
    bow = ellipse(-26.0, -68.0, 24.0, 16.0).turned(0.0)
    return (
        Ink(panel(0.0, 30.0, 136.0, 104.0, 8.0), RED, DARK_RED),
        Ink(panel(0.0, 30.0, 28.0, 104.0), YELLOW, GOLD),
        Ink(panel(0.0, -34.0, 156.0, 38.0, 6.0), RED),
        Ink(panel(0.0, -34.0, 32.0, 38.0), YELLOW),
        *(Ink(each, line=GOLD, width=11.0) for each in (bow, bow.scaled(-1.0, 1.0))),
    )
