"""Where frames of a picture sequence go: a zip of PNG pictures."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cutroom.media.colour import straight
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture


class PictureZipSink:
    """A zip of numbered PNG pictures; sound has no place in it."""

    def __init__(self, path: Path, settings: EncodeSettings) -> None:
        """Open the archive."""
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED)
        self._alpha = settings.alpha
        self._frames = 0

    def write_picture(self, picture: Picture) -> None:
        """Add the next picture."""
        pixels = straight(picture) if self._alpha else picture.rgba[..., :3]
        data = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(pixels)).save(data, "PNG", compress_level=3)
        self._zip.writestr(f"{self._frames:06d}.png", data.getvalue())
        self._frames += 1

    def write_samples(self, samples: NDArray[np.float32]) -> None:
        """A picture sequence is silent; the settings keep sound away from here."""

    def close(self) -> None:
        """End the archive."""
        self._zip.close()

    def discard(self) -> None:
        """Close, whatever happens."""
        try:
            self._zip.close()
        except OSError:
            return
