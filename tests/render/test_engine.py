"""Whole renders: the same frames in any order, errors and stops that leave nothing behind."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from threading import active_count
from threading import enumerate as all_threads

import av
import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.errors import Cancelled, InvalidRequest, MediaError
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size, contain
from cutroom.core.time import steady
from cutroom.core.typography import FontRequest, Paint, TextContent, TextSpan, TextStyle
from cutroom.media.encode import Encoder
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture
from cutroom.render.engine import Progress, render_still, render_timeline
from cutroom.render.studio import Studio
from cutroom.timeline.model import (
    Backdrop,
    Clip,
    Layer,
    Mask,
    MediaContent,
    MotionSpan,
    Placement,
    Source,
    Timeline,
    Transition,
)  # fmt: skip
from tests.render.scenes import (
    FPS,
    GREEN,
    HEIGHT,
    RED,
    WHITE,
    WIDTH,
    box,
    layers,
    quadrants,
    ramp,
    still,
    timeline,
    whole,
)  # fmt: skip

SETTINGS = EncodeSettings(WIDTH, HEIGHT, FPS, audio=False)


def counting_video(path: Path, frames: int = 45) -> MediaFacts:
    """A video whose n-th frame has a bar n·4 pixels from the left, in a group of pictures of 12."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"g": "12", "crf": "12"})
        stream.width, stream.height, stream.pix_fmt = 192, 108, "yuv420p"
        for number in range(frames):
            rgb = np.full((108, 192, 3), 60, np.uint8)
            rgb[:, number * 4 : number * 4 + 12] = 230
            for packet in stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return MediaFacts(str(path), "video", 192, 108, duration_us=frames * 1_000_000 // 30)


def busy_timeline(folder: Path) -> Timeline:
    """Two clips with a fill and a transition, a turning masked clip, a moving still, a text."""
    video, photo = counting_video(folder / "v.mp4"), quadrants(folder / "q.png", 400, 300)
    fitted = contain(Size(WIDTH, HEIGHT), Size(192, 108))
    clips = tuple(
        Clip(
            f"clip {i}",
            start,
            15,
            MediaContent(0, steady(Fraction(i, 2), Fraction(1, 2), Fraction(1))),
            fitted,
            lead_frames=4 if i else 0,
            tail_frames=0 if i else 4,
            backdrop=Backdrop("blur", blur=0.375),
        )
        for i, start in enumerate((0, 15))
    )
    main = Layer("main", clips, (Transition("dissolve", (), 0, 11, 8),))
    ellipse = Mask("ellipse", flat(0), flat(0), flat(0.8), flat(0.8), flat(0), flat(0.1))
    turning = still(
        1, photo, mask=ellipse,
        placement=Placement(ramp((0, -0.5), (1, 0.5)), flat(0.3), flat(0.4), flat(0.4), ramp((0, 0), (1, 90))),
    )  # fmt: skip
    words = "Words 文字"
    style = TextStyle(FontRequest(), 30.0, Paint((Color(1, 1, 0),)))
    text = Clip(
        "text", 3, 20, TextContent(words, (TextSpan(0, len(words), style),)), Size(0, 0),
        Placement(y=flat(-0.7)), motions=(MotionSpan("fade", "in", (), 0, 8),),
    )  # fmt: skip
    made = timeline(main, Layer("over", (turning,)), Layer("text", (text,)))
    return replace(made, sources=(Source(video), Source(photo)))


def planes_equal(one: Picture, two: Picture) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.planes[:3], two.planes[:3], strict=True))


def test_any_order_gives_the_pictures_of_a_sequential_render(tmp_path: Path) -> None:
    made = busy_timeline(tmp_path)
    studio = Studio(made)
    in_order = [studio.compose(*studio.look_up(frame)) for frame in range(made.length_frames)]
    for frame in (29, 12, 0, 15, 11, 23):
        assert planes_equal(render_still(made, frame), in_order[frame]), frame
    studio.close()


def test_threads_do_not_change_what_reaches_the_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = busy_timeline(tmp_path)
    studio = Studio(made)
    alone = [studio.compose(*studio.look_up(frame)) for frame in range(made.length_frames)]
    written: list[Picture] = []
    encode = Encoder.write_picture

    def write(encoder: Encoder, picture: Picture) -> None:
        written.append(picture)
        encode(encoder, picture)

    monkeypatch.setattr(Encoder, "write_picture", write)
    outcome = render_timeline(made, tmp_path / "out.mp4", SETTINGS)
    assert outcome.frames == len(written) == 30
    assert all(planes_equal(one, two) for one, two in zip(alone, written, strict=True))


def test_the_file_holds_the_composed_frames_in_order(tmp_path: Path) -> None:
    moving = box(WHITE, Size(24, HEIGHT), placement=Placement(x=ramp((0, -0.9), (29 / 30, 0.9))))
    render_timeline(layers(moving), tmp_path / "out.mp4", SETTINGS)
    with av.open(str(tmp_path / "out.mp4")) as container:
        for number, frame in enumerate(container.decode(video=0)):
            luma = frame.to_ndarray(format="gray").astype(float)
            centre = np.flatnonzero(luma[100] > 125).mean() + 0.5
            assert centre == pytest.approx(WIDTH / 2 * (0.1 + 1.8 * number / 29), abs=1.0)


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[Progress] = []
    render_timeline(layers(whole(RED)), tmp_path / "out.mp4", SETTINGS, told.append)
    assert (told[-1].done, told[-1].total) == (30, 30)
    assert [p.done for p in told] == sorted(p.done for p in told)


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_stopped_render_leaves_no_file_and_no_thread(tmp_path: Path) -> None:
    before = active_count()
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        render_timeline(
            layers(whole(RED)), tmp_path / "out.mp4", SETTINGS, should_stop=lambda: next(asked) == 5
        )
    assert leftovers(tmp_path) == []
    assert active_count() == before, all_threads()


def test_a_medium_that_cannot_be_read_ends_the_render_with_its_name(tmp_path: Path) -> None:
    before = active_count()
    (tmp_path / "in").mkdir()
    broken = tmp_path / "in" / "broken.png"
    broken.write_bytes(b"no picture at all")
    facts = MediaFacts(str(broken), "image", 320, 240)
    late = still(0, facts, start_frame=20, length_frames=10, where='track 1 "video", segment 2')
    made = timeline(Layer("a", (whole(GREEN, length_frames=20), late)), sources=(facts,))
    with pytest.raises(MediaError) as caught:
        render_timeline(made, tmp_path / "out.mp4", SETTINGS)
    assert "broken.png" in caught.value.message
    assert caught.value.details["where"] == 'track 1 "video", segment 2'
    assert leftovers(tmp_path) == ["in"]
    assert active_count() == before, all_threads()


def test_a_frame_that_does_not_exist_is_refused() -> None:
    for frame in (-1, 30):
        with pytest.raises(InvalidRequest):
            render_still(layers(whole(RED)), frame)


def test_alpha_output_keeps_the_background_out(tmp_path: Path) -> None:
    settings = replace(SETTINGS, format="mov", alpha=True)
    render_timeline(layers(box(GREEN, Size(80, 60))), tmp_path / "out.mov", settings)
    with av.open(str(tmp_path / "out.mov")) as container:
        frame = next(container.decode(video=0)).to_ndarray(format="rgba")
    assert frame[0, 0, 3] < 4
    assert frame[120, 160, 3] > 251
