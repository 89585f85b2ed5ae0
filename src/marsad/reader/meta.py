"""Publisher and date of a report, as its own first and last lines have them."""

from __future__ import annotations

import re

from marsad.arabic.words import Token
from marsad.lexicon import Lexicon
from marsad.reader.words import word

MEDIA = frozenset(
    "وكاله صحيفه جريده يوميه اسبوعيه موقع قناه مركز شبكه مجله موجز موسسه معهد اذاعه منصه نشره منبر مرصد بوابه راديو تلفزيون مبادره "
    "وحده منظمه مجموعه ملتقي منتدي".split()
)
OWN = frozenset("خاص مكتبنا مراسلنا مراسلتنا مبعوثنا تقرير متابعات وكالات كتب تحليل".split())
_SPLIT = re.compile(r"\s+[-–—ـ|]+\s+|\s*[:،,]\s+|\s+ــ+\s+|\s*\|\s*")
_EDGE = " \t.\"'«»“”()[]-–—:،|#@"
_DATEISH = re.compile(r"\d")


def lines_of(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold something."""
    out = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def publisher(text: str, lex: Lexicon) -> str | None:
    """The outlet that the report names as its own: in its signature line, its dateline's bracket or its head line."""
    lines = lines_of(text)
    if not lines:
        return None
    tail = [text[a:b] for a, b in lines[-3:][::-1]]
    head = [text[a:b] for a, b in lines[:3]]
    for line in head:
        m = re.match(r"^[^()\n]{2,60}\(([^()\d]{3,50})\)\s*[-–—:ـ]", line)
        if m and _outlet(m.group(1), lex):
            return m.group(1).strip(_EDGE)
    for line in [*tail, *head]:
        if len(line) > 110:
            continue
        pieces = [p.strip(_EDGE) for p in _SPLIT.split(line) if p.strip(_EDGE)]
        for p in pieces:
            if _outlet(p, lex):
                return _clean(p)
        if len(pieces) == 2 and any(_keys(p)[:1] and _keys(p)[0] in OWN for p in pieces):
            other = next((p for p in pieces if not (_keys(p) and _keys(p)[0] in OWN)), None)
            if other and not _DATEISH.search(other) and len(other.split()) <= 4 and not _place(other, lex):
                return other
    return None


def _keys(piece: str) -> list[str]:
    from marsad.arabic.normalise import fold

    return [k.strip(_EDGE) for k in fold(piece).split()]


def _outlet(piece: str, lex: Lexicon) -> bool:
    keys = [k for k in _keys(piece) if k]
    if not keys or len(keys) > 7 or _DATEISH.search(piece):
        return False
    if keys[0] in MEDIA and len(keys) > 1:
        return not any(
            word(lex, k).verbs and not word(lex, k).nouns and not word(lex, k).names for k in keys[1:] if k[0].isalpha()
        )
    codes = lex.names.get(" ".join(keys))
    return bool(codes) and lex.entries[int(codes.split(" ")[0][1:])].kind == "source" if codes else False


def _clean(piece: str) -> str:
    """«يومية «صدى الأطلس»» is called صدى الأطلس."""
    m = re.match(r"^(?:يومية|جريدة|صحيفة|موقع|مجلة|قناة|موجز|شبكة|أسبوعية)\s+[«“\"]([^»”\"]+)[»”\"]?$", piece)
    if m:
        return m.group(1)
    m = re.match(r"^موجز\s+(.+)$", piece)
    return m.group(1) if m else piece


def _place(piece: str, lex: Lexicon) -> bool:
    codes = lex.names.get(" ".join(_keys(piece)), "")
    return "p" in codes or "c" in codes


def edge_words(toks: list[Token]) -> list[list[str]]:
    """Folded words of the first three and last three lines, for the date."""
    lines: list[list[str]] = [[]]
    for t in toks:
        if t.kind == "b":
            if lines[-1]:
                lines.append([])
        else:
            lines[-1].append(t.key)
    lines = [x for x in lines if x]
    return lines[:3] + (lines[3:] if len(lines) <= 6 else lines[-3:])
