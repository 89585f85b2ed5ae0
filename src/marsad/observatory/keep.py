"""Care of a store: what it holds in numbers, its failures, and a copy of it while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from msgspec import Struct

from marsad.errors import BrokenStore, MissingStore, StoreError
from marsad.observatory import schema
from marsad.observatory.engine import Store
from marsad.observatory.faults import damaged, told

ACTING = ("person", "state", "org", "armed_group", "people", "bloc")  # kinds of entity that are actors


class Status(Struct, frozen=True):
    """How many there are of each. ``statements`` is 0: claims are not yet drawn together across reports."""

    reports: int
    claims: int
    actors: int
    statements: int
    failures: int


class Failure(Struct, frozen=True, kw_only=True):
    """A report that could not be read. ``id`` takes it back (``marsad forget``); ``kind`` is a word for programs."""

    id: str
    origin: str
    position: str
    address: str | None
    kind: str
    reason: str
    tries: int
    recorded: str


def status(store: Store) -> Status:
    """The store in numbers."""
    with store.read() as connection:

        def count(table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
            return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0

        return Status(
            reports=count(schema.reports),
            claims=count(schema.claims),
            actors=count(schema.actors, schema.actors.c.kind.in_(ACTING)),
            statements=0,
            failures=count(schema.failures),
        )


def failures(store: Store) -> list[Failure]:
    """All failures, by where they came from."""
    table = schema.failures
    columns = [table.c.key.label("id"), *(table.c[name] for name in Failure.__struct_fields__[1:])]
    with store.read() as connection:
        rows = connection.execute(sa.select(*columns).order_by(table.c.origin, table.c.position, table.c.key))
        return [Failure(**row._mapping) for row in rows]


def backup(store: Store, path: Path) -> int:
    """Copy the store to a new file while it is in use. The copy's size in bytes.

    The file is whole or not there. Raises StoreError for PostgreSQL, which has its own tool, and for a file that is there.
    """
    name = str(path)
    if not store.sqlite:
        raise StoreError(
            store.name, "is a PostgreSQL database, which has its own tool", f"run pg_dump -Fc -f {name} ADDRESS"
        )
    if path.exists():
        raise StoreError(name, "is there already", "name a new file")
    part = path.with_name(f".{path.name[:100]}.part")
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(store, part)
        os.link(part, path)  # fails where another program has made the file meanwhile
        return path.stat().st_size
    except sqlite3.Error as fault:
        raise told(name, fault) from None
    except FileExistsError:
        raise StoreError(name, "is there already", "name a new file") from None
    except OSError as fault:
        kind = BrokenStore if fault.errno == 28 else MissingStore
        raise kind(
            name, f"cannot be written ({fault.strerror})", "check its folder, your rights and the disk"
        ) from None
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                part.with_name(part.name + end).unlink()


def _copy(store: Store, path: Path) -> None:
    target = sqlite3.connect(path)
    try:
        with store.engine.connect() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged(store.name, f"no copy was made: {' '.join(found.split())[:100]}")
    finally:
        target.close()
