"""The command line has words and an exit code for every error, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cutroom.cli.words import EXIT_MEANINGS, HEADLINES, exit_code, speech_for
from cutroom.core.errors import BadDraft, CutroomError, MediaUnreachable, RenderTimeout

ROOT = Path(__file__).resolve().parents[2]


def every_error(kind: type[CutroomError] = CutroomError) -> list[type[CutroomError]]:
    return [kind, *(found for below in kind.__subclasses__() for found in every_error(below))]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_headline_and_an_exit_code(kind: type[CutroomError]) -> None:
    english, chinese = HEADLINES[kind.code]
    assert english.isascii()
    assert re.search("[一-鿿]", chinese)
    error = kind.__new__(kind)
    assert exit_code(error) in EXIT_MEANINGS


def test_no_headline_is_left_over() -> None:
    assert set(HEADLINES) == {kind.code for kind in every_error()}


@pytest.mark.parametrize(
    ("environ", "headline"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "草稿文件无效"),
        ({"LANG": "en_US.UTF-8"}, "The draft cannot be used"),
        ({"LC_ALL": "zh_TW", "LANG": "en_US"}, "草稿文件无效"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "The draft cannot be used"),
        ({}, "The draft cannot be used"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], headline: str) -> None:
    assert speech_for(environ).headline(BadDraft("x")) == headline


def test_exit_codes_follow_the_kind_of_error() -> None:
    assert (exit_code(MediaUnreachable("x")), exit_code(RenderTimeout("x"))) == (4, 5)


def test_the_generated_pages_are_up_to_date() -> None:
    check = subprocess.run(
        [sys.executable, "-m", "tools.make_reference", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert check.returncode == 0, check.stderr
