"""Film strips: an effect on the test chart at progress 0, ¼, ½, ¾ and 1, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.binding import bind
from cutroom.effects.registry import FILTERS, MOTIONS, TRANSITIONS
from cutroom.effects.spec import Filter, Moment, Motion, Part, Transition
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize
from tests.golden.chart import chart
from tests.golden.lettered import lettered
from tests.golden.posing import backdrop, posed
from tests.golden.variants import VARIANTS

PICTURES = Path(__file__).resolve().parent / "pictures"
TILE_WIDTH, TILE_HEIGHT = 160, 90
STOPS = (0.0, 0.25, 0.5, 0.75, 1.0)
DURATION_S = 1.0
FPS = 30
SEED = 20

Effect = Filter[Any] | Transition[Any] | Motion[Any]
Strip = NDArray[np.uint8]


@dataclass(frozen=True)
class Case:
    """An effect with parameters, drawn as one picture."""

    kind: str
    effect: Effect
    variant: str
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """``kind/id`` or ``kind/id@variant``: also the picture's path."""
        tail = f"@{self.variant}" if self.variant else ""
        return f"{self.kind}/{self.effect.id}{tail}"

    @property
    def path(self) -> Path:
        """Where the golden picture is kept."""
        return PICTURES / f"{self.name}.webp"


def cases() -> Iterator[Case]:
    """Every registered effect with its defaults, and every declared variant."""
    for kind, effects in (("filter", FILTERS), ("transition", TRANSITIONS), ("motion", MOTIONS)):
        for effect in effects:
            yield Case(kind, effect, "", {})
            for variant, values in VARIANTS.get(f"{kind}/{effect.id}", {}).items():
                yield Case(kind, effect, variant, values)


def moment_at(progress: float) -> Moment:
    """A moment of a span of one second."""
    return Moment(
        progress, progress * DURATION_S, DURATION_S, round(progress * DURATION_S * FPS), SEED
    )


def draw(case: Case, size: tuple[int, int] = (TILE_WIDTH, TILE_HEIGHT)) -> list[Picture]:
    """The five tiles."""
    params = bind(case.effect.params, case.values.items())
    return [frame(case.effect, params, progress, size) for progress in STOPS]


def frame(effect: Effect, params: Any, progress: float, size: tuple[int, int]) -> Picture:
    """One tile at any size."""
    moment = moment_at(progress)
    before, after = (chart(*size, which) for which in ("before", "after"))
    if isinstance(effect, Transition):
        return effect.apply(before, after, params, moment)
    if isinstance(effect, Filter):
        return effect.apply(before, params, moment)
    return _posed_frame(effect, params, moment, size)


def _posed_frame(
    effect: Motion[Any], params: Any, moment: Moment, size: tuple[int, int]
) -> Picture:
    width, height = size
    canvas = backdrop(width, height)
    if effect.per == "block":
        scene = resize(chart(width, height, "before"), width // 2 // 2 * 2, height // 2 // 2 * 2)
        # Packed, so that sharp cut-outs show no chroma of half resolution.
        card = Picture.from_rgba(scene.rgba, opaque=True)
        pose = effect.pose(params, moment, Part())
        return posed(card, pose, (width / 2, height / 2), moment, canvas)
    return lettered(effect, params, moment, canvas)


def joined(tiles: list[Picture]) -> Strip:
    """The tiles side by side as RGB."""
    return np.hstack([np.ascontiguousarray(tile.rgba[..., :3]) for tile in tiles])


def read(path: Path) -> Strip:
    """A stored strip as RGB."""
    data = np.frombuffer(path.read_bytes(), np.uint8)
    return np.asarray(
        cv2.cvtColor(cv2.imdecode(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB), np.uint8
    )


def write(path: Path, strip: Strip) -> None:
    """A strip as lossless WebP."""
    done, data = cv2.imencode(
        ".webp", cv2.cvtColor(strip, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_WEBP_QUALITY, 101]
    )
    assert done
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.tobytes())
