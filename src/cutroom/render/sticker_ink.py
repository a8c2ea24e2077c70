"""How the parts of a sticker get onto its picture: ink, words, and the white rim around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Any

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.typography import FontRequest, Paint, Stroke, TextContent, TextSpan, TextStyle
from cutroom.render.contents import STICKER_MARGIN
from cutroom.render.keep import Keep
from cutroom.stickers.model import Sticker
from cutroom.stickers.shapes import Ink, Item, Outline, Words, hexed, panel
from cutroom.text.engines import load_skia
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from cutroom.text.paints import skia_color
from cutroom.text.raster import draw_text

RIM = 7.0
_SHADOW_DOWN, _SHADOW_BLUR, _SHADOW_ALPHA = 3.0, 4.0, 0.3
_EMOJI_LINE = 0.92
"""Line box of an emoji as a share of the sticker's side: its drawing then fills the sticker."""
_SIGNS_BUDGET = 32 << 20
_HARDLY = 1e-3
_LABEL_SIZE = 22.0
_LABEL_ROOM = 0.86
_PLATE = panel(0.0, 0.0, 172.0, 172.0, 18.0)
_PLATE_FILL, _PLATE_LINE = hexed("505662").faded(0.75), WHITE.faded(0.85)


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn text: a ``skia.Image``, and where its top-left pixel lies from the middle of the block."""

    image: Any
    left: int
    top: int
    byte_size: int


class Signwriter:
    """Writes the words of stickers, and keeps those that come again in the next picture."""

    def __init__(self, faces: FaceLibrary, log: DiagnosticLog) -> None:
        """``log`` gets what the layout has to say about characters that no face has."""
        self._faces, self._log = faces, log
        self._signs: Keep[Sign] = Keep(_SIGNS_BUDGET)

    def lay_out(self, content: TextContent, where: str) -> TextLayout:
        """The text, set."""
        layout = lay_out(content, self._faces, where=where)
        self._log.extend(layout.diagnostics)
        return layout

    def sign(self, content: TextContent, scale: float, where: str) -> Sign:
        """The text as a picture, ``scale`` pixels a unit."""
        return self._signs.get(
            (content, scale), lambda: _drawn(self.lay_out(content, where), scale)
        )


def _drawn(layout: TextLayout, scale: float) -> Sign:
    sprite = draw_text(layout, scale)
    pixels = np.ascontiguousarray(sprite.picture.rgba)
    skia = load_skia()
    image = skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType)
    return Sign(image, sprite.left, sprite.top, pixels.nbytes)


class Sheet:
    """A cleared picture with a canvas whose origin is its middle and whose unit is the sticker's."""

    def __init__(self, width: float, height: float, scale: float) -> None:
        """``scale`` is pixels a unit; ``STICKER_MARGIN`` is added on every side."""
        across, down = (
            max(1, ceil((side + 2 * STICKER_MARGIN) * scale)) for side in (width, height)
        )
        self.pixels = np.zeros((down, across, 4), np.uint8)
        skia = load_skia()
        self._surface = skia.Surface(self.pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        self.canvas = self._surface.getCanvas()
        self.width, self.height, self.scale = width, height, scale
        self.canvas.translate(
            (width / 2 + STICKER_MARGIN) * scale, (height / 2 + STICKER_MARGIN) * scale
        )
        self.canvas.scale(scale, scale)

    def cast_shadow(self) -> None:
        """Put a soft shadow under what is there. A fifth of the time of Skia's own."""
        alpha = self.pixels[..., 3]
        sigma = max(_SHADOW_BLUR * self.scale, 0.1)
        # A wide blur loses nothing at a fraction of the size.
        shrunk = max(1, int(sigma / 4))
        height, width = alpha.shape
        size = (-(-width // shrunk), -(-height // shrunk))
        small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
        down = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, _SHADOW_DOWN * self.scale / shrunk]])
        blurred = cv2.GaussianBlur(cv2.warpAffine(small, down, size), (0, 0), sigma / shrunk)
        blurred = cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR)
        left = cv2.multiply(blurred, cv2.bitwise_not(alpha), scale=_SHADOW_ALPHA / 255)
        # The shadow is black: premultiplied, it adds to the alpha alone.
        self.pixels[..., 3] = cv2.add(alpha, left)


class Hand:
    """Puts the parts of one sticker on its sheet."""

    def __init__(self, sheet: Sheet, signs: Signwriter, where: str) -> None:
        """``where`` is repeated in what is said about characters."""
        self._sheet, self._signs, self._where = sheet, signs, where
        self._canvas = sheet.canvas

    def drawing(self, items: Iterable[Item], *, rim: bool) -> None:
        """A vector drawing, on a white rim if it has one."""
        items = tuple(items)
        if rim:
            self._rim(items)
        for item in items:
            if isinstance(item, Words):
                self._words(item)
            else:
                self._ink(item)

    def emoji(self, sticker: Sticker) -> None:
        """One emoji."""
        height = _EMOJI_LINE * min(self._sheet.width, self._sheet.height)
        self._words(Words(sticker.emoji, 0.0, 0.0, height))

    def placeholder(self, label: str) -> None:
        """A grey plate that says what is missing."""
        self._ink(Ink(_PLATE, _PLATE_FILL, line=_PLATE_LINE, width=4.0))
        room = self._sheet.width * _LABEL_ROOM
        span = TextSpan(0, len(label), _style(_LABEL_SIZE, WHITE))
        content = TextContent(label, (span,), wrap_px=room)
        size = self._signs.lay_out(content, self._where).size
        tallest = self._sheet.height * _LABEL_ROOM
        shrunk = min(1.0, room / max(size.width, 1.0), tallest / max(size.height, 1.0))
        self._place(content, shrunk)

    def _rim(self, items: tuple[Item, ...]) -> None:
        """A white edge around everything, with a soft shadow so that it stands out on white too."""
        for item in items:
            if isinstance(item, Words):
                self._words(replace(item, color=WHITE), rim=True)
            elif item.rim:
                fill = None if item.fill is None else WHITE
                width = item.width + 2 * RIM
                self._ink(replace(item, fill=fill, shade=None, line=WHITE, width=width))
        self._sheet.cast_shadow()

    def _ink(self, ink: Ink) -> None:
        skia = load_skia()
        path = _path(ink.outline)
        if ink.fill is not None:
            paint = skia.Paint(AntiAlias=True, Color=skia_color(ink.fill))
            if ink.shade is not None:
                area = path.computeTightBounds()
                ends = [skia.Point(0.0, area.top()), skia.Point(0.0, area.bottom())]
                colors = [skia_color(ink.fill), skia_color(ink.shade)]
                paint.setShader(skia.GradientShader.MakeLinear(ends, colors))
            paint.setAlphaf(paint.getAlphaf() * ink.alpha)
            self._canvas.drawPath(path, paint)
        if ink.line is not None and ink.width > 0.0 and ink.drawn > _HARDLY:
            paint = skia.Paint(
                AntiAlias=True, Color=skia_color(ink.line.faded(ink.alpha)), StrokeWidth=ink.width,
                Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap,
                StrokeJoin=skia.Paint.kRound_Join,
            )  # fmt: skip
            if ink.drawn < 1.0 - _HARDLY:
                paint.setPathEffect(skia.TrimPathEffect.Make(0.0, ink.drawn))
            self._canvas.drawPath(path, paint)

    def _words(self, words: Words, *, rim: bool = False) -> None:
        if words.alpha <= 0.0 or words.height <= 0.0:
            return
        style = _style(words.height, words.color)
        if rim:
            edge = Stroke(Paint((WHITE,)), 2 * RIM / (0.7 * words.height))
            style = replace(style, strokes=(edge,))
        content = TextContent(words.text, (TextSpan(0, len(words.text), style),))
        self._canvas.save()
        self._canvas.translate(words.x, words.y)
        self._canvas.rotate(words.degrees)
        self._place(content, 1.0, words.alpha)
        self._canvas.restore()

    def _place(self, content: TextContent, shrunk: float, alpha: float = 1.0) -> None:
        """The text around the canvas's origin, drawn at the size it is shown at."""
        skia = load_skia()
        sign = self._signs.sign(content, self._sheet.scale * shrunk, self._where)
        self._canvas.save()
        self._canvas.scale(1 / self._sheet.scale, 1 / self._sheet.scale)
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
        self._canvas.drawImage(sign.image, sign.left, sign.top, smooth, skia.Paint(Alphaf=alpha))
        self._canvas.restore()


def _style(height: float, color: Color) -> TextStyle:
    return TextStyle(FontRequest(), height, Paint((color,)), bold=True)


@lru_cache(maxsize=4096)
def _path(outline: Outline) -> Any:
    path = load_skia().Path()
    for verb, points in outline.steps:
        flat = [value for point in points for value in point]
        match verb:
            case "move":
                path.moveTo(*flat)
            case "line":
                path.lineTo(*flat)
            case "curve":
                path.cubicTo(*flat)
            case "close":
                path.close()
    return path
