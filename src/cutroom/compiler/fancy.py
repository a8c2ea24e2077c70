"""Fancy text (花字): a style package laid over a run's own style."""

from __future__ import annotations

from cutroom.catalog.fancy_text import read_text_effect
from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.references import path_key
from cutroom.draft.style_package import parse_style_package


def fancy(use: Use, style: Json) -> Json:
    """The style with what its ``effectStyle`` package says of fill, strokes and shadows.

    The package speaks the vocabulary of styles. Without it the words of the fancy text's name are drawn,
    and without telling words the run keeps its own style (both recorded).
    """
    named = fields.mapping(style, "effectStyle")
    material = _material(use, named)
    if not named and not material:
        return style
    package = _package(use, named) or _package(use, material)
    if package:
        return {**style, **package}
    name = fields.text(material, "name") or fields.text(named, "name")
    read = read_text_effect(name)
    if read is not None:
        use.note(
            "fancy-text-by-name", "approximated",
            f"the package of fancy text {name} is not in the draft; the colours and kinds of its name"
            " are drawn",
        )  # fmt: skip
        return {**style, **read.parts()}
    shown = name or fields.text(named, "id") or fields.text(material, "resource_id")
    use.note(
        "fancy-text-plain", "approximated",
        f"the package of fancy text {shown} is not in the draft; the text is drawn in its plain style",
    )  # fmt: skip
    return style


def _material(use: Use, named: Json) -> Json:
    """The fancy text among the segment's references that a style means; {} when there is none."""
    found = [
        material.raw
        for material in use.extras
        if material.bucket == "effects" and fields.text(material.raw, "type") == "text_effect"
    ]
    wanted = fields.text(named, "id")
    ids = ("effect_id", "resource_id", "id")
    same = (raw for raw in found if any(fields.text(raw, key) == wanted for key in ids))
    return next(same, found[0] if found else {}) if wanted or not named else next(iter(found), {})


def _package(use: Use, raw: Json) -> Json:
    path = fields.text(raw, "path")
    facts = use.scene.session.facts.get(path_key(path)) if path else None
    return parse_style_package(facts.content) if facts is not None and facts.content else {}
