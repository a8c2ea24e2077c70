"""Short ways to say what a test writes, and to measure what came out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import WHITE, Color
from cutroom.core.typography import FontRequest, Paint, TextContent, TextSpan, TextStyle
from cutroom.text.raster import TextSprite

BOX_FONT = FontRequest(names=("Test Box",))
RED, GREEN, BLUE = Color(1, 0, 0), Color(0, 1, 0), Color(0, 0, 1)


def solid(color: Color) -> Paint:
    """A paint of one colour."""
    return Paint((color,))


def style(line_px: float = 100.0, **fields: Any) -> TextStyle:
    """A white style in the box font unless said otherwise."""
    fields = {"font": BOX_FONT, "fill": solid(WHITE), **fields}
    return TextStyle(line_px=line_px, **fields)


def block(text: str, text_style: TextStyle | None = None, **fields: Any) -> TextContent:
    """A block in one style."""
    span = TextSpan(0, len(text), text_style or style())
    return TextContent(text, (span,), **fields)


def alpha(sprite: TextSprite) -> NDArray[np.uint8]:
    """The alpha plane of a sprite."""
    return sprite.picture.rgba[..., 3]


def extent(sprite: TextSprite, threshold: int = 127) -> tuple[int, int, int, int]:
    """Left, top, right, bottom from the anchor of what is more opaque than ``threshold``."""
    rows, columns = np.nonzero(alpha(sprite) > threshold)
    return (
        int(columns.min()) + sprite.left,
        int(rows.min()) + sprite.top,
        int(columns.max()) + 1 + sprite.left,
        int(rows.max()) + 1 + sprite.top,
    )


def pixel(sprite: TextSprite, x: int, y: int) -> tuple[int, ...]:
    """RGBA at a point given from the anchor."""
    return tuple(int(v) for v in sprite.picture.rgba[y - sprite.top, x - sprite.left])
