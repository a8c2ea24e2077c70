"""Badges with words, counters, and moving signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cutroom.core.color import WHITE, Color
from cutroom.stickers.drawings.palette import (
    AMBER,
    BLUE,
    CYAN,
    DARK_BLUE,
    DARK_GREEN,
    DARK_RED,
    GOLD,
    GREEN,
    GREY,
    INK,
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
    Words,
    arc,
    ellipse,
    lines,
    panel,
    polygon,
    star,
    swing,
)

_PLATES: tuple[tuple[str, str, str, str, str, str, Color, Color], ...] = (
    ("new", "NEW", "新品", "new", "新 上新 新品 最新", "new latest", RED, DARK_RED),
    ("hot", "HOT", "热门", "hot", "热 火 爆款 热卖", "trending popular", ORANGE, RED),
    ("sale", "SALE", "促销", "sale", "打折 促销 优惠 特价", "discount offer", PINK, RED),
    ("ok", "OK", "好的", "OK", "可以 没问题 行", "okay fine agreed", GREEN, DARK_GREEN),
    ("wow", "WOW", "哇", "wow", "哇 惊讶 厉害 震惊", "surprise amazing", PURPLE, BLUE),
    ("omg", "OMG", "天啊", "OMG", "天啊 惊讶 震惊", "surprise shock", BLUE, DARK_BLUE),
    ("vs", "VS", "对决", "versus", "对比 对战 PK 比较", "compare battle versus", INK, INK),
    ("recommended", "推荐", "推荐", "recommended", "推荐 种草 好物 必看", "recommend pick", RED, DARK_RED),
    ("limited", "限时", "限时", "limited time", "限时 抢购 秒杀 优惠", "limited offer sale", ORANGE, RED),
    ("highlights", "高能", "前方高能", "highlights ahead", "高能 前方高能 预警 精彩", "attention exciting",
     PURPLE, DARK_BLUE),
    ("tip", "小贴士", "小贴士", "tip", "提示 技巧 知识点 干货", "hint knowledge advice", GREEN, DARK_GREEN),
    ("warning", "注意", "注意", "watch out", "注意 警告 小心 避坑", "warning attention careful", AMBER, ORANGE),
    ("ending", "未完待续", "未完待续", "to be continued", "未完待续 下集 待续", "continued next", INK, INK),
    ("thanks", "谢谢观看", "谢谢观看", "thanks for watching", "谢谢 感谢 再见 片尾", "thank you bye end", BLUE,
     DARK_BLUE),
)  # fmt: skip


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_plates(), *_numbers(), *_signals(), *_moods())


def _always(*items: Item) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _plates() -> Iterator[Sticker]:
    for name, text, zh, en, words_zh, words_en, color, shade in _PLATES:
        width = 60.0 + 44.0 * sum(map(_breadth, text))
        yield drawing(
            f"badge-{name}", (zh, en), (f"{words_zh} 标签 文字", f"{words_en} badge label text"),
            (width + 30.0, 130.0),
            _always(
                Ink(panel(0.0, 0.0, width, 92.0, 22.0).turned(-5.0), color, shade),
                Words(text, 0.0, 0.0, 76.0, degrees=-5.0),
            ),
        )  # fmt: skip


def _breadth(character: str) -> float:
    if ord(character) > 255:
        return 1.5
    return 1.3 if character in "WMO" else 0.9


def _numbers() -> Iterator[Sticker]:
    colors = (RED, ORANGE, GREEN, BLUE, PURPLE, PINK, CYAN, AMBER, DARK_BLUE, DARK_RED)
    for number, color in enumerate(colors, 1):
        yield drawing(
            f"number-{number}", (f"序号{number}", f"number {number}"),
            (f"数字 序号 编号 {number} 圆圈", f"digit {number} numeral step circle"), (140.0, 140.0),
            _always(
                Ink(ellipse(0.0, 0.0, 58.0), color),
                Words(str(number), 0.0, 0.0, 92.0 if number < 10 else 78.0),
            ),
        )  # fmt: skip
    yield drawing(
        "countdown", ("倒计时 3 2 1", "countdown 3 2 1"),
        ("倒计时 321 数字 倒数 开始 动态", "count down timer start moving animated"), (200.0, 200.0), _countdown,
        loop_s=3.0,
    )  # fmt: skip


def _countdown(phase: float) -> tuple[Item, ...]:
    number, part = 3 - min(2, int(phase * 3)), phase * 3 % 1.0
    return (
        Ink(ellipse(0.0, 0.0, 84.0), INK, alpha=0.8),
        Ink(
            arc(0.0, 0.0, 72.0, -90.0, -90.0 + 360.0 * max(0.01, 1.0 - part)),
            line=YELLOW,
            width=10.0,
        ),
        Words(str(number), 0.0, 0.0, 150.0 - 20.0 * part),
    )


def _signals() -> Iterator[Sticker]:
    yield drawing(
        "recording", ("录制中", "recording"),
        ("录制 REC 录像 摄像 动态", "rec camera video blinking moving animated"),
        (220.0, 90.0), _recording, loop_s=1.2, rim=False,
    )  # fmt: skip
    yield drawing(
        "live", ("直播中", "live"), ("直播 动态 现场", "live stream broadcast moving animated"),
        (260.0, 110.0), _live,
        loop_s=1.0,
    )  # fmt: skip
    yield drawing(
        "loading", ("加载中", "loading"), ("加载 等待 转圈 缓冲 动态", "wait spinner buffering moving animated"),
        (170.0, 170.0), _loading, loop_s=1.0, rim=False,
    )  # fmt: skip
    yield drawing(
        "progress", ("进度条", "progress bar"), ("进度 加载 动态", "loading bar moving animated"), (330.0, 70.0),
        lambda phase: (
            Ink(panel(0.0, 0.0, 306.0, 42.0, 21.0), INK, alpha=0.75),
            Ink(panel(-147.0 + 147.0 * max(0.1, phase), 0.0, 294.0 * max(0.1, phase), 30.0, 15.0), GREEN),
        ),
        loop_s=2.0,
    )  # fmt: skip
    yield drawing(
        "clock", ("时钟", "clock"), ("时间 钟表 动态 等待", "time watch moving animated waiting"),
        (180.0, 180.0), _clock,
        loop_s=2.0,
    )  # fmt: skip
    yield drawing(
        "siren", ("警灯", "siren"), ("警报 警告 高能 动态 预警", "alarm police warning moving animated"),
        (190.0, 170.0),
        _siren, loop_s=0.8,
    )  # fmt: skip


def _recording(phase: float) -> tuple[Item, ...]:
    lit = 1.0 if phase < 0.5 else 0.25
    return (
        Ink(panel(0.0, 0.0, 210.0, 80.0, 18.0), INK, alpha=0.6),
        Ink(ellipse(-66.0, 0.0, 22.0), RED, alpha=lit),
        Words("REC", 28.0, 0.0, 66.0),
    )


def _live(phase: float) -> tuple[Item, ...]:
    bars = tuple(
        Ink(
            panel(-94.0 + 15.0 * i, 0.0, 9.0, 18.0 + 32.0 * abs(swing(phase / 2 + i * 0.21)), 4.0),
            WHITE,
        )
        for i in range(3)
    )
    return (
        Ink(panel(0.0, 0.0, 230.0, 82.0, 20.0), PINK, RED),
        *bars,
        Words("直播中", 26.0, 0.0, 50.0),
    )


def _loading(phase: float) -> tuple[Item, ...]:
    return tuple(
        Ink(
            ellipse(0.0, -62.0, 12.0).turned(45.0 * index),
            WHITE,
            alpha=0.2 + 0.8 * ((index / 8 - phase) % 1.0),
        )
        for index in range(8)
    )


def _clock(phase: float) -> tuple[Item, ...]:
    return (
        Ink(ellipse(0.0, 0.0, 76.0), PALE, line=BLUE, width=12.0),
        Ink(lines((0.0, 0.0), (0.0, -34.0)).turned(90.0 + 30.0 * phase), line=INK, width=10.0),
        Ink(lines((0.0, 0.0), (0.0, -54.0)).turned(360.0 * phase), line=INK, width=7.0),
        Ink(ellipse(0.0, 0.0, 8.0), RED),
    )


def _siren(phase: float) -> tuple[Item, ...]:
    lit = 0.5 + 0.5 * swing(phase)
    dome = arc(0.0, 20.0, 50.0, 180.0, 360.0, 66.0)
    rays = tuple(
        Ink(lines((0.0, -62.0), (0.0, -84.0)).turned(turn).moved(0.0, 14.0), line=ORANGE, width=9.0,
            alpha=max(lit, 0.05), rim=False)
        for turn in (-70.0, -35.0, 0.0, 35.0, 70.0)
    )  # fmt: skip
    return (
        *rays,
        Ink(dome, RED if lit > 0.5 else PINK, DARK_RED),
        Ink(panel(0.0, 36.0, 132.0, 34.0, 8.0), GREY),
    )


def _moods() -> Iterator[Sticker]:
    vein = arc(-34.0, -34.0, 26.0, 0.0, 90.0)
    yield drawing(
        "anger", ("生气符号", "anger mark"), ("生气 愤怒 漫画 青筋 动态", "angry comic vein moving animated"),
        (150.0, 150.0),
        lambda phase: tuple(
            Ink(vein.turned(90.0 * i).scaled(1.0 + 0.14 * swing(phase)), line=RED, width=15.0) for i in range(4)
        ),
        loop_s=0.6,
    )  # fmt: skip
    yield drawing(
        "sleeping", ("睡觉 Zzz", "sleeping Zzz"), ("睡觉 困 打瞌睡 zzz 动态", "sleep tired snore moving animated"),
        (180.0, 180.0), _sleeping, loop_s=2.0, rim=False,
    )  # fmt: skip
    yield drawing(
        "sweat", ("流汗", "sweat drops"), ("汗 无语 尴尬 紧张 动态", "embarrassed nervous moving animated"),
        (140.0, 160.0), _sweat, loop_s=1.0,
    )  # fmt: skip
    yield drawing(
        "idea", ("灵感灯泡", "idea bulb"), ("灯泡 想法 主意 点子 灵感", "light bulb inspiration think"),
        (160.0, 200.0), _always(*_bulb()),
    )  # fmt: skip
    yield drawing(
        "boom", ("爆炸", "boom"), ("爆炸 漫画 炸裂 冲击", "explosion comic bang"), (250.0, 210.0),
        _always(
            Ink(star(12, 100.0, 66.0).scaled(1.16, 0.96), ORANGE, RED),
            Ink(star(12, 74.0, 50.0, 8.0).scaled(1.16, 0.96), YELLOW, GOLD),
            Words("BOOM", 0.0, 0.0, 64.0, INK, degrees=-8.0),
        ),
    )  # fmt: skip
    yield drawing(
        "sunglasses", ("像素墨镜", "pixel sunglasses"), ("墨镜 酷 像素 眼镜", "cool glasses deal with it"),
        (270.0, 90.0), _always(*_sunglasses()), rim=False,
    )  # fmt: skip


def _sleeping(phase: float) -> tuple[Item, ...]:
    made = []
    for index, height in enumerate((46.0, 62.0, 82.0)):
        lit = max(0.0, min(1.0, phase * 4 - index)) * min(1.0, (1.0 - phase) * 8)
        made.append(Words("Z", -48.0 + 44.0 * index, 44.0 - 44.0 * index, height, CYAN, 8.0, lit))
    return tuple(made)


def _sweat(phase: float) -> tuple[Item, ...]:
    drop = polygon((0.0, -30.0), (15.0, 6.0), (-15.0, 6.0)) + ellipse(0.0, 10.0, 17.0)
    return tuple(
        Ink(drop.scaled(size).moved(x, y + 10.0 * swing(phase + index * 0.3)), CYAN, BLUE)
        for index, (x, y, size) in enumerate(((-24.0, -16.0, 1.1), (28.0, 26.0, 0.8)))
    )


def _bulb() -> tuple[Item, ...]:
    return (
        Ink(ellipse(0.0, -22.0, 58.0), YELLOW, AMBER),
        Ink(panel(0.0, 48.0, 46.0, 40.0, 6.0), YELLOW, AMBER),
        Ink(panel(0.0, 66.0, 46.0, 34.0, 10.0), GREY),
        Ink(
            lines((-20.0, -14.0), (-8.0, 6.0), (0.0, -14.0), (8.0, 6.0), (20.0, -14.0)),
            line=ORANGE,
            width=6.0,
        ),
    )


def _sunglasses() -> tuple[Item, ...]:
    unit = 14.0
    lens = ((0, 0, 8, 1), (0, 1, 7, 1), (1, 2, 5, 1), (2, 3, 3, 1))
    blocks = [(-9, -2, 18, 1)]
    blocks += [(left + x, y - 1, width, height) for left in (-8, 1) for x, y, width, height in lens]
    shine = [
        (left + x, y - 1, 1, 1) for left in (-8, 1) for x, y in ((1, 0), (2, 1), (3, 2), (3, 0))
    ]

    def block(part: tuple[int, int, int, int], color: Color) -> Ink:
        x, y, width, height = (value * unit for value in part)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        return Ink(polygon(*corners), color)

    return (*(block(part, INK) for part in blocks), *(block(part, WHITE) for part in shine))
