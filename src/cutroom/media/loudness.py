"""How loud a sound is, as people hear it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph

from cutroom.core.errors import AudioError
from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples

_SILENT_LUFS = -69.0
"""What the meter says where nothing passes its gate."""


def integrated_lufs(blocks: Iterable[Samples]) -> float | None:
    """The integrated loudness (EBU R 128) of 48 kHz stereo blocks (2, n); None for silence.

    Raises AudioError when FFmpeg's meter fails.
    """
    graph = Graph()
    base = Fraction(1, SAMPLE_RATE)
    said = ""
    try:
        source = graph.add_abuffer(
            sample_rate=SAMPLE_RATE, format="fltp", layout="stereo", time_base=base
        )
        meter = graph.add("ebur128", "metadata=1:framelog=quiet")
        source.link_to(meter)
        meter.link_to(graph.add("abuffersink"))
        graph.configure()
        sent = 0
        for block in blocks:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, sent, base
            sent += block.shape[1]
            graph.push(frame)
            said = _drained(graph) or said
    except (av.error.FFmpegError, ValueError) as error:
        raise AudioError(f"The loudness of a sound cannot be measured: {error}.") from error
    loudness = float(said) if said else _SILENT_LUFS
    return loudness if loudness > _SILENT_LUFS else None


def _drained(graph: Graph) -> str:
    said = ""
    while True:
        try:
            metadata = graph.pull().metadata
        except (av.error.BlockingIOError, av.error.EOFError):
            return said
        said = metadata.get("lavfi.r128.I", said)
