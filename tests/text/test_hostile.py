"""Whatever a draft says, text neither crashes nor runs away."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutroom.core.color import BLACK, WHITE
from cutroom.core.typography import (
    BUBBLE_KINDS,
    Bubble,
    Echo,
    Extrusion,
    FontRequest,
    Ornament,
    Paint,
    Shadow,
    Stroke,
    TextBackground,
    TextContent,
    TextSpan,
    TextStyle,
    Tint,
)
from cutroom.text.characters import CharacterState
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import draw_characters, draw_text
from cutroom.text.surface import MAX_PIXELS, MAX_SIDE_PX
from tests.text.writing import block, style

numbers = st.floats(width=32) | st.sampled_from([0.0, -1.0, 1e9, math.inf, math.nan])
sizes = st.floats(0.0, 80.0) | st.sampled_from([-5.0, math.inf, math.nan])
shadows = st.builds(Shadow, st.just(BLACK), numbers, numbers, numbers)
styles = st.builds(
    TextStyle,
    font=st.sampled_from([FontRequest(), FontRequest("/dev/null", ("无此字体",))]),
    line_px=sizes,
    fill=st.builds(
        Paint, st.sampled_from([(), (WHITE,), (WHITE, BLACK)]), st.tuples(numbers), numbers
    ),
    strokes=st.lists(st.builds(Stroke, st.just(Paint((BLACK,))), numbers), max_size=2).map(tuple),
    shadows=st.lists(shadows, max_size=1).map(tuple),
    inner_shadows=st.lists(shadows, max_size=1).map(tuple),
    glow=st.none() | shadows,
    bold=st.booleans(),
    italic_degrees=numbers,
    underline=st.booleans(),
    letter_spacing_em=numbers,
    extrusion=st.none() | st.builds(Extrusion, st.just(BLACK), st.just(WHITE), numbers, numbers),
)
bubbles = st.builds(Bubble, st.sampled_from(BUBBLE_KINDS), st.just(WHITE), st.just(BLACK), numbers)
backgrounds = st.builds(
    TextBackground,
    color=st.just(BLACK),
    per=st.sampled_from(["block", "line", "character"]),
    pad_x=numbers,
    pad_y=numbers,
    round=numbers,
    offset_x=numbers,
    offset_y=numbers,
)


@st.composite
def contents(draw: st.DrawFn) -> TextContent:
    text = draw(st.text(max_size=12) | st.text("一a 。(\n\u200d👩🇨ع5\t", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, 40), max_size=3)))
    ends = [*cuts, max(len(text), 1)]
    spans = [TextSpan(a, b, draw(styles)) for a, b in zip([0, *cuts], ends, strict=True)]
    return TextContent(
        text,
        tuple(spans),
        align=draw(st.sampled_from(["left", "center", "right"])),
        vertical=draw(st.booleans()),
        wrap_px=draw(numbers),
        line_gap=draw(numbers),
        background=draw(st.none() | backgrounds),
        bubble=draw(st.none() | bubbles),
        bend_degrees=draw(numbers),
    )


@settings(max_examples=60, deadline=None)
@given(content=contents())
def test_any_content_is_drawn_within_the_limits(faces: FaceLibrary, content: TextContent) -> None:
    layout = lay_out(content, faces)
    for character in layout.characters:
        assert math.isfinite(character.x)
        assert math.isfinite(character.y)
    for sprite in (draw_text(layout), draw_characters(layout, [])):
        height, width = sprite.picture.rgba.shape[:2]
        assert max(height, width) <= MAX_SIDE_PX
        assert height * width <= MAX_PIXELS


NAN, FAR = math.nan, 1e9
HOSTILE_STATES = (
    CharacterState(dx_px=FAR, rotation=45.0),
    CharacterState(scale_x=0.0, hollow=0.5),
    CharacterState(alpha=5.0, hollow=7.0, tint=Tint(BLACK, 9.0, 9.0)),
    CharacterState(tint=Tint(BLACK, -3.0, -9.0), shows=99),
    CharacterState(blur_px=1e-30, alpha=0.5),
    CharacterState(blur_px=FAR),
    CharacterState(tint=Tint(BLACK, NAN, NAN)),
    CharacterState(ornaments=(Ornament("star", None, FAR, -FAR, FAR, FAR, FAR),) * 99),
    CharacterState(ornaments=(Ornament("star", None, NAN),)),
    CharacterState(echoes=(Echo(FAR, -FAR, 9.0, FAR, 3.0),) * 3),
    CharacterState(echoes=(Echo(scale=-1.0, rotation=1.0, alpha=-1.0), Echo(NAN))),
    CharacterState(echoes=(Echo(scale=0.0),) * 999),
)


@pytest.mark.parametrize("state", HOSTILE_STATES)
@pytest.mark.parametrize("bend", [0.0, 300.0])
def test_any_state_is_drawn_within_the_limits(
    faces: FaceLibrary, state: CharacterState, bend: float
) -> None:
    body = Extrusion(BLACK, WHITE, 9.0, -9.0)
    layout = lay_out(block("H.H", style(30.0, extrusion=body), bend_degrees=bend), faces)
    sprite = draw_characters(layout, [CharacterState(), state])
    height, width = sprite.picture.rgba.shape[:2]
    assert max(height, width) <= MAX_SIDE_PX
    assert height * width <= MAX_PIXELS


def test_a_gigantic_block_is_cut_to_a_bounded_sprite(faces: FaceLibrary) -> None:
    layout = lay_out(block("H\n" * 300, style(200), wrap_px=9000.0), faces)
    sprite = draw_text(layout, 4.0)
    height, width = sprite.picture.rgba.shape[:2]
    assert height <= MAX_SIDE_PX
    assert height * width <= MAX_PIXELS
    assert sprite.top < 0 < sprite.top + height


def test_threads_may_draw_the_same_layout(faces: FaceLibrary) -> None:
    content = block("线程 threads 😀" * 3, style(40, font=FontRequest(), underline=True))
    expected = draw_text(lay_out(content, faces)).picture.rgba
    shared = lay_out(content, FaceLibrary(faces._folders, system=False))
    with ThreadPoolExecutor(4) as pool:
        sprites = list(pool.map(lambda _: draw_text(shared), range(16)))
    assert all(np.array_equal(sprite.picture.rgba, expected) for sprite in sprites)


@pytest.mark.parametrize("module", ["cutroom.text.raster", "cutroom.text.layout"])
def test_importing_text_loads_no_native_engine(module: str) -> None:
    code = f"import sys, {module}; print('skia' in sys.modules, 'uharfbuzz' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]
