"""From the order in which letters are seen to the order in which they are read: the bidi algorithm backwards.

A PDF says where each glyph stands, not in which order it is read. Seen from left to right, the letters of an Arabic line
stand backwards, and numbers and Latin words in it forwards (Unicode Standard Annex 9, rules W2 to W7, N1, L2). Seen order
does not give back everything: «في 2016 Reuters» and «في Reuters 2016» look the same. Then the more usual one is taken.

``cells`` are glyphs from left to right, each as the text it stands for, in reading order where that is more than a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_JOINS_NUMBER = frozenset(".,:/\u00a0٫٬،")  # common separators: 3.5, 30/6/2016
_JOINS_WORD = frozenset(" -_./:,+&@'’\u00a0")  # between a Latin word and the number behind it: F-16, COVID 19
_OPEN = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_CLOSE = {right: left for left, right in _OPEN.items()}
_FORMS = re.compile("[\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc]+")  # presentation forms, but for the ornate brackets


def logical(cells: Sequence[str], right_to_left: bool) -> str:
    """The text of a line in reading order; ``right_to_left`` is the direction of its paragraph."""
    if right_to_left:
        return brackets("".join(_backwards(cells)))
    out: list[str] = []
    at = 0
    while at < len(cells):
        end = _arabic_until(cells, at)
        out += _backwards(cells[at:end]) if end > at else [cells[at]]
        at = max(end, at + 1)
    return brackets("".join(out))


def plain(text: str) -> str:
    """Presentation forms as the letters they are forms of: ﻻ as لا."""
    return _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]).strip(), text)


def brackets(text: str) -> str:
    """Brackets turned so that they open before a word and close behind one, whatever the glyph looked like."""
    if not any(mark in text for mark in (*_OPEN, *_CLOSE)):
        return text
    out, depth = list(text), dict.fromkeys(_OPEN, 0)
    for n, mark in enumerate(text):
        if mark not in _OPEN and mark not in _CLOSE:
            continue
        left = mark if mark in _OPEN else _CLOSE[mark]
        before, after = text[n - 1 : n] if n else "", text[n + 1 : n + 2]
        opens = (not before or before.isspace() or before in _OPEN) and bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace() and (not after or not after.isalnum())
        is_open = opens if opens != closes else depth[left] == 0
        depth[left] = max(0, depth[left] + (1 if is_open else -1))
        out[n] = left if is_open else _OPEN[left]
    return "".join(out)


@lru_cache(maxsize=4096)
def kind(cell: str) -> str:
    """R for a letter of a script written from right to left, L for another, N for a digit, O for anything else."""
    direction = unicodedata.bidirectional(cell[0]) if cell else ""
    if direction in ("R", "AL"):
        return "R"
    return {"L": "L", "EN": "N", "AN": "N"}.get(direction, "O")


def _arabic_until(cells: Sequence[str], at: int) -> int:
    """Where the Arabic words that begin at a cell end; ``at`` where none begin."""
    if kind(cells[at]) != "R":
        return at
    end = at
    for n in range(at, len(cells)):
        found = kind(cells[n])
        if found == "L":
            break
        if found == "R":
            end = n + 1
    return end


def _backwards(cells: Sequence[str]) -> list[str]:
    out: list[str] = []
    right = len(cells) - 1
    while right >= 0:
        left = _forwards_from(cells, right)
        run = list(cells[left : right + 1])
        out += run
        right = left - 1
    return _ranges(out)


def _forwards_from(cells: Sequence[str], right: int) -> int:
    """Where the Latin words or the number that end at a cell begin: what is read forwards. ``right`` where none end."""
    found = kind(cells[right])
    if found == "L":
        return _latin_from(cells, right)
    pair = {cells[right], _OPEN.get(cells[right]) or _CLOSE.get(cells[right])}
    if None not in pair and right and kind(cells[right - 1]) == "L":  # Reuters (UN): rule N0
        left = _latin_from(cells, right - 1)
        return left if pair & set(cells[left:right]) else right
    if found != "N":
        return right
    left = _number_from(cells, right)
    joint = left - 1
    while joint >= 0 and cells[joint] in _JOINS_WORD:
        joint -= 1
    if joint >= 0 and kind(cells[joint]) == "L" and cells[right].isascii():
        return _latin_from(cells, joint)
    return left


def _latin_from(cells: Sequence[str], right: int) -> int:
    left = right
    for n in range(right, -1, -1):
        found = kind(cells[n])
        if found == "R":
            break
        if found == "L":
            left = n
    return left


def _number_from(cells: Sequence[str], right: int) -> int:
    left = right
    while left > 0:
        if kind(cells[left - 1]) == "N":
            left -= 1
        elif left > 1 and cells[left - 1] in _JOINS_NUMBER and kind(cells[left - 2]) == "N":
            left -= 2
        else:
            break
    return left


def _ranges(cells: list[str]) -> list[str]:
    """Two numbers with a dash between them: the smaller one first. Programs differ in how they set them."""
    return [re.sub(r"(?<![\w/.\-–])(\d+)([-–])(\d+)(?![\w/\-–])", _ascending, "".join(cells))]


def _ascending(found: re.Match[str]) -> str:
    first, dash, second = found.groups()
    return f"{second}{dash}{first}" if int(first) > int(second) else found[0]
