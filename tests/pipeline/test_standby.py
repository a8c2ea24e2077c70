"""Looking through a draft uses one drawing process again, and shows what a new one would."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cutroom.core.errors import Cancelled, CutroomError, MediaError
from cutroom.core.output import OutputOptions
from cutroom.pipeline import standby
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.fork_server import ForkServer
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.sources import DraftPath
from cutroom.pipeline.standby import Seat, Standby
from cutroom.pipeline.still import StillRequest, StillResult, run_still
from cutroom.settings import Settings
from tests import media_factory as factory
from tests.media_factory import Reel
from tests.pipeline.small import HEIGHT, WIDTH, document, draft_folder, draw_photo, write_document

GREEN = (30, 200, 30)
LIMITS = RenderLimits(timeout_s=60, cpu_s=120)


class Viewer:
    """Looks at drafts, in processes kept ready or each time in a new one."""

    def __init__(self, folder: Path, standby: Standby | None) -> None:
        self.folder, self.standby, self.count = folder, standby, 0

    def look(
        self,
        draft: Path,
        at_s: float = 0,
        should_cancel: Callable[[], bool] = lambda: False,
        **options: Any,
    ) -> StillResult:
        self.count += 1
        environment: Environment = replace(
            Settings(data_dir=self.folder / "data").environment((draft,)), render_limits=LIMITS
        )
        request = StillRequest(
            DraftPath(draft),
            round(at_s * 1e6),
            self.folder / f"{self.count}.png",
            self.folder / f"work-{self.count}",
            options=OutputOptions(**options),
        )
        return run_still(request, environment, should_cancel, self.standby)

    def process(self) -> int:
        """The number of the process kept for the draft that was looked at last."""
        return kept(self.standby)[-1].process.process_id


def kept(ready: Standby | None) -> list[Seat]:
    assert ready is not None
    return list(ready._kept.values())


def lives(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


@pytest.fixture(scope="module")
def start() -> Iterator[ForkServer]:
    server = ForkServer()
    yield server
    server.close()


@pytest.fixture
def viewer(tmp_path: Path, start: ForkServer) -> Iterator[Viewer]:
    ready = Standby(start)
    yield Viewer(tmp_path, ready)
    seats = kept(ready)
    ready.close()
    assert not any(lives(seat.process.process_id) or seat.folder.exists() for seat in seats)


def film(folder: Path) -> Path:
    """Two seconds of a numbered video, then a photo."""
    reel = Reel(fps=Fraction(10), options={"g": "8", "bf": "2"})
    (folder / "assets").mkdir(parents=True)
    factory.numbered_video(folder / "assets" / "film.mp4", 20, reel)
    draw_photo(folder / "assets" / "green.png", GREEN)
    made = document(["assets/film.mp4", "assets/green.png"], seconds=4)
    made["materials"]["videos"][0] |= {"type": "video", "duration": 2_000_000}
    return write_document(folder, made)


def test_pictures_in_any_order_are_those_of_a_process_of_their_own(
    viewer: Viewer, tmp_path: Path
) -> None:
    source, alone = film(tmp_path / "draft"), Viewer(tmp_path / "alone", None)
    shown: dict[float, bytes] = {}
    processes = set()
    for at_s in (1.7, 0.2, 3.5, 1.8, 0.9, 0.2, 1.7):
        picture = viewer.look(source, at_s).path.read_bytes()
        processes.add(viewer.process())
        assert shown.setdefault(at_s, picture) == picture
    assert len(processes) == 1
    assert len(set(shown.values())) == len(shown)
    for at_s in (0.9, 1.8):
        assert alone.look(source, at_s).path.read_bytes() == shown[at_s]


def test_what_has_changed_since_is_shown_as_it_is_now(viewer: Viewer, tmp_path: Path) -> None:
    source = draft_folder(tmp_path / "draft")
    first = viewer.look(source, 0.2)
    process = viewer.process()
    draw_photo(source / "assets" / "red.png", GREEN)
    medium = viewer.look(source, 0.2)
    write_document(source, document(["assets/blue.png", "assets/red.png"]))
    edited = viewer.look(source, 0.2)
    smaller = viewer.look(source, 0.2, width=32, height=24)
    pictures = {made.path.read_bytes() for made in (first, medium, edited, smaller)}
    assert len(pictures) == 4
    assert (smaller.width, smaller.height) == (32, 24)
    assert (first.width, first.height) == (WIDTH, HEIGHT)
    assert viewer.process() == process


def test_what_is_said_of_the_draft_is_said_every_time(viewer: Viewer, tmp_path: Path) -> None:
    made = document(["assets/red.png"])
    made["materials"]["effects"] = [
        {"id": "f", "type": "filter", "name": "no such filter", "value": 1}
    ]
    draw_photo(tmp_path / "draft" / "assets" / "red.png", GREEN)
    made["tracks"][0]["segments"][0]["extra_material_refs"] = ["f"]
    source = write_document(tmp_path / "draft", made)
    said = [viewer.look(source, at_s).diagnostics for at_s in (0.1, 0.6)]
    assert said[0]
    assert said[0] == said[1]


def test_a_process_never_serves_another_draft(viewer: Viewer, tmp_path: Path) -> None:
    one, other = draft_folder(tmp_path / "one"), draft_folder(tmp_path / "other")
    viewer.look(one)
    first = viewer.process()
    viewer.look(other)
    second = viewer.process()
    assert first != second
    viewer.look(one)
    assert viewer.process() == first


def test_no_more_processes_are_kept_than_agreed(tmp_path: Path, start: ForkServer) -> None:
    ready = Standby(start, most_kept=1)
    viewer = Viewer(tmp_path, ready)
    viewer.look(draft_folder(tmp_path / "one"))
    first = viewer.process()
    viewer.look(draft_folder(tmp_path / "other"))
    assert len(kept(ready)) == 1
    assert not lives(first)
    ready.close()


def test_processes_that_nobody_needs_end(tmp_path: Path, start: ForkServer) -> None:
    ready = Standby(start, idle_s=0.5)
    viewer = Viewer(tmp_path, ready)
    viewer.look(draft_folder(tmp_path / "draft"))
    seat = kept(ready)[0]
    for _ in range(600):
        if not (lives(seat.process.process_id) or seat.folder.exists()):
            break
        time.sleep(0.05)
    else:
        pytest.fail("a process waits for ever")
    assert not kept(ready)
    ready.close()


def test_a_process_that_died_while_it_waited_is_replaced(viewer: Viewer, tmp_path: Path) -> None:
    source = draft_folder(tmp_path / "draft")
    first = viewer.look(source).path.read_bytes()
    process = viewer.process()
    os.kill(process, signal.SIGKILL)
    assert viewer.look(source).path.read_bytes() == first
    assert viewer.process() != process


def test_a_failure_is_told_as_by_a_new_process_and_leaves_nothing_behind(
    viewer: Viewer, tmp_path: Path
) -> None:
    source = draft_folder(tmp_path / "draft")
    viewer.look(source)
    process = viewer.process()
    (source / "assets" / "red.png").write_bytes(b"no picture")
    with pytest.raises(MediaError, match=r"red\.png"):
        viewer.look(source)
    assert not lives(process)
    assert not kept(viewer.standby)
    draw_photo(source / "assets" / "red.png", GREEN)
    viewer.look(source)


def test_a_process_that_has_taken_too_much_is_not_used_again(
    viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "_WORN_SHARE", 1e-4)
    source = draft_folder(tmp_path / "draft")
    viewer.look(source)
    assert not kept(viewer.standby)


def test_a_picture_that_is_cancelled_before_it_is_begun_costs_no_process(
    viewer: Viewer, tmp_path: Path
) -> None:
    source = draft_folder(tmp_path / "draft")
    viewer.look(source)
    process = viewer.process()
    with pytest.raises(Cancelled):
        viewer.look(source, should_cancel=lambda: True)
    assert viewer.process() == process


def test_after_closing_nothing_is_kept(tmp_path: Path, start: ForkServer) -> None:
    ready = Standby(start)
    viewer = Viewer(tmp_path, ready)
    ready.close()
    viewer.look(draft_folder(tmp_path / "draft"))
    assert not kept(ready)


def test_a_draft_that_cannot_be_read_costs_no_process(viewer: Viewer, tmp_path: Path) -> None:
    source = draft_folder(tmp_path / "draft")
    viewer.look(source)
    process = viewer.process()
    (source / "draft_content.json").write_text("{")
    with pytest.raises(CutroomError, match=r"draft_content\.json"):
        viewer.look(source)
    assert viewer.process() == process
