"""Embedding levels of mixed left-to-right and right-to-left text (UAX #9, implicit rules).

Rules P2–P3, W1–W7, N1–N2, I1–I2, L1 and L2. Explicit embeddings, overrides and isolates take no
effect, and paired brackets follow N1–N2: captions do not carry them, and both keep the algorithm
linear on hostile input.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_STRONG_RIGHT = ("R", "AL")
_NEUTRAL = frozenset(
    ("B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "")
)


def levels(clusters: Sequence[str]) -> list[int]:
    """The embedding level of every cluster of one paragraph; even levels run left to right."""
    kinds = [unicodedata.bidirectional(cluster[0]) for cluster in clusters]
    if not any(kind in ("R", "AL", "AN") for kind in kinds):
        return [0] * len(kinds)
    base = next((int(k != "L") for k in kinds if k in ("L", "R", "AL")), 0)
    side = "R" if base else "L"
    kinds = _resolve_weak(kinds, side)
    kinds = _resolve_neutral(kinds, side)
    found = [_implicit(kind, base) for kind in kinds]
    _flatten_trailing_space(found, clusters, base)
    return found


def visual_order(line_levels: Sequence[int]) -> list[int]:
    """Indices of a line's clusters from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    highest = max(line_levels, default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(order):
            if line_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def _resolve_weak(kinds: list[str], side: str) -> list[str]:
    kinds = _resolve_numbers(kinds, side)
    kinds = _resolve_separators(kinds)
    strong = side
    for index, kind in enumerate(kinds):  # W7
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
    return kinds


def _resolve_numbers(kinds: list[str], side: str) -> list[str]:
    """W1–W3: marks follow their base, digits after Arabic letters are Arabic numbers."""
    out: list[str] = []
    strong = side
    for kind in kinds:
        if kind == "NSM":
            kind = out[-1] if out else side
        if kind in ("L", "R", "AL"):
            strong = kind
        if kind == "EN" and strong == "AL":
            kind = "AN"
        out.append(kind)
    return ["R" if kind == "AL" else kind for kind in out]


def _resolve_separators(kinds: list[str]) -> list[str]:
    """W4–W6: separators and terminators beside numbers join them, others are neutral."""
    out = list(kinds)
    for index in range(1, len(out) - 1):
        before, kind, after = out[index - 1], out[index], out[index + 1]
        joins = kind == "CS" or (kind == "ES" and before == "EN")
        if joins and before == after and before in ("EN", "AN"):
            out[index] = before
    start = 0
    while start < len(out):
        end = start
        while end < len(out) and out[end] == "ET":
            end += 1
        if end > start:
            beside = out[start - 1 : start] + out[end : end + 1]
            out[start:end] = ["EN" if "EN" in beside else "ON"] * (end - start)
        start = end + 1
    return ["ON" if kind in ("ES", "CS") else kind for kind in out]


def _resolve_neutral(kinds: list[str], side: str) -> list[str]:
    """N1–N2: neutrals between equal directions take it, others take the paragraph's."""
    out = list(kinds)
    start = 0
    before = side
    while start < len(out):
        if out[start] not in _NEUTRAL:
            before = "L" if out[start] == "L" else "R"
            start += 1
            continue
        end = start
        while end < len(out) and out[end] in _NEUTRAL:
            end += 1
        after = side if end == len(out) else ("L" if out[end] == "L" else "R")
        out[start:end] = [before if before == after else side] * (end - start)
        start = end
    return out


def _implicit(kind: str, base: int) -> int:
    """I1–I2."""
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 1 if kind == "R" else 2


def _flatten_trailing_space(found: list[int], clusters: Sequence[str], base: int) -> None:
    for index in range(len(clusters) - 1, -1, -1):
        if not clusters[index].isspace():
            return
        found[index] = base
