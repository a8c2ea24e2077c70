"""The first four timelines for MLT (the `melt` command), as its XML and the command that renders it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tools.bench.timelines.caption import EACH_S
from tools.bench.timelines.edit import COLOUR, LENGTH_S, TITLE
from tools.bench.timelines.model import CAPTIONS, FPS, SCREEN, Place
from tools.bench.timelines.slideshow import (
    CUT_FRAMES,
    MOVES,
    PHOTO_FRAMES,
    SHOW_S,
    STEP_FRAMES,
    photo_name,
)

WIDTH, HEIGHT = SCREEN
# A caption's em in pixels, and that of the title.
CAPTION_PX, TITLE_PX = 83, 221
ENCODE = [
    *("vcodec=libx264", "preset=veryfast", "crf=23", "pix_fmt=yuv420p"),
    *("acodec=aac", "ab=128k", "ar=48000", "channels=2"),
]
Values = dict[str, object]


@dataclass(frozen=True)
class Shown:
    """Frames [first, last] of a producer; a number in its place is a gap of so many frames."""

    producer: str
    first: int
    last: int


def command(melt: str, film: Path, result: Path) -> list[str]:
    """Two frames are drawn at a time, none is dropped."""
    consumer = ["-consumer", f"avformat:{result}", "real_time=-2", "threads=3", *ENCODE]
    return [melt, "-silent", str(film), *consumer]


def environment(place: Place) -> dict[str, str]:
    """What it must find: the font of the others, and no screen."""
    fonts = place.work / "fonts.conf"
    fonts.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{escape(str(place.fonts))}</dir>'
        f"<cachedir>{escape(str(place.work / 'fonts-cache'))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    # Its Qt module asks for a display before it asks Qt, which then needs none.
    return {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":99", "FONTCONFIG_FILE": str(fonts)}


def films(name: str, place: Place) -> dict[str, Path]:
    """The XML files of a timeline by the name of the way they draw it; none for later timelines."""
    ways: dict[str, dict[str, Callable[[Place], str]]] = {
        "t1": {"MLT": _captions, "MLT with libass": _captions_by_ass},
        "t2": {"MLT": _slideshow},
        "t3": {"MLT": _edit},
        "t4": {"MLT": _passthrough},
    }
    made = {}
    for way, draw in ways.get(name, {}).items():
        made[way] = place.work / f"{name}-{way.replace(' ', '-')}.mlt"
        made[way].write_text(_document(draw(place)), encoding="utf-8")
    return made


# -- the language ------------------------------------------------------------------------------------


def _document(inner: str) -> str:
    profile = (
        f'<profile width="{WIDTH}" height="{HEIGHT}" progressive="1" frame_rate_num="{FPS}" frame_rate_den="1"'
        ' sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="16" display_aspect_den="9"'
        ' colorspace="709"/>\n'
    )
    return f'<mlt LC_NUMERIC="C">{profile}{inner}</mlt>\n'


def _properties(values: Values) -> str:
    return "".join(
        f"<property name={quoteattr(name)}>{escape(str(value))}</property>"
        for name, value in values.items()
    )


def _producer(name: str, frames: int, values: Values, filters: str = "") -> str:
    given = _properties({"mlt_service": "avformat", "length": frames, **values})
    return f'<producer id="{name}" in="0" out="{frames - 1}">{given}{filters}</producer>\n'


def _filter(service: str, values: Values) -> str:
    return f"<filter>{_properties({'mlt_service': service, **values})}</filter>"


def _transition(
    service: str, tracks: tuple[int, int], span: tuple[int, int], values: Values
) -> str:
    below, above = tracks
    given = _properties({"mlt_service": service, "a_track": below, "b_track": above, **values})
    return f'<transition in="{span[0]}" out="{span[1]}">{given}</transition>\n'


def _playlist(name: str, items: Sequence[Shown | int]) -> str:
    rows = (
        f'<blank length="{item}"/>'
        if isinstance(item, int)
        else f'<entry producer="{item.producer}" in="{item.first}" out="{item.last}"/>'
        for item in items
    )
    return f'<playlist id="{name}">{"".join(rows)}</playlist>\n'


def _film(frames: int, tracks: Sequence[Sequence[Shown | int]], inner: str) -> str:
    lists = "".join(_playlist(f"track{n}", items) for n, items in enumerate(tracks))
    names = "".join(f'<track producer="track{n}"/>' for n in range(len(tracks)))
    head = f'<tractor id="main" in="0" out="{frames - 1}"><multitrack>{names}</multitrack>\n'
    return f"{lists}{head}{inner}</tractor>"


def _words(name: str, text: str, em_px: int, top: int, frames: int) -> str:
    """White words with an outline and a shadow, centred in a box whose upper edge is at ``top``."""
    content = (
        f'<content font="Noto Sans CJK SC" font-weight="75" font-pixel-size="{em_px}" font-color="255,255,255,255"'
        ' font-outline="4" font-outline-color="0,0,0,255" shadow="1;#e5000000;2;4;4" alignment="4"'
        f' box-width="{WIDTH}" box-height="{2 * em_px}" font-italic="0">{escape(text)}</content>'
    )
    title = (
        f'<kdenlivetitle duration="{frames}" LC_NUMERIC="C" width="{WIDTH}" height="{HEIGHT}" out="{frames - 1}">'
        f'<item type="QGraphicsTextItem" z-index="0"><position x="0" y="{top}">'
        f"<transform>1,0,0,0,1,0,0,0,1</transform></position>{content}</item>"
        f'<startviewport rect="0,0,{WIDTH},{HEIGHT}"/><endviewport rect="0,0,{WIDTH},{HEIGHT}"/>'
        '<background color="0,0,0,0"/></kdenlivetitle>'
    )
    return _producer(name, frames, {"mlt_service": "kdenlivetitle", "xmldata": title})


# -- the timelines -----------------------------------------------------------------------------------


def _captions(place: Place) -> str:
    frames, each = len(CAPTIONS) * EACH_S * FPS, EACH_S * FPS
    made = _producer("clip", frames, {"resource": place.media / "A.mp4"})
    made += "".join(
        _words(f"words{n}", text, CAPTION_PX, 893, each) for n, text in enumerate(CAPTIONS)
    )
    lines = [Shown(f"words{n}", 0, each - 1) for n in range(len(CAPTIONS))]
    laid = _transition("qtblend", (0, 1), (0, frames - 1), {})
    return made + _film(frames, [[Shown("clip", 0, frames - 1)], lines], laid)


def _captions_by_ass(place: Place) -> str:
    """The captions of ffmpeg's side, which must have been written."""
    drawn = {"av.filename": place.work / "captions.ass", "av.fontsdir": place.fonts}
    frames = len(CAPTIONS) * EACH_S * FPS
    made = _producer(
        "clip", frames, {"resource": place.media / "A.mp4"}, _filter("avfilter.ass", drawn)
    )
    return made + _playlist("main", [Shown("clip", 0, frames - 1)])


def _slideshow(place: Place) -> str:
    each, step, cut = PHOTO_FRAMES, STEP_FRAMES, CUT_FRAMES
    frames = SHOW_S * FPS
    made = ""
    for number, move in enumerate(MOVES):
        ends = zip((0, each), move.zoom, move.right_px, strict=True)
        rect = ";".join(f"{at}={_rect(zoom, right)}" for at, zoom, right in ends)
        values: Values = {
            "mlt_service": "qimage",
            "resource": place.media / photo_name(number),
        }
        made += _producer(f"photo{number}", each, values, _filter("qtblend", {"rect": rect}))
    level = f"0=-60;{FPS - 1}=0;{frames - 46}=0;{frames - 1}=-60"
    music = _filter("volume", {"level": level})
    made += _producer("music", frames, {"resource": place.media / "music.wav"}, music)
    slides = [Shown(f"photo{n}", 0, each - 1) for n in range(len(MOVES))]
    gap = 2 * step - each
    even: list[Shown | int] = [slides[0], gap, slides[2], gap, slides[4]]
    odd: list[Shown | int] = [step, slides[1], gap, slides[3]]
    cuts = "".join(
        _transition("luma", (0, 1), (step * n, step * n + cut - 1), {} if n % 2 else {"reverse": 1})
        for n in range(1, len(slides))
    )
    cuts += _transition("mix", (0, 2), (0, frames - 1), {"always_active": 1, "sum": 1})
    return made + _film(frames, [even, odd, [Shown("music", 0, frames - 1)]], cuts)


def _rect(zoom: float, right: float) -> str:
    width, height = WIDTH * zoom, WIDTH / 1.5 * zoom
    return (
        f"{(WIDTH - width) / 2 + right:.2f} {(HEIGHT - height) / 2:.2f} {width:.2f} {height:.2f} 1"
    )


def _edit(place: Place) -> str:
    frames, each, last = LENGTH_S * FPS, 150, LENGTH_S * FPS - 1
    made = "".join(
        _producer(name, each, {"resource": place.media / f"{name}.mp4"}) for name in "ABC"
    )
    # Cropped to its circle at the profile's size, then turned and made smaller.
    circle = {"rect": "0 0 1920 1080", "circle": 1, "radius": 0.4903, "color": "#00000000"}
    inset = {"resource": place.media / "D4K.mp4", "audio_index": -1}
    made += _producer("inset", each, inset, _filter("qtcrop", circle))
    sticker = {"mlt_service": "qimage", "resource": place.media / "sticker.png"}
    made += _producer("sticker", frames, sticker)
    quiet = _filter("volume", {"gain": 0.3})
    made += _producer("music", frames, {"resource": place.media / "music.wav"}, quiet)
    made += _words("title", TITLE, TITLE_PX, HEIGHT // 2 - TITLE_PX + 47, 120)
    tracks: list[Sequence[Shown | int]] = [
        [Shown("A", 0, each - 1), 120, Shown("C", 0, each - 1)],
        [135, Shown("B", 0, each - 1)],
        [60, Shown("inset", 0, each - 1)],
        [Shown("sticker", 0, last)],
        [15, Shown("title", 0, 119)],
        [Shown("music", 0, last)],
    ]
    return made + _film(frames, tracks, _edit_layers(last))


def _edit_layers(last: int) -> str:
    bounce = ";".join(
        f"{n}={100 + 1400 * n / last:.1f} {700 - 450 * abs(math.sin(math.pi * n / FPS)):.1f} 320 320 1"
        for n in range(0, last + 1, 2)
    )
    wipe = {"resource": "%luma01.pgm", "softness": 0, "reverse": 1}
    turn = {"rect": "0=948 60 1152 648 1", "rotation": "0=0;150=360", "rotate_center": 1}
    slide = ";".join(
        f"{at}=0 {y} 1920 1080 {shown}"
        for at, y, shown in ((0, 80, 0), (18, 0, 1), (104, 0, 1), (119, 0, 0))
    )
    return "".join(
        (
            _transition("luma", (0, 1), (135, 149), {}),
            _transition("luma", (0, 1), (270, 284), wipe),
            _transition("mix", (0, 1), (135, 149), {"start": 0, "end": 1}),
            _transition("mix", (0, 1), (150, 269), {"start": 1}),
            _transition("mix", (0, 1), (270, 284), {"start": 1, "end": 0}),
            _transition("mix", (0, 5), (0, last), {"always_active": 1, "sum": 1}),
            _transition("qtblend", (0, 2), (60, 209), turn),
            _transition("qtblend", (0, 3), (0, last), {"rect": bounce}),
            _transition("qtblend", (0, 4), (15, 134), {"rect": slide}),
            _filter("avfilter.eq", _colour()),
        )
    )


def _colour() -> Values:
    pairs = (pair.split("=") for pair in COLOUR.split(":"))
    return {f"av.{name}": value for name, value in pairs}


def _passthrough(place: Place) -> str:
    made = "".join(_producer(name, 300, {"resource": place.media / f"{name}.mp4"}) for name in "AC")
    return made + _playlist("main", [Shown("A", 60, 239), Shown("C", 0, 179)])
