"""The doors to Skia and HarfBuzz, opened when the first text is set or drawn.

Both are native libraries that take time to load and that a machine may be unable to load, so
nothing imports them at module level.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from cutroom.core.errors import RenderError


@cache
def load_skia() -> Any:
    """The ``skia`` module. Raises :class:`RenderError` naming what the machine lacks."""
    try:
        import skia
    except ImportError as error:
        raise RenderError(
            f"Skia, which draws text, cannot be loaded: {error}",
            hint="install the OpenGL loader libraries: apt-get install libgl1 libegl1",
        ) from error
    return skia


@cache
def load_harfbuzz() -> Any:
    """The ``uharfbuzz`` module. Raises :class:`RenderError` when it is missing."""
    try:
        import uharfbuzz
    except ImportError as error:
        raise RenderError(
            f"HarfBuzz, which shapes text, cannot be loaded: {error}",
            hint="reinstall Cutroom's dependencies: uv sync",
        ) from error
    return uharfbuzz
