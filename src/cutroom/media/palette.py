"""Colours of GIF frames: a palette of its own for every frame, dithered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
from av.filter import Graph


class Palette:
    """FFmpeg's palettegen and paletteuse on one frame at a time."""

    def __init__(self, width: int, height: int, fps: Fraction) -> None:
        """Nothing is built before the first frame."""
        self._size, self._fps = (width, height), fps
        self._graph: Graph | None = None

    def push(self, frame: av.VideoFrame) -> Iterator[av.VideoFrame]:
        """Give an RGBA frame; takes out what is ready."""
        if self._graph is None:
            self._graph = self._build()
        self._graph.push(frame)
        yield from self._ready()

    def flush(self) -> Iterator[av.VideoFrame]:
        """What is still inside."""
        if self._graph is not None:
            self._graph.push(None)
            yield from self._ready()

    def _ready(self) -> Iterator[av.VideoFrame]:
        assert self._graph is not None
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert isinstance(frame, av.VideoFrame)
            yield frame

    def _build(self) -> Graph:
        graph = Graph()
        width, height = self._size
        source = graph.add_buffer(
            width=width, height=height, format=av.VideoFormat("rgba"), time_base=1 / self._fps
        )
        split = graph.add("split")
        make = graph.add("palettegen", "stats_mode=single:reserve_transparent=1")
        use = graph.add("paletteuse", "new=1:dither=bayer:bayer_scale=3")
        sink = graph.add("buffersink")
        source.link_to(split)
        split.link_to(make, 1, 0)
        split.link_to(use, 0, 0)
        make.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        return graph
