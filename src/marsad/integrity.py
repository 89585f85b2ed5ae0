"""Whether a reading that comes from outside holds together: names that stand once, references that lead somewhere, spans
within the text. What its types say (kinds, modalities, shares) is checked where it is decoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET

from marsad.model import Claim, Reading
from marsad.periods import span

PUBLISHER = "publisher"


def breach(reading: Reading) -> str | None:
    """The first thing in a reading that cannot be, in words; None for a sound one."""
    return next(_breaches(reading), None)


def _breaches(reading: Reading) -> Iterator[str]:
    for what, ids in (("entity", [e.id for e in reading.entities]), ("claim", [c.id for c in reading.claims])):
        if len(set(ids)) < len(ids):
            yield f"{what} {next(i for i in ids if ids.count(i) > 1)!r} stands twice"
    entities = {entity.id for entity in reading.entities}
    for claim in reading.claims:
        for part, key in _references(claim):
            if key not in entities:
                yield f"claim {claim.id}: {part} {key!r} is no entity"
        if claim.time is not None and span(claim.time) is None:
            yield f"claim {claim.id}: time {claim.time[:40]!r} is no date, month, year or interval"
    for frame in reading.framing:
        if frame.entity not in entities:
            yield f"framing: {frame.entity!r} is no entity"
    claims = {claim.id for claim in reading.claims}
    for link in reading.links:
        for claim_id in (link.from_, link.to):
            if claim_id not in claims:
                yield f"link from {link.from_} to {link.to}: {claim_id!r} is no claim"
        if link.from_ == link.to:
            yield f"claim {link.from_} is linked to itself"
    length = len(reading.report.text)
    for owner, start, end in _spans(reading):
        if not 0 <= start < end <= length:
            yield f"{owner}: characters {start} to {end} are not in a text of {length}"


def _references(claim: Claim) -> Iterator[tuple[str, str]]:
    for part, key in (("agent", claim.agent), ("patient", claim.patient), ("place", claim.place)):
        if key is not None:
            yield part, key
    for source in (claim.source, *(step.source for step in claim.attribution)):
        if source != PUBLISHER:
            yield "source", source


def _spans(reading: Reading) -> Iterator[tuple[str, int, int]]:
    for entity in reading.entities:
        yield from ((f"entity {entity.id}", m.start, m.end) for m in entity.mentions)
    for claim in reading.claims:
        for found in claim.evidence:
            parts: Iterable[object] = (found, found.cue, found.agent, found.patient, found.source, found.place, found.time,
                                       found.number, found.item, *found.operators)  # fmt: skip
            yield from ((f"claim {claim.id}", p.start, p.end) for p in parts if p is not None)  # type: ignore[attr-defined]
        yield from ((f"claim {claim.id}", a.cue.start, a.cue.end) for a in claim.attribution if a.cue is not None)
    yield from (("framing", f.start, f.end) for f in reading.framing)
    yield from (("link", k.evidence.start, k.evidence.end) for k in reading.links if k.evidence is not UNSET)
