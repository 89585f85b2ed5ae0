"""A researcher's own word tables on top of the built-in ones.

A row whose key (the columns that ``columns.tsv`` marks so) is a built-in row's takes its place: cells that it leaves empty
keep what the built-in row has, and a list that begins with + is added to the built-in one. A row with ``off`` takes the
built-in row out. All other rows are added. What a row leaves empty beyond that is made by rule where that is safe.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from marsad import tables
from marsad.arabic.normalise import fold
from marsad.arabic.transliteration import romanise
from marsad.arabic.verbforms import form_of, imperfect_of
from marsad.codebook import Codebook
from marsad.lexicon import compile as _compile
from marsad.lexicon.rules import TERRITORIES
from marsad.lexicon.rules import faults as rule_faults
from marsad.tables import SEP, Fault, Folder, Row, Table

SPEC = tables.describe(Path(__file__).parent / "columns.tsv")
CODEBOOK_TABLES = ("predicates",)  # may lie in the same folder
OWN = "own"  # flag of own frames: where they fit as well as a built-in one, they go first
ENTRIES = ("states", "actors", "places")  # tables whose rows have a key
VERBAL = ("verbs", "operators", "reporting")
Key = tuple[str, ...]


def key_of(table: Table, cells: dict[str, str]) -> Key:
    """By what a row is known: its key columns, spelling differences folded."""
    return tuple(_same(cells[column]) for column in table.key)


def _same(cell: str) -> str:
    return SEP.join(sorted(fold(part.strip()) for part in cell.split(SEP))) if cell else ""


class BuiltIn:
    """The rows of the built-in tables, as own ones are completed from and checked against them."""

    def __init__(self, rows: _compile.Rows) -> None:
        self.rows = rows

    @cached_property
    def by_key(self) -> dict[str, dict[Key, dict[str, str]]]:
        """Built-in rows by table and key, the first of those that share one."""
        out: dict[str, dict[Key, dict[str, str]]] = {}
        for table, rows in self.rows.items():
            if table in SPEC:
                have = out.setdefault(table, {})
                for row in rows:
                    have.setdefault(key_of(SPEC[table], row), row)
        return out

    @cached_property
    def verbs(self) -> dict[str, tuple[str, str]]:
        """Imperfect and form of the verbs of the built-in tables, by folded perfect."""
        out: dict[str, tuple[str, str]] = {}
        for table in VERBAL:
            for row in self.rows.get(table, []):
                if row["pos"] == "v" and row["imperfect"]:
                    out.setdefault(fold(row["lemma"].split(SEP)[0]), (row["imperfect"], row["form"]))
        return out

    @cached_property
    def prepositions(self) -> frozenset[str]:
        rows = self.rows.get("particles", [])
        return frozenset({*"بلكو", *(fold(r["word"]) for r in rows if r["class"] in ("prep", "by", "about"))})

    @cached_property
    def keys(self) -> dict[str, frozenset[str]]:
        """The keys of states, actors and places, and of the places that are a country of their own."""
        out = {name: frozenset(row["key"] for row in self.rows.get(name, [])) for name in ENTRIES}
        own = (row["key"] for row in self.rows.get("places", []) if row["key"] == row["country"])
        return out | {TERRITORIES: frozenset(own)}


@cache
def built_in() -> BuiltIn:
    """The built-in tables, read once: a check of own tables needs them, a reading with cached ones does not."""
    return BuiltIn(_compile.rows([_compile.TABLES]))


class Known:
    """The built-in tables and the codebook, with the keys of the own entries."""

    def __init__(self, built: BuiltIn, book: Codebook) -> None:
        self.built = built
        self.book = book
        self.own: dict[str, set[str]] = defaultdict(set)

    def keys(self, *names: str) -> set[str]:
        """The keys of entries in these tables, built-in and own."""
        return set().union(*(self.built.keys[n] | self.own[n] for n in names))


def read(folder: Path, known: Known) -> Folder:
    """The rows of a folder, completed, with all their faults."""
    out = tables.read_folder(folder, SPEC, CODEBOOK_TABLES)
    out.faults = [_named(f) for f in out.faults]
    if not (out.files or out.faults or any(name in CODEBOOK_TABLES for name, _ in tables.paths(folder))):
        out.faults.append(Fault(folder, 0, "holds no table", f"write some: marsad lexicon new {folder}"))
    for name in out.rows:
        if "key" in SPEC[name].names:
            out.faults += _keys(out.rows[name], name, known)
    for name, rows in out.rows.items():
        for row in rows:
            out.faults += complete(row, SPEC[name], known)
            if not row.off:
                out.faults += [*tables.empties(row, SPEC[name]), *tables.values(row, SPEC[name])]
                out.faults += rule_faults(row, name, known.book, known.built.prepositions, known.keys)
        out.faults += twice(rows, SPEC[name])
    out.faults += clashes(out.rows, known)
    return out


def _keys(rows: list[Row], name: str, known: Known) -> Iterator[Fault]:
    """Make the keys that are left out, and note all."""
    for row in rows:
        key = row["key"] or _made_key(row)
        if not row["key"] and (key,) in known.built.by_key.get(name, {}):
            trouble = f"the key {key!r}, made from the name, is a built-in entry's"
            yield row.fault(trouble, "write a key: that one to change the entry, or a new one")
        row.cells["key"] = key
        if not row.off:
            known.own[name].add(key)


def _named(fault: Fault) -> Fault:
    if fault.path.stem == "months":
        return fault._replace(trouble="the names of months are fixed", remedy="take the file out of the folder")
    return fault


def complete(row: Row, table: Table, known: Known) -> Iterator[Fault]:
    """Fill the empty cells of a row, from the built-in row of the same key and by rule."""
    if table.name in VERBAL and not row["pos"]:
        row.cells["pos"] = "v"
    built = known.built.by_key.get(table.name, {}).get(key_of(table, row.cells))
    if row.off:
        if built is None:
            what = " · ".join(row[c] for c in table.key if row[c])
            yield row.fault(
                f"no built-in row of {table.name} is «{what}», so it cannot be off", "see marsad lexicon find"
            )
        return
    for column in table.columns:
        cell = row[column.name]
        have = (built or {}).get(column.name, "")
        if cell.startswith("+") and column.list:
            row.cells[column.name] = SEP.join(filter(None, (have, cell[1:].strip())))
        elif not cell:
            row.cells[column.name] = have
    if table.name in VERBAL:
        _verb(row, known)
    for column in table.columns:
        row.cells[column.name] = row[column.name] or default(row, table.name, column.name, column.default)
    if table.name == "verbs":
        row.cells["flags"] = row["flags"].replace(SEP, ",").replace(" ", "")


def default(row: Row, table: str, column: str, plain: str) -> str:
    """The default of a column; sides of nouns and phrases stand elsewhere than those of verbs."""
    if table == "verbs" and column in ("agent", "patient") and row["pos"] != "v":
        sides = {"n": ("S", ""), "a": ("S", ""), "x": ("H", "G")}.get(row["pos"], ("", ""))
        return sides[column == "patient"]
    return plain


def _verb(row: Row, known: Known) -> None:
    """Imperfect and form of a verb that leaves them out: as the reader knows the verb, else by its letters."""
    if row["pos"] != "v" or " " in row["lemma"]:
        return
    lemma = row["lemma"].split(SEP)[0]
    imperfect, form = known.built.verbs.get(fold(lemma), ("", ""))
    same = not row["imperfect"] or fold(row["imperfect"]) == fold(imperfect)
    masdars = tuple(m.strip() for m in row["masdars"].split(SEP))
    if not (imperfect and same and row["form"] in ("", form)):
        form = row["form"] or form_of(lemma, row["imperfect"], masdars)
        imperfect = imperfect_of(lemma, form)
    row.cells["imperfect"] = row["imperfect"] or imperfect
    row.cells["form"] = row["form"] or form


def _made_key(row: Row) -> str:
    """A key from the English label or, by rule, from the name."""
    text = row["label_en"] or romanise(row["name"])
    plain = re.sub(r"[^a-z0-9]+", "_", _ascii(text.lower())).strip("_")
    return plain if not plain or plain[0].isalpha() else f"x_{plain}"


def _ascii(text: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def twice(rows: list[Row], table: Table) -> Iterator[Fault]:
    """Rows of one table with the same key."""
    first: dict[Key, Row] = {}
    for row in rows:
        other = first.setdefault(key_of(table, row.cells), row)
        if other is not row and any(row[c] for c in table.key):
            where = f"line {other.line}" if other.path == row.path else f"{other.path.name}:{other.line}"
            yield row.fault(f"the same entry stands in {where}", "keep one of the two")


def clashes(rows: dict[str, list[Row]], known: Known) -> Iterator[Fault]:
    """Keys that another table has already: an actor and a place may not share one."""
    for name in ENTRIES:
        others = [n for n in ENTRIES if n != name]
        for row in rows.get(name, []):
            for other in others:
                if row["key"] and not row.off and row["key"] in known.keys(other):
                    yield row.fault(f"the key {row['key']!r} is one of {other} already", "give the entry another key")


def merged(built: BuiltIn, own: dict[str, list[Row]], book: Codebook) -> _compile.Rows:
    """Own rows first, then the built-in ones that they leave; without the predicates that are off."""
    out: _compile.Rows = {}
    for name in SPEC:
        mine = own.get(name, [])
        replaced = {key_of(SPEC[name], row.cells) for row in mine}
        rows = [row.cells for row in mine if not row.off]
        if name == "verbs":
            rows = [row | {"flags": ",".join(filter(None, (row["flags"], OWN)))} for row in rows]
        rows += [r for r in built.rows.get(name, []) if not replaced or key_of(SPEC[name], r) not in replaced]
        out[name] = [r for r in rows if name != "verbs" or r["predicate"] not in book.off]
    return out
