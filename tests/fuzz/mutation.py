"""Mutates draft documents: the same seed gives the same mutant on every machine.

A mutation is what a careless writer or an enemy does: it drops fields, puts other types and absurd
values into them, crosses references, copies and moves whole parts, nests things into each other.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

Json = Any
Holder = dict[str, Any] | list[Any]

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 0.0, -0.0, 0.5, 1e-12, -1e-9, 1e308, -1e308, 5e-324, 2**31, -(2**31),
    2**63, 2**64, 10**30, 10**400, 0.1 + 0.2, 86_400_000_000, 999_999_999_999_999, "", " ", "0", "-1", "1e999",
    "nan", "inf", "NaN", "null", "true", "\0", "\ud83d", "😀" * 5, "好" * 200, "x" * 4000, "../../etc/passwd",
    "/etc/passwd", "C:\\", "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##", "http://",
    "#ff0000", "#12", "{",
    '{"text":"x","styles":[{"range":[-5,1e9]}]}', "<size=1e99>[", "[" * 50, [], {}, [[]], [{}],
    [None], [0] * 60, [1e308, -1e308], {"": ""}, {"x": None, "y": "z"}, {"start": -5, "duration": 10**18},
    {"start": 1e300, "duration": -1},
)  # fmt: skip
INTERESTING = (0, -1, 1, 2, 0.5, -0.5, 1000, 1e6, 1e9, -1e6, 1 / 3, 1e-6)


class Mutator:
    """Makes mutants of documents; ``donors`` give parts to transplant."""

    def __init__(self, seed: int, donors: tuple[Json, ...]) -> None:
        self._random = random.Random(seed)
        self._donors = donors
        self._changes: tuple[Callable[[list[Holder]], None], ...] = (
            self._drop, self._poison, self._poison, self._poison, self._scale, self._scale, self._cross,
            self._cross, self._double, self._shuffle, self._swap, self._transplant, self._nest, self._rename,
            self._edit_text,
        )  # fmt: skip

    def mutant(self) -> Json:
        """A document with one to twelve changes."""
        document = copy.deepcopy(self._random.choice(self._donors))
        holders = list(_holders(document))
        for _ in range(self._random.choice((1, 1, 2, 3, 4, 6, 8, 12))):
            self._random.choice(self._changes)(holders)
        return document

    def damaged(self, data: bytes) -> bytes:
        """Bytes with a few of them flipped, cut out, repeated or put in."""
        found = bytearray(data)
        for _ in range(self._random.choice((1, 1, 2, 5, 20))):
            at = self._random.randrange(len(found) + 1)
            match self._random.randrange(5):
                case 0 if at < len(found):
                    found[at] ^= 1 << self._random.randrange(8)
                case 1:
                    del found[at : at + self._random.randrange(1, 40)]
                case 2:
                    found[at:at] = self._random.randbytes(self._random.randrange(1, 9))
                case 3:
                    found[at:at] = found[at : at + self._random.randrange(1, 200)]
                case _:
                    found[at:at] = self._random.choice(
                        (b"{", b"[", b'"', b"\\", b"NaN", b"1e999", b"\xff", b"\0", b",")
                    )
        return bytes(found)

    # -- changes ---------------------------------------------------------------------------------

    def _slot(self, holders: list[Holder]) -> tuple[Holder, Any] | None:
        """A random place that holds a value."""
        for _ in range(8):
            holder = self._random.choice(holders)
            if holder:
                steps = list(holder) if isinstance(holder, dict) else range(len(holder))
                return holder, self._random.choice(steps)
        return None

    def _drop(self, holders: list[Holder]) -> None:
        if (slot := self._slot(holders)) is not None:
            holder, step = slot
            del holder[step]

    def _poison(self, holders: list[Holder]) -> None:
        if (slot := self._slot(holders)) is not None:
            holder, step = slot
            holder[step] = copy.deepcopy(self._random.choice(HOSTILE))

    def _scale(self, holders: list[Holder]) -> None:
        numbers = [
            (holder, step)
            for holder in holders
            for step, value in (holder.items() if isinstance(holder, dict) else enumerate(holder))
            if isinstance(value, int | float) and not isinstance(value, bool)
        ]
        if numbers:
            holder, step = self._random.choice(numbers)
            # Integers stay integers, or 10**400 could not be scaled.
            factor = self._random.choice(INTERESTING)
            value = holder[step]  # type: ignore[index]
            scaled = value * round(factor) if abs(value) > 1e300 else value * factor
            holder[step] = int(scaled) if isinstance(value, int) and abs(scaled) < 1e300 else scaled  # type: ignore[index]

    def _cross(self, holders: list[Holder]) -> None:
        """Let a reference name anything that has an id."""
        ids = [holder["id"] for holder in holders if isinstance(holder, dict) and "id" in holder]
        named = ("material_id", "extra_material_refs", "keyframe_refs", "id", "text_material_id")
        places = [(h, n) for h in holders if isinstance(h, dict) for n in named if n in h]
        if not ids or not places:
            return
        holder, name = self._random.choice(places)
        if name.endswith("refs"):
            count = self._random.choice((1, 2, 5, 30))
            holder[name] = copy.deepcopy([self._random.choice(ids) for _ in range(count)])
        else:
            holder[name] = copy.deepcopy(self._random.choice(ids))

    def _double(self, holders: list[Holder]) -> None:
        lists = [holder for holder in holders if isinstance(holder, list) and holder]
        if lists:
            holder = self._random.choice(lists)
            part = copy.deepcopy(self._random.choice(holder))
            for _ in range(self._random.choice((1, 2, 16))):
                holder.insert(self._random.randrange(len(holder) + 1), copy.deepcopy(part))

    def _shuffle(self, holders: list[Holder]) -> None:
        lists = [holder for holder in holders if isinstance(holder, list) and len(holder) > 1]
        if lists:
            self._random.shuffle(self._random.choice(lists))

    def _swap(self, holders: list[Holder]) -> None:
        first, second = self._slot(holders), self._slot(holders)
        if first is not None and second is not None:
            one, other = copy.deepcopy(first[0][first[1]]), copy.deepcopy(second[0][second[1]])
            first[0][first[1]] = other
            if second[0] is not first[0] or isinstance(second[0], dict):
                second[0][second[1]] = one

    def _transplant(self, holders: list[Holder]) -> None:
        """A part of another document in place of one of the same name."""
        slot = self._slot(holders)
        donor = list(_holders(self._random.choice(self._donors)))
        if slot is None or not isinstance(slot[0], dict):
            return
        same = [
            holder[slot[1]] for holder in donor if isinstance(holder, dict) and slot[1] in holder
        ]
        if same:
            slot[0][slot[1]] = copy.deepcopy(self._random.choice(same))

    def _nest(self, holders: list[Holder]) -> None:
        """A compound clip of a whole document, or deep brackets."""
        if self._random.random() < 0.3:
            if (slot := self._slot(holders)) is not None:
                slot[0][slot[1]] = json.loads("[" * 60 + "]" * 60)
            return
        compounds = [h for h in holders if isinstance(h, dict) and "draft" in h]
        if compounds:
            self._random.choice(compounds)["draft"] = copy.deepcopy(
                self._random.choice(self._donors)
            )

    def _rename(self, holders: list[Holder]) -> None:
        slot = self._slot(holders)
        if slot is not None and isinstance(slot[0], dict):
            name = self._random.choice(("", "id", "type", "x", "duration", "\ud83d", "new" * 100))
            slot[0][name] = slot[0].pop(slot[1])

    def _edit_text(self, holders: list[Holder]) -> None:
        """Damage inside the JSON or tags that a text holds as a string."""
        texts = [
            h
            for h in holders
            if isinstance(h, dict) and isinstance(h.get("content"), str) and h["content"]
        ]
        if texts:
            holder = self._random.choice(texts)
            data = holder["content"].encode("utf-8", "surrogatepass")
            holder["content"] = self.damaged(data).decode("utf-8", "replace")


def _holders(document: Json) -> list[Holder]:
    found: list[Holder] = []
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict | list):
            found.append(part)
            waiting += part.values() if isinstance(part, dict) else part
    return found
