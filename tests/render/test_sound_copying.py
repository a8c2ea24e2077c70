"""Sound that nothing is done to reaches the output as the packets it came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from cutroom.core.curves import flat
from cutroom.core.facts import MediaFacts
from cutroom.core.time import SAMPLE_RATE, steady
from cutroom.media.encode_settings import EncodeSettings
from cutroom.render import sound_copying
from cutroom.render.engine import Means, render_timeline
from cutroom.render.mix import Mixer
from cutroom.render.orders import Notes, RenderOutcome
from cutroom.render.sound_copying import plan_sound
from cutroom.timeline.model import SoundClip, SoundEffect, Source, Timeline
from tests import media_factory as factory

Samples = NDArray[np.float32]
FPS = Fraction(30)
SETTINGS = EncodeSettings(32, 32, FPS)
BLOCK = 1024
SOURCE_S = 6.0


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[MediaFacts]:
    """Two files of six seconds of a chord that swells, as AAC of the rate that is asked for."""
    folder = tmp_path_factory.mktemp("sounds")
    return [written(folder / f"{seed}.mp4", seed) for seed in (1, 2)]


def written(path: Path, seed: int, bit_rate: int = 160_000, rate: int = SAMPLE_RATE) -> MediaFacts:
    at_s = np.arange(round(SOURCE_S * rate)) / rate
    swell = 0.7 + 0.3 * np.sin(2 * np.pi * (at_s + seed))
    # No noise: what encoders put in its place is made up anew by every decoder.
    chord = [np.sin(2 * np.pi * 110 * seed * n * at_s + n) for n in (2, 3, 5, 17)]
    samples = np.stack([sum(chord) * swell, sum(chord[1:]) * swell]).astype(np.float32) / 8
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=rate, layout="stereo", format="fltp")
        stream.bit_rate = bit_rate
        container.mux(factory.encoded_sound(stream, samples))
    return MediaFacts(str(path), "audio", has_audio=True)


def clip(source: int, start: int, length: int, first: int, **fields: object) -> SoundClip:
    """``length`` samples of a source from its ``first`` on, heard from sample ``start`` on."""
    time = steady(Fraction(first, SAMPLE_RATE), Fraction(length, SAMPLE_RATE), Fraction(1))
    return replace(SoundClip(f"clip {start}", source, start, length, time), **fields)  # type: ignore[arg-type]


def heard(sources: list[MediaFacts], *clips: SoundClip) -> Timeline:
    frames = max(one.start_sample + one.length_samples for one in clips) * 30 // SAMPLE_RATE
    return Timeline(32, 32, FPS, frames, tuple(map(Source, sources)), (), clips)


def rendered(timeline: Timeline, path: Path, *, smart: bool = True) -> RenderOutcome:
    return render_timeline(timeline, path, SETTINGS, means=Means(smart=smart))


def said(outcome: RenderOutcome) -> list[str]:
    return [note.message for note in outcome.diagnostics if note.code == "sound-copied"]


def packets(path: str | Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(audio=0) if packet.size]


def mixed(timeline: Timeline) -> Samples:
    mixer = Mixer(timeline)
    try:
        return mixer.read(0, timeline.length_frames * SAMPLE_RATE // 30)
    finally:
        mixer.close()


def blocks_of(samples: Samples) -> Iterator[Samples]:
    yield from (samples[:, at : at + BLOCK] for at in range(0, samples.shape[1], BLOCK))


def worst_db(expected: Samples, found: Samples) -> float:
    """The loudest error of any block against the loudness of the whole."""
    errors = [float(np.sqrt(np.mean(block**2))) for block in blocks_of(found - expected)]
    return 20 * float(np.log10(max(max(errors), 1e-9) / np.sqrt(np.mean(expected**2))))


def share_alike(expected: Samples, found: Samples) -> float:
    return float((np.abs(expected - found).max(axis=0) < 1e-5).mean())


@pytest.mark.parametrize("first", [0, 1, 500, 48_000 + 333])
def test_one_clip_is_copied_wherever_it_is_cut(
    tmp_path: Path, sources: list[MediaFacts], first: int
) -> None:
    timeline = heard(sources, clip(0, 0, 4 * SAMPLE_RATE, first))
    outcome = rendered(timeline, tmp_path / "out.mp4")
    assert said(outcome) == ["4.0 of 4.0 s of sound are copied as they are."]
    assert set(packets(tmp_path / "out.mp4")) <= set(packets(sources[0].path))
    expected, found = mixed(timeline), factory.heard(tmp_path / "out.mp4")
    assert 0 <= found.shape[1] - expected.shape[1] < BLOCK
    # Not a sample too early or too late, from the first to the last one.
    assert share_alike(expected, found[:, : expected.shape[1]]) > 0.999


def test_what_lies_between_copies_is_encoded_and_nothing_is_heard_of_it(
    tmp_path: Path, sources: list[MediaFacts]
) -> None:
    second = clip(1, 3 * SAMPLE_RATE, 3 * SAMPLE_RATE, 3 * SAMPLE_RATE % BLOCK)
    timeline = heard(sources, clip(0, 0, 3 * SAMPLE_RATE, 0), second)
    outcome = rendered(timeline, tmp_path / "copied.mp4")
    rendered(timeline, tmp_path / "encoded.mp4", smart=False)
    assert said(outcome)
    known = {data for facts in sources for data in packets(facts.path)}
    made = [data for data in packets(tmp_path / "copied.mp4") if data not in known]
    assert 1 <= len(made) <= 2 * 20 + 3
    expected = mixed(timeline)
    copied, encoded = (
        factory.heard(tmp_path / f"{name}.mp4")[:, : expected.shape[1]]
        for name in ("copied", "encoded")
    )
    assert share_alike(expected, copied) > 0.8
    assert worst_db(expected, copied) <= worst_db(expected, encoded) + 3


def test_packets_that_fall_between_those_of_others_are_encoded(
    tmp_path: Path, sources: list[MediaFacts]
) -> None:
    longer, shorter = clip(0, 0, 3 * SAMPLE_RATE, 0), clip(1, 3 * SAMPLE_RATE, 2 * SAMPLE_RATE, 77)
    timeline = heard(sources, longer, shorter)
    (copy,) = plan_sound(timeline, SETTINGS)
    assert copy.run.path == Path(sources[0].path)
    rendered(timeline, tmp_path / "out.mp4")
    expected, found = mixed(timeline), factory.heard(tmp_path / "out.mp4")
    assert share_alike(expected, found[:, : expected.shape[1]]) > 0.4
    # Where sound stops at once, every encoder is off for a moment.
    stop = expected.shape[1] - 4 * BLOCK
    assert worst_db(expected[:, :stop], found[:, :stop]) < -25


@pytest.mark.parametrize(
    "fields",
    [
        {"gain": flat(0.5)},
        {"fade_in_samples": 480},
        {"pan": flat(0.2)},
        {"channels": "left"},
        {"loudness_lufs": -16.0},
        {"denoise": 0.5},
        {"effects": (SoundEffect("echo", 0),)},
        {"time": steady(Fraction(0), Fraction(2), Fraction(2))},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_sound_that_something_is_done_to_is_encoded(
    sources: list[MediaFacts], fields: dict[str, object]
) -> None:
    plain = clip(0, 0, 2 * SAMPLE_RATE, 0)
    assert plan_sound(heard(sources, plain), SETTINGS)
    assert not plan_sound(heard(sources, replace(plain, **fields)), SETTINGS)  # type: ignore[arg-type]


def test_sounds_together_are_encoded(sources: list[MediaFacts]) -> None:
    under = clip(1, 0, 4 * SAMPLE_RATE, 0)
    above = clip(0, 2 * SAMPLE_RATE, SAMPLE_RATE, 0)
    alone = clip(0, 4 * SAMPLE_RATE, SAMPLE_RATE + 4800, 0)
    copies = plan_sound(heard(sources, under, above, alone), SETTINGS)
    assert [copy.at >= 4 * SAMPLE_RATE for copy in copies] == [True]


def test_a_source_of_another_kind_or_a_lower_rate_is_encoded(tmp_path: Path) -> None:
    thin = written(tmp_path / "thin.mp4", 1, bit_rate=64_000)
    slow = written(tmp_path / "slow.mp4", 1, rate=44_100)
    for facts in (thin, slow):
        assert not plan_sound(heard([facts], clip(0, 0, 2 * SAMPLE_RATE, 0)), SETTINGS)
    wav = replace(SETTINGS, format="mp3")
    fine = written(tmp_path / "fine.mp4", 1)
    assert not plan_sound(heard([fine], clip(0, 0, 2 * SAMPLE_RATE, 0)), wav)


def test_where_a_copy_cannot_be_left_all_is_encoded(
    tmp_path: Path, sources: list[MediaFacts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_copying, "fade_out_of", lambda packet: None)
    timeline = heard(sources, clip(0, 0, 2 * SAMPLE_RATE, 0), clip(1, 2 * SAMPLE_RATE, 48_000, 9))
    outcome = rendered(timeline, tmp_path / "copied.mp4")
    rendered(timeline, tmp_path / "encoded.mp4", smart=False)
    assert not said(outcome)
    assert packets(tmp_path / "copied.mp4") == packets(tmp_path / "encoded.mp4")


def test_nothing_is_copied_unless_it_is_asked_for(
    tmp_path: Path, sources: list[MediaFacts]
) -> None:
    timeline = heard(sources, clip(0, 0, 2 * SAMPLE_RATE, 0))
    assert not said(rendered(timeline, tmp_path / "out.mp4", smart=False))
    assert not set(packets(tmp_path / "out.mp4")) & set(packets(sources[0].path)[3:])


class Kept:
    """A shelf in memory."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, Notes]] = {}

    def take(self, key: str, target: Path) -> Notes | None:
        if key not in self._files:
            return None
        target.write_bytes(self._files[key][0])
        return self._files[key][1]

    def keep(self, key: str, path: Path, notes: Notes) -> None:
        self._files[key] = (path.read_bytes(), notes)


def test_what_is_kept_of_a_copy_is_not_taken_for_what_is_encoded(
    tmp_path: Path, sources: list[MediaFacts]
) -> None:
    timeline, shelf = heard(sources, clip(0, 0, 2 * SAMPLE_RATE, 0)), Kept()
    made = []
    for smart in (True, False, True):
        path = tmp_path / f"{len(made)}.mp4"
        render_timeline(timeline, path, SETTINGS, means=Means(smart=smart, shelf=shelf))
        made.append(packets(path))
    assert made[0] == made[2] != made[1]
