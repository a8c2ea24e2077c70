"""The pictures of the media that a scene shows: readers opened when needed and closed after use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import hypot
from typing import TYPE_CHECKING, Protocol

from cutroom.core.curves import Curve
from cutroom.core.errors import MediaError
from cutroom.core.facts import VECTOR_CODECS, MediaFacts
from cutroom.core.geometry import Quad, Size
from cutroom.effects.spec import REST
from cutroom.media.decode import MOST_THREADS
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize
from cutroom.render.cutouts import cut_out
from cutroom.render.keep import Keep
from cutroom.render.projectors import IDLE_FRAMES, MOST_READERS, Projectors, Reel
from cutroom.render.shots import Key, Scene, Shot
from cutroom.render.stance import stance_matrix
from cutroom.timeline.model import Clip, MediaContent, Timeline

# What photos, animations and drawings are read with is loaded by the films that have some.
if TYPE_CHECKING:
    from cutroom.media.lottie import LottieReader
    from cutroom.media.stills import AnimationReader

BACKDROP, MATTE = -1, -2
"""These end the keys of the image behind a clip and of what it is cut out by."""
STILLS_BUDGET = 192 << 20
_MOST_STILL_PIXELS = 24_000_000
_ZOOM_ROOM = 1.25
"""A picture that moves is prepared larger than it is ever drawn, so that resampling stays sharp."""
_SMALL = 0.4
"""Videos drawn at this share of their size, at most in their whole clip, are decoded for that."""


class Reader(Protocol):
    """Moving pictures of one file."""

    def close(self) -> None:
        """Give the file back."""
        ...


class Footage:
    """Reads what scenes need. Used by one thread at a time."""

    def __init__(self, threads: int = MOST_THREADS) -> None:
        """Nothing is opened before it is needed. Every decoder gets ``threads``."""
        self._videos = Projectors(threads)
        self._readers: OrderedDict[Key, tuple[Reader, int]] = OrderedDict()
        self._stills: Keep[Picture] = Keep(STILLS_BUDGET)
        self._cut: dict[Key, tuple[Picture, Picture, Picture]] = {}
        self._large: set[tuple[str, Fraction]] = set()
        self._turn = 0

    def pictures(self, scene: Scene) -> dict[Key, Picture]:
        """The media pictures of a scene, nested ones included, by clip key.

        Raises MediaError naming the clip when one cannot be read.
        """
        self._turn += 1
        found: dict[Key, Picture] = {}
        shots = list(media_shots(scene))
        self._videos.begin({key for shot in shots for key in (shot.key, (*shot.key, MATTE))})
        self._large = _large(shots)
        for shot in shots:
            found[shot.key] = self._picture(shot)
            backdrop = shot.clip.backdrop
            if backdrop is not None and backdrop.kind == "image":
                facts = shot.timeline.sources[backdrop.source].facts
                found[(*shot.key, BACKDROP)] = self._image(facts, shot.timeline)
        for key in [key for key in self._cut if key not in found]:
            del self._cut[key]
        self._let_go()
        self._videos.let_go()
        return found

    def close(self) -> None:
        """Close every reader."""
        self._videos.close()
        for reader, _turn in self._readers.values():
            reader.close()
        self._readers.clear()

    def _picture(self, shot: Shot) -> Picture:
        content = shot.clip.content
        assert isinstance(content, MediaContent)
        facts = shot.timeline.sources[content.source].facts
        try:
            picture = self._whole_picture(shot, facts)
            if content.matte is None:
                return picture
            matte = self._matte(shot, shot.timeline.sources[content.matte.source].facts, picture)
        except MediaError as error:
            error.details.setdefault("where", shot.clip.where)
            raise
        last = self._cut.get(shot.key)
        if last is None or last[0] is not picture or last[1] is not matte:
            last = (picture, matte, cut_out(picture, matte, inverted=content.matte.inverted))
            self._cut[shot.key] = last
        return last[2]

    def _matte(self, shot: Shot, facts: MediaFacts, picture: Picture) -> Picture:
        size = (picture.width, picture.height)
        if facts.kind == "image":
            return self._still(facts, size, packed=False)
        reel = Reel(facts.path)
        return self._videos.picture((*shot.key, MATTE), reel, shot.source_s, Size(*size))

    def _whole_picture(self, shot: Shot, facts: MediaFacts) -> Picture:
        if facts.kind == "image":
            return self._still(facts, still_size(shot, facts), packed=works_in_rgb(shot.clip))
        if facts.codec in VECTOR_CODECS:
            size = still_size(shot, facts)
            return self._lottie(shot.key, facts, size).picture_at(_position(shot.source_s))
        if facts.kind == "animation":
            return self._animation(shot.key, facts).picture_at(_position(shot.source_s))
        # Whether it is decoded for being small depends on the scene alone, not on what was shown before.
        small = _is_small(shot, facts) and (facts.path, shot.source_s) not in self._large
        reel = Reel(facts.path, small=small)
        return self._videos.picture(shot.key, reel, shot.source_s, video_size(shot, facts))

    def _image(self, facts: MediaFacts, timeline: Timeline) -> Picture:
        """A still at the size that covers a canvas."""
        factor = max(timeline.width / max(facts.width, 1), timeline.height / max(facts.height, 1))
        return self._still(facts, _scaled_size(facts, factor, factor), packed=False)

    def _still(self, facts: MediaFacts, size: tuple[int, int], *, packed: bool) -> Picture:
        def make() -> Picture:
            from cutroom.media.stills import load_still

            return resampled(load_still(facts.path), *size, packed=packed)

        return self._stills.get((facts.path, size, packed), make)

    def _animation(self, key: Key, facts: MediaFacts) -> AnimationReader:
        from cutroom.media.stills import AnimationReader

        reader = self._open(key)
        if not isinstance(reader, AnimationReader):
            reader = AnimationReader(facts.path)
            self._readers[key] = (reader, self._turn)
        return reader

    def _lottie(self, key: Key, facts: MediaFacts, size: tuple[int, int]) -> LottieReader:
        """Vectors are drawn at the size they are shown at, so that they stay crisp."""
        from cutroom.media.lottie import LottieReader

        reader = self._open(key)
        if not isinstance(reader, LottieReader) or reader.asked != size:
            if reader is not None:
                reader.close()
            reader = LottieReader(facts.path, *size)
            self._readers[key] = (reader, self._turn)
        return reader

    def _open(self, key: Key) -> Reader | None:
        held = self._readers.get(key)
        if held is None:
            return None
        self._readers[key] = (held[0], self._turn)
        self._readers.move_to_end(key)
        return held[0]

    def _let_go(self) -> None:
        """Close readers whose clips have passed: unused for a while, or too many."""
        while self._readers:
            key, (reader, turn) = next(iter(self._readers.items()))
            idle = self._turn - turn
            if idle <= IDLE_FRAMES and (idle == 0 or len(self._readers) <= MOST_READERS):
                return
            del self._readers[key]
            reader.close()


def media_shots(scene: Scene) -> Iterator[Shot]:
    """The shots of a scene that need media and can be seen, nested ones included."""
    for step in scene.steps:
        for shot in step.shots:
            if shot.scene is not None:
                yield from media_shots(shot.scene)
            elif isinstance(shot.clip.content, MediaContent) and (
                shot.alpha > 0.0 or shot.clip.backdrop is not None
            ):
                yield shot


def _is_small(shot: Shot, facts: MediaFacts) -> bool:
    return max(_needed(shot, facts)) <= _SMALL


def _large(shots: Sequence[Shot]) -> set[tuple[str, Fraction]]:
    """The seconds of files that one of several shots shows large: the others share its decoder."""
    found: set[tuple[str, Fraction]] = set()
    for shot in shots if len(shots) > 1 else ():
        content = shot.clip.content
        assert isinstance(content, MediaContent)
        facts = shot.timeline.sources[content.source].facts
        if facts.kind == "video" and not _is_small(shot, facts):
            found.add((facts.path, shot.source_s))
    return found


def resampled(picture: Picture, width: int, height: int, *, packed: bool) -> Picture:
    """A still at the size it is going to be drawn at, in the one form that will be asked for."""
    scaled = resize(picture, width, height)
    if packed:
        return scaled
    planes = scaled.planes
    return Picture.from_planes(*planes, chroma_alpha=scaled.chroma_alpha)


def works_in_rgb(clip: Clip) -> bool:
    """Whether something is done to the clip that needs its colours rather than its planes."""
    return bool(clip.treatments) or clip.blend != "normal"


def video_size(shot: Shot, facts: MediaFacts) -> Size | None:
    """The size to decode at, None for the video's own: never larger than what is drawn needs."""
    across, down = _needed(shot, facts)
    if max(across, down) >= 1.0:
        return None
    return Size(*_scaled_size(facts, across, down))


def still_size(shot: Shot, facts: MediaFacts) -> tuple[int, int]:
    """The size to prepare a still at: what is drawn, with room when it moves or turns."""
    return _scaled_size(facts, *_needed(shot, facts))


def _scaled_size(facts: MediaFacts, across: float, down: float) -> tuple[int, int]:
    width, height = max(1.0, facts.width * across), max(1.0, facts.height * down)
    excess = (width * height / _MOST_STILL_PIXELS) ** 0.5
    if excess > 1.0:
        width, height = width / excess, height / excess
    return max(1, round(width)), max(1, round(height))


def _needed(shot: Shot, facts: MediaFacts) -> tuple[float, float]:
    """Prepared pixels per source pixel, across and down."""
    clip = shot.clip
    kept = _kept_part(clip.crop, facts)
    if is_plain(clip):
        canvas = Size(shot.timeline.width, shot.timeline.height)
        fitted = Size(max(clip.fitted.width, 1e-3), max(clip.fitted.height, 1e-3))
        matrix = stance_matrix(shot.stance, REST, fitted, fitted, canvas)
        drawn = Size(abs(matrix[0, 0]) * fitted.width, abs(matrix[1, 1]) * fitted.height)
        return drawn.width / max(kept.width, 1.0), drawn.height / max(kept.height, 1.0)
    placement = clip.placement
    across = clip.fitted.width * _peak(placement.scale_x) / max(kept.width, 1.0)
    down = clip.fitted.height * _peak(placement.scale_y) / max(kept.height, 1.0)
    factor = max(across, down, 1e-4) * _ZOOM_ROOM
    return factor, factor


def _kept_part(crop: Quad, facts: MediaFacts) -> Size:
    """Source pixels across and down that the crop keeps."""

    def side(ax: float, ay: float, bx: float, by: float) -> float:
        return hypot((bx - ax) * facts.width, (by - ay) * facts.height)

    a, b, c, d = crop.top_left, crop.top_right, crop.bottom_left, crop.bottom_right
    across = (side(a.x, a.y, b.x, b.y) + side(c.x, c.y, d.x, d.y)) / 2
    down = (side(a.x, a.y, c.x, c.y) + side(b.x, b.y, d.x, d.y)) / 2
    return Size(across, down)


def _peak(curve: Curve) -> float:
    return min(max(abs(key.value) for key in curve.keys), 16.0)


def is_plain(clip: Clip) -> bool:
    """Whether the clip stands still, upright and uncropped, so that it is drawn pixel by pixel."""
    placement = clip.placement
    curves = (placement.x, placement.y, placement.scale_x, placement.scale_y, placement.rotation)
    return (
        clip.crop.is_whole
        and all(curve.constant for curve in curves)
        and placement.rotation.first % 180.0 == 0.0
    )


def _position(source_s: Fraction) -> Fraction:
    return max(source_s, Fraction(0))
