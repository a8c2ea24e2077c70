"""A timeline as text that a person can read and a test can compare.

One line a clip, sound, transition or treatment; what has its default value is left out. Numbers are
written with six significant digits, exact fractions as themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from fractions import Fraction
from typing import Any

from cutroom.core.color import Color
from cutroom.core.curves import Curve, Key
from cutroom.core.geometry import Quad, Size
from cutroom.core.time import SpeedSpan, TimeMap
from cutroom.timeline.model import (
    AdjustLayer,
    Backdrop,
    Clip,
    ColorContent,
    Content,
    FontRequest,
    Layer,
    MediaContent,
    NestedContent,
    Paint,
    Params,
    Placement,
    ShapeContent,
    SoundClip,
    StickerContent,
    TextContent,
    TextSpan,
    TextStyle,
    Timeline,
    Transition,
    Treatment,
    WordTime,
)

_MAX_KEYS = 12
# Fields equal to these are left out.
_PLAIN = TextStyle(FontRequest(), 0.0, Paint(()))
_USUAL: dict[type, Any] = {
    Backdrop: Backdrop("color"),
    FontRequest: FontRequest(),
    Paint: Paint(()),
}


def dump_timeline(timeline: Timeline) -> str:
    """The timeline as lines of text, ending with a newline; equal timelines give equal text."""
    lines = [_head(timeline)]
    for index, source in enumerate(timeline.sources):
        facts = source.facts
        parts = [f"source {index} {facts.kind}"]
        if facts.width:
            parts.append(f"{facts.width}x{facts.height}")
        if facts.duration_us:
            parts.append(f"{_number(facts.duration_us / 1e6)}s")
        if facts.has_audio:
            parts.append("sound")
        lines.append(" ".join([*parts, facts.path]))
    lines += _layers(timeline, "")
    lines += [_sound(sound) for sound in timeline.sounds]
    return "\n".join(lines) + "\n"


def _head(timeline: Timeline) -> str:
    return (
        f"timeline {timeline.width}x{timeline.height} {_fraction(timeline.fps)} fps"
        f" {timeline.length_frames} frames"
    )


def _layers(timeline: Timeline, indent: str) -> Iterator[str]:
    for layer in timeline.layers:
        if isinstance(layer, AdjustLayer):
            yield f"{indent}adjust layer {layer.where}"
            yield from (f"{indent}  {_treatment(t)}" for t in layer.treatments)
        else:
            yield f"{indent}layer {layer.where}"
            yield from _clips(layer, indent + "  ")


def _clips(layer: Layer, indent: str) -> Iterator[str]:
    joins = {transition.before: transition for transition in layer.transitions}
    for index, clip in enumerate(layer.clips):
        yield indent + _clip(clip)
        yield from (f"{indent}  {line}" for line in _details(clip))
        if isinstance(clip.content, NestedContent):
            yield from _layers(clip.content.timeline, indent + "  ")
        if index in joins:
            yield indent + _transition(joins[index])


def _clip(clip: Clip) -> str:
    handles = ""
    if clip.lead_frames or clip.tail_frames:
        handles = f" handles {clip.lead_frames}|{clip.tail_frames}"
    size = f" fitted {_size(clip.fitted)}" if clip.fitted.width else ""
    frames = f"{clip.start_frame}+{clip.length_frames}{handles}"
    return f"clip {frames} {_content(clip.content)}{size} @ {clip.where}"


def _content(content: Content) -> str:
    match content:
        case MediaContent():
            matte = content.matte
            cut = "" if matte is None else f" cut out by {matte.source}"
            cut += " inverted" if matte is not None and matte.inverted else ""
            return f"media {content.source} {_time(content.time)}{cut}"
        case ColorContent():
            return f"color {_colors(content.colors, content.stops, content.angle)}"
        case NestedContent():
            nested = content.timeline
            frames = f"{nested.width}x{nested.height} {nested.length_frames} frames"
            return f"nested {frames} {_time(content.time)}"
        case ShapeContent():
            border = f" border {content.border} {_number(content.border_px)}px"
            rounded = f" round {_number(content.round_px)}px" if content.round_px else ""
            shade = content.shade
            fill = (
                content.fill if shade is None else _colors(shade.colors, shade.stops, shade.angle)
            )
            outline = f"{len(content.points)} points fill {fill}"
            return f"shape {outline}{border if content.border_px else ''}{rounded}"
        case StickerContent():
            if content.label:
                return f"plate {content.label!r}"
            loop = f" loop {_number(float(content.loop_s))}s" if content.loop_s else ""
            return f"sticker {content.sticker}{loop}"
        case TextContent():
            return f"text {content.text!r}"


def _details(clip: Clip) -> Iterator[str]:
    if isinstance(clip.content, TextContent):
        yield from _text(clip.content)
    placement = _given(clip.placement, Placement())
    if placement:
        yield f"place {placement}"
    if not clip.crop.is_whole:
        yield f"crop {_value(clip.crop)}"
    if clip.blend != "normal":
        yield f"blend {clip.blend}"
    parts = {
        "mask": clip.mask,
        "chroma": clip.chroma,
        "backdrop": clip.backdrop,
        "outline": clip.outline,
        "shadow": clip.shadow,
    }
    for name, part in parts.items():
        if part is not None:
            yield f"{name} {_given(part, _USUAL.get(type(part)))}"
    yield from map(_treatment, clip.treatments)
    for motion in clip.motions:
        frames = f"{motion.start_frame}+{motion.length_frames}"
        yield f"motion {motion.phase} {frames} {motion.effect}{_params(motion.params)}"


def _text(content: TextContent) -> Iterator[str]:
    given: list[str] = [content.align]
    if content.vertical:
        given.append("vertical")
    if content.wrap_px:
        given.append(f"wrap {_number(content.wrap_px)}px")
    given.append(f"gap {_number(content.line_gap)}")
    yield "set " + " ".join(given)
    if content.background is not None:
        yield f"background {_given(content.background)}"
    if content.bubble is not None:
        yield f"bubble {_given(content.bubble)}"
    if content.bend_degrees:
        yield f"bend {_number(content.bend_degrees)}"
    if content.words:
        yield "words " + " ".join(map(_word, content.words))
    yield from map(_span, content.spans)


def _word(word: WordTime) -> str:
    return f"{word.start}-{word.end}@{_number(word.start_s)}–{_number(word.end_s)}s"


def _span(span: TextSpan) -> str:
    return f"span {span.start}-{span.end} {_given(span.style, _PLAIN)}"


def _transition(transition: Transition) -> str:
    frames = f"{transition.start_frame}+{transition.length_frames}"
    return f"transition {frames} {transition.effect}{_params(transition.params)}"


def _treatment(treatment: Treatment) -> str:
    frames = f"{treatment.start_frame}+{treatment.length_frames}"
    strength = treatment.strength
    mixed = "" if strength.constant and strength.first == 1.0 else f" at {_value(strength)}"
    mask = treatment.mask
    inside = "" if mask is None else f" inside {{{_given(mask, _USUAL.get(type(mask)))}}}"
    return f"treat {frames} {treatment.effect}{_params(treatment.params)}{mixed}{inside}"


def _sound(sound: SoundClip) -> str:
    parts = [f"sound {sound.start_sample}+{sound.length_samples} source {sound.source}"]
    parts.append(_time(sound.time))
    if not sound.gain.constant or sound.gain.first != 1.0:
        parts.append(f"gain {_value(sound.gain)}")
    if sound.fade_in_samples or sound.fade_out_samples:
        parts.append(f"fades {sound.fade_in_samples}|{sound.fade_out_samples}")
    if not sound.keep_pitch:
        parts.append("pitch follows speed")
    if sound.channels != "both":
        parts.append(f"channel {sound.channels}")
    if sound.loudness_lufs is not None:
        parts.append(f"loudness {sound.loudness_lufs:g}")
    if not sound.pan.constant or sound.pan.first != 0.0:
        parts.append(f"pan {_value(sound.pan)}")
    if sound.denoise:
        parts.append(f"denoise {_number(sound.denoise)}")
    parts += [f"effect {e.effect}{_params(e.params)}" for e in sound.effects]
    return " ".join(parts) + f" @ {sound.where}"


def _params(params: Params) -> str:
    return "".join(f" {name}={_value(value)}" for name, value in params)


def _given(item: Any, defaults: Any = None) -> str:
    """The fields of a dataclass that differ from ``defaults``, or that are not zero."""
    parts = []
    for field in fields(item):
        value = getattr(item, field.name)
        if isinstance(value, Curve) and value.constant:
            value = value.first
        usual = getattr(defaults, field.name, 0.0)
        if isinstance(usual, Curve):
            usual = usual.first
        if value != usual and value is not False and value is not None:
            parts.append(f"{field.name}={_value(value)}")
    return " ".join(parts)


def _value(value: Any) -> str:
    match value:
        case bool() | str():
            return str(value)
        case int() | float():
            return _number(value)
        case Fraction():
            return _fraction(value)
        case Color():
            return str(value)
        case Paint() if len(value.colors) == 1 and not value.texture:
            return str(value.colors[0])
        case Curve():
            return _curve(value)
        case Quad():
            corners = (value.top_left, value.top_right, value.bottom_left, value.bottom_right)
            return " ".join(f"({_number(p.x)},{_number(p.y)})" for p in corners)
        case tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
    return "{" + _given(value, _USUAL.get(type(value))) + "}"


def _curve(curve: Curve) -> str:
    if curve.constant:
        return _number(curve.first)
    keys = [_key(key) for key in curve.keys]
    if len(keys) > _MAX_KEYS:
        half = _MAX_KEYS // 2
        keys = [*keys[:half], f"… {len(keys) - 2 * half} more …", *keys[-half:]]
    return "{" + " ".join(keys) + "}"


def _key(key: Key) -> str:
    handles = ""
    if key.in_s or key.in_value:
        handles += f"<({_number(key.in_s)},{_number(key.in_value)})"
    if key.out_s or key.out_value:
        handles += f">({_number(key.out_s)},{_number(key.out_value)})"
    return f"{_number(key.time_s)}s:{_number(key.value)}{handles}"


def _time(time: TimeMap) -> str:
    speed = time.constant_speed
    rate = (
        f"x{_fraction(speed)}" if speed is not None else f"x[{' '.join(map(_speeds, time.spans))}]"
    )
    if time.reverse:
        rate += f" reversed over {_fraction(time.source_length_s)}s"
    return f"from {_fraction(time.source_start_s)}s {rate}"


def _speeds(span: SpeedSpan) -> str:
    return f"{_number(float(span.length_s))}s:{_number(float(span.speed_start))}→{_number(float(span.speed_end))}"


def _colors(colors: tuple[Color, ...], stops: tuple[float, ...], angle: float) -> str:
    if len(colors) == 1:
        return str(colors[0])
    marks = " ".join(f"{c}@{_number(s)}" for c, s in zip(colors, stops, strict=False))
    return f"{marks} angle {_number(angle)}"


def _size(size: Size) -> str:
    return f"{_number(size.width)}x{_number(size.height)}"


def _number(value: float) -> str:
    return f"{value:.6g}" if value else "0"


def _fraction(value: Fraction) -> str:
    """Exact where six digits or a small fraction say it, else rounded."""
    if value.denominator <= 1001 or len(str(value)) <= 12:
        return str(value)
    return _number(float(value))
