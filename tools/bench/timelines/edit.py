"""T3: three clips joined by a dissolve and a wipe, a turning 4K circle, a sticker, colour, a title, music."""

from __future__ import annotations

import math
from typing import Any

from tools.bench.timelines.model import (
    DISSOLVE,
    FPS,
    WIPE,
    Line,
    Place,
    Timeline,
    decoded_and_encoded,
    drawn_by_ass,
    film,
    subtitles,
    write,
)
from tools.draft_builder import SECOND, Builder, animation, cut, keyframes, media, track, tune

TITLE = "夏日旅行"
LENGTH_S = 14
# The editor's sliders at 0.1 and 0.25 (an S-curve of each channel), as near as contrast about a grey comes.
COLOUR = "contrast=1.08:brightness=0.01:saturation=1.35"


def edit(place: Place) -> Timeline:
    """The whole of it; its floor decodes the sources and encodes finished frames."""
    build = Builder("t3")
    joins = [DISSOLVE, WIPE, None]
    main = []
    for number, (name, join) in enumerate(zip("ABC", joins, strict=True)):
        shown = build.segment(film(build, f"{name}.mp4"), number * 4_500_000, 5 * SECOND)
        if join:
            shown["extra_material_refs"] = [cut(build, *join, 500_000)]
        main.append(shown)
    tracks = [
        track("video", main),
        track("video", [_circle(build)], flag=2),
        track("video", [_sticker(build)], flag=2),
        _colour(build),
        track("text", [_title(build)]),
        tune(build, "music.wav", LENGTH_S * SECOND, 0.3, (0, 0)),
    ]
    folder = write(build, place, tracks)
    inputs = _inputs(place)
    floors = {"decode + encode": decoded_and_encoded(inputs)}
    return Timeline("T3 edit", folder, LENGTH_S * FPS, _command(place), floors, least_db=21.0)


def _circle(build: Builder) -> dict[str, Any]:
    material = media(build, "D4K.mp4", "video", 5 * SECOND, (3840, 2160))
    shown = build.segment(material, 2 * SECOND, 5 * SECOND, volume=0.0)
    shown["clip"]["scale"] = {"x": 0.6, "y": 0.6}
    shown["clip"]["transform"] = {"x": 0.5875, "y": 0.2889}
    shown["common_keyframes"] = [keyframes(build, "KFTypeRotation", (0, 0.0), (5 * SECOND, 360.0))]
    shown["extra_material_refs"] = [
        build.add(
            "masks", type="mask", name="圆形", resource_type="circle",
            resource_id="6791700663249146381",
            config={"centerX": 0, "centerY": 0, "width": 0.5625, "height": 1.0, "feather": 0.0},
        )
    ]  # fmt: skip
    return shown


def _sticker(build: Builder) -> dict[str, Any]:
    material = media(build, "sticker.png", "photo", 10_800 * SECOND, (320, 320))
    shown = build.segment(material, 0, LENGTH_S * SECOND)
    shown["clip"]["scale"] = {"x": 0.2963, "y": 0.2963}
    tenth = SECOND // 10
    bounces = [
        (n * tenth, 0.8333 * abs(math.sin(math.pi * n / 10)) - 0.5926)
        for n in range(10 * LENGTH_S + 1)
    ]
    shown["common_keyframes"] = [
        keyframes(build, "KFTypePositionX", (0, -0.73), (LENGTH_S * SECOND, 0.73)),
        keyframes(build, "KFTypePositionY", *bounces),
    ]
    return shown


def _colour(build: Builder) -> dict[str, Any]:
    holder = build.segment(build.add("placeholders", type="adjust"), 0, LENGTH_S * SECOND)
    holder["extra_material_refs"] = [
        build.add("effects", type="contrast", value=0.1),
        build.add("effects", type="saturation", value=0.25),
    ]
    return track("adjust", [holder])


def _title(build: Builder) -> dict[str, Any]:
    shown = build.segment(build.caption(TITLE, 20, [1, 1, 1]), 500_000, 4 * SECOND)
    moves = animation(
        build,
        ("in", "向上滑动", "6763470111253729803", 0, 600_000),
        ("out", "渐隐", "6724919382104871427", 3_500_000, 500_000),
    )
    shown["extra_material_refs"] = [moves]
    return shown


def _inputs(place: Place) -> list[str]:
    inputs = []
    for name in ("A", "B", "C", "D4K"):
        inputs += ["-t", "5", "-i", str(place.media / f"{name}.mp4")]
    return inputs


def _command(place: Place) -> list[str]:
    """Stays in 4:2:0; 4K decoded for its 5 s only; one looped mask; colour in YUV; title by libass."""
    mask = "geq=lum='255*lte(hypot(X-324,Y-324),324)'"
    fade = r"\bord8\shad0\fad(600,500)\move(960,608,960,528,0,600)"
    lines = [Line(0.5, 4.5, TITLE, size=320, low=False, tags=fade)]
    ass = drawn_by_ass(subtitles(place.work / "title.ass", lines), place)
    graph = (
        "[0:v][1:v]xfade=fade:duration=0.5:offset=4.5[x];[x][2:v]xfade=wipeleft:duration=0.5:offset=9[base];"
        f"color=black:s=648x648:r=30:d=0.04,format=gray,{mask},loop=149:1,fps=30,settb=1/30[m];"
        "[3:v]scale=1152:648:flags=bilinear,crop=648:648,rotate=a='2*PI*t/5':ow=648:oh=648:bilinear=1,"
        "settb=1/30,format=yuv420p[r];[r][m]alphamerge,setpts=PTS+2/TB[pip];"
        "[4:v]format=yuva420p,loop=419:1,setpts=N/30/TB[st];"
        "[base][pip]overlay=x=1200:y=60:eof_action=pass:format=yuv420[o1];"
        "[o1][st]overlay=x='100+1400*t/14':y='700-450*abs(sin(PI*t))':format=yuv420[o2];"
        f"[o2]eq={COLOUR},{ass}[v];"
        "[0:a][1:a]acrossfade=d=0.5:c1=tri:c2=tri[aa];[aa][2:a]acrossfade=d=0.5:c1=tri:c2=tri[ab];"
        "[5:a]atrim=0:14,volume=0.3[mu];[ab][mu]amix=inputs=2:normalize=0,atrim=0:14[a]"
    )
    inputs = _inputs(place)
    inputs += ["-i", str(place.media / "sticker.png"), "-i", str(place.media / "music.wav")]
    return [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-r", "30", "-t", "14"]
