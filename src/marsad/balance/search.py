"""Camps by local search: a good partition of any graph, with no word on how good.

Nodes change sides as long as that helps; then a connected group is thrown over, at random from a fixed seed, and the
descent goes on. It stops after a number of throws without gain, so that the result depends on the clock only where the
deadline cuts it short.
"""

from __future__ import annotations

import random
import time

from marsad.balance.kernel import Near

SEED = 1954
THROWS = 60  # without gain, in a small graph
WORK = 2_000_000  # edges looked at by all throws together, about


def search(near: Near, deadline: float) -> dict[int, int]:
    """Sides (1 or -1) of the nodes of a graph with signed weights."""
    chance = random.Random(SEED)
    best = _tree(near)
    gains = _gains(near, best)
    value = _descend(near, best, gains, list(near), deadline)
    edges = sum(map(len, near.values())) // 2
    throws = max(3, min(THROWS, WORK // (edges + 1)))
    nodes = sorted(near)
    left = throws
    while left > 0 and time.monotonic() < deadline:
        sides, new = dict(best), dict(gains)
        thrown = group(near, chance, nodes)
        change = sum(_flip(near, sides, new, node) for node in thrown)
        change += _descend(near, sides, new, [k for node in thrown for k in (node, *near[node])], deadline)
        left -= 1
        if change <= 0:
            if change < 0:
                left = throws
            best, gains, value = sides, new, value + change
    return best


def _tree(near: Near) -> dict[int, int]:
    """Sides that satisfy every edge of a breadth-first tree, from the node of most edges on."""
    sides: dict[int, int] = {}
    for start in sorted(near, key=lambda node: (-len(near[node]), node)):
        if start in sides:
            continue
        sides[start] = 1
        row = [start]
        for node in row:
            for other, weight in sorted(near[node].items()):
                if other not in sides:
                    sides[other] = sides[node] if weight > 0 else -sides[node]
                    row.append(other)
    return sides


def _gains(near: Near, sides: dict[int, int]) -> dict[int, int]:
    """Of each node, satisfied less frustrated weight: what it costs to change its side."""
    return {node: sides[node] * sum(w * sides[k] for k, w in own.items()) for node, own in near.items()}


def _flip(near: Near, sides: dict[int, int], gains: dict[int, int], node: int) -> int:
    """Changes a node's side; the change of the cost."""
    change = gains[node]
    gains[node] = -change
    side = sides[node] = -sides[node]
    for other, weight in near[node].items():
        gains[other] += 2 * side * sides[other] * weight
    return change


def _descend(near: Near, sides: dict[int, int], gains: dict[int, int], row: list[int], deadline: float) -> int:
    """Changes sides while that helps, looking at the nodes of ``row`` and their neighbours; the change of the cost."""
    change = 0
    while row:
        node = row.pop()
        if gains[node] < 0:
            if time.monotonic() > deadline:
                break
            change += _flip(near, sides, gains, node)
            row += near[node]
    return change


def group(near: Near, chance: random.Random, nodes: list[int]) -> list[int]:
    """A connected group of nodes, up to a third of them and to fifty."""
    size = chance.randint(2, max(2, min(50, len(nodes) // 3)))
    row = [chance.choice(nodes)]
    seen = set(row)
    for node in row:
        for other in near[node]:
            if other not in seen and len(row) < size and chance.random() < 0.5:
                seen.add(other)
                row.append(other)
    return row
