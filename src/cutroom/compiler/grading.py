"""Curves, hue sliders and colour wheels of a segment as effects.

The stages run in the order hue sliders, curves, wheels; the adjust sliders come after them. Keys replace
a hue slider's value and the intensity of wheels.
"""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import rgb_to_hsv

from cutroom.compiler.motion import Motion, scaled
from cutroom.compiler.scene import Use
from cutroom.core.color import find_color
from cutroom.core.curves import Curve
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Material
from cutroom.timeline.model import Params, ParamValue

Stage = tuple[str, Params]

_CHANNELS = ("luma", "red", "green", "blue")
_MOST_POINTS = 64
_BANDS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "magenta")
_BAND_HUES = (0.0, 30.0, 60.0, 120.0, 180.0, 240.0, 275.0, 315.0)
_WHEELS = ("lift", "gamma", "gain", "offset")
_COMMON_KEYS = ("luminance", "luma", "lightness", "brightness", "value", "w", "y")
GRADING_BUCKETS = ("hsl", "color_curves", "primary_color_wheels", "log_color_wheels")


def grading_stages(use: Use, materials: tuple[Material, ...], motion: Motion) -> tuple[Stage, ...]:
    """Effects and parameters of what is switched on and not neutral."""
    held: dict[str, list[Json]] = {bucket: [] for bucket in GRADING_BUCKETS}
    for material in materials:
        if material.bucket in held and fields.flag(material.raw, "visible", True):
            held[material.bucket].append(material.raw)
    found = [
        ("hsl", _hsl(held["hsl"], motion) if use.switched_on("enable_hsl") else ()),
        ("curves", _curves(held["color_curves"]) if use.switched_on("enable_color_curves") else ()),
    ]
    if use.switched_on("enable_color_wheels"):
        for bucket in ("primary_color_wheels", "log_color_wheels"):
            wheels = _wheels(held[bucket], bucket == "log_color_wheels", motion)
            if wheels:
                use.note(
                    "wheels-approximated", "approximated",
                    "colour wheels are drawn as lift, gamma, gain and offset of the channels",
                )  # fmt: skip
            found.append(("wheels", wheels))
    return tuple((effect, params) for effect, params in found if params)


# -- hue sliders -------------------------------------------------------------------------------------


def _hsl(held: list[Json], motion: Motion) -> Params:
    values: dict[str, ParamValue] = {}
    for raw in held:
        band = _band(raw)
        for slider in ("hue", "saturation", "lightness"):
            keyed = motion.find(f"KFTypeHsl{slider.capitalize()}Intensity", of=raw)
            value = _share(fields.number(raw, slider, 0.0)) if keyed is None else _shares(keyed)
            if value:
                values[f"{band}_{slider}"] = value
    return tuple(values.items())


def _shares(curve: Curve) -> Curve:
    """Keyed sliders, counted to 1 or to 100 like the static ones."""
    counts_to_100 = any(abs(key.value) > 1.0 for key in curve.keys)
    return scaled(curve, 0.01) if counts_to_100 else curve


def _share(value: float) -> float:
    """A slider as −1…1; writers that count to 100 are told by numbers beyond 1."""
    return min(max(value if abs(value) <= 1.0 else value / 100, -1.0), 1.0)


def _band(raw: Json) -> str:
    """The band of hues a material is for: by its colour, else by its number from 1."""
    notation = fields.text(raw, "custom_color").strip().removeprefix("#")
    # Eight digits put alpha first here.
    color = find_color(notation[2:] if len(notation) == 8 else notation)
    if color is None:
        number = fields.integer(raw, "hsl_color_type", 1, 1, len(_BANDS))
        return _BANDS[number - 1]
    hue = rgb_to_hsv(color.red, color.green, color.blue)[0] * 360

    def gap(band: int) -> float:
        apart = abs(hue - _BAND_HUES[band])
        return min(apart, 360 - apart)

    return _BANDS[min(range(len(_BANDS)), key=gap)]


# -- curves ------------------------------------------------------------------------------------------


def _curves(held: list[Json]) -> Params:
    values: dict[str, ParamValue] = {}
    for raw in held:
        for channel in _CHANNELS:
            points = list(_points(raw, channel))
            if points not in ([], [(0.0, 0.0), (1.0, 1.0)]):
                values[channel] = " ".join(f"{x:g},{y:g}" for x, y in points)
    return tuple(values.items())


def _points(raw: Json, channel: str) -> Iterator[tuple[float, float]]:
    for _, point in zip(range(_MOST_POINTS), fields.mappings(raw, channel), strict=False):
        anchor = fields.mapping(point, "anchor") or point
        x, y = (fields.number(anchor, key, 0.0, 0.0, 1.0) for key in ("x", "y"))
        yield round(x, 4), round(y, 4)


# -- wheels ------------------------------------------------------------------------------------------


def _wheels(held: list[Json], is_logarithmic: bool, motion: Motion) -> Params:
    values: dict[str, ParamValue] = {}
    keyed_as = f"KFType{'Log' if is_logarithmic else 'Primary'}ColorWheelIntensity"
    for raw in held:
        strength = fields.number(raw, "intensity", 1.0, 0.0, 1.0)
        keyed = motion.find(keyed_as, of=raw)
        for wheel in _WHEELS:
            channels = _channels(raw.get(wheel))
            for color, value in zip(("red", "green", "blue"), channels, strict=True):
                name = f"{wheel}_{color}"
                if keyed is not None and value:
                    values[name] = scaled(keyed, min(max(value, -1.0), 1.0))
                elif value * strength:
                    values[name] = min(max(value * strength, -1.0), 1.0)
    if values and is_logarithmic:
        values["logarithmic"] = True
    return tuple(values.items())


def _channels(stored: object) -> tuple[float, float, float]:
    """Red, green and blue of a wheel, what it holds for all of them added."""
    if isinstance(stored, list):
        listed: Json = {str(index): item for index, item in enumerate(stored[:4])}
        red, green, blue = (fields.number(listed, key, 0.0, -1.0, 1.0) for key in "012")
        common = fields.number(listed, "3", 0.0, -1.0, 1.0)
    else:
        red, green, blue = (
            fields.number(stored, name, fields.number(stored, name[0], 0.0, -1.0, 1.0), -1.0, 1.0)
            for name in ("red", "green", "blue")
        )
        common = next(
            (v for k in _COMMON_KEYS if (v := fields.number(stored, k, 0.0, -1.0, 1.0))), 0.0
        )
    return red + common, green + common, blue + common
