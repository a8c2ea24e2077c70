"""The sample drafts compile to what a person who reads them expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from cutroom.compiler.compile import Compiled, compile_draft
from cutroom.draft.folder import open_draft
from cutroom.draft.media import declared_facts
from cutroom.timeline.model import Layer, TextContent, Timeline
from tests.compile.promises import check_promises

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample drafts are not here"),
]


def compiled(name: str) -> Compiled:
    """From what the draft states about its media: the files are not looked at."""
    draft = open_draft(SAMPLES / name).draft
    found = compile_draft(draft, declared_facts(draft))
    check_promises(found.timeline)
    return found


def layers_of(timeline: Timeline) -> list[Layer]:
    return [layer for layer in timeline.layers if isinstance(layer, Layer)]


def test_the_demo_is_a_video_a_sticker_and_a_caption_with_music() -> None:
    timeline = compiled("demo").timeline
    assert (timeline.width, timeline.height, timeline.length_frames) == (1920, 1080, 153)
    video, caption = layers_of(timeline)
    assert [(clip.start_frame, clip.length_frames) for clip in video.clips] == [(0, 126), (126, 27)]
    (transition,) = video.transitions
    assert (transition.start_frame, transition.length_frames) == (119, 15)
    assert isinstance(caption.clips[0].content, TextContent)
    assert caption.clips[0].content.text == "据说成片效果还不错?"
    music = timeline.sounds[0]
    assert (music.length_samples, music.fade_in_samples, music.gain.first) == (240_000, 48_000, 0.6)


def test_the_slideshow_moves_its_photos_and_joins_them_by_transitions() -> None:
    timeline = compiled("slideshow").timeline
    assert timeline.length_frames == 360
    photos, title = layers_of(timeline)
    assert len(photos.clips) == 4
    assert [t.length_frames for t in photos.transitions] == [18, 18, 18]
    assert all(not clip.placement.scale_x.constant for clip in photos.clips)
    assert all(clip.placement.scale_x == clip.placement.scale_y for clip in photos.clips)
    assert [motion.phase for motion in title.clips[0].motions] == ["in", "out"]
    assert len(timeline.sources) == 4


def test_the_vertical_draft_has_blurred_backdrops_and_wrapping_subtitles() -> None:
    found = compiled("vertical_subtitles")
    timeline = found.timeline
    assert (timeline.width, timeline.height) == (1080, 1920)
    video, subtitles = layers_of(timeline)
    assert all(clip.backdrop is not None and clip.backdrop.kind == "blur" for clip in video.clips)
    texts = [clip.content for clip in subtitles.clips]
    assert len(texts) == 6
    assert all(isinstance(text, TextContent) and text.wrap_px == 0.82 * 1080 for text in texts)
    assert found.diagnostics == ()
