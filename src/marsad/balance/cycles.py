"""A lower bound on frustration from unbalanced cycles, as a linear programme.

Every partition frustrates an edge of every cycle with an odd number of negative edges. So the least weight that meets
each such cycle, in fractions of edges, is a bound (Harary 1959, "On the measurement of structural balance", Behavioral
Science 4; Barahona and Mahjoub 1986, "On the cut polytope", Mathematical Programming 36). The programme starts from
unbalanced triangles and takes in the cycles that its solution violates: shortest paths from a node to itself on the
other layer of the doubled graph, on which negative edges change the layer.

With more than two camps only cycles with just one negative edge must have a frustrated one (Davis 1967): there negative
edges lead to the second layer and not back.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.balance.kernel import Near

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

SLACK = 1e-6  # below which two values of the solver are one
VIOLATED = 1 - 1e-3
TRIANGLES = 12  # taken to start with, of one negative edge
STALLED = 4  # rounds that gain next to nothing, after which cutting ends
LARGEST = 20_000  # edges of a programme that is worth to be started


class Link(NamedTuple):
    """An edge of the graph as switched by the best partition known: ``weight`` < 0 where that leaves it frustrated."""

    a: int
    b: int
    weight: int


class Cycles:
    """The programme of one connected graph; ``bound`` holds for every partition, ``cuts`` are cycles as edge numbers.

    ``sides`` (1 or -1) is the best partition known and ``cost`` what it costs. For more than two camps, where sides
    cannot be switched, ``once`` is set and all sides are 1.
    """

    def __init__(self, near: Near, sides: dict[int, int], cost: int, once: bool = False) -> None:
        self.nodes = sorted(near)
        self.at = {node: i for i, node in enumerate(self.nodes)}
        self.links = [
            Link(self.at[a], self.at[b], w * sides[a] * sides[b])
            for a in self.nodes
            for b, w in near[a].items()
            if a < b
        ]
        self.links.sort()
        self.number = {(k.a, k.b): i for i, k in enumerate(self.links)}
        self.cost = cost
        self.once = once
        self.cuts: list[tuple[int, ...]] = []
        self.bound = 0
        self._seen: set[tuple[int, ...]] = set()
        self._value = 0.0
        self._reduced: Vector | None = None

    def tighten(self, deadline: float) -> None:
        """Raises the bound until it meets the cost of the partition, no cycle is violated, or it stalls."""
        self._triangles()
        stalled = 0 if self.links else STALLED
        share: Vector | None = None
        while stalled < STALLED and time.monotonic() < deadline:
            if share is not None and not self._separate(share):
                return
            before = self._value
            share = self._solve(deadline)
            if share is None or self.bound >= self.cost:
                return
            stalled = stalled + 1 if self._value - before < 0.002 * self.cost else 0

    def settled(self) -> list[tuple[int, int, int]]:
        """Edges (node, node, sign as switched) that each partition cheaper than the best known satisfies (1) or not (-1).

        By the reduced costs of the last solution: to change such an edge would bring the bound up to the cost.
        """
        if self._reduced is None:
            return []
        gap = self.cost - 1 - self._value + 1e-4
        out = []
        for link, reduced in zip(self.links, self._reduced, strict=True):
            if abs(reduced) > gap:
                sign = (1 if link.weight > 0 else -1) * (1 if reduced > 0 else -1)
                out.append((self.nodes[link.a], self.nodes[link.b], sign))
        return out

    def _solve(self, deadline: float) -> Vector | None:
        """The edges' shares in the cheapest way to meet all cuts; None where time ran out."""
        import numpy as np
        from scipy.optimize import linprog

        done = linprog(
            np.array([abs(link.weight) for link in self.links], dtype=float),
            A_ub=-cut_matrix(self.cuts, len(self.links)),
            b_ub=-np.ones(len(self.cuts)),
            bounds=(0, 1),
            method="highs",
            options={"time_limit": max(0.01, deadline - time.monotonic())},
        )
        if done.status != 0:
            return None
        self._value = float(done.fun)
        self.bound = max(self.bound, math.ceil(self._value - SLACK * max(1.0, self._value)))
        self._reduced = done.lower.marginals + done.upper.marginals
        return np.asarray(done.x)

    def _triangles(self) -> None:
        near: list[dict[int, int]] = [{} for _ in self.nodes]
        for link in self.links:
            near[link.a][link.b] = near[link.b][link.a] = link.weight
        for link in self.links:
            if link.weight < 0:
                thirds = [
                    c
                    for c, weight in near[link.a].items()
                    if weight * near[link.b].get(c, 0) > 0 and not (self.once and weight < 0)
                ]
                for c in sorted(thirds)[:TRIANGLES]:
                    self._add([(link.a, link.b), (link.a, c), (link.b, c)])

    def _separate(self, share: Vector) -> bool:
        """Adds the violated cycles that are found, the shortest through each node; whether there was one."""
        import numpy as np
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        n = len(self.nodes)
        a, b, weight = (np.array(column) for column in zip(*self.links, strict=True))
        length = np.maximum(share, 0) + 1e-5  # of two cycles with one value, the one with fewer edges
        cross = np.where(weight < 0, n, 0)
        back = weight > 0 if self.once else np.ones(len(a), dtype=bool)
        rows = np.concatenate([a, b, (a + n)[back], (b + n)[back]])
        columns = np.concatenate([b + cross, a + cross, (b + n - cross)[back], (a + n - cross)[back]])
        lengths = np.concatenate([length, length, length[back], length[back]])
        doubled = csr_matrix((lengths, (rows, columns)), shape=(2 * n, 2 * n))
        far, before = dijkstra(doubled, indices=range(n), return_predecessors=True, limit=1.1)
        found = False
        for start in range(n):
            if far[start, start + n] < VIOLATED:
                walk, node = [], start + n
                while node != start:
                    last = int(before[start, node])
                    walk.append((last % n, node % n))
                    node = last
                found |= self._add(walk)
        return found

    def _add(self, walk: list[tuple[int, int]]) -> bool:
        """Takes in a cycle, given as pairs of nodes; not a walk that uses an edge twice, nor one that is known."""
        cut = tuple(sorted(self.number[min(pair), max(pair)] for pair in walk))
        if len(set(cut)) < len(cut) or cut in self._seen:
            return False
        self._seen.add(cut)
        self.cuts.append(cut)
        return True


def cut_matrix(cuts: list[tuple[int, ...]], edges: int, before: int = 0) -> Any:
    """A row for each cycle with 1 for each of its edges; ``before`` columns stand before the edges'."""
    import numpy as np
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(cut) for cut in cuts)])
    columns = np.array([edge + before for cut in cuts for edge in cut], dtype=int)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(cuts), before + edges))
