"""``marsad export``: the store's claims in the formats of the field."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import Lexicon, own_lexicon, say_unknown
from marsad.cli.options import Asked, Db, filtered, observatory
from marsad.errors import OptionError

if TYPE_CHECKING:
    from marsad.observatory.taking import Exported


class Format(StrEnum):
    """Formats of an export; ``exports.formats`` says what each holds."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    plover = "plover"
    geojson = "geojson"
    graphml = "graphml"
    ftm = "ftm"


@filtered
def export(
    format: Annotated[
        Format, typer.Argument(metavar="FORMAT", help="csv, parquet, jsonl, plover, geojson, graphml or ftm.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to, in place of standard output.")
    ] = None,
    *,
    asked: Asked,
    lexicon: Lexicon = None,
    db: Db = None,
) -> None:
    """Take claims out of the store in a format that other programs open.

    csv: a table, a row a claim, for spreadsheets. parquet: the same, typed, for pandas, R, DuckDB and Spark. jsonl: whole
    readings with the claims asked for, one a line. plover: events as PLOVER records, one a line. geojson: events and
    places held, as points for QGIS or a web map. graphml: actors and ties, for Gephi. ftm: FollowTheMoney entities, one a
    line, for Aleph.

    Without a filter all claims are taken; filters are those of marsad claims. A file is whole or not there, and memory
    stays small however many claims there are (but for graphml).
    """
    from marsad.cli.progress import progress

    if str(out) == "-":
        out = None
    if out is None and format is Format.parquet and sys.stdout.isatty():
        raise OptionError("parquet", "is nothing to read at a terminal", "name a file with --out claims.parquet")
    own_lexicon(lexicon)
    with observatory(db) as store:
        total = None if asked else store.status().reports
        with progress(total, bar=out is not None or not sys.stdout.isatty(), after=2.0) as watch:
            done = store.export(format.value, out or sys.stdout.buffer, lexicon=lexicon, watch=watch, **asked)
        sys.stdout.flush()
        if not done.claims:
            say_unknown(store, asked)
        _tell(done, format, out)


def _tell(done: Exported, format: Format, out: Path | None) -> None:
    from marsad.exports.formats import WITHOUT
    from marsad.show import warn

    where = f"; written: {out}" if out else ""
    warn(f"{done.claims:,} claims of {done.reports:,} reports{where}")
    if left := done.claims - done.written:
        warn(f"left out: {left:,} {WITHOUT[format.value]}")
