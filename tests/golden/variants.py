"""Parameter sets worth a film strip of their own, by ``kind/id`` and a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cutroom.core.color import WHITE, Color

VARIANTS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "transition/blinds": {
        "panes": {"style": "panes", "spread": 0.5},
        "random-panes": {"style": "random panes", "spread": 0.7},
        "random-strips": {"style": "random strips", "spread": 0.6, "count": 16},
    },
    "transition/blur": {
        "line": {"style": "line"},
        "zoom": {"style": "zoom"},
    },
    "transition/bounce": {"pop": {"style": "pop"}},
    "transition/clock": {"windmill": {"hands": 6}},
    "transition/cube": {"inside": {"inside": True, "way": "up"}},
    "transition/dip": {"white": {"color": WHITE}},
    "transition/distort": {
        "ripple": {"style": "ripple"},
        "waves": {"style": "waves"},
        "lens": {"style": "lens"},
    },
    "transition/flip": {"horizontal": {"axis": "horizontal"}},
    "transition/iris": {
        "heart": {"shape": "heart"},
        "star": {"shape": "star", "closing": True, "turn": 90.0},
        "cloud": {"shape": "cloud", "softness": 0.1},
    },
    "transition/light": {"sweep": {"style": "sweep", "color": WHITE}, "spots": {"style": "spots"}},
    "transition/luma": {
        "ink": {"style": "ink"},
        "burn": {"style": "sweep", "glow": 1.2, "char": 0.9, "softness": 0.05},
    },
    "transition/slide": {
        "cover": {"style": "cover", "angle": 270.0},
        "reveal": {"style": "reveal", "angle": 0.0},
    },
    "transition/split": {"closing": {"closing": True, "angle": 60.0}},
    "transition/tiles": {"shrink": {"style": "shrink", "order": "random"}},
    "transition/tint": {"hues": {"style": "hues"}},
    "transition/vapour": {"white": {"color": WHITE}},
    "transition/zoom": {"out": {"way": "out"}, "spinning": {"turn": 180.0, "fringe": 0.05}},
    "transition/book": {"calendar": {"style": "calendar", "leaves": 2, "paper": 0.6}},
    "transition/brush": {"scribble": {"style": "scribble", "count": 9, "wet": 0.1}},
    "transition/burst": {"round": {"style": "round"}},
    "transition/cards": {
        "deal": {"style": "deal", "border": 0.03, "turn": -8.0},
        "device": {"style": "device"},
    },
    "transition/collage": {
        "notes": {"style": "notes", "color": Color(1.0, 0.89, 0.48), "count": 24},
        "slices": {"style": "slices", "snap": True, "count": 24},
    },
    "transition/crumple": {"creases": {"style": "creases"}},
    "transition/dots": {"heart": {"shape": "heart", "count": 8, "angle": 270.0}},
    "transition/edge-wipe": {
        "drips": {"style": "drips", "count": 9},
        "scallop": {"style": "scallop", "band": 0.1},
    },
    "transition/emblem": {
        "rain": {"style": "rain", "icon": "coin"},
        "rush": {"style": "rush"},
    },
    "transition/ghosts": {"orbit": {"style": "orbit"}},
    "transition/glitch": {"waves": {"bend": -1.0, "flash": 0.8}},
    "transition/melt": {"flow": {"style": "flow", "way": "right"}},
    "transition/panels": {"strips": {"style": "strips"}, "blobs": {"style": "blobs", "strips": 2}},
    "transition/particles": {"gather": {"gather": True, "tint": 0.8}},
    "transition/rays": {"spiral": {"style": "spiral", "count": 5}},
    "transition/screens": {
        "nine": {"layout": "9", "entry": "zoom"},
        "whole": {"layout": "3 rows", "entry": "alternate", "angle": 0.0, "whole": True},
    },
    "transition/shake": {"outline": {"outline": 1.4, "zoom": -0.4}},
    "transition/shape-blur": {"heart": {"shape": "heart"}},
    "transition/shatter": {"burst": {"way": "burst"}},
    "transition/shutter": {"eyelids": {"style": "eyelids"}},
    "transition/squeeze": {"bands": {"bands": 4}, "middle": {"side": "middle"}},
    "transition/strobe": {"hues": {"style": "hues"}},
    "transition/swing": {"doors": {"style": "doors"}},
    "transition/tone": {"warm": {"order": "warm"}},
    "transition/tunnel": {"star": {"frame": "star", "depth": 2}},
    "transition/tv": {"roll": {"style": "roll"}},
    "transition/viewfinder": {"film": {"style": "film"}},
    "transition/whip": {"grey": {"grey": True, "light": 0.5, "zoom": 0.4}},
    "motion/emerge": {
        "glow": {"look": "glow"},
        "crumble": {"look": "dissolve"},
        "zoom-blur": {"look": "zoom-blur"},
    },
    "motion/flip": {"stands-up": {"axis": "horizontal", "anchor_y": 1.0}},
    "motion/letters": {
        "pop": {"dy": 0.0, "scale": 0.0, "easing": "spring", "overlap": 0.8},
        "turning": {"dy": 0.0, "turn": -180.0, "scale": 0.2, "overlap": 0.8},
        "stars": {"dy": -1.0, "easing": "bounce", "overlap": 0.6, "rider": "star"},
        "hats": {
            "dy": -1.0,
            "easing": "bounce",
            "rider": "hat",
            "rider_color": Color(0.9, 0.2, 0.2),
        },
        "notes": {"dy": -0.4, "turn": -14.0, "scale": 1.4, "rider": "plate"},
        "around": {"dx": 4.0, "dy": 0.0, "orbit": 200.0, "overlap": 0.75},
        "collide": {"dx": -8.0, "dy": 0.0, "sides": True, "easing": "bounce", "overlap": 1.0},
        "hollow": {"dy": -1.0, "easing": "bounce", "hollow": 1.0},
        "colours": {"dy": 0.0, "scale": 5.0, "blur": 0.03, "overlap": 0.8, "tints": "rainbow"},
        "words": {"by": "word", "dy": 0.3, "overlap": 0.2},
    },
    "motion/company": {
        "flames": {"shape": "flame", "palette": "rainbow", "way": "rise", "tints": "rainbow"},
        "bubbles": {"shape": "ring", "palette": "macaron", "way": "rise", "swell": 0.12},
    },
    "motion/company-in": {
        "snow": {"shape": "flake", "palette": "chalk", "blur": 0.02},
        "lightning": {"shape": "bolt", "palette": "electric", "way": "twinkle", "flicker": True},
    },
    "motion/echo-in": {"stack": {"style": "stack", "reach": 1.6}, "trail": {"style": "trail"}},
    "motion/letter-change": {
        "chalk": {"hollow": 1.0, "shape": 0.25, "shake": 0.04, "tints": "chalk"},
        "swapped": {"hollow": 0.0, "shape": 0.0, "swap": 0.5},
    },
    "motion/letter-echo": {
        "rows": {"style": "rows"},
        "thrice": {"style": "thrice"},
        "trail": {"style": "trail"},
        "comments": {"style": "comments", "period": 4.0},
    },
    "motion/letter-ring": {
        "donut": {"curve": "donut"},
        "drum": {"curve": "drum"},
        "arch": {"curve": "arch"},
    },
    "motion/letter-space": {
        "together": {"amount": -0.9},
        "snap": {"amount": 0.35, "snap": True, "stretch": 0.4},
    },
    "motion/letter-turn": {"hop": {"axis": "horizontal", "hop": 0.7}},
    "motion/outline-in": {"laser": {"spark": 0.35, "overlap": 0.35}},
    "motion/rainbow": {"macaron": {"palette": "macaron"}, "steps": {"way": "steps"}},
    "motion/scramble": {"random": {"order": "random", "overlap": 0.9, "jitter": 0.2}},
    "motion/revolve": {"upright": {"axis": "vertical"}},
    "motion/slide": {"leaving": {"leaving": True, "angle": 270.0}},
    "motion/typewriter": {
        "soft": {"soft": 3.0, "rise": 0.4},
        "caret": {"caret": "bar", "tints": "rainbow"},
        "pointer": {"caret": "pointer", "ghost": 0.25},
        "pop": {"pop": 1.5},
    },
    "motion/wipe": {
        "iris": {"shape": "iris"},
        "blinds": {"shape": "blinds", "bands": 5},
        "clock": {"shape": "clock", "leaving": True},
    },
    "filter/adjust": {
        "bright": {"brightness": 0.5},
        "contrast": {"contrast": 0.6},
        "faded": {"fade": 0.8, "saturation": -0.5},
        "warm": {"temperature": 0.8, "vignetting": 0.8},
        "tones": {"highlight": -0.8, "shadow": 0.8, "clear": 0.8, "sharpen": 0.8},
    },
    "filter/camera": {
        "rock": {"style": "rock", "rate": 1.0},
        "shake": {"style": "shake"},
    },
    "filter/curtain": {
        "cinema": {"way": "stay", "rest": 0.24},
        "iris": {"style": "iris", "way": "close"},
    },
    "filter/curves": {
        "s": {"luma": "0,0 0.25,0.12 0.75,0.88 1,1"},
        "crossed": {"red": "0,0.2 1,0.9", "blue": "0,0 0.5,0.3 1,1"},
    },
    "filter/fire": {"edges": {"lies": "edges", "hue": 1.0, "height": 0.35}},
    "filter/flutter": {
        "hearts": {"shape": "heart", "angle": -90.0, "tumble": 0.0, "color": Color(1.0, 0.3, 0.4)},
        "confetti": {"shape": "strip", "rainbow": True, "count": 80},
        "leaves": {"shape": "leaf", "color": Color(0.85, 0.45, 0.1), "size": 0.05},
    },
    "filter/frame": {
        "film": {"style": "film"},
        "recorder": {"style": "recorder"},
        "viewfinder": {"style": "viewfinder"},
        "instant": {"style": "instant"},
    },
    "filter/ghost": {"both": {"style": "both"}},
    "filter/glass": {"frosted": {"style": "frosted"}, "tiles": {"style": "tiles"}},
    "filter/grade": {
        "bloom": {"bloom": 0.8, "exposure": 0.2, "skin_light": 0.5, "clarity": -0.4},
        "greens": {"greens": -0.8, "green_hue": 0.6, "blues": 0.6, "blue_hue": -0.8, "reds": -0.6},
        "stock": {"grain": 0.5, "vignette": 0.5, "sharpness": 0.4, "fade": 0.3},
        "cold": {"temperature": -0.5, "contrast": 0.2, "shadow_tone": 0.4},
        "film": {"fade": 0.5, "shadow_hue": 170.0, "shadow_tone": 0.4, "light_tone": 0.4},
        "grey": {"saturation": -1.0, "contrast": 0.4},
        "neon": {
            "shadow_hue": 250.0,
            "shadow_tone": 1.0,
            "light_hue": 320.0,
            "light_tone": 0.8,
            "contrast": 0.3,
        },
    },
    "filter/gradient-map": {"duotone": {"scale": "cyan-magenta"}},
    "filter/hsl": {
        "turned": {"red_hue": 1.0, "green_hue": -1.0, "blue_hue": -1.0, "orange_hue": 0.8},
        "one-colour": {
            **{
                f"{band}_saturation": -1.0 for band in ("orange", "yellow", "green", "cyan", "blue")
            },
            "purple_saturation": -1.0,
            "orange_lightness": 0.6,
        },
    },
    "filter/light-leak": {"rainbow": {"rainbow": True}},
    "filter/smoke": {"low": {"lies": "low", "color": Color(0.1, 0.1, 0.1)}},
    "filter/sparkle": {
        "stars": {"style": "stars", "color": WHITE, "count": 30},
        "circles": {"style": "circles", "size": 0.09, "count": 18},
    },
    "filter/split-screen": {"four": {"layout": "4", "mirrored": True, "gap": 0.03}},
    "filter/wheels": {
        "teal-orange": {"lift_red": -0.4, "lift_blue": 0.3, "gain_red": 0.3, "gain_blue": -0.3},
        "logarithmic": {"lift_blue": 1.0, "gain_red": 0.8, "logarithmic": True},
    },
    "filter/zoom-blur": {"spin": {"style": "spin"}},
}
