"""Fancy text (花字): a style package laid over a run's own style."""

from __future__ import annotations

from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.references import path_key
from cutroom.draft.style_package import parse_style_package


def fancy(use: Use, style: Json) -> Json:
    """The style with what its ``effectStyle`` package says of fill, strokes and shadows.

    The package speaks the vocabulary of styles. Without it the run keeps its own style (recorded).
    """
    named = fields.mapping(style, "effectStyle")
    if not named:
        return style
    facts = use.scene.session.facts.get(path_key(fields.text(named, "path")))
    package = parse_style_package(facts.content) if facts is not None and facts.content else {}
    if not package:
        use.note(
            "fancy-text-plain", "approximated",
            f"the package of fancy text {fields.text(named, 'id')} is not in the draft;"
            " the text is drawn in its plain style",
        )  # fmt: skip
    return {**style, **package}
