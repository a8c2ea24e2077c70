"""One frame of one draft in which every kind of thing is at work, each in its place in the z-order.

The pictures are flat, so that what every spot must show can be worked out by hand up to the effects
over everything, which are then applied to that colour in their order.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cutroom.compiler.compile import compile_draft
from cutroom.core.facts import MediaFacts
from cutroom.draft.model import Draft
from cutroom.effects.binding import bind
from cutroom.effects.registry import find_filter
from cutroom.effects.spec import Moment
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix
from cutroom.render.engine import render_still
from cutroom.render.studio import Studio
from cutroom.timeline.model import AdjustLayer, Layer, Timeline

WIDTH, HEIGHT, MIDDLE_US, FRAME = 320, 240, 1_000_000, 30
COLORS = {
    "red": (220, 40, 40), "blue": (40, 40, 220), "white": (255, 255, 255), "grey": (128, 128, 128),
    "yellow": (220, 220, 40), "pink": (220, 40, 220), "cyan": (40, 220, 220),
}  # fmt: skip
GREEN = (0, 160, 0)


def segment(material: str, layer: int, *refs: str, **fields: Any) -> dict[str, Any]:
    """Two seconds of a material; ``layer`` is its place above others."""
    span = {"start": 0, "duration": 2 * MIDDLE_US}
    return {
        "material_id": material, "target_timerange": span, "source_timerange": span,
        "extra_material_refs": list(refs), "render_index": layer,
    } | fields  # fmt: skip


def corner(x: float, y: float, scale: float = 0.25) -> dict[str, Any]:
    return {"clip": {"transform": {"x": x, "y": y}, "scale": {"x": scale, "y": scale}}}


def half(start: int, **fields: Any) -> dict[str, Any]:
    span = {"start": start, "duration": MIDDLE_US}
    return fields | {"target_timerange": span, "source_timerange": {"duration": MIDDLE_US}}


def animated(name: str, duration_us: int, **fields: Any) -> dict[str, Any]:
    step = {"type": "in", "name": name, "duration": duration_us, "start": 0}
    return {"animations": [step]} | fields


def draft() -> Draft:
    above = {"type": "video", "flag": 2}
    compound = {
        "canvas_config": {"width": WIDTH, "height": HEIGHT},
        "tracks": [
            {"type": "video", "segments": [segment("pink", 0)]},
            above | {"segments": [segment("cyan", 1, **corner(0.0, 0.0, 0.5))]},
        ],
        "materials": {"videos": photos()},
    }
    tracks = [
        {"type": "video", "segments": [
            segment("red", 0, "fill", "dissolve") | half(0),
            segment("blue", 0, "fill") | half(MIDDLE_US),
        ]},
        above | {"segments": [segment("white", 1, "fade", **corner(-0.75, 0.75))]},
        above | {"segments": [segment("grey", 2, "multiply", "oval", **corner(0.75, 0.75))]},
        above | {"segments": [segment("yellow", 3, "own", **corner(-0.75, -0.75))]},
        above | {"segments": [segment("whole", 4, "inner", **corner(0.75, -0.75))]},
        {"type": "effect", "segments": [segment("mirror", 11_000)]},
        {"type": "filter", "segments": [segment("filter", 11_001)]},
        {"type": "adjust", "segments": [segment("adjust", 12_000, "darker")]},
        {"type": "sticker", "segments": [segment("heart", 13_000, **corner(0.0, 0.55, 0.6))]},
        {"type": "text", "segments": [segment("words", 14_000, "typed", **corner(0.0, -0.5, 1.0))]},
    ]  # fmt: skip
    materials = {
        "videos": [*photos(), {"id": "whole", "type": "video", "width": WIDTH, "height": HEIGHT}],
        "drafts": [{"id": "inner", "type": "combination", "draft": compound}],
        "canvases": [{"id": "fill", "type": "canvas_color", "color": "#00A000"}],
        "transitions": [{"id": "dissolve", "name": "叠化", "duration": 500_000, "is_overlap": True}],
        "material_animations": [
            animated("渐显", 2 * MIDDLE_US, id="fade", type="sticker_animation"),
            animated("打字机 I", MIDDLE_US // 2, id="typed", type="sticker_animation"),
        ],
        "common_mask": [{
            "id": "oval", "resource_type": "circle", "config": {"width": 0.5, "height": 0.5},
        }],
        "effects": [
            {"id": "multiply", "type": "mix_mode", "name": "正片叠底"},
            {"id": "filter", "type": "filter", "name": "黑白", "value": 0.5},
            {"id": "darker", "type": "brightness", "value": -0.4},
        ],
        "video_effects": [
            {"id": "own", "type": "video_effect", "name": "负片"},
            {"id": "mirror", "type": "video_effect", "name": "负片"},
        ],
        "placeholders": [{"id": "adjust", "type": "adjust"}],
        "stickers": [{"id": "heart", "sticker_id": "sticker-heart-beating"}],
        "texts": [{"id": "words", "content": "字", "font_size": 60}],
    }  # fmt: skip
    config = {"width": WIDTH, "height": HEIGHT}
    return Draft({"canvas_config": config, "tracks": tracks, "materials": materials})


def photos() -> list[dict[str, Any]]:
    return [{"id": name, "path": f"{name}.png", "type": "photo"} for name in COLORS]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    folder = tmp_path_factory.mktemp("everything")
    facts = {}
    for name, color in COLORS.items():
        # Those of the bottom track are square, so that the fill shows at either side.
        width = HEIGHT if name in ("red", "blue") else WIDTH
        picture = np.full((HEIGHT, width, 3), color[::-1], np.uint8)
        path = Path(folder / f"{name}.png")
        assert cv2.imwrite(str(path), picture)
        facts[f"{name}.png"] = MediaFacts(str(path), "image", width, HEIGHT)
    compiled = compile_draft(draft(), facts)
    assert {said.severity for said in compiled.diagnostics} <= {"approximated"}
    return compiled.timeline


def flat(rgb: tuple[float, ...]) -> Picture:
    patch = np.full((32, 32, 4), (*np.rint(rgb), 255), np.uint8)
    return Picture.from_planes(*Picture.from_rgba(patch, opaque=True).planes)


def seen(rgb: tuple[float, ...], over: list[AdjustLayer]) -> np.ndarray:
    """A colour after effects over everything, the lowest first."""
    picture = flat(rgb)
    for layer in over:
        for treatment in layer.treatments:
            effect: Any = find_filter(treatment.effect)
            made = effect.apply(
                picture, bind(effect.params, treatment.params), Moment(0.5, 1, 2, 30)
            )
            picture = mix(picture, made, treatment.strength.at(1.0))
    return picture.rgba[8:-8, 8:-8, :3].astype(float).mean(axis=(0, 1))


def at(picture: Picture, x: int, y: int) -> np.ndarray:
    return picture.rgba[y - 3 : y + 4, x - 3 : x + 4, :3].astype(float).mean(axis=(0, 1))


CROSSED = tuple((a + b) / 2 for a, b in zip(COLORS["red"], COLORS["blue"], strict=True))
SPOTS = {
    "the fill beside the pictures": ((10, 120), GREEN),
    "the transition": ((110, 120), CROSSED),
    "an animation half way over the fill": ((20, 20), tuple((255 + g) / 2 for g in GREEN)),
    "a mix mode inside its mask": ((290, 30), tuple(g * 128 / 255 for g in GREEN)),
    "the fill outside that mask": ((306, 6), GREEN),
    "a clip with an effect of its own": ((20, 210), tuple(255 - c for c in COLORS["yellow"])),
    "the lower layer of a compound clip": ((250, 210), COLORS["pink"]),
    "the upper layer of a compound clip": ((280, 210), COLORS["cyan"]),
}


def test_everything_is_compiled_into_its_layer(film: Timeline) -> None:
    kinds = ["clips" if isinstance(layer, Layer) else "over all" for layer in film.layers]
    assert kinds == ["clips"] * 5 + ["over all"] * 3 + ["clips"] * 2
    over = [layer for layer in film.layers if isinstance(layer, AdjustLayer)]
    assert [layer.treatments[0].effect for layer in over] == ["negative", "grade", "adjust"]


@pytest.mark.parametrize("what", SPOTS)
def test_a_spot_shows_its_layer_under_the_effects_over_everything(
    film: Timeline, what: str
) -> None:
    (x, y), color = SPOTS[what]
    over = [layer for layer in film.layers if isinstance(layer, AdjustLayer)]
    found = at(render_still(film, FRAME), x, y)
    np.testing.assert_allclose(found, seen(color, over), atol=6)
    assert np.abs(found - seen(color, over[::-1])).max() > 12, "their order would not show here"


@pytest.mark.parametrize("which", [-1, -2])
def test_a_text_and_a_sticker_lie_over_the_effects(film: Timeline, which: int) -> None:
    alone = replace(film, layers=(film.layers[which],))
    studio = Studio(alone, transparent=True)
    own = studio.compose(*studio.look_up(FRAME))
    studio.close()
    assert own.alpha is not None
    solid = cv2.erode(own.alpha, np.ones((3, 3), np.uint8)) == 255
    assert solid.sum() > 30
    gap = np.abs(render_still(film, FRAME).rgba[solid, :3].astype(int) - own.rgba[solid, :3])
    assert gap.max() <= 8
