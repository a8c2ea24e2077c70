"""Compound clips: a draft inside a draft, compiled on a canvas of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cutroom.compiler.output import draft_canvas, even
from cutroom.compiler.scene import Scene, Session, Use
from cutroom.core.errors import LimitExceeded
from cutroom.draft.compound import nested_draft
from cutroom.draft.model import Draft, Material
from cutroom.timeline.model import Layer, NestedContent, SoundClip, Timeline

SCALE_PROPERTIES = ("KFTypeScaleX", "KFTypeScaleY", "UNIFORM_SCALE")
_STEPS = (0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Composition:
    """A compiled scene: its pictures as a timeline without sounds, and its sounds apart.

    The timeline's sources are filled in when all scenes are compiled.
    """

    scene: Scene
    timeline: Timeline
    sounds: tuple[SoundClip, ...]

    @property
    def length_frames(self) -> int:
        """Frames until the last clip and the last sound have ended."""
        return self.timeline.length_frames


Compose = Callable[[Scene], Composition]
"""Compiles a scene."""


def nested_of(use: Use, material: Material, compose: Compose) -> Composition | None:
    """The compiled draft of a compound clip, None (with a diagnostic) when it is empty.

    Compiled once however often it is used at one size. Its canvas keeps its own proportions and has the
    pixels it is seen with. Raises ``LimitExceeded`` when compound clips nest too deeply.
    """
    session = use.scene.session
    if use.scene.depth >= session.limits.max_depth:
        raise LimitExceeded(
            f"Compound clips are nested more than {session.limits.max_depth} deep;"
            " flatten some of them."
        )
    draft = session.remembered(("draft", id(material.raw)), lambda: nested_draft(material))
    if draft is not None:
        scene = _scene(use, draft)
        key = ("compound", id(material.raw), scene.width, scene.height)
        again = session.remembers(key)
        found = session.remembered(key, lambda: compose(scene))
        if again:
            # Compiled once, but drawn for every use: a few levels of ten uses each would never end.
            session.spend_clips(_weight(session, found.timeline))
        if found.length_frames:
            return found
    use.note("compound-empty", "skipped", "the compound clip holds nothing to show or hear")
    return None


def _weight(session: Session, timeline: Timeline) -> int:
    """The clips of a timeline, those of nested ones counted wherever they are used."""

    def count() -> int:
        clips = [c for layer in timeline.layers if isinstance(layer, Layer) for c in layer.clips]
        nested = [c.content for c in clips if isinstance(c.content, NestedContent)]
        return len(clips) + sum(_weight(session, content.timeline) for content in nested)

    return session.remembered(("weight", id(timeline)), count)


def _scene(use: Use, draft: Draft) -> Scene:
    around, limits = use.scene, use.scene.session.limits
    canvas = draft_canvas(draft, around.session.facts)
    seen = around.fitted(canvas)
    zoom = min(
        seen.width / canvas.width * _enlargement(use),
        limits.max_canvas_side / max(canvas.width, canvas.height),
        (limits.max_canvas_pixels / (canvas.width * canvas.height)) ** 0.5,
    )
    return Scene(
        draft=draft,
        width=even(canvas.width * zoom),
        height=even(canvas.height * zoom),
        fps=around.fps,
        session=around.session,
        canvas=canvas,
        path=f"{use.where} > ",
        depth=around.depth + 1,
    )


def _enlargement(use: Use) -> float:
    """The step at or above the largest scale of a clip; steps let uses of like scale share."""
    scales = [abs(use.segment.clip.scale_x), abs(use.segment.clip.scale_y)]
    for entry in use.segment.keyframes:
        if entry.property_type in SCALE_PROPERTIES:
            scales += [abs(key.values[0]) for key in entry.keys if key.values]
    largest = max(scales)
    return next((step for step in _STEPS if step >= largest), _STEPS[-1])
