"""Parameters of an effect that the draft's sliders drive."""

from __future__ import annotations

from cutroom.catalog.looks import Look, Slider
from cutroom.compiler.motion import Motion, affine
from cutroom.compiler.scene import Use
from cutroom.core.curves import Curve
from cutroom.core.time import MICROS
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import Params, ParamValue

DURATION = "duration"
_NUMBERED_KEYS = 3
_SLIDERS_OF = {"audio-effect": "audio_adjust_params"}


def driven_params(
    use: Use, kind: str, look: Look, raw: Json, motion: Motion | None = None
) -> Params:
    """The look's parameters, those with a slider at the value the draft gives it, keyed or not.

    A slider's value is stored between its own least and greatest value, which the draft or the
    catalogue tells (0–1 where neither does).
    """
    if not look.sliders:
        return look.params
    values: dict[str, ParamValue] = dict(look.params)
    stored = {
        fields.text(param, "name"): (index, param)
        for index, param in enumerate(fields.mappings(raw, _SLIDERS_OF.get(kind, "adjust_params")))
    }
    for slider in look.sliders:
        if slider.source == DURATION:
            seconds = fields.time_us(raw, "duration") / MICROS
            if seconds > 0:
                values[slider.param] = slider.low + (slider.high - slider.low) * seconds
        elif slider.source in stored:
            index, param = stored[slider.source]
            low, high = slider_range(use, kind, raw, param)
            keyed = _keyed(motion, raw, slider, index)
            value = keyed or fields.number(param, "value", low)
            values[slider.param] = _run(slider, value, low, high)
    return tuple(values.items())


def _keyed(motion: Motion | None, raw: Json, slider: Slider, index: int) -> Curve | None:
    if motion is None:
        return None
    numbered = (f"KFTypeEffectAdjustParam{index + 1}",) if index < _NUMBERED_KEYS else ()
    return motion.find(slider.source, *numbered, of=raw)


def slider_range(use: Use, kind: str, raw: Json, param: Json) -> tuple[float, float]:
    """The least and the greatest value of a slider, as the draft or the catalogue tells them, else 0–1."""
    low = fields.number(param, "min_value", 0.0)
    high = fields.number(param, "max_value", low)
    if high > low:
        return low, high
    name = fields.text(param, "name")
    entry = use.scene.session.catalog.find(
        kind,  # type: ignore[arg-type]  # looks and the catalogue share these kinds
        resource_id=fields.text(raw, "resource_id"),
        effect_id=fields.text(raw, "effect_id"),
        name=fields.text(raw, "name"),
    )
    for known in entry.parameters if entry is not None else ():
        if known.name == name and known.high > known.low:
            return known.low, known.high
    return 0.0, 1.0


def _run(slider: Slider, value: float | Curve, low: float, high: float) -> float | Curve:
    slope = (slider.high - slider.low) / (high - low)
    offset = slider.low - low * slope
    return affine(value, slope, offset) if isinstance(value, Curve) else offset + slope * value
