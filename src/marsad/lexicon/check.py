"""What is wrong, or likely to go wrong, in word tables: faults keep a table from use, warnings do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.arabic.normalise import fold, table_key
from marsad.codebook import built_in
from marsad.codebook import own as own_codebook
from marsad.lexicon import Lexicon, load, overlay, own
from marsad.lexicon.compile import TABLES, bare, files
from marsad.lexicon.curation import letters, names, points, repeats, tenures
from marsad.lexicon.lookup import numbers
from marsad.lexicon.rules import faults as rule_faults
from marsad.tables import Fault, Folder, Row, empties, read, read_folder, values

FIXED = ("months",)  # written by a tool, not by people
CODES = {
    "p": "a function word",
    "h": "a common noun of people, bodies or places",
    "t": "a title",
    "s": "a noun of sources",
    "g": "a noun of goods",
    "e": "a noun of measures",
    "l": "a loaded word",
    "f": "an event noun",
    "x": "a fixed phrase",
    "o": "an operator",
    "r": "a reporting word",
}


def own_tables(folder: Path, book_folder: Path | None) -> Folder:
    """The tables of a folder with their faults, and warnings of names that will be found where they should not.

    Own predicates are in ``book_folder``, or in the folder itself, and then their faults are listed too. Raises
    LexiconError for a fault in ``book_folder``.
    """
    if book_folder is None and own_codebook.present(folder):
        predicates = own_codebook.read(folder)
        book = own_codebook.book(predicates)
    else:
        predicates, book = Folder(), own_codebook.load(book_folder)
    have = overlay.checked(folder, book)
    have.files += predicates.files
    have.rows |= predicates.rows
    have.faults += predicates.faults
    lex = load()
    for name in names.NAMING:
        for row in have.rows.get(name, []):
            have.faults += [] if row.off else [*_everyday(row, lex), *_others(row, lex)]
    have.faults += (fault._replace(warning=True) for fault in _likely(have.rows))
    have.faults.sort(key=_order)
    return have


def _likely(rows: dict[str, list[Row]]) -> Iterator[Fault]:
    """What is a fault of the built-in tables, and in own ones may be meant."""
    kept = {name: [row for row in found if not row.off] for name, found in rows.items()}
    for found in kept.values():
        for row in found:
            yield from letters.faults(row)
    yield from names.shared(kept)
    yield from names.rings(kept.get("actors", []))
    if offices := kept.get("offices"):
        mine = {own.key_of(own.SPEC["offices"], row.cells) for row in rows["offices"]}
        others = (row for row in _built_in_rows("offices") if own.key_of(own.SPEC["offices"], row.cells) not in mine)
        yield from tenures.faults(offices, {}, others)
    if places := kept.get("places"):
        keys = {row["key"] for row in rows["places"]}
        yield from points.strays(places, [row for row in _built_in_rows("places") if row["key"] not in keys])


def _built_in_rows(name: str) -> list[Row]:
    return [row for table, path in files(TABLES) if table == name for row in read(path, own.SPEC[name])[0]]


def built_in_tables(folder: Path = TABLES) -> Folder:
    """The built-in tables with all their faults; ``folder`` is looked at as if it were theirs."""
    have = read_folder(folder, own.SPEC, FIXED)
    known = own.Known(own.BuiltIn({name: [row.cells for row in rows] for name, rows in have.rows.items()}), built_in())
    for name, rows in have.rows.items():
        for row in rows:
            have.faults += [*empties(row, own.SPEC[name]), *values(row, own.SPEC[name]), *letters.faults(row)]
            have.faults += rule_faults(row, name, known.book, known.built.prepositions, known.keys)
        have.faults += [*repeats.faults(rows, own.SPEC[name], own.key_of), *repeats.forms(rows, own.SPEC[name])]
    have.faults += own.clashes(have.rows, known)
    have.faults += _entries(have.rows)
    have.faults.sort(key=_order)
    return have


def _entries(rows: dict[str, list[Row]]) -> Iterator[Fault]:
    """The faults of actors, states, places and offices as a whole."""
    lex = load()
    for name in names.NAMING:
        yield from names.unlabelled(rows.get(name, []))
        for row in rows.get(name, []):
            yield from _everyday(row, lex)
    yield from names.shared(rows)
    yield from names.twins(rows)
    yield from names.rings(rows.get("actors", []))
    yield from points.faults(rows.get("places", []))
    kinds = {row["key"]: row["kind"] for row in rows.get("actors", [])}
    yield from tenures.faults(rows.get("offices", []), kinds)


def _order(fault: Fault) -> tuple[Path, int, bool]:
    return fault.path, fault.line, fault.warning


def _everyday(row: Row, lex: Lexicon) -> Iterator[Fault]:
    """Names that are everyday words."""
    meant = names.checked(row)
    for text in dict.fromkeys(names.names(row)):
        if row.cells.get("decides") or table_key(text) in meant:
            continue
        if what := everyday(lex, text):
            decides = " or, in places, words that decide" if "decides" in row.cells else ""
            yield row.fault(
                f"«{text}» is also {what}, and will be read as this name wherever it stands",
                f"write it with the noun before it (حركة {text}){decides}; {names.MEANT}", True,
            )  # fmt: skip


def _others(row: Row, lex: Lexicon) -> Iterator[Fault]:
    """Names that built-in entries have too."""
    meant = names.checked(row)
    for text in dict.fromkeys(names.names(row)):
        others = sorted({lex.entries[n].key for n in numbers(lex, text)} - {row["key"]})
        if others and not row.cells.get("decides") and table_key(text) not in meant:
            yield row.fault(
                f"«{text}» is also a name of {', '.join(others)}",
                f"yours goes first: give {others[0]} as key to change it",
                True,
            )


def everyday(lex: Lexicon, text: str) -> str:
    """What else the reader takes a name of one word for, in plain words; empty where nothing."""
    key = fold(text)
    if " " in key or not key:
        return ""
    stem = bare(key) if text.startswith("ال") else key  # ألبانيا has no article
    codes = {code[0] for code in lex.phrases.get(stem, "").split("\t") if code}
    if key == stem or "p" not in codes:
        for code, what in CODES.items():
            if code in codes and code != "l":
                return what
    for form in (lex.forms.get(stem) or "").split():
        lemma = lex.lemmas[int(form[1:].partition(":")[0])].key
        if form[0] in "mn":
            return f"the noun «{lemma}»" if form[0] == "n" or lemma == stem else f"the noun of «{lemma}»"
        if form[0] in "ax":
            return f"the participle of «{lemma}»"
        if key == stem and form[0] in "pqij":
            return f"a form of the verb «{lemma}»"
    return "a word that is never a name by itself" if key in lex.stop else ""
