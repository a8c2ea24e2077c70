"""The command line."""

from cutroom.cli.commands import main

__all__ = ["main"]
