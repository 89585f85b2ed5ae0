"""A drawing as SVG text: real text elements, right to left where the language is, nothing that runs or loads.

Everything is laid out left to right; a right-to-left drawing is mirrored as it is written, so that text anchored at its
start stands at the right edge. Widths of text are estimated from the advance widths of DejaVu Sans, the widest of the
common fonts with Arabic, so text stays inside its box in the others too. Every string passes ``harmless`` and is escaped.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Literal

from marsad.arabic.display import FSI, PDI, harmless

LRI = "\N{LEFT-TO-RIGHT ISOLATE}"
_ISOLATES = (FSI, LRI, PDI)
Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
FONTS = "Noto Sans Arabic, Segoe UI, Geeza Pro, Tahoma, DejaVu Sans, sans-serif"
BOLD = 1.12  # how much wider bold type runs
LEADING = 1.5  # line height by size of type: Arabic has deep descenders

# Advance widths in hundredths of the size of type: a letter that is joined onwards, and one that ends a word.
_JOINED: dict[str, tuple[int, int]] = dict.fromkeys("بتث", (30, 96)) | {
    "ن": (30, 75), "ي": (30, 82), "ى": (80, 82), "ئ": (30, 82), "ل": (33, 75), "ك": (55, 83), "م": (57, 66), "ه": (53, 54), "ف": (51, 104),
    "ق": (51, 82), "ع": (56, 60), "غ": (53, 60), "ج": (65, 65), "ح": (65, 65), "خ": (65, 65), "س": (88, 126),
    "ش": (88, 126), "ص": (87, 123), "ض": (87, 123), "ط": (82, 95), "ظ": (82, 95), "ـ": (30, 30),
}  # fmt: skip
_ALONE = (
    dict.fromkeys("اأإآ", 29)
    | dict.fromkeys("دذ", 50)
    | dict.fromkeys("رز", 53)
    | dict.fromkeys("وؤ", 51)
    | {"ة": 54, "ء": 47}
)
_LATIN = {c: w for w, letters in {
    29: "'ijlIJ", 33: " ,./\\|:;", 39: "!()[]-ft", 43: "r\"", 51: "?_*^`sz", 58: "cvxykLF", 64: "abdeghnopqu0123456789ET$",
    70: "ABCKPRSVXYZ", 78: "DGHNOQU&", 85: "#+<=>wM%", 99: "mW@…—",
}.items() for c in letters}  # fmt: skip


def width(text: str, size: float) -> float:
    """About how wide ``text`` is at ``size``, both in px; rather too wide than too narrow."""
    return sum(_advance(char, text[n : n + 1]) for n, char in enumerate(text, 1)) * size / 100


def _advance(char: str, following: str) -> int:
    """The width of a letter before another, or before none, in hundredths of the size of type."""
    if char in _ALONE:
        return _ALONE[char]
    if char in _JOINED:
        return _JOINED[char][following not in _JOINED and (following not in _ALONE or following == "ء")]
    if char in _ISOLATES or unicodedata.combining(char):
        return 0
    return _LATIN.get(char, 100 if unicodedata.east_asian_width(char) in "WF" else 68)


def wrap(text: str, size: float, room: float, most: int | None = None) -> list[str]:
    """``text`` in lines of at most ``room`` px; the last of ``most`` lines ends in «…» where more would follow."""
    lines: list[str] = []
    for word in _pieces(_kept(text).split(), size, room):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width(f"{last} …", size) > room:
            last = last.rpartition(" ")[0] if " " in last else last[:-1]
        lines = [*lines[: most - 1], f"{last} …".strip()]
    return lines or [""]


def _pieces(words: Iterable[str], size: float, room: float) -> Iterable[str]:
    """Words, those longer than a line cut."""
    for word in words:
        start = 0
        while start < len(word):
            cut = _fitting(word, start, room * 100 / size)
            yield word[start:cut]
            start = cut


def _fitting(word: str, start: int, room: float) -> int:
    """Up to where the letters from ``start`` on fit into ``room``, at least one; widths in hundredths of the size of type."""
    cut, total = start + 1, 0
    for n in range(start, len(word)):
        if total + _advance(word[n], "") <= room:
            cut = max(cut, n + 1)
        total += _advance(word[n], word[n + 1 : n + 2])
        if total > room:
            break
    return cut


def right_to_left(text: str) -> bool:
    """Does the first letter with a direction run from right to left?"""
    return next((d != "L" for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL")), False)


class Drawing:
    """Shapes in the order of drawing; ``rtl`` mirrors them. All lengths in px, y downwards."""

    def __init__(self, width: float, title: str, *, rtl: bool) -> None:
        self.width = width
        self.title = title
        self.rtl = rtl
        self._parts: list[str] = []

    def x(self, x: float) -> float:
        return self.width - x if self.rtl else x

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str, stroke: str = "none", dash: str = "",
        radius: float = 6, thick: float = 1.4, tip: str = "",
    ) -> None:  # fmt: skip
        """A rectangle with its left upper corner at (x, y); ``tip`` shows where the reader points at it."""
        left = self.x(x + wide) if self.rtl else x
        inner = f"<title>{_text(tip)}</title>" if tip else ""
        self._parts.append(
            f'<rect x="{left:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{radius:g}" fill="{fill}"'
            f' stroke="{stroke}" stroke-width="{thick:g}"{_dash(dash)}>{inner}</rect>'
        )

    def text(
        self, x: float, y: float, lines: Sequence[str], size: float, *, anchor: Anchor = "start", fill: str = "#1a1a1a",
        bold: bool = False, italic: bool = False, own: bool = False,
    ) -> None:  # fmt: skip
        """Lines from the baseline y on. ``own`` sets each in its own direction, at the same edge, not in the drawing's."""
        for n, line in enumerate(lines):
            rtl = right_to_left(line) if own else self.rtl
            at = anchor if rtl == self.rtl or anchor == "middle" else ("end" if anchor == "start" else "start")
            weight = ' font-weight="700"' if bold else ""
            style = ' font-style="italic"' if italic else ""
            self._parts.append(
                f'<text x="{self.x(x):.1f}" y="{y + n * size * LEADING:.1f}" font-size="{size:g}" fill="{fill}"'
                f' text-anchor="{at}" direction="{"rtl" if rtl else "ltr"}"{weight}{style}>{_text(line)}</text>'
            )

    def line(
        self,
        points: Sequence[Point],
        *,
        stroke: str,
        dash: str = "",
        thick: float = 1.5,
        arrow: bool = False,
        tip: str = "",
    ) -> None:
        """A smooth line through ``points`` that leaves and reaches them sideways; ``arrow`` puts a head at its end."""
        at = [(self.x(x), y) for x, y in points]
        inner = f"<title>{_text(tip)}</title>" if tip else ""
        path = f"M{at[0][0]:.1f} {at[0][1]:.1f}"
        for (x0, y0), (x1, y1) in pairwise(at):
            half = (x1 - x0) / 2
            path += f" C{x0 + half:.1f} {y0:.1f} {x1 - half:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        self._path(path, stroke, dash, thick, inner)
        if arrow:
            (x0, _), end = at[-2], at[-1]
            self.head(end, 0.0 if end[0] >= x0 else math.pi, stroke)

    def bow(self, start: Point, end: Point, out: float, *, stroke: str, dash: str = "", arrow: bool = False) -> None:
        """A bow from ``start`` to ``end``, both on one edge of a column, that swings ``out`` to the side."""
        (x0, y0), (x1, y1) = (self.x(start[0]), start[1]), (self.x(end[0]), end[1])
        swing = -out if self.rtl else out
        self._path(
            f"M{x0:.1f} {y0:.1f} C{x0 + swing * 1.33:.1f} {y0:.1f} {x1 + swing * 1.33:.1f} {y1:.1f} {x1:.1f} {y1:.1f}",
            stroke, dash, 1.5, "",
        )  # fmt: skip
        if arrow:
            self.head((x1, y1), 0.0 if swing < 0 else math.pi, stroke)

    def straight(self, start: Point, end: Point, *, stroke: str, dash: str = "", thick: float = 1.0) -> None:
        """A straight line."""
        self._path(
            f"M{self.x(start[0]):.1f} {start[1]:.1f} L{self.x(end[0]):.1f} {end[1]:.1f}", stroke, dash, thick, ""
        )

    def head(self, at: Point, angle: float, fill: str, size: float = 8) -> None:
        """An arrow head whose tip is at ``at``, in drawn coordinates, pointing along ``angle``."""
        corners = [at, *(
            (at[0] - size * math.cos(angle + side), at[1] - size * math.sin(angle + side)) for side in (-0.42, 0.42)
        )]  # fmt: skip
        self._parts.append(f'<path d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in corners)} Z" fill="{fill}"/>')

    def render(self, height: float) -> str:
        """The drawing as one SVG document of ``height`` px."""
        wide, high = math.ceil(self.width), math.ceil(height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
            f' role="img" xml:lang="{"ar" if self.rtl else "en"}" font-family="{FONTS}">\n<title>{_text(self.title)}</title>\n'
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>\n' + "\n".join(self._parts) + "\n</svg>\n"
        )

    def _path(self, path: str, stroke: str, dash: str, thick: float, inner: str) -> None:
        self._parts.append(
            f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{thick:g}"{_dash(dash)}>{inner}</path>'
        )


def _dash(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _kept(text: str) -> str:
    """``text`` harmless but for its isolates: they end with their text element and reach nothing else."""
    return "".join(c if c in _ISOLATES else harmless(c) for c in text)


def _text(text: str) -> str:
    return escape(_kept(text), quote=True)
