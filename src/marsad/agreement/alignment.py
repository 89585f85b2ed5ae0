"""Which claim of one annotator is which of the other, found without a look at what they are then compared on.

Gold names no words for a claim, so that its pair carries it: two claims are one where both sides meet. The entities of the
second annotator go by the names of the first where their mentions overlap most, as in ``evaluate``; alternatives meet where
they share one; the sides of a symmetric predicate may swap. Where a pair has several claims, those most alike are aligned
first: by predicate, polarity, modality, then place, time and number, then the order in the file. What is left of a pair
with claims on both sides is aligned too, whatever its predicate: that is where predicates can differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from marsad.gold import Gold, GoldClaim

PARTS: Mapping[str, Callable[[GoldClaim], tuple[str, ...]]] = {
    "predicate": lambda claim: claim.predicates,
    "polarity": lambda claim: ("negative" if claim.negative else "positive",),
    "modality": lambda claim: claim.modalities,
    "source": lambda claim: claim.sources,
}


@dataclass(frozen=True, slots=True)
class Aligned:
    """One claim as both annotators have it, that of the second in the first one's names."""

    one: GoldClaim
    two: GoldClaim

    def values(self, part: str) -> tuple[str, str]:
        """What each says of one of ``PARTS``; of alternatives the one that both have."""
        one, two = PARTS[part](self.one), PARTS[part](self.two)
        shared = next((value for value in one if value in two), None)
        return (shared, shared) if shared else (one[0], two[0])


@dataclass(frozen=True, slots=True)
class Alignment:
    """The claims that both have, and those that one has alone, in its own names; an optional one is then left out."""

    both: list[Aligned]
    only_one: list[GoldClaim]
    only_two: list[GoldClaim]


def align(one: Gold, two: Gold, names: Mapping[str, str]) -> Alignment:
    """The claims of two annotators of one report. ``names`` has the first one's name for each entity of the second."""
    left, right = list(one.claims), [renamed(claim, names) for claim in two.claims]
    swap = one.book.symmetric | two.book.symmetric
    pairs = [(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if _same_pair(a, b, swap)]
    found = [(_alike(left[i], right[j]), -i, -j) for i, j in pairs]
    taken: dict[int, int] = {}
    for _, i, j in sorted(found, reverse=True):
        if -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return Alignment(
        [Aligned(left[i], right[j]) for i, j in sorted(taken.items())],
        [claim for i, claim in enumerate(left) if i not in taken and not claim.optional],
        [claim for j, claim in enumerate(two.claims) if j not in taken.values() and not claim.optional],
    )


def renamed(claim: GoldClaim, names: Mapping[str, str]) -> GoldClaim:
    """The claim with other names for its entities."""

    def new(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(key, key) for key in keys)

    slots = {slot: new(values) if slot == "place" else values for slot, values in claim.slots.items()}
    return replace(
        claim, agents=new(claim.agents), patients=new(claim.patients), sources=new(claim.sources), slots=slots
    )


def _same_pair(one: GoldClaim, two: GoldClaim, symmetric: frozenset[str]) -> bool:
    def meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        return not set(a).isdisjoint(b)

    if meet(one.agents, two.agents) and meet(one.patients, two.patients):
        return True
    swap = not symmetric.isdisjoint((*one.predicates, *two.predicates))
    return swap and meet(one.agents, two.patients) and meet(one.patients, two.agents)


def _alike(one: GoldClaim, two: GoldClaim) -> tuple[bool, bool, bool, int]:
    slots = sum(not set(values).isdisjoint(two.slots.get(slot, ())) for slot, values in one.slots.items())
    return (
        not set(one.predicates).isdisjoint(two.predicates),
        one.negative == two.negative,
        not set(one.modalities).isdisjoint(two.modalities),
        slots,
    )
