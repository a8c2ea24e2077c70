"""The benchmark timelines as drafts, and the best ffmpeg command known for each.

T1 caption · T2 slideshow · T3 edit · T4 pass-through: see docs/performance.md for what each draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.draft_builder import (
    SECOND,
    Builder,
    animation,
    cut,
    keyframes,
    media,
    track,
    tune,
    write_draft,
)

CAPTIONS = (
    "夏天的第一缕阳光照进窗台",
    "我们沿着海边一直走下去",
    "风把所有的故事都吹远了",
    "記得那年的約定嗎？もちろん！",
    "再见，下一个夏天见。",
)
SCREEN = (1920, 1080)
DISSOLVE = ("叠化", "6724845717472416269")
ENCODE = [
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"),
    *("-c:a", "aac", "-b:a", "128k"),
]


@dataclass(frozen=True)
class Timeline:
    """One benchmark: its draft folder, frames, the peer's command without output, and the floor's.

    ``options`` are those of our render; ``copies`` is the command of a stream copy, encoder left out.
    """

    name: str
    draft: Path
    frames: int
    ffmpeg: list[str]
    floor: list[str]
    options: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def caption(work: Path, fonts: Path) -> Timeline:
    """T1: clip A with a caption that changes every two seconds."""
    build = Builder("t1")
    material = media(build, "A.mp4", "video", 10 * SECOND, SCREEN)
    build.materials["videos"][-1]["has_audio"] = True
    texts = []
    for number, text in enumerate(CAPTIONS):
        shown = build.segment(build.caption(text, 7.5, [1, 1, 1]), number * 2 * SECOND, 2 * SECOND)
        shown["clip"]["transform"]["y"] = -0.78
        texts.append(shown)
    clip = build.segment(material, 0, 10 * SECOND)
    tracks = [track("video", [clip]), track("text", texts)]
    folder = _write(build, work, tracks)
    source = str(work / "media" / "A.mp4")
    ass = work / "captions.ass"
    ass.write_text(_ass(), encoding="utf-8")
    drawn = ["-i", source, "-vf", f"ass={ass}:fontsdir={fonts}"]
    return Timeline("T1 caption", folder, 300, drawn, ["-i", source])


def _ass() -> str:
    head = (
        "[Script Info]\nPlayResX: 1920\nPlayResY: 1080\nScaledBorderAndShadow: yes\n"
        "YCbCr Matrix: TV.709\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, "
        "OutlineColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginV\n"
        "Style: C,Noto Sans CJK SC,84,&H00FFFFFF,&H00000000,-1,1,4,5,2,70\n\n"
        "[Events]\nFormat: Start, End, Style, Text\n"
    )
    rows = [
        f"Dialogue: 0:00:{n * 2:02d}.00,0:00:{n * 2 + 2:02d}.00,C,{text}"
        for n, text in enumerate(CAPTIONS)
    ]
    return head + "\n".join(rows) + "\n"


def slideshow(work: Path, fonts: Path) -> Timeline:
    """T2: five photos of 3 s, scaled and panned by keyframes, 0.5 s dissolves, faded music."""
    build = Builder("t2")
    moves = [
        (1.07, 1.28, 0.0),
        (1.28, 1.07, 0.0),
        (1.23, 1.23, 0.1),
        (1.07, 1.28, -0.1),
        (1.28, 1.1, 0.1),
    ]
    segments = []
    for number, (begin, end, pan) in enumerate(moves):
        photo = f"photo{number % 3 + 1}.jpg"
        start, length = number * 2_500_000, 3 * SECOND
        material = media(build, photo, "photo", 10_800 * SECOND, (3000, 2000))
        shown = build.segment(material, start, length)
        shown["common_keyframes"] = [
            keyframes(build, "KFTypeScaleX", (0, begin * 1.05), (length, end * 1.05)),
            keyframes(build, "KFTypePositionX", (0, -pan), (length, pan)),
        ]
        if number < len(moves) - 1:
            shown["extra_material_refs"] = [cut(build, *DISSOLVE, 500_000)]
        segments.append(shown)
    music = tune(build, "music.wav", 13 * SECOND, 1.0, (SECOND, 1_500_000))
    folder = _write(build, work, [track("video", segments), music])
    return Timeline("T2 slideshow", folder, 390, _slideshow_command(work), [])


def _slideshow_command(work: Path) -> list[str]:
    """zoompan on pre-scaled photos; only the dissolve frames pass through xfade (4:4:4)."""
    clock, p = "setpts=PTS-STARTPTS", "on/89"
    zooms = [f"1+0.2*{p}", f"1.2-0.2*{p}", "1.15", f"1+0.2*{p}", f"1.2-0.17*{p}"]
    parts, order = [], []
    for n, zoom in enumerate(zooms):
        first, last = (0 if n == 0 else 15), (90 if n == 4 else 75)
        parts.append(
            f"[{n}:v]scale=3000:2000:in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv,"
            f"crop=3000:1688,setsar=1,format=yuv420p,zoompan=z='{zoom}':x='(iw-iw/zoom)*0.5':"
            f"y='(ih-ih/zoom)/2':d=90:s=1920x1080:fps=30,settb=1/30,split=3[h{n}][m{n}][t{n}];"
            f"[h{n}]trim=end_frame=15,{clock}[hh{n}];[t{n}]trim=start_frame=75,{clock}[tt{n}];"
            f"[m{n}]trim=start_frame={first}:end_frame={last},{clock}[mm{n}];"
        )
        order.append(f"[mm{n}]")
        if n:
            parts.append(
                f"[tt{n - 1}][hh{n}]xfade=fade:duration=0.5:offset=0,format=yuv420p[x{n}];"
            )
            order.insert(-1, f"[x{n}]")
    graph = "".join(parts) + "[hh0]nullsink;[tt4]nullsink;"
    graph += (
        "".join(order) + "concat=n=9[v];[5:a]atrim=0:13,afade=in:d=1,afade=out:st=11.5:d=1.5[a]"
    )
    inputs = []
    for n in range(5):
        inputs += ["-i", str(work / "media" / f"photo{n % 3 + 1}.jpg")]
    inputs += ["-i", str(work / "media" / "music.wav")]
    return [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-r", "30"]


def edit(work: Path, fonts: Path) -> Timeline:
    """T3: three clips joined by a dissolve and a wipe, a turning 4K circle, a sticker, colour, title."""
    build = Builder("t3")
    joins = [DISSOLVE, ("向左擦除", ""), None]
    main = []
    for number, (name, join) in enumerate(zip("ABC", joins, strict=True)):
        material = media(build, f"{name}.mp4", "video", 10 * SECOND, SCREEN)
        build.materials["videos"][-1]["has_audio"] = True
        shown = build.segment(material, number * 4_500_000, 5 * SECOND)
        if join:
            shown["extra_material_refs"] = [cut(build, *join, 500_000)]
        main.append(shown)
    tracks = [
        track("video", main),
        track("video", [_circle(build)], flag=2),
        track("video", [_sticker(build)], flag=2),
        _colour(build),
        track("text", [_title(build)]),
        tune(build, "music.wav", 14 * SECOND, 0.3, (0, 0)),
    ]
    folder = _write(build, work, tracks)
    return Timeline("T3 edit", folder, 420, _edit_command(work, fonts), [])


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
    shown = build.segment(
        media(build, "sticker.png", "photo", 10_800 * SECOND, (320, 320)), 0, 14 * SECOND
    )
    shown["clip"]["scale"] = {"x": 0.2963, "y": 0.2963}
    bounces = [(n * 500_000, -0.59 + (0.83 if n % 2 else 0.0)) for n in range(29)]
    shown["common_keyframes"] = [
        keyframes(build, "KFTypePositionX", (0, -0.73), (14 * SECOND, 0.73)),
        keyframes(build, "KFTypePositionY", *bounces),
    ]
    return shown


def _colour(build: Builder) -> dict[str, Any]:
    holder = build.segment(build.add("placeholders", type="adjust"), 0, 14 * SECOND)
    holder["extra_material_refs"] = [
        build.add("effects", type="contrast", value=0.1),
        build.add("effects", type="saturation", value=0.25),
    ]
    return track("adjust", [holder])


def _title(build: Builder) -> dict[str, Any]:
    shown = build.segment(build.caption("夏日旅行", 20, [1, 1, 1]), 500_000, 4 * SECOND)
    moves = animation(
        build,
        ("in", "向上滑动", "6763470111253729803", 0, 600_000),
        ("out", "渐隐", "6724919382104871427", 3_500_000, 500_000),
    )
    shown["extra_material_refs"] = [moves]
    return shown


def _edit_command(work: Path, fonts: Path) -> list[str]:
    """Stays in 4:2:0; 4K decoded for its 5 s only; one looped mask; colour in YUV; title by libass."""
    folder = work / "media"
    mask = "geq=lum='255*lte(hypot(X-324,Y-324),324)'"
    ass = work / "title.ass"
    fade = r"{\fad(600,500)\move(960,620,960,540,0,600)}"
    text = _ass().split("Dialogue")[0].replace(",84,", ",190,").replace(",2,70", ",5,0")
    ass.write_text(text + f"Dialogue: 0:00:00.50,0:00:04.50,C,{fade}夏日旅行\n", encoding="utf-8")
    graph = (
        "[0:v][1:v]xfade=fade:duration=0.5:offset=4.5[x];[x][2:v]xfade=wipeleft:duration=0.5:offset=9[base];"
        f"color=black:s=648x648:r=30:d=0.04,format=gray,{mask},loop=149:1,fps=30,settb=1/30[m];"
        "[3:v]scale=1152:648:flags=bilinear,crop=648:648,rotate=a='2*PI*t/5':ow=648:oh=648:bilinear=1,"
        "settb=1/30,format=yuv420p[r];[r][m]alphamerge,setpts=PTS+2/TB[pip];"
        "[4:v]format=yuva420p,loop=419:1,setpts=N/30/TB[st];"
        "[base][pip]overlay=x=1200:y=60:eof_action=pass:format=yuv420[o1];"
        "[o1][st]overlay=x='100+1400*t/14':y='700-450*abs(sin(PI*t))':format=yuv420[o2];"
        f"[o2]eq=contrast=1.1:saturation=1.25,ass={ass}:fontsdir={fonts}[v];"
        "[0:a][1:a]acrossfade=d=0.5:c1=tri:c2=tri[aa];[aa][2:a]acrossfade=d=0.5:c1=tri:c2=tri[ab];"
        "[5:a]atrim=0:14,volume=0.3[mu];[ab][mu]amix=inputs=2:normalize=0,atrim=0:14[a]"
    )
    inputs = []
    for name in ("A", "B", "C", "D4K"):
        inputs += ["-t", "5", "-i", str(folder / f"{name}.mp4")]
    inputs += ["-i", str(folder / "sticker.png"), "-i", str(folder / "music.wav")]
    return [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-r", "30", "-t", "14"]


def passthrough(work: Path, fonts: Path) -> Timeline:
    """T4: A from 2 s to 8 s, then C from 0 to 6 s, cut on key frames, unchanged."""
    build = Builder("t4")
    clips = []
    for number, (name, from_s) in enumerate((("A", 2), ("C", 0))):
        material = media(build, f"{name}.mp4", "video", 10 * SECOND, SCREEN)
        build.materials["videos"][-1]["has_audio"] = True
        shown = build.segment(material, number * 6 * SECOND, 6 * SECOND)
        shown["source_timerange"]["start"] = from_s * SECOND
        clips.append(shown)
    folder = _write(build, work, [track("video", clips)])
    sources = [str(work / "media" / f"{name}.mp4") for name in "AC"]
    cuts = work / "cuts.txt"
    # ffmpeg compares decoding times, which are two frames early.
    cuts.write_text(
        "ffconcat version 1.0\n"
        f"file {sources[0]}\ninpoint 2\noutpoint 7.93\n"
        f"file {sources[1]}\noutpoint 5.93\n",
        encoding="utf-8",
    )
    inputs = ["-ss", "2", "-t", "6", "-i", sources[0], "-t", "6", "-i", sources[1]]
    graph = "[0:v][0:a][1:v][1:a]concat=n=2:v=1:a=1[v][a]"
    encoded = [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]"]
    copied = (
        "-f",
        "concat",
        "-safe",
        "0",
        "-i",
        str(cuts),
        "-c",
        "copy",
        "-movflags",
        "+faststart",
    )
    return Timeline("T4 pass-through", folder, 360, encoded, [], ("--smart",), copied)


def _write(build: Builder, work: Path, tracks: list[dict[str, Any]]) -> Path:
    folder = work / build.name
    write_draft(build, folder, tracks, SCREEN)
    (folder / "assets").mkdir(exist_ok=True)
    for source in (work / "media").iterdir():
        target = folder / "assets" / source.name
        if not target.exists():
            # A link that leads out of the draft folder is refused, a second name of the file is not.
            target.hardlink_to(source)
    return folder


ALL = {"t1": caption, "t2": slideshow, "t3": edit, "t4": passthrough}
