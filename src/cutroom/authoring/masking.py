"""Masks of clips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutroom.authoring.document import DraftDocument, Json, new_id, refs_of
from cutroom.authoring.notes import Notes
from cutroom.authoring.requests import AddMasks
from cutroom.catalog.lookup import Entry, load_catalog
from cutroom.core.errors import InvalidRequest, UnknownName
from cutroom.draft import fields

_BUCKETS = ("masks", "common_mask")
"""JianYing to 5.9 reads the first, later versions the second."""


@dataclass(frozen=True, slots=True)
class MaskShape:
    """A mask in pixels of the medium; ``feather`` and ``round_corner`` 0–100, ``rotation`` degrees.

    ``height`` and ``width`` 0 are half the medium's height, and what the shape's aspect makes of it.
    """

    entry: Entry
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    feather: float = 0.0
    rotation: float = 0.0
    invert: bool = False
    round_corner: float = 0.0


@dataclass(frozen=True, slots=True)
class Masked:
    """The segments that have got a mask, and the masks' ids."""

    segment_ids: tuple[str, ...]
    mask_ids: tuple[str, ...]


def add_masks(draft: DraftDocument, wanted: AddMasks, notes: Notes) -> Masked:
    """The same mask for several clips; a clip that has one gets the new values.

    Raises UnknownName, and InvalidRequest when none of the segments can have a mask.
    """
    catalog = load_catalog()
    entry = catalog.by_name("mask", wanted.name) or catalog.by_id("mask", wanted.name)
    if entry is None or not entry.shape:
        near = [each.name for each in catalog.entries("mask") if each.shape]
        raise UnknownName(wanted.name[:80], "mask", near, field="name")
    shape = MaskShape(
        entry, wanted.X, wanted.Y, wanted.width, wanted.height, wanted.feather,
        wanted.rotation, wanted.invert, wanted.roundCorner,
    )  # fmt: skip
    masked: dict[str, str] = {}
    for index, segment_id in enumerate(wanted.segment_ids):
        held = draft.segment(segment_id)
        where = f"segment_ids[{index}]"
        if held is None:
            notes.add(where, f"没有片段 {segment_id}，已忽略", f"there is no segment {segment_id}")
        elif held.kind != "video":
            notes.add(
                where,
                "只有视频和图片片段可以添加蒙版，已忽略",
                "only clips and pictures have masks",
            )
        else:
            masked[segment_id] = put_mask(draft, held.segment, shape)
    if not masked:
        raise InvalidRequest(
            "None of the segments is a clip of this draft.",
            field="segment_ids",
            details={"problem": "segment"},
        )
    return Masked(tuple(masked), tuple(masked.values()))


def put_mask(draft: DraftDocument, segment: Json, shape: MaskShape) -> str:
    """Give a segment a mask, or the one it has new values; the mask's id."""
    material = draft.material(fields.text(segment, "material_id"))
    width = fields.number(material, "width", 0, 0) or draft.canvas[0]
    height = fields.number(material, "height", 0, 0) or draft.canvas[1]
    values = _values(shape, width, height)
    refs = refs_of(segment)
    mask_id = next((ref for ref in refs if ref in _ids(draft)), "")
    if mask_id:
        for bucket in _BUCKETS:
            kept = (each for each in draft.bucket(bucket) if fields.text(each, "id") != mask_id)
            draft.bucket(bucket)[:] = list(kept)
    else:
        mask_id = new_id()
        refs.append(mask_id)
    draft.bucket("masks").append({"id": mask_id, **values})
    draft.bucket("common_mask").append(_common(mask_id, values))
    segment["enable_video_mask"] = True
    return mask_id


def _ids(draft: DraftDocument) -> set[str]:
    return {fields.text(each, "id") for bucket in _BUCKETS for each in draft.bucket(bucket)}


def _values(shape: MaskShape, width: float, height: float) -> dict[str, Any]:
    entry = shape.entry
    size = shape.height / height if shape.height else 0.5
    if entry.shape == "rectangle":
        breadth = shape.width / width if shape.width else size
    else:
        breadth = size * height * entry.aspect_ratio / width
    return {
        "config": {
            "aspectRatio": entry.aspect_ratio,
            "centerX": shape.x / (width / 2),
            "centerY": shape.y / (height / 2),
            "feather": shape.feather / 100,
            "height": size,
            "invert": shape.invert,
            "rotation": shape.rotation,
            "roundCorner": shape.round_corner / 100 if entry.shape == "rectangle" else 0.0,
            "width": breadth,
        },
        "name": entry.name,
        "platform": "all",
        "position_info": "",
        "resource_id": entry.resource_id,
        "resource_type": entry.shape,
        "type": "mask",
    }


def _common(mask_id: str, values: dict[str, Any]) -> Json:
    """The form of newer versions."""
    return {
        "id": mask_id,
        **values,
        "category": "video",
        "category_id": "jichu",
        "category_name": "基础",
        "config": {**values["config"], "expansion": 0.0},
        "is_old_version": False,
        "panel": "",
        "source_platform": 0,
    }
