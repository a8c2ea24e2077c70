"""Underlines, circles, highlights, ticks and other marks that stress something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cutroom.core.color import WHITE, Color
from cutroom.stickers.drawings.palette import (
    BLUE,
    CYAN,
    DARK_GREEN,
    DARK_RED,
    GREEN,
    INK,
    ORANGE,
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
    swing,
    wave,
)

_SCRIBBLE = smooth(
    [(-118, -8), (-60, -62), (40, -68), (120, -22), (104, 44), (10, 70), (-90, 52), (-128, 2), (-84, -50),
     (10, -76)]
)  # fmt: skip
_STROKE = smooth([(-140, 6), (-70, -6), (0, 2), (70, -8), (142, -2)])


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_lines(), *_circles(), *_signs(), *_stresses())


def _always(*items: Item) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _growing(outline: Outline, color: Color, width: float) -> Callable[[float], tuple[Item, ...]]:
    """Drawn in the first part of the loop, then held."""

    def items(phase: float) -> tuple[Item, ...]:
        return (Ink(outline, line=color, width=width, drawn=min(1.0, phase / 0.4)),)

    return items


def _lines() -> Iterator[Sticker]:
    size = (310.0, 50.0)
    zh, en = "下划线 划线 强调 重点 手绘", "underline line stress emphasis doodle"
    for name, color, color_zh in (
        ("red", RED, "红色"),
        ("yellow", YELLOW, "黄色"),
        ("white", WHITE, "白色"),
    ):
        yield drawing(
            f"underline-{name}", (f"{color_zh}下划线", f"{name} underline"),
            (f"{zh} {color_zh}", f"{en} {name}"), size, _always(Ink(_STROKE, line=color, width=13.0)),
            rim=False,
        )  # fmt: skip
    second = _STROKE.scaled(0.86, -1.0).moved(6.0, 14.0)
    yield drawing(
        "underline-double", ("双下划线", "double underline"), (zh, en), (310.0, 70.0),
        _always(
            Ink(_STROKE.moved(0.0, -12.0), line=RED, width=10.0), Ink(second, line=RED, width=10.0)
        ),
        rim=False,
    )  # fmt: skip
    yield drawing(
        "underline-wave", ("波浪线", "wavy underline"), (f"{zh} 波浪", f"{en} wave"), (310.0, 60.0),
        _always(Ink(wave(288.0, 22.0, 7), line=ORANGE, width=11.0)), rim=False,
    )  # fmt: skip
    yield drawing(
        "underline-drawn", ("动态下划线", "underline being drawn"),
        (f"{zh} 动态", f"{en} moving animated"), size, _growing(_STROKE, RED, 13.0), loop_s=1.6,
        rim=False,
    )  # fmt: skip
    for name, color, color_zh in (
        ("yellow", YELLOW, "黄色"), ("green", GREEN, "绿色"), ("pink", PINK, "粉色"),
    ):  # fmt: skip
        yield drawing(
            f"highlight-{name}", (f"{color_zh}荧光笔", f"{name} highlighter"),
            (f"高亮 荧光笔 马克笔 划重点 重点 {color_zh}", f"highlight marker pen stress {name}"),
            (320.0, 80.0), _always(Ink(_STROKE, line=color.faded(0.55), width=52.0)), rim=False,
        )  # fmt: skip
    yield drawing(
        "highlight-drawn", ("动态荧光笔", "highlighter being drawn"),
        ("高亮 荧光笔 马克笔 划重点 动态", "highlight marker pen moving animated"), (320.0, 80.0),
        _growing(_STROKE, YELLOW.faded(0.55), 52.0), loop_s=1.6, rim=False,
    )  # fmt: skip
    yield drawing(
        "divider", ("分割线", "divider"), ("分隔线 装饰线", "separator rule line"), (340.0, 50.0),
        _always(
            Ink(lines((-160.0, 0.0), (-30.0, 0.0)), line=WHITE, width=5.0),
            Ink(lines((30.0, 0.0), (160.0, 0.0)), line=WHITE, width=5.0),
            Ink(polygon((0.0, -16.0), (16.0, 0.0), (0.0, 16.0), (-16.0, 0.0)), WHITE),
        ),
        rim=False,
    )  # fmt: skip


def _circles() -> Iterator[Sticker]:
    zh, en = "圆圈 圈 圈出 重点 标记", "circle ring mark stress"
    size = (280.0, 180.0)
    yield drawing(
        "circle-hand", ("手绘红圈", "hand-drawn red circle"), (f"{zh} 手绘 红色", f"{en} doodle red"),
        size, _always(Ink(_SCRIBBLE, line=RED, width=11.0)), rim=False,
    )  # fmt: skip
    yield drawing(
        "circle-drawn", ("动态红圈", "circle being drawn"),
        (f"{zh} 手绘 动态", f"{en} doodle moving animated"), size, _growing(_SCRIBBLE, RED, 11.0),
        loop_s=1.8, rim=False,
    )  # fmt: skip
    yield drawing(
        "circle", ("圆圈", "circle"), (f"{zh} 红色", f"{en} red"), (200.0, 200.0),
        _always(Ink(ellipse(0.0, 0.0, 88.0), line=RED, width=14.0)), rim=False,
    )  # fmt: skip
    yield drawing(
        "circle-dashed", ("虚线圆圈", "dashed circle"), (f"{zh} 虚线 动态 旋转", f"{en} dashed turning"),
        (200.0, 200.0), _dashed, loop_s=2.0, rim=False,
    )  # fmt: skip
    yield drawing(
        "box", ("方框", "box"), ("方框 矩形 框 重点 标记 红色", "square rectangle frame mark red"),
        (280.0, 180.0), _always(Ink(panel(0.0, 0.0, 262.0, 162.0, 8.0), line=RED, width=11.0)), rim=False,
    )  # fmt: skip
    yield drawing(
        "focus", ("对焦框", "focus corners"),
        ("对焦 聚焦 取景框 扫描 边角 动态", "viewfinder target scan camera corners moving"),
        (230.0, 230.0), _focus, loop_s=1.2, rim=False,
    )  # fmt: skip


def _dashed(phase: float) -> tuple[Item, ...]:
    dash = lines((0.0, -88.0), (22.0, -85.0))
    return tuple(
        Ink(dash.turned(index * 30.0 + phase * 30.0), line=YELLOW, width=11.0)
        for index in range(12)
    )


def _focus(phase: float) -> tuple[Item, ...]:
    reach = 92.0 + 8.0 * swing(phase)
    corner = lines((-reach, -reach + 44.0), (-reach, -reach), (-reach + 44.0, -reach))
    return tuple(
        Ink(corner.turned(turn), line=WHITE, width=10.0) for turn in (0.0, 90.0, 180.0, 270.0)
    )


def _signs() -> Iterator[Sticker]:
    tick = lines((-56.0, 4.0), (-16.0, 46.0), (62.0, -48.0))
    cross = lines((-46.0, -46.0), (46.0, 46.0)) + lines((46.0, -46.0), (-46.0, 46.0))
    size = (170.0, 150.0)
    yield drawing(
        "check", ("对勾", "check mark"), ("对 勾 正确 打勾 完成 是", "tick correct right yes done"), size,
        _always(Ink(tick, line=GREEN, width=26.0)),
    )  # fmt: skip
    yield drawing(
        "check-drawn", ("动态对勾", "check mark being drawn"),
        ("对 对勾 正确 打勾 完成 动态", "tick correct yes done moving animated"), size,
        _growing(tick, GREEN, 26.0), loop_s=1.4,
    )  # fmt: skip
    yield drawing(
        "check-badge", ("圆形对勾", "check badge"), ("对 对勾 正确 认证 完成", "tick correct verified done"),
        (170.0, 170.0),
        _always(
            Ink(ellipse(0.0, 0.0, 72.0), GREEN, DARK_GREEN),
            Ink(tick.scaled(0.62), line=WHITE, width=17.0),
        ),
    )  # fmt: skip
    yield drawing(
        "cross", ("叉号", "cross mark"), ("叉 错误 错 不 打叉 否", "wrong no incorrect x"), size,
        _always(Ink(cross, line=RED, width=26.0)),
    )  # fmt: skip
    yield drawing(
        "cross-badge", ("圆形叉号", "cross badge"), ("叉 错误 错 禁止 关闭", "wrong no close x"),
        (170.0, 170.0),
        _always(
            Ink(ellipse(0.0, 0.0, 72.0), RED, DARK_RED), Ink(cross.scaled(0.62), line=WHITE, width=17.0)
        ),
    )  # fmt: skip
    yield drawing(
        "exclamation", ("感叹号", "exclamation mark"), ("叹号 注意 警告 重要 惊叹", "attention important"),
        (90.0, 190.0), _always(*_exclamation(0.0)),
    )  # fmt: skip
    yield drawing(
        "exclamation-moving", ("动态感叹号", "shaking exclamation mark"),
        ("叹号 感叹号 注意 警告 重要 动态", "attention important moving animated"), (130.0, 200.0),
        lambda phase: _exclamation(9.0 * swing(phase, 3.0)), loop_s=0.9,
    )  # fmt: skip
    yield drawing(
        "question", ("问号", "question mark"), ("疑问 疑惑 为什么 什么", "why what ask puzzled"),
        (140.0, 190.0), _always(*_question(0.0)),
    )  # fmt: skip
    yield drawing(
        "question-moving", ("动态问号", "swaying question mark"),
        ("问号 疑问 疑惑 为什么 动态", "question why ask moving animated"), (160.0, 200.0),
        lambda phase: _question(12.0 * swing(phase)), loop_s=1.2,
    )  # fmt: skip


def _exclamation(degrees: float) -> tuple[Item, ...]:
    body = polygon((-24.0, -80.0), (24.0, -80.0), (13.0, 30.0), (-13.0, 30.0))
    return (
        Ink(body.turned(degrees), RED, DARK_RED, line=RED, width=6.0),
        Ink(ellipse(0.0, 64.0, 19.0).turned(degrees), RED, DARK_RED),
    )


def _question(degrees: float) -> tuple[Item, ...]:
    hook = smooth([(-42, -40), (-26, -74), (18, -78), (42, -44), (24, -10), (0, 8), (0, 34)])
    return (
        Ink(hook.turned(degrees), line=BLUE, width=26.0),
        Ink(ellipse(0.0, 70.0, 17.0).turned(degrees), BLUE),
    )


def _stresses() -> Iterator[Sticker]:
    yield drawing(
        "rays", ("强调线", "stress rays"), ("放射线 发光 惊讶 闪光 手绘 强调", "lines surprise shine doodle"),
        (200.0, 130.0), _always(*_rays(1.0)), rim=False,
    )  # fmt: skip
    yield drawing(
        "rays-moving", ("动态强调线", "pulsing stress rays"),
        ("放射线 强调线 发光 惊讶 动态", "lines surprise shine moving animated"), (220.0, 150.0),
        lambda phase: _rays(0.75 + 0.25 * swing(phase)), loop_s=0.6, rim=False,
    )  # fmt: skip
    yield drawing(
        "speed-lines", ("速度线", "speed lines"),
        ("速度线 漫画 冲击 集中线 动态", "comic rush action moving animated"), (320.0, 180.0), _speed,
        loop_s=0.4, rim=False,
    )  # fmt: skip
    yield drawing(
        "strike", ("删除线", "strikethrough"), ("删除 划掉 划线 错误", "delete cross out"), (310.0, 50.0),
        _always(Ink(_STROKE, line=INK, width=11.0)), rim=False,
    )  # fmt: skip
    yield drawing(
        "bracket", ("大括号", "curly bracket"), ("括号 花括号 总结", "brace summary"), (80.0, 260.0),
        _always(
            Ink(smooth([(24, -112), (-2, -96), (-4, -30), (-26, 0), (-4, 30), (-2, 96), (24, 112)]),
                line=CYAN, width=11.0)
        ),
        rim=False,
    )  # fmt: skip


def _rays(reach: float) -> tuple[Item, ...]:
    return tuple(
        Ink(lines((0.0, -34.0), (0.0, -34.0 - 62.0 * reach)).turned(turn).moved(0.0, 50.0),
            line=YELLOW, width=13.0)
        for turn in (-72.0, -36.0, 0.0, 36.0, 72.0)
    )  # fmt: skip


def _speed(phase: float) -> tuple[Item, ...]:
    made = []
    for index in range(9):
        shift = (phase + index * 0.37) % 1.0
        start = 150.0 - 180.0 * shift
        y = -76.0 + 19.0 * index
        made.append(
            Ink(lines((start, y), (start - 40.0 - 70.0 * shift, y)), line=WHITE, width=8.0,
                alpha=1.0 - 0.6 * shift)
        )  # fmt: skip
    return tuple(made)
