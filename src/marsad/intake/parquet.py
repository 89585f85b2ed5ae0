"""Parquet files of reports, a row a report, in batches. Runs in a process of its own: the parser is compiled code."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, BinaryIO

from marsad.errors import MissingInput, NeedsExtra
from marsad.intake.item import Item, Options, Refused
from marsad.intake.rows import chosen, item, refused

BATCH = 4_000_000  # bytes of rows at once
MOST = 1024  # rows at once


def split(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """The rows of a Parquet file, which must be one that can be sought in.

    Raises MissingInput for a file that is none or lacks the columns, NeedsExtra without pyarrow.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise NeedsExtra(origin, "Parquet files", "pyarrow") from None
    number = 0
    try:
        table = pyarrow.parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16)
        places = chosen(table.schema_arrow.names, origin, options.columns)
        _check_text(table.schema_arrow.types[places["text"]], table.schema_arrow.names[places["text"]], origin)
        columns = [table.schema_arrow.names[place] for place in places.values()]
        for batch in table.iter_batches(_rows(table), columns=columns, use_threads=False):
            cells = {field: batch.column(columns[n]) for n, field in enumerate(places)}
            for row in range(batch.num_rows):
                number += 1
                yield _item(cells, row, origin, number, options.limit)
    except (pyarrow.ArrowException, OSError) as fault:
        trouble = "is no Parquet file, or a broken one" if not number else f"breaks off behind row {number}"
        reason = " ".join(str(fault).split())[:200]
        raise MissingInput(
            origin, f"{trouble} ({reason})", "make it anew, or give the rows as CSV or JSON lines"
        ) from None


def _rows(table: Any) -> int:
    """How many rows fill a batch."""
    groups = [table.metadata.row_group(n) for n in range(min(table.metadata.num_row_groups, 100))]
    size = max((group.total_byte_size // max(group.num_rows, 1) for group in groups), default=0)
    return int(max(1, min(MOST, BATCH // max(size, 1))))


def _check_text(kind: Any, name: str, origin: str) -> None:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if not any(
        is_it(kind) for is_it in (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary)
    ):
        trouble = f"has {kind} in column {name!r}, not text"
        raise MissingInput(origin, trouble, "tell which column is the text with --column text=NAME")


def _item(cells: dict[str, Any], row: int, origin: str, number: int, limit: int) -> Item | Refused:
    values: dict[str, object] = {}
    for field, column in cells.items():
        try:
            value = column[row].as_py()
            values[field] = _plain(value)
        except (UnicodeDecodeError, ValueError, OverflowError):
            return refused(origin, number, "parquet", f"has a {field} that is no text in UTF-8")
        if isinstance(value, str | bytes) and len(value) > limit:
            return refused(
                origin, number, "parquet", f"is larger than {limit:,} bytes: raise the limit with --max-bytes"
            )
    return item(values, origin, number, "parquet")


def _plain(value: object) -> object:
    """Text, a whole number or nothing; a day or a moment as ISO 8601."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return str(value)
