"""The compiled tables as they lie: strings, taken apart only where a word or a row is asked for.

A report needs a few hundred of some hundred thousand words and rows, so that taking all apart would be most of a short
run. The standard library suffices, for tables are packed where the package is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

LAYOUT = 5  # another number for another way of packing: what was packed before is made anew
COLUMN = "¦"  # between the columns of a row
_WORD, _IS = "|", "="  # before a word («|» parts the words of a cell, so that none holds it), and before its text
_PER_BUCKET = 8  # words

T = TypeVar("T")


class Words:
    """A large table of words, searched without being taken apart: word to text, as ``dict.get``."""

    __slots__ = ("_buckets",)

    def __init__(self, buckets: list[str]) -> None:
        self._buckets = buckets  # the bucket of a word goes by its CRC-32: «|word=text|word=text|»

    def get(self, word: str) -> str | None:
        buckets = self._buckets
        bucket = buckets[crc32(word.encode("utf-8", "surrogatepass")) % len(buckets)]
        at = bucket.find(f"{_WORD}{word}{_IS}")
        if at < 0:
            return None
        start = at + len(word) + 2
        return bucket[start : bucket.index(_WORD, start)]


class Rows(dict[int, T]):
    """The rows of a table by number, as a list of them would be; a row is made when it is first asked for."""

    __slots__ = ("_make", "_rows")

    def __init__(self, rows: list[str], make: Callable[[int, list[str]], T]) -> None:
        self._rows = rows
        self._make = make

    def __missing__(self, i: int) -> T:
        made = self[i] = self._make(i, self._rows[i].split(COLUMN))
        return made

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:  # type: ignore[override]  # as a list
        return (self[i] for i in range(len(self._rows)))

    def __reversed__(self) -> Iterator[T]:  # type: ignore[override]
        return (self[i] for i in reversed(range(len(self._rows))))

    def first(self) -> list[str]:
        """The first cells of all rows; no row is made."""
        return [row.partition(COLUMN)[0] for row in self._rows]


class Seconds(dict[str, frozenset[str]]):
    """First words of names or phrases to the second words that may follow; empty where none may."""

    __slots__ = ("_packed",)

    def __init__(self, packed: dict[str, str] | None = None) -> None:
        self._packed = packed or {}

    def __missing__(self, first: str) -> frozenset[str]:
        packed = self._packed.get(first)
        if packed is None:
            return frozenset()  # not kept: reports hold any number of words
        got = self[first] = frozenset(packed.split(_WORD))
        return got


def pack_words(table: dict[str, str]) -> list[str]:
    """Buckets for `Words`."""
    size = max(1, len(table) // _PER_BUCKET)
    buckets = [_WORD] * size
    for word, text in sorted(table.items()):
        if _IS not in word:  # no word of a text holds a mark
            buckets[crc32(word.encode()) % size] += f"{word}{_IS}{text}{_WORD}"
    return buckets


def pack_rows(rows: Iterable[Iterable[str]]) -> list[str]:
    """Rows for `Rows`."""
    return [COLUMN.join(cell.replace(COLUMN, _WORD) for cell in row) for row in rows]


def pack_dict(table: dict[str, str]) -> list[str]:
    """A table as two strings, which are taken apart faster than they are read as a table."""
    return [_WORD.join(table), _WORD.join(table.values())]


def unpack_dict(packed: list[str]) -> dict[str, str]:
    words, texts = packed
    return dict(zip(words.split(_WORD), texts.split(_WORD), strict=True)) if words else {}


def pack_groups(table: dict[str, int]) -> dict[str, str]:
    """A table with few values, as the words of each value."""
    out: dict[str, list[str]] = {}
    for word, value in table.items():
        out.setdefault(str(value), []).append(word)
    return {value: _WORD.join(sorted(words)) for value, words in out.items()}


def unpack_groups(packed: dict[str, str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for value, words in packed.items():
        out.update(dict.fromkeys(words.split(_WORD), int(value)))
    return out


def pack_seconds(keys: Iterable[str]) -> dict[str, str]:
    """First word to the second words of the keys that start with it."""
    out: dict[str, set[str]] = {}
    for first, _, rest in (key.partition(" ") for key in keys):
        if rest:
            out.setdefault(first, set()).add(rest.partition(" ")[0])
    return {first: _WORD.join(sorted(words)) for first, words in out.items()}


def starts(keys: Iterable[str]) -> dict[str, int]:
    """First word to the most words of a key that starts with it."""
    out: dict[str, int] = {}
    for key in keys:
        first, _, rest = key.partition(" ")
        n = rest.count(" ") + 2 if rest else 1
        if out.get(first, 0) < n:
            out[first] = n
    return out
