"""Cut-outs of people and things, where the draft carries what the app made for them."""

from __future__ import annotations

from cutroom.compiler.scene import Use
from cutroom.core.facts import MediaFacts
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.references import MATTE_FIELDS
from cutroom.timeline.model import Matte

_UNTOLD = ("expansion", "feather")


def matte_of(use: Use, raw: Json, facts: MediaFacts) -> Matte | None:
    """What a picture material is cut out by; None without a cut-out or without its file (recorded)."""
    if "matting" not in raw:
        return None
    matting = fields.mapping(raw, "matting")
    if not fields.integer(matting, "flag", 0):
        return None
    session = use.scene.session
    found = [session.facts_at(matting, key) for key in MATTE_FIELDS]
    # A still is cut out by a still; a video may be by either, if it is played from its own file.
    own = facts.kind == "video" and session.facts_of(raw) is facts
    kinds = ("image", "video") if own else ("image",)
    matte = next((one for one in found if one is not None and one.kind in kinds), None)
    if matte is None:
        use.note(
            "matting-skipped", "skipped",
            "the cut-out of people or objects is not applied: its file is not in the draft",
        )  # fmt: skip
        return None
    untold = [key for key in _UNTOLD if fields.number(matting, key, 0.0)]
    if untold:
        message = f"the {' and the '.join(untold)} of the cut-out: not documented, left out"
        use.note("matting-approximated", "approximated", message)
    return Matte(session.source_index(matte), fields.flag(matting, "reverse", False))
