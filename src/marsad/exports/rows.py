"""The flat row: one claim of one report, with everything it refers to written out. What every table is made of.

The columns are the fields of ``Row``, in their order; ``docs/tables.md`` lists them with the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args, get_type_hints

from msgspec import Meta, Struct

from marsad.model import Claim, Entity, Evidence, Reading

PUBLISHER = "publisher"
LONGEST = 2_000  # characters of a text in a row; a text of one endless sentence would else stand in every row of it
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a reading came from: the file as it was named, and of one with many reports the line or row and the ``id`` it gave."""

    file: str | None = None
    line: int | None = None
    id: str | int | None = None


def _doc(meaning: str) -> Meta:
    return Meta(description=meaning)


class Row(Struct, frozen=True, kw_only=True):
    """One claim. Empty (None) is what the text does not name."""

    report_id: Annotated[str, _doc("SHA-256 of the report's text: the same text, the same id")]
    file: Annotated[str | None, _doc("the file it was read from, as it was named")]
    line: Annotated[int | None, _doc("its line or row, where the file holds many reports")]
    own_id: Annotated[str | None, _doc("the `id` that the line or row gave")]
    url: Annotated[str | None, _doc("where the report came from")]
    title: Annotated[str | None, _doc("the report's title, where it came apart from the text")]
    publisher: Annotated[str | None, _doc("who published the report")]
    published: Annotated[str | None, _doc("day of publication, ISO 8601")]
    language: Annotated[str, _doc("language of the report, BCP 47")]
    claim_id: Annotated[str, _doc("the claim within its report; `links` refer to it")]
    claim_key: Annotated[str, _doc("made from the claim's content: the same on every run")]
    predicate: Annotated[str, _doc("what is claimed, one of the codebook's predicates")]
    plover: Annotated[str | None, _doc("PLOVER event type; empty for a relation that has none")]
    polarity: Annotated[str, _doc("`positive`, or `negative` where the text denies it")]
    modality: Annotated[str, _doc("`asserted`, `intended`, `expected`, `possible` or `demanded`")]
    certainty: Annotated[str, _doc("how the text tells it: `plain`, `hedged` or `doubted`")]
    agent: Annotated[str | None, _doc("who: fullest name in the report; empty where the text names nobody")]
    agent_en: Annotated[str | None, _doc("English label of the agent, or a transliteration")]
    agent_kind: Annotated[str | None, _doc("kind of the agent: `person`, `state`, `armed_group`, …")]
    agent_actor: Annotated[str | None, _doc("key of the agent in the word tables, where it is a known actor")]
    patient: Annotated[str | None, _doc("whom: fullest name in the report; empty where the text names nobody")]
    patient_en: Annotated[str | None, _doc("English label of the patient, or a transliteration")]
    patient_kind: Annotated[str | None, _doc("kind of the patient")]
    patient_actor: Annotated[str | None, _doc("key of the patient in the word tables")]
    source: Annotated[str, _doc("who says so, the innermost speaker; `publisher` is the report's own voice")]
    source_en: Annotated[str | None, _doc("English label of the speaker; empty for the publisher")]
    source_kind: Annotated[str | None, _doc("kind of the speaker; empty for the publisher")]
    source_actor: Annotated[str | None, _doc("key of the speaker in the word tables")]
    attribution: Annotated[
        str | None, _doc("all speakers, outermost first: `name (stance) > name (stance)`; empty for the publisher")
    ]
    place: Annotated[str | None, _doc("where an event happened")]
    place_en: Annotated[str | None, _doc("English label of the place")]
    place_kind: Annotated[str | None, _doc("kind of the place: `place` or `state` for most")]
    place_actor: Annotated[str | None, _doc("key of the place in the word tables")]
    time: Annotated[str | None, _doc("ISO 8601 date, month, year or interval; `D/..` is open")]
    number: Annotated[int | None, _doc("people killed, wounded, displaced or detained")]
    number_max: Annotated[int | None, _doc("upper end, where the text gives a range")]
    item: Annotated[str | None, _doc("what was supplied, signed, demanded or sanctioned, as the text has it")]
    disclosure: Annotated[str | None, _doc("`unannounced` or `undisclosed`, where the text says so")]
    confidence: Annotated[float, _doc("how sure the reader is, 0 to 1: the share of such claims that are right")]
    quote: Annotated[
        str,
        _doc(
            "the text of the first evidence: a clause or sentence of the report, of a very long one the part around its cue"
        ),
    ]
    quote_start: Annotated[int, _doc("where the quote starts in the report's text, in code points from 0")]
    quote_end: Annotated[int, _doc("where it ends, exclusive")]
    page: Annotated[int | None, _doc("the page on which the quote begins, where the source has pages")]
    cue: Annotated[str | None, _doc("the word or words in the quote that carry the predicate")]
    operators: Annotated[
        str | None, _doc("words that make the claim wished, foretold or denied: `kind: word; kind: word`")
    ]
    evidences: Annotated[int, _doc("how many pieces of evidence the report has for this claim")]
    links: Annotated[str | None, _doc("ties from this claim to others of its report: `purpose c3; before c5`")]
    rule: Annotated[str, _doc("what made the claim")]
    reader: Annotated[str, _doc("name and version of the reader")]
    lexicon: Annotated[str, _doc("hash of the word tables in use, your own included")]


Kind = Literal["text", "integer", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """Name, type and meaning of one column; ``nullable`` where a row may leave it empty."""

    name: str
    kind: Kind
    nullable: bool
    meaning: str


def columns() -> list[Column]:
    """The columns of every table, in their order."""
    kinds: dict[object, Kind] = {str: "text", int: "integer", float: "number"}
    out = []
    for name, hint in get_type_hints(Row, include_extras=True).items():
        inner, meta = get_args(hint)
        options = get_args(inner) or (inner,)
        out.append(Column(name, kinds[options[0]], type(None) in options, meta.description))
    return out


def rows(reading: Reading, origin: Origin | None = None) -> Iterator[Row]:
    """The claims of a reading as rows, in the reading's order. Half of a surrogate pair becomes U+FFFD."""
    origin = origin or Origin()
    text, report = reading.report.text, reading.report
    entities = {entity.id: entity for entity in reading.entities}
    links: dict[str, list[str]] = {}
    for link in reading.links:
        links.setdefault(link.from_, []).append(f"{link.type} {link.to}")
    for claim in reading.claims:
        first = claim.evidence[0]
        start, end = _quoted(first)
        agent, patient, place = (entities.get(side or "") for side in (claim.agent, claim.patient, claim.place))
        speaker = entities.get(claim.source)
        yield Row(
            report_id=report.id, file=_whole(origin.file), line=origin.line,
            own_id=None if origin.id is None else _whole(str(origin.id)), url=_whole(report.url),
            title=_whole(text[report.title.start : report.title.end] if report.title else None),
            publisher=_whole(report.publisher), published=report.published, language=report.language,
            claim_id=claim.id, claim_key=claim.key, predicate=claim.predicate, plover=claim.plover,
            polarity=claim.polarity, modality=claim.modality, certainty=claim.certainty,
            agent=_name(agent, claim.agent), agent_en=_label(agent), agent_kind=_kind(agent),
            agent_actor=_actor(agent),
            patient=_name(patient, claim.patient), patient_en=_label(patient), patient_kind=_kind(patient),
            patient_actor=_actor(patient),
            source=_text(_name(speaker, claim.source) or PUBLISHER), source_en=_label(speaker),
            source_kind=_kind(speaker), source_actor=_actor(speaker),
            attribution=_attribution(claim, entities),
            place=_name(place, claim.place), place_en=_label(place), place_kind=_kind(place),
            place_actor=_actor(place),
            time=claim.time, number=claim.number, number_max=claim.number_max, item=_whole(claim.item),
            disclosure=claim.disclosure, confidence=claim.confidence,
            quote=_text(text[start:end]), quote_start=start, quote_end=end, page=report.page_of(start),
            cue=_text(text[first.cue.start : first.cue.end]) if first.cue else None, operators=_operators(text, first),
            evidences=len(claim.evidence), links=_whole("; ".join(links.get(claim.id, ())) or None), rule=claim.rule,
            reader=f"{reading.reader.name} {reading.reader.version}", lexicon=reading.reader.lexicon,
        )  # fmt: skip


def _quoted(evidence: Evidence) -> tuple[int, int]:
    """The span of the evidence, of a very long one the part around its cue."""
    start, end = evidence.start, evidence.end
    if end - start > LONGEST:
        middle = evidence.cue.start if evidence.cue else start
        start = max(start, min(middle - LONGEST // 2, end - LONGEST))
        end = start + LONGEST
    return start, end


def _text(value: str) -> str:
    """``value`` as UTF-8 can hold it, and not longer than a row has room for."""
    value = _HALF.sub("\ufffd", value)
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def _whole(value: str | None) -> str | None:
    return None if value is None else _text(value)


def _name(entity: Entity | None, id: str | None) -> str | None:
    """The entity's name; the bare id where a reading that was made elsewhere lacks the entity."""
    return _whole(entity.name if entity else id)


def _label(entity: Entity | None) -> str | None:
    return _whole(entity.label_en) if entity else None


def _kind(entity: Entity | None) -> str | None:
    return entity.kind if entity else None


def _actor(entity: Entity | None) -> str | None:
    return entity.actor if entity else None


def _attribution(claim: Claim, entities: dict[str, Entity]) -> str | None:
    chain = (f"{_name(entities.get(link.source), link.source)} ({link.stance})" for link in claim.attribution)
    return _whole(" > ".join(chain) or None)


def _operators(text: str, evidence: Evidence) -> str | None:
    return _whole("; ".join(f"{o.kind}: {text[o.start : o.end]}" for o in evidence.operators) or None)
