"""Claims as CSV, for spreadsheets and for programs: UTF-8, commas, one line a claim, a head with the names of the columns.

A file begins with a byte order mark, without which Excel takes UTF-8 for the machine's code page and shows Arabic as
noise; standard output, which goes to programs, does not. Reports are hostile: no cell can run as a formula
(OWASP, "CSV Injection"; CWE-1236), break its line, or carry a control character or a bidi override to a terminal.
Excel's limit of 32,767 characters a cell is kept, since a longer one spills over the rows below. ``exports.parquet``
keeps all as it stands.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import astuple

from marsad.arabic.display import harmless
from marsad.exports.atomic import replacing
from marsad.exports.rows import Origin, Row, columns, rows
from marsad.model import Reading

BOM = b"\xef\xbb\xbf"
CELL = 32_767
_OFTEN = 200  # characters of a cell that may come again
# A formula begins a cell, also behind white space and joiners, and in full-width letters; where a spreadsheet takes «;» for
# the separator, as it does under many locales, it may begin a cell in the middle of ours.
_FORMULA = re.compile("((?:^|;)[\\s\u200c\u200d\ufffd]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")


class CsvWriter:
    """Writes readings to an open binary file, row by row; ``lead`` are columns before those of every table."""

    def __init__(self, file: BinaryIO, lead: Sequence[str] = ()) -> None:
        self._file = file
        self._line = io.StringIO()
        self._csv = csv.writer(self._line, lineterminator="\n")
        self._write([*lead, *(column.name for column in columns())])

    def add(self, reading: Reading, origin: Origin | None = None) -> int:
        """Write the claims of a reading; returns how many there are."""
        number = 0
        for row in rows(reading, origin):
            self.write(row)
            number += 1
        return number

    def write(self, row: Row, *lead: str) -> None:
        """Write one claim, with its cells of the leading columns."""
        self._write(map(_cell, (*lead, *astuple(row))))

    def _write(self, cells: Iterable[object]) -> None:
        self._csv.writerow(cells)
        self._file.write(self._line.getvalue().encode())
        self._line.seek(0)
        self._line.truncate()


@contextmanager
def open_csv(path: Path) -> Iterator[CsvWriter]:
    """A writer to ``path``, which is replaced when all is written. Raises OutputError."""
    with replacing(path) as file:
        file.write(BOM)
        yield CsvWriter(file)


def _cell(value: str | int | float | None) -> str | int | float | None:
    if not isinstance(value, str):
        return value
    return _often(value) if len(value) <= _OFTEN else safe(value)


@lru_cache(maxsize=1024)
def _often(value: str) -> str:
    """Kinds, names, publishers and titles, which stand in many rows: half of the time."""
    return safe(value)


def safe(text: str) -> str:
    """``text`` as a cell that a spreadsheet shows as it stands: one line, no controls, no formula, not too long."""
    shown = _FORMULA.sub(r"\1'", harmless(text))
    if text.startswith(("\t", "\r")) and not shown.startswith("'"):
        shown = f"'{shown}"
    return shown if len(shown) <= CELL else f"{shown[: CELL - 1]}…"
