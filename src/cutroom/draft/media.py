"""Every file a draft needs to be rendered, compound clips included.

Only what visible segments use counts: drafts keep materials of clips that were deleted long ago.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cutroom.core.facts import MediaFacts, MediaKind
from cutroom.draft import fields
from cutroom.draft.compound import MAX_DEPTH, compound_material, nested_draft
from cutroom.draft.fields import Json
from cutroom.draft.model import Draft, Material, Segment, Track
from cutroom.draft.references import MATTE_FIELDS, base_name, is_url, own_paths
from cutroom.draft.references import STYLE_PACKAGE_FILE as STYLE_PACKAGE_FILE
from cutroom.draft.references import MediaReference as MediaReference
from cutroom.draft.references import MediaRole as MediaRole
from cutroom.draft.references import media_key as media_key
from cutroom.draft.references import path_key as path_key
from cutroom.draft.text_content import styled_text

_IMAGE_SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif",
)  # fmt: skip
_READ: tuple[MediaRole, ...] = ("font", "lut", "style-package")
_VIDEO_SUFFIXES = (".mp4", ".mov", ".webm", ".mkv", ".m4v", ".avi")
_ANIMATION_SUFFIXES = (".gif", ".apng", ".json", ".tgs")


def media_references(draft: Draft) -> tuple[MediaReference, ...]:
    """The files that visible segments need, one reference a file, in the order of their first use."""
    found: dict[str, MediaReference] = {}
    for need in _needs(draft, _Place(draft)):
        reference = need.reference
        earlier = found.setdefault(reference.key, reference)
        if reference is not earlier:
            found[reference.key] = _merged(earlier, reference)
    return tuple(found.values())


def _merged(earlier: MediaReference, later: MediaReference) -> MediaReference:
    """One reference for two uses of a file, needed if either needs it.

    Uses of one role must agree on where it may be; a file that is played is not just read.
    """
    required = earlier.required or later.required
    if earlier.role == later.role:
        shared = tuple(path for path in earlier.candidates if path in later.candidates)
        return replace(earlier, required=required, candidates=shared)
    kept = later if earlier.role in _READ and later.role not in _READ else earlier
    return replace(kept, required=required)


def declared_facts(draft: Draft) -> dict[str, MediaFacts]:
    """What the draft itself states about its pictures and sounds, by key.

    Lets a draft be explained when its files are elsewhere: paths are the stored ones, digests are
    empty, sizes that are not stated are taken for the canvas's, and a video sounds unless the draft
    denies it.
    """
    found: dict[str, MediaFacts] = {}
    for need in _needs(draft, _Place(draft)):
        kind = _declared_kind(need)
        if kind is not None:
            found.setdefault(need.reference.key, _declared(need, kind))
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: the draft whose materials count, and the compound clips around it."""

    draft: Draft
    path: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Need:
    """A reference and the material it comes from."""

    reference: MediaReference
    raw: Json
    place: _Place


@dataclass(frozen=True, slots=True)
class _Use:
    """A visible segment with what its files are needed for."""

    place: _Place
    track: Track
    segment: Segment

    @property
    def where(self) -> str:
        kind = self.track.kind[:24]
        number = self.segment.index + 1
        return f'{self.place.path}track {self.track.index + 1} "{kind}", segment {number}'

    def need(
        self, raw: Json, role: MediaRole, paths: tuple[str, ...], *, required: bool = False
    ) -> Iterator[_Need]:
        """A reference to the file at ``paths`` (best first); none when no path names a file."""
        candidates = tuple(dict.fromkeys(path.strip() for path in paths))
        candidates = tuple(path for path in candidates if is_url(path) or base_name(path))
        if not candidates:
            return
        names = (fields.text(raw, key) for key in ("material_name", "name", "image_name"))
        reference = MediaReference(
            key=path_key(candidates[0]),
            candidates=candidates,
            name=next(filter(None, names), "") or base_name(candidates[0]),
            material_id=fields.text(raw, "id"),
            role=role,
            where=self.where,
            required=required,
            local_id=fields.text(raw, "local_material_id"),
        )
        yield _Need(reference, raw, self.place)


def _needs(draft: Draft, place: _Place, seen: set[int] | None = None) -> Iterator[_Need]:
    seen = set() if seen is None else seen
    for track in draft.tracks:
        for segment in track.segments:
            if segment.visible and segment.target.duration_us > 0:
                use = _Use(place, track, segment)
                yield from _compound_needs(use, seen)
                yield from _segment_needs(use)


def _compound_needs(use: _Use, seen: set[int]) -> Iterator[_Need]:
    material = compound_material(use.place.draft, use.segment)
    if material is None or id(material.raw) in seen or use.place.depth >= MAX_DEPTH:
        return
    seen.add(id(material.raw))
    inner = nested_draft(material)
    if inner is not None:
        yield from _needs(inner, _Place(inner, f"{use.where} > ", use.place.depth + 1), seen)


def _segment_needs(use: _Use) -> Iterator[_Need]:
    draft, segment = use.place.draft, use.segment
    extras = [draft.materials[ref] for ref in segment.extra_refs if ref in draft.materials]
    own = draft.materials.get(segment.material_id)
    if own is not None and not _is_drawn_by_itself(extras):
        yield from _material_needs(use, own)
    for material in extras:
        yield from _material_needs(use, material)


def _is_drawn_by_itself(extras: list[Material]) -> bool:
    """Whether a segment's own material is only a stand-in: for a compound clip or a plain colour."""
    return any(
        material.bucket == "drafts"
        or (
            material.bucket == "material_colors"
            and fields.flag(material.raw, "is_color_clip", False)
        )
        for material in extras
    )


def _material_needs(use: _Use, material: Material) -> Iterator[_Need]:
    raw = material.raw
    match material.bucket:
        case "videos":
            yield from _video_needs(use, raw)
        case "images":
            yield from use.need(raw, "image", own_paths(raw), required=_is_shown(use))
        case "audios" | "vocal_separations" | "audio_effects" | "vocal_beautifys" | "ai_translates":
            yield from _sound_needs(use, material.bucket, raw)
        case "stickers":
            yield from use.need(raw, "sticker", own_paths(raw))
        case "canvases" if fields.text(raw, "type") == "canvas_image":
            yield from use.need(raw, "canvas-image", own_paths(raw))
        case "effects" if fields.text(raw, "type") == "lut":
            yield from use.need(raw, "lut", own_paths(raw))
        case "effects" if fields.text(raw, "type") == "text_effect":
            yield from _package_needs(use, raw)
        case "texts":
            yield from _text_needs(use, raw)
        case "text_templates":
            yield from _template_needs(use, raw)
        case _:
            return


def _sound_needs(use: _Use, bucket: str, raw: Json) -> Iterator[_Need]:
    if bucket == "audios":
        required = use.track.kind == "audio" and not use.track.muted
        yield from use.need(raw, "audio", own_paths(raw), required=required)
    elif bucket != "vocal_separations":
        # A voice made on a server; the material's own path is the tool's package, not a sound.
        yield from use.need({}, "produced-audio", (fields.text(raw, "production_path"),))
    elif fields.texts(raw, "removed_sounds"):
        yield from use.need(raw, "produced-audio", own_paths(raw))


def _is_shown(use: _Use) -> bool:
    return use.track.kind in ("video", "sticker")


def _video_needs(use: _Use, raw: Json) -> Iterator[_Need]:
    paths = [*own_paths(raw), fields.text(raw, "intensifies_path")]
    backwards = fields.text(raw, "reverse_path")
    role: MediaRole = "image" if fields.text(raw, "type") == "photo" else "video"
    if use.segment.reverse:
        # Only where it is played backwards anyway may the reversed file stand in for a lost original.
        paths.append(backwards)
        yield from use.need(raw, "reversed-video", (backwards,))
    yield from use.need(raw, role, tuple(filter(None, paths)), required=_is_shown(use))
    matting = fields.mapping(raw, "matting")
    if fields.integer(matting, "flag", 0):
        for path in (fields.text(matting, key).strip() for key in MATTE_FIELDS):
            # What the app keeps there may also be a folder of its own.
            if path.lower().endswith((*_IMAGE_SUFFIXES, *_VIDEO_SUFFIXES)):
                yield from use.need(matting, "matte", (path,))


def _text_needs(use: _Use, raw: Json) -> Iterator[_Need]:
    yield from use.need({}, "font", (fields.text(raw, "font_path"),))
    for part in styled_text(raw).ranges:
        style = part.style
        font = fields.mapping(style, "font")
        yield from use.need(font, "font", (fields.text(font, "path"),))
        yield from _package_needs(use, fields.mapping(style, "effectStyle"))
        layers = (fields.mapping(style, "fill"), *fields.mappings(style, "strokes"))
        for layer in layers:
            texture = fields.mapping(fields.mapping(layer, "content"), "texture")
            yield from use.need(texture, "texture", own_paths(texture))


def _package_needs(use: _Use, raw: Json) -> Iterator[_Need]:
    """A fancy text's package is a folder; what is read is one file in it."""
    folder = fields.text(raw, "path").strip()
    if not folder or folder.lower().endswith(".json"):
        yield from use.need(raw, "style-package", (folder,))
        return
    inside = folder.rstrip("/\\") + "/" + STYLE_PACKAGE_FILE
    for need in use.need(raw, "style-package", (folder,)):
        yield replace(need, reference=replace(need.reference, candidates=(inside,)))


def _template_needs(use: _Use, raw: Json) -> Iterator[_Need]:
    for info in fields.mappings(raw, "text_info_resources"):
        text = use.place.draft.materials.get(fields.text(info, "text_material_id"))
        if text is None or text.bucket != "texts":
            continue
        yield from _text_needs(use, text.raw)
        for ref in fields.texts(info, "extra_material_refs"):
            effect = use.place.draft.materials.get(ref)
            if effect is not None and effect.bucket == "effects":
                yield from _material_needs(use, effect)


def _declared_kind(need: _Need) -> MediaKind | None:
    suffix = "." + base_name(need.reference.candidates[0]).rpartition(".")[2].lower()
    match need.reference.role:
        case "video" | "image" | "sticker" | "canvas-image" | "texture" if (
            suffix in _ANIMATION_SUFFIXES or fields.text(need.raw, "type") == "gif"
        ):
            return "animation"
        case "video" | "image" if suffix in _IMAGE_SUFFIXES:
            return "image"
        case "video" | "reversed-video":
            return "video"
        case "matte":
            return "image" if suffix in _IMAGE_SUFFIXES else "video"
        case "image" | "sticker" | "canvas-image" | "texture":
            return "image"
        case "audio" | "produced-audio":
            return "audio"
        case "font" | "lut":
            return "file"
        case _:
            return None


def _declared(need: _Need, kind: MediaKind) -> MediaFacts:
    raw, canvas, path = need.raw, need.place.draft, need.reference.candidates[0]
    if kind == "file":
        return MediaFacts(path, kind)
    duration_us = max(0, fields.time_us(raw, "duration"))
    if kind == "audio":
        return MediaFacts(path, kind, duration_us=duration_us, has_audio=True)
    return MediaFacts(
        path,
        kind,
        width=fields.integer(raw, "width", 0, 0, 65536) or canvas.width,
        height=fields.integer(raw, "height", 0, 0, 65536) or canvas.height,
        duration_us=0 if kind == "image" else duration_us,
        has_audio=kind == "video" and fields.flag(raw, "has_audio", True),
    )
