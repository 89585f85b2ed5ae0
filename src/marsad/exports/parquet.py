"""Claims as Arrow and Parquet, for pandas, R, DuckDB and Spark: the text as it stands, types and meanings in the schema.

Parquet is written by row groups, so that memory stays flat however many reports there are. The same readings give the
same bytes with the same pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def need_pyarrow(where: str) -> None:
    """Raises MissingExtra, in the name of ``where``, unless pyarrow is installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingExtra(where, "pyarrow", EXTRA) from None


def schema() -> pyarrow.Schema:
    """The columns as an Arrow schema, each field with its meaning as ``description``. Raises MissingExtra."""
    need_pyarrow("an Arrow table")
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields = [pa.field(c.name, types[c.kind], c.nullable, {"description": c.meaning}) for c in columns()]
    return pa.schema(fields, {"marsad": __version__})


def table(values: Iterable[Row]) -> pyarrow.Table:
    """Rows as an Arrow table. Raises MissingExtra."""
    shape = schema()
    import pyarrow as pa

    cells = list(zip(*map(astuple, values), strict=True)) or [()] * len(shape)
    arrays = [pa.array(column, field.type) for column, field in zip(cells, shape, strict=True)]
    return pa.Table.from_arrays(arrays, schema=shape)


class ParquetWriter:
    """Writes readings to an open binary file, a row group at a time; ``close`` writes the last one and the foot."""

    def __init__(self, file: BinaryIO) -> None:
        shape = schema()
        from pyarrow import parquet

        self._parquet = parquet.ParquetWriter(file, shape, compression="zstd")
        self._rows: list[Row] = []
        self._characters = 0

    def add(self, reading: Reading, origin: Origin | None = None) -> int:
        """Write the claims of a reading; returns how many there are."""
        number = 0
        for row in rows(reading, origin):
            self._rows.append(row)
            self._characters += sum(len(cell) for cell in astuple(row) if isinstance(cell, str))
            number += 1
            if len(self._rows) >= GROUP or self._characters >= CHARACTERS:
                self._flush()
        return number

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._parquet.close()

    def abandon(self) -> None:
        """Close what will be thrown away; pyarrow would else do it when the file is gone."""
        with suppress(Exception):
            self._parquet.close()

    def _flush(self) -> None:
        self._parquet.write_table(table(self._rows), GROUP)
        self._rows.clear()
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
