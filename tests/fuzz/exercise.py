"""Does with a document all that happens to a draft before anything is drawn."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import FrameType
from typing import Any

from cutroom.compiler.compile import compile_draft
from cutroom.core.errors import CutroomError, Refused
from cutroom.core.facts import MediaFacts
from cutroom.draft.codec import dump_draft, parse_draft
from cutroom.draft.legacy_keyframes import legacy_keyframes
from cutroom.draft.media import declared_facts, media_key, media_references
from cutroom.draft.model import Draft
from cutroom.draft.relink import Locator
from cutroom.draft.text_content import styled_text

NOWHERE = Path(__file__).parent / "no-such-folder"
HANG_S = 2.0
"""Processor seconds after which a draft counts as one that hangs."""


class Hanging(Exception):
    """A draft took longer than any draft of its size may."""


@contextmanager
def no_hang() -> Iterator[None]:
    """Raises ``Hanging`` inside the block after two seconds of processor time, however busy the machine."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise Hanging

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


ODD_FILES = (
    MediaFacts("a.mp4", "video"),
    MediaFacts("b.mp4", "video", width=1, height=9999, duration_us=1, has_audio=True, fps=Fraction(1, 7)),
    MediaFacts("c.png", "image", width=65535, height=1),
    MediaFacts("d.gif", "animation", width=10, height=10),
    MediaFacts("e.mp3", "audio", has_audio=True),
    MediaFacts("f.json", "file", content='{"fill":{"content":[]},"strokes":[{"width":1e308}]}'),
    None,
)  # fmt: skip


def exercise(data: bytes, odd: int = -1) -> str:
    """Read, write, view, list the media of and compile a document.

    Its files are what the draft declares, or with ``odd`` ≥ 0 a choice of odd ones or missing. Returns
    what became of it: the code of our own error, or "". Anything else that is raised is a bug.
    """
    with no_hang():
        try:
            draft = parse_draft(data)
        except CutroomError as error:
            return error.code
        _view(draft)
        assert parse_draft(dump_draft(draft)).document == draft.document
        try:
            compiled = compile_draft(draft, _facts(draft, odd))
        except CutroomError as error:
            return error.code
        for diagnostic in compiled.diagnostics:
            _writable(diagnostic.where, diagnostic.message, diagnostic.code)
        return ""


def _facts(draft: Draft, odd: int) -> dict[str, MediaFacts]:
    if odd < 0:
        return declared_facts(draft)
    keys = [reference.key for reference in media_references(draft)]
    chosen = {key: ODD_FILES[(odd + number) % len(ODD_FILES)] for number, key in enumerate(keys)}
    return {key: facts for key, facts in chosen.items() if facts is not None}


def _view(draft: Draft) -> None:
    for track in draft.tracks:
        for segment in track.segments:
            legacy_keyframes(draft, segment)
    for material in draft.materials.values():
        media_key(material.raw)
        styled = styled_text(material.raw)
        assert "".join(styled.text[p.start : p.end] for p in styled.ranges) == styled.text
    locator = Locator(NOWHERE, (NOWHERE,), draft.document)
    for reference in media_references(draft):
        assert reference.candidates
        _writable(reference.key, reference.name, reference.where, *reference.candidates)
        try:
            assert locator.locate(reference) is None
        except Refused as error:
            _writable(error.message, error.hint)


def _writable(*texts: Any) -> None:
    for text in texts:
        assert isinstance(text, str)
        text.encode("utf-8")
