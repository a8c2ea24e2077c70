"""The tables of the tasks, on SQLite or PostgreSQL, and safe ways into them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cutroom.core.errors import StorageError

BUSY_TIMEOUT_MS = 30_000
SCHEMA_VERSION = 1
_LOCK_NAME = 0x43555452  # any constant of ours: the advisory lock that guards schema changes

_big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_json = sa.JSON()
metadata = sa.MetaData()

tasks = sa.Table(
    "cutroom_tasks",
    metadata,
    sa.Column("seq", _big, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("draft_key", sa.Text, nullable=False),
    sa.Column("draft_url", sa.Text, nullable=False),
    sa.Column("content_digest", sa.String(128), nullable=False, default=""),
    sa.Column("options_digest", sa.String(128), nullable=False),
    # Unique while the task waits or runs, NULL after: two active tasks of one key cannot exist.
    sa.Column("active_key", sa.String(128), unique=True),
    sa.Column("idempotency_key", sa.String(255), unique=True),
    sa.Column("request_digest", sa.String(128), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("stage", sa.String(32), nullable=False),
    sa.Column("progress", sa.Float, nullable=False, default=0.0),
    sa.Column("frames_done", _big, nullable=False, default=0),
    sa.Column("frames_total", _big, nullable=False, default=0),
    sa.Column("priority", sa.Integer, nullable=False, default=0),
    sa.Column("version", _big, nullable=False, default=1),
    # run: times it was put in the queue. attempt: times it was started, the fence of all writes.
    sa.Column("run", sa.Integer, nullable=False, default=1),
    sa.Column("attempt", sa.Integer, nullable=False, default=0),
    sa.Column("failed_attempts", sa.Integer, nullable=False, default=0),
    # Starts that never came to an end: the worker was lost with them.
    sa.Column("lost_starts", sa.Integer, nullable=False, default=0),
    sa.Column("executor_id", sa.String(128)),
    sa.Column("created_at_ms", _big, nullable=False),
    sa.Column("updated_at_ms", _big, nullable=False),
    sa.Column("started_at_ms", _big),
    sa.Column("rendering_at_ms", _big),
    sa.Column("completed_at_ms", _big),
    sa.Column("options", _json, nullable=False),
    sa.Column("spec", _json, nullable=False),
    sa.Column("callback_url", sa.Text, nullable=False, default=""),
    sa.Column("output_s", sa.Float, nullable=False, default=0.0),
    sa.Column("result", _json, nullable=False),
    sa.Column("diagnostics", _json, nullable=False),
    sa.Column("error_code", sa.String(64), nullable=False, default=""),
    sa.Column("error_message", sa.Text, nullable=False, default=""),
    sa.Column("error_hint", sa.Text, nullable=False, default=""),
    sa.Column("error_stage", sa.String(32), nullable=False, default=""),
    sa.Column("error_details", _json, nullable=False),
    sa.Index("cutroom_tasks_draft", "draft_key", "seq"),
    sa.Index("cutroom_tasks_queue", "state", "priority", "seq"),
    sa.Index("cutroom_tasks_end", "state", "completed_at_ms"),
)

workers = sa.Table(
    "cutroom_workers",
    metadata,
    sa.Column("executor_id", sa.String(128), primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("slots", sa.Integer, nullable=False),
    sa.Column("started_at_ms", _big, nullable=False),
    sa.Column("beat_at_ms", _big, nullable=False),
)

deliveries = sa.Table(
    "cutroom_deliveries",
    metadata,
    sa.Column("id", sa.String(128), primary_key=True),
    sa.Column("task_id", sa.String(64), nullable=False, index=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("run", sa.Integer, nullable=False, default=1),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("created_at_ms", _big, nullable=False),
    sa.Column("error", sa.Text, nullable=False, default=""),
)

schema = sa.Table(
    "cutroom_schema",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
)


def database_url(url: str, data_dir: Path) -> str:
    """The SQLAlchemy URL: ``url``, or the SQLite file of the data folder when it is empty."""
    if not url:
        return f"sqlite:///{(data_dir / 'cutroom.sqlite').resolve()}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def open_database(url: str, connections: int = 16) -> sa.Engine:
    """An engine for ``url``; nothing is connected yet. SQLite gets WAL, full durability and patience."""
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(
            parsed, pool_size=connections, max_overflow=connections, pool_pre_ping=True
        )
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError, OSError) as error:
        raise StorageError(
            "The database URL cannot be used.",
            hint="Set CUTROOM_DATABASE_URL to postgresql://user:password@host/name, or leave it empty.",
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = "IMMEDIATE"
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def create_tables(engine: sa.Engine) -> None:
    """Create what is missing; safe when several processes start at once."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_NAME)))
        metadata.create_all(connection)
        found = connection.scalar(sa.select(sa.func.max(schema.c.version)))
        if found is None:
            connection.execute(schema.insert().values(version=SCHEMA_VERSION))
        elif found > SCHEMA_VERSION:
            raise StorageError(
                f"The database has schema {found}, this version knows {SCHEMA_VERSION}.",
                hint="Start the newer version of Cutroom.",
            )


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes; on SQLite it holds the write lock from its start.

    Database errors become StorageError here, at their door.
    """
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
    except sa.exc.IntegrityError:
        raise
    except sa.exc.SQLAlchemyError as error:
        raise _unusable(error) from error


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection to read with. Database errors become StorageError."""
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.SQLAlchemyError as error:
        raise _unusable(error) from error


def _unusable(error: Exception) -> StorageError:
    full = "full" in str(error).lower()
    return StorageError(
        "The disk of the database is full." if full else "The database cannot be used.",
        hint="Free some space." if full else "Check that it runs and may be written.",
    )


def now_ms() -> int:
    """This host's clock, epoch milliseconds."""
    return time.time_ns() // 1_000_000


def clock_ms(connection: sa.Connection) -> int:
    """The database's clock: the one that several hosts share. SQLite has the host's."""
    if connection.dialect.name != "postgresql":
        return now_ms()
    seconds = sa.extract("epoch", sa.func.clock_timestamp())
    return int((connection.scalar(sa.select(seconds)) or 0) * 1000)
