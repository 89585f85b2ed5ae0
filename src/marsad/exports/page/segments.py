"""A report's text cut into pieces, so that every span of a reading is a run of whole pieces.

Evidence overlaps: a sentence carries five claims, a word is the cue of two and the side of a third. So the text is not
nested into elements but cut flat at every start and end, and a span is told by its first and last piece. Links to the
claims are whole words, for a link that began inside a word would be hard to hit and to read out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad import codebook
from marsad.model import Claim, Evidence, Framing, Mention, Operator, Reading, Span

PARTS = ("cue", "agent", "patient", "source", "place", "time", "number", "item")
AnySpan = Span | Mention | Operator | Evidence | Framing


class Piece(NamedTuple):
    """Characters with the same marks; ``family`` is the group of the claim whose cue they are, ``frame`` a loaded word.

    ``at`` counts the pieces in the order of the text; it is None where no span of the reading reaches.
    """

    at: int | None
    start: int
    end: int
    family: str
    frame: bool


class Run(NamedTuple):
    """Pieces that are one link to ``refs``, or, without refs, plain text."""

    refs: tuple[str, ...]
    pieces: list[Piece]

    @property
    def numbers(self) -> str:
        """The numbers of the claims it leads to, for paper."""
        return ",".join(ref.removeprefix("claim-") for ref in self.refs if ref.startswith("claim-"))


class Line(NamedTuple):
    title: bool
    runs: list[Run]


class Cut:
    """The pieces of a reading's text, by line, and the way from a span to its pieces."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.report.text
        self.families = {p.name: p.group for p in codebook.predicates_of(reading).values()}
        self._starts: list[int] = []
        self._links = self._clusters(reading)
        spans = list(_spans(reading))
        self._edges = sorted(
            {min(max(edge, 0), len(self.text)) for span in spans for edge in (span.start, span.end)}
            | {edge for start, end, _ in self._links for edge in (start, end)}
        )
        self._covered = _union(spans)
        self._cues = sorted(
            (e.cue.start, e.cue.end, self.families[c.predicate]) for c in reading.claims for e in c.evidence if e.cue
        )
        self._frames = _union(reading.framing)
        title = reading.report.title
        self.lines = [
            Line(title is not None and title.start <= start < title.end, self._runs(start, end))
            for start, end in _lines(self.text)
        ]

    def pieces(self, span: AnySpan) -> tuple[int, int] | None:
        """Index of the first and the last piece of a span; None where it holds no character to show."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end) - 1
        return (first, last) if first <= last else None

    def _clusters(self, reading: Reading) -> list[tuple[int, int, tuple[str, ...]]]:
        """Words that lead to claims or loaded words: start, end and where they lead; no two overlap."""
        found: list[tuple[int, int, str]] = []
        for n, claim in enumerate(reading.claims, 1):
            found += [(*self._words(*_handle(e)), f"claim-{n}") for e in claim.evidence]
        found += [(*self._words(f.start, f.end), f"frame-{n}") for n, f in enumerate(reading.framing, 1)]
        out: list[tuple[int, int, list[str]]] = []
        for start, end, ref in sorted(found, key=lambda item: item[:2]):
            if end <= start:
                continue
            if out and start < out[-1][1]:
                before = out[-1]
                out[-1] = (before[0], max(before[1], end), before[2] if ref in before[2] else [*before[2], ref])
            else:
                out.append((start, end, [ref]))
        return [(start, end, tuple(sorted(refs, key=_claims_first))) for start, end, refs in out]

    def _words(self, start: int, end: int) -> tuple[int, int]:
        """A span drawn out to whole words, within the line it starts on."""
        start, end = max(start, 0), min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        stop = self.text.find("\n", start)
        end = min(end, stop) if stop >= 0 else end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            while start > 0 and not self.text[start - 1].isspace():
                start -= 1
            while end < len(self.text) and not self.text[end].isspace():
                end += 1
        return start, end

    def _runs(self, start: int, end: int) -> list[Run]:
        """A line as links and the text between them."""
        runs, at = [], start
        while self._links and self._links[0][0] < end:
            first, last, refs = self._links.pop(0)
            if at < first:
                runs.append(Run((), list(self._cut(at, first))))
            runs.append(Run(refs, list(self._cut(first, last))))
            at = last
        if at < end:
            runs.append(Run((), list(self._cut(at, end))))
        return runs

    def _cut(self, start: int, end: int) -> Iterator[Piece]:
        inner = self._edges[bisect_left(self._edges, start + 1) : bisect_left(self._edges, end)]
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            index = None
            if _inside(self._covered, first):
                index = len(self._starts)
                self._starts.append(first)
            yield Piece(index, first, last, self._family(first), _inside(self._frames, first))

    def _family(self, at: int) -> str:
        stop = bisect_left(self._cues, (at + 1,))
        return next((family for _, end, family in self._cues[max(0, stop - 50) : stop] if at < end), "")


def _handle(evidence: Evidence) -> tuple[int, int]:
    """What to take hold of a claim by in the text: its cue, else one of its sides, else where its evidence begins."""
    span = evidence.cue or evidence.agent or evidence.patient
    return (span.start, span.end) if span else (evidence.start, evidence.start + 1)


def _claims_first(ref: str) -> tuple[bool, int]:
    name, _, number = ref.partition("-")
    return name != "claim", int(number)


def parts(claim: Claim, evidence: Evidence) -> Iterator[tuple[str, Span | Operator]]:
    """The parts of a claim that have words in a piece of evidence, by name; ``saying`` is a reporting word."""
    for name in PARTS:
        span: Span | None = getattr(evidence, name)
        if span is not None:
            yield name, span
    for operator in evidence.operators:
        yield "operator", operator
    for link in claim.attribution:
        if link.cue is not None and evidence.start <= link.cue.start < evidence.end:
            yield "saying", link.cue


def _spans(reading: Reading) -> Iterator[AnySpan]:
    for claim in reading.claims:
        for evidence in claim.evidence:
            yield evidence
            yield from (span for _, span in parts(claim, evidence))
    yield from reading.framing
    for entity in reading.entities:
        yield from entity.mentions


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank."""
    at = 0
    for line in text.split("\n"):
        if not line.isspace() and line:
            yield at, at + len(line)
        at += len(line) + 1


def _union(spans: Sequence[AnySpan]) -> list[tuple[int, int]]:
    """The stretches that the spans cover together, in order and apart."""
    out: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _inside(stretches: list[tuple[int, int]], at: int) -> bool:
    found = bisect_left(stretches, (at + 1,)) - 1
    return found >= 0 and at < stretches[found][1]
