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
MOST = 40  # names, ties or edges of a kind, unless asked otherwise
TOLD = 3  # claims of a tie, or an eighth of ``most``
WITHOUT_END = 1 << 60


def of_actors(facts: Facts, ties: list[Tie], found: Camps, most: int = MOST) -> None:
    """Print the camps of actors, what does not fit with its words, and who stands with both sides.

    ``most`` is how many names, ties and parts are shown of each kind; 0 is all.
    """
    most = most or WITHOUT_END
    from marsad.balance.sides import both_sides, unaligned

    if not found.graph.edges:
        show.say("no tie takes a side: there are no camps to be seen")
        return
    _summary(found)
    _members(found, [facts.name(key) for key in found.graph.nodes], most, most)
    shown = _frustrated_ties(facts, ties, found, most)
    _both_sides(facts, both_sides(ties), shown, most)
    if apart := unaligned(facts, ties):
        show.say("")
        show.say("told of with others, but on no side: ", *_listed((facts.name(key) for key in apart), most))


def of_edges(found: Camps, most: int = MOST) -> None:
    """Print the camps of an edge list."""
    most = most or WITHOUT_END
    names = list(found.graph.nodes)
    _summary(found)
    _members(found, names, 10 * most, most)
    if found.frustrated:
        show.say("")
        show.say("frustrated edges", style="bold")
        edges = [f"{names[e.a]} {'+' if e.sign > 0 else '−'} {names[e.b]}" for e in found.frustrated[:most]]
        for edge in [*edges, *_more(len(found.frustrated) - most)]:
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


def _members(found: Camps, names: list[str], most: int, parts: int) -> None:
    """The camps of the largest part, ``most`` names each, and then ``parts`` that no tie joins with it, a line each."""
    largest, *apart = sorted(found.parts, key=lambda part: -len(part))
    for camp, nodes in _by_camp(found, largest):
        show.say("")
        show.say(f"camp {camp + 1} ({len(nodes):,})", style="bold")
        show.say("  ", *_listed((names[node] for node in nodes), most))
    if apart:
        show.say("")
        show.say(
            "apart: no tie joins these with those above or with each other, so that their camps cannot be compared"
        )
    for part in apart[:parts]:
        sides = [_listed((names[node] for node in nodes), parts) for _, nodes in _by_camp(found, part)]
        show.say("  ", *sides[0], *(word for side in sides[1:] for word in (" - against - ", *side)))
    for more in _more(len(apart) - parts):
        show.say("  ", more)
    if found.loose:
        show.say("")
        show.say("could as well stand in another camp: ", *_listed((names[node] for node in found.loose), parts))


def _by_camp(found: Camps, part: list[int]) -> list[tuple[int, list[int]]]:
    """The nodes of each camp of a part, those with the weightiest edges first."""
    pull = found.pull
    ordered = sorted(part, key=lambda node: (found.camps[node], -pull[node], node))
    return [(camp, list(nodes)) for camp, nodes in groupby(ordered, key=lambda node: found.camps[node])]


def _frustrated_ties(facts: Facts, ties: list[Tie], found: Camps, most: int) -> set[tuple[str, str]]:
    """Print the weightiest ties that do not fit, by pair those that were shown."""
    if not found.frustrated:
        show.say("")
        show.say("every tie fits: for inside a camp, against across")
        return set()
    keys = found.graph.nodes
    by_pair = {(tie.a, tie.b): tie for tie in ties}
    frustrated = [by_pair[keys[edge.a], keys[edge.b]] for edge in found.frustrated]
    if len(frustrated) > most:
        frustrated = sorted(frustrated, key=lambda tie: -tie.weight)[:most]
    show.say("")
    show.say("what does not fit", style="bold")
    rows = []
    for tie in frustrated:
        where = "for, across camps" if tie.sign > 0 else "against, inside a camp"
        told = told_lines(facts, tie, most)
        rows.append((facts.name(tie.a), facts.name(tie.b), where, f"{tie.weight:g}", told))
    show.table([("who", 3), ("with whom", 3), ("how", 2), ("weight", 0), ("claims and words", 9)], rows)
    for more in _more(len(found.frustrated) - len(frustrated)):
        show.say("  ", more)
    return {(tie.a, tie.b) for tie in frustrated}


def told_lines(facts: Facts, tie: Tie, most: int = WITHOUT_END) -> list[str]:
    """The claims of a tie that take a side, each with its words; where they are many, the weightiest few."""
    lines = []
    claims = [(told, value) for told, value in tie.told if value]
    room = max(TOLD, most // 8)
    few = sorted(claims, key=lambda one: -abs(one[1]))[:room] if len(claims) > room else claims
    for told, _ in few:
        whom = facts.name(told.patient)
        if told.patient is None:  # who falls by somebody's deed
            whom = f"by what {facts.name(tie.b if told.agent == tie.a else tie.a)} did"
        # a Latin word first, or the line would run from right to left and swap who and whom
        known = f" ({told.id[:10]})" if facts.kept else ""
        lines.append(f"told{known}: {facts.name(told.agent)} {told.phrase} {whom}")
        lines.append(f"«{told.quote(QUOTED)}»")
    return [*lines, *_more(len(claims) - len(few))]


def _both_sides(facts: Facts, found: list[BothSides], shown: set[tuple[str, str]], most: int) -> None:
    """By quarrel, the weightiest first where they are many, who stands with both ends; the words of a quarrel that was not
    shown before."""
    if not found:
        return
    show.say("")
    show.say("backs both sides", style="bold")
    quarrels = [(quarrel, list(ones)) for quarrel, ones in groupby(found, key=lambda one: one.quarrel)]
    if len(quarrels) > most:
        quarrels.sort(key=lambda pair: -pair[0].weight)
    for quarrel, ones in quarrels[:most]:
        a, b = facts.name(quarrel.a), facts.name(quarrel.b)
        show.say("  ", a, " and ", b, " are against each other, yet with both of them stand:")
        for one in ones[:most]:
            does = [", ".join(tie.predicates) for tie in (one.with_a, one.with_b)]
            show.say("    ", facts.name(one.actor), f" ({does[0]} - ", a, f"; {does[1]} - ", b, ")")
        for more in _more(len(ones) - most):
            show.say("    ", more)
        if (quarrel.a, quarrel.b) not in shown:
            for line in told_lines(facts, quarrel, most):
                show.say("      ", line)
    for more in _more(len(quarrels) - most):
        show.say("  ", more)


def _listed(names: Iterable[str], most: int) -> list[str]:
    """Names with commas between them, as parts of a line."""
    names = list(names)
    more = [f" {more}" for more in _more(len(names) - most)]
    return [part for name in names[:most] for part in (", ", name)][1:] + more


def _more(number: int) -> list[str]:
    return [f"and {number:,} more (--json has all)"] if number > 0 else []


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
