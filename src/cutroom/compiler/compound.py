"""Compound clips: a draft inside a draft, compiled on a canvas of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cutroom.compiler.output import draft_canvas, even
from cutroom.compiler.scene import Scene, Use
from cutroom.core.errors import LimitExceeded
from cutroom.draft.compound import nested_draft
from cutroom.draft.model import Draft, Material
from cutroom.timeline.model import SoundClip, Timeline


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

    Compiled once however often it is used. Its canvas keeps the proportions of its own, at the scale
    of the one around it. Raises ``LimitExceeded`` when compound clips nest too deeply.
    """
    session = use.scene.session
    if use.scene.depth >= session.limits.max_depth:
        raise LimitExceeded(
            f"Compound clips are nested more than {session.limits.max_depth} deep;"
            " flatten some of them."
        )

    def compiled() -> Composition | None:
        draft = nested_draft(material)
        return None if draft is None else compose(_scene(use, draft))

    found = session.remembered(("compound", id(material.raw), use.scene.zoom), compiled)
    if found is None or found.length_frames == 0:
        use.note("compound-empty", "skipped", "the compound clip holds nothing to show or hear")
        return None
    return found


def _scene(use: Use, draft: Draft) -> Scene:
    around, session = use.scene, use.scene.session
    canvas = draft_canvas(draft, session.facts)
    limits = session.limits
    most = min(
        limits.max_canvas_side / max(canvas.width, canvas.height),
        (limits.max_canvas_pixels / (canvas.width * canvas.height)) ** 0.5,
    )
    zoom = min(around.zoom, most)
    return Scene(
        draft=draft,
        width=even(canvas.width * zoom),
        height=even(canvas.height * zoom),
        fps=around.fps,
        session=session,
        canvas=canvas,
        path=f"{use.where} > ",
        depth=around.depth + 1,
    )
