"""What every part of the compiler works on: a scene, its session, and segments in use."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar
from zlib import crc32

from cutroom.catalog.lookup import Catalog
from cutroom.compiler.limits import CompileLimits
from cutroom.core.diagnostics import DiagnosticLog, Severity
from cutroom.core.errors import LimitExceeded
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size, contain
from cutroom.core.time import frames_from_us
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Draft, Material, Segment, Track
from cutroom.draft.references import media_key, path_key
from cutroom.timeline.model import Source

T = TypeVar("T")


class Session:
    """What all scenes of one compilation share: facts, catalogue, sources, log and budgets."""

    def __init__(
        self,
        facts: Mapping[str, MediaFacts],
        catalog: Catalog,
        limits: CompileLimits,
        *,
        placeholders: bool = False,
    ) -> None:
        """Start with no sources, an empty log and whole budgets.

        ``placeholders`` asks for a plate in place of a sticker that cannot be drawn.
        """
        self.placeholders = placeholders
        self.facts = facts
        self.catalog = catalog
        self.limits = limits
        self.log = DiagnosticLog()
        self._remembered: dict[Hashable, Any] = {}
        self._indices: dict[str, int] = {}
        self._sources: list[Source] = []
        self._clips = 0
        self._keys = 0

    def source_index(self, facts: MediaFacts) -> int:
        """The index of a file in the timeline's sources; one entry per file."""
        index = self._indices.setdefault(facts.path, len(self._sources))
        if index == len(self._sources):
            self._sources.append(Source(facts))
        return index

    def facts_of(self, raw: Json) -> MediaFacts | None:
        """The facts of a material's file, None when it was not found."""
        return self.facts.get(media_key(raw))

    def facts_at(self, raw: Json, key: str) -> MediaFacts | None:
        """The facts of the file that ``raw[key]`` names, None when it was not found."""
        path = fields.text(raw, key)
        return self.facts.get(path_key(path)) if path else None

    def file_path(self, raw: Json, key: str = "path") -> str:
        """Where the file that ``raw[key]`` names was found; "" when it was not."""
        found = self.facts_at(raw, key)
        return "" if found is None else found.path

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` returned the first time it was asked for under ``key``."""
        if key not in self._remembered:
            self._remembered[key] = make()
        found: T = self._remembered[key]
        return found

    def remembers(self, key: Hashable) -> bool:
        """Whether :meth:`remembered` has been asked for ``key``."""
        return key in self._remembered

    def sources(self) -> tuple[Source, ...]:
        """All sources used so far."""
        return tuple(self._sources)

    def spend_clips(self, count: int = 1) -> None:
        """Count clips and sounds; raises ``LimitExceeded`` when there are too many."""
        self._clips += count
        if self._clips > self.limits.max_clips:
            raise LimitExceeded(
                f"The draft has more than {self.limits.max_clips} clips, compound clips included;"
                " split it."
            )

    def spend_keys(self, count: int) -> None:
        """Count keys written out frame by frame; raises ``LimitExceeded``."""
        self._keys += count
        if self._keys > self.limits.max_keys:
            raise LimitExceeded(
                "The draft animates too many long clips of changing speed;"
                f" more than {self.limits.max_keys} keys would be needed."
            )


@dataclass(frozen=True, slots=True)
class Scene:
    """One draft on one canvas: the whole draft, or that of a compound clip.

    ``width`` and ``height`` are even pixels, ``canvas`` is the draft's own, ``path`` is put before
    every place in a diagnostic.
    """

    draft: Draft
    width: int
    height: int
    fps: Fraction
    session: Session
    canvas: Size
    path: str = ""
    depth: int = 0

    @property
    def zoom(self) -> float:
        """Pixels of the scene per pixel of the draft's canvas."""
        return self.width / self.canvas.width

    def fitted(self, media: Size) -> Size:
        """Size at scale 1: contained in the draft's canvas, then brought to the scene's pixels.

        The two steps differ by a fraction of a pixel where the scene was rounded to even sides;
        a clip that covers the draft's canvas covers the scene.
        """
        size = contain(self.canvas, media)
        return Size(
            size.width * self.width / self.canvas.width,
            size.height * self.height / self.canvas.height,
        )

    @property
    def frame_us(self) -> float:
        """Length of one frame in microseconds."""
        return float(1_000_000 / self.fps)

    def frame_at(self, time_us: int) -> int:
        """The output frame nearest to a time."""
        return frames_from_us(time_us, self.fps)


@dataclass(frozen=True)
class Use:
    """A segment that takes part, with its frames on the scene's timeline."""

    scene: Scene
    track: Track
    segment: Segment
    start_frame: int
    length_frames: int
    main: bool = False
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def end_frame(self) -> int:
        """First frame after the use."""
        return self.start_frame + self.length_frames

    @cached_property
    def length_s(self) -> Fraction:
        """Nominal length in seconds, whole frames."""
        return Fraction(self.length_frames) / self.scene.fps

    @cached_property
    def where(self) -> str:
        """The place for a person: counted from 1, compound clips named first."""
        return (
            f'{self.scene.path}track {self.track.index + 1} "{self.track.kind[:24]}",'
            f" segment {self.segment.index + 1}"
        )

    @cached_property
    def seed(self) -> int:
        """A number that is the same in every compilation of the draft."""
        return crc32(self.where.encode())

    @cached_property
    def material(self) -> Material | None:
        """The segment's own material."""
        return self.scene.draft.materials.get(self.segment.material_id)

    @cached_property
    def extras_by_bucket(self) -> Mapping[str, Material]:
        """The first extra material of each bucket."""
        return {material.bucket: material for material in reversed(self.extras)}

    @cached_property
    def extras(self) -> tuple[Material, ...]:
        """The materials its extra references name, in their order."""
        found = map(self.scene.draft.materials.get, self.segment.extra_refs)
        return tuple(material for material in found if material is not None)

    def extra(self, bucket: str) -> Material | None:
        """The first extra material of a bucket."""
        return self.extras_by_bucket.get(bucket)

    def note(self, code: str, severity: Severity, message: str) -> None:
        """Record a diagnostic at this place and time."""
        self.scene.session.log.add(
            code,
            severity,
            self.where,
            message,
            start_us=self.segment.target.start_us,
            duration_us=self.segment.target.duration_us,
        )

    def switched_on(self, name: str, default: bool = True) -> bool:
        """One of the segment's ``enable_…`` switches."""
        return fields.flag(self.segment.raw, name, default)
