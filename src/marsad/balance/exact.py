"""Least frustration for two camps: reductions, a search, bounds from cycles, and branching where they leave a gap."""

from __future__ import annotations

import time
from typing import NamedTuple

from marsad.balance.cycles import LARGEST, Cycles
from marsad.balance.extra import need_solver
from marsad.balance.kernel import Near, join_all, reduce
from marsad.balance.packing import packed
from marsad.balance.search import search

WORTHWHILE = 0.1  # share of edges that must be settled for another round of reductions to pay


class Solved(NamedTuple):
    """Sides (1 or -1) of all nodes, what they cost, and what every partition costs at least, in units."""

    sides: dict[int, int]
    cost: int
    bound: int


def solve(near: Near, deadline: float) -> Solved:
    """The best partition that can be found until ``deadline`` (of ``time.monotonic``); ``near`` is used up."""
    now = time.monotonic()
    kernel = reduce(near, now + (deadline - now) / 3)
    cost = bound = kernel.offset
    sides: dict[int, int] = {}
    for part in components(kernel.near):
        done = _solve_part(induced(kernel.near, part), deadline)
        cost += done.cost
        bound += done.bound
        _glue(sides, done.sides)
    return Solved(kernel.expand(sides), cost, bound)


def induced(near: Near, nodes: set[int]) -> Near:
    """The part of a graph that these nodes make, for itself."""
    return {node: {k: w for k, w in near[node].items() if k in nodes} for node in sorted(nodes)}


def cost_of(near: Near, sides: dict[int, int]) -> int:
    """The weight of the edges that a partition leaves frustrated."""
    return sum(abs(w) for a, own in near.items() for b, w in own.items() if a < b and w * sides[a] * sides[b] < 0)


def blocks(near: Near) -> list[set[int]]:
    """The biconnected parts of a connected graph, each next to one before it: frustration adds up over them.

    Raises MissingExtra.
    """
    need_solver("finding camps")
    import networkx as nx

    graph = nx.Graph((a, b) for a in sorted(near) for b in sorted(near[a]) if a < b)
    return _touching(sorted(nx.biconnected_components(graph), key=lambda block: sorted(block)))


def components(near: Near) -> list[set[int]]:
    """The connected parts, in the order of their first nodes."""
    out = []
    seen: set[int] = set()
    for start in sorted(near):
        if start not in seen:
            part, row = {start}, [start]
            for node in row:
                new = [other for other in near[node] if other not in part]
                part.update(new)
                row += new
            seen |= part
            out.append(part)
    return out


def _touching(waiting: list[set[int]]) -> list[set[int]]:
    """Blocks of one part in an order in which each but the first shares a node with one before it."""
    by_node: dict[int, list[int]] = {}
    for i, block in enumerate(waiting):
        for node in sorted(block):
            by_node.setdefault(node, []).append(i)
    row = [0] if waiting else []
    seen = set(row)
    for i in row:
        for node in sorted(waiting[i]):
            for j in by_node[node]:
                if j not in seen:
                    seen.add(j)
                    row.append(j)
    return [waiting[i] for i in row]


def _glue(sides: dict[int, int], more: dict[int, int]) -> None:
    """Adds the sides of another block, turned so that the node they share keeps its side."""
    shared = next((node for node in more if node in sides), None)
    turn = 1 if shared is None else sides[shared] * more[shared]
    for node, side in more.items():
        sides.setdefault(node, turn * side)


def _solve_part(near: Near, deadline: float) -> Solved:
    """A connected graph that reduces no further. Solver and libraries are called for only where the cheap bound is short."""
    now = time.monotonic()
    sides = search(near, now + (deadline - now) / 2)
    cost = cost_of(near, sides)
    known = Solved(sides, cost, packed(near, sides, now + (deadline - now) * 0.8) if cost else 0)
    if known.bound >= cost or time.monotonic() > now + (deadline - now) * 0.6:
        return known
    found = blocks(near)
    if len(found) == 1:
        return _programmes(near, known, deadline)
    sides, cost, bound = {}, 0, 0
    for block in found:
        done = solve(induced(near, block), deadline)
        cost += done.cost
        bound += done.bound
        _glue(sides, done.sides)
    return Solved(sides, cost, bound)


def _programmes(near: Near, known: Solved, deadline: float) -> Solved:
    """A biconnected graph by linear and integer programmes, from the best partition and bound that are known."""
    if sum(map(len, near.values())) > 2 * LARGEST:
        return known
    cycles = Cycles(near, known.sides, known.cost)
    cycles.tighten(deadline)
    known = known._replace(bound=max(known.bound, cycles.bound))
    if known.bound >= known.cost or time.monotonic() > deadline:
        return known
    settled = cycles.settled()
    if len(settled) > WORTHWHILE * len(cycles.links):
        return _without(near, known, settled, deadline)
    return _branched(cycles, known, deadline)


def _without(near: Near, known: Solved, settled: list[tuple[int, int, int]], deadline: float) -> Solved:
    """The better of ``known`` and what is found once the settled edges are joined: whatever is cheaper keeps them."""
    turned = [(a, b, sign * known.sides[a] * known.sides[b]) for a, b, sign in settled]
    kernel = join_all(near, turned)
    if kernel is None:  # no cheaper partition can have all of them
        return Solved(known.sides, known.cost, known.cost)
    done = solve(kernel.near, deadline)
    cost, bound = kernel.offset + done.cost, max(known.bound, min(known.cost, kernel.offset + done.bound))
    if cost >= known.cost:
        return Solved(known.sides, known.cost, bound)
    return Solved(kernel.expand(done.sides), cost, bound)


def _branched(cycles: Cycles, known: Solved, deadline: float) -> Solved:
    from marsad.balance.xor import branch

    turned, bound = branch(cycles, deadline)
    bound = min(known.cost, max(known.bound, bound))
    if turned is None:
        return known._replace(bound=bound)
    sides = {node: -known.sides[node] if turned[i] else known.sides[node] for i, node in enumerate(cycles.nodes)}
    cost = sum(abs(k.weight) for k in cycles.links if (k.weight < 0) == (turned[k.a] == turned[k.b]))
    return Solved(sides, cost, min(cost, bound)) if cost < known.cost else known._replace(bound=bound)
