"""Where a conflict is told to take place, and who comes to it from outside.

The theatre is the country to which most of the places and bodies belong that are held, fought over, besieged or settled
in. Inside are the actors that belong to it, and any others, but states, that hold or sit in one of its places or lead or
run one of its bodies, blocs of unknown home that are helped or fought there, and whoever, a state too, is told to use
force there itself. Outside are the other states, blocs and international bodies, and what belongs to them. Where no country
comes out, whatever is no state or bloc is inside. The country's state is a party only where it uses force or holds places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from marsad.arabic.normalise import fold
from marsad.balance.facts import Actor, Facts, Told
from marsad.lexicon import Lexicon

_GROUND = frozenset(
    "controls based_in seizes retreats attacks fights besieges deploys displaces kills wounds ousts falls protests".split()
)
_AIMED = frozenset({"intervenes", "cuts_off", "sanctions"})  # at a state: «التدخل في ليبيا»
_DOERS = frozenset({"controls", "based_in", "fights"})  # whose home counts as well as that of the other side
_SUFFERS = frozenset("backs arms funds trains aids attacks fights besieges kills".split())
_GIVES = frozenset("arms funds trains aids".split())  # «الخبراء الروس» train, and nobody tells of their home
_HOLDS = frozenset({"controls", "based_in", "seizes"})
_RUNS = frozenset({"leads", "controls"})
_FORCE = frozenset("attacks fights besieges kills wounds detains seizes displaces retreats".split())
_ABROAD = frozenset({"state", "bloc"})


@dataclass(frozen=True, slots=True)
class Theatre:
    """``country`` is the key of a state, None where it stays open; ``inside`` the keys of those who belong there.

    ``party`` tells whether the country's state takes part itself.
    """

    country: str | None
    inside: frozenset[str]
    party: bool


def homes(facts: Facts, lexicon: Lexicon) -> dict[str, str]:
    """The country of each actor and place, as far as known: from the lexicon, or by a nationality in its name."""
    out = {}
    for key, actor in facts.actors.items():
        if actor.known and key in lexicon.by_key:
            entry = lexicon.entries[lexicon.by_key[key]]
            out[key] = key if entry.kind == "state" else entry.country
        elif home := _nationality(actor, lexicon):
            out[key] = home
    return out


def theatre(facts: Facts, home: Mapping[str, str]) -> Theatre:
    """The theatre of ``facts``; ``home`` has the country of actors and places."""
    states = {key for key, actor in facts.actors.items() if actor.kind == "state"} | {
        country for key, country in home.items() if key in facts.actors and facts.actors[key].kind == "place"
    }
    votes = Counter(country for told in facts.told for country in _votes(facts, told, home) if country in states)
    country = min(votes, key=lambda c: (-votes[c], c), default=None)
    party = any(
        told.agent == country and told.happens and told.claim.predicate in _FORCE | _HOLDS for told in facts.told
    )
    return Theatre(country, _inside(facts, home, country, states), country is not None and party)


def _votes(facts: Facts, told: Told, home: Mapping[str, str]) -> list[str]:
    predicate = told.claim.predicate
    out = []
    for key in dict.fromkeys((told.patient, told.place)):
        if key is not None and key in home:
            kind = facts.actors[key].kind
            if (predicate in _GROUND and kind not in _ABROAD) or (predicate in _AIMED and kind == "state"):
                out.append(home[key])
    doer = told.agent
    if predicate in _DOERS and doer is not None and doer in home and facts.actors[doer].kind not in _ABROAD:
        out.append(home[doer])
    return out


def _inside(facts: Facts, home: Mapping[str, str], country: str | None, states: set[str]) -> frozenset[str]:
    def own(key: str) -> bool:
        actor = facts.actors[key]
        if actor.kind in ("place", "measure", "source"):
            return False
        if country is None:
            return actor.kind not in _ABROAD
        if key in home and home[key] in states:
            return home[key] == country
        if key in home or actor.kind == "state":
            return False
        return key in met or (actor.kind != "bloc" and key not in givers)

    met = {told.patient for told in facts.told if told.claim.predicate in _SUFFERS}
    givers = {told.agent for told in facts.told if told.claim.predicate in _GIVES}
    inside = {key for key in facts.actors if own(key)}
    here = {key for key, actor in facts.actors.items() if actor.kind == "place" and home.get(key, country) == country}
    parties = {key for key, actor in facts.actors.items() if actor.kind not in ("place", "measure", "source")}
    while True:
        more = {
            key for told in facts.told if told.happens
            for key in _brought_in(told, inside, here, home, states) if key in parties - inside
        }  # fmt: skip
        if not more:
            return frozenset(inside)
        inside |= more


def _brought_in(
    told: Told, inside: set[str], here: set[str], home: Mapping[str, str], states: set[str]
) -> Iterator[str]:
    """Who is inside by this claim: who uses force there, and who, at home nowhere else, holds places or runs bodies there."""
    predicate, doer = told.claim.predicate, told.agent
    there = told.patient in inside or told.patient in here or told.place in here
    if predicate in _FORCE and doer and there:
        yield doer
    if predicate == "fights" and told.patient and (doer in inside or told.place in here):
        yield told.patient
    settled = told.patient in here if predicate in _HOLDS else told.patient in inside and predicate in _RUNS
    if doer and settled and home.get(doer, doer) not in states:
        yield doer


def _nationality(actor: Actor, lexicon: Lexicon) -> str | None:
    """«وفد روسي» is Russian, «الخبرات العسكرية الليبية» Libyan."""
    for name in actor.names:
        for word in reversed(fold(name).split()[1:]):
            adjective = lexicon.adjectives.get(word, lexicon.adjectives.get(word.removeprefix("ال")))
            if adjective is not None and lexicon.entries[adjective].kind == "state":
                return lexicon.entries[adjective].key
    return None
