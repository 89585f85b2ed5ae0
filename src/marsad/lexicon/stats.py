"""What the word tables hold, in numbers: for people who judge what the reader can know, and for the pages of docs/.

A count is of rows where nothing else is said. Regions are those of ``regions.tsv``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from marsad.lexicon.compile import SEP, Row, Rows, alternatives, parse

REGIONS = Path(__file__).parent / "regions.tsv"
FEW = 40  # actors, places and what else is counted of a country
ELSEWHERE, UN = "elsewhere", "un"
WORDS = {"verbs": "lemma", "operators": "lemma", "reporting": "lemma", "given": "name", "stopnames": "word", "particles": "word",
         "titles": "title", "framing": "term", "months": "name"}  # fmt: skip

Counted = tuple[str, tuple[int, ...]]  # what, and its numbers in the order of the columns


class Section(NamedTuple):
    """A table of numbers: name and title, the titles of its columns, and its rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Counted]

    @property
    def main(self) -> list[Counted]:
        """The rows that people want to see: all, but of countries those of which the tables know most."""
        return [row for row in self.rows if self.name != "countries" or sum(row[1]) >= FEW]

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Its rows by what they count, each as column to number."""
        return {what: dict(zip(self.columns[1:], numbers, strict=True)) for what, numbers in self.rows}


def sections(rows: Rows) -> list[Section]:
    """All counts of the tables ``rows``, in the order in which they are shown."""
    lands = Lands(rows)
    return [
        _whole(rows),
        _tables(rows),
        lands.section("regions", "By region", lambda row, actor: lands.region(row, actor), list(lands.names)),
        lands.section("countries", "By country", lambda row, actor: row.get("country", "") or "none", []),
        _kinds(rows),
        _types(rows),
        _predicates(rows.get("verbs", [])),
        _by_pos("operators", "Words that wish, foretell, deny or carry an act", rows.get("operators", []), "kind"),
        _by_pos("reporting", "Words of reporting, by stance", rows.get("reporting", []), "stance"),
        _certainty(rows),
        _forms("framing", "Loaded words, by device", "terms", rows.get("framing", []), ("term",), "device"),
        _forms("titles", "Titles, by class", "titles", rows.get("titles", []), ("title",), "class"),
        _forms("heads", "Nouns of people, bodies and places, by role", "nouns", rows.get("heads", []), ("noun",), "role"),
        _forms("goods", "Goods, by class", "nouns", rows.get("goods", []), ("noun",), "class"),
    ]  # fmt: skip


def _tables(rows: Rows) -> Section:
    found = []
    for name in sorted(rows):
        forms = {form for row in rows[name] for form in written(name, row)}
        found.append((name, (len(rows[name]), len(forms))))
    return Section("tables", "Tables", ("table", "rows", "written forms"), found)


def written(table: str, row: Row) -> Iterable[str]:
    """The written forms that a row lists, folded; those that are made by rule (tenses, plurals) come on top."""
    word = WORDS.get(table, "name" if "name" in row else "noun" if "noun" in row else "")
    cells = (
        row.get(word, ""),
        row.get("variants", ""),
        row.get("forms", ""),
        row.get("masdars", ""),
        row.get("titles", ""),
    )
    return alternatives(SEP.join(filter(None, cells)))


class Lands:
    """Where actors, places and offices belong: to the United Nations by what they are part of, else by their country."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.names = {row["region"]: row["name"] for _, row in parse(REGIONS)}
        self.of = {land: row["region"] for _, row in parse(REGIONS) for land in row["countries"].split(SEP)}
        self.actors = {row["key"]: row for table in ("states", "actors") for row in rows.get(table, [])}
        self.states = {row["key"] for row in rows.get("states", []) if row["kind"] == "state"}

    def region(self, row: Row, actor: bool) -> str:
        """The region of an actor, place or state."""
        if actor and self.united(row):
            return UN
        land = row.get("country", "") or row["key"]
        return self.of.get(land, ELSEWHERE)

    def united(self, row: Row) -> bool:
        """Is an actor the United Nations or, by its parents, part of it?"""
        seen: set[str] = set()
        key = row["key"]
        while key and key not in seen:
            if key == UN:
                return True
            seen.add(key)
            key = self.actors.get(key, {}).get("parent", "")
        return False

    def section(self, name: str, title: str, where: Callable[[Row, bool], str], order: list[str]) -> Section:
        """Actors, places and offices by ``where``."""
        count: dict[str, Counter[str]] = defaultdict(Counter)
        people = self.rows.get("actors", []) + [row for row in self.rows.get("states", []) if row["kind"] != "state"]
        for row in people:
            cell = count[where(row, True)]
            cell["actors"] += 1
            cell["persons"] += row["kind"] == "person"
            cell["media"] += row["kind"] == "source"
            cell["dated"] += bool(row.get("from") or row.get("to"))
        for row in self.rows.get("places", []):
            cell = count[where(row, False)]
            cell["places"] += 1
            cell["with a point"] += bool(row["lat"])
        self._offices(count, where)
        columns = ("actors", "persons", "media", "dated", "places", "with a point", "offices", "holders")
        keys = [key for key in order if key in count] or sorted(count, key=lambda key: (-count[key]["actors"], key))
        found = [(self.names.get(key, key) if order else key, tuple(count[key][c] for c in columns)) for key in keys]
        return Section(name, title, (title.removeprefix("By "), *columns), found)

    def _offices(self, count: dict[str, Counter[str]], where: Callable[[Row, bool], str]) -> None:
        seen: set[str] = set()
        for row in self.rows.get("offices", []):
            body = row["of"].split("+")[0]
            of = self.actors.get(body, {"key": body})
            cell = count[where(of | {"country": of.get("country") or (body if body in self.states else "")}, True)]
            cell["offices"] += row["office"] not in seen
            cell["holders"] += 1
            seen.add(row["office"])


def _kinds(rows: Rows) -> Section:
    table = [*rows.get("actors", []), *rows.get("states", [])]
    kinds = Counter(row["kind"] for row in table)
    dated = Counter(row["kind"] for row in table if row.get("from") or row.get("to"))
    found = [(kind, (n, dated[kind])) for kind, n in kinds.most_common()]
    return Section("kinds", "Kinds of actors", ("kind", "actors", "dated"), found)


def _types(rows: Rows) -> Section:
    types = Counter(row["type"] or "city" for row in rows.get("places", []))
    placed = Counter(row["type"] or "city" for row in rows.get("places", []) if row["lat"])
    found = [(kind, (n, placed[kind], n - placed[kind])) for kind, n in types.most_common()]
    return Section("types", "Types of places", ("type", "places", "with a point", "without"), found)


def _predicates(verbs: list[Row]) -> Section:
    """Distinct verbs, and rows of the other parts of speech."""
    count: dict[str, list[set[str]]] = defaultdict(lambda: [set(), set(), set(), set()])
    for row in verbs:
        count[row["predicate"]]["vnax".index(row["pos"])].add(f"{row['lemma']} {row['form']} {row['with']}")
    lemmas = {key: len({what.split(" ")[0] for what in found[0]}) for key, found in count.items()}
    rows = [(key, (lemmas[key], *map(len, count[key]))) for key in sorted(count)]
    columns = ("predicate", "verbs", "frames of verbs", "event nouns", "descriptions", "phrases")
    return Section("predicates", "Words that carry a claim, by predicate", columns, rows)


def _by_pos(name: str, title: str, table: list[Row], column: str) -> Section:
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table:
        count[row[column]][row["pos"]] += 1
    rows = [
        (key, tuple(count[key][pos] for pos in "vnp")) for key in sorted(count, key=lambda k: (-count[k].total(), k))
    ]
    return Section(name, title, (column, "verbs", "nouns", "phrases"), rows)


def _certainty(rows: Rows) -> Section:
    """How sure a text sounds: what confirms, foretells, hedges, doubts and denies."""
    levels = {
        "confirmed": [row for row in rows.get("reporting", []) if row["stance"] == "affirming"],
        "foretold": [row for row in rows.get("operators", []) if row["kind"] == "expected"],
        "possible": [
            *(row for row in rows.get("operators", []) if row["kind"] == "possible"),
            *(row for row in rows.get("particles", []) if row["class"] in ("perhaps", "cond")),
        ],
        "doubted": [row for row in rows.get("reporting", []) if row["stance"] == "doubting"],
        "denied": [
            *(row for row in rows.get("reporting", []) if row["stance"] == "denying"),
            *(row for row in rows.get("operators", []) if row["kind"] == "denied"),
        ],
    }
    found = []
    for level, table in levels.items():
        forms = {form for row in table for form in written("particles" if "word" in row else "reporting", row)}
        found.append((level, (len(table), len(forms))))
    return Section("certainty", "Words of certainty, by level", ("level", "words", "written forms"), found)


def _forms(name: str, title: str, what: str, table: list[Row], words: tuple[str, ...], column: str) -> Section:
    count: Counter[str] = Counter(row[column] for row in table)
    forms: dict[str, set[str]] = defaultdict(set)
    for row in table:
        forms[row[column]].update(alternatives(SEP.join([*(row[w] for w in words), row["forms"]])))
    rows = [(key, (n, len(forms[key]))) for key, n in count.most_common()]
    return Section(name, title, (column, what, "written forms"), rows)


def _whole(rows: Rows) -> Section:
    """Counts over all rows of a table."""
    verbs = [row for row in rows.get("verbs", []) if row["pos"] == "v"]
    offices = rows.get("offices", [])
    patterns = {form for row in rows.get("sources", []) for form in written("sources", row)}
    found = [
        ("verbs that carry a claim", len({(row["lemma"], row["form"]) for row in verbs})),
        ("their frames", len(verbs)),
        ("words and phrases of reporting", len(rows.get("reporting", []))),
        ("ways to name a source without its name", len(patterns)),
        ("titles", len(rows.get("titles", []))),
        ("offices with holders by date", len({row["office"] for row in offices})),
        ("holders of offices", len({row["holder"] for row in offices})),
        ("goods and measures", len(rows.get("goods", [])) + len(rows.get("measures", []))),
        ("loaded terms", len(rows.get("framing", []))),
        ("nouns of people, bodies, counts and ranks", len(rows.get("heads", []))),
    ]
    return Section("whole", "In all", ("what", "number"), [(what, (n,)) for what, n in found])
