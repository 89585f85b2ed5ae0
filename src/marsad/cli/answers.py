"""Answers of the store for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from marsad import codebook
from marsad.exports.rows import Row
from marsad.observatory.asking import CONTEXT, ClaimOf, Hit, ReportOf
from marsad.observatory.ids import SHOWN
from marsad.observatory.trace import Trace
from marsad.show import say, table

WORDS = 140  # characters of a quote


def claims(found: Sequence[ClaimOf]) -> None:
    """A table of claims."""
    columns = (("id", 0), ("day", 0), ("claim", 2), ("who", 3), ("whom", 3), ("says who", 3), ("told as", 3),
               ("details", 3), ("words", 6))  # fmt: skip
    if found:
        table(columns, [_claim(claim) for claim in found])


def reports(found: Sequence[ReportOf]) -> None:
    """A table of reports."""
    columns = (("id", 0), ("day", 0), ("publisher", 2), ("report", 6), ("from", 4), ("claims", 0))
    rows = [(r.id[:SHOWN], r.published or "", r.publisher or "", r.heading, _whence(r), f"{r.claims:,}") for r in found]
    if found:
        table(columns, rows)


def hits(found: Sequence[Hit]) -> None:
    """A table of reports that answer a search, with the words around the first answer."""
    columns = (("id", 0), ("day", 0), ("publisher", 2), ("report", 4), ("words", 7))
    rows = [
        (h.report.id[:SHOWN], h.report.published or "", h.report.publisher or "", h.report.heading, _around(h))
        for h in found
    ]
    if found:
        table(columns, rows)


def report(found: ReportOf) -> None:
    """Where a report is from and what is kept of it."""
    say(found.id, style="bold")
    say("from ", _whence(found), f", {found.size:,} bytes, kept {found.recorded}")
    if found.final and found.final != found.address:
        say("which led to ", found.final)
    say(f"SHA-256 {found.hash}", style="dim")


def trace(found: Trace) -> None:
    """A claim back to its source."""
    claim = found.claim
    say(found.id, style="bold")
    say(f"{claim.predicate}(", found.agent or "?", ", ", found.patient or "?", ")", style="bold")
    details = [claim.modality, claim.polarity, claim.certainty, *filter(None, [claim.time, claim.item])]
    say("told as  ", ", ".join(details[:3]), *(x for part in details[3:] for x in (", ", part)))
    say("source   ", found.source)
    for speaker in found.attribution:
        say("         ", speaker.name, f" ({speaker.stance}) ", *(["«", speaker.cue, "»"] if speaker.cue else []))
    if found.place:
        say("place    ", found.place)
    say("rule     ", found.rule, f", confidence {claim.confidence:.2f}")
    say("reading  ", f"{found.reader}, word tables {found.lexicon}, made {found.read}")
    say("report   ", found.report.id, " ", found.report.heading)
    published = [part for part in (found.report.publisher, found.report.published) if part]
    say("         ", *(x for part in published for x in (part, " · ")), "retrieved ", found.report.retrieved)
    say("from     ", _whence(found.report))
    if found.report.final and found.report.final != found.report.address:
        say("led to   ", found.report.final)
    say("bytes    ", f"{found.report.size:,}, SHA-256 {found.report.hash}")
    for number, piece in enumerate(found.evidence, 1):
        say()
        page = f"page {piece.page}, " if piece.page else ""
        say(f"evidence {number}, {page}characters {piece.start} to {piece.end}", style="bold")
        say("… ", piece.before, style="dim") if piece.before else None
        say(piece.words)
        say(piece.after, " …", style="dim") if piece.after else None
        for part in piece.parts:
            say("    ", f"{part.part:<20}", part.words)


def _claim(claim: ClaimOf) -> tuple[str | list[str], ...]:
    row = claim.row
    return (
        claim.id[:SHOWN], row.published or "", row.predicate, row.agent or "?", row.patient or "?", _speaker(row),
        _told(row), _details(row), [_cut(row.quote), *([f"(page {row.page})"] if row.page else [])],
    )  # fmt: skip


def _speaker(row: Row) -> str:
    """The innermost speaker; marsad trace has the chain."""
    return row.publisher or row.source if row.source == "publisher" else row.source


def _told(row: Row) -> list[str]:
    modality = codebook.modalities()[row.modality]
    words = modality.negative if row.polarity == "negative" else modality.words
    return [words, *([row.certainty] if row.certainty != "plain" else []), *filter(None, [row.disclosure])]


def _details(row: Row) -> list[str]:
    number = None if row.number is None else f"{row.number}-{row.number_max}" if row.number_max else f"{row.number}"
    return [part for part in (row.place, row.time, number, row.item) if part]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WORDS else f"{text[:WORDS].rpartition(' ')[0]} …"


def _whence(report: ReportOf) -> str:
    return report.address or f"{report.origin} {report.position}".strip()


def _around(hit: Hit) -> str:
    """What was found with the whole words around it."""
    before = f"… {hit.before.partition(' ')[2]}" if hit.start > len(hit.before) else hit.before
    after = f"{hit.after.rpartition(' ')[0]} …" if len(hit.after) == CONTEXT else hit.after
    return " ".join(f"{before}{hit.words}{after}".split())
