"""Small things that every statement needs: numbers for new rows, long lists in pieces, keys to numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from marsad.observatory import schema

T = TypeVar("T")
CHUNK = 500  # values of one statement


class RowIds:
    """The next free number of each table. Only the writer takes them, inside its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next: dict[str, int] = {}

    def __call__(self, table: sa.Table) -> int:
        if table.name not in self._next:
            self._next[table.name] = (self._connection.scalar(sa.select(sa.func.max(table.c.id))) or 0) + 1
        out = self._next[table.name]
        self._next[table.name] += 1
        return out


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """``values`` in pieces that one statement can take."""
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]


def numbers(connection: Connection, table: sa.Table, keys: Sequence[str]) -> dict[str, int]:
    """The ``id`` of each row of ``table`` that has one of the keys."""
    out: dict[str, int] = {}
    for chunk in chunks(keys):
        rows = connection.execute(sa.select(table.c.key, table.c.id).where(table.c.key.in_(chunk)))
        out |= {row.key: row.id for row in rows}
    return out


def known(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Which of the keys there are, each with the table that has it; a report goes before a failure."""
    out: dict[str, str] = {}
    for table in (schema.failures, schema.tombstones, schema.reports):
        for chunk in chunks(keys):
            found = connection.scalars(sa.select(table.c.key).where(table.c.key.in_(chunk)))
            out |= dict.fromkeys(found, table.name)
    return out


def delete(connection: Connection, column: sa.Column[Any], values: Sequence[Any]) -> None:
    """Delete the rows in which ``column`` has one of the values."""
    for chunk in chunks(values):
        connection.execute(column.table.delete().where(column.in_(chunk)))


def drop_unused_originals(connection: Connection, hashes: Sequence[str]) -> None:
    """Delete those of these bytes that no report and no failure has any more."""
    originals = schema.originals
    for chunk in chunks(hashes):
        connection.execute(
            originals.delete().where(
                originals.c.hash.in_(chunk),
                ~sa.exists().where(schema.reports.c.hash == originals.c.hash),
                ~sa.exists().where(schema.failures.c.hash == originals.c.hash),
            )
        )
