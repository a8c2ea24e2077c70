"""Every effect, one line each: the module's name, which is its id with underscores for hyphens.

The only place that knows them all.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cutroom.effects.spec import Filter, Motion, Transition

_FILTER_MODULES = (
    "adjust",
    "blur",
    "camera",
    "cartoon",
    "chrome_blur",
    "crumble",
    "curtain",
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
    "zoom_blur",
)
_TRANSITION_MODULES = (
    "add",
    "blinds",
    "blur",
    "bounce",
    "clock",
    "cube",
    "dip",
    "dissolve",
    "distort",
    "film",
    "flash",
    "flip",
    "fold",
    "glitch",
    "iris",
    "light",
    "luma",
    "magnifier",
    "mosaic",
    "page_turn",
    "particles",
    "pop",
    "rgb_split",
    "shake",
    "slide",
    "space",
    "spin",
    "split",
    "stretch",
    "tiles",
    "tint",
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


def _load(folder: str, modules: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(import_module(f"cutroom.effects.{folder}.{name}").EFFECT for name in modules)


FILTERS: tuple[Filter[Any], ...] = _load("filters", _FILTER_MODULES)
TRANSITIONS: tuple[Transition[Any], ...] = _load("transitions", _TRANSITION_MODULES)
MOTIONS: tuple[Motion[Any], ...] = _load("motions", _MOTION_MODULES)

_FILTERS = {effect.id: effect for effect in FILTERS}
_TRANSITIONS = {effect.id: effect for effect in TRANSITIONS}
_MOTIONS = {effect.id: effect for effect in MOTIONS}


def find_filter(effect: str) -> Filter[Any] | None:
    """The picture effect with this id."""
    return _FILTERS.get(effect)


def find_transition(effect: str) -> Transition[Any] | None:
    """The transition with this id."""
    return _TRANSITIONS.get(effect)


def find_motion(effect: str) -> Motion[Any] | None:
    """The motion with this id."""
    return _MOTIONS.get(effect)
