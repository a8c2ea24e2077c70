"""The sliders of the adjust panel: brightness, contrast, saturation and the rest."""

from __future__ import annotations

from cutroom.compiler.motion import Motion
from cutroom.core.curves import Curve
from cutroom.draft import fields
from cutroom.draft.model import Material
from cutroom.timeline.model import Params

_SIGNED = (
    "brightness", "contrast", "saturation", "highlight", "shadow", "white", "black",
    "temperature", "tone", "light_sensation", "vignetting", "clear",
)  # fmt: skip
_UNSIGNED = ("sharpen", "particle", "fade")
ADJUSTMENTS = (*_SIGNED, *_UNSIGNED)
_MISSPELT = {
    "highlight": ("KFTypeHightLight", "KFTypeHighLight"),
    "light_sensation": ("KFTypeLightSensatione",),
}


def adjust_params(materials: tuple[Material, ...], motion: Motion) -> Params:
    """Parameters of the effect ``adjust``: −1…1 (sharpen, particle and fade 0…1).

    A keyed slider replaces its static value; sliders at rest are left out.
    """
    values: dict[str, float | Curve] = {}
    for material in materials:
        kind = fields.text(material.raw, "type")
        if material.bucket == "effects" and kind in ADJUSTMENTS:
            low = 0.0 if kind in _UNSIGNED else -1.0
            values[kind] = fields.number(material.raw, "value", 0.0, low, 1.0)
    if motion:
        for kind in ADJUSTMENTS:
            curve = motion.find(*_properties(kind))
            if curve is not None:
                values[kind] = curve
    return tuple((kind, values[kind]) for kind in ADJUSTMENTS if values.get(kind))


def _properties(kind: str) -> tuple[str, ...]:
    """``light_sensation`` is keyed as ``KFTypeLightSensation``; the app itself misspells two."""
    spelt = "KFType" + "".join(word.capitalize() for word in kind.split("_"))
    return (spelt, *_MISSPELT.get(kind, ()))
