"""Stickers as clips: files, our own set, and plates in place of what only the vendor's store has."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cutroom.compiler.scene import Use
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import Content, MediaContent, StickerContent

if TYPE_CHECKING:
    from cutroom.stickers.model import Sticker

# Sticker packages are drawn for a canvas of this width; nobody has measured it for plain pictures.
_DESIGN_WIDTH = 720
_PICTURES = ("video", "image", "animation")
_PLATE = Size(180, 180)
_LABEL_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Stuck:
    """What a sticker shows and its size at scale 1 in canvas pixels."""

    content: Content
    fitted: Size


def sticker_of(use: Use, raw: Json) -> Stuck | None:
    """What to draw for a sticker, None (with a diagnostic) for one that nothing here can draw.

    One of our own set is drawn anew whatever its file shows: it stays crisp at any scale.
    """
    known = _ours(raw) or _emoji_beside(use, raw)
    if known is not None:
        natural = Size(known.width, known.height)
        loop_s = Fraction(known.loop_s).limit_denominator(1000)
        content = StickerContent(known.id, known.width, known.height, loop_s=loop_s)
        return Stuck(content, _fitted(use, natural))
    facts = use.scene.session.facts_of(raw)
    if facts is not None and facts.kind in _PICTURES and facts.width and facts.height:
        return _file(use, facts)
    return _foreign(use, raw)


def _find(sticker: str) -> Sticker | None:
    # The set is large, and few drafts have stickers.
    from cutroom.stickers.library import find_by_id

    return find_by_id(sticker)


def _ours(raw: Json) -> Sticker | None:
    """The sticker of our set that an id names."""
    ids = (fields.text(raw, key) for key in ("sticker_id", "resource_id"))
    return next(filter(None, (_find(each) for each in ids if each)), None)


def _emoji_beside(use: Use, raw: Json) -> Sticker | None:
    """The emoji whose code points a draft writes beside a foreign id."""
    points = fields.text(raw, "unicode").strip().lower()
    found = _find(f"emoji-{points}") if points else None
    if found is not None:
        use.note(
            "sticker-emoji", "approximated",
            f"the emoji {found.name_en} is drawn in this machine's emoji font",
        )  # fmt: skip
    return found


def _file(use: Use, facts: MediaFacts) -> Stuck:
    use.note(
        "sticker-size", "approximated",
        "the natural size of a sticker is not documented: its pixels count on a canvas 720 wide",
    )  # fmt: skip
    index = use.scene.session.source_index(facts)
    time = steady(Fraction(0), use.length_s, Fraction(1))
    return Stuck(MediaContent(index, time), _fitted(use, Size(facts.width, facts.height)))


def _foreign(use: Use, raw: Json) -> Stuck | None:
    names = (fields.text(raw, key).strip() for key in ("name", "resource_id", "sticker_id"))
    name = next(filter(None, names), "sticker")[:_LABEL_CHARACTERS]
    if not use.scene.session.placeholders:
        use.note(
            "sticker-skipped", "skipped",
            f"sticker {name} has no picture file here; only stickers with one can be drawn",
        )  # fmt: skip
        return None
    use.note(
        "sticker-placeholder", "approximated",
        f"sticker {name} has no picture file here; a plate with its name stands for it",
    )  # fmt: skip
    content = StickerContent("", _PLATE.width, _PLATE.height, label=name)
    return Stuck(content, _fitted(use, _PLATE))


def _fitted(use: Use, units: Size) -> Size:
    """Units of the design canvas as pixels of this one, contained in it."""
    unit_px = use.scene.width / _DESIGN_WIDTH
    natural = Size(units.width * unit_px, units.height * unit_px)
    largest = use.scene.fitted(natural)
    return natural if natural.width <= largest.width else largest
