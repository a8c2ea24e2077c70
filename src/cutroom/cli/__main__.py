"""``python -m cutroom.cli``."""

from cutroom.cli.commands import main

main()
