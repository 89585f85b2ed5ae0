"""What the reader knows of the language and the region: reviewable text tables, loaded once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from marsad.lexicon import compile as _compile
from marsad.lexicon.offices import Tenure, tenures
from marsad.lexicon.packed import Rows, Seconds, Words, unpack_dict, unpack_groups

COLUMNS = {
    "verbs": "predicate pos lemma imperfect form masdars with agent patient flags example",
    "operators": "kind pos lemma imperfect form masdars takes note",
    "reporting": "stance pos lemma imperfect form masdars takes note",
    "actors": "key kind country name variants label_en parent from to note",
    "states": "key kind name variants adjectives capitals label_en",
    "places": "key type country name variants label_en decides",
    "heads": "noun forms kind role note",
    "titles": "title forms class note",
    "framing": "term forms device target from note",
    "sources": "noun forms note",
    "goods": "noun forms class",
    "measures": "noun forms note",
    "months": "name month calendar tradition",
    "given": "name origin",
    "stopnames": "word note",
    "particles": "word class note",
    "offices": "office of titles holder from to note",
}
OPTIONAL = {"places": "geonames lat lon source"}  # columns that a table may lack
COMMON_PREPS = frozenset({"ب", "في", "من"})


class Slot(NamedTuple):
    """Where a side of a frame stands (S, O, H, G or a preposition) and which kinds may fill it (empty: any)."""

    where: str
    kinds: frozenset[str]


@dataclass(slots=True)
class Frame:
    """One reading of a cue: which predicate it makes, and where its two sides stand."""

    id: int
    predicate: str
    pos: str
    companions: frozenset[str]
    agent: tuple[Slot, ...]
    patient: tuple[Slot, ...]
    flags: frozenset[str]
    lemma: str
    preps: frozenset[str] = frozenset()
    item: Slot | None = None  # where the thing given, signed or asked for stands
    weight: float = 0.0  # how much more a frame with fixed words and kinds says than one without


@dataclass(slots=True)
class Lemma:
    """A verb or event noun: its frames, its operators and its reporting senses, by number."""

    key: str
    frames: list[int]
    ops: list[int]
    reports: list[int]


class Entry(NamedTuple):
    """A known actor or place."""

    key: str
    kind: str
    name: str
    label_en: str
    country: str
    parent: str = ""
    type: str = ""  # of a place: city, town, crossing …
    # Of an ambiguous name: words of which one must stand in the report; «@»: it must stand like a place.
    decides: str = ""


class Op(NamedTuple):
    """An operator (kind: intended, negative, light_agent …) or a reporting word (kind: its stance)."""

    kind: str
    pos: str
    takes: tuple[str, ...]
    lemma: str


@dataclass(slots=True)
class Lexicon:
    """The tables in use. ``hash`` names them in every reading."""

    hash: str
    forms: Words
    lemmas: Rows[Lemma]
    frames: Rows[Frame]
    ops: Rows[Op]
    entries: Rows[Entry]
    adjectives: dict[str, int]
    names: dict[str, str]
    phrases: dict[str, str]
    given: frozenset[str]
    stop: frozenset[str]
    titles: Words  # title and body -> its offices
    offices: Rows[tuple[Tenure, ...]]
    latin: Words  # word of a name -> its usual spelling
    name_words: dict[str, int] = field(default_factory=dict)  # first word -> most words of a name that starts so
    phrase_words: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    capitals: dict[str, int] = field(default_factory=dict)  # place key of a capital -> its state
    memo: dict[str, Any] = field(default_factory=dict)  # word key -> its analysis
    older: dict[str, Any] = field(default_factory=dict)  # the memo before this one
    preps: dict[int, frozenset[str]] = field(default_factory=dict)  # lemma -> what `wanted` found
    name_seconds: Seconds = field(default_factory=Seconds)
    phrase_seconds: Seconds = field(default_factory=Seconds)
    loaded: frozenset[str] = frozenset()  # first words of loaded terms

    def wanted(self, lemma: int) -> frozenset[str]:
        """The prepositions that the frames of a lemma look for, without those that stand before anything."""
        got = self.preps.get(lemma)
        if got is None:
            got = frozenset().union(*(self.frames[f].preps for f in self.lemmas[lemma].frames)) - COMMON_PREPS
            self.preps[lemma] = got
        return got


def _slots(cell: str) -> tuple[Slot, ...]:
    parts = [part.rpartition(":") for part in cell.split("|")] if cell else []
    return tuple(Slot(where, frozenset(kinds.split(",")) if kinds else frozenset()) for where, _, kinds in parts)


def _frame(i: int, row: list[str]) -> Frame:
    predicate, pos, companions, agent, patient, flags, lemma = row
    frame = Frame(
        i, predicate, pos, frozenset(companions.split("|")) if companions else frozenset(), _slots(agent), _slots(patient),
        frozenset(flags.split(",")) if flags else frozenset(), lemma,
    )  # fmt: skip
    frame.preps = frozenset(s.where for s in (*frame.agent, *frame.patient) if s.where not in ("S", "O", "H", "G"))
    frame.item = next((Slot(flag[5:], frozenset()) for flag in sorted(frame.flags) if flag.startswith("item=")), None)
    kinds = sum(bool(s.kinds) for s in (*frame.agent, *frame.patient))
    frame.weight = 0.5 * kinds + (3.0 if frame.companions else 0.0)
    return frame


def _lemma(_: int, row: list[str]) -> Lemma:
    key, *refs = row
    return Lemma(key, *([int(ref) for ref in cell.split()] for cell in refs))


def _op(_: int, row: list[str]) -> Op:
    kind, pos, takes, lemma = row
    return Op(kind, pos, tuple(takes.split("|")) if takes else (), lemma)


def _entry(_: int, row: list[str]) -> Entry:
    return Entry(*row)


def _lexicon(data: dict[str, Any]) -> Lexicon:
    entries = Rows(data["entries"], _entry)
    keys = entries.first()
    return Lexicon(
        hash=data["hash"],
        forms=Words(data["forms"]),
        lemmas=Rows(data["lemmas"], _lemma),
        frames=Rows(data["frames"], _frame),
        ops=Rows(data["ops"], _op),
        entries=entries,
        by_key=dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True)),  # of two, the first
        adjectives=unpack_groups(data["adjectives"]),
        names=unpack_dict(data["names"]),
        phrases=unpack_dict(data["phrases"]),
        given=frozenset(data["given"].split("|")),
        stop=frozenset(data["stop"].split("|")),
        titles=Words(data["titles"]),
        offices=Rows(data["offices"], tenures),
        latin=Words(data["latin"]),
        name_words=unpack_groups(data["name_words"]),
        phrase_words=unpack_groups(data["phrase_words"]),
        name_seconds=Seconds(data["name_seconds"]),
        phrase_seconds=Seconds(data["phrase_seconds"]),
        loaded=frozenset(data["loaded"].split("|")),
        capitals=data["capitals"],
    )


def load(user: Path | None = None) -> Lexicon:
    """The built-in tables, with those of ``user`` (a folder of tables of the same names) on top; each loaded once.

    Raises ValueError with file and line for a table that cannot be read.
    """
    return _loaded(user)


@lru_cache(maxsize=4)
def _loaded(user: Path | None) -> Lexicon:
    if user is None and (data := _compile.compiled()) is not None:
        return _lexicon(data)
    dirs = [_compile.TABLES] if user is None else [_compile.TABLES, Path(user)]
    data = _compile.build(_compile.rows(reversed(dirs)))
    data["hash"] = _compile.digest(dirs)
    return _lexicon(data)


def check(folder: Path) -> list[str]:
    """Faults of a folder of tables, each as ``file:line: what is wrong``."""
    out = []
    found = _compile.files(Path(folder))
    if not found:
        return [f"{folder}: no table (*.tsv) in this folder"]
    for table, path in found:
        if table not in COLUMNS:
            out.append(f"{path}:1: no table of this name; known: {', '.join(sorted(COLUMNS))}")
            continue
        try:
            lines = list(_compile.parse(path))
        except (ValueError, UnicodeDecodeError) as fault:
            out.append(str(fault))
            continue
        need = COLUMNS[table].split()
        if lines and (gone := [c for c in need if c not in lines[0][1]]):
            out.append(f"{path}:1: columns missing: {', '.join(gone)}")
            continue
        out += [f"{path}:{n}: column {need[0]} is empty" for n, row in lines if not row[need[0]]]
    return out


__all__ = ["COLUMNS", "OPTIONAL", "Entry", "Frame", "Lemma", "Lexicon", "Op", "Slot", "check", "load"]
