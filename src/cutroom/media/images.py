"""Opening image files with Pillow: known formats only, within limits, errors as ours."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.media.frame_delays import frame_delays_ms

# Named one by one: for a file that it does not know Pillow would load all of its forty plugins.
_READERS = (
    PngImagePlugin.PngImageFile, JpegImagePlugin.JpegImageFile, GifImagePlugin.GifImageFile,
    WebPImagePlugin.WebPImageFile, BmpImagePlugin.BmpImageFile, TiffImagePlugin.TiffImageFile,
    AvifImagePlugin.AvifImageFile, PpmImagePlugin.PpmImageFile,
)  # fmt: skip
FORMATS = tuple(reader.format for reader in _READERS)
"""Formats that begin with a mark of their own; TGA and ICO would claim some videos."""
MAX_PIXELS = 16_384 * 16_384 // 2
MAX_ANIMATION_PIXELS = 4096 * 4096
MOST_KEPT_PIXELS = 36_000_000
"""Larger photos are halved until they fit: no output shows that many pixels."""
# Pillow checks before it allocates: it warns above this and refuses above twice as much.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
ImageFile.LOAD_TRUNCATED_IMAGES = True
# Pillow's parsers raise whatever their arithmetic trips over.
_COMPLAINTS = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError,
    AttributeError, RuntimeError, MemoryError, struct.error, zlib.error, ImageCms.PyCMSError,
    Image.DecompressionBombError,
)  # fmt: skip


@contextmanager
def complaints_about(path: Path | str) -> Iterator[None]:
    """Trouble with an image file inside the block becomes a MediaError naming it."""
    try:
        yield
    except _COMPLAINTS as error:
        name = Path(path).name
        raise MediaError(
            f"{name} cannot be read as a picture: {error or type(error).__name__}.",
            material=name,
            hint="Check that the file is complete and opens elsewhere.",
        ) from error


@contextmanager
def opened_image(path: Path | str) -> Iterator[Image.Image]:
    """An image file. Raises MediaError or LimitExceeded naming it, also for trouble inside the block."""
    with complaints_about(path), open_image(path) as image:
        yield image


def open_image(path: Path | str) -> Image.Image:
    """An image file that its user closes. Raises LimitExceeded or what Pillow raises."""
    try:
        return Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise LimitExceeded(
            f"{Path(path).name} has more than {MAX_PIXELS} pixels, which is the limit.",
            hint="Use a smaller picture.",
        ) from error


def is_image(path: Path | str) -> bool:
    """Whether the file begins like an image of a known format."""
    try:
        with Image.open(path, formats=FORMATS):
            return True
    except Image.DecompressionBombError:
        return True
    except (UnidentifiedImageError, *_COMPLAINTS):
        return False


def animation_delays_ms(path: Path | str, image: Image.Image) -> tuple[int, ...]:
    """How long each picture of an animated image is shown; one picture or none for a still.

    Raises LimitExceeded when the pictures of an animation are too large.
    """
    if image.format == "AVIF":
        delays = tuple(_avif_delays_ms(image))
    else:
        delays = frame_delays_ms(path)
    if len(delays) > 1 and image.width * image.height > MAX_ANIMATION_PIXELS:
        raise LimitExceeded(
            f"{Path(path).name} is an animation of {image.width}×{image.height} pixels; "
            f"the limit is {MAX_ANIMATION_PIXELS} pixels.",
            hint="Use a smaller animation or a video.",
        )
    return delays


def _avif_delays_ms(image: Image.Image) -> Iterator[int]:
    """Told only with the decoded picture."""
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
        yield max(1, int(image.info.get("duration", 0) or 100))
    image.seek(0)


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height with the EXIF orientation applied."""
    sideways = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (image.height, image.width) if sideways else (image.width, image.height)


def has_transparency(image: Image.Image) -> bool:
    """Whether the picture may be see-through somewhere."""
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def straight_rgba(image: Image.Image) -> tuple[NDArray[np.uint8], bool]:
    """Upright H×W×4 sRGB with straight alpha, and whether it is opaque.

    Photos above ``MOST_KEPT_PIXELS`` are made smaller.
    """
    while image.width * image.height > MOST_KEPT_PIXELS and image.format == "JPEG":
        size = image.size
        image.draft(None, ((image.width + 1) // 2, (image.height + 1) // 2))
        if image.size == size:
            break
    # Else it would be copied even where nothing is to be turned.
    ImageOps.exif_transpose(image, in_place=True)
    upright = image
    if upright.mode in ("I", "F") or upright.mode.startswith("I;16"):
        upright = _eight_bits(upright)
    while upright.width * upright.height > MOST_KEPT_PIXELS:
        upright = (upright.convert("RGBA") if upright.mode == "P" else upright).reduce(2)
    transparent = has_transparency(upright)
    shown = _in_srgb(upright)
    if shown.mode == "RGB" and not transparent:
        return np.asarray(cv2.cvtColor(np.asarray(shown), cv2.COLOR_RGB2RGBA), np.uint8), True
    rgba = np.array(shown.convert("RGBA"), np.uint8)
    return rgba, not transparent or int(rgba[..., 3].min()) == 255


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of more than eight bits: whole numbers run to 65535, fractions to 1 or to 255."""
    deep = np.asarray(image, np.float64)
    scale = 1 / 257
    if image.mode == "F":
        scale = 255.0 if np.nanmax(deep, initial=0.0) <= 1.0 else 1.0
    return Image.fromarray(np.clip(np.nan_to_num(deep) * scale, 0, 255).round().astype(np.uint8))


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image with its colour profile applied; a profile that cannot be used is ignored."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return image
        form = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, _srgb(), outputMode=form)
    except _COMPLAINTS:
        return image
    return image if converted is None else converted


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
