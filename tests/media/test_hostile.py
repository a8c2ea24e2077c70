"""Files made to do harm: read within limits or refused by name, and never followed anywhere."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from random import Random

import av
import pytest
from PIL import Image

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.core.facts import MediaFacts
from cutroom.media.decode import VideoReader
from cutroom.media.opening import open_media
from cutroom.media.probe import probe
from cutroom.media.sound import SoundReader
from cutroom.media.stills import AnimationReader, load_still
from tests import media_factory as factory
from tests.media_factory import Reel

NAMES = ("a.mp4", "a.mkv", "a.webm", "a.mp3", "a.wav", "a.png", "a.jpg", "a.gif", "a.webp", "a")


def use(path: Path) -> MediaFacts:
    """Look at a file and read everything that it promises. Raises only what probing and reading may."""
    facts = probe(path)
    if facts.kind == "image":
        load_still(path)
    if facts.kind == "animation":
        animation = AnimationReader(path)
        for tenth in range(12):
            animation.picture_at(Fraction(tenth, 10))
        animation.close()
    if facts.kind == "video":
        with VideoReader(path) as reader:
            for third in (0, 1, 2, 9, 4, 0, 10**9):
                reader.picture_at(Fraction(third, 3))
    if facts.has_audio:
        with SoundReader(path) as sound:
            for start in (0, 30_000, 10_000, 10**9):
                assert sound.read(start, 5000).shape == (2, 5000)
    return facts


def refused(path: Path) -> str:
    """The message with which a file is refused."""
    with pytest.raises(MediaError) as caught:
        use(path)
    assert caught.value.hint
    assert path.name in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("name", NAMES)
def test_noise_is_refused_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(Random(5).randbytes(50_000))
    refused(path)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    refused(tmp_path / name)


def test_zeros_are_refused(tmp_path: Path) -> None:
    (tmp_path / "zeros.mp4").write_bytes(bytes(1 << 20))
    refused(tmp_path / "zeros.mp4")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    refused(tmp_path / "folder.mp4")


@pytest.mark.parametrize("reader", [probe, load_still, VideoReader, SoundReader])
def test_a_missing_file_is_refused(tmp_path: Path, reader: Callable[[Path], object]) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp4"):
        reader(tmp_path / "gone.mp4")


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    refused(tmp_path / "pipe.mp4")


def test_an_archive_named_like_a_video_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.mp4", "w") as archive:
        archive.writestr("inner.txt", "text" * 1000)
    refused(tmp_path / "a.mp4")


TEXTS = {
    "page.mp4": "<!DOCTYPE html><html><body>404 Not Found</body></html>",
    "answer.mp4": '{"error": "not found", "code": 404}',
    "subtitle.srt": "1\n00:00:00,000 --> 00:00:02,000\nHello\n",
    "subtitle.ass": "[Script Info]\nScriptType: v4.00+\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00",
    "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>',
    "session.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n",
    "tags.mp4": ";FFMETADATA1\ntitle=x\n",
    "art.ans": "\x1b[2J\x1b[1;31mhello\r\n" * 50,
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXTS[name])
    refused(tmp_path / name)


PLAYLISTS: dict[str, Callable[[Path], str]] = {
    "list.m3u8": lambda target: (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{target.name}\n#EXT-X-ENDLIST\n"
    ),
    "absolute.m3u8": lambda target: f"#EXTM3U\n#EXTINF:2,\nfile://{target}\n#EXT-X-ENDLIST\n",
    "list.ffconcat": lambda target: f"ffconcat version 1.0\nfile '{target.name}'\n",
    "list.mpd": lambda target: (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
        'mediaPresentationDuration="PT2S"><Period><AdaptationSet mimeType="video/mp4">'
        f'<Representation id="1" bandwidth="1"><BaseURL>{target.name}</BaseURL></Representation>'
        "</AdaptationSet></Period></MPD>"
    ),
}


@pytest.mark.parametrize("disguise", ["", ".mp4", ".ts"])
@pytest.mark.parametrize("name", PLAYLISTS)
def test_a_list_of_other_files_is_not_followed(tmp_path: Path, name: str, disguise: str) -> None:
    target = factory.numbered_video(tmp_path / "target.ts", 30)
    path = tmp_path / f"{name}{disguise}"
    path.write_text(PLAYLISTS[name](target))
    refused(path)


def linked_outside(path: Path, target: Path) -> None:
    """Let a QuickTime movie, whose index is at its end, say that its pictures are in another file."""
    data = bytearray(path.read_bytes())
    address = str(target).encode() + bytes(len(str(target)) % 2)
    names = bytes(10) + bytes(28) + bytes(12) + bytes(64) + bytes(16)
    levels = struct.pack(">HH", 1, 1) + bytes(16)
    alias = names + levels + struct.pack(">hH", 2, len(address)) + address + b"\xff\xff\0\0"
    place = data.index(b"dref") - 4
    data[place + 16 : place + 28] = struct.pack(">I4sI", 12 + len(alias), b"alis", 0) + alias
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        size = data.index(name) - 4
        (old,) = struct.unpack_from(">I", data, size)
        struct.pack_into(">I", data, size, old + len(alias))
    path.write_bytes(data)


def test_a_movie_that_keeps_its_pictures_elsewhere_is_not_followed(tmp_path: Path) -> None:
    reel = Reel(codec="rawvideo", pixel_format="rgb24", options={})
    path = factory.numbered_video(tmp_path / "movie.mov", 10, reel)
    secret = [factory.numbered(77)] * 10
    target = factory.write_video(tmp_path / "secret.mov", secret, reel)
    linked_outside(path, target)
    with av.open(str(path), options={"enable_drefs": "1", "use_absolute_path": "1"}) as followed:
        shown = next(followed.decode(video=0)).to_ndarray(format="gray")
        assert factory.number_in(shown) == 77, "the file is what it is meant to be"
    refused(path)


def test_numbered_names_are_not_expanded(tmp_path: Path) -> None:
    for number in range(3):
        Image.fromarray(factory.numbered(number)).save(tmp_path / f"f{number}.png")
    for name in ("f%d.png", "f*.png"):
        with pytest.raises(MediaError):
            open_media(tmp_path / name)


@pytest.mark.parametrize("keep", [4, 16, 40, 100, 400, 1500])
@pytest.mark.parametrize(
    "name", ["a.mp4", "a.mkv", "a.ts", "a.png", "a.jpg", "a.gif", "a.webp", "a.wav", "a.mp3"]
)
def test_the_beginning_of_a_file_is_refused_or_read(tmp_path: Path, name: str, keep: int) -> None:
    path = tmp_path / name
    if path.suffix in (".mp4", ".mkv", ".ts"):
        factory.numbered_video(path, 10)
    elif path.suffix in (".wav", ".mp3"):
        codec = "libmp3lame" if path.suffix == ".mp3" else "pcm_s16le"
        factory.write_sound(path, factory.tone(440, 0.3), codec)
    else:
        Image.fromarray(factory.corners(64, 48)).save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with suppress(MediaError):
        use(path)


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


def test_a_picture_that_claims_to_be_huge_is_refused_by_its_size(tmp_path: Path) -> None:
    (tmp_path / "huge.png").write_bytes(png_header(100_000, 100_000))
    with pytest.raises(LimitExceeded, match=r"huge\.png has more than"):
        use(tmp_path / "huge.png")


def test_a_picture_that_needs_a_gigabyte_to_open_is_refused_before(tmp_path: Path) -> None:
    path = factory.write_animation(tmp_path / "huge.webp", 2)

    def grow(data: bytearray) -> None:
        place = data.index(b"VP8X") + 12
        data[place : place + 6] = (16_382).to_bytes(3, "little") * 2

    factory.corrupted(path, grow)
    with pytest.raises(LimitExceeded, match=r"huge\.webp"):
        use(path)


def test_a_length_of_a_million_years_is_not_believed(tmp_path: Path) -> None:
    path = factory.write_sound(tmp_path / "long.mkv", factory.tone(440, 0.3), "flac")

    def lengthen(data: bytearray) -> None:
        place = data.index(b"\x44\x89\x88") + 3
        struct.pack_into(">d", data, place, 1e17)

    factory.corrupted(path, lengthen)
    assert use(path).duration_us <= 10**14


def test_a_video_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    reel = Reel(codec="png", pixel_format="rgb24", options={})
    path = factory.numbered_video(tmp_path / "huge.avi", 3, reel)
    real, claimed = struct.pack(">II", 128, 96), struct.pack(">II", 60_000, 60_000)
    path.write_bytes(path.read_bytes().replace(real, claimed))
    with pytest.raises((LimitExceeded, MediaError)):
        use(path)


def mutated(data: bytes, random: Random) -> bytes:
    """A few bytes changed, a stretch doubled or left out, most often near the beginning."""
    made = bytearray(data)
    for _ in range(random.choice((1, 3, 10, 40))):
        place = int(len(made) * random.random() ** random.choice((1, 3)))
        kind = random.random()
        if kind < 0.7:
            made[place : place + 1] = random.randbytes(1)
        elif kind < 0.8:
            made[place : place + 4] = random.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
        elif kind < 0.9:
            del made[place : place + random.randrange(1, 200)]
        else:
            made[place:place] = made[place : place + random.randrange(1, 200)]
    return bytes(made)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Small healthy files of the formats that users bring."""
    folder = tmp_path_factory.mktemp("seeds")
    small = Reel(width=32, height=24, options={"crf": "30", "g": "4", "bf": "2"})
    vp9 = Reel("libvpx-vp9", 32, 24, options={"crf": "30", "cpu-used": "8"})
    sound = factory.tone(440, 0.3)
    files = [
        factory.write_film(folder / "a.mp4", 10, sound, small),
        factory.write_film(folder / "a.mkv", 10, sound, small),
        factory.write_film(folder / "a.ts", 10, sound, small),
        factory.write_film(folder / "a.webm", 10, sound, vp9, "libopus"),
        factory.write_sound(folder / "a.mp3", sound, "libmp3lame"),
        factory.write_sound(folder / "a.wav", sound, "pcm_s16le"),
        factory.write_sound(folder / "a.flac", sound, "flac"),
        *(factory.write_animation(folder / f"a{s}", 4, px=(24, 18)) for s in (".gif", ".webp")),
        factory.write_animation(folder / "animated.png", 4, px=(24, 18)),
    ]
    for suffix in (".jpg", ".png", ".bmp", ".tiff"):
        files.append(folder / f"still{suffix}")
        Image.fromarray(factory.corners(24, 18)).save(files[-1])
    return files


def survives(seed: Path, random: Random, folder: Path) -> None:
    path = folder / seed.name
    path.write_bytes(mutated(seed.read_bytes(), random))
    with suppress(MediaError, LimitExceeded):
        use(path)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("number", range(14))
def test_damaged_files_are_read_or_refused(seeds: list[Path], tmp_path: Path, number: int) -> None:
    random = Random(number)
    for _ in range(6):
        survives(seeds[number], random, tmp_path)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.long
def test_many_damaged_files_are_read_or_refused(seeds: list[Path], tmp_path: Path) -> None:
    random = Random(2026)
    for _ in range(150):
        for seed in seeds:
            survives(seed, random, tmp_path)
