"""What a timeline promises to whoever renders it, as one check."""

from __future__ import annotations

from itertools import pairwise

from cutroom.timeline.model import (
    AdjustLayer,
    Clip,
    Layer,
    MediaContent,
    NestedContent,
    TextContent,
    Timeline,
)


def check_promises(timeline: Timeline, nested: bool = False) -> None:
    """Assert everything the docstring of ``cutroom.timeline.model`` says."""
    assert timeline.width > 0
    assert timeline.height > 0
    assert timeline.width % 2 == timeline.height % 2 == 0
    assert timeline.length_frames > 0
    assert timeline.fps > 0
    assert not (nested and timeline.sounds)
    for layer in timeline.layers:
        if isinstance(layer, AdjustLayer):
            assert layer.treatments
            assert all(t.length_frames > 0 for t in layer.treatments)
        else:
            _check_layer(layer, timeline)
    for sound in timeline.sounds:
        assert 0 <= sound.source < len(timeline.sources)
        assert sound.length_samples > 0
        assert 0 <= sound.fade_in_samples <= sound.length_samples
        assert 0 <= sound.fade_out_samples <= sound.length_samples - sound.fade_in_samples
        assert sound.gain.keys
        assert sound.time.spans


def _check_layer(layer: Layer, timeline: Timeline) -> None:
    assert layer.clips
    windows = {
        t.before: (t.start_frame, t.start_frame + t.length_frames) for t in layer.transitions
    }
    assert len(windows) == len(layer.transitions)
    for index, (left, right) in enumerate(pairwise(layer.clips)):
        assert left.start_frame <= right.start_frame
        shared = (right.first_frame, left.end_frame)
        if index in windows:
            start, end = windows[index]
            assert start < end
            # Both clips are shown all through their transition, and nowhere else together.
            assert (start, end) == shared
        else:
            assert shared[0] >= shared[1]
    assert all(0 <= before < len(layer.clips) - 1 for before in windows)
    for clip in layer.clips:
        _check_clip(clip, timeline)


def _check_clip(clip: Clip, timeline: Timeline) -> None:
    assert clip.where
    assert clip.length_frames > 0
    assert clip.lead_frames >= 0
    assert clip.tail_frames >= 0
    content = clip.content
    if isinstance(content, TextContent):
        _check_text(content)
    else:
        assert clip.fitted.width > 0
        assert clip.fitted.height > 0
    if isinstance(content, MediaContent):
        assert 0 <= content.source < len(timeline.sources)
    if isinstance(content, NestedContent):
        assert content.timeline.sources == timeline.sources
        check_promises(content.timeline, nested=True)
    for motion in clip.motions:
        assert motion.length_frames > 0
        assert 0 <= motion.start_frame <= clip.length_frames - motion.length_frames
    assert all(treatment.length_frames > 0 for treatment in clip.treatments)
    if clip.backdrop is not None and clip.backdrop.kind == "image":
        assert 0 <= clip.backdrop.source < len(timeline.sources)


def _check_text(content: TextContent) -> None:
    assert content.text.strip()
    assert content.spans[0].start == 0
    assert content.spans[-1].end == len(content.text)
    assert all(left.end == right.start for left, right in pairwise(content.spans))
    assert all(span.start < span.end and span.style.line_px > 0 for span in content.spans)
