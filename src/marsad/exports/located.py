"""Where a claim's place lies, as the word tables have it: for all formats that draw or count by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marsad.lexicon import Entry, Lexicon, load
from marsad.lexicon.countries import Codes, codes
from marsad.lexicon.places import Point, coordinates
from marsad.model import Claim, Entity

_SIDES = ("place", "patient")  # an agent that is a place is who rules or holds it


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Entries of the word tables by key, their points and countries; ``folder`` has own tables (``--lexicon``)."""

    lexicon: Lexicon
    points: Mapping[str, Point]
    countries: Mapping[str, Codes]

    @classmethod
    def of(cls, folder: Path | None = None) -> Gazetteer:
        """The tables in use. Raises LexiconError."""
        return cls(load(folder), coordinates(folder), codes())

    def entry(self, key: str | None) -> Entry | None:
        """What the tables have under a key."""
        number = self.lexicon.by_key.get(key) if key else None
        return None if number is None else self.lexicon.entries[number]

    def point(self, entity: Entity | None) -> Point | None:
        """Where a place lies, None where that is not known."""
        return self.points.get(entity.actor) if entity and entity.actor else None

    def country(self, key: str | None) -> Codes | None:
        """The ISO codes of the country that a known actor or place belongs to."""
        entry = self.entry(key)
        return self.countries.get(entry.country) if entry else None

    def where(self, claim: Claim, entities: Mapping[str, Entity]) -> tuple[Entity, Point] | None:
        """The place where a claim happens, or else that somebody holds, takes, visits or hits; None without a known point."""
        for side in _SIDES:
            entity = entities.get(getattr(claim, side) or "")
            if entity and entity.kind == "place" and (point := self.point(entity)):
                return entity, point
        return None
