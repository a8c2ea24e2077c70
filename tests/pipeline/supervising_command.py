"""A command that has a misbehaving rendering process: ``python supervising_command.py WAY KIND FD``.

It tells the descriptor, in lines of JSON, the number of the process and whether it is a copy of this one, and then
what came of a job of that kind.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import naughty_child

from cutroom.core.errors import CutroomError
from cutroom.pipeline import fork_server, starting
from cutroom.pipeline.fork_server import ForkServer
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.messages import Job
from cutroom.pipeline.supervise import RenderProcess

LIMITS = RenderLimits(timeout_s=60, cpu_s=60, memory_bytes=600_000_000, file_bytes=50_000_000)


def as_naughty(limits: RenderLimits, writer: int) -> list[str]:
    """The command line of a launched process, with the misbehaving module."""
    line = command(limits, writer)
    module = line.index("-m")
    return [*line[:module], naughty_child.__file__, *line[module + 2 :]]


command, starting._command = starting._command, as_naughty
way, kind, descriptor = sys.argv[1:]
if way == "threaded":
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def tell(**values: Any) -> None:
    os.write(int(descriptor), json.dumps(values).encode() + b"\n")


def naughty_server(descriptor: int, idle_s: float) -> list[str]:
    path = Path(naughty_child.__file__).with_name("naughty_server.py")
    return [sys.executable, str(path), str(descriptor), str(idle_s)]


fork_server._command = naughty_server
ways = {"launched": starting.launched, "served": ForkServer()}
start = ways.get(way, starting.forked_if_alone)
with RenderProcess(LIMITS, start) as process:
    number = process.process_id
    forked = Path(f"/proc/{number}/cmdline").read_bytes() == Path("/proc/self/cmdline").read_bytes()
    tell(process=number, forked=forked)
    try:
        process.wait_ready(lambda: False)
        tell(result=process.run(Job(kind, ()), lambda event: None, lambda: False))
    except CutroomError as error:
        tell(error=error.message)
