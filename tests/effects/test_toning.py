"""Tones on planes are what they are on packed colours; curves and hues keep what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from cutroom.effects.hues import BANDS, CENTRES, band_weights, hues_changed
from cutroom.effects.knots import parse_knots, through_knots
from cutroom.effects.sliders import contrasted
from cutroom.effects.toning import Tone, _raised, curve_tables, joined, saturating, toned
from cutroom.picture.convert import doubled
from cutroom.picture.picture import Picture
from tests.golden.chart import letter

EVEN = np.linspace(0, 1, 256)
BENT = curve_tables([EVEN**0.8, EVEN**1.1, EVEN**1.2])
STRAIGHT = curve_tables([EVEN] * 3)
TONES = {
    "curves": Tone(None, BENT),
    "saturation first": Tone(saturating(1.2), BENT),
    "saturation last": Tone(None, BENT, 0.6, (0.3, 0.6, 0.1)),
    "grey": Tone(saturating(0.0), BENT),
    "mixed": Tone(np.array([[0.2, 0.8, 0.0], [0.5, 0.3, 0.2], [0.1, 0.1, 0.8]]), STRAIGHT),
}


def soft(width: int, height: int) -> Picture:
    """A picture of gentle colours: nothing is clipped, chroma has no edges."""
    x, y = np.meshgrid(np.linspace(0.3, 0.6, width), np.linspace(0.35, 0.65, height))
    rgba = np.dstack([x, y, (x + y) / 2, np.ones_like(x)])
    planes = Picture.from_rgba(np.rint(rgba * 255).astype(np.uint8), opaque=True).planes
    return Picture.from_planes(planes.y, planes.u, planes.v)


@pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
@pytest.mark.parametrize("size", [(96, 54), (33, 21)])
def test_a_tone_on_planes_is_the_tone_on_colours(tone: Tone, size: tuple[int, int]) -> None:
    picture = soft(*size)
    mixing = np.eye(3) if tone.mixing is None else tone.mixing
    mixed = np.clip(picture.rgba[..., :3] @ mixing.T, 0, 255).round().astype(np.uint8)
    curved = np.dstack([tone.curves[i][mixed[..., i]] for i in range(3)])
    wanted = np.clip(curved @ saturating(tone.saturation, tone.luma).T, 0, 255)
    drawn = toned(picture, tone).rgba[..., :3].astype(float)
    # Eight bits of luma and chroma alone put blue off by three.
    assert np.abs(drawn - wanted).max() <= 6
    assert np.abs(drawn - wanted).mean() <= 1.2


def test_a_neutral_tone_changes_nothing_that_can_be_seen() -> None:
    picture = soft(96, 54)
    gap = toned(picture, Tone(None, STRAIGHT)).planes.y.astype(int) - picture.planes.y
    assert np.abs(gap).max() <= 2


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 90, 255), (255, 230, 0), (12, 140, 60)])
def test_fine_detail_on_a_strong_colour_stays_what_it_is(colour: tuple[int, int, int]) -> None:
    rgba = np.full((64, 64, 4), 255, np.uint8)
    rgba[..., :3] = colour
    rgba[8:56:8, 8:56] = (255, 255, 255, 255)
    rgba[9:56:8, 8:56] = (255, 255, 255, 255)
    planes = Picture.from_rgba(rgba, opaque=True).planes
    picture = Picture.from_planes(planes.y, planes.u, planes.v)
    drawn = toned(picture, Tone(None, BENT, 1.2)).rgba[..., :3].astype(float)
    curved = np.dstack([BENT[i][rgba[..., i]] for i in range(3)])
    wanted = np.clip(curved @ saturating(1.2).T, 0, 255)
    # Rows in the middle of a line and between lines: chroma of 4:2:0 reaches one row further.
    assert np.abs(drawn[4, 20:44] - wanted[4, 20:44]).max() <= 6
    luma = np.array([0.2126, 0.7152, 0.0722])
    assert np.abs((drawn - wanted)[:, 20:44] @ luma).max() <= 20


@pytest.mark.parametrize("strength", [3, 60, 127])
def test_what_colour_adds_to_luma_is_added_within_the_range(strength: int) -> None:
    chance = np.random.default_rng(strength)
    y = chance.integers(0, 256, (30, 42), dtype=np.uint8)
    greys = np.linspace(40, 235, 256).astype(np.uint8)
    added = chance.integers(128 - strength, 128 + strength, (15, 21), dtype=np.uint8)
    wanted = greys[y].astype(int) + doubled(added, y) - 128
    assert (_raised(y, greys, added) == np.clip(wanted, 0, 255)).all()


def test_a_cut_out_keeps_its_alpha() -> None:
    cut = letter(40, 40, 1)
    drawn = toned(cut, TONES["curves"])
    assert np.array_equal(drawn.alpha, cut.alpha)


def test_two_tones_joined_are_both_in_a_row() -> None:
    first, second = Tone(saturating(1.2), BENT), Tone(None, BENT, 0.7)
    both = joined(first, second)
    assert both is not None
    picture = soft(64, 36)
    one = toned(picture, both).rgba.astype(int)
    two = toned(toned(picture, first), second).rgba.astype(int)
    assert np.abs(one - two).max() <= 6
    assert np.abs(one - two).mean() <= 1


def test_tones_with_a_mixing_between_them_are_not_joined() -> None:
    assert joined(Tone(None, BENT), Tone(saturating(0.5), BENT)) is None
    assert joined(Tone(None, BENT, 0.5), Tone(None, BENT)) is None


def test_contrast_grows_from_nothing_without_a_jump() -> None:
    slopes = [np.gradient(contrasted(EVEN, v), EVEN)[111] for v in (0.0, 0.01, 0.1, 0.25, 0.5, 1.0)]
    assert slopes == sorted(slopes)
    assert slopes[1] < 1.02


def test_a_curve_goes_through_its_points_and_never_beyond_them() -> None:
    notation = "0,0.1 0.2,0.6 0.4,0.6 1,0.9"
    curve = through_knots(notation, EVEN)
    for x, y in parse_knots(notation):
        assert np.interp(x, EVEN, curve) == pytest.approx(y, abs=0.006)
    assert (np.diff(curve) >= -1e-9).all()
    assert curve.min() >= 0.1 - 1e-9
    assert curve.max() <= 0.9 + 1e-9


@pytest.mark.parametrize("notation", ["", "0.5,0.5", "nonsense", "1,", "0,nan", "9" * 5000])
def test_what_is_no_curve_changes_nothing(notation: str) -> None:
    assert np.array_equal(through_knots(notation, EVEN), EVEN)


def test_points_are_sorted_and_kept_within_bounds() -> None:
    assert parse_knots("1,2 -1,0.5 0.5,0.25") == [(0.0, 0.5), (0.5, 0.25), (1.0, 1.0)]


def test_every_hue_belongs_to_bands_that_add_up_to_one() -> None:
    hues = np.linspace(0, 719, 1000)
    weights = band_weights(hues)
    assert np.allclose(weights.sum(axis=1), 1.0)
    assert np.allclose(band_weights(np.array(CENTRES)), np.eye(len(BANDS)))


def test_a_band_changes_its_own_hue_only() -> None:
    red = Picture.from_rgba(np.full((8, 8, 4), (220, 30, 30, 255), np.uint8), opaque=True)
    green = Picture.from_rgba(np.full((8, 8, 4), (30, 220, 30, 255), np.uint8), opaque=True)
    grey_reds = ((0.0, -1.0, 0.0), *((0.0, 0.0, 0.0),) * 7)
    spread = hues_changed(red, grey_reds).rgba[4, 4, :3].astype(int)
    assert np.ptp(spread) <= 4
    kept = hues_changed(green, grey_reds).rgba[4, 4, :3].astype(int)
    assert np.abs(kept - (30, 220, 30)).max() <= 3


def test_grey_has_no_hue_to_change() -> None:
    grey = Picture.from_rgba(np.full((8, 8, 4), (90, 90, 90, 255), np.uint8), opaque=True)
    turned = hues_changed(grey, ((1.0, 1.0, 1.0),) * 8).rgba[4, 4, :3].astype(int)
    assert np.abs(turned - 90).max() <= 2
