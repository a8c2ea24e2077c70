"""``python -m cutroom.cli``."""

from cutroom.cli.main import main

main()
