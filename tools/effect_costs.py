"""What every transition and picture effect costs on a 1080p frame, in CPU milliseconds of one thread.

python -m tools.effect_costs              all, the dearest of each kind last
python -m tools.effect_costs glow wipe    those whose id contains one of the words

Each is drawn with its defaults at five moments, four times; the least of the four counts, which is as
near to an idle machine as a busy one gets. Nothing fails on it: read the trend.
"""

from __future__ import annotations

import sys
import time
from statistics import mean, median
from typing import Any

import cv2

from cutroom.effects.registry import FILTERS, TRANSITIONS
from cutroom.effects.spec import Filter, Moment, Transition
from tests.golden.chart import chart

SIZE = (1920, 1080)
STOPS = (0.2, 0.35, 0.5, 0.65, 0.8)
ROUNDS = 4
MOST_MS = 60.0


def frame_costs(effect: Filter[Any] | Transition[Any]) -> list[float]:
    """Milliseconds at each stop."""
    before, after = (chart(*SIZE, which) for which in ("before", "after"))
    given = (before, after) if isinstance(effect, Transition) else (before,)
    params = effect.params()
    found = []
    for at in STOPS:
        moment = Moment(at, at, 1.0, round(at * 30), 20)
        found.append(min(_once(effect, (*given, params, moment)) for _ in range(ROUNDS)))
    return found


def _once(effect: Filter[Any] | Transition[Any], arguments: tuple[Any, ...]) -> float:
    start = time.process_time()
    # Planes are what the encoder takes: an effect that leaves RGB pays for the way back.
    _ = effect.apply(*arguments).planes
    return (time.process_time() - start) * 1e3


def main(words: list[str]) -> None:
    """One table a kind."""
    cv2.setNumThreads(1)
    for kind, effects in (("transition", TRANSITIONS), ("filter", FILTERS)):
        chosen = [e for e in effects if not words or any(word in e.id for word in words)]
        rows = []
        for effect in chosen:
            costs = frame_costs(effect)
            rows.append((mean(costs), max(costs), effect.id))
        for average, most, name in sorted(rows):
            mark = "  over the limit" if average > MOST_MS else ""
            sys.stdout.write(f"{kind:10} {name:16} mean {average:6.1f}  most {most:6.1f}{mark}\n")
        if rows:
            sys.stdout.write(f"{kind:10} median {median(row[0] for row in rows):.1f} ms\n")


if __name__ == "__main__":
    main(sys.argv[1:])
