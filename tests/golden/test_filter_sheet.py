"""Every look of a filter still looks the way it was accepted."""

from __future__ import annotations

import pytest

from tests.golden.compare import difference, save_triptych
from tests.golden.filter_sheet import SHEET, draw_sheet
from tests.golden.strips import read


def test_filters_look_the_way_they_were_accepted() -> None:
    assert SHEET.exists(), "no picture: make goldens NAME=filters, look at it, commit it"
    expected, actual = read(SHEET), draw_sheet()
    assert expected.shape == actual.shape
    found = difference(expected, actual)
    if not found.acceptable:
        path = save_triptych("filters", expected, actual)
        pytest.fail(f"{found.samples:.2%} of samples differ, worst block {found.block:.1f}: {path}")
