"""Words of a text as they are searched, and a person's question as a query that no database can misread.

A word is folded (``arabic.normalise``), lower case and without its article (light stemming after Larkey, Ballesteros and
Connell 2007, prefixes only): «والجيش», «للجيش» and «الجيش» are one word. Names that stand in the report with a particle
attached («لحفتر») are added as the reader cut them. What leaves here holds letters and digits only, so that neither
FTS5 nor PostgreSQL finds an operator in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from marsad.arabic.normalise import normalise
from marsad.errors import OptionError

GAP = "ـ"  # between two names: a letter to both databases, in no folded word
_WORD = re.compile(r"[^\W_]+")
_START = r"(?:[وف]?(?:[بك]?ال|لل))?"
_EDGE = r"(?<![^\W_])"
_PREFIX = re.compile(rf"{_START}(?=..)")
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')
_LONGEST = 64  # letters of a word
_MOST_WORDS = 200_000
_MOST_POSITIONS = 16_383  # PostgreSQL counts no further
_MOST_BYTES = 700_000  # of different words; PostgreSQL takes 1 MB


def words(text: str) -> list[str]:
    """The searched words of a text, in order."""
    return [word for word, _, _ in _words(normalise(text).key)][:_MOST_WORDS]


def names(found: Iterable[str], text: list[str]) -> list[list[str]]:
    """Of names as the reader cut them, those that are not among the words of the text as they stand."""
    runs = sorted({tuple(words(name)) for name in found} - {()})
    there = {size: {*zip(*(text[n:] for n in range(size)), strict=False)} for size in {len(run) for run in runs}}
    return [list(run) for run in runs if run not in there[len(run)]]


def vector(text: list[str], extra: list[list[str]]) -> str:
    """Words and names as the literal of a PostgreSQL ``tsvector``."""
    at: dict[str, list[int]] = {}
    size = position = 0
    for run in (text, *extra):
        for word in run:
            position += 1
            if word not in at:
                size += len(word.encode()) + 8
                if size > _MOST_BYTES:
                    break
                at[word] = []
            if len(at[word]) < 255:
                at[word].append(min(position, _MOST_POSITIONS))
        position += 2
    return " ".join(f"'{word}':{','.join(map(str, places))}" for word, places in at.items())


def question(text: str) -> list[list[str]]:
    """What a person asks for as runs of words: each run must stand in the report, its words one after the other.

    Words stand for themselves, words in quotation marks for a run. Raises OptionError where no word is left.
    """
    key = normalise(text).key
    runs = [[word for word, _, _ in _words(quoted or single)] for quoted, single in _PART.findall(key)]
    if not any(runs):
        raise OptionError(repr(text[:40]), "holds no word to search for", "give one, as الفاشر")
    return [run for run in runs if run][:64]


def fts5(runs: list[list[str]]) -> str:
    """The question in the language of SQLite's FTS5."""
    return " ".join(f'"{" ".join(run)}"' for run in runs)


def tsquery(runs: list[list[str]]) -> str:
    """The question in the language of PostgreSQL's ``tsquery``."""
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in run) + ")" for run in runs)


def place(text: str, runs: list[list[str]]) -> tuple[int, int]:
    """Where the text first answers the question, as offsets; (0, 0) where it does so nowhere to the letter."""
    normal = normalise(text)
    key = normal.key.lower()
    if len(key) == len(normal.key):  # a letter may be two in lower case
        whole = [_EDGE + r"[\W_]+".join(_START + re.escape(word) for word in run) + r"(?![^\W_])" for run in runs]
        within = [re.escape(run[0]) for run in runs]  # a name behind an attached particle
        for pattern in (*whole, *within):
            if match := re.search(pattern, key):
                return normal.span(match.start(), match.end())
    return 0, 0


def _words(key: str) -> Iterator[tuple[str, int, int]]:
    """Stem, and the offsets in the key of the word that it is of."""
    for match in _WORD.finditer(key):
        word = match.group().lower()
        stem = word[p.end() :] if (p := _PREFIX.match(word)) else word
        yield "".join(filter(str.isalnum, stem[:_LONGEST])), match.start(), match.end()


__all__ = ["GAP", "fts5", "names", "place", "question", "tsquery", "vector", "words"]
