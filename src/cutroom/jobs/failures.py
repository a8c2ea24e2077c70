"""Errors as rows: what is kept of an error, and which error class a kept code belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from cutroom.core.errors import (
    BadDraft,
    CutroomError,
    InternalError,
    InvalidRequest,
    MediaError,
)
from cutroom.jobs.model import Failure


def all_error_classes(root: type[CutroomError] = CutroomError) -> Iterator[type[CutroomError]]:
    """``root`` and every class below it."""
    yield root
    for child in root.__subclasses__():
        yield from all_error_classes(child)


def error_class(code: str) -> type[CutroomError]:
    """The class with this code; InternalError for a code that no class has (any more)."""
    return {cls.code: cls for cls in all_error_classes()}.get(code, InternalError)


def failure_of(error: CutroomError, stage: str = "") -> Failure:
    """What is kept of ``error``, and the stage it happened in."""
    details = dict(error.details)
    if isinstance(error, MediaError) and error.material:
        details["material"] = error.material
    if isinstance(error, BadDraft) and error.where:
        details["where"] = error.where
    if isinstance(error, InvalidRequest) and error.field:
        details["field"] = error.field
    return Failure(error.code, error.message, error.hint, stage, details)
