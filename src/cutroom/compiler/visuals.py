"""Segments of picture tracks as clips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from cutroom.compiler.animations import motions_of
from cutroom.compiler.backdrop import backdrop_of
from cutroom.compiler.borders import outline_of, rounding_of, shadow_of
from cutroom.compiler.captions import text_content_of
from cutroom.compiler.clock import media_of, media_time, speed_of
from cutroom.compiler.compound import Compose, Composition, nested_of
from cutroom.compiler.dressing import blend_of, clip_treatments
from cutroom.compiler.masks import chroma_of, mask_of
from cutroom.compiler.mattes import matte_of
from cutroom.compiler.motion import KeyClock, Motion
from cutroom.compiler.output import media_size
from cutroom.compiler.placing import crop_of, fitted_size, placement_of
from cutroom.compiler.scene import Use
from cutroom.compiler.shapes import color_content, shape_content
from cutroom.compiler.singing import sung_motion
from cutroom.compiler.stickers import sticker_of
from cutroom.compiler.text_templates import template_of
from cutroom.compiler.undone import note_undone_of_video
from cutroom.core.curves import Curve
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import WHOLE, Quad, Size
from cutroom.core.time import TimeMap, steady
from cutroom.draft import fields
from cutroom.draft.model import Material
from cutroom.timeline.model import (
    Clip,
    Content,
    Mask,
    MediaContent,
    MotionSpan,
    NestedContent,
)

_PICTURES = ("video", "image", "animation")


@dataclass(frozen=True, slots=True)
class Visual:
    """What a segment shows, before it is placed; ``alpha`` is its static opacity.

    ``motions`` are those that it brings without an animation being named.
    """

    content: Content
    fitted: Size
    alpha: float
    crop: Quad = WHOLE
    subject: str = "clip"
    motions: tuple[MotionSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A compiled segment; ``nested`` is what a compound clip holds."""

    clip: Clip
    nested: Composition | None = None


def picture_of(use: Use, compose: Compose) -> Picture | None:
    """The clip of a segment, None (with a diagnostic) when there is nothing to draw."""
    drafts = use.extra("drafts")
    if drafts is not None:
        return _compound(use, drafts, compose)
    material = use.material
    if material is None:
        use.note("material-missing", "skipped", "the draft does not hold the segment's material")
        return None
    if material.bucket == "text_templates":
        template = template_of(use, material, compose)
        if template is not None:
            time = steady(Fraction(0), use.length_s, Fraction(1))
            return Picture(_clip(use, _nested(use, template, time)), template)
    make = _MAKERS.get(material.bucket)
    if make is None:
        use.note("material-skipped", "skipped", f"{material.bucket} cannot be drawn")
        return None
    visual = make(use, material)
    return None if visual is None else Picture(_clip(use, visual))


def key_clock(use: Use) -> KeyClock:
    """How key times of a segment fall on its clip."""
    if use.segment.source is None or use.track.kind not in ("video", "audio"):
        return KeyClock()
    origin_us = use.segment.source.start_us
    material = use.extra("speeds")
    if material is not None and fields.mapping(material.raw, "curve_speed"):
        time = media_time(use)
        if time.constant_speed is None:
            return KeyClock(origin_us, warp=time)
    return KeyClock(origin_us, speed_of(use))


def _clip(use: Use, visual: Visual) -> Clip:
    use.scene.session.spend_clips()
    motion = Motion(use, key_clock(use))
    mask = _mask(use, motion)
    clip = Clip(
        where=use.where,
        start_frame=use.start_frame,
        length_frames=use.length_frames,
        content=visual.content,
        fitted=visual.fitted,
        placement=placement_of(use, motion, _alpha(visual, motion)),
        crop=visual.crop,
        mask=mask,
        chroma=chroma_of(use, motion),
        blend=blend_of(use),
        treatments=clip_treatments(use, motion),
        motions=motions_of(use, visual.subject) + visual.motions,
        backdrop=backdrop_of(use),
        outline=outline_of(use, mask),
        shadow=shadow_of(use, mask),
    )
    # Sounds ask for their own.
    motion.find("KFTypeVolume", "KFTypeAudioPanning")
    motion.note_unused()
    return clip


def _mask(use: Use, motion: Motion) -> Mask | None:
    mask, rounding = mask_of(use, motion), rounding_of(use, motion)
    if mask is not None and rounding is not None:
        use.note(
            "rounding-skipped", "skipped", "rounded corners are not drawn around a masked clip"
        )
    return mask or rounding


def _alpha(visual: Visual, motion: Motion) -> Curve:
    names = ("KFTypeAlpha", "KFTypeGlobalAlpha")
    return motion.get(visual.alpha, *(reversed(names) if visual.subject == "text" else names))


def _compound(use: Use, drafts: Material, compose: Compose) -> Picture | None:
    nested = nested_of(use, drafts, compose)
    if nested is None:
        return None
    return Picture(_clip(use, _nested(use, nested, media_time(use))), nested)


def _nested(use: Use, nested: Composition, time: TimeMap) -> Visual:
    timeline = nested.timeline
    fitted = use.scene.fitted(nested.scene.canvas)
    # Less than a pixel apart, its own size spares every frame a resampling.
    if abs(fitted.width - timeline.width) < 1 and abs(fitted.height - timeline.height) < 1:
        fitted = Size(timeline.width, timeline.height)
    return Visual(NestedContent(timeline, time), fitted, use.segment.clip.alpha)


def _media(use: Use, material: Material) -> Visual | None:
    fill = use.extra("material_colors")
    if fill is not None and fields.flag(fill.raw, "is_color_clip", False):
        content, area = color_content(use, fill.raw)
        return Visual(content, use.scene.fitted(area), use.segment.clip.alpha)
    facts = _facts(use, material)
    if facts is None:
        return None
    size = media_size(use.scene.draft, use.scene.session.facts, use.segment)
    if facts.kind not in _PICTURES or size is None:
        # A recording used as a video still sounds; only its picture is missing.
        use.note("picture-missing", "skipped", f"{_name(material)} has no picture")
        return None
    crop = crop_of(material.raw)
    fitted = fitted_size(use.scene, size, crop)
    note_undone_of_video(use, material.raw)
    return Visual(_media_content(use, material, facts), fitted, use.segment.clip.alpha, crop)


def _media_content(use: Use, material: Material, facts: MediaFacts) -> MediaContent:
    index = use.scene.session.source_index(facts)
    return MediaContent(index, _picture_time(use, facts), matte_of(use, material.raw, facts))


def _picture_time(use: Use, facts: MediaFacts) -> TimeMap:
    if facts.kind == "image":
        return steady(Fraction(0), use.length_s, Fraction(1))
    return media_time(use)


def _facts(use: Use, material: Material) -> MediaFacts | None:
    facts = media_of(use)
    if facts is None:
        use.note("media-missing", "skipped", f"the file of {_name(material)} was not found")
    return facts


def _name(material: Material) -> str:
    names = ("material_name", "name", "path")
    return next(filter(None, (fields.text(material.raw, n) for n in names)), "the material")


def _sticker(use: Use, material: Material) -> Visual | None:
    found = sticker_of(use, material.raw)
    if found is None:
        return None
    return Visual(found.content, found.fitted, use.segment.clip.alpha)


def _shape(use: Use, material: Material) -> Visual | None:
    found = shape_content(use, material.raw)
    if found is None:
        return None
    content, size = found
    return Visual(content, size, use.segment.clip.alpha)


def _text(use: Use, material: Material) -> Visual | None:
    content = text_content_of(use, material)
    if content is None:
        return None
    # Text ignores the clip's own opacity; the app keeps it in the text material.
    alpha = fields.number(material.raw, "global_alpha", 1.0, 0.0, 1.0)
    sung = sung_motion(use, material.raw, content.words)
    return Visual(content, Size(0, 0), alpha, subject="text", motions=sung)


_MAKERS: dict[str, Callable[[Use, Material], Visual | None]] = {
    "videos": _media,
    "images": _media,
    "stickers": _sticker,
    "shapes": _shape,
    "texts": _text,
    "text_templates": _text,
}
