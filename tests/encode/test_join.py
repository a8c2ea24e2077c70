"""Parts become one file without a frame being encoded again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from cutroom.core.errors import EncodeError, MediaError, StorageError
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.join import EncodedPart, SourceSpan, join_parts
from tests.encode.film import MP4, decoded, encode, scene
from tests.media_factory import Reel, clicks, heard, number_in, numbered_video, onset

SILENT = EncodeSettings(320, 240, Fraction(30), audio=False)


def part(folder: Path, first: int, count: int, settings: EncodeSettings = SILENT) -> EncodedPart:
    """Frames of the film of tests, encoded on their own."""
    pictures = (scene(first + n, settings.width, settings.height) for n in range(count))
    return EncodedPart(encode(folder / f"{first}-{count}.mp4", settings, pictures), count)


def pts(path: Path) -> list[Fraction]:
    """The showing times of all frames."""
    with av.open(str(path)) as container:
        return [frame.pts * frame.time_base for frame in container.decode(video=0)]


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(30_000, 1001), Fraction(25)])
def test_frames_of_parts_follow_each_other_one_frame_apart(tmp_path: Path, fps: Fraction) -> None:
    settings = EncodeSettings(320, 240, fps, audio=False)
    parts = [
        part(tmp_path, 0, 20, settings),
        part(tmp_path, 20, 1, settings),
        part(tmp_path, 21, 9, settings),
    ]
    join_parts(parts, None, tmp_path / "all.mp4", settings)
    assert pts(tmp_path / "all.mp4") == [n / fps for n in range(30)]
    alone = [planes for one in parts for planes in decoded(one.path)]
    for joined, before in zip(decoded(tmp_path / "all.mp4"), alone, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(joined[:3], before[:3], strict=True))


def test_a_joined_file_says_the_same_of_itself_as_one_encoded_at_once(tmp_path: Path) -> None:
    sound = clicks(1.0, [0.0, 0.5])
    whole = encode(tmp_path / "whole.mp4", MP4, (scene(n) for n in range(30)), sound)
    parts = [part(tmp_path, 0, 15), part(tmp_path, 15, 15)]
    join_parts(parts, whole, tmp_path / "joined.mp4", MP4)
    assert described(tmp_path / "joined.mp4") == described(whole)
    heard_of = heard(tmp_path / "joined.mp4")
    assert np.array_equal(heard_of, heard(whole))
    assert abs(onset(heard_of, after=20_000) - 24_000) < 48
    data = (tmp_path / "joined.mp4").read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")


def described(path: Path) -> dict[str, object]:
    """What a player learns before it decodes."""
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context
        return {
            "frames": video.frames,
            "start": (video.start_time, audio.start_time),
            "clock": (video.time_base, audio.time_base),
            "length": (container.duration, video.duration, audio.duration),
            "rate": video.average_rate,
            "size": (context.width, context.height, context.sample_aspect_ratio),
            "form": (context.pix_fmt, context.profile, context.level),
            "color": (context.color_primaries, context.color_trc, context.colorspace, context.color_range),
            "sound": (audio.codec_context.name, audio.rate, audio.layout.name, audio.profile),
            "tag": video.codec_tag,
        }  # fmt: skip


def test_groups_of_a_source_go_between_parts_bit_by_bit(tmp_path: Path) -> None:
    reel = Reel(
        width=320, height=240, options={"crf": "18", "g": "12", "bf": "3", "sc_threshold": "0"}
    )
    source = numbered_video(tmp_path / "source.mp4", 48, reel)
    with av.open(str(source)) as container:
        keys = [p.pts for p in container.demux(video=0) if p.is_keyframe]
    parts = [
        part(tmp_path, 0, 7),
        SourceSpan(source, keys[1], 24, 2),
        part(tmp_path, 7, 5),
    ]
    join_parts(parts, None, tmp_path / "all.mp4", SILENT)
    shown = decoded(tmp_path / "all.mp4")
    assert len(shown) == 36
    for joined, before in zip(shown[7:31], decoded(source)[12:36], strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(joined[:3], before[:3], strict=True))
    assert [number_in(planes.y) for planes in shown[7:31]] == list(range(12, 36))


def test_a_part_of_another_length_is_refused(tmp_path: Path) -> None:
    short = EncodedPart(part(tmp_path, 0, 5).path, 6)
    with pytest.raises(EncodeError, match="5 frames instead of 6"):
        join_parts([short], None, tmp_path / "all.mp4", SILENT)
    assert not (tmp_path / "all.mp4").exists()


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\0" * 5000)
    with pytest.raises(MediaError, match=r"broken\.mp4"):
        join_parts([EncodedPart(broken, 5)], None, tmp_path / "all.mp4", SILENT)


def test_a_folder_that_is_missing_is_the_disks_fault(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        join_parts([part(tmp_path, 0, 3)], None, tmp_path / "none" / "all.mp4", SILENT)
