"""Chains of FFmpeg's sound filters on blocks of 48 kHz stereo float."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.filter import Graph

from cutroom.core.errors import AudioError
from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples

Step = tuple[str, str]
"""A filter's name and its arguments in FFmpeg's notation."""


class FilterChain:
    """A stream through filters. What a filter holds back comes out later."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        """Build the graph. Raises AudioError when FFmpeg refuses it."""
        self._graph = Graph()
        self._sent = 0
        try:
            node = self._graph.add_abuffer(
                sample_rate=SAMPLE_RATE, format="fltp", layout="stereo",
                time_base=Fraction(1, SAMPLE_RATE),
            )  # fmt: skip
            for name, arguments in steps:
                following = self._graph.add(name, arguments)
                node.link_to(following)
                node = following
            form = f"sample_fmts=fltp:sample_rates={SAMPLE_RATE}:channel_layouts=stereo"
            for name, arguments in (("aformat", form), ("abuffersink", "")):
                following = self._graph.add(name, arguments)
                node.link_to(following)
                node = following
            self._graph.configure()
        except (av.error.FFmpegError, ValueError) as error:
            raise AudioError(f"A sound filter cannot be built: {error}.") from error

    def push(self, samples: Samples) -> Samples:
        """Take (2, n) samples, return what is ready, (2, m). Raises AudioError when a filter fails."""
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", "stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, self._sent
        frame.time_base = Fraction(1, SAMPLE_RATE)
        self._sent += samples.shape[1]
        try:
            self._graph.push(frame)
            return self._ready()
        except av.error.FFmpegError as error:
            raise AudioError(f"A sound filter has failed: {error}.") from error

    def _ready(self) -> Samples:
        blocks = [np.zeros((2, 0), np.float32)]
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return np.concatenate(blocks, axis=1)
            assert isinstance(frame, av.AudioFrame)
            blocks.append(np.asarray(frame.to_ndarray(), np.float32))
