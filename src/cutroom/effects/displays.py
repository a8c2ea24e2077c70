"""What cameras and film draw around a picture, on an RGBA canvas."""

from __future__ import annotations

import cv2

from cutroom.core.color import Color
from cutroom.effects.overlays import Canvas
from cutroom.effects.spec import Moment

Ink = tuple[int, int, int, int]
_RED: Ink = (232, 44, 40, 255)
_DARK: Ink = (12, 11, 12, 255)


def recorder(canvas: Canvas, color: Color, moment: Moment) -> None:
    """Corner brackets, a blinking REC light, a running time code and a battery."""
    ink = color.as_bytes()
    unit = min(canvas.shape[:2])
    _corners(canvas, ink, 0.055, 0.09)
    left, top = round(0.095 * unit), round(0.115 * unit)
    if moment.time_s % 1.0 < 0.6:
        cv2.circle(canvas, (left, top), round(0.016 * unit), _RED, -1, cv2.LINE_AA)
    write(canvas, "REC", (left + round(0.035 * unit), top + round(0.018 * unit)), 0.05, ink)
    hundredths = round(moment.time_s * 100)
    seconds, rest = divmod(hundredths, 100)
    code = f"00:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{rest * 30 // 100:02d}"
    height, width = canvas.shape[:2]
    write(canvas, code, (round(0.095 * unit), height - round(0.09 * unit)), 0.045, ink)
    right = width - round(0.095 * unit)
    box = (right - round(0.075 * unit), top - round(0.018 * unit), right, top + round(0.018 * unit))
    thick = max(1, round(0.004 * unit))
    cv2.rectangle(canvas, box[:2], box[2:], ink, thick)
    inner = (
        (box[0] + 2 * thick, box[1] + 2 * thick),
        (box[2] - round(0.022 * unit), box[3] - 2 * thick),
    )
    cv2.rectangle(canvas, inner[0], inner[1], ink, -1)
    cv2.rectangle(canvas, (right, top - thick * 2), (right + thick * 2, top + thick * 2), ink, -1)


def viewfinder(canvas: Canvas, color: Color, moment: Moment) -> None:
    """Corner brackets, thirds and a focus square that breathes."""
    ink = color.as_bytes()
    height, width = canvas.shape[:2]
    unit = min(height, width)
    _corners(canvas, ink, 0.05, 0.12)
    faint = (ink[0] // 3, ink[1] // 3, ink[2] // 3, 85)
    thin = max(1, round(0.0022 * unit))
    for third in (1, 2):
        cv2.line(canvas, (width * third // 3, 0), (width * third // 3, height), faint, thin)
        cv2.line(canvas, (0, height * third // 3), (width, height * third // 3), faint, thin)
    half = round(unit * (0.11 + 0.012 * abs((moment.time_s * 1.6) % 2.0 - 1.0)))
    arm = round(half * 0.4)
    for side_x in (-1, 1):
        for side_y in (-1, 1):
            corner = (width // 2 + side_x * half, height // 2 + side_y * half)
            _bracket(
                canvas, corner, (-side_x * arm, -side_y * arm), ink, max(1, round(0.005 * unit))
            )


def film_strip(canvas: Canvas, color: Color, moment: Moment) -> None:
    """Dark bars with perforations that run by, above and below."""
    height, width = canvas.shape[:2]
    unit = min(height, width)
    bar = round(0.105 * unit)
    canvas[:bar] = canvas[height - bar :] = _DARK
    pitch, hole = 0.085 * unit, (0.045 * unit, 0.05 * unit)
    shift = (moment.time_s * 0.25 * unit) % pitch
    ink = color.as_bytes()
    for number in range(-1, int(width / pitch) + 2):
        left = number * pitch + shift
        for top in ((bar - hole[1]) / 2, height - (bar + hole[1]) / 2):
            start = (round(left * 16), round(top * 16))
            end = (round((left + hole[0]) * 16), round((top + hole[1]) * 16))
            cv2.rectangle(canvas, start, end, ink, -1, cv2.LINE_AA, 4)


def _corners(canvas: Canvas, ink: Ink, margin: float, arm: float) -> None:
    height, width = canvas.shape[:2]
    unit = min(height, width)
    inset, reach, thick = round(margin * unit), round(arm * unit), max(1, round(0.006 * unit))
    for x, side_x in ((inset, 1), (width - inset, -1)):
        for y, side_y in ((inset, 1), (height - inset, -1)):
            _bracket(canvas, (x, y), (side_x * reach, side_y * reach), ink, thick)


def _bracket(
    canvas: Canvas, at: tuple[int, int], arms: tuple[int, int], ink: Ink, thick: int
) -> None:
    cv2.line(canvas, at, (at[0] + arms[0], at[1]), ink, thick, cv2.LINE_AA)
    cv2.line(canvas, at, (at[0], at[1] + arms[1]), ink, thick, cv2.LINE_AA)


def write(canvas: Canvas, text: str, at: tuple[int, int], height: float, ink: Ink) -> None:
    """Plain letters and digits, ``height`` in short sides, the left end of the base line at ``at``."""
    unit = min(canvas.shape[:2])
    scale = height * unit / 30
    cv2.putText(
        canvas,
        text,
        at,
        cv2.FONT_HERSHEY_SIMPLEX,
        scale,
        ink,
        max(1, round(0.006 * unit)),
        cv2.LINE_AA,
    )
