"""From claims to ties: signed, dated and weighted, one for each pair of actors.

A pair's ``positive`` and ``negative`` weights are sums over predicates and voices: what one voice repeats counts once,
at its surest. Their difference gives the sign. A neutral tie (talks, a visit) has the sign 0 and takes no side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from marsad.balance.facts import Facts, Told
from marsad.balance.weights import Weights


@dataclass(frozen=True, slots=True)
class Tie:
    """What is told between two actors, ``a`` before ``b`` by key; ``told`` in the order of the facts, with its value.

    ``positive`` and ``negative`` are sums of values, both >= 0.
    """

    a: str
    b: str
    positive: float
    negative: float
    told: list[tuple[Told, float]] = field(repr=False)

    @property
    def sign(self) -> int:
        """1 for, -1 against, 0 neither or even."""
        return (self.positive > self.negative) - (self.positive < self.negative)

    @property
    def weight(self) -> float:
        """How much the one outweighs the other, >= 0."""
        return round(abs(self.positive - self.negative), 6)

    @property
    def predicates(self) -> list[str]:
        """Each once, in alphabetical order; one that is denied with ``not`` before it."""
        return sorted({_named(told) for told, _ in self.told})

    @property
    def voices(self) -> list[str]:
        """Who says so, each once, in alphabetical order."""
        return sorted({told.voice for told, _ in self.told})

    @property
    def first(self) -> str | None:
        """The earliest date of its claims (ISO 8601, as exact as told)."""
        return min((told.when for told, _ in self.told if told.when), default=None)

    @property
    def last(self) -> str | None:
        """The latest date of its claims: an open or ended interval counts by its end, else by its start."""
        return max((_until(told) for told, _ in self.told if _until(told)), default=None)


def ties(facts: Facts, table: Weights) -> list[Tie]:
    """The ties between parties, by pair of keys. Places and measures are no parties, by ``table``."""
    pairs: dict[tuple[str, str], list[tuple[Told, float]]] = {}
    order = {told.id: n for n, told in enumerate(facts.told)}
    for a, b, told, value in sorted(_signed(facts, table), key=lambda one: order[one[2].id]):
        pairs.setdefault((min(a, b), max(a, b)), []).append((told, value))
    suffering = _only_suffering(facts, pairs)
    return [_tie(a, b, pairs[a, b]) for a, b in sorted(pairs) if not suffering & {a, b}]


def _signed(facts: Facts, table: Weights) -> Iterator[tuple[str, str, Told, float]]:
    """Agent, patient, claim and value of whatever is told between two parties."""

    def party(key: str | None) -> bool:
        return key is not None and table.party(facts.actors[key].kind)

    for told in facts.told:
        if told.agent != told.patient and party(told.agent) and party(told.patient):
            yield told.agent or "", told.patient or "", told, table.value(told.claim)
    for deed, fall in _falls(facts):
        if deed.agent != fall.agent and party(deed.agent) and party(fall.agent) and table.value(deed.claim) < 0:
            yield deed.agent or "", fall.agent or "", fall, -abs(table.value(deed.claim) * table.value(fall.claim))


def _falls(facts: Facts) -> Iterator[tuple[Told, Told]]:
    """Deeds that a report gives as the cause why somebody falls: the fall is told of the doer too."""
    by_id = {told.id: told for told in facts.told}
    for link in facts.links:
        deed, fall = by_id[link.start], by_id[link.end]
        if link.type == "cause" and fall.claim.predicate == "falls" and fall.claim.polarity == "positive":
            yield deed, fall


def _only_suffering(facts: Facts, pairs: dict[tuple[str, str], list[tuple[Told, float]]]) -> set[str]:
    """People who are only ever acted against: civilians whom both sides shell do not join the two sides."""
    people = {key for key, actor in facts.actors.items() if actor.kind == "people" and not actor.known}
    active = set()
    for told, value in (entry for entries in pairs.values() for entry in entries):
        active |= {told.agent} | ({told.patient} if value > 0 else set())
    return people - active


def _tie(a: str, b: str, told: list[tuple[Told, float]]) -> Tie:
    surest: dict[tuple[str, str], float] = {}
    for one, value in told:
        key = _named(one), one.voice
        if abs(value) > abs(surest.get(key, 0.0)):
            surest[key] = value
    return Tie(a, b, _sum(v for v in surest.values() if v > 0), -_sum(v for v in surest.values() if v < 0) or 0.0, told)


def _sum(values: Iterable[float]) -> float:
    return round(float(sum(values)), 6)


def _named(told: Told) -> str:
    return f"not {told.claim.predicate}" if told.claim.polarity == "negative" else told.claim.predicate


def _until(told: Told) -> str:
    """``D/..`` holds on to the day of the report, ``D/E`` to E."""
    _, ended, end = (told.claim.time or "").partition("/")
    return (told.report.published or told.when or "") if ended and end in ("", "..") else end or told.when or ""
