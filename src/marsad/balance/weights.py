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

from marsad import codebook
from marsad.errors import TableError
from marsad.model import Certainty, Claim

BUILT_IN = Path(__file__).parent / "ties.tsv"
COLUMNS = ("what", "name", "value", "denied", "why")
_SIGNED = "predicate"  # the lines that may be negative and have a value for a denial
_HELP = "marsad ties prints the built-in table"


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
        remarks = [line for line in _text(BUILT_IN).splitlines() if line.startswith("#")]
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
    seen: dict[tuple[str, str], int] = {}
    header: list[str] | None = None
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if missing := [name for name in COLUMNS if name not in header]:
                raise TableError(f"{path}:{number}", f"has no column {missing[0]!r}", f"columns: {', '.join(COLUMNS)}")
            continue
        if len(cells) != len(header):
            trouble = f"has {len(cells)} cells under a header of {len(header)}"
            raise TableError(f"{path}:{number}", trouble, "separate cells by one tab")
        weight = _weight(f"{path}:{number}", dict(zip(header, cells, strict=True)), predicates)
        key = weight.what, weight.name
        if key in seen:
            raise TableError(f"{path}:{number}", f"{' '.join(key)} stands already on line {seen[key]}", "keep one")
        seen[key] = number
        yield weight
    if header is None:
        raise TableError(str(path), "is empty", _HELP)


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


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise TableError(str(path), fault.strerror or "cannot be read", "check the path") from None
    except UnicodeDecodeError:
        raise TableError(str(path), "is not UTF-8", "save it as UTF-8") from None
