"""The writer: reports and failures into the tables, a batch in one transaction.

What a batch leaves depends on the reports alone: whatever is there already is left as it is, and a batch that is cut off
leaves nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Generic, TypeGuard, TypeVar

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from marsad.errors import UnknownId
from marsad.intake.items import Item
from marsad.observatory import schema
from marsad.observatory.actors import Actors
from marsad.observatory.engine import Store
from marsad.observatory.messages import Failed, Given
from marsad.observatory.rows import Rows, write_search
from marsad.observatory.schema import rank
from marsad.observatory.tables import RowIds, chunks, delete, drop_unused_originals, known, numbers
from marsad.observatory.unfold import Unfolded

Outcome = TypeVar("Outcome", Unfolded, Failed, Unfolded | Failed)


class Done(Struct, Generic[Outcome], frozen=True):
    """A report on its way into the store. ``hash`` is None where its bytes could not be had; ``size`` is in bytes."""

    key: str
    hash: str | None
    size: int
    item: Item
    given: Given
    outcome: Outcome


class Writer:
    """Writes into one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._insert: Any = sqlite.insert if store.sqlite else postgresql.insert

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Which of the keys the store has, each with the table that has it: reports, failures or tombstones."""
        with self.store.read() as connection:
            return known(connection, keys)

    def has_address(self, address: str) -> str | None:
        """The table that has something from this address: reports, or failures."""
        reports, failures = schema.reports, schema.failures
        with self.store.read() as connection:
            if connection.scalar(sa.select(reports.c.id).where(reports.c.address == address).limit(1)) is not None:
                return reports.name
            failed = sa.or_(failures.c.address == address, failures.c.origin == address)
            return failures.name if connection.scalar(sa.select(failures.c.key).where(failed).limit(1)) else None

    def write(self, batch: Sequence[Done[Unfolded | Failed]], *, again: bool = False) -> Counter[str]:
        """Write what is not there yet; ``again`` takes what was forgotten too. Counts ``added``, ``failed``, ``claims``.

        What was fetched and reads as the report from its address does, in other bytes (the time of day, an advertisement),
        is that report: it counts as ``known``.
        """
        with self.store.write() as connection:
            have = known(connection, [done.key for done in batch])
            closed = {"reports"} if again else {"reports", "tombstones"}
            new = {done.key: done for done in batch if have.get(done.key) not in closed}
            same = self._same(connection, [done for done in new.values() if _is_read(done)])
            new = {key: done for key, done in new.items() if key not in same}
            read = [done for done in new.values() if _is_read(done)]
            failed = [done for done in new.values() if _is_failed(done)]
            self._originals(connection, new.values())
            self._failures(connection, failed)
            self._reports(connection, read)
            _settle(connection, read)
            delete(connection, schema.tombstones.c.key, [done.key for done in read])
        counts = Counter(added=len(read), failed=len(failed), claims=sum(len(done.outcome.claims) for done in read))
        return counts | Counter(known=len(same)) if same else counts

    def _same(self, connection: Connection, read: Sequence[Done[Unfolded]]) -> set[str]:
        """Keys of those that were fetched and hold the text of a report from the same address."""
        reports, readings = schema.reports, schema.readings
        out, seen = set(), set()
        for done in read:
            if done.item.final is None:
                continue
            query = sa.select(readings.c.text).join(reports, readings.c.report_id == reports.c.id)
            query = query.where(reports.c.address == done.item.address, readings.c.current)
            place = (done.item.address, done.outcome.text)
            if place in seen or done.outcome.text in set(connection.scalars(query)):
                out.add(done.key)
            seen.add(place)
        return out

    def replace(self, batch: Sequence[Done[Unfolded | Failed]]) -> Counter[str]:
        """Lay new readings over reports that are there; one of the same reader and tables takes the old one's place.

        Counts ``added``, ``failed``, ``claims``.
        """
        with self.store.write() as connection:
            ids = numbers(connection, schema.reports, [done.key for done in batch])
            here = [done for done in batch if done.key in ids and _is_read(done)]
            self._remove_derived(connection, [ids[done.key] for done in here])
            said = [{"of": ids[done.key], **_said(done)} for done in here]
            if said:
                of = schema.reports.c.id == sa.bindparam("of")
                connection.execute(schema.reports.update().where(of), said)
            self._readings(connection, here, ids)
        return Counter(
            added=len(here), failed=len(batch) - len(here), claims=sum(len(done.outcome.claims) for done in here)
        )

    def forget(self, key: str) -> None:
        """Take a report (or a failure) out, whole, and leave a tombstone. Raises UnknownId."""
        reports, failures = schema.reports, schema.failures
        with self.store.write() as connection:
            if self.store.sqlite:
                connection.exec_driver_sql("PRAGMA secure_delete = ON")  # overwrite what is deleted
            row = connection.execute(sa.select(reports.c.id, reports.c.hash).where(reports.c.key == key)).first()
            if row:
                self._remove_derived(connection, [row.id])
                connection.execute(reports.delete().where(reports.c.id == row.id))
            else:
                row = connection.execute(sa.select(failures.c.hash).where(failures.c.key == key)).first()
            if row is None:
                raise UnknownId(key, f"no such report in {self.store.name}", "see marsad reports")
            delete(connection, failures.c.key, [key])
            drop_unused_originals(connection, [row.hash] if row.hash else [])
            insert = self._insert(schema.tombstones).on_conflict_do_nothing()
            connection.execute(insert, [{"key": key, "recorded": now()}])

    def settle(self, origin: str, refused: Collection[str]) -> None:
        """A file was gone through: failures of it that left no bytes are over, but for those with these keys."""
        failures = schema.failures
        with self.store.write() as connection:
            here = sa.select(failures.c.key).where(failures.c.origin == origin, failures.c.hash.is_(None))
            gone = [key for key in connection.scalars(here) if key not in refused]
            delete(connection, failures.c.key, gone)

    def _originals(self, connection: Connection, batch: Iterable[Done[Unfolded | Failed]]) -> None:
        rows = [
            {"hash": done.hash, "size": done.size, "data": done.outcome.original}
            for done in batch
            if done.hash and done.outcome.original is not None
        ]
        if rows:
            connection.execute(self._insert(schema.originals).on_conflict_do_nothing(), rows)

    def _failures(self, connection: Connection, batch: Sequence[Done[Failed]]) -> None:
        if not batch:
            return
        insert = self._insert(schema.failures)
        again = {name: insert.excluded[name] for name in ("recorded", "kind", "reason", "given")}
        statement = insert.on_conflict_do_update(
            index_elements=["key"], set_=again | {"tries": schema.failures.c.tries + 1}
        )
        rows = [
            _whence(done) | {"kind": done.outcome.kind, "reason": done.outcome.reason, "tries": 1} for done in batch
        ]
        connection.execute(statement, rows)

    def _reports(self, connection: Connection, batch: Sequence[Done[Unfolded]]) -> None:
        if not batch:
            return
        take = RowIds(connection)
        ids = {done.key: take(schema.reports) for done in batch}
        rows = [{"id": ids[done.key], **_whence(done), **_said(done)} for done in batch]
        connection.execute(schema.reports.insert(), rows)
        self._readings(connection, batch, ids)

    def _readings(self, connection: Connection, batch: Sequence[Done[Unfolded]], ids: dict[str, int]) -> None:
        """The readings, each as the current one of its report, and all that is unfolded from them."""
        if not batch:
            return
        take = RowIds(connection)
        readings = schema.readings
        for chunk in chunks([ids[done.key] for done in batch]):
            connection.execute(readings.update().where(readings.c.report_id.in_(chunk)).values(current=False))
        insert = self._insert(readings)
        anew = {name: insert.excluded[name] for name in ("recorded", "current", "text", "body")}
        statement = insert.on_conflict_do_update(
            index_elements=["report_id", "reader", "version", "lexicon"], set_=anew
        )
        connection.execute(statement, [_reading(take(readings), ids[done.key], done.outcome) for done in batch])
        entities = [entity for done in batch for entity in done.outcome.entities]
        actors = Actors(connection, self._insert, take).write(entities)
        rows = Rows(take)
        for done in batch:
            rows.add(ids[done.key], done.key, done.outcome, actors)
        rows.write(connection)
        write_search(connection, self.store.sqlite, [(ids[done.key], done.outcome) for done in batch])

    def _remove_derived(self, connection: Connection, reports: Sequence[int]) -> None:
        """Everything that was unfolded from the readings of these reports."""
        entities = schema.entities
        number: sa.ColumnElement[int] = sa.literal_column("rowid" if self.store.sqlite else "report_id")
        for chunk in chunks(reports):
            rows = connection.execute(
                sa.select(entities.c.actor_id, entities.c.names).where(entities.c.report_id.in_(chunk))
            ).all()
            for table in (schema.claims, schema.framing, schema.links, entities):
                connection.execute(table.delete().where(table.c.report_id.in_(chunk)))
            connection.execute(sa.delete(sa.table(schema.SEARCH_TABLE)).where(number.in_(chunk)))
            Actors(connection, self._insert, RowIds(connection)).remove((row.actor_id, row.names) for row in rows)


def now() -> str:
    """This moment, UTC, ISO 8601 to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_read(done: Done[Unfolded | Failed]) -> TypeGuard[Done[Unfolded]]:
    return isinstance(done.outcome, Unfolded)


def _is_failed(done: Done[Unfolded | Failed]) -> TypeGuard[Done[Failed]]:
    return isinstance(done.outcome, Failed)


def _settle(connection: Connection, read: Sequence[Done[Unfolded]]) -> None:
    """Failures that are over: of these reports, or of other bytes that their files held."""
    failures = schema.failures
    gone: dict[str, str | None] = {}
    for chunk in chunks([done.item.origin for done in read if not done.item.position]):
        rows = connection.execute(sa.select(failures).where(failures.c.origin.in_(chunk), failures.c.position == ""))
        gone |= {row.key: row.hash for row in rows}
    for chunk in chunks([done.key for done in read]):
        rows = connection.execute(sa.select(failures).where(failures.c.key.in_(chunk)))
        gone |= {row.key: row.hash for row in rows}
    delete(connection, failures.c.key, [*gone])
    drop_unused_originals(connection, [digest for digest in gone.values() if digest])


def _whence(done: Done[Any]) -> dict[str, Any]:
    """Where a report comes from, as columns of ``reports`` and ``failures``."""
    item, time = done.item, now()
    return {
        "key": done.key,
        "address": item.address,
        "origin": item.origin,
        "position": item.position,
        "format": item.format,
        "hash": done.hash,
        "given": msgspec.json.encode(done.given).decode(),
        "retrieved": item.retrieved or time,
        "final": item.final,
        "modified": item.modified,
        "etag": item.etag,
        "recorded": time,
    }


def _said(done: Done[Unfolded]) -> dict[str, Any]:
    """What its reading makes of a report, as columns of ``reports``."""
    reading = done.outcome
    return {
        "rank": rank(reading.published, done.key),
        "published": reading.published,
        "publisher": reading.publisher,
        "publisher_key": reading.publisher_key,
        "language": reading.language,
        "heading": reading.heading,
        "claims": len(reading.claims),
    }


def _reading(id: int, report: int, reading: Unfolded) -> dict[str, Any]:
    return {
        "id": id,
        "report_id": report,
        "reader": reading.reader,
        "version": reading.version,
        "lexicon": reading.lexicon,
        "recorded": now(),
        "current": True,
        "text": reading.text,
        "body": reading.body,
    }
