"""Parameter sets worth a film strip of their own, by ``kind/id`` and a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cutroom.core.color import WHITE

VARIANTS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "transition/slide": {
        "cover": {"style": "cover", "angle": 270.0},
        "reveal": {"style": "reveal", "angle": 0.0},
    },
    "transition/dip": {"white": {"color": WHITE}},
    "motion/slide": {"leaving": {"leaving": True, "angle": 270.0}},
    "filter/adjust": {
        "bright": {"brightness": 0.5},
        "contrast": {"contrast": 0.6},
        "faded": {"fade": 0.8, "saturation": -0.5},
        "warm": {"temperature": 0.8, "vignetting": 0.8},
    },
}
