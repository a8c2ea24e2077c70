"""What a compile or render approximated, skipped or assumed, and where."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["info", "approximated", "skipped", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One statement about one place of a draft.

    ``code`` is kebab-case and stable, ``where`` reads like ``track 2 "text", segment 5``,
    times are microseconds on the timeline (0, 0 when the statement has no time).
    """

    code: str
    severity: Severity
    where: str
    message: str
    start_us: int = 0
    duration_us: int = 0

    def as_dict(self) -> dict[str, str | int]:
        """The JSON form that every dialect returns."""
        return asdict(self)


class DiagnosticLog:
    """Collects diagnostics in order, each distinct one once."""

    def __init__(self) -> None:
        self._seen: dict[Diagnostic, None] = {}

    def add(
        self,
        code: str,
        severity: Severity,
        where: str,
        message: str,
        *,
        start_us: int = 0,
        duration_us: int = 0,
    ) -> None:
        """Record one statement."""
        self._seen[Diagnostic(code, severity, where, message, start_us, duration_us)] = None

    def extend(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Record statements made elsewhere."""
        for diagnostic in diagnostics:
            self._seen[diagnostic] = None

    def as_tuple(self) -> tuple[Diagnostic, ...]:
        """All statements in the order they were first made."""
        return tuple(self._seen)
