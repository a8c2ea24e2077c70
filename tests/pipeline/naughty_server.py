"""A fork server whose processes misbehave: ``python naughty_server.py SOCKET IDLE_S``."""

from __future__ import annotations

import sys

import naughty_child

from cutroom.pipeline import fork_server

if __name__ == "__main__":
    fork_server._WANTED = (naughty_child.drawing.__name__,)
    fork_server.main(sys.argv[1:])
