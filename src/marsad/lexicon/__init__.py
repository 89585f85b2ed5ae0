"""What the reader knows of the language and the region: reviewable text tables, loaded once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from marsad.codebook import Codebook, built_in
from marsad.lexicon import compile as _compile
from marsad.lexicon.offices import Tenure, tenures
from marsad.lexicon.packed import Rows, Seconds, Words, unpack_dict, unpack_groups

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
    """The tables in use. ``hash`` names them in every reading, ``book`` has the predicates."""

    hash: str
    book: Codebook
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
    if frame.companions and not (frame.agent or frame.patient):
        frame.weight += 3.0  # حصد الحزب أصوات الناخبين: no event at all, whoever is named
    return frame


def _lemma(_: int, row: list[str]) -> Lemma:
    key, *refs = row
    return Lemma(key, *([int(ref) for ref in cell.split()] for cell in refs))


def _op(_: int, row: list[str]) -> Op:
    kind, pos, takes, lemma = row
    return Op(kind, pos, tuple(takes.split("|")) if takes else (), lemma)


def _entry(_: int, row: list[str]) -> Entry:
    return Entry(*row)


def _lexicon(data: dict[str, Any], book: Codebook) -> Lexicon:
    entries = Rows(data["entries"], _entry)
    keys = entries.first()
    return Lexicon(
        hash=data["hash"],
        book=book,
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


def load(user: Path | str | None = None, codebook: Path | str | None = None) -> Lexicon:
    """The built-in tables, with those of the folder ``user`` and the predicates of the folder ``codebook`` on top.

    ``codebook`` may be left out where the predicates are in ``user``. A folder is read again when a file in it has
    changed. Raises LexiconError with file and line for a table that cannot be used.
    """
    if user is None and codebook is None:
        return _built_in()
    own, book = (None if folder is None else Path(folder) for folder in (user, codebook))
    return _own(own, book, _stamp(own), _stamp(book))


@lru_cache(maxsize=1)
def _built_in() -> Lexicon:
    data = _compile.compiled()
    if data is None:
        data = _compile.build(_compile.rows([_compile.TABLES])) | {"hash": _compile.digest([_compile.TABLES])}
    return _lexicon(data, built_in())


@lru_cache(maxsize=4)
def _own(user: Path | None, codebook: Path | None, *_stamps: object) -> Lexicon:
    from marsad.lexicon.overlay import compiled

    return _lexicon(*compiled(user, codebook))


def _stamp(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of all files of a folder: when they are the same, so are its tables."""
    if folder is None:
        return ()
    have = [(str(path), path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in have)


__all__ = ["Entry", "Frame", "Lemma", "Lexicon", "Op", "Slot", "load"]
