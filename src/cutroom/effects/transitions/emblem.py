"""A drawing brings the next picture: it pops up and swallows the canvas, rushes across, or rains."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sin

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased, smooth, window
from cutroom.effects.fields import ramp, threshold
from cutroom.effects.icons import ICONS, icon, stamp
from cutroom.effects.outlines import fill, placed
from cutroom.effects.overlays import Canvas, laid_over, sketch
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """What is drawn and what it does."""

    icon: str = choice("duck", ICONS, "the drawing")
    style: str = choice("pop", ("pop", "rush", "rain"), "pops up, rushes across, or many fall")
    color: Color = colour(Color(1.0, 0.86, 0.4), "colour of the burst behind what pops up")
    count: int = number(70, 5, 200, "how many fall")
    size: float = number(0.3, 0.05, 0.8, "half its width in short sides")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The change is behind the drawing."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    draw = {"pop": _pop, "rush": _rush, "rain": _rain}[params.style]
    return draw(before, after, params, moment)


def _pop(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A disc of colour grows behind the drawing, then opens on the next picture from the middle."""
    t = moment.progress
    canvas = sketch(before)
    height, width = canvas.shape[:2]
    unit, middle = min(height, width), (width / 2, height / 2)
    full = hypot(width, height) / 2 * 1.05
    ink = (*params.color.as_bytes()[:3], 255)
    fill(canvas, placed("circle", *middle, full * eased("strong-in-out", t / 0.5)), ink)
    opened = full * eased("strong-in-out", (t - 0.5) / 0.5)
    if opened >= 1.0:
        fill(canvas, placed("circle", *middle, opened), (0, 0, 0, 0))
    grown = eased("spring", window(t, 0.08, 0.55)) * (1.0 - eased("in", window(t, 0.78, 1.0)))
    shaking = 9.0 * sin(30.0 * t) * window(t, 0.3, 0.5) * (1.0 - window(t, 0.6, 0.8))
    stamp(canvas, icon(params.icon), middle, params.size * unit * grown, shaking)
    return laid_over(before if t < 0.5 else after, canvas)


def _rush(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """From left to right, hopping, dust behind it; the canvas changes as it passes."""
    t = moment.progress
    width, height = before.width, before.height
    at = -0.25 + 1.5 * eased("in-out", t)
    level = min(1.0, max(0.0, at))
    drawn = mix_by(before, after, threshold(ramp(width, height, 8.0), level, 0.03))
    canvas = sketch(before)
    tall, wide = canvas.shape[:2]
    unit = min(tall, wide)
    hop = abs(sin(t * 22.0))
    for key in chances(moment.seed + 113, 26, 3):
        back = 0.5 * float(key[0])
        puff = placed(
            "cloud",
            (at - back * 0.7) * wide,
            tall * (0.22 + 0.66 * key[1]),
            unit * 0.13 * (1 - back) * (0.5 + key[2]),
        )
        fill(canvas, puff, (255, 255, 255, 255))
    place = (at * wide, tall * (0.56 - 0.07 * hop))
    stamp(canvas, icon(params.icon), place, params.size * unit * 1.25, 8.0 * sin(t * 22.0))
    return laid_over(drawn, canvas)


def _rain(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """They fall in perspective, near ones faster; most are in sight in the middle."""
    t = moment.progress
    canvas: Canvas = sketch(before)
    height, width = canvas.shape[:2]
    unit = min(height, width)
    sprite = icon(params.icon)
    keys = chances(moment.seed + 127, int(params.count), 5)
    for key in keys[keys[:, 3].argsort()]:
        near = 0.4 + 0.6 * key[3]
        middle = 0.5 + 0.22 * (key[0] + key[4] - 1.0)
        y = 0.5 + (t - middle) * 5.0 * near
        size = params.size * 0.55 * unit * near
        if -size < y * height < height + size:
            sway = 0.02 * np.sin(6.28 * (t * 2 + key[2]))
            stamp(
                canvas,
                sprite,
                ((key[1] + sway) * width, y * height),
                size,
                60 * (key[2] - 0.5) + 90 * t * (key[4] - 0.5),
            )
    seen = smooth(0.0, 0.08, t) * (1.0 - smooth(0.92, 1.0, t))
    return laid_over(mix(before, after, smooth(0.4, 0.6, t)), (canvas * seen).astype(np.uint8))


EFFECT = Transition("emblem", Params, apply, "A drawing pops up, rushes across or rains.")
