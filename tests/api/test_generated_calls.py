"""Schemathesis against every dialect's document: right and wrong requests, answered as the document says.

No answer is a failure of ours, has a status that is not described, or a field that is not; and a refused edit
leaves its draft as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import (
    AnalysisConfig,
    ConstantsConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cutroom.api.capcut_mate.described import DIALECT as CAPCUT_MATE
from cutroom.api.jy.described import DIALECT as JY_DIALECT
from cutroom.api.native.described import DIALECT as NATIVE_DIALECT
from cutroom.api.openapi.calls import Dialect
from tests.api.grounding import Ground, as_sloppy_json
from tests.api.site import HOST
from tests.api.strictness import strict
from tests.api.studio import Studio
from tests.storage.web import website

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
DIALECTS = [CAPCUT_MATE, JY_DIALECT, NATIVE_DIALECT]
CALLS = [
    pytest.param(dialect, key, id=f"{dialect.name} {key}")
    for dialect in DIALECTS
    for key in dialect.calls
]
# What is generated depends on the document alone, not on the words in the source.
PLAIN = SchemathesisConfig(
    projects=ProjectsConfig(
        default=ProjectConfig(analysis=AnalysisConfig(constants=ConstantsConfig(enabled=False)))
    )
)
MANY = 10_000
A_FEW_EACH = 3


@dataclass
class Bench:
    """A service and its documents, ready to be called; ``calls`` counts."""

    studio: Studio
    ground: Ground
    schemas: dict[str, Any] = field(default_factory=dict)
    calls: int = 0

    def operation(self, dialect: Dialect, key: str) -> Any:
        if dialect.name not in self.schemas:
            found = self.studio.client.get(f"{dialect.mount}/openapi.json").json()
            self.schemas[dialect.name] = schemathesis.openapi.from_dict(
                stricter(found), config=PLAIN
            )
        method, _, path = key.partition(" ")
        return self.schemas[dialect.name][path][method]

    def send(self, case: Any, mount: str) -> None:
        """Send a case and check its answer."""
        self.ground.settle(case)
        before = self.ground.kept()
        kept = case.body
        is_json = case.media_type == "application/json" and isinstance(kept, dict)
        if is_json:
            case.body = {}
        values = without_cookies(case.as_transport_kwargs(f"{HOST}{mount}"))
        case.body = kept
        prepared = requests.Request(**values).prepare()
        headers = dict(prepared.headers)
        headers.pop("Content-Length", None)
        content = as_sloppy_json(kept) if is_json else prepared.body
        answer = self.studio.client.request(
            str(prepared.method), str(prepared.url), content=content, headers=headers
        )
        self.calls += 1
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400:
            assert self.ground.kept() == before


def without_cookies(sent: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in sent.items() if key != "cookies"}


def stricter(found: dict[str, Any]) -> dict[str, Any]:
    """A document whose answers have the described fields and no others."""
    error = found["components"]["schemas"]["Error"]
    found["components"]["schemas"]["Error"] = strict(error)
    for methods in found["paths"].values():
        for operation in methods.values():
            operation["responses"] = strict(operation["responses"])
    return found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with website() as web:
        studio = Studio(tmp_path_factory.mktemp("bench"), web, queue_limit=1_000_000)
        yield Bench(studio, Ground(studio))
        studio.close()


def modes_of(operation: Any) -> list[GenerationMode]:
    """A call that takes nothing but names in its path and texts in its headers cannot be sent a wrong one."""
    if operation.body or operation.query:
        return list(GenerationMode)
    return [GenerationMode.POSITIVE]


def call_often(bench: Bench, dialect: Dialect, key: str, count: int) -> None:
    """``count`` right requests and as many wrong ones, the same ones in every run."""
    operation = bench.operation(dialect, key)
    for mode in modes_of(operation):

        @settings(
            max_examples=count,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode))
        def answered_as_described(case: Any) -> None:
            bench.send(case, dialect.mount)

        answered_as_described()


@pytest.mark.parametrize(("dialect", "key"), CALLS)
def test_generated_calls_are_answered_as_described(
    bench: Bench, dialect: Dialect, key: str
) -> None:
    call_often(bench, dialect, key, A_FEW_EACH)


@pytest.mark.long
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_ten_thousand_generated_calls_are_answered_as_described(
    bench: Bench, dialect: Dialect
) -> None:
    share = -(-MANY // len(DIALECTS))
    kinds = sum(len(modes_of(bench.operation(dialect, key))) for key in dialect.calls)
    before = bench.calls
    for key in dialect.calls:
        # A few more than its part: what has come before is not sent twice.
        call_often(bench, dialect, key, share // kinds + share // (10 * kinds))
    print(f"{dialect.name}: {bench.calls - before} calls")
    assert bench.calls - before >= share
