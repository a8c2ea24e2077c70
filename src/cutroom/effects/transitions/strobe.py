"""Both pictures alternate in quick cuts, plain or with strange frames between them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, WHITE, Color
from cutroom.effects.chance import chance
from cutroom.effects.colour import chroma_scaled
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid

_STYLES = ("cut", "black", "white", "negative", "hues", "grey")


@dataclass(frozen=True, slots=True)
class Params:
    """How quick, and what comes between."""

    style: str = choice("cut", _STYLES, "what the frames between look like")
    cuts: int = number(8, 2, 40, "cuts over the time")
    zoom: float = number(0.15, 0.0, 1.0, "how much nearer the frames between are")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The next picture shows ever longer; every second cut has a frame of the chosen kind."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    at = t * int(params.cuts)
    step, part = int(at), at - int(at)
    showing = after if part < t else before
    if step == 0 or part > 0.45:
        return showing
    scale = 1.0 + params.zoom * chance(moment.seed, step)
    near = mirrored(showing, zoomed(showing.width, showing.height, scale))
    if params.style == "cut" or (step % 2 == 0 and params.style in ("negative", "hues")):
        return near
    if params.style in ("black", "white"):
        goal = BLACK if params.style == "black" else WHITE
        return solid(near.width, near.height, goal) if part < 0.25 else near
    if params.style == "grey":
        return chroma_scaled(near, 0.0)
    strange = _inverted(near)
    if params.style == "negative":
        return strange
    return tinted(chroma_scaled(strange if step % 4 == 1 else near, 1.8), _hue(step), 0.35)


def _inverted(picture: Picture) -> Picture:
    """The negative."""
    luma = np.clip(251 - np.arange(256), 0, 255).astype(np.uint8)
    chroma = np.clip(256 - np.arange(256), 0, 255).astype(np.uint8)
    y, u, v, _ = picture.planes
    turned = (cv2.LUT(y, luma), cv2.LUT(u, chroma), cv2.LUT(v, chroma))
    return Picture.from_planes(*(np.asarray(plane, np.uint8) for plane in turned))


def _hue(step: int) -> Color:
    parts = [0.5 + 0.5 * np.cos(2 * np.pi * (step * 0.381 - shift)) for shift in (0, 1 / 3, 2 / 3)]
    return Color(*(float(part) for part in parts))


EFFECT = Transition("strobe", Params, apply, "Both pictures alternate in quick cuts.")
