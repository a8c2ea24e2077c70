"""Small Lottie animations, made here."""

from __future__ import annotations

import base64
import gzip
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

Json = dict[str, Any]


def still(value: Any) -> Json:
    """A property that does not change."""
    return {"a": 0, "k": value}


def placed(**changes: Any) -> Json:
    """A layer's transform: in the middle of 200 × 100."""
    usual = {"o": 100, "r": 0, "p": [100, 50, 0], "a": [0, 0, 0], "s": [100, 100, 100]}
    return {key: still(value) for key, value in usual.items()} | changes


def square(color: tuple[float, float, float] = (1, 0, 0), opacity: float = 100) -> Json:
    """A group with a square of 60."""
    return {
        "ty": "gr",
        "it": [
            {"ty": "rc", "d": 1, "s": still([60, 60]), "p": still([0, 0]), "r": still(0)},
            {"ty": "fl", "c": still([*color, 1]), "o": still(opacity)},
            {"ty": "tr", "p": still([0, 0]), "a": still([0, 0]), "s": still([100, 100]),
             "r": still(0), "o": still(100)},
        ],
    }  # fmt: skip


def layer(*shapes: Json, **changes: Any) -> Json:
    """A layer of shapes."""
    return {"ty": 4, "ip": 0, "op": 60, "st": 0, "ks": placed(), "shapes": list(shapes), **changes}


def animation(*layers: Json, **changes: Any) -> Json:
    """Two seconds at 30 fps, 200 × 100."""
    usual = {"v": "5.7.0", "fr": 30, "ip": 0, "op": 60, "w": 200, "h": 100}
    return {**usual, "layers": list(layers), **changes}


def sliding() -> Json:
    """A red square that goes from the left edge to the right one."""
    ease = {"i": {"x": [1], "y": [1]}, "o": {"x": [0], "y": [0]}}
    keys = [{"t": 0, "s": [30, 50, 0], **ease}, {"t": 60, "s": [170, 50, 0]}]
    return animation(layer(square(), ks=placed(p={"a": 1, "k": keys})))


def with_picture(path: str = "") -> Json:
    """A layer that shows a picture: one inside the file, or what ``path`` names."""
    buffer = io.BytesIO()
    Image.new("RGB", (80, 80), (0, 0, 255)).save(buffer, "PNG")
    inside = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    asset = {"id": "a", "w": 80, "h": 80, "u": "", "p": path or inside, "e": 0 if path else 1}
    shown = {"ty": 2, "refId": "a", "ip": 0, "op": 60, "st": 0, "ks": placed(a=still([40, 40, 0]))}
    return animation(shown, assets=[asset])


def write(path: Path, document: Any) -> Path:
    """The document as a file; packed when it is to be a .tgs."""
    data = json.dumps(document).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".tgs" else data)
    return path
