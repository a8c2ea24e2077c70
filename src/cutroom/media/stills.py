"""Photos, animated images, and writing single pictures."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from cutroom.core.errors import StorageError
from cutroom.media.colour import premultiplied
from cutroom.media.images import frame_delays_ms, is_image, opened_image, straight_rgba
from cutroom.picture.picture import Picture

PictureFormat = Literal["png", "jpeg", "webp"]
ANIMATION_BUDGET = 192 << 20
_QUALITY = 92


def load_still(path: Path | str) -> Picture:
    """A photo, upright. Raises MediaError or LimitExceeded naming the file.

    Formats that only FFmpeg reads give their first picture.
    """
    if not is_image(path):
        return _first_video_picture(path)
    with opened_image(path) as image:
        rgba, opaque = straight_rgba(image)
    return Picture.from_rgba(rgba if opaque else premultiplied(rgba), opaque=opaque)


def _first_video_picture(path: Path | str) -> Picture:
    from cutroom.media.decode import VideoReader

    with VideoReader(path) as reader:
        return reader.picture_at(Fraction(0))


class AnimationReader:
    """Pictures of a GIF, APNG or animated WebP, which loops. Not for several threads at once."""

    def __init__(self, path: Path | str) -> None:
        """Read the frame delays. Raises MediaError naming the file."""
        self._path = path
        with opened_image(path) as image:
            delays = frame_delays_ms(image)
        self._starts_ms = [0, *accumulate(delays)]
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._bytes = 0

    def close(self) -> None:
        """Give the frames back."""
        self._kept.clear()

    def picture_at(self, source_s: Fraction) -> Picture:
        """The frame shown at ``source_s`` seconds ≥ 0, modulo the length of the animation."""
        position = source_s * 1000 % self._starts_ms[-1]
        index = bisect_right(self._starts_ms, position) - 1
        if index not in self._kept:
            self._load(index)
        self._kept.move_to_end(index)
        return self._kept[index]

    def _load(self, wanted: int) -> None:
        """Decode from the wanted frame on until the budget is full: the next ones are asked for next."""
        with opened_image(self._path) as image:
            for index in range(wanted, len(self._starts_ms) - 1):
                image.seek(index)
                rgba = np.array(image.convert("RGBA"), np.uint8)
                picture = Picture.from_rgba(
                    premultiplied(rgba), opaque=bool(rgba[..., 3].min() == 255)
                )
                self._keep(index, picture)
                if self._bytes + picture.byte_size > ANIMATION_BUDGET:
                    return

    def _keep(self, index: int, picture: Picture) -> None:
        while self._kept and self._bytes + picture.byte_size > ANIMATION_BUDGET:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.rgba.nbytes
        self._kept[index] = picture
        self._bytes += picture.rgba.nbytes


def write_picture(picture: Picture, path: Path, form: PictureFormat) -> None:
    """Write one picture: PNG and WebP keep alpha, JPEG stands on black.

    Raises StorageError when the file cannot be written; nothing is left behind then.
    """
    image = Image.fromarray(straight(picture) if form != "jpeg" else picture.rgba[..., :3])
    if picture.opaque:
        image = image.convert("RGB")
    draft = path.with_name(f".{path.name}.part")
    options = {"quality": _QUALITY} if form != "png" else {"compress_level": 3}
    try:
        image.save(draft, format=form.upper(), **options)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageError(
            f"{path.name} cannot be written: {error.strerror or error}.",
            hint="Check the folder and the free space.",
        ) from error


def straight(picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """H×W×4 with straight alpha."""
    rgba = picture.rgba
    if picture.opaque:
        return rgba
    alpha = np.maximum(rgba[..., 3:].astype(np.float32), 1)
    color = np.clip(np.rint(rgba[..., :3] * (255 / alpha)), 0, 255)
    return np.dstack([color.astype(np.uint8), rgba[..., 3]])
