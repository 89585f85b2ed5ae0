"""Reductions that keep an optimum: pairs of nodes of which one may be put beside, or against, the other for good.

Written with signed weights J (positive: for, negative: against). Node u may be joined to v with sign s = sign J_uv if
either holds, where the sums run over all other nodes k:

- |J_uv| >= sum |J_uk|: u's edge to v outweighs all its others together (covers pendants and chains);
- 2 |J_uv| >= sum |J_uk - s J_vk|: u and v differ too little in their other edges to stand apart. Were they apart, moving
  u to v or v to u changes the cost by A - |J_uv| and -A - |J_uv| or less, with |A| at most half that sum. With J_uv = 0
  they must have the same edges (twins).

Both hold for any number of camps where s is positive. They are the edge and pair criteria of Lange, Andres and Swoboda
(2019), "Combinatorial persistency criteria for multicut and max-cut", CVPR, and cover the data reductions of Hueffner,
Betzler and Niedermeier (2010), "Separator-based data reduction for signed graph balancing", J. Comb. Optim. 20, for
separators of one and two nodes together with the split into biconnected parts.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

Near = dict[int, dict[int, int]]  # node -> neighbour -> signed weight, kept symmetric


@dataclass(slots=True)
class Kernel:
    """What is left (``near``), what it costs in any case, and the joins in order: (node, beside which, sign)."""

    near: Near
    offset: int = 0
    joins: list[tuple[int, int, int]] = field(default_factory=list)

    def expand(self, sides: dict[int, int]) -> dict[int, int]:
        """Sides (1 or -1) of all nodes from those of the nodes that were left; one that has none gets 1."""
        out = dict(sides)
        for node, beside, sign in reversed(self.joins):
            out[node] = sign * out.setdefault(beside, 1)
        return out


def reduce(near: Near, deadline: float, positive_only: bool = False) -> Kernel:
    """The kernel of a graph; ``near`` is used up. ``positive_only`` keeps to joins that hold for any number of camps."""
    kernel = Kernel(near)
    waiting = dict.fromkeys(sorted(near))  # a queue without doubles, in a settled order
    while waiting:
        if time.monotonic() > deadline:
            break
        node = next(iter(waiting))
        del waiting[node]
        if node not in near:
            continue
        if beside := _beside(near, node, positive_only):
            join(kernel, node, *beside, waiting)
        if not waiting:
            _join_twins(kernel, positive_only, waiting)
    return kernel


def _beside(near: Near, node: int, positive_only: bool) -> tuple[int, int] | None:
    """Beside which neighbour a node may be put, and with which sign."""
    own = near[node]
    total = sum(map(abs, own.values()))
    ranked = sorted(own.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    for other, weight in ranked:
        sign = 1 if weight > 0 else -1
        if positive_only and sign < 0:
            continue
        if 2 * abs(weight) >= total or _alike(own, near[other], node, other, sign, 2 * abs(weight)):
            return other, sign
    return None


def _alike(own: dict[int, int], others: dict[int, int], node: int, other: int, sign: int, limit: int) -> bool:
    """Whether two nodes' other edges differ by no more than ``limit``."""
    gap = 0
    for k, weight in own.items():
        if k != other:
            gap += abs(weight - sign * others.get(k, 0))
            if gap > limit:
                return False
    for k, weight in others.items():
        if k != node and k not in own:
            gap += abs(weight)
            if gap > limit:
                return False
    return True


def join(kernel: Kernel, node: int, beside: int, sign: int, waiting: dict[int, None] | None = None) -> None:
    """Puts a node beside another (sign 1) or against it (-1) for good; ``waiting`` gets the nodes whose edges change."""
    near = kernel.near
    waiting = {} if waiting is None else waiting
    for k, weight in near.pop(node).items():
        del near[k][node]
        if k == beside:
            kernel.offset += max(0, -sign * weight)
            continue
        have, more = near[beside].get(k, 0), sign * weight
        kernel.offset += (abs(have) + abs(more) - abs(have + more)) // 2
        if have + more:
            near[beside][k] = near[k][beside] = have + more
        elif have:
            del near[beside][k], near[k][beside]
        waiting[k] = None
    kernel.joins.append((node, beside, sign))
    waiting[beside] = None
    waiting.update(dict.fromkeys(near[beside]))


def join_all(near: Near, pairs: list[tuple[int, int, int]]) -> Kernel | None:
    """The kernel in which each pair (node, node, sign) is joined; None where they contradict each other."""
    kernel = Kernel(near)
    place = {node: (node, 1) for node in near}  # beside which node each stands now, with which sign

    def find(node: int) -> tuple[int, int]:
        way = []
        while place[node][0] != node:
            way.append(node)
            node = place[node][0]
        sign = 1
        for passed in reversed(way):
            sign *= place[passed][1]
            place[passed] = node, sign
        return node, sign

    for a, b, sign in pairs:
        (one, its), (two, other) = find(a), find(b)
        turn = sign * its * other
        if one != two:
            join(kernel, one, two, turn)
            place[one] = two, turn
        elif turn < 0:
            return None
    return kernel


def _join_twins(kernel: Kernel, positive_only: bool, waiting: dict[int, None]) -> None:
    """Joins nodes without an edge between them whose edges to all others are in one proportion (or just opposed).

    One pass joins all of them: what is joined on the way changes the edges of other twins alike.
    """
    groups: dict[tuple[tuple[int, int], ...], list[tuple[int, int]]] = {}
    for node in sorted(kernel.near):
        edges = sorted(kernel.near[node].items())
        if edges:
            sign = 1 if positive_only or edges[0][1] > 0 else -1
            scale = sign * math.gcd(*(weight for _, weight in edges))
            groups.setdefault(tuple((k, weight // scale) for k, weight in edges), []).append((node, sign))
    for (first, its), *twins in groups.values():
        for node, sign in twins:
            join(kernel, node, first, sign * its, waiting)
