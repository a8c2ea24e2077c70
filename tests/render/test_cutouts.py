"""Pictures cut out by a still or a video beside them, on pixels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from cutroom.core.facts import MediaFacts
from cutroom.core.time import steady
from cutroom.picture.picture import Picture
from cutroom.render.cutouts import cut_out
from cutroom.render.engine import render_still
from cutroom.timeline.model import AdjustLayer, Clip, Layer, Matte, MediaContent, Source, Timeline
from tests.media_factory import write_video
from tests.render.scenes import FPS, HEIGHT, RED, WIDTH, still, whole

LEFT = slice(8, WIDTH // 2 - 8)
RIGHT = slice(WIDTH // 2 + 8, WIDTH - 8)
MIDDLE = HEIGHT // 2


def halves(bright_left: bool) -> np.ndarray:
    rgb = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    side = slice(0, WIDTH // 2) if bright_left else slice(WIDTH // 2, WIDTH)
    rgb[:, side] = 255
    return rgb


def scene(clip: Clip, *facts: MediaFacts) -> Timeline:
    layers: tuple[Layer | AdjustLayer, ...] = (
        Layer("below", (whole(RED),)),
        Layer("above", (clip,)),
    )
    return Timeline(WIDTH, HEIGHT, FPS, 30, tuple(map(Source, facts)), layers)


def is_red(timeline: Timeline, frame: int = 5) -> tuple[bool, bool]:
    """Whether the red clip below is seen on the left and on the right half."""
    rgb = render_still(timeline, frame).rgba[MIDDLE, :, :3].astype(int)
    red = (rgb[:, 0] > 200) & (rgb[:, 1] < 60)
    assert red[LEFT].all() or not red[LEFT].any()
    assert red[RIGHT].all() or not red[RIGHT].any()
    return bool(red[LEFT].all()), bool(red[RIGHT].all())


def grey_photo(tmp_path: Path) -> MediaFacts:
    path = tmp_path / "grey.png"
    Image.new("RGB", (WIDTH, HEIGHT), (128, 128, 128)).save(path)
    return MediaFacts(str(path), "image", WIDTH, HEIGHT)


def test_a_photo_is_kept_where_its_matte_is_bright(tmp_path: Path) -> None:
    photo = grey_photo(tmp_path)
    Image.fromarray(halves(bright_left=True)).save(tmp_path / "matte.png")
    matte = MediaFacts(str(tmp_path / "matte.png"), "image", WIDTH, HEIGHT)
    clip = still(0, photo)
    assert isinstance(clip.content, MediaContent)
    for inverted, seen in ((False, (False, True)), (True, (True, False))):
        cut = replace(clip, content=replace(clip.content, matte=Matte(1, inverted)))
        assert is_red(scene(cut, photo, matte)) == seen


def test_a_cut_out_with_an_opacity_keeps_what_is_opaque(tmp_path: Path) -> None:
    photo = grey_photo(tmp_path)
    rgba = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    rgba[:, WIDTH // 2 :] = (10, 10, 10, 255)
    Image.fromarray(rgba).save(tmp_path / "person.png")
    person = MediaFacts(str(tmp_path / "person.png"), "image", WIDTH, HEIGHT, has_alpha=True)
    clip = still(0, photo)
    assert isinstance(clip.content, MediaContent)
    cut = replace(clip, content=replace(clip.content, matte=Matte(1)))
    assert is_red(scene(cut, photo, person)) == (True, False)


def test_a_video_is_cut_out_by_the_picture_of_its_own_moment(tmp_path: Path) -> None:
    grey = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    video = write_video(tmp_path / "video.mp4", [grey] * 30)
    path = write_video(
        tmp_path / "matte.mp4", [halves(bright_left=number < 15) for number in range(30)]
    )
    facts = [
        MediaFacts(str(p), "video", WIDTH, HEIGHT, 1_000_000, False, Fraction(30))
        for p in (video, path)
    ]
    # From the tenth picture on: the matte turns over on the fifth frame.
    time = steady(Fraction(1, 3), Fraction(2, 3), Fraction(1))
    clip = replace(still(0, facts[0]), content=MediaContent(0, time, Matte(1)), length_frames=20)
    timeline = scene(clip, *facts)
    assert [is_red(timeline, frame) for frame in (0, 4, 5, 15)] == [
        (False, True), (False, True), (True, False), (True, False),
    ]  # fmt: skip


def test_a_half_bright_matte_keeps_half() -> None:
    white = Picture.from_rgba(np.full((40, 60, 4), 255, np.uint8))
    grey = np.full((20, 30, 4), 128, np.uint8)
    grey[..., 3] = 255
    cut = cut_out(white, Picture.from_rgba(grey, opaque=True))
    assert abs(int(cut.rgba[20, 30, 3]) - 128) <= 2
