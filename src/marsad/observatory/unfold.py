"""One reading as rows, still without numbers: what a worker process hands to the writer. Pure."""

from __future__ import annotations

import zlib
from collections import Counter

import msgspec
from msgspec import Struct

from marsad import lexicon as lexicons
from marsad.arabic.normalise import normalise
from marsad.model import Claim, Entity, Evidence, Reading, Span
from marsad.observatory import fulltext
from marsad.observatory.identity import claim_key
from marsad.periods import span

MAX_INTEGER = 2**62
HEADING = 160  # characters
NAME = 200  # characters of a name as a key: what an index can hold in both databases


class EntityRow(Struct, array_like=True):
    """``names`` are the keys it is found by; the actor is what it is across reports."""

    ref: str
    kind: str
    name: str
    label_en: str | None
    names: list[str]
    actor: str
    known: bool
    actor_kind: str
    actor_name: str
    actor_label: str | None
    mentions: list[tuple[int, int, str]]


class ClaimRow(Struct, array_like=True):
    """Sides are places in the report's list of entities."""

    ref: str
    key: str
    predicate: str
    polarity: str
    modality: str
    certainty: str
    agent: int | None
    patient: int | None
    place: int | None
    source: int | None
    time: str | None
    time_from: str | None
    time_to: str | None
    number: int | None
    number_max: int | None
    item: str | None
    disclosure: str | None
    confidence: float
    rule: str
    plover: str | None
    evidence: list[tuple[int, int, int | None, int | None, str]]
    attributions: list[tuple[int, str, int | None, int | None]]


class Unfolded(Struct, array_like=True):
    """One report with its reading."""

    published: str | None
    publisher: str | None
    publisher_key: str | None
    language: str
    heading: str
    reader: str
    version: str
    lexicon: str
    text: str
    body: bytes
    original: bytes
    entities: list[EntityRow]
    claims: list[ClaimRow]
    framing: list[tuple[int, int, int, str]]
    links: list[tuple[int, int, str, int | None, int | None]]
    words: list[str]
    names: list[list[str]]


def name_key(name: str) -> str:
    """What a name is looked up by: folded, lower case, one blank between words."""
    return " ".join(normalise(name).key.lower().split())[:NAME]


def unfold(reading: Reading, report: str, data: bytes, user_lexicon: lexicons.Lexicon | None = None) -> Unfolded:
    """The rows of a reading; ``report`` is the report's key and ``data`` its bytes. Takes the text out of the reading."""
    text = reading.report.text
    lex = user_lexicon or lexicons.load()
    refs = {entity.id: n for n, entity in enumerate(reading.entities)}
    numbers = {claim.id: n for n, claim in enumerate(reading.claims)}
    entities = [_entity(entity, text, lex) for entity in reading.entities]
    words = fulltext.words(text)
    head = text[reading.report.title.start : reading.report.title.end] if reading.report.title else text.lstrip()
    reading.report.text = ""
    return Unfolded(
        published=reading.report.published,
        publisher=reading.report.publisher,
        publisher_key=name_key(reading.report.publisher) if reading.report.publisher else None,
        language=reading.report.language,
        heading=" ".join(head[: 2 * HEADING].partition("\n")[0].split())[:HEADING],
        reader=reading.reader.name,
        version=reading.reader.version,
        lexicon=reading.reader.lexicon,
        text=text,
        body=zlib.compress(msgspec.json.encode(reading)),
        original=zlib.compress(data),
        entities=entities,
        claims=_claims(reading.claims, report, refs),
        framing=[(f.start, f.end, refs[f.entity], f.device) for f in reading.framing],
        links=[
            (numbers[k.from_], numbers[k.to], k.type, *_ends(k.evidence if isinstance(k.evidence, Span) else None))
            for k in reading.links
        ],
        words=words,
        names=fulltext.names(_searched(reading.entities, text), words),
    )


def fold_back(body: bytes, text: str) -> Reading:
    """The reading as it was before ``unfold``."""
    reading = msgspec.json.decode(zlib.decompress(body), type=Reading)
    reading.report.text = text
    return reading


def _searched(entities: list[Entity], text: str) -> set[str]:
    """Names as they stand in the text without attached particles, and the English ones."""
    named = {text[m.start : m.end] for entity in entities for m in entity.mentions if m.type == "name"}
    return named | {entity.label_en for entity in entities if entity.label_en}


def _entity(entity: Entity, text: str, lex: lexicons.Lexicon) -> EntityRow:
    number = lex.by_key.get(entity.actor) if entity.actor else None
    entry = None if number is None else lex.entries[number]
    said = {text[m.start : m.end] for m in entity.mentions if m.type == "name"} | {entity.name, entity.label_en or ""}
    if entry:
        said |= {entry.name, entry.label_en}
    key = name_key(entity.name)
    return EntityRow(
        ref=entity.id,
        kind=entity.kind,
        name=entity.name,
        label_en=entity.label_en,
        names=sorted({name_key(name) for name in said} - {""}),
        actor=entity.actor or f"{entity.kind}:{key}",
        known=entity.actor is not None,
        actor_kind=entry.kind if entry else entity.kind,
        actor_name=entry.name if entry else entity.name,
        actor_label=(entry.label_en or None) if entry else entity.label_en,
        mentions=[(m.start, m.end, m.type) for m in entity.mentions],
    )


def _claims(claims: list[Claim], report: str, refs: dict[str, int]) -> list[ClaimRow]:
    seen: Counter[str] = Counter()
    out = []
    for claim in claims:
        out.append(_claim(claim, claim_key(report, claim.key, seen[claim.key]), refs))
        seen[claim.key] += 1
    return out


def _claim(claim: Claim, key: str, refs: dict[str, int]) -> ClaimRow:
    first, last = (span(claim.time) if claim.time else None) or (None, None)
    return ClaimRow(
        ref=claim.id,
        key=key,
        predicate=claim.predicate,
        polarity=claim.polarity,
        modality=claim.modality,
        certainty=claim.certainty,
        agent=refs.get(claim.agent or ""),
        patient=refs.get(claim.patient or ""),
        place=refs.get(claim.place or ""),
        source=refs.get(claim.source),
        time=claim.time,
        time_from=first,
        time_to=last,
        number=_count(claim.number),
        number_max=_count(claim.number_max),
        item=claim.item,
        disclosure=claim.disclosure,
        confidence=claim.confidence,
        rule=claim.rule,
        plover=claim.plover,
        evidence=[_evidence(e) for e in claim.evidence],
        attributions=[(refs[a.source], a.stance, *_ends(a.cue)) for a in claim.attribution],
    )


def _count(number: int | None) -> int | None:
    return None if number is None else max(-MAX_INTEGER, min(number, MAX_INTEGER))


def _ends(value: Span | None) -> tuple[int | None, int | None]:
    return (value.start, value.end) if value else (None, None)


def _evidence(evidence: Evidence) -> tuple[int, int, int | None, int | None, str]:
    parts = {
        name: [part.start, part.end]
        for name in ("agent", "patient", "source", "place", "time", "number", "item")
        if (part := getattr(evidence, name))
    }
    operators = [[o.start, o.end, o.kind] for o in evidence.operators]
    value = parts | ({"operators": operators} if operators else {})
    return (evidence.start, evidence.end, *_ends(evidence.cue), msgspec.json.encode(value).decode())
