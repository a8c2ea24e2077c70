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
    "alert",
    "ball",
    "balloons",
    "blocks",
    "blur",
    "bubbles",
    "camcorder",
    "camera",
    "cartoon",
    "chrome_blur",
    "code_rain",
    "color_bars",
    "countdown",
    "cracks",
    "crumble",
    "curtain",
    "curves",
    "disco",
    "disperse",
    "dither",
    "droplets",
    "edges",
    "electric_frame",
    "film_flash",
    "fire",
    "fireworks",
    "fish_eye",
    "flutter",
    "frame",
    "frost",
    "ghost",
    "gingham",
    "glass",
    "glitch",
    "glow",
    "gobo",
    "grade",
    "gradient",
    "gradient_map",
    "grain",
    "halftone",
    "heartbeat_line",
    "hologram",
    "hsl",
    "hue",
    "ink_bleed",
    "kaleidoscope",
    "lanterns",
    "lens_flare",
    "light_leak",
    "light_sweep",
    "lightning",
    "lut",
    "magnifier",
    "matte",
    "meteors",
    "mirror",
    "negative",
    "old_film",
    "paper",
    "pieces",
    "pixel_sort",
    "pixelate",
    "player",
    "pop_art",
    "rain",
    "rays",
    "rgb_split",
    "ripple",
    "scan_lines",
    "shockwave",
    "sketch",
    "smoke",
    "snow",
    "sparkle",
    "speed_lines",
    "split_screen",
    "spotlight",
    "stack",
    "star_filter",
    "strobe",
    "surveillance",
    "swirl",
    "television",
    "tilt_shift",
    "torn_frame",
    "treasure",
    "turn_colour",
    "tv_power",
    "vaporwave",
    "vhs",
    "vignette",
    "vinyl",
    "water",
    "watercolor",
    "wheels",
    "window",
    "zoom_blur",
)
_TRANSITION_MODULES = (
    "add",
    "bite",
    "blinds",
    "blur",
    "book",
    "bounce",
    "brush",
    "burst",
    "cards",
    "clapperboard",
    "clock",
    "collage",
    "crumple",
    "cube",
    "danmaku",
    "dip",
    "dissolve",
    "distort",
    "dots",
    "drawing",
    "edge_wipe",
    "emblem",
    "film",
    "flash",
    "flip",
    "fold",
    "frost",
    "ghosts",
    "glitch",
    "globe",
    "hologram",
    "hyperspace",
    "iris",
    "kaleidoscope",
    "light",
    "lightning",
    "luma",
    "magnifier",
    "matrix",
    "melt",
    "mosaic",
    "neon",
    "page_turn",
    "panels",
    "particles",
    "pixels",
    "pop",
    "print",
    "rays",
    "reflection",
    "rgb_split",
    "rings",
    "scan",
    "screens",
    "shake",
    "shape_blur",
    "shape_zoom",
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
    "thermal",
    "tiles",
    "tint",
    "tone",
    "tunnel",
    "tv",
    "vapour",
    "viewfinder",
    "whip",
    "wipe",
    "zoom",
)
_MOTION_MODULES = (
    "assemble",
    "blink",
    "breathe",
    "coaster",
    "company",
    "company_in",
    "drift",
    "echo_in",
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
    "karaoke_in",
    "letter_change",
    "letter_echo",
    "letter_hop",
    "letter_jitter",
    "letter_ring",
    "letter_space",
    "letter_turn",
    "letter_wave",
    "letters",
    "outline_in",
    "parade",
    "pile",
    "rainbow",
    "revolve",
    "scatter",
    "scramble",
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
    "spoken",
    "squeeze",
    "stutter",
    "sway",
    "swim",
    "swing",
    "typewriter",
    "uncover",
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
