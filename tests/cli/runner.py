"""Runs a command in this process and says how it ended."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from cutroom.cli import main


@dataclass(frozen=True)
class Result:
    """The exit code of a command, and what it wrote."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


def run(*words: str | Path) -> Result:
    """``cutroom`` with these words after it."""
    code: object = 0
    with redirect_stdout(io.StringIO()) as stdout, redirect_stderr(io.StringIO()) as stderr:
        try:
            main([str(word) for word in words])
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Result(code, stdout.getvalue(), stderr.getvalue())
