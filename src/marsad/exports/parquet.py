"""Claims as Arrow and Parquet, for pandas, R, DuckDB and Spark: the text as it stands, types and meanings in the schema.

Parquet is written by row groups, so that memory stays flat however many reports there are. The same readings give the
same bytes with the same pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import astuple

from marsad import __version__
from marsad.errors import MissingExtra
from marsad.exports.atomic import replacing
from marsad.exports.rows import Origin, Row, columns, rows
from marsad.model import Reading

if TYPE_CHECKING:
    import pyarrow

GROUP = 20_000  # rows of a group …
CHARACTERS = 16_000_000  # … or characters, whichever comes first
EXTRA = "tables"
LEAD = {
    "id": "id of the claim in the store",
    "report": "id of its report in the store",
}  # before the columns of every table


def need_pyarrow(where: str) -> None:
    """Raises MissingExtra, in the name of ``where``, unless pyarrow is installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingExtra(where, "pyarrow", EXTRA) from None


def schema(lead: bool = False) -> pyarrow.Schema:
    """The columns, ``LEAD`` before them where asked for, each field with its meaning as ``description``. Raises MissingExtra."""
    need_pyarrow("an Arrow table")
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields = [pa.field(name, pa.string(), False, {"description": meaning}) for name, meaning in LEAD.items() if lead]
    fields += [pa.field(c.name, types[c.kind], c.nullable, {"description": c.meaning}) for c in columns()]
    return pa.schema(fields, {"marsad": __version__})


def table(values: Iterable[Row], lead: Sequence[Sequence[str]] | None = None) -> pyarrow.Table:
    """Rows as an Arrow table; ``lead`` are each row's cells of the columns ``LEAD``. Raises MissingExtra."""
    shape = schema(lead is not None)
    import pyarrow as pa

    whole = (
        map(astuple, values) if lead is None else ((*own, *astuple(row)) for own, row in zip(lead, values, strict=True))
    )
    cells = list(zip(*whole, strict=True)) or [()] * len(shape)
    arrays = [pa.array(column, field.type) for column, field in zip(cells, shape, strict=True)]
    return pa.Table.from_arrays(arrays, schema=shape)


class ParquetWriter:
    """Writes readings to an open binary file, a row group at a time; ``close`` writes the last one and the foot.

    With ``lead`` the columns ``LEAD`` stand before those of every table.
    """

    def __init__(self, file: BinaryIO, lead: bool = False) -> None:
        shape = schema(lead)
        from pyarrow import parquet

        self._parquet = parquet.ParquetWriter(file, shape, compression="zstd")
        self._rows: list[Row] = []
        self._lead: list[tuple[str, ...]] | None = [] if lead else None
        self._characters = 0

    def add(self, reading: Reading, origin: Origin | None = None) -> int:
        """Write the claims of a reading; returns how many there are."""
        number = 0
        for row in rows(reading, origin):
            self.write(row)
            number += 1
        return number

    def write(self, row: Row, *lead: str) -> None:
        """Write one claim, with its cells of the leading columns."""
        self._rows.append(row)
        if self._lead is not None:
            self._lead.append(lead)
        self._characters += sum(len(cell) for cell in astuple(row) if isinstance(cell, str))
        if len(self._rows) >= GROUP or self._characters >= CHARACTERS:
            self._flush()

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._parquet.close()

    def abandon(self) -> None:
        """Close what will be thrown away; pyarrow would else do it when the file is gone."""
        with suppress(Exception):
            self._parquet.close()

    def _flush(self) -> None:
        self._parquet.write_table(table(self._rows, self._lead), GROUP)
        self._rows.clear()
        if self._lead is not None:
            self._lead.clear()
        self._characters = 0


@contextmanager
def open_parquet(path: Path) -> Iterator[ParquetWriter]:
    """A writer to ``path``, which is replaced when all is written. Raises OutputError and MissingExtra."""
    need_pyarrow("--parquet")
    with replacing(path) as file:
        writer = ParquetWriter(file)
        try:
            yield writer
        except BaseException:
            writer.abandon()
            raise
        writer.close()
