"""From names of filters, effects, animations and transitions to effect ids and parameters."""

from __future__ import annotations

from collections.abc import Iterator

from cutroom.catalog.looks import Look, find_look
from cutroom.compiler.adjusting import ADJUSTMENTS, adjust_params
from cutroom.compiler.driving import driven_params
from cutroom.compiler.grading import grading_stages
from cutroom.compiler.masks import colour_mask_of, effect_mask_of
from cutroom.compiler.motion import KeyClock, Motion
from cutroom.compiler.scene import Use
from cutroom.compiler.undone import note_range_of_effect, note_undone
from cutroom.core.curves import Curve, flat
from cutroom.core.time import us_from_frames
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Material
from cutroom.timeline.model import BlendMode, Mask, Params, Treatment

_BLENDS: dict[str, BlendMode] = {
    "6758325895519277582": "multiply", "871333": "multiply",
    "正片叠底": "multiply", "multiply": "multiply",
    "6758325800031752712": "color-dodge", "871334": "color-dodge",
    "颜色减淡": "color-dodge", "color dodge": "color-dodge",
    "6758325724848853518": "color-burn", "871335": "color-burn",
    "颜色加深": "color-burn", "color burn": "color-burn",
    "6758325619253056013": "linear-burn", "871336": "linear-burn",
    "线性加深": "linear-burn", "linear burn": "linear-burn",
    "6758325439212556814": "soft-light", "871337": "soft-light",
    "柔光": "soft-light", "soft light": "soft-light",
    "6758325264670790152": "hard-light", "871338": "hard-light",
    "强光": "hard-light", "hard light": "hard-light",
    "6758325170760323597": "screen", "871339": "screen", "滤色": "screen", "screen": "screen",
    "6758324989931295240": "overlay", "871340": "overlay", "叠加": "overlay", "overlay": "overlay",
    "6758324919789949453": "lighten", "871341": "lighten", "变亮": "lighten", "lighten": "lighten",
    "6758324839670354445": "darken", "871342": "darken", "变暗": "darken", "darken": "darken",
}  # fmt: skip


def blend_named(text: str) -> BlendMode | None:
    """The blend of a mix mode by its name or id."""
    return _BLENDS.get(text.strip().lower())


BOUND = "bound effects"
"""Under this a use remembers the uses of an effect track that are for its clip alone."""

_NORMAL = ("normal", "正常", "默认")


def look_for(use: Use, kind: str, raw: Json) -> Look | None:
    """How a named thing is drawn; None when it is not.

    Anything less than exact is recorded at the segment.
    """
    names = (
        fields.text(raw, "resource_id"),
        fields.text(raw, "effect_id") or fields.text(raw, "id"),
        fields.text(raw, "name"),
    )
    look = use.scene.session.remembered(("look", kind, *names), lambda: find_look(kind, *names))
    spoken = f"{kind} {look.name or next(filter(None, reversed(names)), 'without a name')}"
    if not look.effect:
        use.note(f"{kind}-skipped", "skipped", f"{spoken} is not drawn")
        return None
    if look.fidelity != "exact":
        use.note(
            f"look-{look.fidelity}", "approximated",
            f"{spoken} is drawn as {look.effect} ({look.fidelity})",
        )  # fmt: skip
    return look


def blend_of(use: Use) -> BlendMode:
    """The mix mode of a clip."""
    for material in use.extras:
        if material.bucket != "effects" or fields.text(material.raw, "type") != "mix_mode":
            continue
        keys = ("resource_id", "effect_id", "name")
        for text in (fields.text(material.raw, key).strip().lower() for key in keys):
            if text in _BLENDS:
                return _BLENDS[text]
        name = fields.text(material.raw, "name")
        if name.strip().lower() not in _NORMAL:
            use.note(
                "blend-skipped", "skipped", f"mix mode {name or 'without a name'} is not known"
            )
    return "normal"


def clip_treatments(use: Use, motion: Motion) -> tuple[Treatment, ...]:
    """Adjustments, LUT, filters and effects attached to a clip, in the order they are applied."""
    bound = tuple(t for effect in use.memory.get(BOUND, ()) for t in _bound(use, effect))
    if not use.segment.extra_refs and not motion:
        return bound
    return treatments_of(use, use.extras, motion, start_frame=0) + bound


def _bound(use: Use, effect: Use) -> Iterator[Treatment]:
    """The treatments of a segment of an effect track on the clip of ``use``, timed from its start."""
    start_frame = effect.start_frame - use.start_frame
    materials = effect.extras if effect.material is None else (effect.material, *effect.extras)
    start_us = us_from_frames(start_frame, use.scene.fps)
    motion = Motion(effect, KeyClock(-start_us, start_us=start_us))
    yield from treatments_of(effect, materials, motion, start_frame)
    motion.note_unused()


def treatments_of(
    use: Use, materials: tuple[Material, ...], motion: Motion, start_frame: int
) -> tuple[Treatment, ...]:
    """Treatments of the given materials over the use's whole length from ``start_frame``."""

    def treat(effect: str, params: Params, strength: Curve, mask: Mask | None = None) -> Treatment:
        length = use.length_frames
        return Treatment(effect, params, start_frame, length, strength, use.seed, mask)

    note_undone(use, materials)
    inside = colour_mask_of(use, motion)
    stages = grading_stages(use, materials, motion)
    found = [treat(effect, params, flat(1.0), inside) for effect, params in stages]
    if use.switched_on("enable_adjust"):
        adjust = adjust_params(materials, motion)
        if adjust:
            found.append(treat("adjust", adjust, flat(1.0), inside))
    rest = [m for m in materials if m.bucket in ("effects", "video_effects")]
    # Colour first, then what is drawn over it.
    for material in sorted(rest, key=lambda m: m.bucket == "video_effects"):
        keys = motion.with_those_of(material.raw)
        entry = _named_treatment(use, material, keys)
        if entry is not None:
            found.append(treat(*entry, effect_mask_of(use, material.raw, keys)))
        if keys is not motion:
            keys.note_unused()
    return tuple(found)


def _named_treatment(
    use: Use, material: Material, motion: Motion
) -> tuple[str, Params, Curve] | None:
    raw = material.raw
    kind = fields.text(raw, "type")
    strength = flat(fields.number(raw, "value", 1.0, 0.0, 1.0))
    if kind == "lut":
        return _lut(use, raw, motion.find("KFTypeLut", "KFTypeLUT") or strength)
    if kind == "filter":
        look = look_for(use, "filter", raw)
        keyed = motion.find("KFTypeFilter", "effects_adjust_filter")
        if look is None:
            return None
        return look.effect, driven_params(use, "filter", look, raw, motion), keyed or strength
    if material.bucket == "video_effects":
        if not fields.flag(raw, "visible", True):
            return None
        note_range_of_effect(use, raw)
        named = "character-effect" if kind == "face_effect" else "scene-effect"
        look = look_for(use, named, raw)
        if look is None:
            return None
        return look.effect, driven_params(use, named, look, raw, motion), strength
    if kind not in (*ADJUSTMENTS, "mix_mode", "text_shape", "text_effect", ""):
        use.note("effect-skipped", "skipped", f"a material of type {kind[:40]!r} is not applied")
    return None


def _lut(use: Use, raw: Json, strength: Curve) -> tuple[str, Params, Curve] | None:
    if not use.switched_on("enable_lut"):
        return None
    path = use.scene.session.file_path(raw)
    if not path:
        name = fields.text(raw, "name") or fields.text(raw, "path")
        use.note("lut-missing", "skipped", f"the LUT file {name} was not found")
        return None
    return "lut", (("path", path),), strength
