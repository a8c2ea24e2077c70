"""What viewers of short videos are asked for: likes, follows, subscriptions, shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cutroom.core.color import WHITE, Color
from cutroom.stickers.drawings.palette import (
    AMBER,
    BLUE,
    DARK_BLUE,
    DARK_RED,
    GOLD,
    GREY,
    INK,
    ORANGE,
    PALE,
    PINK,
    RED,
    SKIN,
    SKIN_SHADE,
    YELLOW,
)
from cutroom.stickers.model import Sticker, drawing
from cutroom.stickers.shapes import (
    Ink,
    Item,
    Outline,
    Words,
    arc,
    closed,
    curve,
    ellipse,
    heart,
    lines,
    panel,
    polygon,
    smooth,
    star,
    swing,
)


def stickers() -> tuple[Sticker, ...]:
    """All of them."""
    return (*_likes(), *_hearts(), *_follows(), *_shares())


def _always(*items: Item) -> Callable[[float], tuple[Item, ...]]:
    return lambda phase: items


def _thumb(scale: float, degrees: float, x: float = 0.0) -> tuple[Item, ...]:
    hand = closed(
        curve(
            (-34.0, -2.0), ((-14.0, -12.0), (-4.0, -44.0), (0.0, -70.0)),
            ((4.0, -94.0), (38.0, -88.0), (34.0, -56.0)), ((32.0, -40.0), (28.0, -30.0), (26.0, -20.0)),
            ((44.0, -20.0), (62.0, -22.0), (72.0, -14.0)), ((84.0, -4.0), (82.0, 12.0), (74.0, 18.0)),
            ((84.0, 30.0), (78.0, 44.0), (66.0, 48.0)), ((70.0, 62.0), (60.0, 74.0), (44.0, 74.0)),
            ((10.0, 76.0), (-10.0, 74.0), (-34.0, 64.0)),
        )
    )  # fmt: skip
    cuff = panel(-58.0, 32.0, 40.0, 84.0, 8.0)
    creases = (lines((42.0, 18.0), (74.0, 18.0)), lines((40.0, 48.0), (66.0, 48.0)))
    placed = [each.scaled(scale).turned(degrees).moved(x, 0.0) for each in (hand, cuff, *creases)]
    return (
        Ink(placed[0], SKIN, SKIN_SHADE),
        Ink(placed[1], BLUE, DARK_BLUE),
        *(Ink(each, line=SKIN_SHADE, width=5.0 * scale) for each in placed[2:]),
    )


def _likes() -> Iterator[Sticker]:
    zh, en = "点赞 赞 大拇指 好评 支持 棒", "like thumbs up good support"
    yield drawing("like", ("点赞", "like"), (zh, en), (190.0, 190.0), _always(*_thumb(1.0, 0.0)))
    yield drawing(
        "like-moving", ("动态点赞", "bouncing like"), (f"{zh} 动态 跳动", f"{en} moving animated"),
        (210.0, 210.0), lambda phase: _thumb(1.0 + 0.1 * swing(phase), -10.0 * swing(phase)), loop_s=0.8,
    )  # fmt: skip
    yield drawing(
        "triple", ("一键三连", "like, coin and collect"),
        ("三连 点赞 投币 收藏 长按 支持 动态", "like coin favourite triple support moving animated"),
        (400.0, 160.0), _triple, loop_s=1.5,
    )  # fmt: skip
    yield drawing(
        "well-done", ("666", "666"), ("厉害 牛 溜 666 棒", "awesome cool great"), (210.0, 120.0),
        _always(Words("666", 0.0, 2.0, 130.0, RED)),
    )  # fmt: skip


def _triple(phase: float) -> tuple[Item, ...]:
    def grown(index: int) -> float:
        return 1.0 + 0.16 * max(0.0, 1.0 - abs(phase - 0.2 - 0.25 * index) / 0.14)

    coin = ellipse(0.0, 0.0, 54.0).scaled(grown(1))
    return (
        *_thumb(0.66 * grown(0), 0.0, -132.0),
        Ink(coin, YELLOW, GOLD),
        Ink(ellipse(0.0, 0.0, 42.0).scaled(grown(1)), line=ORANGE, width=6.0),
        Words("币", 0.0, 0.0, 62.0 * grown(1), ORANGE),
        Ink(star(5, 62.0, 28.0).scaled(grown(2)).moved(132.0, 2.0), YELLOW, AMBER, line=AMBER, width=8.0),
    )  # fmt: skip


def _hearts() -> Iterator[Sticker]:
    zh, en = "爱心 红心 心 喜欢 爱", "heart love red like"
    yield drawing(
        "heart", ("爱心", "heart"), (zh, en), (180.0, 180.0), _always(*_shining_heart(150.0))
    )
    yield drawing(
        "heart-beating", ("跳动的爱心", "beating heart"), (f"{zh} 动态 跳动 心跳", f"{en} beat moving animated"),
        (190.0, 190.0), lambda phase: _shining_heart(142.0 + 18.0 * _beat(phase)), loop_s=0.9,
    )  # fmt: skip
    yield drawing(
        "heart-broken", ("心碎", "broken heart"), ("爱心 心碎 伤心 失恋 分手", "heartbreak sad love"),
        (180.0, 180.0), _always(*_broken()),
    )  # fmt: skip
    yield drawing(
        "hearts-rising", ("飘升的爱心", "rising hearts"),
        (f"{zh} 动态 飘 上升 点赞特效", f"{en} floating moving animated"), (180.0, 300.0), _rising, loop_s=2.4,
        rim=False,
    )  # fmt: skip
    line = lines(
        (-150, 0), (-80, 0), (-62, -22), (-44, 0), (-26, 0), (-10, -62), (12, 52), (30, 0), (56, 0), (74, -18),
        (92, 0), (150, 0),
    )  # fmt: skip
    yield drawing(
        "heartbeat", ("心电图", "heartbeat line"), ("心跳 心电图 脉搏 动态", "pulse ecg moving animated"),
        (320.0, 150.0),
        lambda phase: (Ink(line, line=RED, width=10.0, drawn=min(1.0, phase / 0.8)),), loop_s=1.4,
        rim=False,
    )  # fmt: skip


def _beat(phase: float) -> float:
    return max(0.0, 1.0 - abs(phase - 0.2) / 0.14) + 0.6 * max(0.0, 1.0 - abs(phase - 0.48) / 0.14)


def _shining_heart(size: float) -> tuple[Item, ...]:
    gleam = arc(-0.27 * size, -0.2 * size, 0.13 * size, 180.0, 275.0)
    return (Ink(heart(size), RED, DARK_RED), Ink(gleam, line=WHITE, width=0.06 * size, alpha=0.85))


def _broken() -> tuple[Item, ...]:
    crack = lines((6.0, -40.0), (-14.0, -12.0), (12.0, 10.0), (-8.0, 34.0), (4.0, 60.0))
    return (Ink(heart(150.0), RED, DARK_RED), Ink(crack, line=WHITE, width=9.0))


def _rising(phase: float) -> tuple[Item, ...]:
    made = []
    for index, color in enumerate((RED, PINK, ORANGE, RED, PINK)):
        part = (phase + index / 5) % 1.0
        size = (34.0 + 10.0 * (index % 3)) * min(1.0, part / 0.12)
        x = (-36.0, 30.0, -8.0, 44.0, -50.0)[index] + 16.0 * swing(part, 1.5)
        outline = heart(max(size, 1.0)).moved(x, 128.0 - 250.0 * part)
        made.append(Ink(outline, color, alpha=1.0 - max(0.0, part - 0.6) / 0.4))
    return tuple(made)


def _button(text: str, color: Color, shade: Color, size: float = 1.0) -> tuple[Item, ...]:
    return (
        Ink(panel(0.0, 0.0, 250.0, 92.0, 46.0).scaled(size), color, shade),
        Words(text, 0.0, 0.0, 62.0 * size),
    )


def _follows() -> Iterator[Sticker]:
    size = (290.0, 130.0)
    zh, en = "关注 按钮 订阅 粉丝 加关注", "follow button subscribe fans"
    yield drawing(
        "follow", ("关注", "follow"), (zh, en), size, _always(*_button("+ 关注", RED, DARK_RED))
    )
    yield drawing(
        "follow-moving", ("动态关注", "pressed follow button"), (f"{zh} 动态 点击", f"{en} moving animated press"),
        size, _followed, loop_s=2.0,
    )  # fmt: skip
    yield drawing(
        "subscribe", ("订阅", "subscribe"), ("订阅 按钮 关注 英文", "subscribe button channel follow"),
        (330.0, 120.0),
        _always(
            Ink(panel(0.0, 0.0, 300.0, 84.0, 16.0), RED, DARK_RED), Words("SUBSCRIBE", 0.0, 0.0, 54.0)
        ),
    )  # fmt: skip
    yield drawing(
        "bell", ("铃铛", "bell"), ("铃铛 提醒 通知 小铃铛", "notification reminder ring"), (170.0, 190.0),
        _always(*_bell(0.0)),
    )  # fmt: skip
    yield drawing(
        "bell-ringing", ("动态铃铛", "ringing bell"),
        ("铃铛 提醒 通知 响铃 小铃铛 动态", "notification reminder ring moving animated"), (200.0, 200.0),
        lambda phase: _bell(18.0 * swing(phase, 2.0) * max(0.0, 1.0 - phase / 0.7)), loop_s=1.4,
    )  # fmt: skip
    yield drawing(
        "collect", ("收藏", "collect"), ("收藏 星星 五角星 喜欢 马克", "favourite star bookmark save"),
        (180.0, 180.0), _always(Ink(star(5, 80.0, 36.0), YELLOW, AMBER, line=AMBER, width=12.0)),
    )  # fmt: skip


def _followed(phase: float) -> tuple[Item, ...]:
    pressed = max(0.0, 1.0 - abs(phase - 0.35) / 0.08)
    if phase < 0.35 or phase > 0.95:
        return _button("+ 关注", RED, DARK_RED, 1.0 - 0.08 * pressed)
    return _button("已关注", GREY, GREY, 1.0 - 0.08 * pressed)


def _bell(degrees: float) -> tuple[Item, ...]:
    body = closed(
        curve(
            (0.0, -66.0), ((46.0, -66.0), (48.0, -26.0), (50.0, 2.0)), ((52.0, 26.0), (60.0, 34.0), (70.0, 44.0)),
            ((30.0, 44.0), (-30.0, 44.0), (-70.0, 44.0)), ((-60.0, 34.0), (-52.0, 26.0), (-50.0, 2.0)),
            ((-48.0, -26.0), (-46.0, -66.0), (0.0, -66.0)),
        )
    )  # fmt: skip
    parts = (ellipse(0.0, 58.0, 17.0), body, ellipse(0.0, -70.0, 11.0))
    turned = [part.moved(0.0, 70.0).turned(degrees).moved(0.0, -70.0) for part in parts]
    return (
        Ink(turned[0], ORANGE),
        Ink(turned[1], YELLOW, AMBER),
        Ink(turned[2], AMBER),
    )


def _shares() -> Iterator[Sticker]:
    forward = polygon(
        (92.0, -8.0), (14.0, -76.0), (14.0, -36.0), (-60.0, -30.0), (-88.0, 20.0), (-90.0, 72.0), (-56.0, 34.0),
        (14.0, 24.0), (14.0, 62.0),
    )  # fmt: skip
    yield drawing(
        "share", ("转发", "share"), ("分享 转发 传播", "forward send"), (210.0, 180.0),
        _always(Ink(forward, BLUE, DARK_BLUE)),
    )  # fmt: skip
    yield drawing(
        "comment", ("评论", "comment"), ("评论 留言 互动 消息 气泡", "message reply bubble chat"), (200.0, 180.0),
        _always(*_comment()),
    )  # fmt: skip
    yield drawing(
        "bookmark", ("书签", "bookmark"), ("收藏 标记 书签", "save ribbon mark"), (140.0, 180.0),
        _always(
            Ink(polygon((-48, -76), (48, -76), (48, 78), (0, 38), (-48, 78)), PINK, RED)
        ),
    )  # fmt: skip
    yield drawing(
        "play", ("播放", "play"), ("播放 按钮 视频", "button video start"), (180.0, 180.0),
        _always(
            Ink(ellipse(0.0, 0.0, 78.0), INK, alpha=0.78),
            Ink(polygon((-24.0, -42.0), (48.0, 0.0), (-24.0, 42.0)), WHITE, line=WHITE, width=8.0),
        ),
    )  # fmt: skip
    yield drawing(
        "smile", ("笑脸", "smiling face"), ("微笑 开心 笑 表情", "happy face"), (180.0, 180.0),
        _always(*_smile()),
    )  # fmt: skip


def _comment() -> tuple[Item, ...]:
    body: Outline = ellipse(0.0, -8.0, 84.0, 66.0)
    tail = polygon((-6.0, 50.0), (-70.0, 78.0), (-52.0, 30.0))
    dots = (Ink(ellipse(x, -8.0, 11.0), GREY) for x in (-36.0, 0.0, 36.0))
    return (Ink(body + tail, PALE), *dots)


def _smile() -> tuple[Item, ...]:
    mouth = smooth([(-40, 18), (-22, 40), (0, 46), (22, 40), (40, 18)])
    return (
        Ink(ellipse(0.0, 0.0, 78.0), YELLOW, AMBER),
        *(Ink(ellipse(x, -20.0, 9.0, 13.0), INK) for x in (-28.0, 28.0)),
        Ink(mouth, line=INK, width=9.0),
    )
