"""Who held an office when: nobody holds one seat on a day on which another does, holders are persons, a seat has a title.

Dates are days, months or years; where they leave open whether two overlap, they do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from marsad.tables import Fault, Row

NO_END = "9999-12-31"


def first_day(date: str) -> str:
    """The first day that a date may mean."""
    return date + "-01-01"[(len(date) - 4) // 3 * 3 :] if date else ""


def last_day(date: str) -> str:
    """The last day that a date may mean; days are only compared, so a month may have 31."""
    return date + "-12-31"[(len(date) - 4) // 3 * 3 :] if date else NO_END


def faults(rows: list[Row], kinds: dict[str, str], others: Iterable[Row] = ()) -> Iterator[Fault]:
    """The faults of the offices in ``rows``, also beside ``others``; ``kinds`` has the kind of every actor by key."""
    offices: dict[str, list[Row]] = defaultdict(list)
    for row in [*others, *rows]:
        offices[row["office"]].append(row)
    mine = {id(row) for row in rows}
    for row in rows:
        kind = kinds.get(row["holder"], "person")
        if kind != "person":
            yield row.fault(f"the holder {row['holder']!r} is no person but {kind}", "write the key of a person")
    for name, found in offices.items():
        if not any(row["titles"] for row in found):
            trouble = f"the office {name!r} has no title in any of its rows"
            yield found[0].fault(trouble, "write how reports call who holds it")
        for n, later in enumerate(found):
            if id(later) in mine:
                yield from (_both(one, later) for one in found[:n] if overlap(one, later))


def _both(one: Row, later: Row) -> Fault:
    where = f"line {one.line}" if one.path == later.path else f"{one.path.name}:{one.line}"
    return later.fault(
        f"{later['holder']} holds {later['office']} ({_span(later)}) while {one['holder']} does ({_span(one)}, {where})",
        "mend the dates, or make two offices of it",
    )


def overlap(one: Row, two: Row) -> bool:
    """Are they of two persons, and is there a day on which both surely hold the office?"""
    if one["holder"] == two["holder"]:
        return False
    begins = max(_begun(one), _begun(two))
    return begins < min(_ends(one), _ends(two))


def _begun(row: Row) -> str:
    """The day by which it has surely begun."""
    return last_day(row["from"]) if row["from"] else NO_END


def _ends(row: Row) -> str:
    """The day until which it surely goes on."""
    return first_day(row["to"]) if row["to"] else NO_END


def _span(row: Row) -> str:
    return f"{row['from'] or '…'} to {row['to'] or '…'}"
