"""The formats of ``marsad export``: each takes one reading of a store after the other and writes on, in flat memory.

``graphml`` alone needs all readings at once, for a tie is made of claims of many reports: see ``exports.network``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import msgspec

from marsad.exports.kept import Kept
from marsad.exports.rows import rows

if TYPE_CHECKING:
    from marsad.exports.located import Gazetteer
    from marsad.exports.parquet import ParquetWriter

# Format to what it holds; ``PEOPLE`` are those for which the store has to tell who is who across reports.
FORMATS = {
    "csv": "a table, a row a claim, for spreadsheets and programs",
    "parquet": "the same table, typed, for pandas, R, DuckDB and Spark",
    "jsonl": "whole readings with the claims asked for, one a line, by the data contract",
    "plover": "events as PLOVER records, one a line",
    "geojson": "events and places held whose place is known, for maps",
    "graphml": "actors and ties, for Gephi and its like",
    "ftm": "FollowTheMoney entities, one a line, for Aleph",
}
PEOPLE = frozenset({"plover", "graphml", "ftm"})
# What a format has no room for, and so leaves out.
WITHOUT = {
    "plover": "relations and changes of power, which have no PLOVER type",
    "geojson": "claims of no place whose point is known",
    "graphml": "claims that tie no two actors",
    "ftm": "claims that are denied or not told as true",
}


class Writer(Protocol):
    """Takes one reading after another; returns how many of its claims it wrote."""

    def add(self, kept: Kept) -> int: ...


def open_writer(format: str, file: BinaryIO, lexicon: Path | None = None) -> AbstractContextManager[Writer]:
    """The writer of a format to an open file, which is whole when the block ends.

    ``lexicon`` is a folder of own word tables, for the points of own places. Raises MissingExtra and LexiconError.
    """
    if format == "parquet":
        return _parquet(file)
    if format == "geojson":
        return _geojson(file, lexicon)
    return _plain(_lines(format, file, lexicon))


def _lines(format: str, file: BinaryIO, lexicon: Path | None) -> Writer:
    if format == "csv":
        return _Csv(file)
    if format == "jsonl":
        return _Readings(file)
    from marsad.exports.located import Gazetteer

    return (_Plover if format == "plover" else _Ftm)(file, Gazetteer.of(lexicon))


@contextmanager
def _plain(writer: Writer) -> Iterator[Writer]:
    yield writer


class _Csv:
    def __init__(self, file: BinaryIO) -> None:
        from marsad.exports.csv import CsvWriter

        self._csv = CsvWriter(file, ("id", "report"))

    def add(self, kept: Kept) -> int:
        for row in rows(kept.reading, kept.origin):
            self._csv.write(row, kept.known.claims[row.claim_id], kept.report)
        return len(kept.reading.claims)


@contextmanager
def _parquet(file: BinaryIO) -> Iterator[Writer]:
    from marsad.exports.parquet import ParquetWriter, need_pyarrow

    need_pyarrow("marsad export parquet")
    writer = _Parquet(ParquetWriter(file, lead=True))
    try:
        yield writer
    except BaseException:
        writer.parquet.abandon()
        raise
    writer.parquet.close()


class _Parquet:
    def __init__(self, parquet: ParquetWriter) -> None:
        self.parquet = parquet

    def add(self, kept: Kept) -> int:
        for row in rows(kept.reading, kept.origin):
            self.parquet.write(row, kept.known.claims[row.claim_id], kept.report)
        return len(kept.reading.claims)


class _Readings:
    """``id`` is the report's id in the store; else a line is a line of ``marsad read --jsonl``."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encode = msgspec.json.Encoder().encode

    def add(self, kept: Kept) -> int:
        self._file.write(b'{"id":' + self._encode(kept.report) + b"," + self._encode(kept.reading)[1:] + b"\n")
        return len(kept.reading.claims)


class _Plover:
    def __init__(self, file: BinaryIO, places: Gazetteer) -> None:
        self._file, self._places = file, places
        self._encode = msgspec.json.Encoder().encode

    def add(self, kept: Kept) -> int:
        from marsad.exports.plover import records

        found = records(kept, self._places)
        for record in found:
            self._file.write(self._encode(record) + b"\n")
        return len(found)


class _Ftm:
    def __init__(self, file: BinaryIO, places: Gazetteer) -> None:
        from marsad.exports.ftm import Entities

        self._file, self._entities = file, Entities(places)
        self._encode = msgspec.json.Encoder().encode

    def add(self, kept: Kept) -> int:
        number = 0
        for entity in self._entities.of(kept):
            self._file.write(self._encode(entity) + b"\n")
            number += "recordId" in entity["properties"]
        return number


@contextmanager
def _geojson(file: BinaryIO, lexicon: Path | None) -> Iterator[Writer]:
    from marsad.exports import geojson
    from marsad.exports.located import Gazetteer

    file.write(geojson.HEAD)
    yield _Features(file, Gazetteer.of(lexicon))
    file.write(geojson.FOOT)


class _Features:
    def __init__(self, file: BinaryIO, places: Gazetteer) -> None:
        self._file, self._places = file, places
        self._between = b""
        self._encode = msgspec.json.Encoder().encode

    def add(self, kept: Kept) -> int:
        from marsad.exports.geojson import features

        found = features(kept, self._places)
        for feature in found:
            self._file.write(self._between + self._encode(feature))
            self._between = b",\n"
        return len(found)
