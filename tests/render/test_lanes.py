"""What can be drawn on planes and in RGB looks the same either way, before it is encoded.

The pictures are sharp in brightness and soft in colour, as footage is: planes hold a colour for every
four pixels, so that finer colour differs by nature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import cv2
import numpy as np
import pytest

from cutroom.core.curves import flat
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Point, Quad, Size
from cutroom.core.time import steady
from cutroom.effects.binding import bind
from cutroom.picture.picture import Picture, Plane
from cutroom.render.clips import ClipPainter
from cutroom.render.effects import EffectBook
from cutroom.render.engine import render_still
from cutroom.render.footage import Footage
from cutroom.timeline.model import (
    AdjustLayer,
    Backdrop,
    Clip,
    Layer,
    Mask,
    MediaContent,
    MotionSpan,
    NestedContent,
    Placement,
    Source,
    Timeline,
    Transition,
    Treatment,
)
from tests.golden.chart import chart
from tests.golden.compare import TOLERANCE, Difference, difference
from tests.golden.strips import Case, cases, moment_at
from tests.render.films import words
from tests.render.scenes import ramp

WIDTH, HEIGHT, FPS = 480, 270, Fraction(30)
FULL = Size(WIDTH, HEIGHT)
SOFT_PX = 3.0
FINE_IN_COLOUR = {
    "blocks", "blur", "burst", "camera", "chrome-blur", "collage", "ghosts", "glass", "kaleidoscope",
    "magnifier", "mosaic", "pixelate", "rings", "screens", "shape-zoom", "squeeze", "strobe", "tunnel",
    "zoom-blur",
}  # fmt: skip
"""Effects whose own edges or whose shrinking make colour finer than planes hold it.

Of these brightness is compared, and colour on average.
"""
EDGE_SAMPLES = 0.005
"""The share of samples that may be off along slanted edges, which are softer in colour on planes."""


@cache
def colours(which: str) -> Plane:
    """A chart as RGBA that loses nothing on planes."""
    y, u, v, _ = chart(WIDTH, HEIGHT, which).planes
    soft = (np.asarray(cv2.GaussianBlur(plane, (0, 0), SOFT_PX), np.uint8) for plane in (u, v))
    rgba = Picture.from_planes(y, *soft).rgba.copy()
    rgba.setflags(write=False)
    return rgba


def packed(which: str) -> Picture:
    return Picture.from_rgba(colours(which), opaque=True)


def planar(which: str) -> Picture:
    return Picture.from_planes(*packed(which).planes)


def gap(one: Plane, two: Plane) -> Difference:
    return difference(np.dstack([one] * 3), np.dstack([two] * 3))


def apart(one: Picture, two: Picture) -> Difference:
    """How far the planes of two pictures are apart: the share of all samples, the worst block."""
    pairs = list(zip(one.planes[:3], two.planes[:3], strict=True))
    gaps = [gap(*pair) for pair in pairs]
    off = sum(found.samples * pair[0].size for found, pair in zip(gaps, pairs, strict=True))
    size = sum(pair[0].size for pair in pairs)
    return Difference(off / size, max(found.block for found in gaps))


def along_edges(found: Difference) -> bool:
    return found.samples <= EDGE_SAMPLES and found.block <= TOLERANCE


def drawn(case: Case, form: Callable[[str], Picture]) -> Picture | None:
    """What an effect makes of pictures of a form; None where it needs or makes the other form."""
    if case.kind == "motion":
        return None
    given = [form(which) for which in ("before", "after")[: 2 if case.kind == "transition" else 1]]
    effect: Any = case.effect
    made = effect.apply(*given, bind(effect.params, case.values.items()), moment_at(0.6))
    wanted = form is planar
    kept = (made.is_planar, *(picture.is_planar for picture in given))
    untouched = all(is_planar == wanted for is_planar in kept)
    return made if untouched and not (wanted and any(map(has_rgba, given))) else None


def has_rgba(picture: Picture) -> bool:
    planes = sum(plane.nbytes for plane in picture.planes if plane is not None)
    return picture.byte_size > planes


def test_effects_that_keep_the_form_draw_the_same_in_both() -> None:
    wrong: dict[str, Difference] = {}
    compared = 0
    for case in cases():
        one, two = (drawn(case, form) for form in (planar, packed))
        if one is None or two is None:
            continue
        compared += 1
        if case.effect.id in FINE_IN_COLOUR:
            found = gap(one.planes.y, two.planes.y)
            agree = along_edges(found)
        else:
            found = apart(one, two)
            agree = found.acceptable
        means = [
            abs(a.mean() - b.mean())
            for a, b in zip(one.planes, two.planes, strict=True)
            if a is not None
        ]
        if not agree or max(means) > 1.0:
            wrong[case.name] = found
    assert not wrong
    assert compared >= 60


# -- whole scenes ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, ...]:
    folder = tmp_path_factory.mktemp("lanes")
    made = []
    for which in ("before", "after"):
        path = folder / f"{which}.png"
        assert cv2.imwrite(str(path), cv2.cvtColor(colours(which), cv2.COLOR_RGBA2BGR))
        made.append(Source(MediaFacts(str(path), "image", WIDTH, HEIGHT)))
    return tuple(made)


def shown(source: int, **fields: object) -> Clip:
    """A source on frames 0–29 over the whole canvas unless said."""
    content = MediaContent(source, steady(Fraction(0), Fraction(1), Fraction(1)))
    return Clip(**({  # type: ignore[arg-type]
        "where": "clip", "start_frame": 0, "length_frames": 30, "content": content, "fitted": FULL,
    } | fields))  # fmt: skip


def inset(**fields: object) -> Clip:
    """The second source, smaller."""
    return shown(1, **({"fitted": Size(240, 136)} | fields))


def placed(x: float = 0.0, y: float = 0.0, scale: float = 1.0, turn: float = 0.0) -> Placement:
    return Placement(flat(x), flat(y), flat(scale), flat(scale), flat(turn))


def masked(shape: Any, **fields: Any) -> Mask:
    zero, half = flat(0.0), flat(0.5)
    return Mask(shape, zero, zero, half, half, flat(20.0), flat(0.2), **fields)


def joined(effect: str, **params: Any) -> Layer:
    """A transition that is half over on frame 15."""
    clips = (shown(0, length_frames=15, tail_frames=10), shown(1, start_frame=15, lead_frames=10))
    return Layer("main", clips, (Transition(effect, tuple(params.items()), 0, 5, 20),))


def moving(effect: str, **params: Any) -> Clip:
    return inset(motions=(MotionSpan(effect, "in", tuple(params.items()), 0, 30),))


def nested(sources: tuple[Source, ...]) -> Clip:
    inner = (Layer("a", (shown(0),)), Layer("b", (inset(placement=placed(0.4, 0.4)),)))
    timeline = Timeline(WIDTH, HEIGHT, FPS, 30, sources, inner)
    content = NestedContent(timeline, steady(Fraction(0), Fraction(1), Fraction(1)))
    return shown(0, content=content, placement=placed(0.1, 0.0, 0.7, 12.0))


CROP = Quad(Point(0.1, 0.2), Point(0.8, 0.2), Point(0.1, 0.9), Point(0.8, 0.9))
ADJUSTED = AdjustLayer(
    "adjust",
    (
        Treatment("mirror", (), 0, 30),
        Treatment("blur", (("amount", 0.2),), 0, 30, flat(0.5)),
    ),
)
SCENES: dict[str, tuple[Clip | Layer | AdjustLayer, ...]] = {
    "over": (shown(0), inset(placement=placed(0.3, -0.2))),
    "opacity": (shown(0), shown(1, placement=Placement(alpha=flat(0.4)))),
    "keyframed opacity": (shown(0), inset(placement=Placement(alpha=ramp((0, 0), (1, 1))))),
    "turned": (shown(0), inset(placement=placed(0.1, 0.1, 1.3, 17.0))),
    "grown": (shown(0, placement=placed(0.05, 0.0, 1.7)),),
    "shrunk": (shown(0), shown(1, placement=placed(0.2, 0.1, 0.45))),
    "flipped": (shown(0, placement=Placement(flip_horizontal=True, flip_vertical=True)),),
    "cropped": (shown(0), inset(crop=CROP)),
    "in an ellipse": (shown(0), shown(1, mask=masked("ellipse"))),
    "outside a star": (shown(0), shown(1, mask=masked("star", invert=True))),
    "on a blurred fill": (inset(backdrop=Backdrop("blur", blur=0.6)),),
    "on a picture": (inset(backdrop=Backdrop("image", source=0)),),
    "dissolve": (joined("dissolve"),),
    "wipe": (joined("wipe", angle=30.0, softness=0.1),),
    "iris": (joined("iris", shape="circle"),),
    "push": (joined("slide", style="push"),),
    "zoom": (joined("zoom"),),
    "blur": (joined("blur"),),
    "sliding in": (shown(0), moving("slide", angle=0.0)),
    "fading in": (shown(0), moving("fade", blur=0.05)),
    "turning in": (shown(0), moving("flip", degrees=60.0)),
    "wiping in": (shown(0), moving("wipe", angle=45.0, softness=0.2)),
    "captioned": (shown(0), words("Lanes 两条路", 0, 30)),
    "adjusted": (shown(0), ADJUSTED),
}  # fmt: skip


def force_rgb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture on its way through the engine becomes RGB wherever it is handed on."""

    def in_rgb(picture: Picture) -> Picture:
        return Picture.from_rgba(picture.rgba, opaque=picture.opaque)

    decoded, place = Footage.pictures, ClipPainter._placed
    cross, apply = EffectBook.cross, EffectBook._filter

    def pictures(self: Footage, scene: Any) -> Any:
        return {key: in_rgb(picture) for key, picture in decoded(self, scene).items()}

    def place_rgb(self: ClipPainter, look: Any, *rest: Any) -> Any:
        return place(self, replace(look, picture=in_rgb(look.picture)), *rest)

    def cross_rgb(self: EffectBook, before: Picture, after: Picture, *rest: Any) -> Any:
        return cross(self, in_rgb(before), in_rgb(after), *rest)

    def apply_rgb(self: EffectBook, picture: Picture, *rest: Any) -> Any:
        return apply(self, in_rgb(picture), *rest)

    monkeypatch.setattr(Footage, "pictures", pictures)
    monkeypatch.setattr(ClipPainter, "_placed", place_rgb)
    monkeypatch.setattr(EffectBook, "cross", cross_rgb)
    monkeypatch.setattr(EffectBook, "_filter", apply_rgb)


def compare_lanes(
    made: Timeline, monkeypatch: pytest.MonkeyPatch, *, slanted: bool = False
) -> None:
    for frame in (4, 15):
        on_planes = render_still(made, frame)
        with monkeypatch.context() as patch:
            force_rgb(patch)
            in_rgb = render_still(made, frame)
        found = apart(on_planes, in_rgb)
        assert along_edges(found) if slanted else found.acceptable, (frame, found)


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_the_same_picture_in_both_lanes(
    name: str, sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = tuple(
        Layer(part.where, (part,)) if isinstance(part, Clip) else part for part in SCENES[name]
    )
    made = Timeline(WIDTH, HEIGHT, FPS, 30, sources, layers)
    compare_lanes(made, monkeypatch, slanted=name == "turned")


def test_a_nested_timeline_is_the_same_picture_in_both_lanes(
    sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = (Layer("main", (shown(1),)), Layer("nested", (nested(sources),)))
    made = Timeline(WIDTH, HEIGHT, FPS, 30, sources, layers)
    compare_lanes(made, monkeypatch, slanted=True)


def test_the_lanes_are_told_apart(
    sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is compared is not one lane with itself: an error of one of them is seen."""
    made = Timeline(WIDTH, HEIGHT, FPS, 30, sources, (joined("dissolve"),))
    before = render_still(made, 15).planes
    real = EffectBook.cross

    def dimmed(self: EffectBook, one: Picture, two: Picture, *rest: Any) -> Picture:
        crossed = real(self, one, two, *rest)
        if crossed.is_planar:
            return crossed
        darker = crossed.rgba.copy()
        darker[..., :3] = np.maximum(crossed.rgba[..., :3], 2 * TOLERANCE) - 2 * TOLERANCE
        return Picture.from_rgba(darker, opaque=True)

    monkeypatch.setattr(EffectBook, "cross", dimmed)
    assert gap(before.y, render_still(made, 15).planes.y).acceptable
    force_rgb(monkeypatch)
    assert not gap(before.y, render_still(made, 15).planes.y).acceptable
