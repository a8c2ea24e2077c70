"""Writes docs/settings.md and docs/cli.md from the settings and commands themselves.

``--check`` writes nothing and fails when a page is out of date.
"""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser
from dataclasses import fields
from pathlib import Path

from cutroom.cli.arguments import build_parser
from cutroom.cli.commands import COMMANDS
from cutroom.cli.words import EXIT_MEANINGS
from cutroom.settings import PREFIX, Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = "<!-- Made by tools/make_reference.py: edit the code, then run `make docs`. -->\n"


def settings_page() -> str:
    """The table of settings."""
    lines = [
        GENERATED,
        "# Settings\n",
        "Every setting is an environment variable, and a flag of the same name of `cutroom serve` and"
        " `cutroom worker`: `CUTROOM_DATA_DIR` is `--data-dir`. A flag wins over the variable; an empty"
        " variable counts as not set. `cutroom render`, `still` and `explain` read the variables too;"
        " where there is no data folder they keep their cache in the user's (`~/.cache/cutroom`).\n",
        "| setting | default | meaning |",
        "|---|---|---|",
    ]
    for item in fields(Settings):
        about = item.metadata
        name = PREFIX + item.name.upper()
        lines.append(f"| `{name}` | {about['shown'] or 'none'} | {about['doc']} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Commands, their options, exit codes."""
    lines = [GENERATED, "# Commands\n"]
    parser = build_parser(COMMANDS, list(COMMANDS))
    (choice,) = (action for action in parser._actions if action.dest == "command")
    assert isinstance(choice.choices, dict)
    for name, command in choice.choices.items():
        lines += _command(name, command)
    lines += ["## Exit codes\n", "| code | meaning |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_MEANINGS.items()]
    return "\n".join(lines) + "\n"


def _command(name: str, command: ArgumentParser) -> list[str]:
    arguments = [item for item in command._actions if not item.option_strings]
    options = [item for item in command._actions if item.option_strings and item.dest != "help"]
    shown = " ".join(str(item.metavar) for item in arguments)
    lines = [f"## cutroom {name} {shown}".rstrip() + "\n", f"{command.description}\n"]
    settings = {item.name for item in fields(Settings)}
    takes_all = settings <= {item.dest for item in options}
    own = [item for item in options if not takes_all or item.dest not in settings]
    rows = [_row([str(item.metavar)], item) for item in arguments]
    # The other half of "--smart/--no-smart" goes without saying.
    rows += [_row([n for n in item.option_strings if not _negates(n, item)], item) for item in own]
    if rows:
        lines += ["| argument or option | meaning |", "|---|---|", *rows, ""]
    if takes_all:
        lines.append("Every [setting](settings.md) is an option too.\n")
    return lines


def _negates(flag: str, item: Action) -> bool:
    return flag.removeprefix("--no-") != flag and flag != item.option_strings[0]


def _row(names: list[str], item: Action) -> str:
    words = (item.help or "").replace("%%", "%").replace("|", "\\|")
    return f"| {', '.join(f'`{name}`' for name in names)} | {words} |"


def main(arguments: list[str]) -> int:
    """Write or check the pages."""
    pages = {"settings.md": settings_page(), "cli.md": commands_page()}
    stale = [
        name
        for name, text in pages.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is out of date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(pages[name], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
