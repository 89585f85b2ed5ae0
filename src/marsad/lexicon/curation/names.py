"""Names that two entries share with nothing to decide between them, entries that stand twice, parents in a ring.

What decides between two actors of one name is the country that the report speaks of; between two places the words of the
column ``decides``. A name that is meant as it stands, though it looks like a fault, is listed in the column ``checked``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.arabic.normalise import table_key
from marsad.tables import SEP, Fault, Row

NAMING = ("states", "actors", "places")  # tables whose spellings are names
MEANT = "or, if it is meant as it stands, write the name into the column checked"


class Bearer(NamedTuple):
    """An entry under one of its names."""

    table: str
    row: Row
    name: str

    @property
    def key(self) -> str:
        return self.row["key"]

    @property
    def country(self) -> str:
        own = self.key if self.table == "states" else ""
        return self.row.cells.get("country", "") or own

    def where(self, other: Row) -> str:
        """Its key and where it stands, seen from another row."""
        same = other.path == self.row.path
        return f"{self.key} ({f'line {self.row.line}' if same else f'{self.row.path.name}:{self.row.line}'})"


def names(row: Row) -> list[str]:
    """The name and the variants of a row."""
    return [part.strip() for part in f"{row['name']}{SEP}{row['variants']}".split(SEP) if part.strip()]


def checked(row: Row) -> set[str]:
    """Names that somebody has looked at and means as they stand, folded."""
    return {table_key(part) for part in row.cells.get("checked", "").split(SEP) if part.strip()}


def shared(rows: dict[str, list[Row]]) -> Iterator[Fault]:
    """Names of two entries that nothing tells apart, said of the later one."""
    bearers: dict[str, list[Bearer]] = defaultdict(list)
    for table in NAMING:
        for row in rows.get(table, []):
            for key, name in {table_key(name): name for name in reversed(names(row))}.items():
                if not row.off and len(key) > 2:
                    bearers[key].append(Bearer(table, row, name))
    for found in bearers.values():
        for n, later in enumerate(found):
            rival = next((one for one in found[:n] if one.key != later.key and undecided(one, later)), None)
            if rival is not None and table_key(later.name) not in checked(later.row) | checked(rival.row):
                yield later.row.fault(f"«{later.name}» is also a name of {rival.where(later.row)}, and nothing decides between them",
                                      f"{_remedy(rival, later)}; {MEANT}")  # fmt: skip


def undecided(one: Bearer, two: Bearer) -> bool:
    """May a reader of both not tell which is meant?"""
    places = (one.table == "places") + (two.table == "places")
    if places == 2:
        return not (one.row["decides"] or two.row["decides"])
    if places == 1:  # the actor is always taken
        return not (one if one.table == "places" else two).row["decides"]
    return one.country == two.country or not (one.country and two.country)


def _remedy(one: Bearer, two: Bearer) -> str:
    if "places" in (one.table, two.table):
        return "take it out of one of the two, or give the place words that decide (column decides)"
    return "make one entry of the two, or give each its country"


def twins(rows: dict[str, list[Row]]) -> Iterator[Fault]:
    """Entries of one kind and country with the same English label: most are one entry written twice."""
    first: dict[tuple[str, ...], Row] = {}
    for table in NAMING:
        for row in rows.get(table, []):
            label = row["label_en"].casefold().replace("-", " ").replace("'", "")
            what = (table, row.cells.get("kind", ""), row.cells.get("country", ""), label)
            other = first.setdefault(what, row)
            if label and other is not row and not row.off and table_key(row["name"]) not in checked(row):
                yield row.fault(f"has the English name of {Bearer(table, other, '').where(row)}: {row['label_en']}",
                                f"make one entry of the two, or tell them apart in label_en; {MEANT}", True)  # fmt: skip


def unlabelled(rows: Iterable[Row]) -> Iterator[Fault]:
    """Entries without an English name, for tables and maps."""
    for row in rows:
        if not row["label_en"]:
            yield row.fault("label_en is empty", "write its usual English name")


def rings(rows: list[Row]) -> Iterator[Fault]:
    """Actors that are, by their parents, part of themselves."""
    parent = {row["key"]: row["parent"] for row in rows}
    for row in rows:
        seen, key = [row["key"]], row["parent"]
        while key and key not in seen:
            seen.append(key)
            key = parent.get(key, "")
        if key == row["key"]:
            yield row.fault(f"is part of itself: {' < '.join([*seen, key])}", "mend the parent of one of them")
