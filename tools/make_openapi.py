"""The documents that plugin importers take, as a service on this machine serves them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from starlette.testclient import TestClient

from cutroom.api.capcut_mate.described import DIALECT as CAPCUT_MATE
from cutroom.api.jy.described import DIALECT as JY
from cutroom.api.native.described import DIALECT as NATIVE
from cutroom.api.service import service_app
from cutroom.app.wiring import build_services
from cutroom.settings import Settings

HOST = "http://127.0.0.1:30000"


def openapi_pages() -> Mapping[str, str]:
    """The text of every exported document by its path below docs/."""
    with tempfile.TemporaryDirectory(prefix="cutroom-openapi-") as folder:
        app = service_app(build_services(Settings(data_dir=Path(folder))))
        client = TestClient(app, base_url=HOST)
        return {
            f"openapi/{dialect.name}.yaml": client.get(f"{dialect.mount}/openapi.yaml").text
            for dialect in (CAPCUT_MATE, JY, NATIVE)
        }
