"""Claims on the map: GeoJSON (RFC 7946), a point a claim whose place is known, for QGIS, Leaflet and their like.

``layer`` tells events from places held: what somebody is told to control as true is ``held``, all else ``event``. Points are
those of GeoNames (CC BY 4.0), WGS 84, longitude first; of a region or country it is one point in it, as ``place_type`` says.
That a place is drawn as somebody's is what reports tell, and no judgement on borders.
"""

from __future__ import annotations

from typing import Any

from marsad.exports.kept import Kept
from marsad.exports.located import Gazetteer
from marsad.exports.rows import PUBLISHER, Row, rows
from marsad.lexicon.places import Point
from marsad.model import Claim, Entity

HEAD = b'{"type":"FeatureCollection","features":[\n'
FOOT = b"\n]}\n"
_LIKE_ROW = (
    "predicate", "agent", "agent_en", "agent_kind", "patient", "patient_en", "patient_kind", "time", "number", "number_max",
    "item", "polarity", "modality", "certainty", "confidence", "published", "publisher", "url", "quote",
)  # fmt: skip


def features(kept: Kept, places: Gazetteer) -> list[dict[str, Any]]:
    """The features of a reading: those of its claims whose place has a known point."""
    entities = {entity.id: entity for entity in kept.reading.entities}
    out = []
    for claim, row in zip(kept.reading.claims, rows(kept.reading, kept.origin), strict=True):
        if found := places.where(claim, entities):
            out.append(_feature(kept, claim, row, *found, places))
    return out


def _feature(kept: Kept, claim: Claim, row: Row, place: Entity, point: Point, places: Gazetteer) -> dict[str, Any]:
    entry = places.entry(place.actor)
    country = places.country(place.actor)
    held = claim.predicate == "controls" and claim.modality == "asserted" and claim.polarity == "positive"
    own = kept.known.claims[claim.id]
    return {
        "type": "Feature",
        "id": own,
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        "properties": {
            "id": own,
            "report": kept.report,
            "layer": "held" if held else "event",
            "place": place.name,
            "place_en": place.label_en,
            "place_type": entry.type or None if entry else None,
            "country": country.alpha2 if country else None,
            "geonames": point.geonames,
            "plover": claim.plover,
            **{name: getattr(row, name) for name in _LIKE_ROW},
            "source": (row.publisher or PUBLISHER) if claim.source == PUBLISHER else row.source,
        },
    }
