"""The lines of a PDF page: which glyphs stand on one, in which order they are read, and where words end.

PDFium tells of each glyph its letter and its box, and which glyphs it takes for one line. Its order within a line is not
used where there is Arabic: it reverses some words and not others. The boxes say what stands where; which of the gaps
between them are spaces is told by how many spaces PDFium finds on the line.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from marsad.intake.visual import kind, logical, plain

# In sizes of the font (em).
_WIDE = 3.0  # a gap that parts two columns or cells
_SPACE = 0.5  # a gap that is a space whatever PDFium says
_LEAST = 0.08  # no smaller gap is one
_TOUCH = 0.02
_HYPHENS = ("\x02", "\ufffe")  # what PDFium makes of a hyphen at the end of a line
_ANGLE = 0.1  # radians
_LIGATURES = frozenset("لا لأ لإ لآ الله لله".split())  # what one glyph stands for in most fonts
_LAST = frozenset("ةى")  # stand at the end of a word only
_WORD = re.compile("[\u0620-\u065f\u0670-\u06d3]+")


class Glyph(NamedTuple):
    """A glyph: its text, where it begins and ends from the left, its base line from below, its size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Line(NamedTuple):
    """A line in reading order and where it stands. ``arabic`` says that it is read from right to left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    arabic: bool


class _Row(NamedTuple):
    """What PDFium takes for a line: its glyphs but for spaces, how many spaces, its text, and whether it is turned."""

    glyphs: list[Glyph]
    spaces: int
    said: str
    turned: bool

    @property
    def base(self) -> float:
        return median(glyph.base for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return median(glyph.size for glyph in self.glyphs)


def lines(page: Any) -> list[Line]:
    """The lines of an open text page of pypdfium2, in the order of the file."""
    rows = _level([row for row in _rows(page) if row.glyphs])
    letters = [glyph for row in rows for glyph in row.glyphs if kind(glyph.text) in "RL"]
    arabic = sum(kind(glyph.text) == "R" for glyph in letters)
    out = []
    widths = _widths(rows)
    for row in rows:
        if row.turned or not any(kind(glyph.text) == "R" for glyph in row.glyphs):
            out.append(_line(" ".join(row.said.split()), row.glyphs, False))
        else:
            out += _read(row, widths, arabic * 2 > len(letters))
    found = [line for line in out if line.text]
    if _is_spelt_backwards(found):
        return [line._replace(text=_WORD.sub(lambda word: word[0][::-1], line.text)) for line in found]
    return found


def _is_spelt_backwards(page: Sequence[Line]) -> bool:
    """Do words begin as Arabic words end? So they do where text recognition drew their letters from left to right."""
    words = [word for line in page if line.arabic for word in line.text.split()]
    begins, ends = (sum(word[n] in _LAST for word in words) for n in (0, -1))
    return begins > 2 and begins > ends


def _rows(page: Any) -> Iterator[_Row]:
    """The lines that PDFium finds."""
    from pypdfium2 import raw

    glyphs: list[Glyph] = []
    said, turned = "", False
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    for n in range(raw.FPDFText_CountChars(page)):
        letter = _letter(raw.FPDFText_GetUnicode(page, n))
        if letter in ("\r", "\n"):
            yield _Row(glyphs, _groups(said), said, turned)
            glyphs, said, turned = [], "", False
            continue
        said += letter
        if letter.strip() and raw.FPDFText_GetLooseCharBox(page, n, box) and raw.FPDFText_GetCharOrigin(page, n, x, y):
            raw.FPDFText_GetMatrix(page, n, matrix)
            size = raw.FPDFText_GetFontSize(page, n) * math.hypot(matrix.b, matrix.d)
            turned = turned or _ANGLE < raw.FPDFText_GetCharAngle(page, n) < math.tau - _ANGLE
            glyphs.append(Glyph(letter, box.left, box.right, y.value, max(size, 1.0)))
    yield _Row(glyphs, _groups(said), said, turned)


def _level(rows: Sequence[_Row]) -> list[_Row]:
    """Rows that PDFium cut where a vowel stands high or low, as one again: one fills a hole in the other or goes on."""
    out: list[_Row] = []
    for row in rows:
        last = out[-1] if out else None
        if last and not row.turned and not last.turned and _is_level(last, row):
            spaces = last.spaces + row.spaces + 2
            out[-1] = _Row([*last.glyphs, *row.glyphs], spaces, f"{last.said} {row.said}", False)
        else:
            out.append(row)
    return out


def _is_level(last: _Row, row: _Row) -> bool:
    size = max(last.size, row.size)
    if abs(last.base - row.base) > 0.2 * size:
        return False
    glyphs = sorted((*last.glyphs, *row.glyphs), key=lambda glyph: glyph.left)
    ours = {id(glyph) for glyph in row.glyphs}
    seams = [(a, b) for a, b in pairwise(glyphs) if (id(a) in ours) != (id(b) in ours)]
    return all(-0.5 * size < b.left - a.right < size for a, b in seams)


def _whole(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters of one glyph (ﻻ), which PDFium gives one box, as one again, in reading order.

    Where PDFium turned the letters of a line round, so that they follow each other from right to left, it turned those of
    the glyph as well, unless it had made them of a presentation form.
    """
    out: list[Glyph] = []
    at = 0
    while at < len(glyphs):
        end = at + 1
        while end < len(glyphs) and _same_box(glyphs[at], glyphs[end]):
            end += 1
        before, after = glyphs[max(0, at - 1)], glyphs[min(end, len(glyphs) - 1)]
        text = "".join(glyph.text for glyph in glyphs[at:end])
        if len(set(text)) == 1:
            text = text[0]
        elif text[::-1] in _LIGATURES or (
            text not in _LIGATURES and before.middle > after.middle and kind(text) == "R"
        ):
            text = text[::-1]
        out.append(glyphs[at]._replace(text=text))
        at = end
    return out


def _same_box(one: Glyph, other: Glyph) -> bool:
    return abs(one.left - other.left) < 0.01 and abs(one.right - other.right) < 0.01 and one.left < one.right


def _letter(code: int) -> str:
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd" if code else ""
    letter = chr(code)
    return "" if letter in _HYPHENS else letter


def _groups(said: str) -> int:
    return max(0, len(said.split()) - 1)


def _widths(rows: Sequence[_Row]) -> dict[str, float]:
    """How wide each letter is at least, in sizes of the font, as far as it stands on the page without a vowel."""
    out: dict[str, float] = {}
    for row in rows:
        vowels = [bool(unicodedata.combining(glyph.text[0])) for glyph in row.glyphs]
        for n, glyph in enumerate(row.glyphs):
            if not any(vowels[max(0, n - 1) : n + 2]):
                width = (glyph.right - glyph.left) / glyph.size
                out[glyph.text] = min(width, out.get(glyph.text, width))
    return out


def _read(row: _Row, widths: Mapping[str, float], page_is_arabic: bool) -> list[Line]:
    """A line with Arabic in it, cut at wide gaps, in the order in which the parts are read."""
    cells = _with_marks(_whole(row.glyphs), widths)
    letters = [kind(cell.text) for cell in cells]
    share = letters.count("R") / max(1, letters.count("R") + letters.count("L"))
    arabic = share >= 0.4 or (share > 0.2 and page_is_arabic)
    size = max(cell.size for cell in cells)
    gaps = [after.left - before.right for before, after in pairwise(cells)]
    unsure = [len(cell.text) > 1 and cell.text[0] not in widths for cell in cells]
    least, sure = _space(gaps, row.spaces, size)
    parts: list[list[Glyph]] = [[]]
    texts: list[list[str]] = [[]]
    for n, cell in enumerate(cells):
        if n and gaps[n - 1] > _WIDE * size:
            parts.append([])
            texts.append([])
        elif n and gaps[n - 1] >= (sure if unsure[n - 1] or unsure[n] else least):
            texts[-1].append(" ")
        parts[-1].append(cell)
        texts[-1].append(cell.text)
    out = [_line(logical(text, arabic), part, arabic) for part, text in zip(parts, texts, strict=True)]
    return out[::-1] if arabic else out


def _space(gaps: Sequence[float], spaces: int, size: float) -> tuple[float, float]:
    """The least gap that is a space: the widest ones are, as many as there are spaces; and one that is a space for sure.

    The latter is for letters with vowels whose width is not known, for their boxes are often too small.
    """
    widest = sorted((gap for gap in gaps if gap > _LEAST * size), reverse=True)[:spaces]
    usual = median(widest) if widest else 0.0
    return min([_SPACE * size, *(gap for gap in widest if gap >= 0.55 * usual)]), max(0.95 * usual, _LEAST * size)


def _with_marks(glyphs: Sequence[Glyph], widths: Mapping[str, float]) -> list[Glyph]:
    """Glyphs from left to right, each vowel with the letter above or below which it stands; presentation forms plain.

    A glyph that stands for a letter and its vowels is cut into as many boxes, from right to left. What is drawn twice in
    one place, to look bold, is there once.
    """
    out: list[Glyph] = []  # from right to left
    last = math.inf  # where what was taken last begins
    loose = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle):
        text = plain(glyph.text)
        is_mark = all(map(unicodedata.combining, text))
        if is_mark and out and abs(last - glyph.right) < _TOUCH * glyph.size:
            out[-1] = out[-1]._replace(text=out[-1].text + text, left=min(out[-1].left, glyph.left))
        elif is_mark:
            loose.append(glyph)
            continue
        elif not out or text != out[-1].text or abs(glyph.middle - out[-1].middle) > 0.15 * (glyph.right - glyph.left):
            out.append(glyph._replace(text=text))
        last = glyph.left
    for mark in loose:
        if out:
            nearest = min(range(len(out)), key=lambda n: abs(out[n].middle - mark.middle))
            out[nearest] = out[nearest]._replace(text=out[nearest].text + mark.text)
    return [_as_wide_as_its_letter(glyph, widths) for glyph in reversed(out)]


def _as_wide_as_its_letter(glyph: Glyph, widths: Mapping[str, float]) -> Glyph:
    """A letter with its vowels, whose box is often that of the vowel alone, not much narrower than it is elsewhere."""
    least = widths.get(glyph.text[0], 0.0) * glyph.size
    if len(glyph.text) == 1 or glyph.right - glyph.left > 0.6 * least:
        return glyph
    return glyph._replace(right=glyph.left + least)


def _line(text: str, glyphs: Sequence[Glyph], arabic: bool) -> Line:
    return Line(
        text, min(g.left for g in glyphs), max(g.right for g in glyphs), median(g.base for g in glyphs),
        median(g.size for g in glyphs), arabic,
    )  # fmt: skip
