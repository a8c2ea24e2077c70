"""How a command ends: an exit code and a message, never a traceback; and how it is interrupted."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from cutroom.cli.display import show_error
from cutroom.cli.words import exit_code, speech_for
from cutroom.core.errors import Cancelled, CutroomError, InternalError


@contextmanager
def guarded(as_json: bool) -> Iterator[None]:
    """Turn every failure inside into a message and ``SystemExit`` with its code."""
    try:
        yield
    except CutroomError as error:
        raise _ended(error, as_json) from None
    except KeyboardInterrupt:
        raise _ended(Cancelled("Interrupted."), as_json) from None
    except BrokenPipeError:
        # Whoever read our output has left. Point it at nothing, or the interpreter complains on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise SystemExit(0) from None
    except Exception:
        report = _crash_report()
        hint = f"Please report it with the file {report}."
        raise _ended(InternalError("Cutroom made a mistake.", hint=hint), as_json) from None


def _ended(error: CutroomError, as_json: bool) -> SystemExit:
    show_error(error, speech_for(os.environ), as_json)
    return SystemExit(exit_code(error))


def _crash_report() -> Path:
    handle, name = tempfile.mkstemp(prefix="cutroom-crash-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return Path(name)


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """A ``should_cancel`` that Ctrl-C and SIGTERM set, so that the work cleans up after itself.

    A second Ctrl-C ends the command at once.
    """
    asked = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
