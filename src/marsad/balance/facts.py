"""Claims of one or many readings with their actors joined: what everything else in ``balance`` starts from.

Entities of several readings are one actor where they share a lexicon key, else where their folded names are equal.
Unnamed sources stay apart: «مصادر» in two reports are two voices. An actor's key is the same in every run and whatever
the order of the readings, and so is everything that is derived from it. A store tells by itself who is who across its
reports (``Known``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from marsad import codebook
from marsad.arabic.normalise import fold
from marsad.codebook import Predicate, predicates_of
from marsad.model import Claim, Entity, Kind, LinkType, Reading, Report, Span

PUBLISHER = "publisher"
_BY_CAPITAL = ("state", "bloc")
_QUOTES = re.compile("[\"'“”„«»‹›‘’()\\[\\]]")


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor, place or measure over all readings; ``known`` where the lexicon has it under ``key``.

    ``names`` has every name that the readings have for it, in alphabetical order.
    """

    key: str
    kind: Kind
    name: str
    label_en: str | None
    known: bool
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a store knows of a reading beside it, by the ids of the reading.

    ``claims`` has the ids of the claims in the store, ``actors`` who the entities are across its reports.
    """

    claims: Mapping[str, str]
    actors: Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as one report tells it; the sides are actor keys, None where not named.

    ``id`` is the number of the reading, from 1, and the claim's id: ``2:c14``; for one reading alone the claim's id; of a
    store the claim's id there.
    ``voice`` is who says so: an actor's key, or ``publisher:`` with the name. ``meant`` is the predicate as the codebook of
    the reading defines it.
    """

    id: str
    claim: Claim
    report: Report
    agent: str | None
    patient: str | None
    place: str | None
    voice: str
    meant: Predicate

    @property
    def happens(self) -> bool:
        """Is it told as true, and not denied?"""
        return self.claim.modality == "asserted" and self.claim.polarity == "positive"

    @property
    def when(self) -> str | None:
        """Since when it is told to hold: the claim's own time or its start, else the day of the report."""
        own = (self.claim.time or "").partition("/")[0]
        return own if own not in ("", "..") else self.report.published

    @property
    def words(self) -> str:
        """The clause or sentence that it was first read from, on one line."""
        first = self.claim.evidence[0]
        return " ".join(self.report.text[first.start : first.end].split())

    @property
    def phrase(self) -> str:
        """The predicate as the claim tells it: ``arms``, ``is expected to back``, ``does not recognise``."""
        claim = self.claim
        modality = codebook.modalities()[claim.modality]
        return codebook.phrase(self.meant, modality, claim.polarity)[0]

    def quote(self, most: int) -> str:
        """``words``, cut around the cue where they are longer than ``most`` characters."""
        text, first = self.report.text, self.claim.evidence[0]
        if first.end - first.start <= most:
            return self.words
        spans = [span for span in (first.cue, first.patient, first.agent) if span]
        middle = spans[0].start if spans else first.start
        start = max(first.start, min(middle - most // 2, first.end - most))
        piece = text[start : start + most]
        if start > first.start:
            piece = f"… {piece.partition(' ')[2] or piece}"
        if start + most < first.end:
            piece = f"{piece.rpartition(' ')[0] or piece} …"
        return " ".join(piece.split())

    def said(self, span: Span | None) -> str:
        """The characters of one span of the report, on one line."""
        return " ".join(self.report.text[span.start : span.end].split()) if span else ""


@dataclass(frozen=True, slots=True)
class Tied:
    """Two claims that a report links: ids of ``Told``."""

    start: str
    end: str
    type: LinkType


@dataclass(frozen=True, slots=True)
class Facts:
    """Claims with joined actors, in the order of the readings; ``actors`` by key, ``links`` between ids of ``told``.

    ``kept`` says that the ids of claims are those of a store.
    """

    actors: Mapping[str, Actor]
    told: list[Told]
    links: list[Tied]
    kept: bool = False

    def name(self, key: str | None) -> str:
        """What a person calls an actor: its name; ``?`` for one that is not named."""
        actor = self.actors.get(key or "")
        return actor.name if actor else key or "?"

    def labels(self) -> dict[str, str]:
        """A name for each actor that no other has: where two share one, with the key behind it."""
        shared = Counter(actor.name for actor in self.actors.values())
        return {
            key: actor.name if shared[actor.name] == 1 else f"{actor.name} ({key})"
            for key, actor in self.actors.items()
        }

    def voice(self, voice: str) -> str:
        """What a person calls a voice: the publisher's or the actor's name."""
        return voice.removeprefix(f"{PUBLISHER}:") if voice.startswith(f"{PUBLISHER}:") else self.name(voice)


def gather(
    readings: Iterable[Reading], names: Mapping[str, str] | None = None, known: Iterable[Known] | None = None
) -> Facts:
    """The facts of ``readings``. ``names`` has the usual names of known actors, by lexicon key; ``known`` what a store
    knows of each reading.

    An actor is called as the store calls it, else as the readings call it: by the longest of their names for it (of equals
    the first in alphabetical order). States and blocs, which reports name by adjective and capital, get their usual name.
    """
    readings = list(readings)
    found: dict[str, list[Entity]] = {}
    called: dict[str, set[str]] = {}
    told: list[Told] = []
    links: list[Tied] = []
    actors: dict[str, Actor] = {}
    owns = [None] * len(readings) if known is None else list(known)
    for number, (reading, own) in enumerate(zip(readings, owns, strict=True), 1):
        keys, ids = _joined(reading, number, len(readings) > 1, own, actors)
        for entity in reading.entities:
            found.setdefault(keys[entity.id], []).append(entity)
            called.setdefault(keys[entity.id], set()).update(_names(entity, reading.report))
        meant = predicates_of(reading)
        told += [_told(ids[claim.id], claim, reading.report, keys, meant[claim.predicate]) for claim in reading.claims]
        links += [Tied(ids[k.from_], ids[k.to], k.type) for k in reading.links if k.from_ in ids and k.to in ids]
    for key in sorted(found):
        own_names = tuple(sorted(called[key]))
        actors[key] = (
            replace(actors[key], names=own_names) if key in actors else _actor(key, found[key], own_names, names or {})
        )
    return Facts({key: actors[key] for key in sorted(actors)}, told, links, known is not None)


def _joined(
    reading: Reading, number: int, many: bool, known: Known | None, actors: dict[str, Actor]
) -> tuple[dict[str, str], dict[str, str]]:
    """The keys of a reading's entities and the ids of its claims; a store's actors are added to ``actors``."""
    if known is None:
        prefix = f"{number}:" if many else ""
        return {e.id: _key(e, number) for e in reading.entities}, {c.id: prefix + c.id for c in reading.claims}
    keys = {}
    for entity in reading.entities:
        actor = known.actors[entity.id]
        if actor.kind == "source" and not actor.known:
            actor = replace(actor, key=f"{actor.key} ({number})")
        keys[entity.id] = actors.setdefault(actor.key, actor).key
    return keys, {claim.id: known.claims[claim.id] for claim in reading.claims}


def plain_name(name: str) -> str:
    """The folded name by which actors are joined: no quotes, one space between words, small letters."""
    return " ".join(_QUOTES.sub(" ", fold(name)).casefold().split())


def _unquoted(name: str) -> str:
    """The name without quotes around the whole of it: they are framing, not name."""
    bare = name[1:-1].strip()
    quoted = _QUOTES.match(name[:1]) and _QUOTES.match(name[-1:]) and not _QUOTES.search(bare)
    return bare if bare and quoted else name


def _key(entity: Entity, number: int) -> str:
    if entity.actor:
        return entity.actor
    name = plain_name(entity.name) or entity.id
    if entity.kind == "source":
        return f"{name} ({number})"
    return f"{name} [{entity.kind}]" if entity.kind in ("place", "measure") else name


def _told(id: str, claim: Claim, report: Report, keys: Mapping[str, str], meant: Predicate) -> Told:
    voice = keys.get(claim.source) or f"{PUBLISHER}:{report.publisher or report.url or f'report {report.id[:8]}'}"
    agent, patient, place = (keys.get(side) if side else None for side in (claim.agent, claim.patient, claim.place))
    return Told(id, claim, report, agent, patient, place, voice, meant)


def _names(entity: Entity, report: Report) -> Iterator[str]:
    yield entity.name
    for mention in entity.mentions:
        if mention.type == "name":
            yield " ".join(report.text[mention.start : mention.end].split())


def _actor(key: str, entities: list[Entity], called: Iterable[str], names: Mapping[str, str]) -> Actor:
    known = any(entity.actor for entity in entities)
    own = max(sorted({_unquoted(entity.name) for entity in entities}), key=len)
    kinds = sorted(entity.kind for entity in entities)
    kind = max(kinds, key=kinds.count)
    return Actor(
        key=key,
        kind=kind,
        name=names.get(key, own) if known and kind in _BY_CAPITAL else own,
        label_en=next((entity.label_en for entity in entities if entity.label_en), None),
        known=known,
        names=tuple(called),
    )
