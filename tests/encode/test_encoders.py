"""Hardware encoders are used where they work, and x264 where they do not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from cutroom.core.output import VideoEncoder
from cutroom.media import video_codecs
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.video_codecs import HARDWARE, VideoCodec, video_codec, with_encoder_that_works
from tests.encode.film import MP4, decoded, encode, psnr, scene


def built(monkeypatch: pytest.MonkeyPatch, **codecs: VideoCodec) -> None:
    """Put other FFmpeg encoders in the place of hardware ones; what is not named is not built in."""
    x264 = video_codec(MP4)

    def chosen(settings: EncodeSettings) -> VideoCodec:
        if settings.encoder == "x264":
            return x264
        return codecs.get(settings.encoder, VideoCodec(f"h264_no_{settings.encoder}", "yuv420p"))

    monkeypatch.setattr(video_codecs, "_h264", chosen)


@pytest.mark.parametrize("encoder", HARDWARE)
def test_an_encoder_that_is_not_built_in_gives_way_to_x264(
    monkeypatch: pytest.MonkeyPatch, encoder: VideoEncoder
) -> None:
    built(monkeypatch)
    settings, reason = with_encoder_that_works(replace(MP4, encoder=encoder))
    assert settings == MP4
    assert reason == f"{encoder}: not built in"


def test_an_encoder_that_does_not_open_gives_way_to_x264(monkeypatch: pytest.MonkeyPatch) -> None:
    # No H.264 encoder takes this format: built in, and refusing.
    built(monkeypatch, nvenc=VideoCodec("libx264", "pal8"))
    settings, reason = with_encoder_that_works(replace(MP4, encoder="nvenc"))
    assert settings.encoder == "x264"
    assert reason.startswith("nvenc: ")


def test_a_machine_without_any_says_so_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    built(monkeypatch)
    settings, reason = with_encoder_that_works(replace(MP4, encoder="hardware"))
    assert settings.encoder == "x264"
    assert all(f"{encoder}: " in reason for encoder in HARDWARE)


def test_the_first_one_that_works_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in = VideoCodec("libx264", "nv12", {"preset": "ultrafast", "crf": "20"})
    built(monkeypatch, qsv=stand_in)
    settings, reason = with_encoder_that_works(replace(MP4, encoder="hardware", audio=False))
    assert (settings.encoder, reason) == ("qsv", "")
    path = encode(tmp_path / "out.mp4", settings, (scene(number) for number in range(5)))
    shown = decoded(path)
    assert len(shown) == 5
    assert all(psnr(planes.y, scene(n).planes.y) > 35 for n, planes in enumerate(shown))
    assert all(psnr(planes.u, scene(n).planes.u) > 37 for n, planes in enumerate(shown))


@pytest.mark.parametrize("form", ["webm", "gif"])
def test_formats_with_one_encoder_ask_for_no_other(form: str) -> None:
    asked = replace(MP4, format=form, encoder="nvenc")  # type: ignore[arg-type]
    assert with_encoder_that_works(asked) == (replace(asked, encoder="x264"), "")


@pytest.mark.parametrize("encoder", HARDWARE)
@pytest.mark.parametrize("preset", ["draft", "standard", "high"])
def test_options_are_ones_that_the_encoder_has(encoder: VideoEncoder, preset: str) -> None:
    settings = EncodeSettings(320, 240, Fraction(30), preset=preset, encoder=encoder)  # type: ignore[arg-type]
    codec = video_codec(settings)
    assert codec.is_hardware
    try:
        context = av.CodecContext.create(codec.name, "w")
    except ValueError:
        pytest.skip(f"this build of FFmpeg has no {codec.name}")
    options = context.supported_options
    known = {option.name: option for option in (*options.generic, *options.private)}
    for name, value in codec.options.items():
        assert name in known, name
        choices = {choice.name for choice in known[name].choices}
        assert not choices or value in choices or value.isdigit() or name == "flags"
