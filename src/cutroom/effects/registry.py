"""Every effect, one line each: the module's name, which is its id with underscores for hyphens.

The only place that knows them all. A module is imported when its effect is first asked for: a draft
uses a handful, and importing them all takes longer than drawing many frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Generic, TypeVar, overload

from cutroom.effects.spec import Filter, Motion, Transition

E = TypeVar("E")

_FILTER_MODULES = (
    "adjust",
    "blur",
    "camera",
    "cartoon",
    "chrome_blur",
    "crumble",
    "curtain",
    "curves",
    "edges",
    "film_flash",
    "fire",
    "fireworks",
    "fish_eye",
    "flutter",
    "frame",
    "ghost",
    "glass",
    "glitch",
    "glow",
    "grade",
    "gradient_map",
    "grain",
    "halftone",
    "hologram",
    "hsl",
    "hue",
    "kaleidoscope",
    "lens_flare",
    "light_leak",
    "light_sweep",
    "lightning",
    "lut",
    "magnifier",
    "mirror",
    "negative",
    "old_film",
    "pixelate",
    "rain",
    "rays",
    "rgb_split",
    "ripple",
    "scan_lines",
    "sketch",
    "smoke",
    "snow",
    "sparkle",
    "split_screen",
    "strobe",
    "swirl",
    "tilt_shift",
    "turn_colour",
    "tv_power",
    "vaporwave",
    "vhs",
    "vignette",
    "water",
    "wheels",
    "zoom_blur",
)
_TRANSITION_MODULES = (
    "add",
    "bite",
    "blinds",
    "blur",
    "bounce",
    "brush",
    "clock",
    "cube",
    "dip",
    "dissolve",
    "distort",
    "dots",
    "edge_wipe",
    "film",
    "flash",
    "flip",
    "fold",
    "frost",
    "ghosts",
    "glitch",
    "iris",
    "light",
    "luma",
    "magnifier",
    "mosaic",
    "page_turn",
    "panels",
    "particles",
    "pixels",
    "pop",
    "rays",
    "rgb_split",
    "rings",
    "screens",
    "shake",
    "shatter",
    "shutter",
    "slide",
    "space",
    "spin",
    "split",
    "spotlight",
    "squeeze",
    "stretch",
    "strobe",
    "swing",
    "tiles",
    "tint",
    "tone",
    "tunnel",
    "vapour",
    "whip",
    "wipe",
    "zoom",
)
_MOTION_MODULES = (
    "blink",
    "breathe",
    "coaster",
    "drift",
    "emerge",
    "fade",
    "flicker",
    "flip",
    "glitch",
    "heartbeat",
    "hop",
    "jelly",
    "jitter",
    "journey",
    "karaoke",
    "letter_hop",
    "letter_jitter",
    "letter_wave",
    "letters",
    "revolve",
    "scatter",
    "scroll",
    "shake",
    "shimmer",
    "shutters",
    "slice",
    "slide",
    "sling",
    "sparkle_in",
    "spin",
    "spiral",
    "squeeze",
    "stutter",
    "sway",
    "swing",
    "typewriter",
    "unfold",
    "visit",
    "whirl",
    "wipe",
    "zoom",
)


class Shelf(Sequence[E], Generic[E]):
    """The effects of one kind, in order; ``loaded`` holds those that have been imported, by id."""

    def __init__(self, folder: str, modules: tuple[str, ...]) -> None:
        """``modules`` of the package ``folder`` hold one ``EFFECT`` each."""
        self._folder = folder
        self._modules = {name.replace("_", "-"): name for name in modules}
        self._ids = tuple(self._modules)
        self.loaded: dict[str, E] = {}

    def find(self, effect: str) -> E | None:
        """The effect with this id."""
        found = self.loaded.get(effect)
        if found is None and effect in self._modules:
            module = import_module(f"cutroom.effects.{self._folder}.{self._modules[effect]}")
            found = self.loaded.setdefault(effect, module.EFFECT)
        return found

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> E: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[E, ...]: ...

    def __getitem__(self, index: int | slice) -> E | tuple[E, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        found = self.find(self._ids[index])
        assert found is not None
        return found


FILTERS: Shelf[Filter[Any]] = Shelf("filters", _FILTER_MODULES)
TRANSITIONS: Shelf[Transition[Any]] = Shelf("transitions", _TRANSITION_MODULES)
MOTIONS: Shelf[Motion[Any]] = Shelf("motions", _MOTION_MODULES)


def find_filter(effect: str) -> Filter[Any] | None:
    """The picture effect with this id."""
    return FILTERS.find(effect)


def find_transition(effect: str) -> Transition[Any] | None:
    """The transition with this id."""
    return TRANSITIONS.find(effect)


def find_motion(effect: str) -> Motion[Any] | None:
    """The motion with this id."""
    return MOTIONS.find(effect)
