"""What is wrong, or likely to go wrong, in word tables: faults keep a table from use, warnings do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.arabic.normalise import fold
from marsad.codebook import own as own_codebook
from marsad.lexicon import Lexicon, load, overlay
from marsad.lexicon.compile import bare
from marsad.lexicon.lookup import numbers
from marsad.tables import SEP, Fault, Folder, Row

NAMING = ("actors", "states", "places")  # tables whose spellings are names
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
    for name in NAMING:
        for row in have.rows.get(name, []):
            have.faults += [] if row.off else _spellings(row, lex)
    have.faults.sort(key=lambda fault: (fault.path, fault.line, fault.warning))
    return have


def _spellings(row: Row, lex: Lexicon) -> Iterator[Fault]:
    """Names that are everyday words, or another's names."""
    for text in dict.fromkeys(
        part.strip() for part in f"{row['name']}{SEP}{row['variants']}".split(SEP) if part.strip()
    ):
        if (what := everyday(lex, text)) and not row.cells.get("decides"):
            decides = " or, in places, words that decide" if "decides" in row.cells else ""
            yield row.fault(
                f"«{text}» is also {what}, and will be read as this name wherever it stands",
                f"write it with the noun before it (حركة {text}){decides}", True,
            )  # fmt: skip
        others = sorted({lex.entries[n].key for n in numbers(lex, text)} - {row["key"]})
        if others and not row.cells.get("decides"):
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
    stem = bare(key)
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
