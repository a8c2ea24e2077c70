"""What is typed is read as it is meant, and help says what there is."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from cutroom import __version__
from cutroom.cli.arguments import build_parser, joined
from cutroom.cli.commands import COMMANDS
from cutroom.core.errors import InvalidRequest
from cutroom.settings import Settings
from tests.cli.runner import run

SLOW = ("typer", "click", "pydantic", "rich", "numpy", "av", "cv2", "skia", "fastapi", "dbos")


def test_help_of_everything_names_all_commands_and_of_each_all_its_arguments() -> None:
    whole = run("--help")
    assert whole.exit_code == 0
    for name, command in COMMANDS.items():
        assert f"{name} " in whole.stdout
        told = run(name, "--help")
        assert told.exit_code == 0
        words = " ".join(told.stdout.split())
        for argument in command.arguments:
            assert any(flag in words for flag in (*argument.names, argument.how.get("metavar")))
            assert argument.help.split(".")[0] in words


def test_without_a_command_it_says_what_there_is() -> None:
    result = run()
    assert result.exit_code == 2
    assert "render" in result.stdout


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"cutroom {__version__}\n"


def test_what_cannot_be_read_is_named_with_where_to_look() -> None:
    for words, named in {
        ("rendr",): "rendr",
        ("render", "x"): "--output",
        ("render", "x", "-o", "y.mp4", "--clever"): "--clever",
        ("render", "x", "-o", "y.mp4", "--jobs", "many"): "'many' is no whole number",
        ("still", "x", "-o", "y.png"): "--at",
        ("still", "x", "-o", "y.png", "--at"): "--at",
        ("serve", "--prt", "1"): "--prt",
    }.items():
        result = run(*words)
        assert result.exit_code == 2
        assert named in result.stderr
        assert "--help" in result.stderr


def test_a_range_may_begin_with_a_dash_and_a_draft_may_stand_anywhere() -> None:
    words = ["render", "-o", "out.mp4", "--range", "-00:05", "draft", "--no-smart"]
    given = build_parser(COMMANDS, words).parse_args(joined(words))
    assert (given.range, given.draft, given.output) == ("-00:05", "draft", Path("out.mp4"))
    assert (given.smart, given.sticker_placeholders, given.preview) == (False, None, False)


def test_flags_are_never_guessed_from_their_beginning() -> None:
    words = ["render", "draft", "-o", "out.mp4", "--prev"]
    with pytest.raises(InvalidRequest, match="--prev"):
        build_parser(COMMANDS, words).parse_args(words)


def test_every_setting_is_a_flag_of_the_service_and_of_workers() -> None:
    for command in ("serve", "worker"):
        words = [command]
        for item in fields(Settings):
            words += ["--" + item.name.replace("_", "-"), "-5"]
        given = build_parser(COMMANDS, words).parse_args(words)
        assert all(getattr(given, item.name) == "-5" for item in fields(Settings))


def test_the_command_line_is_read_before_anything_slow_is_loaded() -> None:
    script = (
        "import sys; from cutroom.cli import main\n"
        "try: main(['render', 'none', '-o', 'out.mp4'])\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({SLOW!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
