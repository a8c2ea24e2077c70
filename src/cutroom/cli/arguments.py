"""What can be typed: the arguments of every command, and how they are read.

The standard library reads them: whatever else does takes longer to load than a short command takes to work.
"""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NoReturn

from cutroom.core.errors import InvalidRequest
from cutroom.settings import Settings

ABOUT = "Renders JianYing / CapCut drafts to video. 将剪映 / CapCut 草稿渲染为视频。"
_HELP_COLUMN = 32


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: ``names`` are its flags, or its own name where it has none; ``how`` is for argparse."""

    names: tuple[str, ...]
    help: str
    how: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """``run`` gets what was typed; its docstring is the summary."""

    run: Callable[[Namespace], None]
    arguments: tuple[Argument, ...]

    @property
    def summary(self) -> str:
        """One line of what it does."""
        return self.run.__doc__ or ""


class Parser(ArgumentParser):
    """Raises InvalidRequest for what cannot be read."""

    def error(self, message: str) -> NoReturn:
        """See the class."""
        raise InvalidRequest(f"{self.prog}: {message}.", hint=f"{self.prog} --help says more.")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low} to {high}")
        return value

    return read


def _flag(name: str, about: str, *others: str) -> Argument:
    return Argument((name, *others), about, {"action": "store_true"})


def _either(name: str, about: str) -> Argument:
    return Argument((name,), about, {"action": BooleanOptionalAction, "default": None})


DRAFT = Argument(("draft",), "A draft document, folder, zip or URL.", {"metavar": "DRAFT"})
OUTPUT = Argument(
    ("--output", "-o"), "The file to write.", {"type": Path, "required": True, "metavar": "FILE"}
)
AT = Argument(("--at",), "The moment: seconds or hh:mm:ss.", {"required": True, "metavar": "TIME"})
SIZE = Argument(("--size",), "Size, or the short side by name.", {"metavar": "WxH|720P"})
FPS = Argument(("--fps",), "Frames per second: 30, 29.97, 24000/1001.", {"metavar": "RATE"})
RANGE = Argument(
    ("--range",), "Only this part: seconds or hh:mm:ss, either end open.", {"metavar": "A-B"}
)
FORMAT = Argument(
    ("--format",), "mp4, mov, webm, gif, png-sequence (a zip), mp3 or wav.", {"metavar": "FORMAT"}
)
PRESET = Argument(
    ("--preset",), "draft (fastest), standard (default) or high (best).", {"metavar": "PRESET"}
)
CRF = Argument(
    ("--crf",),
    "Quality, lower is better; 28, 23 or 18 by preset.",
    {"type": _whole(0, 51), "metavar": "0-51"},
)
PREVIEW = _flag("--preview", "A quick look: 360P with preset draft, unless you say more.")
ENCODER = Argument(
    ("--encoder",),
    "x264, nvenc, qsv, vaapi, videotoolbox, or hardware for any.",
    {"metavar": "ENCODER"},
)
SMART = _either("--smart", "Copy what nothing is done to instead of encoding it.")
ALPHA = _flag("--alpha", "Keep transparency where the format can.")
JOBS = Argument(
    ("--jobs",),
    "Processes that draw it; each uses two cores.",
    {"type": _whole(1, 256), "metavar": "N"},
)
NO_CACHE = _flag("--no-cache", "Draw everything anew, and keep nothing for next time.")
PLACEHOLDERS = _either(
    "--sticker-placeholders",
    "Draw a labelled plate for a sticker that only the vendor's store has.",
)
JSON = _flag("--json", "One JSON object a line on standard output.")
VERBOSE = _flag("--verbose", "Show the log, that of the rendering process included.", "-v")
NO_WORKER = _flag("--no-worker", "Only answer requests; run `cutroom worker` beside.")


def of_settings() -> tuple[Argument, ...]:
    """Every setting as a flag of the same name."""
    return tuple(
        Argument(
            ("--" + item.name.replace("_", "-"),),
            f"{item.metadata['doc']} [{item.metadata['shown']}]",
            {"metavar": "VALUE"},
        )
        for item in fields(Settings)
    )


def build_parser(commands: Mapping[str, Command], asked: Sequence[str]) -> Parser:
    """The parser of all commands; only those in ``asked`` get their arguments, which is what takes time."""
    parser = Parser(prog="cutroom", description=ABOUT, allow_abbrev=False)
    parser.add_argument("--version", action="store_true", help="Show the version.")
    added = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, command in commands.items():
        one = added.add_parser(
            name,
            help=command.summary,
            description=command.summary,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )
        for argument in command.arguments if name in asked else ():
            about = argument.help.replace("%", "%%")
            one.add_argument(*argument.names, help=about, **argument.how)
    return parser


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=_HELP_COLUMN)


def joined(words: Sequence[str]) -> list[str]:
    """What was typed, with ``--range -5`` as one word: it begins like a flag and is none."""
    found: list[str] = []
    for word in words:
        if found and found[-1] == "--range" and word.startswith("-"):
            found[-1] = f"--range={word}"
        else:
            found.append(word)
    return found
