"""A bound that any graph can afford: unbalanced cycles without a common edge, of which each costs a partition an edge."""

from __future__ import annotations

import time

from marsad.balance.kernel import Near

_Left = dict[int, dict[int, int]]  # what is left of the satisfied edges' weights


def packed(near: Near, sides: dict[int, int], deadline: float) -> int:
    """What every partition costs at least, by the cycles that are found until ``deadline``.

    Each goes through one edge that ``sides`` leaves frustrated and else through satisfied ones, triangles first; an
    edge with weight w may lie in w of them.
    """
    left: _Left = {a: {b: abs(w) for b, w in own.items() if w * sides[a] * sides[b] > 0} for a, own in near.items()}
    wrong = [
        (a, b, abs(w))
        for a in sorted(near)
        for b, w in sorted(near[a].items())
        if a < b and w * sides[a] * sides[b] < 0
    ]
    total = 0
    for way in (_third, _path):
        rest = []
        for a, b, need in wrong:
            while need and time.monotonic() < deadline and (path := way(left, a, b)):
                take = min(need, *(left[x][y] for x, y in path))
                _take(left, path, take)
                need -= take
                total += take
            if need:
                rest.append((a, b, need))
        wrong = rest
    return total


def _take(left: _Left, path: list[tuple[int, int]], weight: int) -> None:
    for x, y in path:
        for one, two in ((x, y), (y, x)):
            left[one][two] -= weight
            if not left[one][two]:
                del left[one][two]


def _third(left: _Left, a: int, b: int) -> list[tuple[int, int]]:
    """A path over one node between, as pairs of nodes; empty where there is none."""
    few, many = (left[a], left[b]) if len(left[a]) < len(left[b]) else (left[b], left[a])
    third = min((c for c in few if c in many), default=None)
    return [] if third is None else [(a, third), (third, b)]


def _path(left: _Left, a: int, b: int) -> list[tuple[int, int]]:
    """A shortest path, as pairs of nodes, searched from both ends; empty where there is none."""
    before: tuple[dict[int, int], dict[int, int]] = ({a: a}, {b: b})
    rows = [[a], [b]]
    while rows[0] and rows[1]:
        end = int(len(rows[1]) < len(rows[0]))
        row: list[int] = []
        for node in rows[end]:
            for other in left[node]:
                if other in before[1 - end]:
                    one, two = (node, other) if end == 0 else (other, node)
                    return [*_back(before[0], one)[::-1], (one, two), *((y, x) for x, y in _back(before[1], two))]
                if other not in before[end]:
                    before[end][other] = node
                    row.append(other)
        rows[end] = row
    return []


def _back(before: dict[int, int], node: int) -> list[tuple[int, int]]:
    """The steps from ``node`` back to where the search began, each as (from, to) of the search."""
    steps = []
    while before[node] != node:
        steps.append((before[node], node))
        node = before[node]
    return steps
