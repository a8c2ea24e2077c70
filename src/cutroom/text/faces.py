"""Which face draws what: by file, by name, and by code point when a face lacks a character."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PureWindowsPath
from typing import Any

from cutroom.core.errors import RenderError
from cutroom.core.typography import FontRequest
from cutroom.text.engines import load_harfbuzz, load_skia
from cutroom.text.families import parse_name, plain_key, stand_ins
from cutroom.text.font_stock import BUNDLED_PACKAGE, font_files
from cutroom.text.sfnt import FaceFacts, read_faces

BOLD = 600
MAX_REMEMBERED_FALLBACKS = 50_000
_DEFAULT_FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")


class Face:
    """One face. Its HarfBuzz and Skia forms are opened when first needed and then kept.

    Both forms are immutable, so a face may be used by several threads.
    """

    def __init__(self, facts: FaceFacts) -> None:
        """``facts`` come from :func:`cutroom.text.sfnt.read_faces`."""
        self.facts = facts

    def __repr__(self) -> str:
        return f"Face({self.facts.names[0]!r}, {self.facts.path!r}, {self.facts.index})"

    @cached_property
    def shaper(self) -> Any:
        """The ``uharfbuzz.Font`` in font units."""
        hb = load_harfbuzz()
        blob = hb.Blob.from_file_path(self.facts.path)
        return hb.Font(hb.Face(blob, self.facts.index))

    @cached_property
    def typeface(self) -> Any:
        """The ``skia.Typeface``. Raises :class:`RenderError` when Skia refuses the file."""
        typeface = load_skia().Typeface.MakeFromFile(self.facts.path, self.facts.index)
        if typeface is None:
            raise RenderError(
                f"the font {Path(self.facts.path).name} cannot be drawn",
                hint="replace the font file; it is damaged or of an unsupported kind",
            )
        return typeface

    @cached_property
    def drawable(self) -> bool:
        """Whether Skia can open the file."""
        skia = load_skia()
        return skia.Typeface.MakeFromFile(self.facts.path, self.facts.index) is not None

    def covers(self, text: str) -> bool:
        """Whether the face has a glyph for every code point."""
        find = self.shaper.get_nominal_glyph
        return all(find(ord(character)) for character in text)

    def em_px(self, line_px: float) -> float:
        """Pixels of the em when the line box (ascender + |descender|) is ``line_px`` high."""
        return line_px * self.facts.units_per_em / self.facts.line_units

    def ascent_px(self, line_px: float) -> float:
        """Pixels from the top of the line box to the baseline."""
        return line_px * self.facts.ascender / self.facts.line_units


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """The face for a font request.

    ``weight`` is the weight asked for: a lighter face is emboldened when it is drawn.
    ``substituted`` is the name that was not found, "" when the face is what was asked for.
    """

    face: Face
    weight: int
    substituted: str = ""


class FaceLibrary:
    """Faces of the operator's folders, the bundled CJK font and the machine, in this order.

    Folders are scanned on the first use. Thread-safe: scanning happens under a lock, the memories
    are dictionaries whose entries are written once.
    """

    def __init__(self, folders: Sequence[Path] = (), *, system: bool = True) -> None:
        """``folders`` are the operator's.

        ``system`` False leaves out what the machine has: the fonts that set-up fetched and the
        system's. Then equal drafts look equal everywhere.
        """
        self._folders = tuple(folders)
        self._system = system
        self._lock = threading.Lock()
        self._catalogue: _Catalogue | None = None
        self._files: dict[str, Face | None] = {}
        self._choices: dict[tuple[FontRequest, bool], FaceChoice] = {}
        self._fallbacks: dict[tuple[str, str, bool], Face | None] = {}

    def choose(self, request: FontRequest, *, bold: bool = False) -> FaceChoice:
        """The best face for a request. Raises :class:`RenderError` when there is no font at all."""
        key = (request, bold)
        choice = self._choices.get(key)
        if choice is None:
            choice = self._choices[key] = self._choose(request, bold)
        return choice

    def fallback(self, cluster: str, near: Face, *, color: bool = False) -> Face | None:
        """A face with glyphs for a whole grapheme cluster, preferring the kind of ``near``.

        ``color`` asks for a colour (emoji) face; the answer is None when nothing covers the
        cluster.
        """
        key = (cluster, near.facts.path, color)
        if key not in self._fallbacks:
            if len(self._fallbacks) >= MAX_REMEMBERED_FALLBACKS:
                self._fallbacks.clear()
            self._fallbacks[key] = self._find_fallback(cluster, near, color)
        return self._fallbacks[key]

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face found, in order of preference."""
        return self._scanned().faces

    def _scanned(self) -> _Catalogue:
        with self._lock:
            if self._catalogue is None:
                self._catalogue = _Catalogue(font_files(self._folders, system=self._system))
            return self._catalogue

    def _choose(self, request: FontRequest, bold: bool) -> FaceChoice:
        weight = 700 if bold else 400
        if request.path and (face := self._face_of_file(request.path)) is not None:
            return FaceChoice(face, weight)
        stem = PureWindowsPath(request.path).stem  # reads both kinds of separators
        wanted = request.names or ((stem,) if stem else ())
        catalogue = self._scanned()
        for name in wanted:
            if face := catalogue.named(name, weight):
                return FaceChoice(face, max(weight, parse_name(name).weight))
        for name in wanted:
            if found := catalogue.standing_in(name, weight):
                face, same = found
                asked = max(weight, parse_name(name).weight)
                return FaceChoice(face, asked, "" if same else wanted[0])
        asked = max([weight, *(parse_name(name).weight for name in wanted)])
        return FaceChoice(catalogue.default(weight), asked, wanted[0] if wanted else "")

    def _face_of_file(self, path: str) -> Face | None:
        if path not in self._files:
            facts = sorted(read_faces(Path(path)), key=_other_region)
            face = Face(facts[0]) if facts else None
            self._files[path] = face if face is not None and face.drawable else None
        return self._files[path]

    def _find_fallback(self, cluster: str, near: Face, color: bool) -> Face | None:
        catalogue = self._scanned()
        if not all(ord(character) in catalogue.covered for character in cluster):
            return None
        ranked = catalogue.ranked(serif=_is_serif(near.facts), color=color)
        return next((face for face in ranked if face.covers(cluster) and face.drawable), None)


class _Catalogue:
    """Faces of scanned files with an index by name."""

    def __init__(self, paths: Sequence[Path]) -> None:
        found = [facts for path in paths for facts in read_faces(path)]
        place = {path: number for number, path in enumerate(map(str, paths))}
        # Within a folder upright regular faces come first: fallback takes the first that covers.
        found.sort(key=lambda facts: _rank(facts, place))
        self.faces = tuple(Face(facts) for facts in found)
        self._ranked: dict[tuple[bool, bool], tuple[Face, ...]] = {}
        self._by_key: dict[str, list[Face]] = {}
        # A name belongs to the first folder that has it: the operator's before the bundled font.
        for face in sorted(self.faces, key=lambda face: place[face.facts.path]):
            for key in dict.fromkeys(_keys(face.facts)):
                self._by_key.setdefault(key, []).append(face)

    @cached_property
    def covered(self) -> Any:
        """The code points of all faces together: a cluster beyond them needs no search."""
        whole = load_harfbuzz().Set()
        for face in self.faces:
            whole.update(face.shaper.face.unicodes)
        return whole

    def ranked(self, *, serif: bool, color: bool) -> tuple[Face, ...]:
        """Faces to try for a fallback: colour ones alone for emoji, last for anything else."""
        key = (serif, color)
        if key not in self._ranked:
            usable = [face for face in self.faces if face.facts.color or not color]
            usable.sort(key=lambda face: (face.facts.color, _is_serif(face.facts) != serif))
            self._ranked[key] = tuple(usable)
        return self._ranked[key]

    def named(self, name: str, weight: int) -> Face | None:
        """The face whose own name this is, nearest in weight."""
        if faces := self._by_key.get(plain_key(name)):
            asked = max(weight, parse_name(name).weight)
            return _nearest(faces, asked)
        return None

    def standing_in(self, name: str, weight: int) -> tuple[Face, bool] | None:
        """A face for a name that no face has, and whether it is the same design."""
        parsed = parse_name(name)
        asked = max(weight, parsed.weight)
        if parsed.key != plain_key(name) and (faces := self._by_key.get(parsed.key)):
            return _nearest(faces, asked), True
        for stand_in in stand_ins(name):
            for family in stand_in.families:
                if faces := self._by_key.get(plain_key(family)):
                    return _nearest(faces, asked), stand_in.closeness == "same"
        return None

    def default(self, weight: int) -> Face:
        """The face of last resort: the bundled CJK family, else anything with Chinese, else any."""
        for family in _DEFAULT_FAMILIES:
            if faces := self._by_key.get(plain_key(family)):
                return _nearest(faces, weight)
        if not self.faces:
            raise RenderError(
                "no font was found on this machine",
                hint="install the Python package noto-cjk-sans-otc or name a font folder",
            )
        return next((face for face in self.faces if face.covers("一")), self.faces[0])


def _keys(facts: FaceFacts) -> list[str]:
    return [plain_key(name) for name in facts.names]


def _nearest(faces: Sequence[Face], weight: int) -> Face:
    return min(faces, key=lambda face: (face.facts.italic, abs(face.facts.weight - weight)))


def _rank(facts: FaceFacts, place: dict[str, int]) -> tuple[bool, bool, int, bool, int]:
    return (
        BUNDLED_PACKAGE not in facts.path,
        facts.italic,
        abs(facts.weight - 400),
        _other_region(facts),
        place[facts.path],
    )


def _other_region(facts: FaceFacts) -> bool:
    """False for the face with the shapes Chinese readers expect, where a file has one a region."""
    return not any(" SC" in name for name in facts.names)


def _is_serif(facts: FaceFacts) -> bool:
    names = plain_key(" ".join(facts.names)).replace("sansserif", "")
    return any(word in names for word in ("serif", "宋", "明朝", "song", "ming"))
