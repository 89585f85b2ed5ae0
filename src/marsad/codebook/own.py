"""A researcher's own predicates: ``predicates.tsv`` (or ``.csv``) in a folder, on top of the built-in ones.

A row with a new name adds a predicate. One with a built-in name changes what a reader asks of it (kinds, open sides, slots)
and how it is explained; which group it belongs to and whether it is symmetric is the data contract's. ``off`` takes a
predicate out: no claim of it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marsad import tables
from marsad.codebook import HERE, TABLE, Codebook, built_in, codebook, predicate, predicates
from marsad.errors import LexiconError
from marsad.tables import Fault, Folder, Row

NAME = re.compile(r"[a-z][a-z0-9_]*")
SPEC = tables.describe(HERE / "columns.tsv")["predicates"]
FIXED = ("group", "symmetric")  # of a built-in predicate: stored readings rely on them
_BUILT_IN_ONLY = ("kinds", "modalities", "devices", "terms")


def present(folder: Path) -> bool:
    """Has the folder a table of predicates?"""
    return any(name == "predicates" and path.suffix in tables.SUFFIXES for name, path in tables.paths(folder))


def load(folder: Path | None) -> Codebook:
    """The built-in predicates with those of ``folder`` on top.

    Raises LexiconError with file and line of the first fault.
    """
    if folder is None:
        return built_in()
    have = read(folder)
    tables.refuse(have.faults, f"marsad codebook check {folder}")
    return book(have)


def book(have: Folder) -> Codebook:
    """The built-in predicates with those of a folder on top, as far as its rows can be used."""
    own = dict(predicates())
    off = []
    for row in have.rows.get("predicates", []):
        if row.off:
            off.append(row["predicate"])
        else:
            own[row["predicate"]] = predicate(row.cells)
    return codebook(own, [name for name in own if name not in predicates()], off)


def read(folder: Path) -> Folder:
    """The rows of a folder's own predicates, defaults filled in, with all faults.

    Raises LexiconError where the folder has no table of predicates.
    """
    others = [name for name, _ in tables.paths(folder) if name != "predicates" and name not in _BUILT_IN_ONLY]
    out = tables.read_folder(folder, {"predicates": SPEC}, others)
    for n, fault in enumerate(out.faults):
        if fault.path.stem in _BUILT_IN_ONLY:
            out.faults[n] = fault._replace(
                trouble=f"{fault.path.stem} are part of the data contract", remedy="take the file out of the folder"
            )
    if not out.files and not out.faults:
        raise LexiconError(
            str(folder), "has no predicates.tsv", "write one with: marsad lexicon new DIR, or name another folder"
        )
    first: dict[str, Row] = {}
    for row in out.rows.get("predicates", []):
        faults = [*_faults(row)]
        if row["predicate"] in first:
            other = first[row["predicate"]]
            faults.append(row.fault(f"{row['predicate']!r} stands in line {other.line} too", "keep one of the two"))
        first.setdefault(row["predicate"], row)
        out.faults += faults
    return out


def _faults(row: Row) -> Iterator[Fault]:
    """What is wrong with a row; fills its empty cells on the way."""
    name = row["predicate"]
    if not NAME.fullmatch(name):
        trouble = f"{name!r} is no name of a predicate" if name else "predicate is empty"
        yield row.fault(trouble, "write small Latin letters, digits and _, as blocks_aid")
        return
    known = predicates().get(name)
    if row.off:
        if known is None:
            yield row.fault(f"{name!r} is no built-in predicate, so it cannot be off", "take the line out")
        return
    built = _built_in_cells(name) if known is not None else {}
    for fixed in FIXED:
        if known is not None and row[fixed] and row[fixed] != built[fixed]:
            yield row.fault(
                f"{fixed} of the built-in predicate {name!r} cannot be changed", "give yours a name of its own"
            )
    for column in SPEC.columns:
        row.cells[column.name] = row[column.name] or built.get(column.name, "") or column.default
    row.cells["third_en"] = row["third_en"] or name.replace("_", " ")
    row.cells["bare_en"] = row["bare_en"] or _bare(row["third_en"])
    row.cells["noun_ar"] = row["noun_ar"] or row["cues"].split(tables.SEP)[0] or row["meaning_ar"] or name
    if known is None and row["group"] == "standing" and row["slots"]:
        yield row.fault(f"{name!r} is a standing relation, which has no {row['slots']}", "leave slots empty", True)
    for words in ("meaning_en", "meaning_ar", "third_en", "bare_en", "noun_ar"):
        if len(row[words]) > tables.LONGEST:
            yield row.fault(f"{words} is longer than {tables.LONGEST} characters", "say it in a sentence")
    yield from tables.empties(row, SPEC)
    yield from tables.values(row, SPEC)
    for side in ("agent", "patient"):
        if row[side] and row[side] not in row["example"]:
            yield row.fault(f"the {side} {row[side]!r} does not stand in the example", "write it as it stands there")


def _built_in_cells(name: str) -> dict[str, str]:
    rows, _ = tables.read(TABLE, SPEC)
    return next(row.cells for row in rows if row["predicate"] == name)


def _bare(third: str) -> str:
    """``blocks aid`` as ``block aid``, ``accuses`` as ``accuse``, ``denies`` as ``deny``, ``is part of`` as ``be part of``."""
    verb, _, rest = third.partition(" ")
    if verb in ("is", "has", "does"):
        verb = {"is": "be", "has": "have", "does": "do"}[verb]
    elif verb.endswith("ies") and len(verb) > 4:
        verb = f"{verb[:-3]}y"
    elif re.search("(ss|sh|ch|x|zz|o)es$", verb):
        verb = verb[:-2]
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return f"{verb} {rest}".strip()
