"""Speech bubbles, notes, labels and banners to put words on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cutroom.core.color import BLACK, WHITE
from cutroom.stickers.drawings.palette import (
    BLUE,
    DARK_RED,
    GOLD,
    GREY,
    INK,
    PAPER,
    PAPER_SHADE,
    PINK,
    RED,
    YELLOW,
)
from cutroom.stickers.model import Sticker, drawing
from cutroom.stickers.shapes import (
    Ink,
    Item,
    Outline,
    ellipse,
    lines,
    panel,
    polygon,
    smooth,
    star,
    swing,
)


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_bubbles(), *_labels())


def _always(*items: Item) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _lined(outline: Outline) -> tuple[Item, ...]:
    """The outline, its inside white: parts that overlap become one."""
    return (Ink(outline, line=INK, width=12.0), Ink(outline, WHITE))


def _bubbles() -> Iterator[Sticker]:
    round_one = ellipse(0.0, -14.0, 130.0, 78.0)
    # Outlines that lie on each other run the same way round, or they would cut holes.
    left_tail = polygon((-20.0, 56.0), (-96.0, 92.0), (-70.0, 40.0))
    right_tail = polygon((70.0, 40.0), (96.0, 92.0), (20.0, 56.0))
    box = panel(0.0, -14.0, 260.0, 136.0, 30.0)
    words_zh, words_en = (
        "气泡 对话框 对话 说话 聊天 文字框",
        "speech bubble balloon talk chat dialog",
    )
    size = (290.0, 210.0)
    yield drawing(
        "bubble-round", ("圆形对话气泡", "round speech bubble"), (words_zh, words_en), size,
        _always(*_lined(round_one + left_tail)), rim=False,
    )  # fmt: skip
    yield drawing(
        "bubble-round-right", ("圆形对话气泡（右）", "round speech bubble, right"),
        (f"{words_zh} 右", f"{words_en} right"), size,
        _always(*_lined(round_one + right_tail)), rim=False,
    )  # fmt: skip
    yield drawing(
        "bubble-box", ("方形对话气泡", "square speech bubble"),
        (f"{words_zh} 方形", f"{words_en} box rectangle"), size,
        _always(*_lined(box + left_tail)), rim=False,
    )  # fmt: skip
    yield drawing(
        "bubble-box-right", ("方形对话气泡（右）", "square speech bubble, right"),
        (f"{words_zh} 方形 右", f"{words_en} box rectangle right"), size,
        _always(*_lined(box + right_tail)), rim=False,
    )  # fmt: skip
    yield drawing(
        "bubble-blue", ("聊天气泡", "chat bubble"),
        (f"{words_zh} 消息 短信 蓝色", f"{words_en} message blue"), size,
        _always(Ink(box + right_tail, BLUE)),
    )  # fmt: skip
    yield drawing(
        "bubble-thought", ("思考气泡", "thought bubble"),
        (f"{words_zh} 思考 想 想法 云朵", f"{words_en} think thought idea cloud"), (290.0, 230.0),
        _always(*_lined(_cloud())), rim=False,
    )  # fmt: skip
    yield drawing(
        "bubble-shout", ("爆炸对话框", "shouting bubble"),
        (f"{words_zh} 爆炸 喊 惊讶 震惊 漫画", f"{words_en} shout burst bang comic surprise"),
        (290.0, 220.0), _always(*_lined(star(14, 104.0, 76.0, 6.0).scaled(1.32, 1.0))), rim=False,
    )  # fmt: skip
    yield drawing(
        "bubble-typing", ("正在输入", "typing"),
        (f"{words_zh} 动态 输入中 等待 省略号", f"{words_en} typing dots waiting moving animated"),
        (230.0, 160.0), _typing, loop_s=1.2, rim=False,
    )  # fmt: skip


def _cloud() -> Outline:
    parts = (
        (-70.0, -20.0, 56.0), (-20.0, -52.0, 60.0), (44.0, -46.0, 56.0), (86.0, -8.0, 46.0),
        (40.0, 24.0, 52.0), (-26.0, 26.0, 54.0), (-70.0, 82.0, 18.0), (-100.0, 104.0, 9.0),
    )  # fmt: skip
    made = ellipse(0.0, -14.0, 80.0, 50.0)
    for x, y, radius in parts:
        made += ellipse(x, y, radius)
    return made


def _typing(phase: float) -> tuple[Item, ...]:
    tail = polygon((-10.0, 40.0), (-84.0, 70.0), (-60.0, 24.0))
    dots = tuple(
        Ink(ellipse(-46.0 + 46.0 * index, -10.0 - 12.0 * max(0.0, swing(phase - 0.15 * index)), 13.0), GREY)
        for index in range(3)
    )  # fmt: skip
    return (*_lined(panel(0.0, -10.0, 200.0, 100.0, 50.0) + tail), *dots)


def _labels() -> Iterator[Sticker]:
    yield drawing(
        "note", ("便利贴", "sticky note"),
        ("便签 笔记 备忘 纸条 黄色", "memo paper post-it yellow"), (220.0, 220.0), _always(*_note()),
        rim=False,
    )  # fmt: skip
    yield drawing(
        "banner", ("红色丝带横幅", "ribbon banner"),
        ("丝带 横幅 标题 彩带 飘带 缎带", "ribbon title scroll red"), (340.0, 120.0), _always(*_banner()),
    )  # fmt: skip
    yield drawing(
        "bow", ("蝴蝶结", "bow"), ("丝带 礼物 缎带 粉色", "ribbon gift pink"), (210.0, 160.0),
        _always(*_bow()),
    )  # fmt: skip
    yield drawing(
        "tape", ("胶带", "washi tape"), ("和纸胶带 贴纸 手帐", "masking scrapbook journal"),
        (250.0, 76.0), _always(*_tape()), rim=False,
    )  # fmt: skip
    yield drawing(
        "tag", ("价格标签", "price tag"), ("价格 标签 促销 吊牌", "price label sale"), (230.0, 140.0),
        _always(*_tag()),
    )  # fmt: skip
    yield drawing(
        "burst", ("爆炸贴", "starburst"), ("爆炸 促销 标签 星爆 特价", "sale badge label promotion"),
        (210.0, 210.0), _always(Ink(star(16, 96.0, 74.0), RED, DARK_RED)),
    )  # fmt: skip
    yield drawing(
        "title-bar", ("标题条", "title bar"),
        ("标题 字幕条 底栏 文字底 黑色", "lower third caption bar black"), (420.0, 84.0),
        _always(
            Ink(panel(0.0, 0.0, 410.0, 72.0, 12.0), BLACK, alpha=0.72),
            Ink(panel(-196.0, 0.0, 12.0, 72.0, 4.0), YELLOW),
        ),
        rim=False,
    )  # fmt: skip
    yield drawing(
        "polaroid", ("拍立得相框", "instant photo frame"),
        ("相框 拍立得 照片 边框", "polaroid picture frame"), (260.0, 300.0),
        _always(Ink(panel(0.0, 0.0, 240.0, 280.0, 6.0) + _hole(0.0, -22.0, 204.0, 196.0), WHITE)),
        rim=False,
    )  # fmt: skip


def _hole(x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle run the other way round, which cuts a hole."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    return polygon((left, top), (left, bottom), (right, bottom), (right, top))


def _note() -> tuple[Item, ...]:
    sheet = polygon((-96.0, -96.0), (96.0, -96.0), (96.0, 52.0), (52.0, 96.0), (-96.0, 96.0))
    fold = polygon((96.0, 52.0), (52.0, 96.0), (52.0, 52.0))
    return (
        Ink(sheet, PAPER, PAPER_SHADE),
        Ink(fold, GOLD, alpha=0.55),
        Ink(ellipse(0.0, -84.0, 13.0), RED),
        Ink(ellipse(-4.0, -88.0, 4.0), WHITE, alpha=0.8),
    )


def _banner() -> tuple[Item, ...]:
    tail = polygon((-160.0, -14.0), (-90.0, -14.0), (-90.0, 46.0), (-160.0, 46.0), (-138.0, 16.0))
    fold = polygon((-112.0, 32.0), (-90.0, 46.0), (-90.0, 32.0))
    return (
        Ink(tail, DARK_RED),
        Ink(tail.scaled(-1.0, 1.0), DARK_RED),
        Ink(fold, INK, alpha=0.5),
        Ink(fold.scaled(-1.0, 1.0), INK, alpha=0.5),
        Ink(panel(0.0, -4.0, 226.0, 74.0, 4.0), RED),
        Ink(lines((-104.0, -30.0), (104.0, -30.0)), line=YELLOW, width=4.0),
        Ink(lines((-104.0, 22.0), (104.0, 22.0)), line=YELLOW, width=4.0),
    )


def _bow() -> tuple[Item, ...]:
    loop = smooth([(0, -20), (-50, -64), (-90, -46), (-84, 4), (-46, 12), (0, -20)])
    tail = polygon((-6.0, -16.0), (-52.0, 66.0), (-26.0, 60.0), (-14.0, 72.0), (10.0, -10.0))
    mirrored = (part.scaled(-1.0, 1.0) for part in (tail, loop))
    return (
        *(Ink(part, PINK, RED) for part in (tail, loop, *mirrored)),
        Ink(ellipse(0.0, -20.0, 20.0), RED),
    )


def _tape() -> tuple[Item, ...]:
    teeth = [(115.0 + (6.0 if index % 2 else 0.0), -32.0 + 8.0 * index) for index in range(9)]
    left = [(-x, y) for x, y in reversed(teeth)]
    stripes = tuple(
        Ink(polygon((x, 32.0), (x + 14.0, 32.0), (x + 34.0, -32.0), (x + 20.0, -32.0)), WHITE, alpha=0.5)
        for x in range(-112, 84, 32)
    )  # fmt: skip
    return (Ink(polygon(*teeth, *left), PINK, alpha=0.85), *stripes)


def _tag() -> tuple[Item, ...]:
    body = polygon((-96.0, 0.0), (-52.0, -56.0), (100.0, -56.0), (100.0, 56.0), (-52.0, 56.0))
    return (Ink(body, YELLOW, GOLD), Ink(ellipse(-58.0, 0.0, 12.0), WHITE, line=INK, width=4.0))
