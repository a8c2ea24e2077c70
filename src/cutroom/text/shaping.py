"""Runs of one face to glyphs, with HarfBuzz: ligatures and joining on, kerning off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cutroom.text.engines import load_harfbuzz
from cutroom.text.faces import Face

Direction = Literal["ltr", "rtl", "ttb"]
Posture = Literal["level", "turned", "upright"]
"""How glyphs that are set along a line stand in a column: not in one, on their right side, or
each cluster upright about the middle of its cell."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a face; ``x`` and ``y`` are pixels from its character's origin, y down.

    A ``turned`` glyph lies on its right side: a quarter turn clockwise about its own origin.
    """

    face: Face
    id: int
    x: float
    y: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive grapheme clusters that are shaped together.

    ``script`` is an ISO 15924 tag or "". With ``separate`` optional ligatures are off, because
    letters that are spaced out cannot share a glyph. Runs with a ``posture`` other than level are
    set left to right and then put into a column, because their faces have no metrics for one.
    """

    clusters: Sequence[str]
    face: Face
    em_px: float
    direction: Direction
    script: str = ""
    separate: bool = False
    posture: Posture = "level"


@dataclass(frozen=True, slots=True)
class ShapedCluster:
    """Glyphs and advance (pixels along the line) of one cluster.

    A cluster that is part of a ligature begun by an earlier one has no glyphs and no advance.
    """

    glyphs: tuple[Glyph, ...]
    advance_px: float


def shape(run: Run) -> list[ShapedCluster]:
    """One result for every cluster of a run, in logical order.

    The caller guarantees that the face covers the clusters. Positions are unhinted multiples of
    font units, so that a block keeps its shape at every scale.
    """
    hb = load_harfbuzz()
    buffer = hb.Buffer()
    buffer.add_str("".join(run.clusters))
    buffer.guess_segment_properties()
    # Else HarfBuzz takes the language of the machine's locale, and forms differ by host.
    buffer.language = "und"
    if run.script:
        buffer.script = run.script
    buffer.direction = run.direction
    features = {"kern": False, "vkrn": False}
    if run.separate:
        features |= {"liga": False, "clig": False}
    hb.shape(run.face.shaper, buffer, features)
    return _gather(run, buffer.glyph_infos, buffer.glyph_positions)


def _gather(run: Run, infos: Sequence[object], positions: Sequence[object]) -> list[ShapedCluster]:
    owners = [index for index, text in enumerate(run.clusters) for _ in text]
    glyphs: list[list[Glyph]] = [[] for _ in run.clusters]
    advances = [0.0] * len(run.clusters)
    scale = run.em_px / run.face.facts.units_per_em
    vertical = run.direction == "ttb"
    for info, position in zip(infos, positions, strict=True):
        owner = owners[info.cluster]  # type: ignore[attr-defined]
        dx, dy, ax, ay = position.position  # type: ignore[attr-defined]
        pen = advances[owner]
        x, y = (dx * scale, pen - dy * scale) if vertical else (pen + dx * scale, -dy * scale)
        glyphs[owner].append(Glyph(run.face, info.codepoint, x, y))  # type: ignore[attr-defined]
        advances[owner] += -ay * scale if vertical else ax * scale
    shaped = [ShapedCluster(tuple(g), a) for g, a in zip(glyphs, advances, strict=True)]
    return shaped if run.posture == "level" else [_in_column(run, cluster) for cluster in shaped]


def _in_column(run: Run, cluster: ShapedCluster) -> ShapedCluster:
    """A cluster set along a line, moved to hang from the top of a cell on a column's axis."""
    facts = run.face.facts
    # Half the line box's surplus above the baseline: the distance from its middle.
    middle = (facts.ascender - facts.descender) / 2 * run.em_px / facts.units_per_em
    half = cluster.advance_px / 2
    if run.posture == "turned":
        moved = [replace(g, x=-g.y - middle, y=g.x, turned=True) for g in cluster.glyphs]
    else:
        moved = [replace(g, x=g.x - half, y=g.y + half + middle) for g in cluster.glyphs]
    return ShapedCluster(tuple(moved), cluster.advance_px)
