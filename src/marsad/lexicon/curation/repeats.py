"""Rows that stand twice. A verb may have several rows of one predicate: each for another construction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from marsad.arabic.normalise import fold
from marsad.lexicon.compile import alternatives
from marsad.tables import SEP, Fault, Row, Table

What = tuple[str, ...]


def faults(rows: list[Row], table: Table, key_of: Callable[[Table, dict[str, str]], What]) -> Iterator[Fault]:
    """Rows of one table that say the same; ``key_of`` gives by what a row is known."""
    first: dict[What, Row] = {}
    for row in rows:
        what = (*key_of(table, row.cells), *_construction(row))
        other = first.setdefault(what, row)
        if other is not row and any(row[column] for column in table.key):
            where = f"line {other.line}" if other.path == row.path else f"{other.path.name}:{other.line}"
            yield row.fault(f"the same entry stands in {where}", "make one row of the two")


def _construction(row: Row) -> What:
    """What tells two rows of one verb apart: its form, where its sides stand, how its masdar takes them."""
    if "form" not in row.cells:
        return ()
    genitive = [flag for flag in row.cells.get("flags", "").split(",") if flag.startswith("gen=")]
    return (row["form"], _slots(row, "agent"), _slots(row, "patient"), *genitive)


def _slots(row: Row, side: str) -> str:
    return SEP.join(sorted(fold(slot.partition(":")[0].strip()) for slot in row.cells.get(side, "").split(SEP)))


def forms(rows: list[Row], table: Table) -> Iterator[Fault]:
    """Written forms that two rows of a table list; tables of nouns, titles and loaded words have such a column."""
    if "forms" not in table.names:
        return
    word = table.key[0]
    first: dict[str, Row] = {}
    for row in rows:
        for form in dict.fromkeys(alternatives(f"{row[word]}{SEP}{row['forms']}")):
            other = first.setdefault(form, row)
            if other is not row and fold(row[word]) != fold(other[word]):
                where = f"line {other.line}" if other.path == row.path else f"{other.path.name}:{other.line}"
                yield row.fault(f"«{form}» is also a form of «{other[word]}» ({where})", "keep it in one of the two")
