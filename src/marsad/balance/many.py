"""Least frustration with up to k > 2 camps: generalised balance.

Davis (1967), "Clustering and structural balance in graphs", Human Relations 20. Reductions and cycle bounds are those of
two camps, kept to what holds for any number of them; the integer programme gives each node one of k camps.
"""

from __future__ import annotations

import math
import random
import time
from typing import Any

from marsad.balance.cycles import LARGEST, SLACK, Cycles, cut_matrix
from marsad.balance.exact import WORTHWHILE, Solved, blocks, components, induced
from marsad.balance.kernel import Near, join_all, reduce
from marsad.balance.packing import packed
from marsad.balance.search import SEED, THROWS, WORK, group

MATRIX = 60_000_000  # binaries times rows of an integer programme that is worth to be started


def solve_many(near: Near, number: int, deadline: float) -> Solved:
    """The best partition into up to ``number`` camps that can be found until ``deadline``; ``near`` is used up.

    ``sides`` are camps, from 0.
    """
    now = time.monotonic()
    kernel = reduce(near, now + (deadline - now) / 3, positive_only=True)
    spare = _spare(kernel.near, number)
    cost = bound = kernel.offset
    camps: dict[int, int] = {}
    for part in components(kernel.near):
        done = _solve_part(induced(kernel.near, part), number, deadline)
        cost += done.cost
        bound += done.bound
        _glue(camps, done.sides)
    for node, enemies in reversed(spare):
        taken = {camps[enemy] for enemy in enemies}
        camps[node] = next(camp for camp in range(number) if camp not in taken)
    for node, beside, _ in reversed(kernel.joins):
        camps[node] = camps.setdefault(beside, 0)
    return Solved(camps, cost, bound)


def camps_cost(near: Near, camps: dict[int, int]) -> int:
    """The weight of edges for across camps and against inside one."""
    return sum(abs(w) for a, own in near.items() for b, w in own.items() if a < b and (camps[a] == camps[b]) != (w > 0))


def _spare(near: Near, number: int) -> list[tuple[int, list[int]]]:
    """Takes out nodes with fewer than ``number`` neighbours, all against them: a camp is left for each, in the end."""
    out = []
    waiting = sorted(near)
    while waiting:
        node = waiting.pop()
        if node in near and len(near) > 1 and len(near[node]) < number and all(w < 0 for w in near[node].values()):
            enemies = sorted(near.pop(node))
            for enemy in enemies:
                del near[enemy][node]
            out.append((node, enemies))
            waiting += enemies
    return out


def _glue(camps: dict[int, int], more: dict[int, int]) -> None:
    """Adds the camps of another block, two of them swapped so that the node they share keeps its camp."""
    shared = next((node for node in more if node in camps), None)
    swap = {} if shared is None else {more[shared]: camps[shared], camps[shared]: more[shared]}
    for node, camp in more.items():
        camps.setdefault(node, swap.get(camp, camp))


def _solve_part(near: Near, number: int, deadline: float) -> Solved:
    """A connected graph that reduces no further, as ``exact`` does it for two camps."""
    now = time.monotonic()
    camps = _search(near, number, now + (deadline - now) / 2)
    cost = camps_cost(near, camps)
    together = dict.fromkeys(near, 1)
    known = Solved(camps, cost, packed(near, together, now + (deadline - now) * 0.8) if cost else 0)
    if known.bound >= cost or time.monotonic() > now + (deadline - now) * 0.6:
        return known
    found = blocks(near)
    if len(found) == 1:
        return _programmes(near, known, number, deadline)
    camps, cost, bound = {}, 0, 0
    for block in found:
        done = solve_many(induced(near, block), number, deadline)
        cost += done.cost
        bound += done.bound
        _glue(camps, done.sides)
    return Solved(camps, cost, bound)


def _programmes(near: Near, known: Solved, number: int, deadline: float) -> Solved:
    """A biconnected graph by linear and integer programmes, from the best partition and bound that are known."""
    if sum(map(len, near.values())) > 2 * LARGEST:
        return known
    cycles = Cycles(near, dict.fromkeys(near, 1), known.cost, once=True)
    cycles.tighten(deadline)
    known = known._replace(bound=max(known.bound, cycles.bound))
    if known.bound >= known.cost or time.monotonic() > deadline:
        return known
    settled = [pair for pair in cycles.settled() if pair[2] > 0]
    if len(settled) > WORTHWHILE * len(cycles.links):
        return _without(near, known, settled, number, deadline)
    return _branched(cycles, known, number, deadline)


def _without(near: Near, known: Solved, together: list[tuple[int, int, int]], number: int, deadline: float) -> Solved:
    """The better of ``known`` and what is found with pairs joined that every cheaper partition has in one camp."""
    kernel = join_all(near, together)
    assert kernel is not None  # pairs in one camp cannot contradict each other
    done = solve_many(kernel.near, number, deadline)
    cost, bound = kernel.offset + done.cost, max(known.bound, min(known.cost, kernel.offset + done.bound))
    if cost >= known.cost:
        return Solved(known.sides, known.cost, bound)
    camps = dict(done.sides)
    for node, beside, _ in reversed(kernel.joins):
        camps[node] = camps.setdefault(beside, 0)
    return Solved(camps, cost, bound)


def _branched(cycles: Cycles, known: Solved, number: int, deadline: float) -> Solved:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, m = len(cycles.nodes), len(cycles.links)
    binaries = n * number
    if binaries * m * number > MATRIX:
        return known
    upper = np.ones(binaries + m)
    degrees = np.bincount(np.array([end for link in cycles.links for end in link[:2]]), minlength=n)
    for rank, node in enumerate(np.argsort(-degrees, kind="stable")[:number]):
        upper[node * number + rank + 1 : (node + 1) * number] = 0  # camps have no order: the r-th node in one up to r
    rows, least = _rows(cycles, number)
    constraints = [LinearConstraint(rows, lb=least), LinearConstraint(_one_each(n, m, number), lb=1, ub=1)]
    if cycles.cuts:
        constraints.append(LinearConstraint(cut_matrix(cycles.cuts, m, binaries), lb=np.ones(len(cycles.cuts))))
    done = milp(
        np.concatenate([np.zeros(binaries), [abs(link.weight) for link in cycles.links]]),
        integrality=np.concatenate([np.ones(binaries), np.zeros(m)]),
        bounds=Bounds(0, upper),
        constraints=constraints,
        options={"time_limit": max(0.01, deadline - time.monotonic()), "mip_rel_gap": 0},
    )
    bound = known.bound
    if done.mip_dual_bound is not None and math.isfinite(done.mip_dual_bound):
        bound = max(bound, math.ceil(done.mip_dual_bound - SLACK * max(1.0, done.mip_dual_bound)))
    known = known._replace(bound=min(known.cost, bound))
    if done.x is None:
        return known
    chosen = np.argmax(done.x[:binaries].reshape(n, number), axis=1)
    cost = sum(abs(k.weight) for k in cycles.links if (chosen[k.a] == chosen[k.b]) != (k.weight > 0))
    if cost >= known.cost:
        return known
    return Solved({node: int(chosen[i]) for i, node in enumerate(cycles.nodes)}, cost, min(cost, bound))


def _rows(cycles: Cycles, number: int) -> tuple[Any, Any]:
    """A row for each edge and camp: f >= y_a - y_b where positive, f >= y_a + y_b - 1 where negative."""
    import numpy as np
    from scipy.sparse import csr_matrix

    binaries, m = len(cycles.nodes) * number, len(cycles.links)
    entries = []
    least = np.zeros(m * number)
    for i, link in enumerate(cycles.links):
        for camp in range(number):
            row = i * number + camp
            sign = 1 if link.weight > 0 else -1
            entries += [(row, binaries + i, 1), (row, link.a * number + camp, -1), (row, link.b * number + camp, sign)]
            least[row] = 0 if sign > 0 else -1
    rows, columns, values = (np.array(column) for column in zip(*entries, strict=True))
    return csr_matrix((values, (rows, columns)), shape=(m * number, binaries + m)), least


def _one_each(nodes: int, edges: int, number: int) -> Any:
    """A row for each node: it is in one camp."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns = np.arange(nodes * number)
    return csr_matrix((np.ones(len(columns)), (columns // number, columns)), shape=(nodes, nodes * number + edges))


def _search(near: Near, number: int, deadline: float) -> dict[int, int]:
    """Camps by descent and throws, as ``search`` does for two."""
    chance = random.Random(SEED)
    best = dict.fromkeys(near, 0)
    _descend(near, best, number, list(near))
    cost = camps_cost(near, best)
    nodes = sorted(near)
    edges = sum(map(len, near.values())) // 2
    throws = left = max(3, min(THROWS, WORK // (number * (edges + 1))))
    while left > 0 and cost and time.monotonic() < deadline:
        camps = dict(best)
        thrown = group(near, chance, nodes)
        to = chance.randrange(number)
        camps.update(dict.fromkeys(thrown, to))
        _descend(near, camps, number, [k for node in thrown for k in (*near[node], node)])
        left -= 1
        new = camps_cost(near, camps)
        if new <= cost:
            if new < cost:
                left = throws
            best, cost = camps, new
    return best


def _descend(near: Near, camps: dict[int, int], number: int, row: list[int]) -> None:
    """Moves nodes of ``row``, and the neighbours of those that moved, to the camp that suits them best."""
    while row:
        node = row.pop()
        suits = [0] * number
        for other, weight in near[node].items():
            suits[camps[other]] += weight
        best = max(range(number), key=lambda camp: (suits[camp], -camp))
        if suits[best] > suits[camps[node]]:
            camps[node] = best
            row += near[node]
