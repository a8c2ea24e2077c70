"""Pictures kept for reuse within a budget of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that knows its weight."""

    @property
    def byte_size(self) -> int:
        """Bytes it holds."""
        ...


T = TypeVar("T", bound=Sized)


class Keep(Generic[T]):
    """Least recently used first out, once the budget is passed; thread-safe.

    What is dropped is made again when asked for, so the budget changes time, never pictures.
    """

    def __init__(self, budget_bytes: int) -> None:
        """At least the newest entry is kept, even when it alone passes the budget."""
        self._budget = budget_bytes
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The entry of a key, made when it is not there."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            # Weighed each time, because a picture grows when it remembers a converted form.
            while len(self._kept) > 1 and self.byte_size > self._budget:
                self._kept.popitem(last=False)
        return made

    @property
    def byte_size(self) -> int:
        """Bytes held now."""
        return sum(entry.byte_size for entry in self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)
