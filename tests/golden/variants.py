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
    "motion/emerge": {
        "glow": {"look": "glow"},
        "crumble": {"look": "dissolve"},
        "zoom-blur": {"look": "zoom-blur"},
    },
    "motion/flip": {"stands-up": {"axis": "horizontal", "anchor_y": 1.0}},
    "motion/letters": {
        "pop": {"dy": 0.0, "scale": 0.0, "easing": "spring", "overlap": 0.8},
        "turning": {"dy": 0.0, "turn": -180.0, "scale": 0.2, "overlap": 0.8},
    },
    "motion/revolve": {"upright": {"axis": "vertical"}},
    "motion/slide": {"leaving": {"leaving": True, "angle": 270.0}},
    "motion/typewriter": {"soft": {"soft": 3.0, "rise": 0.4}},
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
