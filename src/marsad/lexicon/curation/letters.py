"""Letters of another script inside a word, and marks that a copied word brings along: they look right and are never found.

Script is told by the Unicode name of a letter (Unicode Standard Annex #24 names the scripts; its names begin with them).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from marsad.tables import Fault, Row

ARABIC = frozenset(
    "lemma imperfect masdars with agent patient example takes name variants adjectives capitals decides titles noun forms "
    "title term word checked".split()
)  # columns of Arabic words; slot letters, kinds and keys stand in some of them by themselves
LATIN = frozenset(["label_en"])
SCRIPTS = ("ARABIC", "LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARMENIAN", "FULLWIDTH")
_WORD = re.compile(r"[^\s|,;:/()\[\]«»\"'’+=@_.-]+")
# Letters of Persian, Urdu and Kurdish keyboards that look like Arabic ones; گ چ پ ژ ڤ look like none and may stay.
_TWINS = {"ک": "ك", "ی": "ي", "ې": "ي", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ة"}
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
_SPACES = re.compile(r"\s{2,}|^\s*\||\|\s*\||\|\s*$")


def faults(row: Row) -> Iterator[Fault]:
    """The words of a row that hold letters or digits of two scripts, or marks that no word needs."""
    for column, cell in row.cells.items():
        if not cell or column not in ARABIC | LATIN:
            continue
        if _SPACES.search(cell):
            yield row.fault(
                f"{column} has an empty place: {_shown(cell)}", "write one space between words, one | between names"
            )
        for word in _WORD.findall(cell):
            trouble = _arabic(word) if column in ARABIC else _latin(word)
            if trouble:
                yield row.fault(f"«{word}» in {column} {trouble[0]}", trouble[1])


def _arabic(word: str) -> tuple[str, str] | None:
    scripts = {s for s in map(script, word) if s}
    if "ARABIC" in scripts and len(scripts) > 1:
        other = next(c for c in word if script(c) not in ("", "ARABIC"))
        return f"mixes «{other}» ({_named(other)}) into an Arabic word", "write the word anew in Arabic letters"
    if scripts & {"CYRILLIC", "GREEK", "FULLWIDTH"}:
        return f"is written in {min(scripts).capitalize()} letters", "write it in Arabic or Latin letters"
    return _marks(word)


def _marks(word: str) -> tuple[str, str] | None:
    for c in word:
        if c in _TWINS:
            return f"has «{c}» ({_named(c)})", f"write {_TWINS[c]}: the two are one for the reader"
        if c.isdecimal() and not c.isascii():
            return f"has the digit «{c}»", "write digits as 0 to 9: all sets are one for the reader"
    if "ـ" in word or _PRESENTATION.search(word):
        return "has a stretched or ready-made letter", "write it with plain letters"
    return None


def _latin(word: str) -> tuple[str, str] | None:
    for c in word:
        if script(c) not in ("", "LATIN"):
            return f"mixes «{c}» ({_named(c)}) into a Latin word", "write the word anew in Latin letters"
        if c.isdecimal() and not c.isascii():
            return f"has the digit «{c}»", "write digits as 0 to 9"
    return None


@lru_cache(maxsize=1024)
def script(c: str) -> str:
    """The script of a letter; empty for digits, marks and signs, which belong to all."""
    if not c.isalpha() or c == "ـ":
        return ""
    name = unicodedata.name(c, "").partition(" ")[0]
    return name if name in SCRIPTS else "OTHER"


def _named(c: str) -> str:
    return unicodedata.name(c, f"U+{ord(c):04X}").lower()


def _shown(cell: str) -> str:
    found = _SPACES.search(cell)
    at = found.start() if found else 0
    return f"«{cell[max(0, at - 12) : at + 12]}»"
