"""A still is the picture that the video shows at its moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PIL import Image

from tests.e2e.films import FPS
from tests.e2e.rendering import NATIVE, RenderingService
from tools.draft_builder import SECOND

pytestmark = pytest.mark.xdist_group("e2e-service")
DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo"
AT_S = (0.5, 1.2, 1.9)
LEAST_DB = 36.0


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    """All pictures of a video as RGB."""
    with av.open(str(path)) as container:
        return [
            frame.reformat(
                format="rgb24",
                src_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.MPEG,
                dst_color_range=ColorRange.JPEG,
            ).to_ndarray()
            for frame in container.decode(video=0)
        ]


def likeness_db(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio."""
    error = np.mean((left.astype(np.float64) - right) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def test_a_still_is_the_frame_of_the_video(service: RenderingService, tmp_path: Path) -> None:
    url = service.upload(DEMO)
    size = {"width": 320, "height": 180}
    service.render(url, tmp_path / "made.mp4", **size, range_us=[0, 2_000_000], crf=12)
    video = frames_of(tmp_path / "made.mp4")
    for at_s in AT_S:
        own = tmp_path / f"{at_s}.png"
        command = [sys.executable, "-m", "cutroom", "still", str(DEMO), "--at", str(at_s)]
        subprocess.run(
            [*command, "-o", str(own), "--size", "320x180"], check=True, capture_output=True
        )
        body: dict[str, Any] = {"draft_url": url, "at_us": round(at_s * SECOND), "output": size}
        answer = service.client.post(f"{NATIVE}/stills", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "image/png"
        served = tmp_path / "served.png"
        served.write_bytes(answer.content)
        still, asked = (np.asarray(Image.open(path).convert("RGB")) for path in (own, served))
        assert np.array_equal(still, asked)
        likeness = [likeness_db(still, frame) for frame in video]
        assert likeness[round(at_s * FPS)] >= LEAST_DB, likeness
        assert int(np.argmax(likeness)) == round(at_s * FPS)
