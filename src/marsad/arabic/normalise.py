"""Normalised keys with an exact way back.

A key folds what writers vary (alef and hamza, final ya, ta marbuta, harakat, tatweel, presentation forms, digits,
bidi marks). ``Normal.back`` maps every key offset to the offset of the source text, so evidence is always
``text[start:end]``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# A number with its separators; a word of letters; a newline; any other visible character.
PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\n|[^\w\s]|_")
_FOLD = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي", "ې": "ي",
    "ۀ": "ه", "ہ": "ه", "ە": "ه", "ھ": "ه", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "〝": '"', "〞": '"', "‘": "'", "’": "'", "`": "'",
    "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "٬": ",", "٫": ".", "٪": "%", "۔": ".",
}  # fmt: skip
# Harakat and Quranic marks, joiners, bidi controls, soft hyphen and BOM: they carry no letter.
_MARKS = (
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad"
)
# Everything that folds to another number of letters than one: marks, tatweel, presentation forms and ligatures.
_ODD = re.compile(f"[{_MARKS}ـ\ufb50-\ufdff\ufe70-\ufefe]")
_MARK = re.compile(f"[{_MARKS}]")


LONGEST = 100  # letters of a word or phrase that is remembered, so that memory stays flat whatever is read


class _Table(dict[int, str]):
    """Folding of characters that stay one character, remembered as they are met (below U+3000)."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        if c in _FOLD:
            out = _FOLD[c]
        elif code < 0x80:
            out = c
        elif c.isdecimal():
            out = str(unicodedata.digit(c))
        elif c in "\u2028\u2029\u0085":
            out = "\n"
        else:
            out = " " if c.isspace() else c
        if code < 0x3000:
            self[code] = out
        return out


_table = _Table()


@lru_cache(maxsize=2048)
def _odd(c: str) -> str:
    """The key letters of a character that does not fold to just one."""
    if _MARK.match(c):
        return ""
    wide = unicodedata.normalize("NFKC", c)
    return "".join(d.translate(_table) for d in wide if d not in " ـ" and not _MARK.match(d)) if wide != c else c


@dataclass(frozen=True, slots=True)
class Normal:
    """``key`` is the folded text; ``back[i]`` the source offset of ``key[i]``, ``back[len(key)]`` the text's length."""

    key: str
    back: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``key[start:end]``; marks after the last letter stay outside."""
        return self.back[start], self.back[end - 1] + 1 if end > start else self.back[start]


def _tatweel(text: str, at: int) -> str:
    """A tatweel inside a word is a stretch, between spaces a dash (الأورو ـ اميركية)."""
    before = text[at - 1] if at else " "
    if not before.isspace():
        return ""
    after = at + 1
    while after < len(text) and text[after] == "ـ":
        after += 1
    return "-" if after >= len(text) or text[after].isspace() else ""


def normalise(text: str) -> Normal:
    """Fold ``text`` to its key, with the way back."""
    if not _ODD.search(text):
        return Normal(text.translate(_table), range(len(text) + 1))
    out: list[str] = []
    back: list[int] = []
    last = 0
    for m in _ODD.finditer(text):
        at = m.start()
        if at > last:
            out.append(text[last:at].translate(_table))
            back.extend(range(last, at))
        folded = _tatweel(text, at) if text[at] == "ـ" else _odd(text[at])
        out.append(folded)
        back.extend([at] * len(folded))
        last = at + 1
    out.append(text[last:].translate(_table))
    back.extend(range(last, len(text) + 1))
    return Normal("".join(out), back)


def fold(word: str) -> str:
    """The key of a word or phrase, for tables."""
    return _fold(word) if len(word) <= LONGEST else normalise(word).key


@lru_cache(maxsize=32768)
def _fold(word: str) -> str:
    return normalise(word).key


def table_key(name: str) -> str:
    """A name as the word tables have it: folded, in the pieces that a text is cut into, hyphens gone (اوبك +, عربي 21)."""
    return " ".join(piece for piece in PIECE.findall(fold(name)) if piece not in "-\n")
