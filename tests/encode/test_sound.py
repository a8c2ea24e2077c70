"""Sound in the files: starts at 0, in sync, at its level, to the sample where the codec allows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.curves import flat as steady_gain
from cutroom.core.facts import MediaFacts
from cutroom.core.output import OutputFormat
from cutroom.core.time import steady
from cutroom.media.encode import Encoder
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.sound import Samples, SoundReader
from cutroom.render.mix import Mixer
from cutroom.timeline.model import SoundClip, Source, Timeline
from tests.encode.film import FPS, MP4, encode, flat
from tests.media_factory import (
    RATE,
    clicks,
    decibels,
    heard,
    noise,
    onset,
    rms,
    seen,
    tone,
    write_sound,
)

SMALL = replace(MP4, width=64, height=48)
MILLISECOND = RATE // 1000
SOUNDING: tuple[OutputFormat, ...] = ("mp4", "mov", "webm", "wav", "mp3")


def written(path: Path, form: OutputFormat, samples: Samples) -> Path:
    """Grey pictures with sound."""
    count = samples.shape[1] * 30 // RATE
    settings = replace(SMALL, format=form)
    return encode(path / f"sound.{form}", settings, [flat(99)] * count, samples)


def onsets(samples: Samples, at_s: tuple[float, ...]) -> list[int]:
    """How far the click at each time is from where it belongs, in samples."""
    found = []
    for time_s in at_s:
        at = round(time_s * RATE)
        lead = min(at, 2000)
        found.append(onset(samples[:, at - lead : at + 3000]) - lead)
    return found


@pytest.mark.parametrize("form", SOUNDING)
def test_clicks_are_where_they_were_within_a_millisecond(
    tmp_path: Path, form: OutputFormat
) -> None:
    at_s = (0.0, 0.5, 1.0, 2.75)
    path = written(tmp_path, form, clicks(3.0, at_s))
    with SoundReader(path) as reader:
        assert max(abs(off) for off in onsets(reader.read(0, 3 * RATE), at_s)) <= MILLISECOND
    if form != "mp3":
        # What FFmpeg decodes without our reader; an MP3's own clock starts with the encoder's delay.
        assert max(abs(off) for off in onsets(heard(path), at_s)) <= MILLISECOND


def test_a_click_after_a_minute_is_still_in_place(tmp_path: Path) -> None:
    at_s = (0.0, 30.0, 59.5)
    path = encode(
        tmp_path / "minute.mp4",
        replace(SMALL, fps=Fraction(5)),
        [flat(9)] * 300,
        clicks(60.0, at_s),
    )
    assert max(abs(off) for off in onsets(heard(path), at_s)) <= MILLISECOND


@pytest.mark.long
def test_a_click_after_ten_minutes_is_still_in_place(tmp_path: Path) -> None:
    at_s = (0.0, 60.0, 300.0, 599.5)
    path = encode(
        tmp_path / "long.mp4", SMALL, (flat(9) for _ in range(18_000)), clicks(600.0, at_s)
    )
    assert max(abs(off) for off in onsets(heard(path), at_s)) <= MILLISECOND


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(30000, 1001), Fraction(24)])
def test_flash_and_click_fall_together(tmp_path: Path, fps: Fraction) -> None:
    flashes = (12, 47, 71)
    pictures = [flat(250 if number in flashes else 5) for number in range(80)]
    at_s = tuple(float(number / fps) for number in flashes)
    path = encode(
        tmp_path / "sync.mp4", replace(SMALL, fps=fps), pictures, clicks(float(80 / fps), at_s)
    )
    bright = [
        float(f.pts * f.time_base) for f in seen(path) if f.to_ndarray(format="gray").mean() > 150
    ]
    assert bright == pytest.approx(at_s, abs=1e-4)
    assert max(abs(off) for off in onsets(heard(path), at_s)) <= MILLISECOND


@pytest.mark.parametrize("form", SOUNDING)
def test_levels_stay_within_a_tenth_of_a_decibel(tmp_path: Path, form: OutputFormat) -> None:
    made = tone(997, 3.0, 0.4)
    made[1] *= 0.5
    got = heard(written(tmp_path, form, made))[:, RATE // 2 : 2 * RATE]
    for side in (0, 1):
        expected = rms(made[side : side + 1, RATE // 2 : 2 * RATE])
        assert abs(decibels(rms(got[side : side + 1]) / expected)) < 0.1


def test_a_wav_holds_the_samples_to_the_last_bit(tmp_path: Path) -> None:
    made = noise(2.0)
    got = heard(written(tmp_path, "wav", made))
    assert got.shape == made.shape
    np.testing.assert_allclose(got, made, atol=1 / 32767)


def test_too_loud_samples_are_clipped_and_do_not_wrap(tmp_path: Path) -> None:
    got = heard(written(tmp_path, "wav", 3 * tone(440, 1.0, 0.9)))
    assert got.max() > 0.99
    assert got.min() < -0.99
    assert np.abs(np.diff(got[0])).max() < 0.25


@pytest.mark.parametrize("form", SOUNDING)
def test_sound_is_as_long_as_the_pictures(tmp_path: Path, form: OutputFormat) -> None:
    path = written(tmp_path, form, noise(2.0))
    got = heard(path).shape[1]
    # Lossy codecs work in packets; what is decoded beyond the end is at most two.
    assert 0 <= got - 2 * RATE <= (0 if form == "wav" else 2304)


def test_sound_may_come_in_blocks_of_any_size(tmp_path: Path) -> None:
    made = noise(1.0)
    path = tmp_path / "blocks.wav"
    encoder = Encoder(path, EncodeSettings(64, 48, FPS, format="wav"))
    at = 0
    for size in (1, 7, 1024, 3, 20_000, 5_000, RATE):
        encoder.write_samples(made[:, at : at + size])
        at += size
    encoder.finish()
    np.testing.assert_allclose(heard(path), made, atol=1 / 32767)


def test_a_mixed_timeline_keeps_its_fades_and_gain_in_the_file(tmp_path: Path) -> None:
    source = write_sound(tmp_path / "tone.wav", tone(1000, 4.0, 0.5))
    clip = SoundClip(
        "clip", 0, RATE, 2 * RATE, steady(Fraction(0), Fraction(2), Fraction(1)),
        gain=steady_gain(0.5), fade_in_samples=RATE // 2, fade_out_samples=RATE // 2,
    )  # fmt: skip
    facts = MediaFacts(str(source), "audio", has_audio=True)
    timeline = Timeline(64, 48, FPS, 120, (Source(facts),), (), (clip,))
    mixed = Mixer(timeline).read(0, 4 * RATE)
    got = heard(encode(tmp_path / "a.mp4", SMALL, [flat(7)] * 120, mixed))
    window = RATE // 50
    for time_s, level in ((1.25, 0.5), (1.6, 1.0), (2.4, 1.0), (2.75, 0.5)):
        at = round(time_s * RATE) - window // 2
        expected = 0.25 * level / 2**0.5
        assert abs(decibels(rms(got[:, at : at + window]) / expected)) < 0.2
    assert rms(got[:, : RATE - 1024]) < 1e-4
