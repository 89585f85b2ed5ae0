"""Tables of reports, a row a report: CSV as a stream, and what a row of any table has to be.

The bytes of such a report are its row as one JSON object of the known fields, so that a row is the same report
whichever table holds it and whatever else stands beside it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import msgspec
from msgspec import Struct

from marsad.errors import BrokenRow, InputError, MissingInput
from marsad.intake import jsonlines
from marsad.intake.document import Document
from marsad.intake.item import Item, Options, Refused, legible
from marsad.intake.text import encoding

FIELDS = ("text", "id", "title", "publisher", "published", "url")
DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_EXCEL = re.compile(r'"?sep=(.)"?\s*$')  # a first line by which Excel is told the delimiter
_HALF = re.compile("[\ud800-\udfff]")


class _Row(Struct, omit_defaults=True):
    """The known fields of a row, in the order in which they are kept."""

    text: str
    id: str | int | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


def split(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """The rows of a CSV file, told apart by their ``url``, or else their ``id``, or else their number from 1.

    The delimiter is the one under which the first line names the columns. A row that is no report costs itself alone.
    Raises MissingInput where the columns are not there, UndecodableInput for a file in no known code page.
    """
    sample = file.peek(_SAMPLE) if isinstance(file, io.BufferedReader) else b""
    plain = io.TextIOWrapper(file, encoding(sample, origin), errors="surrogateescape", newline="")
    try:
        lines = _Lines(plain, options.limit)
        places, table = _opened(lines, origin, options.columns)
        number = 0
        while (cells := _next(table, lines)) is not None:
            number += 1
            if isinstance(cells, str):
                yield refused(origin, number, "csv", cells)
            elif any(cells):
                yield _item(cells, places, origin, number)
    finally:
        plain.detach()


def item(values: Mapping[str, object], origin: str, number: int, kind: str) -> Item | Refused:
    """The report in a row, or why there is none. ``values`` are of the known fields, None where a cell is empty."""
    text, own, url = values.get("text"), values.get("id"), values.get("url")
    if not isinstance(text, str) or not text.strip():
        trouble = "has an empty text" if text is None or isinstance(text, str) else "has a text that is none"
        return refused(origin, number, kind, trouble, own if isinstance(own, str | int) else None)
    row = _Row(text, own if isinstance(own, int) else _text(own), *(_text(values.get(name)) for name in FIELDS[2:]))
    position = f"row {number}" if row.id is None else f"id {legible(str(row.id)[:200])}"
    address = legible(str(url)) if url else None
    data = msgspec.json.encode(row)
    return Item(origin=origin, format=kind, data=data, position=position, address=address, number=number)


def refused(origin: str, number: int, kind: str, trouble: str, own: str | int | None = None) -> Refused:
    """A row that holds no report."""
    remedy = "mend the row, or leave it out"
    return Refused(origin, f"row {number}", kind, BrokenRow(origin, number, trouble, remedy, own))


def parse(item: Item) -> Document:
    """The document of a row. Raises InputError where its bytes were made by something else."""
    out = jsonlines.parse(item.data, item.origin, item.number)
    if isinstance(out, Document):
        return out
    raise InputError(item.where, out.trouble, out.remedy)


def chosen(names: Sequence[str], origin: str, columns: Mapping[str, str]) -> dict[str, int]:
    """Which column holds which field: the one that ``columns`` names, else the one that is called like the field.

    Raises MissingInput where a named one, or the one with the text, is not there.
    """
    places = {}
    for field in FIELDS:
        wanted = columns.get(field)
        found = [n for n, name in enumerate(names) if name == wanted or (wanted is None and _same(name, field))]
        if found:
            places[field] = found[0]
        elif wanted is not None or field == "text":
            have = ", ".join(legible(name[:40]) for name in names[:20]) or "none"
            trouble = f"has no column {(wanted or field)!r} (its columns: {have})"
            raise MissingInput(origin, trouble, f"tell which one it is with --column {field}=NAME")
    return places


def _same(name: str, field: str) -> bool:
    return name.strip().lower() == field


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _opened(lines: _Lines, origin: str, columns: Mapping[str, str]) -> tuple[dict[str, int], Iterator[list[str]]]:
    """Where the fields stand, and the rows behind the line that names the columns."""
    csv.field_size_limit(0x7FFFFFFF)  # _Lines has the limit, which is the row's
    try:
        first = next(lines, "")
        if excel := _EXCEL.match(first):
            delimiters: tuple[str, ...] = (excel[1],)
            first = next(lines, "")
        else:
            delimiters = DELIMITERS
        heads = {mark: next(csv.reader([first], delimiter=mark), []) for mark in delimiters}
    except csv.Error as fault:
        raise MissingInput(origin, f"has a first line that names no columns ({fault})", "mend it") from None
    wanted = {columns.get(field, field) for field in FIELDS}
    mark = max(heads, key=lambda mark: (sum(name.strip() in wanted for name in heads[mark]), len(heads[mark])))
    places = chosen(heads[mark], origin, columns)
    return places | {"": len(heads[mark])}, csv.reader(lines, delimiter=mark, strict=True)


def _next(table: Iterator[list[str]], lines: _Lines) -> list[str] | str | None:
    """The next row, why it is none, or None at the end."""
    lines.begin()
    try:
        return next(table, None)
    except csv.Error as fault:
        return f"{fault} (line {lines.number})"


def _item(cells: list[str], places: Mapping[str, int], origin: str, number: int) -> Item | Refused:
    if len(cells) != places[""]:
        trouble = f"has {len(cells)} cells where the first line names {places['']} columns"
        return refused(origin, number, "csv", trouble)
    values = {field: cells[place] or None for field, place in places.items() if field}
    if any(value and _HALF.search(value) for value in values.values()):
        return refused(origin, number, "csv", "holds bytes that are no text in the encoding of the file")
    return item(values, origin, number, "csv")


class _Lines(Iterable[str]):
    """Lines of a text for one row after the other; raises csv.Error where a row grows over the limit, and goes on."""

    def __init__(self, file: io.TextIOWrapper, limit: int) -> None:
        self.number = 0
        self._file = file
        self._limit = limit
        self._taken = 0

    def begin(self) -> None:
        """A new row."""
        self._taken = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._limit and not line.endswith("\n"):
            while (rest := self._file.readline(1 << 20)) and not rest.endswith("\n"):
                pass
            raise csv.Error(f"is longer than {self._limit:,} characters: raise the limit with --max-bytes")
        self._taken += len(line)
        if self._taken > 2 * self._limit:
            raise csv.Error(f"is longer than {2 * self._limit:,} characters: a quotation mark that is not closed?")
        return line.removeprefix("\ufeff") if self.number == 1 else line
