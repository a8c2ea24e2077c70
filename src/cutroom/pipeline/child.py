"""The rendering process: ``python -P -m cutroom.pipeline.child BOUNDS PARENT REPORT_FD``, or a copy of a command.

It locks itself in, loads the codecs, says it is ready, reads jobs from standard input, one a line, and
writes what happens as JSON lines to the report descriptor. Tracebacks go to standard error only.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from cutroom.core.errors import CutroomError, InternalError, LimitExceeded
from cutroom.pipeline.confinement import Bounds, confine, seal
from cutroom.pipeline.messages import Job, Message, error_message, read_job


class Reporter:
    """Writes JSON lines; safe to use from several threads."""

    def __init__(self, descriptor: int) -> None:
        """``descriptor`` is the writing end of the supervisor's pipe."""
        self._file = os.fdopen(descriptor, "w", encoding="utf-8")
        self._lock = threading.Lock()

    def __call__(self, event: str, **values: Any) -> None:
        """Report one event."""
        line = json.dumps({"event": event, **values}, ensure_ascii=True)
        with self._lock:
            self._file.write(line + "\n")
            self._file.flush()


def main(arguments: list[str]) -> int:
    """:func:`serve` with what the command line says."""
    bounds, parent, descriptor = arguments
    return serve(Bounds(**json.loads(bounds)), int(parent), int(descriptor), sys.stdin.buffer)


def serve(bounds: Bounds, parent: int, descriptor: int, lines: Iterable[bytes]) -> int:
    """Run jobs until one fails or there are no more; 0 when every outcome, good or bad, was reported.

    ``descriptor`` gets the reports. The process that calls it is locked in for good.
    """
    confine(bounds, parent)
    report = Reporter(descriptor)
    # Loading codecs and fonts takes a moment: it happens while the supervisor fetches media.
    load("cutroom.pipeline.drawing")
    from cutroom.pipeline import drawing

    sealed = seal()
    report("ready", sealed=sealed)
    draftsman = drawing.Draftsman(report)
    for line in lines:
        result = _answer(draftsman.run, line, report)
        if result is None:
            break
        report("done", result=result)
    return 0


def load(*modules: str) -> None:
    """Import modules by name. Nothing of them is ever garbage, so nobody need look for garbage in them."""
    gc.disable()
    for module in modules:
        import_module(module)
    gc.freeze()
    gc.enable()


def _answer(run: Callable[[Job], Message], line: bytes, report: Reporter) -> Message | None:
    """What a job came to; None when it failed, which has been reported then."""
    try:
        return run(read_job(json.loads(line)))
    except CutroomError as error:
        traceback.print_exc()
        report("failed", error=error_message(error))
    except MemoryError:
        traceback.print_exc()
        failure = LimitExceeded(
            "The render ran out of memory.", hint="Render at a lower resolution."
        )
        report("failed", error=error_message(failure))
    except Exception:
        traceback.print_exc()
        report("failed", error=error_message(InternalError()))
    return None


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stderr.flush()
    # Native libraries may hang or crash while they are taken down; everything is on disk by now.
    os._exit(code)
