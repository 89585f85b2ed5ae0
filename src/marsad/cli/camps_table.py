"""Camps for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from marsad import show

if TYPE_CHECKING:
    from marsad.balance.camps import Camps
    from marsad.balance.facts import Facts
    from marsad.balance.sides import BothSides
    from marsad.balance.ties import Tie

QUOTED = 110  # characters of a report behind a claim
MOST = 40  # names or edges of a kind, in an edge list


def of_actors(facts: Facts, ties: list[Tie], found: Camps) -> None:
    """Print the camps of actors, what does not fit with its words, and who stands with both sides."""
    from marsad.balance.sides import both_sides, unaligned

    if not found.graph.edges:
        show.say("no tie takes a side: there are no camps to be seen")
        return
    _summary(found)
    _members(found, [facts.name(key) for key in found.graph.nodes])
    _frustrated_ties(facts, ties, found)
    keys = found.graph.nodes
    _both_sides(facts, both_sides(ties), {(keys[edge.a], keys[edge.b]) for edge in found.frustrated})
    if apart := unaligned(facts, ties):
        show.say("")
        show.say("told of with others, but on no side: ", *_listed(facts.name(key) for key in apart))


def of_edges(found: Camps) -> None:
    """Print the camps of an edge list."""
    names = list(found.graph.nodes)
    _summary(found)
    _members(found, names)
    if found.frustrated:
        show.say("")
        show.say("frustrated edges", style="bold")
        edges = [f"{names[e.a]} {'+' if e.sign > 0 else '−'} {names[e.b]}" for e in found.frustrated[:MOST]] + [
            f"and {len(found.frustrated) - MOST:,} more (--json has all)"
        ] * (len(found.frustrated) > MOST)
        for edge in edges:
            show.say("  ", edge)


def _summary(found: Camps) -> None:
    graph = found.graph
    against = sum(edge.sign < 0 for edge in graph.edges)
    total = graph.real(sum(edge.weight for edge in graph.edges))
    show.say(f"{len(graph.nodes):,} actors, {len(graph.edges):,} ties, {against:,} of them against")
    least = "no parting has less" if found.optimal else f"the best found; none has less than {found.bound:g}"
    where = _of(len(found.frustrated), "tie")
    show.say(f"frustration {found.frustration:g} (of {total:g}, the weight of all ties), in {where}: {least}")
    if found.triangles:
        share = found.balanced / found.triangles
        show.say(f"balanced triangles: {found.balanced:,} of {found.triangles:,} ({share:.0%})")


def _members(found: Camps, names: list[str]) -> None:
    """The camps of the largest part, and then each part that no tie joins with it, on a line."""
    largest, *apart = sorted(found.parts, key=lambda part: -len(part))
    for camp, nodes in _by_camp(found, largest):
        show.say("")
        show.say(f"camp {camp + 1} ({len(nodes):,})", style="bold")
        show.say("  ", *_listed((names[node] for node in nodes), 10 * MOST))
    if apart:
        show.say("")
        show.say(
            "apart: no tie joins these with those above or with each other, so that their camps cannot be compared"
        )
    for part in apart[:MOST]:
        sides = [_listed(names[node] for node in nodes) for _, nodes in _by_camp(found, part)]
        show.say("  ", *sides[0], *(word for side in sides[1:] for word in (" - against - ", *side)))
    if len(apart) > MOST:
        show.say(f"  and {len(apart) - MOST:,} more (--json has all)")
    if found.loose:
        show.say("")
        show.say("could as well stand in another camp: ", *_listed(names[node] for node in found.loose))


def _by_camp(found: Camps, part: list[int]) -> list[tuple[int, list[int]]]:
    """The nodes of each camp of a part, those with the weightiest edges first."""
    pull = found.pull
    ordered = sorted(part, key=lambda node: (found.camps[node], -pull[node], node))
    return [(camp, list(nodes)) for camp, nodes in groupby(ordered, key=lambda node: found.camps[node])]


def _frustrated_ties(facts: Facts, ties: list[Tie], found: Camps) -> None:
    if not found.frustrated:
        show.say("")
        show.say("every tie fits: for inside a camp, against across")
        return
    keys = found.graph.nodes
    by_pair = {(tie.a, tie.b): tie for tie in ties}
    show.say("")
    show.say("what does not fit", style="bold")
    rows = []
    for edge in found.frustrated:
        tie = by_pair[keys[edge.a], keys[edge.b]]
        where = "for, across camps" if tie.sign > 0 else "against, inside a camp"
        rows.append((facts.name(tie.a), facts.name(tie.b), where, f"{tie.weight:g}", told_lines(facts, tie)))
    show.table([("who", 3), ("with whom", 3), ("how", 2), ("weight", 0), ("claims and words", 9)], rows)


def told_lines(facts: Facts, tie: Tie) -> list[str]:
    """The claims of a tie that take a side, each with its words."""
    lines = []
    for told, value in tie.told:
        if value:
            whom = facts.name(told.patient)
            if told.patient is None:  # who falls by somebody's deed
                whom = f"by what {facts.name(tie.b if told.agent == tie.a else tie.a)} did"
            # a Latin word first, or the line would run from right to left and swap who and whom
            lines.append(f"told: {facts.name(told.agent)} {told.phrase} {whom}")
            lines.append(f"«{told.quote(QUOTED)}»")
    return lines


def _both_sides(facts: Facts, found: list[BothSides], shown: set[tuple[str, str]]) -> None:
    """By quarrel, who stands with both ends; the words of a quarrel that was not shown before."""
    if not found:
        return
    show.say("")
    show.say("backs both sides", style="bold")
    for quarrel, ones in groupby(found, key=lambda one: one.quarrel):
        a, b = facts.name(quarrel.a), facts.name(quarrel.b)
        show.say("  ", a, " and ", b, " are against each other, yet with both of them stand:")
        for one in ones:
            does = [", ".join(tie.predicates) for tie in (one.with_a, one.with_b)]
            show.say("    ", facts.name(one.actor), f" ({does[0]} - ", a, f"; {does[1]} - ", b, ")")
        if (quarrel.a, quarrel.b) not in shown:
            for line in told_lines(facts, quarrel):
                show.say("      ", line)


def _listed(names: Iterable[str], most: int = MOST) -> list[str]:
    """Names with commas between them, as parts of a line."""
    names = list(names)
    more = [f" and {len(names) - most:,} more (--json has all)"] * (len(names) > most)
    return [part for name in names[:most] for part in (", ", name)][1:] + more


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
