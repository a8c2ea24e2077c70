"""The command line."""

from cutroom.cli.main import main

__all__ = ["main"]
