"""Lottie animations as pictures, drawn by ThorVG at the size they are shown at."""

from __future__ import annotations

from collections import OrderedDict
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import numpy as np

from cutroom.core.errors import MediaError, RenderError
from cutroom.media.lottie_document import LottieDocument, read_lottie
from cutroom.picture.picture import Picture

MOST_SIDE_PX = 4096
MOST_PIXELS = 8_000_000
PICTURES_BUDGET = 96 << 20
_SUCCESS = 0
_UNCHANGED = 2
"""ThorVG's word for a frame that is shown already."""


class LottieReader:
    """Pictures of a Lottie animation, which loops at its own frame rate. Not for several threads at once."""

    def __init__(self, path: Path | str, width: int, height: int) -> None:
        """``width`` × ``height`` pixels are drawn. Raises MediaError or LimitExceeded naming the file."""
        self._document: LottieDocument = read_lottie(path)
        self._name = Path(path).name
        self.asked = (width, height)
        self._size = _drawable(width, height)
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._bytes = 0
        self._drawn: _Drawing | None = None

    def close(self) -> None:
        """Give the pictures and the animation back."""
        self._kept.clear()
        self._bytes = 0
        if self._drawn is not None:
            self._drawn.close()
            self._drawn = None

    def picture_at(self, source_s: Fraction) -> Picture:
        """The picture shown at ``source_s`` seconds, modulo the length of the animation.

        The same picture is the same object while it is kept. Raises MediaError when it cannot be drawn.
        """
        frame = floor(source_s * self._document.fps % self._document.frames)
        if frame not in self._kept:
            self._keep(frame, self._picture(frame))
        self._kept.move_to_end(frame)
        return self._kept[frame]

    def _picture(self, frame: int) -> Picture:
        if self._drawn is None:
            self._drawn = _Drawing(self._document, self._size, self._name)
        return self._drawn.picture(frame)

    def _keep(self, frame: int, picture: Picture) -> None:
        self._kept[frame] = picture
        self._bytes += picture.byte_size
        while len(self._kept) > 1 and self._bytes > PICTURES_BUDGET:
            self._bytes -= self._kept.popitem(last=False)[1].byte_size


def lottie_still(path: Path | str) -> Picture:
    """The first picture, at the animation's own size. Raises MediaError or LimitExceeded."""
    document = read_lottie(path)
    reader = LottieReader(path, document.width, document.height)
    try:
        return reader.picture_at(Fraction(0))
    finally:
        reader.close()


class _Drawing:
    """The animation inside ThorVG, on a canvas of its size."""

    def __init__(self, document: LottieDocument, size: tuple[int, int], name: str) -> None:
        thorvg = _thorvg()
        self._name, self._size = name, size
        self._animation = thorvg.LottieAnimation(_engine())
        self._canvas = thorvg.SwCanvas(_engine())
        picture = self._animation.get_picture()
        self._check(picture.load_data(document.data, "lottie", None, True), "it is damaged")
        self._check(picture.set_size(*map(float, size)), "it has no size")
        stride, form = size[0], thorvg.Colorspace.ABGR8888
        self._check(self._canvas.set_target(*size, stride, form), "its size is not possible")
        self._check(self._canvas.add(picture), "it cannot be shown")

    def close(self) -> None:
        """The canvas lets go of the picture before the animation that owns it goes."""
        self._canvas.destroy()
        del self._animation

    def picture(self, frame: int) -> Picture:
        told = self._animation.set_frame(float(frame))
        self._check(_SUCCESS if told == _UNCHANGED else told, "it has no such picture")
        self._check(self._canvas.update(), "it cannot be moved")
        self._check(self._canvas.draw(True), "it cannot be drawn")
        self._check(self._canvas.sync(), "it cannot be drawn")
        width, height = self._size
        # Premultiplied bytes in the order red, green, blue, alpha.
        pixels = np.frombuffer(self._canvas.buffer_arr, np.uint8).reshape(height, width, 4)
        return Picture.from_rgba(pixels.copy())

    def _check(self, result: Any, reason: str) -> None:
        if result != _SUCCESS:
            raise MediaError(
                f"{self._name} cannot be drawn: {reason}.",
                material=self._name,
                hint="Check that the animation plays elsewhere.",
            )


def _drawable(width: int, height: int) -> tuple[int, int]:
    """The size asked for, or the largest of its proportions that is drawn."""
    width, height = max(1, width), max(1, height)
    shrink = min(1.0, MOST_SIDE_PX / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * shrink)), max(1, int(height * shrink))


@cache
def _thorvg() -> Any:
    """The native library, loaded for the first animation. Raises RenderError."""
    try:
        import thorvg_python
    except (ImportError, OSError) as error:
        raise RenderError(
            f"ThorVG, which draws Lottie animations, cannot be loaded: {error}",
            hint="reinstall Cutroom's dependencies: uv sync",
        ) from error
    return thorvg_python


@cache
def _engine() -> Any:
    """ThorVG without threads of its own: every animation is drawn where it is asked for."""
    try:
        return _thorvg().Engine(threads=0)
    except OSError as error:
        raise RenderError(
            f"ThorVG, which draws Lottie animations, cannot be loaded: {error}",
            hint="reinstall Cutroom's dependencies: uv sync",
        ) from error
