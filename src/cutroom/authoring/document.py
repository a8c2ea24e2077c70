"""A draft document being changed: materials, tracks and segments as JianYing 5.9 arranges them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from cutroom.authoring.assets import Asset, AssetKind, placed, stored_path
from cutroom.core.errors import BadDraft
from cutroom.draft import fields

Json = dict[str, Any]
TrackKind = Literal["video", "audio", "effect", "filter", "sticker", "text"]

_MAIN, _OVERLAY = 0, 2
_FRONT: dict[str, int] = {
    "video": 0, "audio": 0, "effect": 10_000, "filter": 11_000, "sticker": 14_000, "text": 15_000,
}  # fmt: skip
"""Where the painting order of each kind begins; a later track of a kind lies in front."""

_PLACES = ("video", "audio", "effect", "filter", "sticker", "text")
"""The order of the kinds in the list of tracks."""


def new_id() -> str:
    """An id as JianYing writes them."""
    return str(uuid.uuid4()).upper()


@dataclass(frozen=True, slots=True)
class Held:
    """A segment, and the track that holds it."""

    track: Json
    segment: Json

    @property
    def kind(self) -> str:
        """The kind of the track."""
        return fields.text(self.track, "type")


class DraftDocument:
    """The document of a draft in a folder. Nothing but new media is written before the edit ends.

    ``media`` are the names of the files that the edit refers to, ``new_files`` those it brought.
    """

    def __init__(self, raw: Json, folder: Path) -> None:
        """``raw`` is changed in place."""
        self.raw = raw
        self._folder = folder
        self.new_files: list[Path] = []
        self.media: set[str] = set()

    @property
    def canvas(self) -> tuple[int, int]:
        """Width and height of the canvas, pixels."""
        config = fields.mapping(self.raw, "canvas_config")
        return (
            fields.integer(config, "width", 1920, 1, 16384),
            fields.integer(config, "height", 1080, 1, 16384),
        )

    def add(self, bucket: str, **material: Any) -> Json:
        """A new material with an id of its own."""
        made: Json = {"id": new_id(), **material}
        self.bucket(bucket).append(made)
        self._by_id[made["id"]] = made
        return made

    def bucket(self, name: str) -> list[Any]:
        """The list of materials of a kind. Raises BadDraft when it is no list."""
        materials = self.raw.setdefault("materials", {})
        if not isinstance(materials, dict):
            raise BadDraft("The draft's materials are no object.", where="materials")
        found = materials.setdefault(name, [])
        if not isinstance(found, list):
            raise BadDraft(f"The draft's materials.{name} is no list.", where=f"materials.{name}")
        return found

    def material(self, material_id: str) -> Json | None:
        """The material with an id."""
        return self._by_id.get(material_id)

    def segment(self, segment_id: str) -> Held | None:
        """The segment with an id."""
        return self._segments.get(segment_id)

    def adopt(self, asset: Asset, kind: AssetKind) -> str:
        """Take a file into the draft; the path to write. Raises StorageError."""
        made = placed(asset, kind, self._folder)
        if made is not None:
            self.new_files.append(made)
        self.media.add(asset.name(kind))
        return stored_path(asset, kind)

    def add_track(self, kind: TrackKind, segments: Sequence[Json], *, flag: int = 0) -> Json:
        """A new track in front of the others of its kind, with segments in order of time."""
        if kind == "video":
            self._ensure_main_track()
            flag = _OVERLAY
        by_index = fields.flag(self.raw, "render_index_track_mode_on", False)
        position = len(self._tracks) if by_index else self._position(kind)
        track: Json = {
            "attribute": 0,
            "flag": flag,
            "id": new_id(),
            "is_default_name": True,
            "name": "",
            "segments": sorted(segments, key=lambda each: each["target_timerange"]["start"]),
            "type": kind,
        }
        front = self._front(kind)
        for segment in segments:
            segment["render_index"] = front
            segment["track_render_index"] = position if by_index else 0
            self._segments[segment["id"]] = Held(track, segment)
        self._tracks.insert(position, track)
        return track

    def settle(self) -> None:
        """Bring what follows from the tracks up to date: the draft's length."""
        ends = [0]
        for track in fields.mappings(self.raw, "tracks"):
            for segment in fields.mappings(track, "segments"):
                span = fields.mapping(segment, "target_timerange")
                ends.append(fields.time_us(span, "start") + fields.time_us(span, "duration"))
        if max(ends) > 0:
            self.raw["duration"] = max(ends)

    @contextmanager
    def undone_on_error(self) -> Iterator[None]:
        """Remove the files this edit brought when it fails."""
        try:
            yield
        except BaseException:
            for path in self.new_files:
                path.unlink(missing_ok=True)
            raise

    @property
    def _tracks(self) -> list[Any]:
        tracks = self.raw.setdefault("tracks", [])
        if not isinstance(tracks, list):
            raise BadDraft("The draft's tracks are no list.", where="tracks")
        return tracks

    def _ensure_main_track(self) -> None:
        """Clips lie on overlay tracks: on the main track JianYing would close the gaps between them."""
        if not any(fields.text(track, "type") == "video" for track in self._tracks):
            main: Json = {
                "attribute": 0, "flag": _MAIN, "id": new_id(), "is_default_name": True,
                "name": "", "segments": [], "type": "video",
            }  # fmt: skip
            self._tracks.insert(0, main)

    def _front(self, kind: TrackKind) -> int:
        if kind == "audio":
            return 0
        taken = [
            fields.integer(segment, "render_index", 0, 0)
            for track in fields.mappings(self.raw, "tracks")
            if fields.text(track, "type") == kind
            for segment in fields.mappings(track, "segments")
        ]
        return max(_FRONT[kind] + (kind == "video"), max(taken, default=-1) + 1)

    def _position(self, kind: TrackKind) -> int:
        place = _PLACES.index(kind)
        behind = [
            index
            for index, track in enumerate(self._tracks)
            if _place(fields.text(track, "type")) <= place
        ]
        return max(behind, default=-1) + 1

    @cached_property
    def _by_id(self) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for bucket in fields.mapping(self.raw, "materials").values():
            for material in bucket if isinstance(bucket, list) else ():
                if isinstance(material, dict):
                    found.setdefault(fields.text(material, "id"), material)
        return found

    @cached_property
    def _segments(self) -> dict[str, Held]:
        found: dict[str, Held] = {}
        for track in self._tracks:
            held = track.get("segments") if isinstance(track, dict) else None
            for segment in held if isinstance(held, list) else ():
                if isinstance(segment, dict):
                    found.setdefault(fields.text(segment, "id"), Held(track, segment))
        return found


def _place(kind: str) -> int:
    return _PLACES.index(kind) if kind in _PLACES else len(_PLACES)


def refs_of(segment: Json) -> list[str]:
    """The ids of the materials that belong to a segment, to be added to."""
    refs = segment.get("extra_material_refs")
    if not isinstance(refs, list):
        refs = segment["extra_material_refs"] = []
    return refs
