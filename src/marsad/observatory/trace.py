"""Where a claim comes from, link by link: bytes, address, reading, rule, and the words it stands on."""

from __future__ import annotations

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Connection

from marsad.model import Claim, Evidence, Reading, Span
from marsad.observatory import schema
from marsad.observatory.asking import ReportOf, reading_of

CONTEXT = 100  # characters on each side of a piece of evidence
PARTS = ("cue", "agent", "patient", "source", "place", "time", "number", "item")


class Part(Struct, frozen=True):
    """Words of the text that are one part of the claim: ``text[start:end]`` of the report."""

    part: str
    start: int
    end: int
    words: str


class Piece(Struct, frozen=True, kw_only=True):
    """One piece of evidence with the text around it, and the page on which it begins, where its source has pages."""

    start: int
    end: int
    before: str
    words: str
    after: str
    parts: list[Part]
    page: int | None = None


class Speaker(Struct, frozen=True):
    """One of the chain of speakers, outermost first."""

    name: str
    stance: str
    cue: str | None


class Trace(Struct, frozen=True, kw_only=True):
    """A claim back to its source. ``rule`` made it in the reading of ``reader`` with ``lexicon``, made at ``read``."""

    id: str
    claim: Claim
    agent: str | None
    patient: str | None
    place: str | None
    source: str
    report: ReportOf
    reader: str
    lexicon: str
    read: str
    rule: str
    attribution: list[Speaker]
    evidence: list[Piece]


def trace(connection: Connection, key: str) -> Trace:
    """The trace of the claim with this id."""
    claims, reports, readings = schema.claims, schema.reports, schema.readings
    query = (
        sa.select(claims.c.n, reports.c.key, readings.c.recorded)
        .join(reports, reports.c.id == claims.c.report_id)
        .join(readings, sa.and_(readings.c.report_id == reports.c.id, readings.c.current))
        .where(claims.c.key == key)
    )
    row = connection.execute(query).first()
    assert row is not None
    report, reading = reading_of(connection, row.key)
    claim = reading.claims[row.n]
    names = {entity.id: entity.name for entity in reading.entities}
    text = reading.report.text
    return Trace(
        id=key,
        claim=claim,
        agent=names.get(claim.agent or ""),
        patient=names.get(claim.patient or ""),
        place=names.get(claim.place or ""),
        source=names.get(claim.source, report.publisher or "publisher"),
        report=report,
        reader=f"{reading.reader.name} {reading.reader.version}",
        lexicon=reading.reader.lexicon,
        read=row.recorded,
        rule=claim.rule,
        attribution=[
            Speaker(names.get(a.source, a.source), a.stance, text[a.cue.start : a.cue.end] if a.cue else None)
            for a in claim.attribution
        ],
        evidence=[_piece(reading, evidence) for evidence in claim.evidence],
    )


def _piece(reading: Reading, evidence: Evidence) -> Piece:
    text = reading.report.text
    start, end = evidence.start, evidence.end
    found: list[tuple[str, Span]] = [(name, part) for name in PARTS if (part := getattr(evidence, name))]
    parts = [Part(name, part.start, part.end, text[part.start : part.end]) for name, part in found]
    parts += [Part(f"operator {o.kind}".strip(), o.start, o.end, text[o.start : o.end]) for o in evidence.operators]
    return Piece(
        start=start, end=end, before=text[max(0, start - CONTEXT) : start], words=text[start:end],
        after=text[end : end + CONTEXT], parts=parts, page=reading.report.page_of(start),
    )  # fmt: skip
