"""T7: four moving layers, a transition every second, a mix mode, opacity keyframes and blurred fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tools.bench.timelines.model import (
    CLIP_S,
    DISSOLVE,
    FPS,
    WIPE,
    Place,
    Timeline,
    decoded_and_encoded,
    film,
    write,
)
from tools.draft_builder import SECOND, Builder, cut, keyframes, track, tune

LENGTH_S = 30
CUT_S = 0.3
CUT_FRAMES = round(CUT_S * FPS)
SCALE, REACH_PX = 0.8, 96
DIM = 0.75
BLUR = 0.375
# What level 0.375 of a blurred fill is on this canvas: 0.006 + 0.375 × 0.049 of 1,920 px.
SIGMA_PX = 47


@dataclass(frozen=True)
class Sheet:
    """A layer over everything: its clips in order, opacity at their ends and in their middle, mix mode."""

    clips: str
    ends: float
    middle: float
    mode: str = ""


SHEETS = (Sheet("BCA", 0.15, 0.45), Sheet("CAB", 0.5, 0.2, "滤色"), Sheet("ABC", 0.1, 0.35))
SHEET_SCALE = 1.1


@dataclass(frozen=True)
class Shot:
    """A clip of the bottom layer: its file, where it begins in it, and how long it is shown, cut included."""

    name: str
    from_s: float
    length_s: float


def heavy(place: Place) -> Timeline:
    """30 s; its floor decodes every layer and encodes finished frames."""
    seconds = place.seconds or LENGTH_S
    if not 2 <= seconds <= LENGTH_S:
        raise SystemExit(f"the heavy timeline takes from 2 to {LENGTH_S} s")
    shots = [
        Shot("ABC"[n % 3], 0.7 * n % 8, 1 + (CUT_S if n < seconds - 1 else 0))
        for n in range(seconds)
    ]
    build = Builder("t7")
    tracks = [track("video", [_shot(build, n, shot) for n, shot in enumerate(shots)])]
    for sheet in SHEETS:
        rows = [_sheet(build, sheet, start, seconds) for start in range(0, seconds, CLIP_S)]
        tracks.append(track("video", rows, flag=2))
    tracks.append(tune(build, "music.wav", seconds * SECOND, 1.0, (0, 0)))
    folder = write(build, place, tracks)
    inputs = _inputs(place, shots, seconds)
    command = [*inputs, "-i", str(place.media / "music.wav"), *_graph(shots, seconds)]
    title = "T7 heavy" + ("" if seconds == LENGTH_S else f" of {seconds} s")
    floors = {"decode + encode": decoded_and_encoded(inputs)}
    return Timeline(title, folder, seconds * FPS, command, floors, least_db=25.0)


def _shot(build: Builder, number: int, shot: Shot) -> dict[str, Any]:
    length = round(shot.length_s * SECOND)
    shown = build.segment(film(build, f"{shot.name}.mp4"), number * SECOND, length, volume=0.0)
    # Keys stand in the time of the source.
    first = round(shot.from_s * SECOND)
    last = first + length
    shown["source_timerange"]["start"] = first
    shown["clip"]["scale"] = {"x": SCALE, "y": SCALE}
    shown["common_keyframes"] = [
        keyframes(build, "KFTypePositionX", (first, -REACH_PX / 960), (last, REACH_PX / 960)),
        keyframes(build, "KFTypeAlpha", (first, 1.0), (last, DIM)),
    ]
    shown["extra_material_refs"] = [build.add("canvases", type="canvas_blur", blur=BLUR, color="")]
    if shot.length_s > 1:
        join = WIPE if number % 2 else DISSOLVE
        shown["extra_material_refs"].append(cut(build, *join, round(CUT_S * SECOND)))
    return shown


def _sheet(build: Builder, sheet: Sheet, start: int, seconds: int) -> dict[str, Any]:
    length_s = min(CLIP_S, seconds - start)
    name = sheet.clips[start // CLIP_S]
    shown = build.segment(film(build, f"{name}.mp4"), start * SECOND, length_s * SECOND, volume=0.0)
    shown["clip"]["scale"] = {"x": SHEET_SCALE, "y": SHEET_SCALE}
    half, whole = CLIP_S * SECOND // 2, CLIP_S * SECOND
    shown["common_keyframes"] = [
        keyframes(build, "KFTypePositionX", (0, -0.1), (whole, 0.1)),
        keyframes(build, "KFTypeAlpha", (0, sheet.ends), (half, sheet.middle), (whole, sheet.ends)),
    ]
    if sheet.mode:
        shown["extra_material_refs"] = [
            build.add("effects", type="mix_mode", name=sheet.mode, value=1.0)
        ]
    return shown


def _inputs(place: Place, shots: list[Shot], seconds: int) -> list[str]:
    inputs = []
    for shot in shots:
        inputs += ["-ss", f"{shot.from_s:.1f}", "-t", f"{shot.length_s:.1f}"]
        inputs += ["-i", str(place.media / f"{shot.name}.mp4")]
    for sheet in SHEETS:
        for start in range(0, seconds, CLIP_S):
            inputs += ["-t", str(min(CLIP_S, seconds - start))]
            inputs += ["-i", str(place.media / f"{sheet.clips[start // CLIP_S]}.mp4")]
    return inputs


def _graph(shots: list[Shot], seconds: int) -> list[str]:
    """4:2:0 wherever the mix mode allows it, which needs RGB.

    Fills are blurred at a quarter of the size; layers are moved by cropping; opacities change by commands to the
    blending filters; only the frames of the cuts pass through xfade.
    """
    rounds = -(-seconds // CLIP_S)
    parts = [_dressed(number, shot) for number, shot in enumerate(shots)]
    parts.append(_joined(len(shots)))
    for number, sheet in enumerate(SHEETS):
        first = len(shots) + number * rounds
        feeds = "".join(f"[{first + n}:v]" for n in range(rounds))
        moved = f"crop=1920:1080:x='96-96*(mod(t,{CLIP_S})/{CLIP_S}*2-1)':y=54"
        laid = "format=gbrp," if sheet.mode else ""
        mixed = f"blend@s{number}=all_mode={'screen' if sheet.mode else 'normal'}"
        parts.append(
            f"{feeds}concat=n={rounds},scale=2112:1188:flags=bilinear,{moved},{laid}settb=1/30[s{number}];"
        )
        commands = f"sendcmd=c='{_opacities(sheet, number, rounds)}'"
        # A mode blends the lower picture with both; the plain mix counts the opacity of its first input.
        below, above = f"[f{number}]", f"[s{number}]"
        pair = below + above if sheet.mode else above + below
        parts.append(
            f"[v{number}]{laid}{commands}[f{number}];{pair}{mixed}:shortest=1,format=yuv420p[v{number + 1}];"
        )
    graph = "".join(parts) + f"[v{len(SHEETS)}]null[v];[{len(shots) + rounds * len(SHEETS)}:a]"
    graph += f"atrim=0:{seconds}[a]"
    return ["-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-r", "30", "-t", str(seconds)]


def _opacities(sheet: Sheet, number: int, rounds: int) -> str:
    rows, half = [], CLIP_S / 2
    for start in range(0, rounds * CLIP_S, CLIP_S):
        for begin, ends in (
            (start, (sheet.ends, sheet.middle)),
            (start + half, (sheet.middle, sheet.ends)),
        ):
            value = f"{ends[0]}+{ends[1] - ends[0]:.3f}*TI"
            rows.append(f"{begin}-{begin + half} [expr] blend@s{number} all_opacity {value}")
    return ";".join(rows)


def _dressed(number: int, shot: Shot) -> str:
    """A shot over its own blurred copy, in three pieces: cut in, middle, cut out."""
    width, height = round(1920 * SCALE), round(1080 * SCALE)
    frames = round(shot.length_s * FPS)
    x = f"{(1920 - width) // 2 - REACH_PX}+{2 * REACH_PX}*t/{shot.length_s:.1f}"
    clock = "setpts=PTS-STARTPTS"
    first = CUT_FRAMES if number else 0
    last = frames if shot.length_s == 1 else frames - CUT_FRAMES
    # The opacity falls as the beginning of a fade that would take longer than the shot.
    fade = f"fade=out:alpha=1:st=0:d={shot.length_s / (1 - DIM):.2f}"
    return (
        f"[{number}:v]settb=1/30,split[w{number}][g{number}];"
        f"[g{number}]scale=480:270,gblur=sigma={SIGMA_PX / 4},scale=1920:1080:flags=bilinear[b{number}];"
        f"[w{number}]scale={width}:{height}:flags=bilinear,format=yuva420p,{fade}[a{number}];"
        f"[b{number}][a{number}]overlay=x='{x}':y={(1080 - height) // 2}:format=yuv420,settb=1/30,"
        f"split=3[h{number}][m{number}][t{number}];"
        f"[h{number}]trim=end_frame={CUT_FRAMES},{clock}[hh{number}];"
        f"[t{number}]trim=start_frame={frames - CUT_FRAMES},{clock}[tt{number}];"
        f"[m{number}]trim=start_frame={first}:end_frame={last},{clock}[mm{number}];"
    )


def _joined(count: int) -> str:
    parts, order = [], "[mm0]"
    for n in range(1, count):
        look = "fade" if n % 2 else "wipeleft"
        parts.append(
            f"[tt{n - 1}][hh{n}]xfade={look}:duration={CUT_S}:offset=0,format=yuv420p[x{n}];"
        )
        order += f"[x{n}][mm{n}]"
    ends = f"[hh0]nullsink;[tt{count - 1}]nullsink;"
    return "".join(parts) + ends + f"{order}concat=n={2 * count - 1},settb=1/30[v0];"
