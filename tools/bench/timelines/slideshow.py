"""T2: photos, scaled and moved by keyframes, joined by dissolves, with faded music."""

from __future__ import annotations

from dataclasses import dataclass

from tools.bench.timelines.model import DISSOLVE, ENCODE, FINISHED, FPS, Place, Timeline, write
from tools.draft_builder import SECOND, Builder, cut, keyframes, media, track, tune

PHOTO_FRAMES, STEP_FRAMES, CUT_FRAMES = 90, 75, 15
SHOW_S = 13
# A photo of 3:2 is fitted into 16:9 by its height; this much larger, it fills the width.
FILLING = 16 / 9 / (3 / 2)


@dataclass(frozen=True)
class Move:
    """Zoom beyond filling the width, and pixels to the right of the middle, at both ends."""

    zoom: tuple[float, float]
    right_px: tuple[float, float]


MOVES = (
    Move((1.0, 1.2), (0, 0)),
    Move((1.2, 1.04), (-120, 0)),
    Move((1.15, 1.15), (144, -144)),
    Move((1.04, 1.2), (0, 160)),
    Move((1.2, 1.2), (-192, 192)),
)


def photo_name(number: int) -> str:
    """Which photo the slide shows."""
    return f"photo{number % 3 + 1}.jpg"


def slideshow(place: Place) -> Timeline:
    """Five photos of 3 s, 0.5 s dissolves."""
    build = Builder("t2")
    step, length = STEP_FRAMES * SECOND // FPS, PHOTO_FRAMES * SECOND // FPS
    segments = []
    for number, move in enumerate(MOVES):
        material = media(build, photo_name(number), "photo", 10_800 * SECOND, (3000, 2000))
        shown = build.segment(material, number * step, length)
        zoom = [(at, FILLING * z) for at, z in zip((0, length), move.zoom, strict=True)]
        right = [(at, px / 960) for at, px in zip((0, length), move.right_px, strict=True)]
        shown["common_keyframes"] = [
            keyframes(build, "KFTypeScaleX", *zoom),
            keyframes(build, "KFTypePositionX", *right),
        ]
        if number < len(MOVES) - 1:
            shown["extra_material_refs"] = [cut(build, *DISSOLVE, CUT_FRAMES * SECOND // FPS)]
        segments.append(shown)
    music = tune(build, "music.wav", SHOW_S * SECOND, 1.0, (SECOND, 1_500_000))
    folder = write(build, place, [track("video", segments), music])
    encoding = ["-i", FINISHED, "-map", "0", *ENCODE]
    return Timeline(
        "T2 slideshow",
        folder,
        SHOW_S * FPS,
        _command(place),
        {"encode only": encoding},
        least_db=28.0,
    )


def _command(place: Place) -> list[str]:
    """zoompan on photos cropped once; only the dissolve frames pass through xfade (4:4:4)."""
    clock, p = "setpts=PTS-STARTPTS", f"on/{PHOTO_FRAMES}"
    last = len(MOVES) - 1
    parts, order = [], []
    for n, move in enumerate(MOVES):
        zoom, right = (f"({a}+({b - a})*{p})" for a, b in (move.zoom, move.right_px))
        first, end = (0 if n == 0 else 15), (90 if n == last else 75)
        parts.append(
            f"[{n}:v]scale=3000:2000:in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv,"
            f"crop=3000:1688,setsar=1,format=yuv420p,zoompan=z='{zoom}':"
            f"x='(iw-iw/zoom)/2-{right}*iw/1920/zoom':"
            f"y='(ih-ih/zoom)/2':d=90:s=1920x1080:fps=30,settb=1/30,split=3[h{n}][m{n}][t{n}];"
            f"[h{n}]trim=end_frame=15,{clock}[hh{n}];[t{n}]trim=start_frame=75,{clock}[tt{n}];"
            f"[m{n}]trim=start_frame={first}:end_frame={end},{clock}[mm{n}];"
        )
        order.append(f"[mm{n}]")
        if n:
            parts.append(
                f"[tt{n - 1}][hh{n}]xfade=fade:duration=0.5:offset=0,format=yuv420p[x{n}];"
            )
            order.insert(-1, f"[x{n}]")
    graph = "".join(parts) + f"[hh0]nullsink;[tt{last}]nullsink;" + "".join(order)
    graph += "concat=n=9[v];[5:a]atrim=0:13,afade=in:d=1,afade=out:st=11.5:d=1.5[a]"
    inputs = []
    for n in range(len(MOVES)):
        inputs += ["-i", str(place.media / photo_name(n))]
    inputs += ["-i", str(place.media / "music.wav")]
    return [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-r", "30"]
