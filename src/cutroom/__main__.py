"""``python -m cutroom`` is the command ``cutroom``."""

from cutroom.cli import main

main()
