"""Camps: the partition of a signed graph that leaves the least of it frustrated.

Frustrated is an edge for across two camps or against inside one; the least weight of such edges is the line index of
balance (Harary 1959, "On the measurement of structural balance", Behavioral Science 4), with two camps or with up to k
(generalised balance: Davis 1967, "Clustering and structural balance in graphs", Human Relations 20).

Same in, same out, unless the time limit cuts the search short. Parts that no edge joins cannot be set against each
other: in each its leading node is in camp 0.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.balance.exact import solve
from marsad.balance.signed import Edge, SignedGraph, cost, frustrated, parts, triangles

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Camps:
    """A partition: ``camps`` by node index, from 0. Costs are in the weights as given.

    ``optimal`` says that no partition costs less; ``bound`` is what each costs at least. ``loose`` are the nodes that
    could stand in another camp at no more cost while all others stay.
    """

    graph: SignedGraph
    camps: tuple[int, ...]
    frustrated: list[Edge]
    frustration: int | float
    bound: int | float
    optimal: bool
    parts: list[list[int]]
    triangles: int
    balanced: int
    loose: list[int]

    @property
    def pull(self) -> list[int]:
        """Of each node, the weight of its edges in units."""
        return [sum(map(abs, own.values())) for own in self.graph.neighbours()]

    @property
    def balanced_share(self) -> float | None:
        """The share of triangles that are balanced; None where there is none."""
        return round(self.balanced / self.triangles, 6) if self.triangles else None


def find_camps(
    graph: SignedGraph, number: int = 2, seconds: float = SECONDS, leads: Callable[[int], object] | None = None
) -> Camps:
    """Up to ``number`` camps of least frustration. ``leads`` is a sort key: its first node of each part is in camp 0.

    Raises ValueError for fewer than two camps.
    """
    if number < 2:
        raise ValueError("two camps are the least")
    number = max(2, min(number, len(graph.nodes) + 1))  # one more than can be filled: somebody might stand alone
    deadline = time.monotonic() + seconds
    near = dict(enumerate(graph.neighbours()))
    if number == 2:
        done = solve(near, deadline)
    else:
        from marsad.balance.many import solve_many

        done = solve_many(near, number, deadline)
    sides, bound = done.sides, done.bound
    connected = parts(graph)
    camps = _ordered(sides, connected, leads or (lambda node: node))
    value = cost(graph, camps)
    number_of, balanced = triangles(graph)
    return Camps(
        graph=graph,
        camps=tuple(camps),
        frustrated=frustrated(graph, camps),
        frustration=graph.real(value),
        bound=graph.real(bound),
        optimal=bound >= value,
        parts=connected,
        triangles=number_of,
        balanced=balanced,
        loose=_loose(graph, camps, number),
    )


def settled(found: Camps, before: Mapping[str, int]) -> Camps:
    """The same with nodes left in the camp that they had before, where that costs nothing: of partings of one cost, that
    in which least moves. ``before`` has camps by node; those of nodes that are tied now may be numbered otherwise."""
    graph, near = found.graph, found.graph.neighbours()
    camps, pull = list(found.camps), found.pull
    for part in found.parts:
        known = [node for node in part if graph.nodes[node] in before]
        # a camp of before is where its weightiest member stands now
        now = {before[graph.nodes[node]]: camps[node] for node in sorted(known, key=lambda node: (pull[node], -node))}
        home = {node: now[before[graph.nodes[node]]] for node in known}
        moved = {node for node in known if camps[node] != home[node]}
        for group in (*_groups(moved, near), *([node] for node in sorted(moved))):
            inside = set(group)
            back = sum(_strain(near, camps, node, home[node], inside, home) for node in group)
            if back <= sum(_strain(near, camps, node, camps[node], inside, {}) for node in group):
                for node in group:
                    camps[node] = home[node]
    number = len(set(camps)) if camps else 0
    value = cost(graph, camps)
    return replace(
        found, camps=tuple(camps), frustrated=frustrated(graph, camps), frustration=graph.real(value),
        loose=_loose(graph, camps, max(2, number)),
    )  # fmt: skip


def _groups(nodes: set[int], near: Sequence[Mapping[int, int]]) -> list[list[int]]:
    """The nodes in the parts that ties among them join."""
    out, left = [], set(nodes)
    while left:
        group, front = set(), [min(left)]
        while front:
            node = front.pop()
            if node in left:
                left.remove(node)
                group.add(node)
                front += [other for other in near[node] if other in left]
        out.append(sorted(group))
    return out


def _strain(
    near: Sequence[Mapping[int, int]], camps: Sequence[int], node: int, camp: int, group: set[int], home: Mapping[int, int]
) -> int:  # fmt: skip
    """Twice the weight of a node's frustrated edges if it stood in ``camp``, and its ``group`` at ``home``, where given; an
    edge inside the group is met from both its ends."""
    out = 0
    for other, weight in near[node].items():
        inside = other in group
        there = home.get(other, camps[other]) if inside else camps[other]
        if (there == camp) != (weight > 0):
            out += abs(weight) * (1 if inside else 2)
    return out


def _ordered(sides: dict[int, int], connected: list[list[int]], leads: Callable[[int], object]) -> list[int]:
    """Camps numbered in the order of their leading nodes, in each part from 0."""
    camps = [0] * len(sides)
    for part in connected:
        names: dict[int, int] = {}
        for node in sorted(part, key=leads):  # type: ignore[arg-type]
            camps[node] = names.setdefault(sides[node], len(names))
    return camps


def _loose(graph: SignedGraph, camps: Sequence[int], number: int) -> list[int]:
    """Nodes with an edge that another camp would suit as well."""
    out = []
    for node, own in enumerate(graph.neighbours()):
        if own:
            for_camp = [0] * number
            for other, weight in own.items():
                for_camp[camps[other]] += weight
            here = for_camp.pop(camps[node])
            if max(for_camp) >= here:
                out.append(node)
    return out
