"""Looks of text at rest, each as one picture: fills, strokes, shadows, bodies, boxes, bubbles, arcs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cutroom.catalog.bubbles import read_bubble
from cutroom.catalog.fancy_text import text_effects
from cutroom.compiler.compile import compile_draft
from cutroom.core.color import BLACK, WHITE, Color
from cutroom.core.output import OutputOptions
from cutroom.core.typography import (
    BUBBLE_KINDS,
    Bubble,
    Extrusion,
    FontRequest,
    Paint,
    Shadow,
    Stroke,
    TextBackground,
    TextContent,
    TextSpan,
    TextStyle,
)
from cutroom.draft.model import Draft
from cutroom.picture.picture import Picture
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import draw_text
from cutroom.timeline.model import Layer
from tests.golden.lettered import on_canvas
from tests.golden.posing import backdrop, over
from tests.golden.strips import PICTURES, Strip

WIDTH, HEIGHT = 240, 120
RED, BLUE, GOLD, GREEN = (
    Color(0.93, 0.2, 0.2), Color(0.2, 0.45, 0.95), Color(1.0, 0.82, 0.25), Color(0.2, 0.7, 0.4),
)  # fmt: skip
FACES = FaceLibrary((), system=False)


@dataclass(frozen=True)
class TextCase:
    """A text and the name of its look."""

    name: str
    content: TextContent

    @property
    def path(self) -> Path:
        """Where the golden picture is kept."""
        return PICTURES / "text" / f"{self.name}.webp"


def text_cases() -> Iterator[TextCase]:
    """Every look."""
    for name, style in _STYLES.items():
        yield TextCase(name, _block("文字 Ab", style))
    for kind in BUBBLE_KINDS:
        bubble = Bubble(kind, WHITE, Color(0.12, 0.14, 0.18))
        yield TextCase(f"bubble-{kind}", _block("气泡 Ab", _style(28, BLACK), bubble=bubble))
    named = read_bubble("粉色爱心", WHITE).bubble
    yield TextCase("bubble-by-name", _block("气泡 Ab", _style(28), bubble=named))
    for degrees in (90.0, -90.0, 330.0):
        edged = _style(26, strokes=(Stroke(Paint((BLACK,)), 0.1),))
        yield TextCase(f"arc-{degrees:g}", _block("圆弧上的文字 Arc", edged, bend_degrees=degrees))
    for per in ("block", "line", "character"):
        box = TextBackground(BLUE, per, pad_x=0.15, pad_y=0.04, round=0.4)
        yield TextCase(f"box-{per}", _block("背景框\nper", _style(36), background=box))
    box = TextBackground(BLUE, "line", pad_x=0.2, pad_y=0.1, round=0.5)
    yield TextCase(
        "box-on-an-arc", _block("弯曲背景", _style(34), background=box, bend_degrees=100.0)
    )
    for effect in text_effects():
        if effect.id.endswith(("-red", "-gold")):
            yield TextCase(f"fancy-{effect.id.removeprefix('text-')}", _fancy(effect.title))
    yield TextCase("scripts", _block("你好 مرحبا ที่นี่", _style(36)))
    yield TextCase("column", _block("竖排「文字」", _style(22), vertical=True))


def draw_look(case: TextCase) -> Strip:
    """The picture of a look as RGB."""
    sprite = draw_text(lay_out(case.content, FACES))
    shown = over(_ground(), on_canvas(sprite, WIDTH, HEIGHT))
    return np.ascontiguousarray(shown.rgba[..., :3])


def _ground() -> Picture:
    return backdrop(WIDTH, HEIGHT)


def _style(line_px: float, color: Color = WHITE, **fields: object) -> TextStyle:
    made: dict[str, object] = {"font": FontRequest(), "fill": Paint((color,)), **fields}
    return TextStyle(line_px=line_px, **made)  # type: ignore[arg-type]


def _block(text: str, style: TextStyle, **fields: object) -> TextContent:
    return TextContent(text, (TextSpan(0, len(text), style),), **fields)  # type: ignore[arg-type]


def _fancy(title: str) -> TextContent:
    """What a draft becomes that names a fancy text without carrying its package."""
    document = {
        "canvas_config": {"width": 240, "height": 120},
        "tracks": [
            {
                "type": "text",
                "segments": [
                    {"material_id": "t", "target_timerange": {"duration": 1_000_000},
                     "extra_material_refs": ["e"]}
                ],
            }
        ],
        "materials": {
            "texts": [{"id": "t", "content": '{"text": "花字 Ab", "styles": [{"size": 40}]}'}],
            "effects": [{"id": "e", "type": "text_effect", "name": title}],
        },
    }  # fmt: skip
    compiled = compile_draft(Draft(document), {}, OutputOptions())
    layer = compiled.timeline.layers[0]
    assert isinstance(layer, Layer)
    content = layer.clips[0].content
    assert isinstance(content, TextContent)
    return content


_EDGE = Stroke(Paint((BLACK,)), 0.08)
_STYLES = {
    "plain": _style(56),
    "gradient": _style(56, fill=Paint((GOLD, RED), (0.0, 1.0), 90.0)),
    "gradient-three": _style(56, fill=Paint((RED, GOLD, BLUE), (0.0, 0.5, 1.0), 0.0)),
    "stroke": _style(56, strokes=(_EDGE,)),
    "strokes": _style(
        56, strokes=(Stroke(Paint((RED,)), 0.1), Stroke(Paint((WHITE,)), 0.2), Stroke(Paint((BLUE,)), 0.3))
    ),
    "stroke-gradient": _style(56, strokes=(Stroke(Paint((GOLD, RED), (0.0, 1.0), 0.0), 0.16),)),
    "shadow": _style(56, shadows=(Shadow(BLACK.faded(0.9), 0.06, 0.06, 0.03),)),
    "shadows": _style(56, shadows=(Shadow(RED, 0.06, 0.06, 0.0), Shadow(BLUE, 0.12, 0.12, 0.0))),
    "inner-shadow": _style(56, GOLD, inner_shadows=(Shadow(BLACK.faded(0.8), 0.05, 0.05, 0.02),)),
    "glow": _style(56, glow=Shadow(GREEN, 0.0, 0.0, 0.15)),
    "body": _style(
        56, GOLD, strokes=(Stroke(Paint((WHITE,)), 0.05),),
        extrusion=Extrusion(RED, Color(0.4, 0.0, 0.0), 0.14, 0.14),
    ),
    "body-up": _style(56, extrusion=Extrusion(BLUE, Color(0.05, 0.1, 0.4), 0.0, -0.25)),
    "bold-italic-underline": _style(52, bold=True, italic_degrees=10.0, underline=True),
    "translucent": _style(56, WHITE.faded(0.5), strokes=(_EDGE,), underline=True),
    "spaced": _style(44, letter_spacing_em=0.4),
}  # fmt: skip
