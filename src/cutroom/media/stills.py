"""Photos, animated images, and writing single pictures."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from fractions import Fraction
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cutroom.core.errors import MediaError, StorageError
from cutroom.media.colour import premultiplied, straight
from cutroom.media.decode import VideoReader
from cutroom.media.frame_delays import first_is_apart
from cutroom.media.images import (
    animation_delays_ms,
    complaints_about,
    is_image,
    open_image,
    opened_image,
    straight_rgba,
)
from cutroom.media.lottie import lottie_still
from cutroom.media.lottie_document import looks_like_lottie
from cutroom.media.png import png_of
from cutroom.picture.picture import Picture

PictureFormat = Literal["png", "jpeg", "webp"]
ANIMATION_BUDGET = 192 << 20
_QUALITY = 92


def load_still(path: Path | str) -> Picture:
    """A photo, upright, in sRGB. Raises MediaError or LimitExceeded naming the file.

    Photos of more pixels than any output shows come smaller (``images.MOST_KEPT_PIXELS``). Formats that
    only FFmpeg reads give their first picture.
    """
    if looks_like_lottie(path):
        return lottie_still(path)
    if not is_image(path):
        with VideoReader(path) as reader:
            return reader.picture_at(Fraction(0))
    with opened_image(path) as image:
        rgba, opaque = straight_rgba(image)
    return Picture.from_rgba(rgba if opaque else premultiplied(rgba), opaque=opaque)


class AnimationReader:
    """Pictures of a GIF, APNG or animated WebP, which loops. Not for several threads at once."""

    def __init__(self, path: Path | str) -> None:
        """Read the frame delays. Raises MediaError or LimitExceeded naming the file."""
        self._path = path
        with opened_image(path) as image:
            delays = animation_delays_ms(path, image) or (100,)
            self._skipped = int(first_is_apart(path))
        self._starts_ms = [0, *accumulate(delays)]
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._bytes = 0
        # Pictures build on each other, so the file stays open where decoding has come to.
        self._image: Image.Image | None = None
        self._last: Picture | None = None

    def close(self) -> None:
        """Give the file and the pictures back."""
        self._kept.clear()
        self._bytes, self._last = 0, None
        self._close_image()

    def picture_at(self, source_s: Fraction) -> Picture:
        """The picture shown at ``source_s`` seconds, modulo the length of the animation.

        The same picture is the same object while it is kept. Raises MediaError when it cannot be decoded.
        """
        position = source_s * 1000 % self._starts_ms[-1]
        index = bisect_right(self._starts_ms, position) - 1
        if index not in self._kept:
            self._keep(index, self._decoded(index))
        self._kept.move_to_end(index)
        return self._kept[index]

    def _decoded(self, index: int) -> Picture:
        try:
            rgba = self._pixels(index)
        except MediaError:
            # A damaged file goes on with its last good picture.
            self._close_image()
            if self._last is None:
                raise
            return self._last
        opaque = int(rgba[..., 3].min()) == 255
        self._last = Picture.from_rgba(rgba if opaque else premultiplied(rgba), opaque=opaque)
        return self._last

    def _pixels(self, index: int) -> NDArray[np.uint8]:
        with complaints_about(self._path):
            if self._image is None:
                self._image = open_image(self._path)
            self._image.seek(index + self._skipped)
            return np.array(self._image.convert("RGBA"), np.uint8)

    def _close_image(self) -> None:
        if self._image is not None:
            self._image.close()
            self._image = None

    def _keep(self, index: int, picture: Picture) -> None:
        size = picture.rgba.nbytes * 3 // 2
        while self._kept and self._bytes + size > ANIMATION_BUDGET:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.rgba.nbytes * 3 // 2
        self._kept[index] = picture
        self._bytes += size


def write_picture(picture: Picture, path: Path, form: PictureFormat) -> None:
    """Write one picture: PNG and WebP keep alpha, JPEG stands on black.

    Raises StorageError when the file cannot be written; nothing is left behind then.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(_encoded(picture, form))
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageError(
            f"{path.name} cannot be written: {error.strerror or error}.",
            hint="Check the folder and the free space.",
        ) from error


def _encoded(picture: Picture, form: PictureFormat) -> bytes:
    pixels = picture.rgba if form == "jpeg" else straight(picture)
    if picture.opaque or form == "jpeg":
        pixels = np.ascontiguousarray(pixels[..., :3])
    if form == "png":
        return png_of(pixels)
    found = BytesIO()
    Image.fromarray(pixels).save(found, format=form.upper(), quality=_QUALITY)
    return found.getvalue()
