"""Arrows, pointers and pins."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cutroom.core.color import WHITE, Color
from cutroom.stickers.drawings.palette import AMBER, BLUE, DARK_RED, GREEN, INK, ORANGE, RED, YELLOW
from cutroom.stickers.model import Sticker, drawing
from cutroom.stickers.shapes import (
    Ink,
    Item,
    Outline,
    Point,
    arc,
    curve,
    ellipse,
    lines,
    polygon,
    smooth,
    swing,
)

_WAYS = (
    ("right", 0.0, "右", "right"),
    ("down", 90.0, "下", "down"),
    ("left", 180.0, "左", "left"),
    ("up", 270.0, "上", "up"),
)
_DIAGONALS = (
    ("upper-right", 315.0, "右上", "upper right"),
    ("lower-right", 45.0, "右下", "lower right"),
    ("lower-left", 135.0, "左下", "lower left"),
    ("upper-left", 225.0, "左上", "upper left"),
)
_BLOCK = polygon(
    (-90.0, -24.0), (12.0, -24.0), (12.0, -62.0), (92.0, 0.0), (12.0, 62.0), (12.0, 24.0), (-90.0, 24.0)
)  # fmt: skip
_CHEVRON = polygon(
    (-26.0, -48.0), (2.0, -48.0), (34.0, 0.0), (2.0, 48.0), (-26.0, 48.0), (6.0, 0.0)
)


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_blocks(), *_moving_blocks(), *_lined(), *_pointers())


def _blocks() -> Iterator[Sticker]:
    for way, degrees, zh, en in (*_WAYS, *_DIAGONALS):
        yield drawing(
            f"arrow-{way}", (f"{zh}箭头", f"arrow {en}"),
            (f"箭头 向{zh} 指向 方向 指示 红色箭头", f"arrow {en} direction point red"),
            _size(degrees, 200.0, 140.0), _still(_BLOCK.turned(degrees)),
        )  # fmt: skip


def _still(outline: Outline) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: (Ink(outline, RED, DARK_RED),)


def _moving_blocks() -> Iterator[Sticker]:
    for way, degrees, zh, en in _WAYS:
        yield drawing(
            f"arrow-{way}-moving", (f"动态{zh}箭头", f"moving arrow {en}"),
            (f"箭头 动态 跳动 向{zh} 指向 看这里", f"arrow {en} moving bouncing animated look here"),
            _size(degrees, 240.0, 140.0), _bouncing(_BLOCK, degrees), loop_s=0.8,
        )  # fmt: skip
        yield drawing(
            f"chevrons-{way}", (f"动态{zh}三连箭头", f"running chevrons {en}"),
            (f"箭头 动态 三连 流动 向{zh} 滑动", f"arrow chevrons {en} moving running swipe slide"),
            _size(degrees, 210.0, 120.0), _running(degrees), loop_s=0.9,
        )  # fmt: skip


def _size(degrees: float, along: float, across: float) -> Point:
    if degrees % 90.0:
        return along * 0.9, along * 0.9
    return (along, across) if degrees % 180.0 == 0.0 else (across, along)


def _bouncing(outline: Outline, degrees: float) -> Callable[[float], tuple[Item, ...]]:
    def items(phase: float) -> tuple[Item, ...]:
        moved = outline.moved(16.0 * swing(phase), 0.0).turned(degrees)
        return (Ink(moved, YELLOW, AMBER),)

    return items


def _running(degrees: float) -> Callable[[float], tuple[Item, ...]]:
    def items(phase: float) -> tuple[Item, ...]:
        made = []
        for index in range(3):
            lit = 1.0 - min(abs((phase * 3 - index + 1.5) % 3 - 1.5), 1.0) * 0.75
            outline = _CHEVRON.moved(-62.0 + 60.0 * index, 0.0).turned(degrees)
            made.append(Ink(outline, YELLOW, ORANGE, alpha=lit, rim=False))
        return tuple(made)

    return items


def _headed(
    shaft: Outline, tip: Point, sides: tuple[Point, Point], color: Color
) -> tuple[Ink, ...]:
    return (
        Ink(shaft, line=color, width=15.0),
        Ink(lines(sides[0], tip, sides[1]), line=color, width=15.0),
    )


def _lined() -> Iterator[Sticker]:
    bent = curve((-90.0, 50.0), ((-70.0, -40.0), (10.0, -70.0), (80.0, -8.0)))
    turn = arc(0.0, 0.0, 58.0, -60.0, 210.0)
    loop = smooth([(-100, 20), (-40, -30), (10, 0), (-10, 45), (-45, 20), (10, -35), (95, -20)])
    swirl = smooth([(-95, -40), (-60, 30), (-10, -30), (25, 30), (62, 4), (90, 42)])
    pairs = (
        ("curved", "弯箭头", "curved arrow", "弯曲 曲线 弧形", "curved bent",
         _headed(bent, (84.0, -2.0), ((34.0, -6.0), (82.0, -54.0)), RED)),
        ("loop", "手绘绕圈箭头", "hand-drawn looping arrow", "手绘 涂鸦 绕圈", "doodle sketch loop",
         _headed(loop, (98.0, -21.0), ((56.0, -52.0), (66.0, 20.0)), WHITE)),
        ("wavy", "波浪箭头", "wavy arrow", "手绘 波浪 涂鸦", "doodle sketch wavy",
         _headed(swirl, (93.0, 46.0), ((50.0, 52.0), (96.0, 2.0)), YELLOW)),
        ("circle", "循环箭头", "circling arrow", "循环 刷新 旋转 重复", "refresh repeat rotate redo",
         _headed(turn, (26.0, -52.0), ((72.0, -64.0), (38.0, -6.0)), GREEN)),
        ("double", "双向箭头", "double arrow", "双向 左右 对比", "two-way both compare",
         (Ink(lines((-80.0, 0.0), (80.0, 0.0)), line=BLUE, width=15.0),
          Ink(lines((-50.0, -34.0), (-86.0, 0.0), (-50.0, 34.0)), line=BLUE, width=15.0),
          Ink(lines((50.0, -34.0), (86.0, 0.0), (50.0, 34.0)), line=BLUE, width=15.0))),
    )  # fmt: skip
    for name, zh, en, words_zh, words_en, inks in pairs:
        height = 170.0 if name == "circle" else 150.0
        yield drawing(
            f"arrow-{name}", (zh, en), (f"箭头 {words_zh}", f"arrow {words_en}"),
            (230.0, height), _always(inks), rim=name not in ("loop", "wavy"),
        )  # fmt: skip
    yield drawing(
        "arrow-drawn", ("动态手绘箭头", "arrow being drawn"),
        ("箭头 动态 手绘 涂鸦 绘制", "arrow moving animated doodle drawing"),
        (230.0, 150.0), _being_drawn(bent), loop_s=1.6, rim=False,
    )  # fmt: skip


def _always(items: tuple[Item, ...]) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _being_drawn(shaft: Outline) -> Callable[[float], tuple[Item, ...]]:
    def items(phase: float) -> tuple[Item, ...]:
        head = lines((34.0, -6.0), (84.0, -2.0), (82.0, -54.0))
        return (
            Ink(shaft, line=RED, width=14.0, drawn=min(1.0, phase / 0.45)),
            Ink(head, line=RED, width=14.0, drawn=min(1.0, max(0.0, phase - 0.45) / 0.15)),
        )

    return items


_POINTER = polygon(
    (-34.0, -60.0), (-34.0, 44.0), (-8.0, 20.0), (10.0, 60.0), (32.0, 50.0), (14.0, 12.0), (48.0, 10.0)
)  # fmt: skip


def _pointers() -> Iterator[Sticker]:
    yield drawing(
        "pointer", ("鼠标指针", "mouse pointer"),
        ("鼠标 箭头 光标 点击", "mouse cursor arrow click"), (130.0, 160.0),
        _always((Ink(_POINTER, WHITE, line=INK, width=7.0),)),
    )  # fmt: skip
    yield drawing(
        "click", ("点击", "click"),
        ("点击 鼠标 光标 指针 动态 点这里", "tap mouse cursor press moving animated click here"),
        (190.0, 190.0), _clicking, loop_s=1.0,
    )  # fmt: skip
    yield drawing(
        "pin", ("定位", "location pin"),
        ("地点 位置 坐标 地图 打卡", "place map marker here"), (130.0, 180.0), _always(_pin(0.0)),
    )  # fmt: skip
    yield drawing(
        "pin-moving", ("动态定位", "bouncing location pin"),
        ("定位 地点 位置 地图 打卡 动态 跳动", "place map marker here moving animated"),
        (150.0, 220.0), lambda phase: _pin(-22.0 * abs(swing(phase, 0.5))), loop_s=0.8,
    )  # fmt: skip


def _clicking(phase: float) -> tuple[Item, ...]:
    pressed = max(0.0, 1.0 - abs(phase - 0.4) / 0.15)
    pointer = _POINTER.scaled(0.8 - 0.1 * pressed).moved(24.0, 36.0)
    rays: tuple[Item, ...] = ()
    if 0.35 <= phase < 0.75:
        out = (phase - 0.35) / 0.4
        rays = tuple(
            Ink(lines((0.0, -30.0 - 22.0 * out), (0.0, -42.0 - 34.0 * out)).turned(turn).moved(-6.0, -12.0),
                line=ORANGE, width=9.0, alpha=1.0 - out * 0.6, rim=False)
            for turn in (-110.0, -65.0, -20.0, 25.0, 70.0)
        )  # fmt: skip
    return (*rays, Ink(pointer, WHITE, line=INK, width=7.0))


def _pin(rise: float) -> tuple[Item, ...]:
    body = curve(
        (0.0, 76.0), ((-12.0, 44.0), (-52.0, 14.0), (-52.0, -24.0)),
        ((-52.0, -54.0), (-29.0, -76.0), (0.0, -76.0)), ((29.0, -76.0), (52.0, -54.0), (52.0, -24.0)),
        ((52.0, 14.0), (12.0, 44.0), (0.0, 76.0)),
    )  # fmt: skip
    return (
        Ink(body.moved(0.0, rise), RED, DARK_RED),
        Ink(ellipse(0.0, -24.0 + rise, 20.0), WHITE),
    )
