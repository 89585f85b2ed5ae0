"""What the cells of a word table may hold beyond a closed list: predicates, slots, flags, keys, dates, Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from marsad.arabic.normalise import fold
from marsad.codebook import Codebook, kinds
from marsad.lexicon.compile import UNUSED
from marsad.tables import SEP, Fault, Row, nearest

LETTERS = {
    "S": "who does it, beside the verb",
    "O": "directly behind it",
    "G": "the name behind the phrase",
    "H": "the name before it",
}
FLAGS = {
    "weak": "the word often means something else: a claim only where both sides are named, and a less sure one",
    "weakn": "the same, but only of its masdar",
    "gen=a": "what stands right behind the masdar is who does it (هجوم الجيش)",
    "gen=b": "what stands right behind the masdar is whom it hits (إقالة الوزير)",
    "noactive": "its active participle is no sign of the act (قاصف)",
    "nomasdar": "its masdar is no sign of the act",
    "number": "whom it hits is counted (أصاب ثلاثة جنود); behind the bare verb a number is the patient",
    "neg": "the word says that it did not happen or ended",
    "past": "only in the past (he did)",
    "pres": "only in the present (he does)",
    "item=": "where the thing stands that is given or signed: behind the word or a preposition (item=O, item=ب)",
}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
NAME = re.compile(r"[a-z][a-z0-9_]*")
_ARABIC = re.compile("[\u0621-\u064a]")
_NUMBER = re.compile(r"-?\d{1,10}(\.\d+)?")
_LATIN = re.compile("[A-Za-z]")
_TARGET = ("self", "next", "prev", "agent", "patient")
TERRITORIES = "territories"  # places that are a country of their own, as a territory that two claim
NOT_THERE = "-"  # GeoNames has another place of that name, not this one
Keys = Callable[..., set[str]]


def faults(row: Row, table: str, book: Codebook, prepositions: frozenset[str], keys: Keys) -> Iterator[Fault]:
    """The faults of a row whose empty cells have been filled."""
    for column in ("lemma", "name", "noun", "title", "term", "word"):
        if column in row.cells and row[column] and not _ARABIC.search(row[column]) and table != "given":
            yield row.fault(f"{column} {row[column]!r} has no Arabic letter", "write it as reports do", True)
    if _LATIN.search(row.cells.get("lemma", "")) or _LATIN.search(row.cells.get("imperfect", "")):
        yield row.fault(f"{row['lemma']!r} mixes Latin letters into an Arabic word", "write it in Arabic letters")
    if "key" in row.cells and row["key"] and not NAME.fullmatch(row["key"]):
        yield row.fault(f"{row['key']!r} is no key", "write small Latin letters, digits and _, as liwa_al_nasr")
    if table == "verbs":
        yield from _verb(row, book, prepositions)
    elif table in ("operators", "reporting"):
        yield from _inflected(row)
    elif table in ("actors", "places", "states"):
        yield from _entry(row, keys)
        yield from _point(row)
    elif table == "offices":
        yield from _office(row, keys)
    elif table == "framing" and row["target"]:
        where, _, needs = row["target"].partition("@")
        if where not in _TARGET or ("@" in row["target"] and not needs.isdigit()):
            yield row.fault(
                f"unknown target {row['target']!r}", f"write one of: {', '.join(_TARGET)}, as self or self@2"
            )


def _verb(row: Row, book: Codebook, prepositions: frozenset[str]) -> Iterator[Fault]:
    name = row["predicate"]
    if name and name not in book.predicates:
        yield row.fault(f"unknown predicate {name!r}", _which_predicate(name, book))
    elif name in book.off:
        yield row.fault(f"the predicate {name!r} is off in your codebook", "take the row out", True)
    for side in ("agent", "patient"):
        if not row[side]:
            yield row.fault(
                f"{side} is empty", f"say where the {side} stands: O, S, G, H, a preposition, or - for nowhere"
            )
        for slot in filter(None, row[side].split(SEP)):
            yield from _slot(row, side, slot.strip(), prepositions)
    for flag in filter(None, row["flags"].split(",")):
        head, eq, where = flag.partition("=")
        if (flag in FLAGS and not flag.endswith("=")) or (head == "item" and eq and where):
            continue
        yield row.fault(f"unknown flag {flag!r}", f"write {nearest(flag, FLAGS, 'one of')}")
    yield from _inflected(row)


def _which_predicate(name: str, book: Codebook) -> str:
    near = nearest(name, book.predicates, "")
    guess = f"write {near}, or " if near in book.predicates else ""
    return f"{guess}give it in predicates.tsv of your codebook and name that folder with --codebook"


def _slot(row: Row, side: str, slot: str, prepositions: frozenset[str]) -> Iterator[Fault]:
    where, _, allowed = slot.partition(":")
    where = where.strip()
    if where == "-" or where in LETTERS:
        pass
    elif not _ARABIC.search(where):
        letters = "; ".join(f"{letter} {means}" for letter, means in LETTERS.items())
        yield row.fault(f"unknown slot letter {where!r} in {side}", f"write {letters}; a preposition; or -")
    elif fold(where) not in prepositions:
        trouble = f"«{where}» in {side} is no preposition that the reader knows, so nothing is ever found there"
        yield row.fault(trouble, "write a preposition (على, ضد, من قبل), S or O", True)
    for kind in filter(None, (k.strip() for k in allowed.split(","))):
        if kind != "*" and kind not in kinds():
            yield row.fault(f"unknown kind {kind!r} in {side}", f"write {nearest(kind, kinds(), 'one of')}")


def _inflected(row: Row) -> Iterator[Fault]:
    if row["pos"] != "v" or " " in row["lemma"] or not row["lemma"]:
        return
    if row["imperfect"] == UNUSED:
        return
    if not row["imperfect"]:
        yield row.fault(f"imperfect of {row['lemma']} is empty", "write the verb as «he does» (زار: يزور)")
    elif not row["form"]:
        yield row.fault(f"the form of {row['lemma']} is not clear from its letters", "write it, as I, II or VIII", True)
    elif not fold(row["imperfect"]).startswith(("ي", "ت")):
        yield row.fault(f"{row['imperfect']} is no imperfect", "write the verb as «he does», beginning with ي")


def _entry(row: Row, keys: Keys) -> Iterator[Fault]:
    if row["country"] and row["country"] not in (known := keys("states", TERRITORIES)):
        advice = nearest(row["country"], known, "")
        remedy = f"write {advice}" if advice in known else "use the key of a row in states (marsad lexicon find NAME)"
        yield row.fault(f"unknown country {row['country']!r}", remedy)
    if (parent := row.cells.get("parent")) and parent not in (known := keys("actors", "states")):
        advice = nearest(parent, known, "")
        remedy = (
            f"write {advice}" if advice in known else "add that actor, or use the key of one (marsad lexicon find NAME)"
        )
        yield row.fault(f"unknown parent {parent!r}", remedy)
    yield from _dates(row)


def _office(row: Row, keys: Keys) -> Iterator[Fault]:
    titled = [title.partition("@")[2] for title in row["titles"].split(SEP)]
    for body in filter(None, (body.strip() for cell in (row["of"], *titled) for body in cell.split("+"))):
        if body not in keys("actors", "states", "places"):  # an envoy may be one to the Middle East
            yield row.fault(f"unknown body {body!r}", "use the key of a state or actor (marsad lexicon find NAME)")
    if row["holder"] and row["holder"] not in keys("actors"):
        yield row.fault(f"unknown holder {row['holder']!r}", "add the person to actors, or use the key of one there")
    yield from _dates(row)


def _point(row: Row) -> Iterator[Fault]:
    """The columns of where a place lies; actors have none."""
    if any(row.cells.get(c) for c in ("lat", "lon")) and not row.cells.get("geonames"):
        yield row.fault("lat and lon without geonames", "give the id of the place there, or leave all three empty")
    for column in ("geonames", "lat", "lon"):
        cell = row.cells.get(column, "")
        if cell and not _NUMBER.fullmatch(cell) and (column, cell) != ("geonames", NOT_THERE):
            yield row.fault(f"{column} {cell!r} is no number", "write it as 32.0836, or leave it empty")


def _dates(row: Row) -> Iterator[Fault]:
    since, until = row.cells.get("from", ""), row.cells.get("to", "")
    for column, cell in (("from", since), ("to", until)):
        if cell and not DATE.fullmatch(cell):
            yield row.fault(f"{column} {cell!r} is no date", "write 2019, 2019-04 or 2019-04-30")
    if DATE.fullmatch(since) and DATE.fullmatch(until) and until[: len(since)] < since[: len(until)]:
        yield row.fault(f"ends ({until}) before it begins ({since})", "mend from and to")
