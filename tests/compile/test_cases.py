"""Every case compiles to what its file says.

``CUTROOM_REWRITE_CASES=1 pytest tests/compile/test_cases.py`` writes what the compiler says now into
the files; read the difference before committing it.
"""

from __future__ import annotations

import os

import pytest

from tests.compile.casefile import CASES, Case, all_cases

REWRITE = os.environ.get("CUTROOM_REWRITE_CASES") == "1"


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.path.stem)
def test_the_case_compiles_to_what_its_file_says(case: Case) -> None:
    if REWRITE:
        case.path.write_text(case.rewritten(), "utf-8")
        return
    assert case.actual() == case.expected, case.sentence


def test_there_are_many_cases_each_with_a_sentence() -> None:
    cases = all_cases()
    assert len(cases) >= 40
    assert all(case.sentence.endswith(".") for case in cases)
    assert len({case.path for case in cases}) == len(list(CASES.iterdir()))
