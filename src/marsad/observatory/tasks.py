"""What the store itself gives to read: failures to try again, reports whose reading is out of date."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from marsad import __version__
from marsad.intake.items import Item
from marsad.observatory import schema
from marsad.observatory.messages import Given, Task
from marsad.observatory.write import Writer


def failed_tasks(writer: Writer) -> Iterator[Task]:
    """The failures whose bytes the store has."""
    failures = schema.failures
    yield from _tasks(writer, failures, sa.select(failures.c.key).where(failures.c.hash.is_not(None)))


def failed_origins(writer: Writer) -> list[tuple[str, Given]]:
    """The files with failures whose bytes the store does not have, and what was said of them."""
    failures = schema.failures
    columns = (failures.c.origin, failures.c.given, failures.c.position)
    query = sa.select(*columns).where(failures.c.hash.is_(None)).order_by(*columns)
    with writer.store.read() as connection:
        rows = connection.execute(query).all()
    out: dict[tuple[str, str], Given] = {}
    for row in rows:
        given = msgspec.json.decode(row.given, type=Given)
        if row.position:
            given = msgspec.structs.replace(given, feed=None)  # of one entry; its feed is gone through again
        out.setdefault((row.origin, msgspec.json.encode(given).decode()), given)
    return [(origin, given) for (origin, _), given in out.items()]


def outdated_tasks(writer: Writer, lexicon: Path | None) -> Iterator[Task]:
    """The reports whose current reading was made by another reader than this one, or with other word tables."""
    from marsad.lexicon import load

    reports, readings = schema.reports, schema.readings
    same = sa.and_(readings.c.version == __version__, readings.c.lexicon == load(lexicon).hash)
    query = sa.select(reports.c.key).join(readings).where(readings.c.current, ~same)
    yield from _tasks(writer, reports, query)


def _tasks(writer: Writer, table: sa.Table, keys: sa.Select[Any]) -> Iterator[Task]:
    """Rows of ``table`` with their bytes, one at a time; one that has gone meanwhile is passed over."""
    originals = schema.originals
    with writer.store.read() as connection:
        found = list(connection.scalars(keys.order_by(table.c.key)))
    for key in found:
        with writer.store.read() as connection:
            query = sa.select(table, originals.c.data).join(originals, originals.c.hash == table.c.hash)
            row = connection.execute(query.where(table.c.key == key)).first()
        if row:
            item = Item(
                origin=row.origin, position=row.position, format=row.format, address=row.address,
                retrieved=row.retrieved, final=row.final, modified=row.modified, etag=row.etag, data=zlib.decompress(row.data),
            )  # fmt: skip
            yield Task(key, item, msgspec.json.decode(row.given, type=Given))
