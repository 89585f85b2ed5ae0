"""Opening a store: an SQLite file or a PostgreSQL database, its schema brought up to date, its faults put into words.

Every write runs in one transaction that holds the store's write lock (``BEGIN IMMEDIATE``; an advisory lock), so that
writers take turns and readers see whole reports.
"""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine

from marsad.errors import (
    MissingExtra,
    MissingStore,
    NewerStore,
    NotAStore,
    OptionError,
    StoreError,
)
from marsad.observatory.faults import PATIENCE, damaged, full, told
from marsad.observatory.schema import VERSION, VERSION_TABLE, metadata

DEFAULT = "marsad.db"
_APPLICATION = 0x4D525344  # "MRSD", in the head of the file
_LOCK = 0x4D525344  # PostgreSQL advisory lock of the one writer
_SCHEMES = ("postgresql://", "postgres://")
_PRAGMAS = (
    f"busy_timeout = {PATIENCE * 1000}",
    "foreign_keys = ON",
    "synchronous = NORMAL",  # with WAL a kill loses nothing, a power cut at most the last reports
    "trusted_schema = OFF",
    "cache_size = -32000",
    "temp_store = MEMORY",
)


class Store:
    """An open store. ``name`` is how messages call it: the path, or the address without its password."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self.sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to ask with, which sees one moment of the store. Raises a subclass of StoreError."""
        with self._told(), self.engine.connect() as connection:
            if not self.sqlite:  # an SQLite transaction does so by itself
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in the one write transaction, committed at the end. Raises a subclass of StoreError."""
        with self._told(), self.engine.connect() as connection:
            connection = connection.execution_options(marsad_write=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as fault:
            raise told(self.name, fault.orig or fault) from None
        except sqlite3.Error as fault:
            raise told(self.name, fault) from None
        except (zlib.error, msgspec.DecodeError, UnicodeDecodeError) as fault:  # what was written reads otherwise now
            raise damaged(self.name, " ".join(str(fault).split())[:100]) from None

    def close(self) -> None:
        self.engine.dispose()


def open_store(where: str | os.PathLike[str], *, create: bool = False) -> Store:
    """The store at a path or ``postgresql://`` address, its schema up to date; ``create`` makes it where there is none.

    Raises a subclass of StoreError, and OptionError for an address of another kind.
    """
    text = os.fspath(where)
    if text.startswith(_SCHEMES):
        store = _postgres(text)
    elif "://" in text:
        raise OptionError("--db", "is neither a path nor a postgresql:// address", f"name a file, as {DEFAULT}")
    else:
        store = _sqlite(Path(text), create)
    try:
        _up_to_date(store, create)
    except BaseException:
        store.close()
        if store.sqlite and create:
            _unmake(Path(text))
        raise
    return store


def _sqlite(path: Path, create: bool) -> Store:
    name = str(path).encode("utf-8", "backslashreplace").decode()
    if path.is_dir():
        raise NotAStore(name, "is a folder", f"name a file in it, as {name}/{DEFAULT}")
    try:
        if create:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif not path.exists():
            raise MissingStore(name, "no store is there", "make one with marsad add, or name yours with --db")
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            raise full(name) from None
        raise MissingStore(
            name, f"cannot be made or written ({fault.strerror})", "check its folder and your rights"
        ) from None
    except ValueError:
        raise MissingStore(repr(name), "is no path", "name a file") from None
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, check_same_thread=False, isolation_level=None)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)
    return Store(engine, name)


def _unmake(path: Path) -> None:
    """Take an empty file away again that was to become a store, where nobody else is about to make one of it."""
    if not path.is_file() or path.stat().st_size:
        return
    with suppress(OSError, sqlite3.Error), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as driver:
        driver.execute("BEGIN EXCLUSIVE")
        if path.stat().st_size == 0:
            path.unlink()


def _pragmas(connection: Any, record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A question sees one moment of the store; a write takes the lock at once, so that it cannot lose it half way."""
    write = connection.get_execution_options().get("marsad_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgres(address: str) -> Store:
    try:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
        url.translate_connect_args()
    except (sa.exc.ArgumentError, ValueError):
        raise OptionError(
            "--db", "is no address of a database", "write it as postgresql://user@host/database"
        ) from None
    try:
        engine = sa.create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "marsad"}
        )
    except ModuleNotFoundError:
        raise MissingExtra(_shown(url), "psycopg", "postgres") from None
    logging.getLogger("psycopg").addHandler(logging.NullHandler())  # its warnings are the caller's to show
    return Store(engine, _shown(url))


def _shown(url: URL) -> str:
    """The address without password and query, in which one may stand too."""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _up_to_date(store: Store, create: bool) -> None:
    with store.read() as connection:
        have = _version(store, connection)
    if have == VERSION:
        return
    if have is None and not create:
        raise MissingStore(store.name, "holds no store yet", "make one with marsad add, or name yours with --db")
    if store.sqlite:
        _prepare_file(store)
    with store.write() as connection:
        if _version(store, connection) != VERSION:  # another program may have been faster
            migrate(connection)
            if store.sqlite:
                connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")


def _version(store: Store, connection: Connection) -> str | None:
    """Number of the last migration; None for an empty database. Raises NotAStore and NewerStore."""
    inspector = sa.inspect(connection)
    if not inspector.has_table(VERSION_TABLE):
        taken = set(inspector.get_table_names()) & (
            {*metadata.tables} if not store.sqlite else {*inspector.get_table_names()}
        )
        if taken:
            raise NotAStore(
                store.name, f"holds tables of something else ({sorted(taken)[0]})", "name an empty database"
            )
        return None
    have = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))
    if have is not None and have > VERSION:
        raise NewerStore(
            store.name, f"was made by a newer Marsad (schema {have}; this one knows {VERSION})", "update Marsad"
        )
    return None if have is None else str(have)


def _prepare_file(store: Store) -> None:
    with store._told(), store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA journal_mode = WAL")


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring the tables up to a version."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "marsad.observatory:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


__all__ = ["DEFAULT", "PATIENCE", "Store", "StoreError", "open_store"]
