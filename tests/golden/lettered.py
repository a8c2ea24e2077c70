"""A line of text as the renderer draws it, with every character posed: for strips of motions."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.core.geometry import Size
from cutroom.core.typography import FontRequest, Paint, Stroke, TextContent, TextSpan, TextStyle
from cutroom.effects.spec import Moment, Motion
from cutroom.picture.picture import Picture
from cutroom.render.lettering import parts_of, state_of
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from cutroom.text.raster import TextSprite, draw_characters
from tests.golden.posing import over

WORDS = "字幕 动画Aa"
LINE_SHARE = 0.29
"""Height of the line in heights of the tile."""


@lru_cache(maxsize=8)
def written(height: int) -> TextLayout:
    """The line, laid out in the bundled font for a tile of this height."""
    edge = Stroke(Paint((Color(0.1, 0.12, 0.16),)), 0.08)
    style = TextStyle(FontRequest(), height * LINE_SHARE, Paint((Color(1, 1, 1),)), strokes=(edge,))
    content = TextContent(WORDS, (TextSpan(0, len(WORDS), style),))
    return lay_out(content, FaceLibrary((), system=False))


def lettered(motion: Motion, params: object, moment: Moment, canvas: Picture) -> Picture:
    """The line over ``canvas`` at a moment of a motion that moves characters."""
    layout = written(canvas.height)
    size = Size(canvas.width, canvas.height)
    states = [
        state_of(motion.pose(params, moment, part), layout.styles[0].em_px, size)
        for part in parts_of(layout)
    ]
    return over(canvas, on_canvas(draw_characters(layout, states), canvas.width, canvas.height))


def on_canvas(sprite: TextSprite, width: int, height: int) -> Picture:
    """A sprite on a transparent picture whose middle is its anchor; what sticks out is cut off."""
    shift = np.array(
        [[1, 0, width // 2 + sprite.left], [0, 1, height // 2 + sprite.top]], np.float64
    )
    rgba = cv2.warpAffine(sprite.picture.rgba, shift, (width, height), flags=cv2.INTER_NEAREST)
    return Picture.from_rgba(np.asarray(rgba, np.uint8))
