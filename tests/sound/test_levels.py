"""Which channel is heard, and how loud a clip is brought to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cutroom.media.loudness import integrated_lufs
from cutroom.render.mix import Mixer
from tests.media_factory import decibels, rms, tone, write_sound
from tests.sound.sounding import mixed, plain, seconds, sounds

LENGTH_S = 3.0


@pytest.fixture(scope="module")
def two_sides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """440 Hz on the left, 880 Hz on the right."""
    made = np.stack([tone(440, LENGTH_S, 0.1)[0], tone(880, LENGTH_S, 0.05)[1]])
    return write_sound(tmp_path_factory.mktemp("sides") / "sides.wav", made)


@pytest.mark.parametrize(("channels", "side"), [("left", 0), ("right", 1)])
def test_one_channel_is_heard_on_both_sides(two_sides: Path, channels: str, side: int) -> None:
    dry = mixed(sounds(two_sides, plain(LENGTH_S)), LENGTH_S)
    heard = mixed(sounds(two_sides, plain(LENGTH_S, channels=channels)), LENGTH_S)
    np.testing.assert_array_equal(heard, np.stack([dry[side], dry[side]]))


@pytest.mark.parametrize("target_lufs", [-23.0, -14.0])
def test_a_clip_is_as_loud_as_asked(two_sides: Path, target_lufs: float) -> None:
    heard = mixed(sounds(two_sides, plain(LENGTH_S, loudness_lufs=target_lufs)), LENGTH_S)
    assert integrated_lufs([heard]) == pytest.approx(target_lufs, abs=0.1)


def test_gain_applies_to_what_was_levelled(two_sides: Path) -> None:
    from cutroom.core.curves import flat

    full, half = (
        mixed(sounds(two_sides, plain(LENGTH_S, loudness_lufs=-23.0, gain=flat(gain))), LENGTH_S)
        for gain in (1.0, 0.5)
    )
    assert decibels(rms(half) / rms(full)) == pytest.approx(-6.02, abs=0.02)


def test_the_nearly_silent_is_raised_only_so_far_and_said_so(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "quiet.wav", tone(440, LENGTH_S, 0.001))
    mixer = Mixer(sounds(path, plain(LENGTH_S, loudness_lufs=-14.0)))
    heard = mixer.read(0, seconds(LENGTH_S))
    assert decibels(rms(heard) / rms(tone(440, LENGTH_S, 0.001))) == pytest.approx(30, abs=0.1)
    assert [said.code for said in mixer.diagnostics] == ["loudness-limited"]
    mixer.close()


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "silence.wav", np.zeros((2, seconds(LENGTH_S)), np.float32))
    heard = mixed(sounds(path, plain(LENGTH_S, loudness_lufs=-14.0)), LENGTH_S)
    assert not heard.any()
