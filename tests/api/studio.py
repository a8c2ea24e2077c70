"""A service that may fetch from a small web server of ours, and drafts to build with it."""

from __future__ import annotations

import io
import json
import math
import struct
import wave
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from cutroom.pipeline.intake import Intake
from tests.api.site import HOST, MOUNTS, Site
from tests.media_factory import Reel, write_video
from tests.storage.web import Site as Web

SECOND = 1_000_000
RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
VIDEO_US = 2 * SECOND
SOUND_US = 3 * SECOND


def picture(
    color: tuple[int, int, int], kind: str = "PNG", size: tuple[int, int] = (64, 48)
) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, kind)
    return buffer.getvalue()


def moving_picture() -> bytes:
    """A GIF of two colours, 0.4 s long."""
    frames = [Image.new("RGB", (64, 48), color) for color in (RED, BLUE)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)
    return buffer.getvalue()


def tone(seconds: float) -> bytes:
    """440 Hz, mono, 8 kHz."""
    samples = (
        int(9000 * math.sin(n * 440 * 2 * math.pi / 8000)) for n in range(int(8000 * seconds))
    )
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return buffer.getvalue()


def clip(folder: Path) -> bytes:
    """A green video of 640×360, two seconds long, without sound."""
    frame = np.full((360, 640, 3), GREEN, np.uint8)
    path = folder / "clip.mp4"
    reel = Reel(width=640, height=360)
    write_video(path, [frame] * 60, reel)
    return path.read_bytes()


class Studio(Site):
    """A site whose fetcher may reach ``web``; media are fetched and looked at when it opens."""

    def __init__(self, folder: Path, web: Web, **settings: Any) -> None:
        super().__init__(folder, fetch_allow=("127.0.0.1",), **settings)
        self.web = web
        self.red = web.serve("/red.png", picture(RED))
        self.blue = web.serve("/blue.jpg", picture(BLUE, "JPEG"))
        self.moving = web.serve("/moving.gif", moving_picture())
        self.tone = web.serve("/tone.wav", tone(3), Content_Type="audio/wav")
        self.clip = web.serve("/clip.mp4", clip(folder))
        with Intake(self.services.environment).assets(
            [self.red, self.blue, self.moving, self.tone, self.clip]
        ):
            pass
        self.page = web.serve("/page.html", b"<html>no medium</html>")

    def new_draft(self, mount: str = MOUNTS[0], width: int = 1920, height: int = 1080) -> str:
        """The URL of a new draft."""
        answer = self.post(f"{mount}/create_draft", {"width": width, "height": height})
        return str(answer.json()["draft_url"])

    def made(self, draft_url: str) -> dict[str, Any]:
        """The document of a draft."""
        draft_id = draft_url.rpartition("=")[2]
        folder = self.services.library.folder(draft_id)
        content = (folder / "draft_content.json").read_bytes()
        assert content == (folder / "draft_info.json").read_bytes()
        document: dict[str, Any] = json.loads(content)
        return document

    def call(self, name: str, body: dict[str, Any], mount: str = MOUNTS[0]) -> dict[str, Any]:
        """The answer of a call that succeeds."""
        answer = self.post(f"{mount}/{name}", body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert found["code"] == 0
        return found


__all__ = ["HOST", "MOUNTS", "SECOND", "Studio"]
