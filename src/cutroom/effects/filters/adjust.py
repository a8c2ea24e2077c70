"""The editor's colour sliders.

Saturation mixes with the grey of the weights the editor uses; the curves are those of ``sliders``.
Sharpen, clear, particle and vignetting are our own.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache

import numpy as np

from cutroom.effects.chance import tick
from cutroom.effects.detail import detailed, vignetted
from cutroom.effects.grain import grained
from cutroom.effects.sliders import (
    balance,
    brightened,
    contrasted,
    faded,
    levelled,
    lifted_highlights,
    lifted_shadows,
    lightened,
)
from cutroom.effects.spec import Filter, Moment, number
from cutroom.effects.toning import Tone, curve_tables, toned
from cutroom.picture.picture import Picture

LUMA = (0.20854, 0.702086, 0.089374)


@dataclass(frozen=True, slots=True)
class Params:
    """The sliders, −1 to 1 with 0 neutral; the last four from 0."""

    brightness: float = number(0.0, -1.0, 1.0, "brightness")
    contrast: float = number(0.0, -1.0, 1.0, "contrast about 0.435")
    saturation: float = number(0.0, -1.0, 1.0, "saturation")
    highlight: float = number(0.0, -1.0, 1.0, "bright tones")
    shadow: float = number(0.0, -1.0, 1.0, "dark tones")
    white: float = number(0.0, -1.0, 1.0, "white point")
    black: float = number(0.0, -1.0, 1.0, "black point")
    temperature: float = number(0.0, -1.0, 1.0, "cold to warm")
    tone: float = number(0.0, -1.0, 1.0, "green to magenta")
    light_sensation: float = number(0.0, -1.0, 1.0, "light in the middle tones")
    vignetting: float = number(0.0, -1.0, 1.0, "dark or, below 0, bright corners")
    sharpen: float = number(0.0, 0.0, 1.0, "sharpness of fine detail")
    clear: float = number(0.0, -1.0, 1.0, "local contrast")
    particle: float = number(0.0, 0.0, 1.0, "film grain")
    fade: float = number(0.0, 0.0, 1.0, "faded blacks")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Tone curves and saturation, then detail, then vignette and grain."""
    drawn = picture if _is_colourless(params) else toned(picture, _tone(params))
    if params.clear or params.sharpen:
        drawn = detailed(drawn, params.clear, params.sharpen)
    if params.vignetting:
        drawn = vignetted(drawn, params.vignetting)
    if params.particle:
        drawn = grained(
            drawn, 0.16 * params.particle, 1 / 700, moment.seed + tick(moment.time_s, 24)
        )
    return drawn


def _is_colourless(params: Params) -> bool:
    return not any((*astuple(params)[:10], params.fade))


def tone_of(params: Params) -> Tone | None:
    """The whole effect as a tone; None when it also touches detail, corners or grain."""
    if params.clear or params.sharpen or params.vignetting or params.particle:
        return None
    return _tone(params)


@lru_cache(maxsize=64)
def _tone(params: Params) -> Tone:
    c = np.linspace(0.0, 1.0, 256)
    c = contrasted(brightened(c, params.brightness), params.contrast)
    c = lifted_shadows(lifted_highlights(c, params.highlight), params.shadow)
    c = levelled(c, params.white, params.black)
    c = faded(lightened(c, params.light_sensation), params.fade)
    gains = balance(params.temperature, params.tone)
    return Tone(None, curve_tables([c * gain for gain in gains]), 1.0 + params.saturation, LUMA)


EFFECT = Filter(
    "adjust",
    Params,
    apply,
    "The editor's colour sliders.",
    timeless=lambda params: not params.particle,
    tone=tone_of,
)
