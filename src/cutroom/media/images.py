"""Opening image files with Pillow: known formats only, within limits, errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from cutroom.core.errors import LimitExceeded, MediaError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF", "ICO", "PPM", "TGA")
MAX_PIXELS = 16_384 * 16_384 // 2
# Our own limit names the file; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = True

_DEFAULT_DELAY_MS, _SHORTEST_DELAY_MS = 100, 20


@contextmanager
def opened_image(path: Path | str) -> Iterator[Image.Image]:
    """An image file. Raises MediaError or LimitExceeded naming it, also for trouble inside the block."""
    name = Path(path).name
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise LimitExceeded(
                    f"{name} is {image.width}×{image.height} pixels; the limit is {MAX_PIXELS} pixels.",
                    hint="Use a smaller picture.",
                )
            yield image
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise MediaError(
            f"{name} cannot be read as a picture: {error}.",
            material=name,
            hint="Check that the file is complete and opens elsewhere.",
        ) from error


def is_image(path: Path | str) -> bool:
    """Whether the file begins like an image of a known format."""
    try:
        with Image.open(path, formats=FORMATS):
            return True
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height with the EXIF orientation applied."""
    sideways = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (image.height, image.width) if sideways else (image.width, image.height)


def has_transparency(image: Image.Image) -> bool:
    """Whether the picture may be see-through somewhere."""
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def straight_rgba(image: Image.Image) -> tuple[NDArray[np.uint8], bool]:
    """Upright H×W×4 with straight alpha, and whether it is opaque."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("I", "F") or upright.mode.startswith("I;16"):
        deep = np.asarray(upright, np.float64)
        scale = 1 / 257 if upright.mode != "F" else 1.0
        upright = Image.fromarray(np.clip(deep * scale, 0, 255).astype(np.uint8))
    opaque = not has_transparency(upright)
    return np.array(upright.convert("RGBA"), np.uint8), opaque


def frame_delays_ms(image: Image.Image) -> list[int]:
    """How long each frame of an animation is shown; missing and tiny delays as browsers read them."""
    delays = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        delay = int(image.info.get("duration", 0) or 0)
        delays.append(delay if delay >= _SHORTEST_DELAY_MS else _DEFAULT_DELAY_MS)
    image.seek(0)
    return delays
