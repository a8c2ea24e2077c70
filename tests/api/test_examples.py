"""The examples of the OpenAPI documents are true: what they send works, and is answered as they say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator

from cutroom.api.openapi.calls import Dialect
from cutroom.api.openapi.examples import examples_of
from tests.api.showcase import Showcase, shape
from tests.api.strictness import answer_schemas, strict
from tests.api.studio import Studio
from tests.api.test_descriptions import DIALECTS

CHINESE = re.compile("[\u4e00-\u9fff]")
CALLS = [
    pytest.param(mount, key, id=f"{mount} {key}")
    for mount, dialect in DIALECTS.items()
    for key, call in dialect.calls.items()
    if call.id in examples_of(dialect.name)
]


@pytest.fixture(scope="module")
def showcase(studio: Studio) -> Showcase:
    return Showcase(studio)


@pytest.mark.parametrize("dialect", {each.name: each for each in DIALECTS.values()}.values())
def test_every_call_that_sends_no_file_has_an_example(dialect: Dialect) -> None:
    uploads = {call.id for call in dialect.calls.values() if "application/json" in call.uploads}
    assert set(examples_of(dialect.name)) == {call.id for call in dialect.calls.values()} - uploads


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("mount", "key"), CALLS)
def test_an_example_is_answered_as_it_says(
    studio: Studio, showcase: Showcase, mount: str, key: str, language: str
) -> None:
    dialect = DIALECTS[mount]
    call = dialect.calls[key]
    example = examples_of(dialect.name)[call.id]
    answer = showcase.play(dialect, key, example, language, mount)
    assert answer.status_code == call.successes[0], answer.text
    if call.answer is None:
        assert answer.headers.get("content-type", "").partition(";")[0] in (call.media or ("",))
        return
    found = showcase.shown(answer)
    assert shape(found) == shape(example.answer)
    if isinstance(found.get("message"), str):
        assert bool(CHINESE.search(found["message"])) == (language == "zh-CN")


@pytest.mark.parametrize("mount", list(DIALECTS)[1:])
def test_every_shown_answer_is_what_its_schema_says_and_no_more(studio: Studio, mount: str) -> None:
    dialect = DIALECTS[mount]
    schemas = answer_schemas(studio, mount)
    for key, call in dialect.calls.items():
        answer: Any = examples_of(dialect.name).get(call.id)
        if answer is not None and call.answer is not None:
            OAS30Validator(strict(schemas[key])).validate(answer.answer)
