"""Threads in a row, handing items on through bounded channels.

Whatever fails, in whichever stage, ends all of them: the first error reaches the caller, and every
thread has been joined by then.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class _Stopped(Exception):
    """The other end of a channel is gone."""


class Channel(Generic[T]):
    """A bounded queue with an end, an error and a way to stop both sides at once."""

    def __init__(self, size: int) -> None:
        """At most ``size`` items wait."""
        self._size = size
        self._items: deque[T] = deque()
        self._changed = Condition()
        self._ended = self._stopped = False
        self._error: BaseException | None = None

    def put(self, item: T) -> None:
        """Add an item, waiting for room."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or len(self._items) < self._size)
            if self._stopped:
                raise _Stopped
            self._items.append(item)
            self._changed.notify_all()

    def end(self, error: BaseException | None = None) -> None:
        """No more items; with an error, the taker gets it after the items that are waiting."""
        with self._changed:
            self._ended, self._error = True, error
            self._changed.notify_all()

    def stop(self) -> None:
        """The taker has gone: the giver stops at its next item."""
        with self._changed:
            self._stopped = True
            self._items.clear()
            self._changed.notify_all()

    def __iter__(self) -> Iterator[T]:
        """Items until the end; raises the error the channel ended with."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopped or self._ended or len(self._items) > 0)
                if self._items:
                    item = self._items.popleft()
                    self._changed.notify_all()
                elif self._stopped:
                    raise _Stopped
                elif self._error is not None:
                    raise self._error
                else:
                    return
            yield item


class Stage(Generic[T]):
    """A thread that works items through a function into a channel."""

    def __init__(self, name: str, items: Iterable[U], work: Callable[[U], T], ahead: int) -> None:
        """``ahead`` finished items may wait for the next stage."""
        self.out: Channel[T] = Channel(ahead)
        self._thread = Thread(target=self._run, args=(items, work), name=name, daemon=True)

    def __enter__(self) -> Channel[T]:
        """Start, and give the channel of results."""
        self._thread.start()
        return self.out

    def __exit__(self, *_error: object) -> None:
        """Stop, and wait until the thread is gone."""
        self.out.stop()
        self._thread.join()

    def _run(self, items: Iterable[U], work: Callable[[U], T]) -> None:
        try:
            for item in items:
                self.out.put(work(item))
        except _Stopped:
            self.out.end()
        except BaseException as error:
            self.out.end(error)
        else:
            self.out.end()
        finally:
            if isinstance(items, Channel):
                items.stop()
