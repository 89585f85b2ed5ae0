"""From the lines of pages to a text: lines of one paragraph joined, running heads and page numbers left out.

A line of a PDF ends where the paper ends, not where a sentence does; a newline in a report is hard. So lines are joined
as long as they go on as a paragraph does: the same column, the same size, the usual distance, and full to its end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.intake.glyphs import Line

_END = re.compile(r"[.!؟?:؛…]['\"”»)\]]*$")
_BULLET = re.compile(r"(?:[•●▪■◦‣*-]|\(?[\d٠-٩]{1,2}[.)-])\s")
_CUT = re.compile("[a-z]-$")
_DASH = re.compile(r"[^\s\W][-/]$")
_NUMBER = re.compile(r"[\W_]*(?:(?:page|صفحة|ص)\s*)?\d{1,4}(?:\s*(?:/|of|من)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_EDGE = 2  # lines at the head and foot of a page that may be running ones
_NARROW = 10  # sizes of the font: in a narrower column lines are cells or entries of a list
_REPEATED = 3  # pages on which a running head stands at least


def text_of(pages: Sequence[Sequence[Line]]) -> tuple[str, list[tuple[int, int]], bool]:
    """The text, where each page stands in it (from, to), and whether running heads or page numbers were left out."""
    running = _running(pages)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at, left_out = 0, False
    last: Line | None = None
    for page in pages:
        kept = [line for n, line in enumerate(page) if not _is_running(line, n, page, running)]
        left_out = left_out or len(kept) < len(page)
        start = at
        for n, paragraph in enumerate(_paragraphs(kept)):
            goes_on = n == 0 and last is not None and _goes_over(last, paragraph[0])
            mark = "" if not parts else " " if goes_on else "\n"
            text = _joined(paragraph)
            parts += [mark, text]
            start += len(mark) if n == 0 else 0
            at += len(mark) + len(text)
            last = paragraph[-1]
        spans.append((start, at))
    return "".join(parts), spans, left_out


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    steps = [a.base - b.base for a, b in pairwise(lines) if _beneath(a, b)]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line, usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _beneath(above: Line, below: Line) -> bool:
    """Does a line stand beneath another, in one column and one size?"""
    overlap = min(above.right, below.right) - max(above.left, below.left)
    same_size = abs(above.size - below.size) <= 0.08 * max(above.size, below.size)
    return (
        same_size and 0 < above.base - below.base < 3 * above.size and overlap > 0.5 * min(_width(above), _width(below))
    )


def _goes_on(paragraph: Sequence[Line], line: Line, usual: float) -> bool:
    last = paragraph[-1]
    if (
        not _beneath(last, line)
        or last.base - line.base > 1.25 * max(usual, 1.2 * last.size)
        or _BULLET.match(line.text)
    ):
        return False
    width = max(_width(each) for each in (*paragraph, line))
    if width < _NARROW * last.size:
        return False
    missing = _missing(last, (*paragraph, line))
    ends = bool(_END.search(last.text))
    indent = (last.right - line.right if last.arabic else line.left - last.left) if len(paragraph) > 1 else 0.0
    if ends and indent > 0.02 * width and indent < 0.2 * width:
        return False
    return missing < (0.05 if ends else 0.25) * width


def _missing(last: Line, column: Sequence[Line]) -> float:
    """How much of a line is empty at its end, in points."""
    if last.arabic:
        return last.left - min(line.left for line in column)
    return max(line.right for line in column) - last.right


def _goes_over(last: Line, first: Line) -> bool:
    """Does a paragraph go on on the next page?"""
    return (
        abs(last.size - first.size) <= 0.08 * last.size
        and last.arabic == first.arabic
        and not _END.search(last.text)
        and not _BULLET.match(first.text)
        and _width(last) > 0.6 * _width(first)
        and _width(last) > 20 * last.size * 0.5
    )


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        if _CUT.search(text) and line.text[:1].islower():
            text = text[:-1] + line.text  # the hyphen of a word that was cut
        else:
            text += line.text if _DASH.search(text) and line.text[:1].isalnum() else f" {line.text}"
    return text


def _running(pages: Sequence[Sequence[Line]]) -> set[str]:
    """What stands at the head or foot of several pages, but for the digits in it."""
    counts = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    return {key for key, count in counts.items() if count >= max(_REPEATED, 0.4 * len(pages))}


def _is_running(line: Line, n: int, page: Sequence[Line], running: set[str]) -> bool:
    if _EDGE <= n < len(page) - _EDGE:
        return False
    return _key(line) in running or (len(page) > 1 and n in (0, len(page) - 1) and bool(_NUMBER.fullmatch(line.text)))


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _width(line: Line) -> float:
    return line.right - line.left
