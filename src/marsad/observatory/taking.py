"""Taking claims out of the store, into a file of another format."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from msgspec import Struct

from marsad.balance.facts import Facts
from marsad.errors import OptionError
from marsad.exports.atomic import replacing
from marsad.exports.csv import BOM
from marsad.exports.formats import FORMATS, PEOPLE, open_writer
from marsad.intake.items import legible
from marsad.observatory import schema
from marsad.observatory.asking import kept
from marsad.observatory.engine import Store
from marsad.observatory.filters import Filter

_DATABASE = b"SQLite format 3\0"
Watch = Callable[[int], None]


class Exported(Struct, frozen=True):
    """How many claims the filters mean, in how many reports, and how many of them the format has room for."""

    reports: int
    claims: int
    written: int


def export(
    store: Store, format: str, to: str | os.PathLike[str] | BinaryIO, filter: Filter, lexicon: Path | None, watch: Watch | None
) -> Exported:  # fmt: skip
    """See ``Observatory.export``."""
    if format not in FORMATS:
        raise OptionError(repr(format), "is no format", f"formats are {', '.join(FORMATS)}")
    if not isinstance(to, (str, os.PathLike)):
        return _write(store, format, to, filter, lexicon, watch)
    path = Path(to)
    keep_off(store, path)
    with replacing(path) as file:
        if format == "csv":
            file.write(BOM)
        return _write(store, format, file, filter, lexicon, watch)


def keep_off(store: Store, path: Path, option: str = "--out") -> None:
    """Raises OptionError for a file that must not be replaced: of a store or other database, or of a report."""
    if _is_database(path) or any(_is_database(path.parent / path.name.removesuffix(end)) for end in ("-wal", "-shm")):
        raise OptionError(option, f"{path} belongs to a database", "name another file, or it would be lost")
    reports = schema.reports
    query = sa.select(reports.c.key).where(reports.c.origin == legible(os.path.realpath(path))).limit(1)
    with store.read() as connection:
        if connection.scalar(query) is not None:
            raise OptionError(option, f"{path} holds reports", "name another file, or they would be lost")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except (OSError, ValueError):  # not there, or told when it is written
        return False


def _write(
    store: Store, format: str, file: BinaryIO, filter: Filter, lexicon: Path | None, watch: Watch | None
) -> Exported:
    if format == "graphml":
        return _graph(store, file, filter, lexicon)
    reports = claims = written = 0
    found = kept(store, filter, format in PEOPLE)
    first = list(itertools.islice(found, 1))  # what cannot be asked is told before a byte is written
    with open_writer(format, file, lexicon) as writer:
        for one in itertools.chain(first, found):
            written += writer.add(one)
            claims += len(one.reading.claims)
            reports += 1
            if watch:
                watch(claims)
    return Exported(reports, claims, written)


def facts(store: Store, filter: Filter) -> Facts:
    """The claims that the filter means as ``balance`` takes them: actors are the store's, ids of claims those in the store."""
    from marsad.balance import gather

    found = list(kept(store, filter))
    return gather((one.reading for one in found), known=(one.known for one in found))


def _graph(store: Store, file: BinaryIO, filter: Filter, lexicon: Path | None) -> Exported:
    from marsad import balance
    from marsad.balance.extra import need_solver
    from marsad.balance.sides import camps_of
    from marsad.exports.network import SECONDS, graphml, network
    from marsad.lexicon import load

    need_solver("marsad export graphml")
    have = facts(store, filter)
    ties = balance.ties(have, balance.weights(None, load(lexicon).book if lexicon else None))
    file.write(graphml(network(have, ties, camps_of(ties, seconds=SECONDS))))
    return Exported(
        reports=len({told.report.id for told in have.told}),
        claims=len(have.told),
        written=len({told.id for tie in ties for told, _ in tie.told}),
    )
