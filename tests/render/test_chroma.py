"""Cutting out a colour."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.curves import flat
from cutroom.core.facts import MediaFacts
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid
from cutroom.render.chroma import KeyState, keyed
from cutroom.render.engine import render_still
from cutroom.timeline.model import ChromaKey, Layer
from tests.render.scenes import BLUE, still, timeline, whole

SCREEN = Color(0.1, 0.8, 0.2)
STATE = KeyState(SCREEN, 0.3, 0.0, 0.1, 0.0)


def alpha_of(color: Color, state: KeyState = STATE) -> int:
    cut = keyed(solid(16, 16, color), state)
    return 255 if cut.alpha is None else int(cut.alpha[8, 8])


def test_the_key_colour_goes_and_others_stay() -> None:
    assert alpha_of(SCREEN) == 0
    assert alpha_of(Color(0.12, 0.7, 0.22)) == 0
    for color in (Color(1, 1, 1), Color(0.8, 0.5, 0.4), Color(0.1, 0.1, 0.5)):
        assert alpha_of(color) == 255


def test_more_intensity_takes_more() -> None:
    near = Color(0.35, 0.6, 0.4)
    taken = [alpha_of(near, replace(STATE, intensity=i)) for i in (0.0, 0.1, 0.3, 1.0)]
    assert taken == sorted(taken, reverse=True)
    assert (taken[0], taken[-1]) == (255, 0)


def test_shadows_of_the_screen_come_back_dark() -> None:
    dark = Color(0.02, 0.25, 0.05)
    wide = replace(STATE, intensity=0.6)
    assert alpha_of(dark, wide) < 30
    assert alpha_of(dark, replace(wide, shadow=0.8)) > 60


def test_spill_is_pulled_to_grey() -> None:
    tinted = Color(0.6, 0.8, 0.6)
    plain = keyed(solid(16, 16, tinted), STATE).rgba[8, 8].astype(int)
    cleaned = keyed(solid(16, 16, tinted), replace(STATE, spill=1.0)).rgba[8, 8].astype(int)
    assert cleaned[1] - cleaned[0] < (plain[1] - plain[0]) * 0.4


def test_a_keyed_picture_stays_premultiplied() -> None:
    rng = np.random.default_rng(1)
    noisy = Picture.from_rgba(
        np.dstack([rng.integers(0, 256, (32, 32, 3), np.uint8), np.full((32, 32), 255, np.uint8)]),
        opaque=True,
    )
    cut = keyed(noisy, replace(STATE, edge=1.0))
    alpha = cut.planes.alpha
    assert alpha is not None
    assert (cut.planes.y <= alpha.astype(int) * 235 // 255 + 1).all()


@pytest.mark.parametrize("intensity", [0.3, 0.6])
def test_what_is_below_shows_through_a_green_screen(intensity: float, tmp_path: Path) -> None:
    rgb = np.full((240, 320, 3), (26, 204, 51), np.uint8)
    cv2.circle(rgb, (160, 120), 60, (220, 40, 40), -1)
    cv2.imwrite(str(tmp_path / "screen.png"), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    facts = MediaFacts(str(tmp_path / "screen.png"), "image", 320, 240)
    key = ChromaKey(SCREEN, flat(intensity), flat(0), flat(0.1), flat(0))
    made = timeline(
        Layer("below", (whole(BLUE),)),
        Layer("above", (still(0, facts, chroma=key),)),
        sources=(facts,),
    )
    picture = render_still(made, 0).rgba.astype(int)
    assert np.abs(picture[20, 20, :3] - (0, 0, 255)).max() < 12
    assert np.abs(picture[120, 160, :3] - (220, 40, 40)).max() < 12


def test_a_darker_part_of_the_screen_goes_too() -> None:
    shaded = Color(0.06, 0.48, 0.12)
    assert alpha_of(shaded, replace(STATE, intensity=0.15)) == 0


def test_spill_leaves_colours_without_it_alone() -> None:
    skin = Color(0.85, 0.65, 0.55)
    plain, cleaned = (
        keyed(solid(16, 16, skin), replace(STATE, spill=spill)).rgba[8, 8].astype(int)
        for spill in (0.0, 1.0)
    )
    assert np.abs(plain - cleaned).max() <= 2


@pytest.mark.parametrize("screen", [SCREEN, Color(0.1, 0.2, 0.85), Color(0.85, 0.1, 0.85)])
def test_soft_edges_have_no_rim_of_the_screen(screen: Color) -> None:
    ramp = np.linspace(0, 1, 64)[None, :, None] * np.ones((16, 1, 1))
    key, grey = np.array(screen.as_bytes()[:3]), np.array([150, 150, 150])
    mixed = grey * ramp + key * (1 - ramp)
    packed = np.dstack([np.rint(mixed), np.full((16, 64), 255)]).astype(np.uint8)
    state = replace(STATE, color=screen, edge=0.6)
    cut = keyed(Picture.from_rgba(packed, opaque=True), state).rgba[8].astype(float)
    soft = (cut[:, 3] > 20) & (cut[:, 3] < 200)
    assert soft.any()
    straight = cut[soft, :3] / cut[soft, 3:] * 255
    own = np.array(screen.as_bytes()[:3]) > 128
    rim = straight[:, own].mean(axis=1) - straight[:, ~own].mean(axis=1)
    whole = key[own].mean() - key[~own].mean()
    assert (rim < 0.5 * whole).all()
