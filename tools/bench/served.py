"""T4 by a running service: `python -m tools.bench.served [--pairs 15] [--work out/bench]`.

A service that keeps no parts is given the draft as often as there are pairs, and renders it in turns with the
stream copy of ffmpeg, a command started anew each time. The seconds are those that the service says a render took,
and those until a client that asks every few milliseconds sees the file. Prints medians with least and most, and
medians of the ratios within a pair, as a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from tools.bench.measuring import measure, spread
from tools.bench.pictures import check, look_at
from tools.bench.quick import PATIENCE_S, service
from tools.bench.sides import Kit, find_ffmpeg, sides_of
from tools.bench.timelines import Place
from tools.bench.timelines.model import Timeline
from tools.bench.timelines.passthrough import passthrough

_LOOK_S = 0.005


def uploaded(client: httpx.Client, timeline: Timeline) -> str:
    """The URL of the draft, its media named by their places on this disk."""
    document = json.loads((timeline.draft / "draft_content.json").read_bytes())
    for medium in document["materials"]["videos"]:
        medium["path"] = str((timeline.draft / "assets" / Path(medium["path"]).name).resolve())
    answer = client.post("/api/v1/drafts", json={"draft": document})
    return str(answer.raise_for_status().json()["draft_url"])


def rendered(client: httpx.Client, draft_url: str) -> tuple[dict[str, Any], float]:
    """The result of one render, and the seconds until it was there."""
    start = time.perf_counter()
    body = {"draft_url": draft_url, "output": {"smart": True}}
    task = client.post("/api/v1/renders", json=body).raise_for_status().json()
    while time.perf_counter() - start < PATIENCE_S:
        task = client.get(f"/api/v1/renders/{task['id']}").raise_for_status().json()
        if task["status"] not in ("queued", "running"):
            break
        time.sleep(_LOOK_S)
    if task["status"] != "completed":
        sys.exit(f"the render did not complete: {task}")
    return task["result"], time.perf_counter() - start


def _checked(client: httpx.Client, url: str, timeline: Timeline, kit: Kit) -> None:
    """The file shows what encoding everything shows."""
    reference = sides_of(timeline, kit)[0]
    measure(reference.command, reference.environment)
    made = kit.place.work / "ours.mp4"
    made.write_bytes(client.get(url).raise_for_status().content)
    expected = look_at(reference.result, timeline)
    check(look_at(made, timeline), timeline, expected, timeline.least_db)


def _line(name: str, times_s: list[float], copies_s: list[float]) -> str:
    ratio = statistics.median(a / b for a, b in zip(times_s, copies_s, strict=True))
    return f"| {name} | {spread(times_s)} | {ratio:.2f} |"


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    asked = parser.parse_args()
    place = Place.prepared(asked.work, None)
    kit = Kit.found(place, find_ffmpeg(), None, peers=False)
    timeline = passthrough(place)
    copy = next(side for side in sides_of(timeline, kit) if side.name in timeline.floors)
    took_s, seen_s, copies_s = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(
            os.environ,
            CUTROOM_DATA_DIR=folder,
            CUTROOM_MEDIA_ROOTS=str(place.media),
            CUTROOM_PART_CACHE_MAX_MB="0",
            CUTROOM_DRAIN_S="1",
        )
        with service(environment) as (client, _):
            first, _ = rendered(client, uploaded(client, timeline))
            _checked(client, first["url"], timeline, kit)
            for _ in range(asked.pairs):
                # The same draft again would be the same task.
                result, waited_s = rendered(client, uploaded(client, timeline))
                took_s.append(float(result["render_time_s"]))
                seen_s.append(waited_s)
                copies_s.append(measure(copy.command, copy.environment).wall_s)
    print("| T4 | wall s | ÷ stream copy |", "|---|---|---|", sep="\n")
    print(_line("Cutroom, a worker renders", took_s, copies_s))
    print(_line("Cutroom, from the call to the file", seen_s, copies_s))
    print(_line("ffmpeg, stream copy", copies_s, copies_s))


if __name__ == "__main__":
    main()
