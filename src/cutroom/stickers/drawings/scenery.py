"""Weather, fire, prizes and music."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import pi, sin

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
    PURPLE,
    RED,
    YELLOW,
)
from cutroom.stickers.model import Sticker, drawing
from cutroom.stickers.shapes import (
    Ink,
    Item,
    Outline,
    arc,
    closed,
    curve,
    ellipse,
    lines,
    panel,
    polygon,
    star,
    swing,
)


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_weather(), *_prizes())


def _always(*items: Item) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _cloud(x: float = 0.0, y: float = 0.0) -> Outline:
    made = panel(x, y + 22.0, 156.0, 52.0, 26.0)
    return made + ellipse(x - 26.0, y - 4.0, 40.0) + ellipse(x + 28.0, y + 4.0, 32.0)


def _sun(phase: float) -> tuple[Item, ...]:
    ray = polygon((-9.0, -62.0), (9.0, -62.0), (0.0, -88.0))
    rays = tuple(Ink(ray.turned(index * 30.0 + 30.0 * phase), ORANGE) for index in range(12))
    return (*rays, Ink(ellipse(0.0, 0.0, 52.0), YELLOW, AMBER))


def _flake(phase: float) -> tuple[Item, ...]:
    arm = lines((0.0, 0.0), (0.0, -74.0)) + lines((-18.0, -60.0), (0.0, -42.0), (18.0, -60.0))
    return tuple(
        Ink(arm.turned(index * 60.0 + 60.0 * phase), line=CYAN, width=9.0) for index in range(6)
    )


def _rain(phase: float) -> tuple[Item, ...]:
    drops = tuple(
        Ink(lines((x + 4.0, y), (x - 4.0, y + 20.0)), line=BLUE, width=8.0)
        for x, y in ((-48.0 + 32.0 * i, 44.0 + 30.0 * ((phase + i * 0.37) % 1.0)) for i in range(4))
    )
    return (*drops, Ink(_cloud(0.0, -30.0), PALE))


def _flame(phase: float) -> tuple[Item, ...]:
    lean = 7.0 * swing(phase)

    def tongue(size: float, dip: float) -> Outline:
        return closed(
            curve(
                (lean * size, -84.0 * size), ((18.0 * size, -44.0 * size), (62.0 * size, -12.0 * size),
                 (56.0 * size, 30.0)),
                ((52.0 * size, 66.0), (24.0 * size, 80.0), (0.0, 80.0)),
                ((-28.0 * size, 80.0), (-56.0 * size, 62.0), (-56.0 * size, 26.0)),
                ((-56.0 * size, 2.0), (-40.0 * size, -14.0 + dip), (-34.0 * size, -38.0 * size)),
                ((-16.0 * size, -20.0), (-10.0 * size, -50.0 * size), (lean * size, -84.0 * size)),
            )
        )  # fmt: skip

    inner = 0.55 + 0.05 * swing(phase, 2.0)
    return (Ink(tongue(1.0, 0.0), ORANGE, RED), Ink(tongue(inner, 10.0), YELLOW, AMBER))


def _weather() -> Iterator[Sticker]:
    moving_zh, moving_en = "动态", "moving animated"
    rows: tuple[tuple[str, tuple[str, str], tuple[str, str], Callable[[float], tuple[Item, ...]], float], ...] = (
        ("sun", ("太阳", "sun"), ("晴天 阳光 夏天", "sunny summer weather"), _sun, 2.0),
        ("snowflake", ("雪花", "snowflake"), ("下雪 冬天 圣诞", "snow winter christmas"), _flake, 3.0),
        ("rain", ("下雨", "rain"), ("雨 雨天 云 天气", "rainy cloud weather"), _rain, 0.8),
        ("fire", ("火焰", "fire"), ("火 热门 燃 爆款 火热", "flame hot burning trending"), _flame, 0.6),
    )  # fmt: skip
    for name, names, (zh, en), items, loop_s in rows:
        yield drawing(
            name,
            names,
            (f"{zh} {moving_zh}", f"{en} {moving_en}"),
            (200.0, 200.0),
            items,
            loop_s=loop_s,
        )
    yield drawing(
        "cloud", ("云朵", "cloud"), ("云 天空 天气", "sky weather"), (200.0, 140.0),
        _always(Ink(_cloud(), PALE)),
    )  # fmt: skip
    yield drawing(
        "rainbow", ("彩虹", "rainbow"), ("彩虹 七色", "colours sky"), (230.0, 140.0),
        _always(
            *(Ink(arc(0.0, 52.0, 100.0 - 13.0 * i, 180.0, 360.0), line=color, width=13.0)
              for i, color in enumerate((RED, ORANGE, YELLOW, GREEN, BLUE, PURPLE)))
        ),
    )  # fmt: skip
    yield drawing(
        "lightning", ("闪电", "lightning"), ("电 能量 速度 快", "bolt thunder energy fast"), (150.0, 200.0),
        _always(Ink(polygon((18, -88), (-50, 14), (-8, 14), (-22, 88), (52, -24), (8, -24)), YELLOW, AMBER)),
    )  # fmt: skip


def _prizes() -> Iterator[Sticker]:
    crown = polygon((-84, 56), (-92, -40), (-44, 0), (0, -66), (44, 0), (92, -40), (84, 56))
    yield drawing(
        "crown", ("皇冠", "crown"), ("王冠 国王 女王 第一 冠军", "king queen first winner"), (220.0, 170.0),
        _always(
            Ink(crown, YELLOW, GOLD),
            Ink(panel(0.0, 48.0, 168.0, 18.0, 4.0), ORANGE),
            *(Ink(ellipse(x, 14.0, 9.0), RED) for x in (-44.0, 0.0, 44.0)),
        ),
    )  # fmt: skip
    yield drawing(
        "medal", ("奖牌", "medal"), ("金牌 第一名 冠军 奖励 丝带", "gold first winner award ribbon"),
        (150.0, 220.0), _always(*_medal()),
    )  # fmt: skip
    yield drawing(
        "rosette", ("奖章丝带", "award rosette"), ("丝带 奖章 徽章 认证 优质", "ribbon award badge quality"),
        (170.0, 220.0), _always(*_rosette()),
    )  # fmt: skip
    note = lines((-30.0, 52.0), (-30.0, -56.0), (50.0, -72.0), (50.0, 34.0))
    yield drawing(
        "music", ("音符", "musical notes"), ("音乐 歌曲 音符 动态 唱歌", "music song moving animated"),
        (190.0, 200.0),
        lambda phase: (
            Ink(note.turned(7.0 * swing(phase)), line=PURPLE, width=14.0),
            *(Ink(ellipse(x, y, 24.0, 18.0).turned(7.0 * swing(phase)), PURPLE)
              for x, y in ((-50.0, 54.0), (30.0, 36.0))),
        ),
        loop_s=1.0,
    )  # fmt: skip
    yield drawing(
        "equalizer", ("音频律动", "sound bars"),
        ("音乐 声波 律动 频谱 音量 动态", "music audio wave equaliser volume moving animated"), (240.0, 140.0),
        lambda phase: tuple(
            Ink(panel(-96.0 + 32.0 * i, 0.0, 18.0, 34.0 + 76.0 * abs(sin(pi * (phase + i * 0.23))), 9.0), CYAN)
            for i in range(7)
        ),
        loop_s=0.9, rim=False,
    )  # fmt: skip


def _medal() -> tuple[Item, ...]:
    strap = polygon((-44.0, -98.0), (-10.0, -98.0), (14.0, -20.0), (-18.0, -12.0))
    return (
        Ink(strap, BLUE),
        Ink(strap.scaled(-1.0, 1.0), RED),
        Ink(ellipse(0.0, 40.0, 54.0), YELLOW, GOLD),
        Ink(ellipse(0.0, 40.0, 42.0), line=ORANGE, width=5.0),
        Ink(star(5, 26.0, 11.0).moved(0.0, 41.0), ORANGE),
    )


def _rosette() -> tuple[Item, ...]:
    tail = polygon((-40.0, 10.0), (-4.0, 24.0), (-22.0, 98.0), (-40.0, 78.0), (-64.0, 84.0))
    return (
        Ink(tail, DARK_RED),
        Ink(tail.scaled(-1.0, 1.0), DARK_RED),
        Ink(star(16, 74.0, 62.0).moved(0.0, -28.0), RED),
        Ink(ellipse(0.0, -28.0, 46.0), YELLOW, GOLD),
        Ink(star(5, 28.0, 12.0).moved(0.0, -28.0), WHITE),
    )
