"""Rendering again draws only what has changed, whoever draws it, and the file is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from cutroom.core.errors import Cancelled, CutroomError, LimitExceeded, RenderKilled, RenderTimeout
from cutroom.core.output import OutputOptions
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.progress import Progress
from cutroom.pipeline.render import RenderRequest, RenderResult, run_render
from cutroom.pipeline.sources import DraftPath
from cutroom.settings import Settings
from tests.pipeline.small import HEIGHT, RED, WIDTH, draw_photo, track, write_document, write_tone
from tools.draft_builder import SECOND, Builder

LENGTH_S = 30
SLOW: dict[str, Any] = {"width": 960}
"""Takes longer to draw than another process takes to start."""
CAPTIONS = ("one", "two", "three", "four", "five", "six")


def draft(
    folder: Path, captions: tuple[str, ...] = CAPTIONS, photo: tuple[int, int, int] = RED
) -> Path:
    """30 seconds of a photo in six chunks, each with a caption of its own, and a tone."""
    build = Builder("captioned")
    draw_photo(folder / "assets" / "photo.png", photo)
    write_tone(folder / "assets" / "tone.wav", LENGTH_S)
    picture = build.add(
        "videos", type="photo", path="assets/photo.png", material_name="photo.png",
        width=WIDTH, height=HEIGHT, duration=10_800_000_000,
    )  # fmt: skip
    tone = build.add(
        "audios", type="extract_music", path="assets/tone.wav", name="tone.wav",
        duration=LENGTH_S * SECOND,
    )  # fmt: skip
    texts = [
        build.segment(build.caption(text, 8, [1, 1, 1]), number * 5 * SECOND + SECOND, 2 * SECOND)
        for number, text in enumerate(captions)
    ]
    return write_document(
        folder,
        {
            "id": build.id(), "fps": 10.0, "duration": LENGTH_S * SECOND,
            "canvas_config": {"width": WIDTH, "height": HEIGHT, "ratio": "original"},
            "materials": build.materials,
            "tracks": [
                track(build, "video", [build.segment(picture, 0, LENGTH_S * SECOND)]),
                track(build, "text", texts),
                track(build, "audio", [build.segment(tone, 0, LENGTH_S * SECOND)]),
            ],
        },
    )  # fmt: skip


@dataclass
class Kitchen:
    """Renders in a folder, and says what was drawn for it."""

    folder: Path
    limits: RenderLimits = field(default_factory=lambda: RenderLimits(timeout_s=120, cpu_s=300))
    renders: int = 0

    @property
    def parts(self) -> Path:
        return self.folder / "data" / "cache" / "parts"

    def render(
        self,
        source: Path,
        should_cancel: Callable[[], bool] = lambda: False,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        **options: Any,
    ) -> RenderResult:
        self.renders += 1
        environment = replace(
            Settings(data_dir=self.folder / "data").environment((source,)),
            render_limits=self.limits,
        )
        work = self.folder / f"work-{self.renders}"
        request = RenderRequest(
            DraftPath(source), self.folder / f"{self.renders}.mp4", work, OutputOptions(**options)
        )
        try:
            return run_render(request, environment, on_progress, should_cancel)
        finally:
            assert not work.exists()

    def drawn(self, source: Path, **options: Any) -> int:
        """How many parts, the sound included, a render had to make."""
        before = self.kept()
        self.render(source, **options)
        return len(self.kept() - before)

    def kept(self) -> set[str]:
        return {path.name for path in self.parts.glob("*/*.part")}


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(tmp_path)


def test_rendering_again_draws_nothing_and_the_file_is_the_same(
    kitchen: Kitchen, tmp_path: Path
) -> None:
    source = draft(tmp_path / "draft")
    assert kitchen.drawn(source) == 6 + 1
    told: list[Progress] = []
    again = kitchen.render(source, on_progress=told.append)
    assert len(kitchen.kept()) == 7
    fresh = kitchen.render(source, cache=False)
    assert len({path.read_bytes() for path in tmp_path.glob("*.mp4")}) == 1
    assert again.frames == fresh.frames == LENGTH_S * 10
    assert again.diagnostics == fresh.diagnostics
    assert again.draft_digest == fresh.draft_digest
    assert [p.percent for p in told] == sorted(p.percent for p in told)
    assert told[-1].percent == 100


def test_media_known_before_anything_was_kept_are_still_told_by_their_content(
    kitchen: Kitchen, tmp_path: Path
) -> None:
    kitchen.render(draft(tmp_path / "draft"), cache=False)
    assert kitchen.drawn(draft(tmp_path / "draft")) == 7
    assert kitchen.drawn(draft(tmp_path / "another place")) == 0


def test_editing_a_caption_draws_the_one_part_that_shows_it(
    kitchen: Kitchen, tmp_path: Path
) -> None:
    kitchen.render(draft(tmp_path / "draft"))
    edited = draft(tmp_path / "draft", (*CAPTIONS[:2], "another", *CAPTIONS[3:]))
    assert kitchen.drawn(edited) == 1
    assert kitchen.drawn(edited, range_us=(10_000_000, 25_000_000)) == 1, "the sound"


def helpers() -> list[psutil.Process]:
    """The rendering processes of this test."""
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and "cutroom.pipeline.child" in child.cmdline()
    ]


def test_several_processes_make_the_same_file(kitchen: Kitchen, tmp_path: Path) -> None:
    source = draft(tmp_path / "draft")
    most: list[int] = []
    told: list[Progress] = []

    def look(progress: Progress) -> None:
        most.append(len(helpers()))
        told.append(progress)

    kitchen.limits = replace(kitchen.limits, processes=3)
    together = kitchen.render(source, on_progress=look, cache=False, **SLOW)
    assert max(most) == 3
    assert helpers() == []
    done = [progress.frames_done for progress in told if progress.stage == "rendering"]
    assert done == sorted(done)
    assert done[-1] == LENGTH_S * 10
    kitchen.limits = replace(kitchen.limits, processes=1)
    alone = kitchen.render(source, cache=False, **SLOW)
    assert together.path.read_bytes() == alone.path.read_bytes()
    assert together.diagnostics == alone.diagnostics


@pytest.mark.parametrize("processes", [1, 2])
def test_a_process_that_is_killed_costs_the_part_it_was_drawing(
    kitchen: Kitchen, tmp_path: Path, processes: int
) -> None:
    source = draft(tmp_path / "draft")
    kitchen.limits = replace(kitchen.limits, processes=processes)

    def kill(_progress: Progress) -> None:
        running = helpers()
        if len(running) == processes and kitchen.kept():
            running[-1].kill()

    with pytest.raises(RenderKilled) as caught:
        kitchen.render(source, on_progress=kill, **SLOW)
    assert caught.value.transient
    assert helpers() == []
    kept = len(kitchen.kept())
    assert kitchen.drawn(source, **SLOW) == 7 - kept < 7


def test_cancelling_ends_every_process_at_once(kitchen: Kitchen, tmp_path: Path) -> None:
    kitchen.limits = replace(kitchen.limits, processes=3)
    asked: list[bool] = []

    def cancelled() -> bool:
        if len(helpers()) == 3:
            asked.append(True)
        return bool(asked)

    with pytest.raises(Cancelled):
        kitchen.render(draft(tmp_path / "draft"), should_cancel=cancelled, **SLOW)
    assert helpers() == []


@pytest.mark.parametrize(
    ("limits", "error", "words"),
    [
        ({"memory_bytes": 130_000_000}, LimitExceeded, "processes of the render needed more"),
        ({"cpu_s": 3}, RenderTimeout, "processor time"),
        ({"timeout_s": 2.0}, RenderTimeout, "longer than 2 s"),
    ],
)
def test_what_a_render_may_use_is_for_all_its_processes_together(
    kitchen: Kitchen,
    tmp_path: Path,
    limits: dict[str, Any],
    error: type[CutroomError],
    words: str,
) -> None:
    kitchen.limits = replace(kitchen.limits, processes=4, **limits)
    with pytest.raises(error, match=words):
        kitchen.render(draft(tmp_path / "draft"), cache=False, **SLOW)
    assert helpers() == []
