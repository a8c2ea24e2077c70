"""What shapes a text as a whole: an arc it is set on, a bubble behind it."""

from __future__ import annotations

from collections.abc import Iterator

from cutroom.catalog.bubbles import read_bubble
from cutroom.compiler.scene import Use
from cutroom.core.color import WHITE
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import Bubble, TextStyle

MAX_BEND_DEGREES = 360.0


def bend_of(use: Use, raw: Json, *, vertical: bool) -> float:
    """Degrees of the arc that a text is set on, 0 for straight ones.

    The editor's scale has never been measured: its ``angle`` is taken as the angle of the whole line.
    """
    if fields.flag(raw, "enable_path_typesetting", False) or _holds_path(raw):
        use.note(
            "text-path-skipped", "skipped", "text along a drawn path is set straight;"
            " paths are not documented",
        )  # fmt: skip
    curve = fields.mapping(raw, "text_curve")
    if not curve or not fields.flag(curve, "enable", True):
        return 0.0
    angle = fields.number(curve, "angle", 0.0, -MAX_BEND_DEGREES, MAX_BEND_DEGREES)
    if angle == 0.0 or vertical:
        why = "columns are not curved" if vertical else "the draft gives no angle"
        use.note("text-curve-skipped", "skipped", f"curved text is set straight: {why}")
        return 0.0
    use.note(
        "text-curve-guessed", "approximated",
        f"the text is set on an arc of {angle:g} degrees; how the editor draws it was never measured",
    )  # fmt: skip
    return angle


def _holds_path(raw: Json) -> bool:
    paths = raw.get("text_typesetting_paths")
    return isinstance(paths, list) and bool(paths)


def bubble_of(use: Use, style: TextStyle) -> Bubble | None:
    """The bubble behind a text whose first run has ``style``; drawn by us (recorded)."""
    raw = next(_bubbles(use), None)
    if raw is None:
        return None
    name = fields.text(raw, "name")
    color = style.fill.colors[0] if style.fill.colors else WHITE
    reading = read_bubble(name, color)
    shown = name or fields.text(raw, "resource_id") or "behind the text"
    told = f"a {reading.bubble.kind} bubble" if reading.told else "a plain speech bubble"
    use.note("bubble-redrawn", "approximated", f"the bubble {shown} is drawn as {told} of our own")
    return reading.bubble


def _bubbles(use: Use) -> Iterator[Json]:
    for material in use.extras:
        if material.bucket == "effects" and fields.text(material.raw, "type") == "text_shape":
            yield material.raw
