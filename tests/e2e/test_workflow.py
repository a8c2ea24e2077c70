"""A video built as a workflow builds it, call by call, in every dialect; its frames are looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.api.studio import BLUE, RED, SECOND, clip, picture, tone
from tests.e2e.media_host import MediaHost
from tests.e2e.rendering import CAPCUT_MATE, JY, OLDER, RenderingService

WIDTH, HEIGHT, FPS = 320, 240, 30
Json = dict[str, Any]
Frame = NDArray[np.int16]


class Workflow:
    """What the nodes of a workflow share: the service, its dialect, the draft."""

    def __init__(self, service: RenderingService, mount: str) -> None:
        self.service = service
        self.mount = mount
        size = {"width": WIDTH, "height": HEIGHT}
        self.draft_url = str(self.call("create_draft", size)["draft_url"])

    def call(self, name: str, body: Json) -> Json:
        answer = self.service.post(f"{self.mount}/{name}", body).json()
        found: Json = answer["data"] if self.mount == JY else answer
        assert found["code"] == 0, answer
        return found

    def add(self, name: str, /, **fields: Any) -> Json:
        """An edit; lists are sent as JSON text, as workflows send them."""
        body = {
            key: json.dumps(value, ensure_ascii=False) if _is_infos(value) else value
            for key, value in fields.items()
        }
        made = self.call(name, {"draft_url": self.draft_url, **body})
        assert made["warnings"] == []
        return made

    def video(self) -> str:
        """Submit, and ask until there is a video."""
        self.call("gen_video", {"draft_url": self.draft_url})

        def look() -> str:
            seen = self.call("gen_video_status", {"draft_url": self.draft_url})
            assert seen["status"] not in ("failed", "cancelled"), seen
            return str(seen["video_url"]) if seen["status"] == "completed" else ""

        return str(self.service.until(look))


def _is_infos(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


@pytest.fixture(scope="module")
def media(host: MediaHost, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """URLs of a red and a blue picture, a green video, a tone."""
    return {
        "red": host.serve("workflow-red.png", picture(RED)),
        "blue": host.serve("workflow-blue.jpg", picture(BLUE, "JPEG")),
        "clip": host.serve("workflow.mp4", clip(tmp_path_factory.mktemp("workflow"))),
        "tone": host.serve("workflow.wav", tone(6)),
    }


def build(flow: Workflow, media: dict[str, str]) -> None:
    """Pictures, a masked video that moves, captions, an effect, a filter, a sound."""
    images = [
        {"image_url": media["red"], "start": 0, "end": 2 * SECOND, "in_animation": "渐显",
         "in_animation_duration": 500_000, "transition": "叠化", "transition_duration": 500_000},
        {"image_url": media["blue"], "start": 2 * SECOND, "end": 4 * SECOND},
        {"image_url": media["red"], "start": 4 * SECOND, "end": 5 * SECOND},
    ]  # fmt: skip
    flow.add("add_images", image_infos=images)
    span = {"start": 0, "end": 2 * SECOND}
    facts = {"width": 640, "height": 360, "duration": 2 * SECOND}
    videos = [{"video_url": media["clip"], **span, **facts, "volume": 0}]
    (segment,) = flow.add("add_videos", video_infos=videos, scale_x=0.4, scale_y=0.4)["segment_ids"]
    words = {"text": "人生快乐", "keyword": "快乐", "keyword_color": "#00ff00"}
    captions = [{**words, "start": 2 * SECOND, "end": 4 * SECOND}]
    flow.add("add_captions", captions=captions, transform_y=-HEIGHT // 2)
    flow.add(
        "add_audios", audio_infos=[{"audio_url": media["tone"], "start": 0, "end": 5 * SECOND}]
    )
    key = {"segment_id": segment, "property": "KFTypePositionX"}
    keys = [{**key, "offset": 0, "value": -0.5}, {**key, "offset": 2 * SECOND, "value": 0.5}]
    assert flow.add("add_keyframes", keyframes=keys)["keyframes_added"] == 2
    mask = flow.add("add_masks", segment_ids=[segment], name="圆形", width=180, height=180)
    assert mask["masks_added"] == 1
    effect = {"effect_title": "彩色负片", "start": 3 * SECOND, "end": 4 * SECOND}
    flow.add("add_effects", effect_infos=[effect])
    tint = {"filter_title": "黑白记忆", "start": 4 * SECOND, "end": 5 * SECOND, "intensity": 100}
    flow.add("add_filters", filter_infos=[tint])
    if flow.mount != JY:
        flow.call("save_draft", {"draft_url": flow.draft_url})


@pytest.mark.parametrize("mount", [CAPCUT_MATE, OLDER, JY])
def test_a_workflow_ends_in_its_video(
    service: RenderingService, media: dict[str, str], mount: str, tmp_path: Path
) -> None:
    flow = Workflow(service, mount)
    build(flow, media)
    target = tmp_path / "video.mp4"
    target.write_bytes(service.client.get(flow.video()).raise_for_status().content)
    frames = pictures(target)
    assert len(frames) == 5 * FPS

    def at(second: float) -> Frame:
        return frames[round(second * FPS)]

    # Fading in, then red; blue after the dissolve, and both in the middle of it.
    assert at(0)[20, 20].max() < 40
    assert near(at(1)[20, 20], RED)
    assert near(at(2.7)[20, 20], BLUE)
    assert near(at(2)[20, 20], mean(RED, BLUE))
    # A green disc that moves from left to right, and nothing of the video around it.
    green = (30, 200, 30)
    assert near(at(0.6)[120, 128], green)
    assert near(at(1)[120, 160], green)
    assert near(at(1.6)[120, 208], green)
    assert near(at(1)[120, 160 + 40], RED)
    assert near(at(1.6)[120, 160], RED)
    # White words and green ones, below the centre, while the caption is there.
    for second, seen in ((1, False), (2.7, True)):
        lower = at(second)[150:210].reshape(-1, 3)
        assert bool((lower.min(axis=1) > 200).sum() > 20) is seen
        stressed = (lower[:, 1] > 180) & (lower[:, 0] < 110) & (lower[:, 2] < 110)
        assert bool(stressed.sum() > 20) is seen
    # The effect inverts, the filter takes the colour away.
    assert near(at(3.5)[20, 20], mean((255, 255, 255), BLUE, -1))
    assert np.ptp(at(4.5)[20, 20]) < 12
    assert loudness(target) > 0.05


def test_a_draft_of_a_workflow_opens_elsewhere(
    service: RenderingService, media: dict[str, str], tmp_path: Path
) -> None:
    """pyJianYingDraft loads it, and a program that knows only its files finds all of its media."""
    from pyJianYingDraft import DraftFolder

    flow = Workflow(service, CAPCUT_MATE)
    build(flow, media)
    folder = tmp_path / "drafts" / "copied"
    for url in service.client.get(flow.draft_url).json()["files"]:
        name = url.partition("/draft_files/")[2].partition("/")[2]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(service.client.get(url).raise_for_status().content)
    script = DraftFolder(str(folder.parent)).load_template("copied")
    kinds = [track.track_type.name for track in script.imported_tracks]
    assert kinds == ["video", "video", "video", "audio", "effect", "filter", "text"]
    script.save()
    saved = service.upload(folder)
    task = service.render(saved, tmp_path / "copy.mp4")
    assert {each["code"] for each in task["diagnostics"]} <= {"look-close", "look-fallback"}
    assert len(pictures(tmp_path / "copy.mp4")) == 5 * FPS


def pictures(path: Path) -> list[Frame]:
    """All frames of a video, red, green and blue."""
    with av.open(str(path)) as container:
        return [
            frame.to_ndarray(format="rgb24").astype(np.int16) for frame in container.decode(video=0)
        ]


def near(pixel: Frame, color: tuple[int, ...], most: int = 26) -> bool:
    """Whether a pixel has a colour, as far as JPEG and H.264 keep it."""
    return bool(np.abs(pixel - np.array(color)).max() <= most)


def mean(one: tuple[int, ...], other: tuple[int, ...], sign: int = 1) -> tuple[int, ...]:
    """Half of both, or with ``sign`` −1 what is left of the first without the second."""
    if sign < 0:
        return tuple(a - b for a, b in zip(one, other, strict=True))
    return tuple((a + b) // 2 for a, b in zip(one, other, strict=True))


def loudness(path: Path) -> float:
    """The root mean square of the sound."""
    with av.open(str(path)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return float(np.sqrt(np.mean(np.concatenate(blocks, axis=1) ** 2)))
