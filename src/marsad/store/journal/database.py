"""The two databases that a journal may lie in, each set up such that a commit is on disk when it returns."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from marsad.store.store_error import StoreError

SCHEMA_VERSION: Final = 1
METADATA: Final = sa.MetaData()
RECORD: Final = sa.Table(
    "journal_record",
    METADATA,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("t", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
ASIDE: Final = sa.Table(
    "journal_aside",
    METADATA,
    sa.Column("space", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What must be able to change and to be forgotten: credentials, sessions. No record and no hash names its content."""
ABOUT: Final = sa.Table(
    "journal_about",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
_LOCK_NUMBER: Final = 0x6D617273  # "mars": the advisory lock of the one writer
_NO_CHANGE = "records are only appended"


def engine_of(url: str, *, writes: bool) -> sa.Engine:
    """The database of a URL: `sqlite:///file` or `postgresql://...`.

    Raises StoreError for another scheme, or where the driver is not installed.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise StoreError(f"{url} is no address of a journal: write sqlite:///FILE or postgresql://HOST/NAME.") from None
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(Path(parsed.database or ""), writes)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(parsed)
    raise StoreError(f"A journal lies in SQLite or PostgreSQL, not in {parsed.get_backend_name()}: change its URL.")


def _sqlite(file: Path, writes: bool) -> sa.Engine:
    if not file.name:
        raise StoreError("A journal needs a file: write sqlite:///FILE.")
    # One connection, which nobody else writes beside: versions before 3.51.3 may lose a write when two reset the log.
    mode = "rwc" if writes else "ro"
    place = str(file.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    import sqlite3

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{place}?mode={mode}", uri=True, timeout=10, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.StaticPool)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so, see below
        if writes:
            connection.execute("PRAGMA journal_mode=WAL").fetchall()
            connection.execute("PRAGMA synchronous=FULL")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    try:
        engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_size=1, max_overflow=0)
    except ImportError:
        raise StoreError("PostgreSQL needs its driver: install marsad[postgresql].") from None

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
        connection.commit()

    return engine


def take_writer(connection: sa.Connection) -> bool:
    """Whether this connection is now the one that writes; in PostgreSQL until it ends. SQLite's has a file lock."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_LOCK_NUMBER))))


def make_tables(connection: sa.Connection) -> None:
    """The tables and the triggers that refuse to change or delete a record. Raises StoreError for a newer schema."""
    METADATA.create_all(connection)
    version = connection.scalar(sa.select(ABOUT.c.value).where(ABOUT.c.name == "schema_version"))
    if version is None:
        connection.execute(ABOUT.insert().values(name="schema_version", value=str(SCHEMA_VERSION)))
    elif int(version) > SCHEMA_VERSION:
        raise StoreError(f"The journal is of version {version}, newer than this Marsad knows: install a newer one.")
    if connection.dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS journal_no_{act.lower()} BEFORE {act} ON journal_record "
                f"BEGIN SELECT RAISE(ABORT, '{_NO_CHANGE}'); END"
            )
    else:
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION journal_no_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_NO_CHANGE}'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE OR REPLACE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_record "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_no_change()"
        )
