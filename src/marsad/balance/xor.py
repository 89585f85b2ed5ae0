"""Least frustration as an integer programme for HiGHS: the XOR model.

Aref, Mason and Wilson (2020), "A modeling and computational study of the frustration index in signed networks",
Networks 75: a binary for the side of each node, and one for each edge that is 1 where the edge is frustrated. The
unbalanced cycles that ``cycles`` found go in as cuts, without which its relaxation is worth nothing.
"""

from __future__ import annotations

import math
import time
from typing import Any

from marsad.balance.cycles import SLACK, Cycles, cut_matrix


def branch(cycles: Cycles, deadline: float) -> tuple[list[int] | None, int]:
    """A partition (1 where a node changes its side against the best known), None if none was found; and a bound."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, m = len(cycles.nodes), len(cycles.links)
    degrees = np.bincount(np.array([end for link in cycles.links for end in link[:2]]), minlength=n)
    upper = np.ones(n + m)
    upper[int(np.argmax(degrees))] = 0  # one node keeps its side: the two camps have no order
    weights = np.concatenate([np.zeros(n), [abs(link.weight) for link in cycles.links]])
    rows, least = _xor(cycles)
    constraints = [LinearConstraint(rows, lb=least)]
    if cycles.cuts:
        constraints.append(LinearConstraint(cut_matrix(cycles.cuts, m, n), lb=np.ones(len(cycles.cuts))))
    done = milp(
        weights,
        integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(0, upper),
        constraints=constraints,
        options={"time_limit": max(0.01, deadline - time.monotonic()), "mip_rel_gap": 0},
    )
    bound = done.mip_dual_bound
    least_cost = math.ceil(bound - SLACK * max(1.0, bound)) if bound is not None and math.isfinite(bound) else 0
    return None if done.x is None else [round(side) for side in done.x[:n]], least_cost


def _xor(cycles: Cycles) -> tuple[Any, Any]:
    """Two rows an edge: f >= a - b and f >= b - a where positive, f >= a + b - 1 and f >= 1 - a - b where negative."""
    import numpy as np
    from scipy.sparse import csr_matrix

    n, m = len(cycles.nodes), len(cycles.links)
    entries = []
    least = np.zeros(2 * m)
    for i, link in enumerate(cycles.links):
        sign = 1 if link.weight > 0 else -1
        entries += [(2 * i, n + i, 1), (2 * i, link.a, -1), (2 * i, link.b, sign)]
        entries += [(2 * i + 1, n + i, 1), (2 * i + 1, link.a, 1), (2 * i + 1, link.b, -sign)]
        if sign < 0:
            least[2 * i : 2 * i + 2] = -1, 1
    rows, columns, values = (np.array(column) for column in zip(*entries, strict=True))
    return csr_matrix((values, (rows, columns)), shape=(2 * m, n + m)), least
