"""Every error has a row in every dialect, and reads the same before and after it was kept."""

from __future__ import annotations

import pytest

from cutroom.api.capcut_mate import error_rows
from cutroom.api.capcut_mate import errors as capcut_mate
from cutroom.api.jy import errors as jy
from cutroom.api.native import errors as native
from cutroom.core.errors import CutroomError, InternalError
from cutroom.jobs.failures import all_error_classes, error_class

CLASSES = [cls for cls in all_error_classes() if cls is not CutroomError]


@pytest.mark.parametrize("dialect", [capcut_mate, jy, native])
def test_every_error_class_has_a_row(dialect: object) -> None:
    assert set(dialect.TABLE) == set(CLASSES)  # type: ignore[attr-defined]


def test_codes_are_unique_so_that_kept_ones_can_be_read_back() -> None:
    assert len({cls.code for cls in CLASSES}) == len(CLASSES)
    assert all(error_class(cls.code) is cls for cls in CLASSES)


def test_a_code_from_another_version_is_an_internal_error() -> None:
    assert error_class("SOMETHING_NEW") is InternalError


def test_numbers_of_different_messages_differ() -> None:
    rows = {*capcut_mate.TABLE.values(), *error_rows.all_rows()}
    assert len({row.number for row in rows}) == len({row.code for row in rows}) == len(rows)
