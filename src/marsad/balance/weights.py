"""The table by which claims weigh as ties: the built-in ``ties.tsv``, or an analyst's own with the same columns.

A loaded table is whole: every built-in predicate, modality, certainty and kind of the codebook has its line, for an own
table stands on top of the built-in one. A predicate of one's own has none until an own table gives it one: it weighs 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from marsad import codebook, tables
from marsad.errors import TableError
from marsad.model import Certainty, Claim
from marsad.tables import Column, Table

BUILT_IN = Path(__file__).parent / "ties.tsv"
COLUMNS = ("what", "name", "value", "denied", "why")
_SIGNED = "predicate"  # the lines that may be negative and have a value for a denial
_TABLE = Table("ties", tuple(Column(name, "key", False, (), "", "") for name in COLUMNS))


@dataclass(frozen=True, slots=True)
class Weight:
    """One line: ``denied`` is 0 but for predicates."""

    what: str
    name: str
    value: float
    denied: float
    why: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The table in use, by ``(what, name)``."""

    lines: Mapping[tuple[str, str], Weight]

    def value(self, claim: Claim) -> float:
        """How a claim weighs between its sides, -1 to 1 with the built-in table: > 0 for, < 0 against, 0 neither."""
        line = self.lines.get(("predicate", claim.predicate))
        if line is None:  # a predicate of one's own that the table leaves out
            return 0.0
        sign = line.denied if claim.polarity == "negative" else line.value
        share = self.lines["modality", claim.modality].value * self.lines["certainty", claim.certainty].value
        return round(sign * share, 6) or 0.0

    def party(self, kind: str) -> bool:
        """Whether entities of this kind can be a side of a tie."""
        return self.lines["kind", kind].value > 0

    def text(self) -> str:
        """The table as a file, with the remarks that stand at the head of the built-in one."""
        remarks = [line for line in BUILT_IN.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        rows = [
            (w.what, w.name, f"{w.value:g}", f"{w.denied:g}" if w.what == _SIGNED else "", w.why)
            for w in self.lines.values()
        ]
        return "\n".join([*remarks, *("\t".join(row) for row in (COLUMNS, *rows))]) + "\n"


def weights(own: Path | None = None, book: codebook.Codebook | None = None) -> Weights:
    """The built-in table, with the lines of the file ``own`` on top; predicates of one's own stand in ``book``.

    Raises TableError with file and line.
    """
    predicates = (book or codebook.built_in()).predicates
    lines = {(line.what, line.name): line for line in _load(BUILT_IN, predicates)}
    if own is not None:
        lines |= {(line.what, line.name): line for line in _load(own, predicates)}
    return Weights(lines)


def _load(path: Path, predicates: Iterable[str]) -> Iterator[Weight]:
    rows, faults = tables.read(path, _TABLE)
    for fault in faults:
        raise TableError(f"{path}:{fault.line}" if fault.line else str(path), fault.trouble, fault.remedy)
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        where = f"{path}:{row.line}"
        if row.off:
            raise TableError(where, "a line cannot be off", "give it the value 0")
        weight = _weight(where, row.cells, predicates)
        key = weight.what, weight.name
        if key in seen:
            raise TableError(where, f"{' '.join(key)} stands already on line {seen[key]}", "keep one")
        seen[key] = row.line
        yield weight


def _weight(where: str, row: Mapping[str, str], predicates: Iterable[str]) -> Weight:
    known: Mapping[str, Iterable[str]] = {
        "predicate": predicates,
        "modality": codebook.modalities(),
        "certainty": get_args(Certainty),
        "kind": codebook.kinds(),
    }
    what, name = row["what"], row["name"]
    if what not in known:
        raise TableError(where, f"{what!r} in column 'what' is unknown", f"write one of {', '.join(known)}")
    if name not in known[what]:
        raise TableError(where, f"{name!r} is no {what} of the codebook", f"write one of {', '.join(known[what])}")
    if not row["why"]:
        raise TableError(where, "column 'why' is empty", "say in a few words why it has this value")
    denied = _number(where, "denied", row["denied"], -1) if what == _SIGNED else 0.0
    return Weight(what, name, _number(where, "value", row["value"], -1 if what == _SIGNED else 0), denied, row["why"])


def _number(where: str, column: str, text: str, least: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= 1:
        raise TableError(where, f"column {column!r}: {text!r} is no number from {least} to 1", "write it as 0.5")
    return value
