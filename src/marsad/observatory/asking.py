"""Questions to the store: which claims and reports, newest first; each with what a person or a table wants to see of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Connection

from marsad.balance.facts import Known
from marsad.errors import OptionError
from marsad.exports.kept import Kept
from marsad.exports.rows import Origin, Row, rows
from marsad.intake.items import legible
from marsad.model import Reading
from marsad.observatory import fulltext, schema
from marsad.observatory.engine import Store
from marsad.observatory.filters import Conditions, Filter, published
from marsad.observatory.naming import actors_of
from marsad.observatory.unfold import fold_back, name_key

if TYPE_CHECKING:
    import pandas
    import pyarrow

PAGE = 500  # claims of one question to the database
READINGS = 100  # readings of one
CONTEXT = 80  # characters on each side of what was searched for


class ClaimOf(Struct, frozen=True):
    """One claim of the store: its id, its report's id, and the flat row that all tables are made of."""

    id: str
    report: str
    row: Row


class ReportOf(Struct, frozen=True, kw_only=True):
    """One report of the store. ``heading`` is its title, or how it begins; ``claims`` how many were read from it."""

    id: str
    published: str | None
    publisher: str | None
    heading: str
    language: str
    claims: int
    address: str | None
    final: str | None
    modified: str | None
    origin: str
    position: str
    hash: str
    size: int
    retrieved: str
    recorded: str


class Hit(Struct, frozen=True, kw_only=True):
    """A report that answers a search: ``text[start:end]`` of the report is ``words``, ``before`` and ``after`` surround it."""

    report: ReportOf
    start: int
    end: int
    before: str
    words: str
    after: str


class Claims(list[ClaimOf]):
    """Claims, and the way to a table of them."""

    def arrow(self) -> pyarrow.Table:
        """An Arrow table: the columns of docs/tables.md behind the ids of claim and report. Raises MissingExtra."""
        from marsad.exports.parquet import table

        return table((claim.row for claim in self), [(claim.id, claim.report) for claim in self])

    def pandas(self) -> pandas.DataFrame:
        """The same as a data frame. Raises MissingExtra."""
        return self.arrow().to_pandas()


def claims(store: Store, filter: Filter, limit: int | None) -> Iterator[ClaimOf]:
    """The claims that the filter means, of the newest reports first; at most ``limit``."""
    with store.read() as connection:
        found = _found(connection, filter, limit)
        while chunk := list(itertools.islice(found, 100)):
            read = {
                number: _flat(report, reading)
                for number, report, reading in _readings(connection, [c[1] for c in chunk])
            }
            for key, number, n, _ in chunk:
                report, flat = read[number]
                yield ClaimOf(key, report, flat[n])


def readings(store: Store, filter: Filter) -> Iterator[Reading]:
    """The readings, each with the claims that the filter means and no others; those without any are left out.

    Of an empty filter all readings, also those without claims.
    """
    return (one.reading for one in kept(store, filter, False))


def kept(store: Store, filter: Filter, actors: bool = True) -> Iterator[Kept]:
    """The same with what the store knows of them; without ``actors``, in a third less time, not who their entities are."""
    with store.read() as connection:
        pairs = _all(connection) if filter == Filter() else _wanted(connection, filter)
        while batch := dict(itertools.islice(pairs, READINGS)):
            ids = _claim_ids(connection, batch)
            persons = actors_of(connection, list(batch)) if actors else {}
            for number, (key, origin), reading in _readings(connection, batch):
                places = batch[number]
                if places is not None:
                    only(reading, places)
                known = Known(ids.get(number, {}), persons.get(number, {}))
                yield Kept(reading, key, origin, known)


def count(store: Store, filter: Filter) -> int:
    """How many claims the filter means."""
    with store.read() as connection:
        conditions = Conditions(connection, filter)
        ways = [sa.or_(*conditions.ways)] if conditions.ways else []
        query = sa.select(sa.func.count()).select_from(schema.claims).where(*conditions.each, *ways)
        return connection.scalar(query) or 0


def _all(connection: Connection) -> Iterator[tuple[int, set[int] | None]]:
    """The numbers of all reports, the newest first, page by page."""
    table = schema.reports
    order = sa.select(table.c.id, table.c.rank, table.c.key).order_by(table.c.rank.desc(), table.c.key).limit(PAGE)
    query = order
    while rows := connection.execute(query).all():
        yield from ((row.id, None) for row in rows)
        _, rank, key = rows[-1]
        query = order.where(table.c.rank <= rank, sa.or_(table.c.rank < rank, table.c.key > key))


def _wanted(connection: Connection, filter: Filter) -> Iterator[tuple[int, set[int] | None]]:
    """The numbers of reports that have such claims, each with the places of those in its reading."""
    for number, found in itertools.groupby(_found(connection, filter, None), key=lambda row: row[1]):
        yield number, {n for _, _, n, _ in found}


def _claim_ids(connection: Connection, reports: Iterable[int]) -> dict[int, dict[str, str]]:
    """Of each report, the ids of its claims in the store, by those in the reading."""
    table = schema.claims
    query = sa.select(table.c.report_id, table.c.ref, table.c.key).where(table.c.report_id.in_(list(reports)))
    out: dict[int, dict[str, str]] = {}
    for row in connection.execute(query):
        out.setdefault(row.report_id, {})[row.ref] = row.key
    return out


def only(reading: Reading, wanted: set[int]) -> None:
    """Leave a reading those of its claims whose places in it are wanted, and the links between them."""
    reading.claims = [claim for n, claim in enumerate(reading.claims) if n in wanted]
    kept = {claim.id for claim in reading.claims}
    reading.links = [link for link in reading.links if link.from_ in kept and link.to in kept]


def reports(store: Store, publisher: str | None, span: str | None, limit: int | None) -> list[ReportOf]:
    """The newest reports; of one publisher, of a span of days."""
    table = schema.reports
    with store.read() as connection:
        query = _reports().where(*_of(publisher, span)).order_by(table.c.rank.desc(), table.c.key).limit(limit)
        return [_report(row) for row in connection.execute(query)]


def search(store: Store, text: str, publisher: str | None, span: str | None, limit: int | None) -> list[Hit]:
    """The newest reports in which all words of ``text`` stand; words in quotation marks stand together. Raises OptionError."""
    runs = fulltext.question(text)
    table, readings = schema.reports, schema.readings
    if store.sqlite:
        matching = sa.text("SELECT rowid FROM search WHERE search MATCH :asked").bindparams(asked=fulltext.fts5(runs))
    else:
        matching = sa.text("SELECT report_id FROM search WHERE words @@ CAST(:asked AS tsquery)")
        matching = matching.bindparams(asked=fulltext.tsquery(runs))
    order = (table.c.rank.desc(), table.c.key)
    newest = sa.select(table.c.id).where(table.c.id.in_(matching), *_of(publisher, span)).order_by(*order).limit(limit)
    with store.read() as connection:
        query = (  # texts of the newest alone are looked at
            _reports()
            .add_columns(readings.c.text)
            .join(readings, sa.and_(readings.c.report_id == table.c.id, readings.c.current))
            .where(table.c.id.in_(sa.select(newest.subquery().c.id)))
            .order_by(*order)
        )
        return [_hit(_report(row), row.text, runs) for row in connection.execute(query)]


def reading_of(connection: Connection, report: str) -> tuple[ReportOf, Reading]:
    """A report by its id, and its current reading."""
    row = connection.execute(
        _reports().add_columns(schema.reports.c.id.label("number")).where(schema.reports.c.key == report)
    ).one()
    ((_, _, reading),) = _readings(connection, [row.number])
    return _report(row), reading


def claim(connection: Connection, key: str) -> ClaimOf:
    """The claim with this id."""
    table = schema.claims
    row = connection.execute(sa.select(table.c.report_id, table.c.n).where(table.c.key == key)).first()
    assert row is not None
    ((_, report, reading),) = _readings(connection, [row.report_id])
    key_, flat = _flat(report, reading)
    return ClaimOf(key, key_, flat[row.n])


def _found(connection: Connection, filter: Filter, limit: int | None) -> Iterator[tuple[str, int, int, int]]:
    """Key, report, place in it and rank of each claim, page by page."""
    conditions = Conditions(connection, filter)
    last: tuple[int, str] | None = None
    while limit is None or limit > 0:
        page = PAGE if limit is None else min(PAGE, limit)
        rows = connection.execute(_page(conditions, last, page)).all()
        yield from ((row.key, row.report_id, row.n, row.rank) for row in rows)
        if len(rows) < page:
            return
        last = rows[-1].rank, rows[-1].key
        limit = None if limit is None else limit - page


def _page(conditions: Conditions, last: tuple[int, str] | None, size: int) -> sa.Select[Any]:
    table = schema.claims
    columns = (table.c.key, table.c.report_id, table.c.n, table.c.rank)
    query = sa.select(*columns).where(*conditions.each)
    if last:
        rank, key = last
        query = query.where(table.c.rank <= rank, sa.or_(table.c.rank < rank, table.c.key > key))
    order = (table.c.rank.desc(), table.c.key)
    if len(conditions.ways) < 2:
        return query.where(*conditions.ways).order_by(*order).limit(size)
    each = [sa.select(query.where(way).order_by(*order).limit(size).subquery()) for way in conditions.ways]
    all_ = sa.union(*each).subquery()
    return sa.select(all_).order_by(all_.c.rank.desc(), all_.c.key).limit(size)


def _readings(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, Origin], Reading]]:
    """Current readings of reports, in the order of their numbers; with the report's id and origin."""
    table, readings = schema.reports, schema.readings
    wanted = list(dict.fromkeys(numbers))
    query = (
        sa.select(table.c.id, table.c.key, table.c.origin, table.c.position, readings.c.text, readings.c.body)
        .join(readings, sa.and_(readings.c.report_id == table.c.id, readings.c.current))
        .where(table.c.id.in_(wanted))
    )
    rows = {row.id: row for row in connection.execute(query)}
    for number in wanted:
        if row := rows.get(number):
            yield number, (row.key, _origin(row.origin, row.position)), fold_back(row.body, row.text)


def _flat(report: tuple[str, Origin], reading: Reading) -> tuple[str, list[Row]]:
    key, origin = report
    return key, list(rows(reading, origin))


def _origin(origin: str, position: str) -> Origin:
    kind, _, value = position.partition(" ")
    return Origin(origin, int(value) if kind == "line" and value.isdigit() else None, value if kind == "id" else None)


def _reports() -> sa.Select[Any]:
    table = schema.reports
    named = [table.c[name] for name in ReportOf.__struct_fields__ if name not in ("id", "size")]
    size = sa.select(schema.originals.c.size).where(schema.originals.c.hash == table.c.hash).scalar_subquery()
    return sa.select(table.c.key, *named, size.label("size"))


def _report(row: Any) -> ReportOf:
    have = row._mapping
    return ReportOf(id=have["key"], **{name: have[name] for name in ReportOf.__struct_fields__ if name != "id"})


def _of(publisher: str | None, span: str | None) -> list[sa.ColumnElement[bool]]:
    table = schema.reports
    by = [table.c.publisher_key == name_key(legible(publisher))] if publisher else []
    return [*by, *(published(table.c.rank, span) if span else [])]


def _hit(report: ReportOf, text: str, runs: list[list[str]]) -> Hit:
    start, end = fulltext.place(text, runs)
    return Hit(
        report=report, start=start, end=end, before=text[max(0, start - CONTEXT) : start], words=text[start:end],
        after=text[end : end + CONTEXT],
    )  # fmt: skip


def limited(limit: int) -> int | None:
    """A limit as a person gives it: 0 is none. Raises OptionError."""
    if limit < 0:
        raise OptionError("--limit", f"{limit} is no number of rows", "give one from 1, or 0 for all")
    return limit or None
