"""Text templates: several texts that stand, move and last as their template says.

Where the draft keeps what each text is attached with (place, size, turn, times, animations), the template
is a small draft of its own: a text track for every text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cutroom.compiler.compound import Compose, Composition, nested_of
from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Material

MAX_TEXTS = 64


def template_texts(use: Use, material: Material) -> Iterator[tuple[Json, Material]]:
    """The texts of a template that the draft holds, each with what it is attached with."""
    for info in list(fields.mappings(material.raw, "text_info_resources"))[:MAX_TEXTS]:
        text = use.scene.draft.materials.get(fields.text(info, "text_material_id"))
        if text is not None and text.bucket == "texts":
            yield info, text


def template_of(use: Use, material: Material, compose: Compose) -> Composition | None:
    """The texts of a template as a composition; None when the draft does not say where they stand."""
    texts = list(template_texts(use, material))
    if not any(_clip_of(info) for info, _text in texts):
        return None
    use.note(
        "template-redrawn", "approximated",
        f"of {fields.text(material.raw, 'name') or 'the text template'} the texts are drawn where the"
        " draft puts them; its pictures and its own motion are not in the draft",
    )  # fmt: skip
    stand_in = use.scene.session.remembered(
        ("template", id(material.raw), use.segment.target.duration_us),
        lambda: Material("drafts", {"draft": _document(use, texts)}),
    )
    return nested_of(use, stand_in, compose)


def _clip_of(info: Json) -> Json:
    return fields.mapping(fields.mapping(info, "attach_info"), "clip")


def _document(use: Use, texts: list[tuple[Json, Material]]) -> dict[str, Any]:
    scene = use.scene
    tracks = [
        {"type": "text", "segments": [_segment(use, info, text)]}
        for info, text in sorted(
            texts, key=lambda pair: fields.integer(pair[0], "order_in_layer", 0)
        )
    ]
    buckets: dict[str, list[Any]] = {}
    for info, text in texts:
        refs = map(scene.draft.materials.get, fields.texts(info, "extra_material_refs"))
        for one in (text, *refs):
            if one is not None:
                buckets.setdefault(one.bucket, []).append(one.raw)
    return {
        "canvas_config": {"width": int(scene.canvas.width), "height": int(scene.canvas.height)},
        "fps": float(scene.fps),
        "render_index_track_mode_on": True,
        "tracks": tracks,
        "materials": buckets,
    }


def _segment(use: Use, info: Json, text: Material) -> dict[str, Any]:
    """A segment from what a text is attached with; without times of its own it lasts as its template."""
    target = fields.mapping(info, "target_timerange")
    whole = use.segment.target.duration_us
    start = min(max(fields.time_us(target, "start"), 0), whole)
    length = fields.time_us(target, "duration") or whole
    return {
        "material_id": fields.text(text.raw, "id"),
        "target_timerange": {"start": start, "duration": max(min(length, whole - start), 0)},
        "clip": dict(_clip_of(info)),
        "extra_material_refs": list(fields.texts(info, "extra_material_refs")),
    }
