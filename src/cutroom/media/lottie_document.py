"""Lottie files before they are drawn: read within limits, and rid of what a stranger's file must not do.

A Lottie file is a small program: layers refer to compositions that refer to layers, repeaters multiply, dashes
divide, expressions are scripts, assets name other files. What is left after :func:`read_lottie` names nothing
outside itself, runs no script, and cannot grow beyond the limits below.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import zlib
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.core.facts import VectorCodec

MAX_FILE_BYTES = 16 << 20
MAX_TEXT_BYTES = 32 << 20
MAX_NODES = 1_000_000
MAX_DEPTH = 80
MAX_LAYERS = 5_000
"""Layers after every composition has been put where it is used."""
MAX_SIDE = 8192
MAX_DURATION_S = 600
MAX_ASSET_PIXELS = 2048 * 2048
MAX_ASSETS_PIXELS = 4 * MAX_ASSET_PIXELS
_MOST_COPIES, _MOST_POINTS = 64.0, 256.0
_LEAST_DASH = 1.0
_MOST_NUMBER = 1e6
_DATA = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,")
_GZIP = b"\x1f\x8b"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LottieDocument:
    """A Lottie animation that may be drawn; ``frames`` of its own at ``fps``."""

    data: bytes
    codec: VectorCodec
    width: int
    height: int
    fps: Fraction
    frames: Fraction

    @property
    def duration_us(self) -> int:
        """Length of one loop."""
        return max(1, round(self.frames / self.fps * 1_000_000))


def looks_like_lottie(path: Path | str) -> bool:
    """Whether a file begins like JSON or is packed as a .tgs is. False for one that cannot be read."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(64)
    except OSError:
        return False
    return head[:2] == _GZIP or head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_lottie(path: Path | str) -> LottieDocument:
    """A Lottie JSON or a .tgs. Raises MediaError or LimitExceeded naming the file."""
    name = Path(path).name
    packed = _content(Path(path), name)
    codec: VectorCodec = "tgs" if packed[:2] == _GZIP else "lottie"
    try:
        raw = json.loads(_unpacked(packed, name), parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise _unusable(name, "it is no JSON") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("layers"), list):
        raise _unusable(name, "it is no Lottie animation")
    width, height = (_whole(raw, key, 1, MAX_SIDE, name) for key in ("w", "h"))
    fps = Fraction(_number(raw, "fr", name)).limit_denominator(1001)
    first, end = (_number(raw, key, name) for key in ("ip", "op"))
    frames = Fraction(end - first).limit_denominator(1000)
    if not 1 <= fps <= 240 or frames <= 0:
        raise _unusable(name, "its frame rate or length makes no sense")
    if frames / fps > MAX_DURATION_S:
        raise LimitExceeded(f"{name} is longer than {MAX_DURATION_S} s.", hint="Shorten it.")
    _Cleaner(name).clean(raw)
    data = json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()
    return LottieDocument(data, codec, width, height, fps, frames)


def _content(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise _unusable(name, error.strerror or "it cannot be opened") from error
    if len(data) > MAX_FILE_BYTES:
        raise LimitExceeded(f"{name} is larger than {MAX_FILE_BYTES >> 20} MB.")
    return data


def _unpacked(data: bytes, name: str) -> bytes:
    if data[:2] != _GZIP:
        return data
    packed = zlib.decompressobj(wbits=31)
    try:
        text = packed.decompress(data, MAX_TEXT_BYTES)
    except zlib.error as error:
        raise _unusable(name, "it is packed and damaged") from error
    if packed.unconsumed_tail:
        raise LimitExceeded(f"{name} is larger than {MAX_TEXT_BYTES >> 20} MB unpacked.")
    return text


class _Cleaner:
    """Goes through a document once, in place, and counts what it would become."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes = self._pixels = 0

    def clean(self, raw: Json) -> None:
        self._walk(raw, 0)
        assets = [each for each in _listed(raw, "assets") if isinstance(each, dict)]
        raw["assets"] = [each for each in assets if self._may_stay(each)]
        kept = (each for each in raw["assets"] if isinstance(each.get("layers"), list))
        self._count_layers(raw, {str(each.get("id")): each for each in kept})

    def _walk(self, node: Any, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise LimitExceeded(
                f"{self._name} is too large or too deep for an animation.", hint="Simplify it."
            )
        if isinstance(node, list):
            for index, item in enumerate(node):
                node[index] = _bounded(item)
                self._walk(item, depth + 1)
        elif isinstance(node, dict):
            if isinstance(node.get("x"), str):  # An expression.
                del node["x"]
            node.pop("fPath", None)
            for key, item in node.items():
                node[key] = _bounded(item)
                self._walk(item, depth + 1)
            _tame(node)

    def _may_stay(self, asset: Json) -> bool:
        """Whether an asset lies in the file itself: a composition, or a picture of sound size."""
        path = asset.get("p")
        if path is None:
            return True
        if not isinstance(path, str) or not path.startswith(_DATA):
            return False
        asset["u"], asset["e"] = "", 1
        try:
            data = base64.b64decode(path.partition(",")[2], validate=True)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                pixels = image.width * image.height
        except (binascii.Error, UnidentifiedImageError, OSError, ValueError, SyntaxError):
            return False
        except Image.DecompressionBombError:
            return False
        self._pixels += pixels
        return pixels <= MAX_ASSET_PIXELS and self._pixels <= MAX_ASSETS_PIXELS

    def _count_layers(self, raw: Json, compositions: dict[str, Json]) -> None:
        counted: dict[str, int] = {}

        def count(layers: list[Any], around: tuple[str, ...]) -> int:
            total = 0
            for layer in layers:
                used = str(layer.get("refId")) if isinstance(layer, dict) else ""
                total += 1 + (inside(used, around) if used in compositions else 0)
            return total

        def inside(used: str, around: tuple[str, ...]) -> int:
            if used in around or len(around) > MAX_DEPTH:
                raise _unusable(self._name, "a composition holds itself")
            if used not in counted:
                counted[used] = count(_listed(compositions[used], "layers"), (*around, used))
            return counted[used]

        if count(_listed(raw, "layers"), ()) > MAX_LAYERS:
            raise LimitExceeded(
                f"{self._name} has more than {MAX_LAYERS} layers.", hint="Simplify it."
            )


def _bounded(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return min(max(value, -_MOST_NUMBER), _MOST_NUMBER)
    return value


def _tame(node: Json) -> None:
    """Keep what multiplies within reason: copies of repeaters, points of stars, dashes of lines."""
    match node.get("ty"):
        case "rp":
            _limit_values(node.get("c"), 0.0, _MOST_COPIES)
        case "sr":
            _limit_values(node.get("pt"), 2.0, _MOST_POINTS)
        case "zz":
            _limit_values(node.get("r"), 0.0, _MOST_COPIES)
    for dash in _listed(node, "d"):
        if isinstance(dash, dict) and dash.get("n") in ("d", "g"):
            _limit_values(dash.get("v"), _LEAST_DASH, _MOST_NUMBER)


def _limit_values(value: Any, low: float, high: float) -> None:
    """All values of a property that stands still or has keyframes."""
    if not isinstance(value, dict):
        return
    held = value.get("k")
    if isinstance(held, int | float):
        value["k"] = min(max(held, low), high)
    if not isinstance(held, list):
        return
    for index, key in enumerate(held):
        if isinstance(key, int | float):
            held[index] = min(max(key, low), high)
        elif isinstance(key, dict):
            for part in ("s", "e"):
                numbers = key.get(part)
                if isinstance(numbers, list):
                    key[part] = [_within(each, low, high) for each in numbers]


def _within(value: Any, low: float, high: float) -> float:
    return min(max(float(value), low), high) if isinstance(value, int | float) else low


def _listed(node: Json, key: str) -> list[Any]:
    found = node.get(key)
    return found if isinstance(found, list) else []


def _number(raw: Json, key: str, name: str) -> float:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _unusable(name, f"its {key!r} is no number")
    return min(max(float(value), -_MOST_NUMBER), _MOST_NUMBER)


def _whole(raw: Json, key: str, low: int, high: int, name: str) -> int:
    value = round(_number(raw, key, name))
    if not low <= value <= high:
        raise LimitExceeded(f"{name} is {value} pixels wide or high; the limit is {high}.")
    return value


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _unusable(name: str, reason: str) -> MediaError:
    return MediaError(
        f"{name} cannot be read as an animation: {reason}.",
        material=name,
        hint="Check that the file is complete and plays elsewhere.",
    )
