"""Lottie animations: what they look like, how they loop, and files that mean harm."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.media import lottie_document
from cutroom.media.lottie import LottieReader
from cutroom.media.lottie_document import read_lottie
from cutroom.media.probe import probe
from cutroom.media.stills import load_still
from tests.media.lottie_files import (
    animation,
    layer,
    placed,
    sliding,
    square,
    still,
    with_picture,
    write,
)

Json = dict[str, Any]


def pixels(
    path: Path, time_s: Fraction = Fraction(0), size: tuple[int, int] = (200, 100)
) -> np.ndarray:
    reader = LottieReader(path, *size)
    try:
        return reader.picture_at(time_s).rgba
    finally:
        reader.close()


def middle(picture: np.ndarray) -> float:
    """Where the ink of a picture stands, across."""
    return float(np.nonzero(picture[..., 3].any(axis=0))[0].mean())


@pytest.mark.parametrize("name", ["a.json", "a.tgs"])
def test_an_animation_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    facts = probe(write(tmp_path / name, sliding()))
    assert (facts.kind, facts.width, facts.height) == ("animation", 200, 100)
    assert (facts.duration_us, facts.fps) == (2_000_000, 30)
    assert facts.codec == ("lottie" if name == "a.json" else "tgs")
    assert facts.has_alpha


def test_an_animation_moves_and_loops_at_its_own_rate(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", sliding())
    places = [middle(pixels(path, Fraction(n, 2))) for n in range(5)]
    assert places[:4] == pytest.approx([29.5, 64.5, 99.5, 134.5], abs=2.0)
    assert places[4] == places[0]
    reader = LottieReader(path, 200, 100)
    assert reader.picture_at(Fraction(1)) is reader.picture_at(Fraction(101, 100))
    assert reader.picture_at(Fraction(1)) is not reader.picture_at(Fraction(104, 100))
    reader.close()


def test_it_is_drawn_crisp_at_the_size_asked_for_with_premultiplied_alpha(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", animation(layer(square((1, 0.5, 0), opacity=50))))
    drawn = pixels(path, size=(1000, 500))
    assert drawn.shape == (500, 1000, 4)
    assert drawn[250, 500].tolist() == pytest.approx([127, 64, 0, 127], abs=2)
    row = drawn[250, :, 3].astype(int)
    assert ((row > 5) & (row < 122)).sum() <= 4, "sharp edges"
    assert drawn[0, 0].tolist() == [0, 0, 0, 0]
    assert load_still(path).rgba.shape == (100, 200, 4)


def test_a_size_beyond_reason_is_drawn_smaller(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", sliding())
    height, width = pixels(path, size=(100_000, 50_000)).shape[:2]
    assert width * height <= 8_000_000
    assert width / height == pytest.approx(2.0, abs=0.01)


def test_a_picture_inside_the_file_is_shown_and_one_outside_is_not(tmp_path: Path) -> None:
    inside = write(tmp_path / "inside.json", with_picture())
    assert pixels(inside)[50, 100].tolist() == [0, 0, 255, 255]
    Image.new("RGB", (80, 80), (0, 255, 0)).save(tmp_path / "secret.png")
    for name in ("secret.png", str(tmp_path / "secret.png"), "file://" + str(tmp_path / "secret.png"),
                 "http://127.0.0.1/secret.png"):  # fmt: skip
        outside = write(tmp_path / "outside.json", with_picture(name))
        assert pixels(outside)[..., 3].max() == 0
        assert json.loads(read_lottie(outside).data)["assets"] == []


def test_scripts_are_taken_out(tmp_path: Path) -> None:
    turned = {"a": 0, "k": 0, "x": "var $bm_rt; $bm_rt = while(true){};"}
    path = write(tmp_path / "a.json", animation(layer(square(), ks=placed(r=turned))))
    assert b"while" not in read_lottie(path).data
    assert pixels(path)[50, 100, 3] == 255


def bomb() -> Json:
    """Ten compositions, each of which shows the next one ten times."""
    assets = [
        {"id": str(n), "layers": [{"ty": 0, "refId": str(n + 1), "ip": 0, "op": 60, "st": 0,
                                   "w": 200, "h": 100, "ks": placed()}] * 10}
        for n in range(10)
    ]  # fmt: skip
    assets.append({"id": "10", "layers": [layer(square())]})
    return animation({"ty": 0, "refId": "0", "ip": 0, "op": 60, "ks": placed()}, assets=assets)


def holding_itself() -> Json:
    inner = {"ty": 0, "refId": "a", "ip": 0, "op": 60, "ks": placed()}
    return animation(inner, assets=[{"id": "a", "layers": [inner]}])


def deep() -> Json:
    node: Json = {"ty": "gr", "it": []}
    for _ in range(200):
        node = {"ty": "gr", "it": [node]}
    return animation(layer(node))


HARMFUL: list[tuple[str, Any, type[Exception]]] = [
    ("layers that multiply", bomb(), LimitExceeded),
    ("a composition in itself", holding_itself(), MediaError),
    ("groups without end", deep(), LimitExceeded),
    ("an enormous canvas", animation(layer(square()), w=10**9), LimitExceeded),
    ("no canvas", animation(layer(square()), w=0), LimitExceeded),
    ("a week", animation(layer(square()), op=30 * 86400 * 7), LimitExceeded),
    ("no time", animation(layer(square()), op=0), MediaError),
    ("no rate", animation(layer(square()), fr=0), MediaError),
    ("an absurd rate", animation(layer(square()), fr=1e300), MediaError),
    ("text for a number", animation(layer(square()), fr="30"), MediaError),
    ("a list", [1, 2, 3], MediaError),
    ("another JSON", {"code": 0, "message": "ok"}, MediaError),
]


@pytest.mark.parametrize(("_what", "document", "error"), HARMFUL, ids=[each[0] for each in HARMFUL])
def test_files_that_mean_harm_are_refused(
    tmp_path: Path, _what: str, document: Any, error: type[Exception]
) -> None:
    path = write(tmp_path / "a.json", document)
    with pytest.raises(error, match=r"a\.json"):
        read_lottie(path)


@pytest.mark.parametrize(
    "data",
    [b"{", b"{}", b'{"layers": [', b"\x1f\x8b\x08broken", b"\x1f\x8b", b"{" * 100_000,
     b'{"layers":[],"w":NaN,"h":1,"fr":30,"ip":0,"op":9}', b"\xef\xbb\xbf{\xff"],
)  # fmt: skip
def test_damaged_files_are_errors_that_name_them(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises((MediaError, LimitExceeded), match=r"a\.json"):
        probe(path)


def test_a_packed_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lottie_document, "MAX_TEXT_BYTES", 10_000)
    path = tmp_path / "a.tgs"
    path.write_bytes(gzip.compress(b'{"layers":[]' + b" " * 1_000_000 + b"}"))
    with pytest.raises(LimitExceeded, match="unpacked"):
        probe(path)


def test_what_multiplies_is_kept_within_reason(tmp_path: Path) -> None:
    """Drawn as asked, each of these would take hours or gigabytes."""
    copies = {"ty": "rp", "c": still(1e9), "o": still(0), "m": 1,
              "tr": {**placed(p=still([1, 0])), "so": still(100), "eo": still(100)}}  # fmt: skip
    points = {"ty": "sr", "sy": 1, "pt": still(1e9), "p": still([0, 0]), "r": still(0),
              "or": still(40), "ir": still(20), "os": still(0), "is": still(0)}  # fmt: skip
    dashed = {"ty": "st", "c": still([1, 0, 0, 1]), "o": still(100), "w": still(2), "lc": 1, "lj": 1,
              "d": [{"n": "d", "v": still(1e-9)}, {"n": "g", "v": still(1e-9)}]}  # fmt: skip
    group = square()
    group["it"][1:1] = [points, dashed]
    path = write(tmp_path / "a.json", animation(layer(group, copies)))
    document = read_lottie(path)
    assert b"1000000000" not in document.data
    assert pixels(path)[..., 3].max() > 0


def test_most_damage_to_an_animation_is_survived(tmp_path: Path) -> None:
    """Every value of a document replaced in turn by something else."""
    whole = with_picture()
    whole["layers"].append(sliding()["layers"][0])
    text = json.dumps(whole)
    places = [index for index in range(0, len(text), 97) if text[index].isdigit()]
    for number, place in enumerate(places):
        swapped = text[:place] + ("9e9", "-1", "null", "[]", "{}")[number % 5] + text[place + 1 :]
        path = tmp_path / f"{number}.json"
        path.write_text(swapped)
        with suppress(MediaError, LimitExceeded):
            pixels(path, Fraction(1))
