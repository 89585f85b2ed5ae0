"""The balance of forces as claims tell it: for each camp and actor what comes in, what stands against it and what it holds.

Everything is a list of claims, and every count the length of such a list; there is no score. Camps are those of least
frustration (``camps``); who is outside and who inside the theatre is told in ``theatre``, who holds a place in ``places``,
what is imposed on whom in ``measures``. The country itself («عزلة ليبيا») belongs to no camp unless its state is a party.
A place that fights or is attacked stands for those who hold it, or else sit in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from marsad.balance.camps import settled
from marsad.balance.facts import Facts, Told
from marsad.balance.measures import Measure, measures
from marsad.balance.onday import on_day
from marsad.balance.places import Place, places
from marsad.balance.sides import both_sides, camps_of
from marsad.balance.theatre import Theatre, theatre
from marsad.balance.ties import Tie, ties
from marsad.balance.weights import Weights


@dataclass(frozen=True, slots=True)
class Section:
    """Claims of these predicates in which an actor is ``side``; ``negative`` those that deny it."""

    name: str
    side: str
    predicates: frozenset[str]
    negative: bool = False


def _section(name: str, side: str, predicates: str, negative: bool = False) -> Section:
    return Section(name, side, frozenset(predicates.split()), negative)


VIOLENCE = frozenset("attacks fights kills wounds besieges".split())
SECTIONS = (
    _section("backed", "patient", "backs allied_with"),
    _section("arms", "patient", "arms"),
    _section("money", "patient", "funds"),
    _section("training", "patient", "trains"),
    _section("aid", "patient", "aids"),
    _section("sent", "patient", "deploys"),
    _section("recognised", "patient", "recognises"),
    _section("refused", "patient", "recognises", negative=True),
    _section("led", "patient", "leads"),
    _section("under", "patient", "controls"),
    _section("member", "agent", "part_of"),
    _section("gives", "agent", "backs allied_with arms funds trains aids recognises"),
    _section("deploys", "agent", "deploys intervenes"),
    _section("acts", "agent", "attacks fights besieges opposes threatens sanctions cuts_off ousts"),
    _section("suffers", "patient", "attacks fights besieges opposes threatens ousts"),
    _section("losses", "patient", "kills wounds detains displaces"),
    _section("setbacks", "agent", "falls retreats concedes"),
)
SUPPORT = ("backed", "arms", "money", "training", "aid", "sent", "recognised")  # sections of what comes in
DRAWN, ACTORS = 200, 12  # claims, and actors of a side, that a picture has room for
_SYMMETRIC = frozenset({"allied_with", "fights"})


@dataclass(frozen=True, slots=True)
class Camp:
    """``inside`` and ``outside`` actors by key, those of whom most is told first."""

    inside: list[str]
    outside: list[str]

    @property
    def members(self) -> list[str]:
        return [*self.inside, *self.outside]


@dataclass(frozen=True, slots=True)
class Forces:
    """The picture on one day. ``lists`` has, by actor and section, the claims; ``apart`` the actors of no camp;
    ``numbers`` the number of each claim, of those too that do not hold on the day;
    ``both_sides`` who supports two that are against each other, with the claims of support."""

    facts: Facts
    day: str | None
    theatre: Theatre
    camps: list[Camp]
    apart: list[str]
    lists: Mapping[str, Mapping[str, list[Told]]]
    places: list[Place]
    measures: list[Measure]
    wishes: list[Told]
    forecasts: list[Told]
    frustration: float
    stand_ins: Mapping[str, list[str]]
    numbers: Mapping[str, int]
    both_sides: Mapping[str, list[Told]]

    def of(self, actors: Iterable[str], section: str, outside: bool | None = None) -> list[Told]:
        """The claims of a section over several actors, each once; ``outside`` asks for those where the other side is."""
        found: dict[str, Told] = {}
        for actor in actors:
            for told in self.lists.get(actor, {}).get(section, ()):
                other = told.patient if told.agent == actor else told.agent
                if outside is None or (other not in self.theatre.inside) == outside:
                    found.setdefault(told.id, told)
        return list(found.values())

    def camp_of(self, key: str | None) -> int | None:
        """The number of the camp of an actor, or of those that hold a place, where they are of one camp."""
        if key is None:
            return None
        found = {
            n for n, camp in enumerate(self.camps) for one in self.stand_ins.get(key, [key]) if one in camp.members
        }
        return found.pop() if len(found) == 1 else None

    def held(self, camp: Camp) -> list[Place]:
        """Places that a member of the camp holds."""
        return [place for place in self.places if set(place.holders) & set(camp.members)]

    def measures_on(self, actors: Iterable[str]) -> list[Measure]:
        wanted = set(actors)
        return [measure for measure in self.measures if wanted & set(measure.on)]


def forces(
    facts: Facts, table: Weights, home: Mapping[str, str], day: str | None = None, before: Forces | None = None
) -> Forces:
    """The balance of forces on ``day`` (ISO 8601; None: by all claims). ``home`` has the country of actors and places.

    Of partings into camps that fit as well, that is taken which is nearest to ``before``: nobody changes camp for nothing.
    """
    numbers = {told.id: n for n, told in enumerate(facts.told, 1)}
    facts = on_day(facts, day)
    where = theatre(facts, home)
    held = places(facts)
    stand_ins = {place.key: list(place.holders) or list(place.seated) for place in held}
    lists = _lists(facts, stand_ins)
    tied = ties(facts, table)
    found = camps_of(tied)
    if before is not None:
        found = settled(found, {key: n for n, camp in enumerate(before.camps) for key in camp.members})
    camps = _camps(facts, where, [found.graph.nodes[n] for n in range(len(found.camps))], found.camps, found.parts)
    members = {key for camp in camps for key in camp.members}
    apart = [key for key in _by_weight(facts, lists) if key not in members]
    return Forces(
        facts=facts,
        day=day,
        theatre=where,
        camps=camps,
        apart=apart,
        lists=lists,
        places=held,
        measures=measures(facts),
        wishes=[told for told in facts.told if told.claim.modality in ("intended", "demanded")],
        forecasts=[told for told in facts.told if told.claim.modality in ("expected", "possible")],
        frustration=float(found.frustration),
        stand_ins=stand_ins,
        numbers=numbers,
        both_sides=_both(tied),
    )


def readable(found: Forces) -> Forces:
    """What a picture has room for: the whole, or where more than ``DRAWN`` claims are told its leading part."""
    return found if len(found.facts.told) <= DRAWN else leading(found, ACTORS, DRAWN)


def leading(found: Forces, actors: int, claims: int) -> Forces:
    """The picture of those of whom most is told: of the first two camps ``actors`` inside and as many outside, backers first,
    and of what is told of them ``claims``, each once: the support that comes in, then what is told most often. For a
    drawing that a person can read."""
    camps = [
        Camp(camp.inside[:actors], sorted(camp.outside, key=lambda key: not _helps(found, key, camp))[:actors])
        for camp in found.camps[:2]
    ]
    shown = {key for camp in camps for key in camp.members}
    coming = {one.id for camp in camps for name in SUPPORT for one in found.of(camp.inside, name, outside=True)}
    alike: dict[tuple[object, ...], list[Told]] = {}
    for one in found.facts.told:
        sides = [
            key for key in (one.agent, one.patient) if key and found.facts.actors[key].kind not in ("place", "measure")
        ]
        if sides and shown.issuperset(sides):
            same = one.agent, one.patient, one.claim.predicate, one.claim.polarity, one.claim.modality
            alike.setdefault(same, []).append(one)
    most = sorted(alike.values(), key=lambda group: (group[0].id not in coming, -len(group)))[:claims]
    told = sorted((group[0] for group in most), key=lambda one: found.numbers[one.id])
    have = {one.id for one in told}
    links = [link for link in found.facts.links if {link.start, link.end} <= have]
    facts = replace(found.facts, told=told, links=links)
    held = places(facts)
    stand_ins = {place.key: list(place.holders) or list(place.seated) for place in held}
    return replace(
        found, facts=facts, camps=camps, apart=found.apart[:actors], lists=_lists(facts, stand_ins), places=held,
        measures=measures(facts), wishes=[one for one in found.wishes if one.id in have],
        forecasts=[one for one in found.forecasts if one.id in have], stand_ins=stand_ins,
        both_sides={key: told for key, told in found.both_sides.items() if key in shown},
    )  # fmt: skip


def _helps(found: Forces, key: str, camp: Camp) -> bool:
    given = found.lists.get(key, {}).get("gives", []) + found.lists.get(key, {}).get("deploys", [])
    return any(one.patient in camp.inside for one in given)


def _lists(facts: Facts, stand_ins: Mapping[str, list[str]]) -> dict[str, dict[str, list[Told]]]:
    out: dict[str, dict[str, list[Told]]] = {}
    for told in facts.told:
        negative = told.claim.polarity == "negative"
        for section in SECTIONS:
            if told.claim.predicate in section.predicates and negative == section.negative:
                for key in _whom(facts, told, section, stand_ins):
                    out.setdefault(key, {}).setdefault(section.name, []).append(told)
    return out


def _whom(facts: Facts, told: Told, section: Section, stand_ins: Mapping[str, list[str]]) -> list[str]:
    """Whom a claim is listed with: the actor on the section's side; of symmetric ones both; those who hold a place."""
    sides = [told.agent if section.side == "agent" else told.patient]
    if told.claim.predicate in _SYMMETRIC:
        sides = [told.agent, told.patient] if section.side == "agent" or told.claim.predicate == "allied_with" else []
    found = []
    for key in sides:
        if key is None or facts.actors[key].kind == "measure":
            continue
        place = facts.actors[key].kind == "place"
        found += stand_ins.get(key, []) if place and told.claim.predicate in VIOLENCE else [] if place else [key]
    return list(dict.fromkeys(found))


def _camps(facts: Facts, where: Theatre, nodes: list[str], camp: Iterable[int], parts: list[list[int]]) -> list[Camp]:
    """The camps of each connected part; those without anybody inside only where there is nobody inside at all."""
    number = dict(zip(nodes, camp, strict=True))
    told = _told_of(facts)
    groups: list[list[str]] = []
    for part in sorted(parts, key=lambda part: (-len(part), part)):
        keys = [nodes[n] for n in part if nodes[n] != where.country or where.party]
        for side in sorted({number[key] for key in keys}):
            groups.append(sorted((k for k in keys if number[k] == side), key=lambda k: (-told[k], k)))
    found = [
        Camp([k for k in group if k in where.inside], [k for k in group if k not in where.inside])
        for group in groups
        if len(group) > 1 or len(groups) <= 2
    ]
    return [one for one in found if one.inside] or found


def _both(tied: list[Tie]) -> dict[str, list[Told]]:
    out: dict[str, dict[str, Told]] = {}
    for one in both_sides(tied):
        for tie in (one.with_a, one.with_b):
            out.setdefault(one.actor, {}).update({told.id: told for told, value in tie.told if value > 0})
    return {actor: list(told.values()) for actor, told in out.items()}


def _told_of(facts: Facts) -> dict[str, int]:
    count = dict.fromkeys(facts.actors, 0)
    for told in facts.told:
        for key in {told.agent, told.patient} - {None}:
            count[key or ""] += 1
    return count


def _by_weight(facts: Facts, lists: Mapping[str, object]) -> list[str]:
    """Parties of whom a section tells, those of whom most is told first."""
    told = _told_of(facts)
    kinds = ("place", "measure", "source")
    return sorted((k for k in lists if facts.actors[k].kind not in kinds), key=lambda k: (-told[k], k))
