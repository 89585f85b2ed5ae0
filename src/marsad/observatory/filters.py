"""What is asked for: the filters that all questions share, checked, and each as a condition on ``claims``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import visitors

from marsad.errors import OptionError
from marsad.intake.items import legible
from marsad.model import Modality, Polarity, Predicate
from marsad.observatory import schema
from marsad.observatory.naming import actors_called
from marsad.observatory.schema import rank_of_day, rank_past_day
from marsad.observatory.unfold import name_key
from marsad.periods import asked

PUBLISHER = "publisher"
PLACES = ("place", "state")
_FEW = 8  # actors that are asked for one by one
Condition = sa.ColumnElement[bool]


class Filter(Struct, frozen=True, kw_only=True):
    """Which claims. What is left out does not matter; lists of predicates and modalities mean any of them.

    Names (``actor``, ``agent``, ``patient``, ``place``, ``source``) are Arabic or English names, or keys of the word
    tables. Of several ``actor`` each must take part, on either side. ``source`` is who says so; ``publisher`` alone means
    all that reports say in their own voice. ``time`` (when it happened or held) and ``published`` are spans of days, as
    2016, 2016-06, 2016-06-30, 2016/2018 or 2016/.. .
    """

    predicate: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    agent: str | None = None
    patient: str | None = None
    place: str | None = None
    source: str | None = None
    time: str | None = None
    published: str | None = None
    modality: tuple[str, ...] = ()
    polarity: str | None = None
    min_confidence: float = 0.0


def checked(values: dict[str, Any]) -> Filter:
    """A filter of keyword arguments; one name in place of a list is taken too. Raises OptionError."""
    for name in ("predicate", "actor", "modality"):
        given = values.get(name) or ()
        values[name] = tuple(map(legible, (given,) if isinstance(given, str) else given))
    values = {name: legible(value) if isinstance(value, str) else value for name, value in values.items()}
    try:
        out = Filter(**values)
    except TypeError:
        unknown = sorted(set(values) - set(Filter.__struct_fields__))
        raise OptionError(
            ", ".join(unknown), "is no filter", f"filters are {', '.join(Filter.__struct_fields__)}"
        ) from None
    _one_of("modality", out.modality, get_args(Modality))
    _one_of("polarity", [out.polarity] if out.polarity else [], get_args(Polarity))
    if not 0 <= out.min_confidence <= 1:
        raise OptionError("--min-confidence", f"{out.min_confidence} is not between 0 and 1", "give a share, as 0.6")
    for name in ("time", "published"):
        if value := getattr(out, name):
            asked(f"--{name}", value)
    return out


def _one_of(name: str, values: Iterable[str], known: Sequence[str]) -> None:
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, 1) or known[:1]
            raise OptionError(
                f"--{name}", f"{value[:40]!r} is none", f"did you mean {near[0]}? One of: {', '.join(known)}"
            )


def _predicates(connection: Connection, wanted: Iterable[str]) -> list[str]:
    """The predicates that may be asked for: the built-in ones, and the user's own that the store has claims of."""
    known = list(get_args(Predicate))
    if set(wanted) <= set(known):
        return known
    kept = connection.execute(select(schema.claims.c.predicate).distinct()).scalars()
    return known + sorted(set(kept) - set(known))


class Conditions:
    """A filter as conditions on ``claims``.

    ``each`` must hold. ``ways``, where there are any, are the ways to what is asked for that an index knows, one of which
    must hold: they are asked one by one, so that each brings its newest claims without the others being looked at. Of
    several names the rarest is the way. SQLite, which does not count, is kept from other ways (``_unindexed``).
    """

    def __init__(self, connection: Connection, filter: Filter) -> None:
        if filter.predicate:
            _one_of("predicate", filter.predicate, _predicates(connection, filter.predicate))
        self.each = self._each(filter)
        self.ways: list[Condition] = []
        named = list(self._names(connection, filter))
        if not all(named):
            self.ways = [sa.false()]  # somebody whom the store does not know
            return
        if len(named) > 1:
            named.sort(key=lambda alternatives: _rows(connection, alternatives))
        if named:
            self.ways = named[0]
            self.each += [sa.or_(*alternatives) for alternatives in named[1:]]
        told = schema.claims.c.predicate
        if filter.predicate:
            if named or len(filter.predicate) > _FEW:
                self.each.append(told.in_(filter.predicate))
            else:
                self.ways = [told == predicate for predicate in filter.predicate]
        if self.ways and connection.dialect.name == "sqlite":
            self.each = [_unindexed(condition) for condition in self.each]

    def _each(self, filter: Filter) -> list[Condition]:
        """The conditions beside those on names and predicates."""
        claims, out = schema.claims, list[Condition]()
        if filter.modality:
            out.append(claims.c.modality.in_(filter.modality))
        if filter.polarity:
            out.append(claims.c.polarity == filter.polarity)
        if filter.min_confidence:
            out.append(claims.c.confidence >= filter.min_confidence)
        if filter.time:
            first, last = asked("--time", filter.time)
            out += [claims.c.time_from <= last, claims.c.time_to >= first]
        if filter.published:
            out += published(claims.c.rank, filter.published)
        if filter.source == PUBLISHER:
            out.append(_unindexed(claims.c.source_actor.is_(None)))  # most claims: no way at all
        return out

    def _names(self, connection: Connection, filter: Filter) -> Iterable[list[Condition]]:
        """For each name that was given: the columns in which an actor so called may stand."""
        claims = schema.claims
        agent, patient = claims.c.agent_actor, claims.c.patient_actor
        for name in filter.actor:
            yield _either(actors_called(connection, name), agent, patient)
        for side, column in (("agent", agent), ("patient", patient)):
            if name := getattr(filter, side):
                yield _either(actors_called(connection, name), column)
        if filter.place:
            places = actors_called(connection, filter.place, PLACES)
            yield _either(places, claims.c.place_actor, patient)
        if filter.source and filter.source != PUBLISHER:
            speakers = _either(actors_called(connection, filter.source), claims.c.source_actor)
            own_voice = _unindexed(claims.c.source_actor.is_(None))
            yield [*speakers, sa.and_(own_voice, claims.c.publisher_key == name_key(filter.source))]


def unknown_names(connection: Connection, filter: Filter) -> list[str]:
    """The names in a filter that nobody and no place is called by, and no publisher."""
    out = [
        name for name in (*filter.actor, filter.agent, filter.patient) if name and not actors_called(connection, name)
    ]
    if filter.place and not actors_called(connection, filter.place, PLACES):
        out.append(filter.place)
    if filter.source and filter.source != PUBLISHER and not actors_called(connection, filter.source):
        reports = schema.reports
        by = sa.select(reports.c.id).where(reports.c.publisher_key == name_key(filter.source)).limit(1)
        if connection.scalar(by) is None:
            out.append(filter.source)
    return out


def _either(actors: Sequence[int], *columns: sa.Column[Any]) -> list[Condition]:
    """One of the actors stands in one of the columns."""
    if len(actors) > _FEW:
        return [column.in_(actors) for column in columns]
    return [column == actor for column in columns for actor in actors]


def _rows(connection: Connection, alternatives: Sequence[Condition]) -> int:
    """How many claims these conditions bring, one by one."""
    count = sa.select(sa.func.count()).select_from(schema.claims)
    return sum(connection.scalar(count.where(condition)) or 0 for condition in alternatives)


def _unindexed(condition: Condition) -> Condition:
    """The same condition, for which SQLite looks into no index, but for a rank's: columns as ``+column``.

    See https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
    """

    def plus(element: Any, **_: Any) -> Any:
        if isinstance(element, sa.Column) and element.name != "rank":
            return Unindexed(element)
        return None

    return visitors.replacement_traverse(condition, {}, plus)


class Unindexed(sa.ColumnElement[Any]):
    """A column with SQLite's sign for it; PostgreSQL, which counts, needs none."""

    inherit_cache = True
    _traverse_internals = [("column", visitors.InternalTraversal.dp_clauseelement)]  # noqa: RUF012

    def __init__(self, column: sa.Column[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(Unindexed)
def _plain(element: Unindexed, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.column, **options))


@compiles(Unindexed, "sqlite")
def _signed(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.column, **options)}"


def published(rank: sa.Column[Any], span: str) -> list[Condition]:
    """The condition that a rank lies within a span of days of publication."""
    first, last = asked("--published", span)
    return [rank >= rank_of_day(first), rank < rank_past_day(last)]
