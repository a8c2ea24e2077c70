"""How much one draft and one render may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.compiler.limits import CompileLimits


@dataclass(frozen=True, slots=True)
class DraftLimits:
    """Bounds of a draft and of the video made from it."""

    document_bytes: int = 64_000_000
    archive_bytes: int = 2_000_000_000
    files: int = 5000
    duration_s: float = 7200.0
    side_px: int = 4096
    fps: int = 120

    def for_compiling(self) -> CompileLimits:
        """The part of them that the compiler keeps."""
        return CompileLimits(
            max_duration_us=int(self.duration_s * 1e6),
            max_canvas_pixels=self.side_px * self.side_px,
            max_canvas_side=self.side_px,
            max_fps=self.fps,
        )


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """Bounds of one render: wall-clock and processor seconds, bytes, niceness, processes."""

    timeout_s: float = 3600.0
    cpu_s: int = 14_400
    memory_bytes: int = 4_000_000_000
    file_bytes: int = 20_000_000_000
    nice: int = 5
    processes: int = 1
