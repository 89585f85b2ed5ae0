"""Camps of actors: ties as a signed graph, and who stands with both sides of a quarrel."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.balance.camps import SECONDS, Camps, find_camps
from marsad.balance.facts import Facts, Told
from marsad.balance.signed import SignedGraph, signed_graph
from marsad.balance.ties import Tie

TRUCE = 0.25  # what an accord between foes weighs: no more than that is no support


@dataclass(frozen=True, slots=True)
class BothSides:
    """``actor`` stands with the two ends of ``quarrel`` (a tie against): the tie to its ``a``, and to its ``b``."""

    actor: str
    quarrel: Tie
    with_a: Tie
    with_b: Tie


def tie_graph(ties: list[Tie]) -> SignedGraph:
    """The ties that take a side, as a graph of actor keys."""
    return signed_graph([], [(tie.a, tie.b, tie.sign, tie.weight) for tie in ties if tie.sign])


def camps_of(ties: list[Tie], number: int = 2, seconds: float = SECONDS) -> Camps:
    """The camps of actors; the actor with the weightiest ties (of equals the first by key) leads camp 0."""
    graph = tie_graph(ties)
    pull = [sum(map(abs, own.values())) for own in graph.neighbours()]
    return find_camps(graph, number, seconds, leads=lambda node: (-pull[node], node))


def both_sides(ties: list[Tie]) -> list[BothSides]:
    """Who supports two actors that are against each other; support is what the actor itself does for them.

    In the order of the quarrels among ``ties``, then by key.
    """
    helped: dict[str, dict[str, Tie]] = {}  # of each actor, whom it helps
    for tie in ties:
        if tie.sign > 0:
            for one, other in ((tie.a, tie.b), (tie.b, tie.a)):
                if any(value > TRUCE and _does(one, told) for told, value in tie.told):
                    helped.setdefault(one, {})[other] = tie
    return [
        BothSides(actor, quarrel, helped[actor][quarrel.a], helped[actor][quarrel.b])
        for quarrel in ties
        if quarrel.sign < 0
        for actor in sorted(helped)
        if quarrel.a in helped[actor] and quarrel.b in helped[actor]
    ]


def _does(actor: str, told: Told) -> bool:
    """Whether the claim tells of the actor as the one who does it, alone or with the other."""
    return told.agent == actor or told.meant.symmetric


def unaligned(facts: Facts, ties: list[Tie]) -> list[str]:
    """Actors that are told of with others but take no side: all their ties are neutral or even. By key."""
    taking = {end for tie in ties if tie.sign for end in (tie.a, tie.b)}
    return sorted({end for tie in ties for end in (tie.a, tie.b)} - taking)
