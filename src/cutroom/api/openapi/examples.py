"""Examples of every call: requests that work, and what they were answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A request and its answer; None where there is no body."""

    request: Json | None = None
    answer: Json | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@cache
def examples_of(dialect: str) -> Mapping[str, Example]:
    """The examples of a dialect by operation id."""
    text = files(__package__).joinpath(f"examples/{dialect}.json").read_text(encoding="utf-8")
    return {name: Example(**row) for name, row in json.loads(text).items()}
