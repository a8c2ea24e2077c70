"""Stickers of our own set as pictures: emoji in a colour face, drawings as vector paths, at any scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np

from cutroom.core.color import BLACK, WHITE, Color
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.typography import FontRequest, Paint, Stroke, TextContent, TextSpan, TextStyle
from cutroom.picture.picture import Picture
from cutroom.render.keep import Keep
from cutroom.stickers.library import find_by_id
from cutroom.stickers.model import Sticker
from cutroom.stickers.shapes import Ink, Item, Outline, Words, hexed, panel
from cutroom.text.engines import load_skia
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from cutroom.text.paints import skia_color
from cutroom.text.raster import draw_text
from cutroom.timeline.model import StickerContent

MARGIN = 16.0
"""Room around the sticker's own area for its rim and shadow, in its units."""
RIM = 7.0
_SHADOW = (3.0, 4.0, BLACK.faded(0.3))
"""Offset down, blur and colour of the shadow under a rim."""
_EMOJI_LINE = 0.92
"""Line box of an emoji as a share of the sticker's side: its drawing then fills the sticker."""
_SPRITES_BUDGET = 64 << 20
_MOST_SIDE_PX = 4096
_HARDLY = 1e-3
_LOOP_STEPS = 1000
_LABEL_SIZE = 22.0
_LABEL_ROOM = 0.86
_PLATE = panel(0.0, 0.0, 172.0, 172.0, 18.0)


@dataclass(frozen=True, slots=True)
class StickerSprite:
    """A drawn sticker with ``MARGIN`` on every side, ``scale`` pixels a unit."""

    picture: Picture
    scale: float

    @property
    def byte_size(self) -> int:
        """Bytes of the picture."""
        return self.picture.byte_size


class StickerPainter:
    """Draws stickers and keeps the pictures of those that come again."""

    def __init__(self, faces: FaceLibrary, log: DiagnosticLog) -> None:
        """``log`` gets what the layout has to say about emoji that no face has."""
        self._faces, self._log = faces, log
        self._sprites: Keep[StickerSprite] = Keep(_SPRITES_BUDGET)

    def draw(
        self, content: StickerContent, phase: float, scale: float, where: str
    ) -> StickerSprite:
        """A sticker at a ``phase`` 0–1 of its loop, ``scale`` pixels a unit of a canvas 720 wide."""
        side = max(content.width, content.height) + 2 * MARGIN
        scale = min(max(scale, 1e-2), _MOST_SIDE_PX / side)
        key = (content, round(phase * _LOOP_STEPS), scale)
        return self._sprites.get(key, lambda: self._drawn(content, phase, scale, where))

    def _drawn(
        self, content: StickerContent, phase: float, scale: float, where: str
    ) -> StickerSprite:
        sticker = find_by_id(content.sticker)
        sheet = _Sheet(content.width, content.height, scale)
        hand = _Hand(sheet, self._faces, self._log, where)
        if content.label or sticker is None:
            hand.placeholder(content.label)
        elif sticker.items is None:
            hand.emoji(sticker)
        else:
            hand.drawing(sticker.items(phase), rim=sticker.rim)
        return StickerSprite(Picture.from_rgba(sheet.pixels), scale)


def loop_phase(content: StickerContent, time_s: Fraction) -> float:
    """How far the loop of a sticker is ``time_s`` seconds after it began; 0 for one that stands still."""
    sticker = find_by_id(content.sticker)
    if sticker is None or not sticker.moves or content.label:
        return 0.0
    length_s = Fraction(sticker.loop_s).limit_denominator(_LOOP_STEPS)
    return float(time_s % length_s / length_s)


class _Sheet:
    """A cleared picture with a canvas whose origin is its middle and whose unit is the sticker's."""

    def __init__(self, width: float, height: float, scale: float) -> None:
        across, down = (max(1, ceil((side + 2 * MARGIN) * scale)) for side in (width, height))
        self.pixels = np.zeros((down, across, 4), np.uint8)
        skia = load_skia()
        self._surface = skia.Surface(self.pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        self.canvas = self._surface.getCanvas()
        self.width, self.height, self.scale = width, height, scale
        self.canvas.translate((width / 2 + MARGIN) * scale, (height / 2 + MARGIN) * scale)
        self.canvas.scale(scale, scale)


class _Hand:
    """Puts the parts of one sticker on its sheet."""

    def __init__(self, sheet: _Sheet, faces: FaceLibrary, log: DiagnosticLog, where: str) -> None:
        self._sheet, self._faces, self._log, self._where = sheet, faces, log, where
        self._canvas = sheet.canvas

    def drawing(self, items: Iterable[Item], *, rim: bool) -> None:
        items = tuple(items)
        if rim:
            self._rim(items)
        for item in items:
            if isinstance(item, Words):
                self._words(item)
            else:
                self._ink(item)

    def emoji(self, sticker: Sticker) -> None:
        height = _EMOJI_LINE * min(self._sheet.width, self._sheet.height)
        self._words(Words(sticker.emoji, 0.0, 0.0, height))

    def placeholder(self, label: str) -> None:
        """A grey plate that says what is missing."""
        plate = Ink(_PLATE, hexed("505662").faded(0.75), line=WHITE.faded(0.85), width=4.0)
        self._ink(plate)
        style = _style(_LABEL_SIZE, WHITE)
        room = self._sheet.width * _LABEL_ROOM
        content = TextContent(label, (TextSpan(0, len(label), style),), wrap_px=room)
        layout = self._laid_out(content)
        tallest = self._sheet.height * _LABEL_ROOM
        shrunk = min(
            1.0, room / max(layout.size.width, 1.0), tallest / max(layout.size.height, 1.0)
        )
        self._place(layout, shrunk)

    def _rim(self, items: tuple[Item, ...]) -> None:
        """A white edge around everything, with a soft shadow so that it stands out on white too."""
        skia = load_skia()
        down, blur, color = _SHADOW
        shadow = skia.ImageFilters.DropShadow(0.0, down, blur, blur, skia_color(color))
        self._canvas.saveLayer(None, skia.Paint(ImageFilter=shadow))
        for item in items:
            if isinstance(item, Words):
                self._words(replace(item, color=WHITE), rim=True)
            elif item.rim:
                wide = Ink(item.outline, line=WHITE, width=item.width + 2 * RIM, drawn=item.drawn)
                self._ink(
                    replace(wide, fill=None if item.fill is None else WHITE, alpha=item.alpha)
                )
        self._canvas.restore()

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
        layout = self._laid_out(TextContent(words.text, (TextSpan(0, len(words.text), style),)))
        self._canvas.save()
        self._canvas.translate(words.x, words.y)
        self._canvas.rotate(words.degrees)
        self._place(layout, 1.0, words.alpha)
        self._canvas.restore()

    def _laid_out(self, content: TextContent) -> TextLayout:
        layout = lay_out(content, self._faces, where=self._where)
        self._log.extend(layout.diagnostics)
        return layout

    def _place(self, layout: TextLayout, shrunk: float, alpha: float = 1.0) -> None:
        """The text around the canvas's origin, drawn at the size it is shown at."""
        skia = load_skia()
        scale = self._sheet.scale * shrunk
        sprite = draw_text(layout, scale)
        image = skia.Image.fromarray(
            np.ascontiguousarray(sprite.picture.rgba), skia.kRGBA_8888_ColorType
        )
        self._canvas.save()
        self._canvas.scale(shrunk / scale, shrunk / scale)
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
        self._canvas.drawImage(image, sprite.left, sprite.top, smooth, skia.Paint(Alphaf=alpha))
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
