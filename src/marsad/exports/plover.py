"""Events as PLOVER records, one JSON object a line (Open Event Data Alliance, "PLOVER: Event, Actor and Data Interchange
Specification", 0.7; field names as the coders of the POLECAT data write them: Halterman et al. 2023, "PLOVER and POLECAT").

Both sides of what is done together (``meets``, ``fights``) are actors, and there is no recipient, as the manual has it.
Claims whose predicate has no PLOVER type are relations, not events, and have no record. What PLOVER does not know
(source, certainty, polarity, …) stands in fields of its own.
"""

from __future__ import annotations

from typing import Any

from marsad import __version__
from marsad.codebook.plover import NEGATION, TOLD, Manner, manners, quads
from marsad.exports.kept import Kept
from marsad.exports.located import Gazetteer
from marsad.exports.rows import PUBLISHER, Row, rows
from marsad.model import Claim, Entity
from marsad.periods import BEGIN, END, span

_TOGETHER = ("CONSULT", "ASSAULT")
_SECTORS = {"state": "GOV", "people": "CVL"}  # of other kinds the sector is not known


def records(kept: Kept, places: Gazetteer) -> list[dict[str, Any]]:
    """The records of a reading, in the order of its claims."""
    entities = {entity.id: entity for entity in kept.reading.entities}
    symmetric = _symmetric(kept)
    return [
        _record(kept, claim, row, entities, places, claim.predicate in symmetric)
        for claim, row in zip(kept.reading.claims, rows(kept.reading, kept.origin), strict=True)
        if claim.plover
    ]


def _symmetric(kept: Kept) -> set[str]:
    from marsad.codebook import predicates_of

    return {name for name, predicate in predicates_of(kept.reading).items() if predicate.symmetric}


def _record(
    kept: Kept, claim: Claim, row: Row, entities: dict[str, Entity], places: Gazetteer, symmetric: bool
) -> dict[str, Any]:
    manner = manners().get(claim.predicate, Manner())
    sides = [_actors(kept, entities.get(side or ""), places) for side in (claim.agent, claim.patient)]
    together = symmetric and claim.plover in _TOGETHER
    first, last, told = _dates(row)
    return {
        "id": kept.known.claims[claim.id],
        "date": first,
        "enddate": last,
        "date_from": told,
        "event_type": claim.plover,
        "event_mode": [manner.mode] if manner.mode else [],
        "context": _contexts(claim, manner),
        "quad_code": quads().get(claim.plover or ""),
        "actor": sides[0] + sides[1] if together else sides[0],
        "recipient": [] if together else sides[1],
        "location": _location(claim, entities, places),
        "magnitude": _magnitude(row, manner),
        "event_text": row.quote,
        "text_info": {"start": row.quote_start, "end": row.quote_end},
        "cite_info": {
            "url": row.url, "title": row.title, "publication": row.publisher, "date": row.published, "language": row.language,
        },
        "coder": f"marsad {__version__}",
        "predicate": claim.predicate,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "source": row.publisher if claim.source == PUBLISHER else row.source,
        "source_en": row.source_en,
        "source_kind": row.source_kind or PUBLISHER,
        "attribution": row.attribution,
        "time": row.time,
        "item": row.item,
        "confidence": row.confidence,
        "rule": row.rule,
        "report": kept.report,
    }  # fmt: skip


def _dates(row: Row) -> tuple[str | None, str | None, str | None]:
    """First day, last day where it is another, and whether the text tells it or the report's day stands in for it."""
    days = span(row.time) if row.time else None
    if days is None or days[0] == BEGIN:
        return row.published, None, PUBLISHER if row.published else None
    first, last = days
    return first, None if last in (first, END) else last, "text"


def _contexts(claim: Claim, manner: Manner) -> list[str]:
    told = [manner.context, TOLD.get(claim.modality), NEGATION if claim.polarity == "negative" else None]
    return [context for context in told if context]


def _actors(kept: Kept, entity: Entity | None, places: Gazetteer) -> list[dict[str, Any]]:
    if entity is None:
        return []
    actor = kept.known.actors.get(entity.id)
    country = places.country(entity.actor)
    return [
        {
            "code": country.alpha3 if country else None,
            "sector": _SECTORS.get(entity.kind),
            "actor_text": entity.name,
            "actor_text_en": entity.label_en,
            "identifier_id": actor.key if actor else entity.actor,
            "identifier_text": (actor.label_en or actor.name) if actor else entity.label_en,
            "kind": entity.kind,
        }
    ]


def _location(claim: Claim, entities: dict[str, Entity], places: Gazetteer) -> dict[str, Any] | None:
    """The place in the names of GeoNames; of one that has no known point the name alone."""
    found = places.where(claim, entities)
    place = found[0] if found else entities.get(claim.place or "")
    if place is None:
        return None
    country = places.country(place.actor)
    entry = places.entry(place.actor)
    point = found[1] if found else None
    return {
        "name": place.name,
        "asciiname": place.label_en,
        "geonameid": point.geonames if point else None,
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
        "country_code": country.alpha2 if country else None,
        "cc3": country.alpha3 if country else None,
        "type": entry.type or None if entry else None,
    }


def _magnitude(row: Row, manner: Manner) -> dict[str, int] | None:
    if row.number is None or manner.counts is None:
        return None
    out = {manner.counts: row.number}
    return out | {f"{manner.counts}_max": row.number_max} if row.number_max else out
