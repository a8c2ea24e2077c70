"""A compile case: a file that holds a draft, and what it compiles to.

    # What the case shows, in a sentence.
    {…the draft, as sparse as JianYing 11 writes it…}
    # options {"width": 1280}
    # expects
    …dump of the timeline, then one line a diagnostic…

``# options`` may be left out. The media are the cast below, by file name, the looks those of
``looks.toml`` beside this file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cutroom.compiler.compile import compile_draft
from cutroom.core.errors import CutroomError
from cutroom.core.facts import MediaFacts
from cutroom.core.output import OutputOptions
from cutroom.draft.model import Draft
from cutroom.timeline.dump import dump_timeline
from tools.make_looks import parse_looks

LOOKS = parse_looks((Path(__file__).parent / "looks.toml").read_text("utf-8"))
CASES = Path(__file__).parent / "cases"
_OPTIONS, _EXPECTS = "# options ", "# expects\n"

CAST = (
    MediaFacts("wide.mp4", "video", 1920, 1080, 10_000_000, True, Fraction(30)),
    MediaFacts("tall.mp4", "video", 1080, 1920, 10_000_000, True, Fraction(30)),
    MediaFacts("silent.mp4", "video", 1920, 1080, 10_000_000, False, Fraction(30)),
    MediaFacts("photo.jpg", "image", 1600, 1200),
    MediaFacts("logo.png", "image", 200, 100, has_alpha=True),
    MediaFacts("loop.gif", "animation", 400, 300, 900_000),
    MediaFacts("music.mp3", "audio", duration_us=20_000_000, has_audio=True),
    MediaFacts("voice.wav", "audio", duration_us=10_000_000, has_audio=True),
    MediaFacts("reversed.mp4", "video", 1920, 1080, 10_000_000, True, Fraction(30)),
    MediaFacts("warm.cube", "file"),
    MediaFacts("Hand.ttf", "file"),
    MediaFacts(
        "fancy",
        "file",
        content='{"strokes": [{"width": 0.1}], "fill": {"content": {"solid": {"color": [0, 1, 0]}}}}',
    ),
)


@dataclass(frozen=True)
class Case:
    """``expected`` is what the file says; :meth:`actual` what the compiler says."""

    path: Path
    sentence: str
    draft: dict[str, Any]
    options: OutputOptions
    expected: str

    def actual(self) -> str:
        facts = {one.path: one for one in CAST}
        try:
            with patch("cutroom.catalog.looks.load_looks", lambda: LOOKS):
                compiled = compile_draft(Draft(self.draft), facts, self.options)
        except CutroomError as error:
            return f"{type(error).__name__}: {error}\n"
        notes = [
            f"{note.severity} {note.code}: {note.message}"
            f" ({note.start_us / 1e6:g}+{note.duration_us / 1e6:g}s {note.where})\n"
            for note in compiled.diagnostics
        ]
        return dump_timeline(compiled.timeline) + "".join(notes)

    def rewritten(self) -> str:
        text = self.path.read_text("utf-8")
        return text[: text.index(_EXPECTS) + len(_EXPECTS)] + self.actual()


def read_case(path: Path) -> Case:
    head, _, expected = path.read_text("utf-8").partition(_EXPECTS)
    sentence, _, body = head.partition("\n")
    body, _, options = body.partition(_OPTIONS)
    return Case(path, sentence.removeprefix("# "), json.loads(body), _options(options), expected)


def all_cases() -> list[Case]:
    return [read_case(path) for path in sorted(CASES.glob("*.case"))]


def _options(text: str) -> OutputOptions:
    asked = json.loads(text) if text.strip() else {}
    if "fps" in asked:
        asked["fps"] = Fraction(asked["fps"])
    if "range_us" in asked:
        asked["range_us"] = tuple(asked["range_us"])
    return OutputOptions(**asked)
