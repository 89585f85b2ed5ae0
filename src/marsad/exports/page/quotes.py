"""Words of a report for a card: harmless, cut around the cue where they are long, with the parts of the claim marked."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from marsad.arabic.display import harmless
from marsad.exports.page.segments import AnySpan, parts
from marsad.model import Claim, Evidence

LENGTH = 170  # characters of evidence that a card shows


class Quote(NamedTuple):
    """``words`` is text with the part of the claim that it is, or none; cut at the start or the end where so marked."""

    words: list[tuple[str, str]]
    cut_start: bool
    cut_end: bool


def words(text: str, span: AnySpan) -> str:
    """The characters of a span, harmless."""
    return harmless(text[span.start : span.end])


def quote(text: str, claim: Claim, evidence: Evidence) -> Quote:
    """A piece of evidence with its parts; where spans overlap the cue wins, then the sides."""
    start, end = _around(text, evidence)
    marks = [(max(s.start, start), min(s.end, end), part) for part, s in parts(claim, evidence)]
    marks = [mark for mark in marks if mark[0] < mark[1]]
    edges = sorted({start, end, *(edge for first, last, _ in marks for edge in (first, last))})
    out: list[tuple[str, str]] = []
    for first, last in itertools.pairwise(edges):
        part = next((part for s, e, part in marks if s <= first and last <= e), "")
        if out and out[-1][1] == part:
            out[-1] = (out[-1][0] + harmless(text[first:last]), part)
        else:
            out.append((harmless(text[first:last]), part))
    return Quote(out, start > evidence.start, end < evidence.end)


def _around(text: str, evidence: Evidence) -> tuple[int, int]:
    """Start and end of what is shown: all of it, or whole words around the cue."""
    start, end = evidence.start, min(evidence.end, len(text))
    if end - start <= LENGTH:
        return start, end
    spans = [s for s in (evidence.cue, evidence.agent, evidence.patient) if s is not None]
    middle = sum(s.start + s.end for s in spans) // (2 * len(spans)) if spans else start
    first = max(start, min(middle - LENGTH // 2, end - LENGTH))
    last = min(end, first + LENGTH)
    if first > start:
        first = _next(text, first, last)
    if last < end:
        last = _previous(text, first, last)
    return first, last


def _next(text: str, start: int, end: int) -> int:
    """Where the first whole word behind ``start`` begins; ``start`` itself where there is none."""
    found = text.find(" ", start, end)
    return found + 1 if found >= 0 else start


def _previous(text: str, start: int, end: int) -> int:
    found = text.rfind(" ", start, end)
    return found if found > start else end
