"""Claims as FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and the tools of OpenSanctions.

Reports are ``Article``, actors ``Person``, ``PublicBody``, ``Organization`` or ``LegalEntity``, places ``Address``. A claim
becomes ``Directorship`` (leads), ``Membership`` (part_of) or ``Sanction``; another standing relation, support in kind or
appointment between two of them an ``UnknownLink`` with its role; all else an ``Event``. Each has its report as ``proof``.

FollowTheMoney knows neither denial nor wish: what is not told as true is left out. Ids are made from content. Model and
property names are those of followthemoney 4 (MIT), by which the tests check all that is written; nothing of it is needed
to write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from marsad.balance.facts import Actor
from marsad.codebook import Predicate, predicates_of
from marsad.exports.kept import Kept
from marsad.exports.located import Gazetteer
from marsad.exports.rows import PUBLISHER, Row, rows
from marsad.model import Claim, Entity

_SCHEMAS = {
    "person": "Person", "state": "PublicBody", "org": "Organization", "armed_group": "Organization", "bloc": "LegalEntity",
    "people": "LegalEntity", "place": "Address",
}  # fmt: skip
_BODIES = ("PublicBody", "Organization")
_RELATIONS = ("standing", "support", "power")
_LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra", "fa": "fas", "tr": "tur", "he": "heb", "ru": "rus"}


class Entities:
    """The entities of many readings: each actor once, when it is first met."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places
        self._met: set[int] = set()

    def of(self, kept: Kept) -> Iterator[dict[str, Any]]:
        """The entities that a reading adds; what they refer to goes before."""
        told = [
            (claim, row)
            for claim, row in zip(kept.reading.claims, rows(kept.reading, kept.origin), strict=True)
            if claim.modality == "asserted" and claim.polarity == "positive"
        ]
        if not told:
            return
        meant = predicates_of(kept.reading)
        entities = {entity.id: entity for entity in kept.reading.entities}
        yield self._article(kept, told[0][1])
        for claim, row in told:
            sides = {}
            for side in ("agent", "patient", "place"):
                entity = entities.get(getattr(claim, side) or "")
                if entity is not None and (found := self._side(kept.known.actors[entity.id], entity)):
                    sides[side] = found
                    number = int(found["id"][-32:], 16)  # half the room of the id
                    if number not in self._met:
                        self._met.add(number)
                        yield found
            yield _entity(kept, claim, row, meant[claim.predicate], sides)

    def _side(self, actor: Actor, entity: Entity) -> dict[str, Any] | None:
        """An actor or place; None for measures and unnamed sources, which FollowTheMoney has no room for."""
        schema = _SCHEMAS.get(actor.kind) or ("Organization" if actor.known and actor.kind == "source" else None)
        if schema is None:
            return None
        key = entity.actor if actor.known else None
        country = self._places.country(key)
        about: dict[str, Any] = {
            "name": [actor.name],
            "alias": [actor.label_en] if actor.label_en and actor.label_en != actor.name else [],
            "country": [country.alpha2.lower()] if country else [],
        }
        if schema == "Address":
            point = self._places.points.get(key or "")
            about |= {"full": [actor.label_en or actor.name]}
            about |= {"latitude": [str(point.lat)], "longitude": [str(point.lon)]} if point else {}
        return _made(_id("actor", actor.key), schema, about)

    def _article(self, kept: Kept, row: Row) -> dict[str, Any]:
        language = _LANGUAGES.get(row.language.partition("-")[0])
        return _made(
            _id("report", kept.report), "Article",
            {"title": [row.title or ""], "publisher": [row.publisher or ""], "publishedAt": [row.published or ""],
             "sourceUrl": [row.url or ""], "language": [language or ""]},
        )  # fmt: skip


def _entity(
    kept: Kept, claim: Claim, row: Row, meant: Predicate, sides: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """A claim as what it is in FollowTheMoney."""
    agent, patient = sides.get("agent"), sides.get("patient")
    own, about = kept.known.claims[claim.id], _about(kept, claim, row, meant)
    if agent and patient:
        if agent["schema"] != "Address" and patient["schema"] in _BODIES:
            if claim.predicate == "leads":
                return _made(own, "Directorship", about | {"director": [agent["id"]], "organization": [patient["id"]]})
            if claim.predicate == "part_of":
                return _made(own, "Membership", about | {"member": [agent["id"]], "organization": [patient["id"]]})
        if meant.group in _RELATIONS:
            return _made(own, "UnknownLink", about | {"subject": [agent["id"]], "object": [patient["id"]]})
    if claim.predicate == "sanctions" and patient:
        program = {"authority": [row.agent_en or row.agent or ""], "provisions": [row.item or ""]}
        return _made(own, "Sanction", _without_role(about) | program | {"entity": [patient["id"]]})
    where = sides.get("place") or next(
        (side for side in (patient, agent) if side and side["schema"] == "Address"), None
    )
    involved = [side["id"] for side in (agent, patient) if side and side["schema"] != "Address"]
    names = [row.agent_en or row.agent or "?", row.patient_en or row.patient or "?"]
    event = {
        "name": [f"{names[0]} {meant.third_en} {names[1]}"],
        "involved": list(dict.fromkeys(involved)),
        "location": where["properties"]["full"] if where else [],
        "addressEntity": [where["id"]] if where else [],
    }
    return _made(own, "Event", _without_role(about) | event)


def _about(kept: Kept, claim: Claim, row: Row, meant: Predicate) -> dict[str, list[str]]:
    begin, ended, end = (row.time or "").partition("/")
    speaker = (row.publisher or PUBLISHER) if claim.source == PUBLISHER else row.source_en or row.source
    number = [str(number) for number in (row.number, row.number_max) if number is not None]
    said = [f"{claim.predicate}", f"says {speaker}", f"told {claim.certainty}", f"confidence {claim.confidence:g}"]
    said += [f"number {'-'.join(number)}"] * bool(number) + [f"item {row.item}"] * bool(row.item)
    return {
        "role": [meant.third_en],
        "startDate": [begin if begin != ".." else ""],
        "endDate": [end if ended and end != ".." else ""],
        "summary": [row.quote],
        "description": ["; ".join(said)],
        "recordId": [kept.known.claims[claim.id]],
        "publisher": [row.publisher or ""],
        "sourceUrl": [row.url or ""],
        "proof": [_id("report", kept.report)],
    }


def _without_role(about: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in about.items() if name != "role"}


def _made(id: str, schema: str, properties: Mapping[str, list[str]]) -> dict[str, Any]:
    """An entity with the properties that have a value."""
    have = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in have.items() if values}}


def _id(kind: str, key: str) -> str:
    return f"marsad-{kind}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"
