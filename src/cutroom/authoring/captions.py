"""Captions onto a new track, and texts for other calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cutroom.authoring.animating import Animated, text_animations
from cutroom.authoring.document import DraftDocument, Json
from cutroom.authoring.lettering import (
    Look,
    color_named,
    content,
    font_named,
    occurrences,
    optional_color,
    plain_parts,
    shadow_parts,
)
from cutroom.authoring.notes import Notes
from cutroom.authoring.parts import Pose, Span, visual_segment
from cutroom.authoring.placing import Added, added, check_apart, shift
from cutroom.authoring.requests import AddCaptions, CaptionItem
from cutroom.catalog.fancy_text import find_text_effect, read_text_effect
from cutroom.catalog.lookup import Entry

_SPACING_UNIT = 0.05
_LEAST_LINE_SPACING = 0.02
_BORDER, _SHADOW = 8, 32
_ALIGNMENTS = {0: (0, 0), 1: (1, 0), 2: (2, 0), 3: (1, 1), 4: (0, 1), 5: (2, 1)}
"""Alignment of a call: alignment and typesetting (1: columns) of a draft."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How lines are set, and how opaque the text is; spacings as the editor shows them."""

    alignment: int = 1
    letter_spacing: float = 0.0
    line_spacing: float = 0.0
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Dress:
    """What a text is drawn with; ``effect_id`` names a style that only JianYing has."""

    parts: Mapping[str, Any] = field(default_factory=dict)
    effect_id: str = ""


def add_captions(draft: DraftDocument, wanted: AddCaptions, notes: Notes) -> Added:
    """Captions that wrap by themselves, with stressed words, fancy text and animations."""
    items = wanted.captions
    spans = [Span(item.start, item.end - item.start) for item in items]
    check_apart("captions", spans)
    common = _common_dress(wanted, notes)
    font = font_named(wanted.font, "font", notes)
    flags = {"bold": wanted.bold, "italic": wanted.italic, "underline": wanted.underline}
    setting = Setting(
        wanted.alignment, wanted.letter_spacing, int(wanted.line_spacing), wanted.alpha
    )
    x, y = shift(draft, wanted.transform_x, wanted.transform_y)
    pose = Pose(x, y, wanted.scale_x, wanted.scale_y)
    made = []
    for index, (item, span) in enumerate(zip(items, spans, strict=True)):
        where = f"captions[{index}]"
        own = _effect_dress(item.text_effect, f"{where}.text_effect", notes) or common
        own = own if own.parts else Dress(common.parts, own.effect_id)
        look = Look(item.font_size or wanted.font_size, own.parts, font, flags, own.effect_id)
        material = text_material(draft, item.text, _looks(item, look, where, notes), setting)
        segment = visual_segment(material["id"], span, pose)
        if own.effect_id:
            segment["extra_material_refs"].append(_effect_material(draft, own.effect_id)["id"])
        text_animations(draft, segment, _animated(item), where, notes)
        made.append(segment)
    return added(draft.add_track("text", made), made)


def text_material(draft: DraftDocument, text: str, looks: list[Look], setting: Setting) -> Json:
    """A text that wraps at 82 % of the canvas."""
    alignment, columns = _ALIGNMENTS[setting.alignment]
    flags = 7
    if any(look.parts.get("strokes") for look in looks):
        flags |= _BORDER
    if any(look.parts.get("shadows") for look in looks):
        flags |= _SHADOW
    return draft.add(
        "texts",
        add_type=0,
        alignment=alignment,
        check_flag=flags,
        content=content(text, looks),
        font_size=looks[0].size,
        force_apply_line_max_width=False,
        global_alpha=setting.alpha,
        letter_spacing=setting.letter_spacing * _SPACING_UNIT,
        line_feed=1,
        line_max_width=0.82,
        line_spacing=_LEAST_LINE_SPACING + setting.line_spacing * _SPACING_UNIT,
        type="subtitle",
        typesetting=columns,
    )


def _common_dress(wanted: AddCaptions, notes: Notes) -> Dress:
    dress = _effect_dress(wanted.text_effect, "text_effect", notes)
    if dress is not None and not dress.effect_id:
        return dress
    has_shadow = wanted.has_shadow or wanted.shadow_info is not None
    parts = plain_parts(
        color_named(wanted.text_color, "text_color", notes),
        optional_color(wanted.border_color, "border_color", notes),
        shadow_parts(has_shadow, wanted.shadow_info, "shadow_info", notes),
    )
    return Dress(parts, "" if dress is None else dress.effect_id)


def _effect_dress(name: str, where: str, notes: Notes) -> Dress | None:
    """What a fancy text is drawn with; None for no name, or one that says nothing."""
    name = name.strip()
    if not name:
        return None
    effect = find_text_effect(name)
    if effect is not None:
        return Dress(effect.parts())
    if name.isdecimal():
        notes.add(
            where,
            f"花字 {name} 由剪映提供：在剪映中显示，云端渲染时使用文字自身的颜色",
            f"text effect {name} is JianYing's own: it shows there, and rendered videos have"
            " the text's own colours",
        )
        return Dress({}, name)
    effect = read_text_effect(name)
    if effect is None:
        notes.unknown(where, name, ())
        return None
    notes.add(
        where,
        f"花字“{name[:80]}”按名称中的颜色和类型近似绘制",
        f"text effect {name[:80]!r} is drawn from the colours and kinds in its title",
    )
    return Dress(effect.parts())


def _looks(item: CaptionItem, look: Look, where: str, notes: Notes) -> list[Look]:
    """The look of every character: the text's own, or that of its stressed words."""
    looks = [look] * len(item.text)
    if not item.keyword.strip():
        return looks
    found = occurrences(item.text, item.keyword)
    if not found:
        notes.add(
            f"{where}.keyword",
            f"文本中没有“{item.keyword[:80]}”，已忽略",
            f"the text does not hold {item.keyword[:80]!r}; it was ignored",
        )
        return looks
    stressed = _stressed(item, look, where, notes)
    for start, end in found:
        looks[start:end] = [stressed] * (end - start)
    return looks


def _stressed(item: CaptionItem, look: Look, where: str, notes: Notes) -> Look:
    font: Entry | None = font_named(item.keyword_font, f"{where}.keyword_font", notes) or look.font
    has_shadow = item.keyword_has_shadow or item.keyword_shadow_info is not None
    parts = plain_parts(
        color_named(item.keyword_color, f"{where}.keyword_color", notes),
        optional_color(item.keyword_border_color, f"{where}.keyword_border_color", notes),
        shadow_parts(has_shadow, item.keyword_shadow_info, f"{where}.keyword_shadow_info", notes),
    )
    return Look(item.keyword_font_size or look.size, parts, font, look.flags)


def _effect_material(draft: DraftDocument, effect_id: str) -> Json:
    return draft.add(
        "effects",
        apply_target_type=0,
        effect_id=effect_id,
        resource_id=effect_id,
        source_platform=1,
        type="text_effect",
        value=1.0,
    )


def _animated(item: CaptionItem) -> Animated:
    return Animated(
        (item.in_animation, item.in_animation_duration),
        (item.out_animation, item.out_animation_duration),
        (item.loop_animation, item.loop_animation_duration),
    )
