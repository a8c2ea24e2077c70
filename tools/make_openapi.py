"""The documents that plugin importers take, and the answers in the examples, as a service gives them.

``python -m tools.make_openapi`` asks again for the answers whose shape has changed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from cutroom.api.capcut_mate.described import DIALECT as CAPCUT_MATE
from cutroom.api.jy.described import DIALECT as JY
from cutroom.api.native.described import DIALECT as NATIVE
from cutroom.api.openapi.calls import Dialect
from cutroom.api.openapi.examples import examples_of
from cutroom.api.service import service_app
from cutroom.app.wiring import build_services
from cutroom.settings import Settings
from tests.api.showcase import Showcase, shape
from tests.api.studio import Studio
from tests.storage.web import website

HOST = "http://127.0.0.1:30000"
EXAMPLES = Path(__file__).resolve().parent.parent / "src/cutroom/api/openapi/examples"


def openapi_pages() -> Mapping[str, str]:
    """The text of every exported document by its path below docs/."""
    with tempfile.TemporaryDirectory(prefix="cutroom-openapi-") as folder:
        app = service_app(build_services(Settings(data_dir=Path(folder))))
        client = TestClient(app, base_url=HOST)
        return {
            f"openapi/{dialect.name}.yaml": client.get(f"{dialect.mount}/openapi.yaml").text
            for dialect in (CAPCUT_MATE, JY, NATIVE)
        }


def record_examples() -> None:
    """Write the answer of every example that has none, or one of another shape."""
    with website() as web, tempfile.TemporaryDirectory(prefix="cutroom-examples-") as folder:
        studio = Studio(Path(folder), web)
        showcase = Showcase(studio)
        for dialect in (CAPCUT_MATE, JY, NATIVE):
            made = _answered(dialect, showcase)
            text = json.dumps(made, ensure_ascii=False, indent=1)
            (EXAMPLES / f"{dialect.name}.json").write_text(text + "\n", encoding="utf-8")
        studio.close()


def _answered(dialect: Dialect, showcase: Showcase) -> dict[str, dict[str, Any]]:
    keys = {call.id: key for key, call in dialect.calls.items()}
    made: dict[str, dict[str, Any]] = {}
    for name, example in examples_of(dialect.name).items():
        answer = showcase.play(dialect, keys[name], example)
        call = dialect.calls[keys[name]]
        if answer.status_code not in call.successes:
            raise SystemExit(f"{dialect.name} {name}: {answer.status_code} {answer.text[:400]}")
        if call.answer is not None:
            found = showcase.shown(answer)
            if shape(found) != shape(example.answer):
                example = replace(example, answer=found)
        values = {
            "parameters": dict(example.parameters),
            "request": example.request,
            "answer": example.answer,
        }
        made[name] = {key: value for key, value in values.items() if value}
    return made


if __name__ == "__main__":
    record_examples()
