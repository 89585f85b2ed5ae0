"""Signed graphs: actors, and edges for (+) or against (−) with whole weights.

A graph is sound: no edge joins a node to itself, no pair has two edges, every weight is a whole number >= 1 of the
graph's ``unit``. Nodes and edges are sorted, so that the same edges in any order are the same graph.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

LIMIT = 10**12  # of a sum of whole weights: what a float still counts exactly, with room for the solver


class Edge(NamedTuple):
    """Two nodes by index, ``a`` < ``b``, sign 1 or -1, weight in units of the graph."""

    a: int
    b: int
    sign: int
    weight: int


@dataclass(frozen=True, slots=True)
class SignedGraph:
    """``nodes`` are labels; a frustration of n units is ``n * unit`` in the weights as given."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    unit: Fraction

    def real(self, units: int) -> int | float:
        """A sum of whole weights in the weights as given: an int where it is whole."""
        value = units * self.unit
        return value.numerator if value.denominator == 1 else float(value)

    def neighbours(self) -> list[dict[int, int]]:
        """Of each node, its neighbours with the signed weight of the edge."""
        out: list[dict[int, int]] = [{} for _ in self.nodes]
        for a, b, sign, weight in self.edges:
            out[a][b] = out[b][a] = sign * weight
        return out


def signed_graph(nodes: Iterable[str], edges: Iterable[tuple[str, str, int, Fraction | float | int]]) -> SignedGraph:
    """The graph of edges ``(a, b, sign, weight)``; ``nodes`` may add some without an edge.

    Weights become whole numbers without loss: fractions as written (0.375 is 3/8). Raises ValueError for a self-loop,
    a pair with two edges, another sign than 1 and -1, a weight that is not above 0 or too finely graded to count in.
    """
    listed = [(a, b, sign, _fraction(weight)) for a, b, sign, weight in edges]
    labels = tuple(sorted({*nodes, *(end for a, b, _, _ in listed for end in (a, b))}, key=_order))
    index = {label: i for i, label in enumerate(labels)}
    unit = _unit([weight for *_, weight in listed])
    out: dict[tuple[int, int], Edge] = {}
    for a, b, sign, weight in listed:
        i, j = sorted((index[a], index[b]))
        if i == j or (i, j) in out or sign not in (1, -1) or weight <= 0:
            raise ValueError(f"edge {a}, {b}, {sign}, {weight}: a self-loop, a doubled pair, or no sign or weight")
        out[i, j] = Edge(i, j, sign, int(weight / unit))
    if sum(edge.weight for edge in out.values()) > LIMIT:
        raise ValueError("weights differ too much in size, or have too many digits, to be counted exactly")
    return SignedGraph(labels, tuple(out[pair] for pair in sorted(out)), unit)


def _order(label: str) -> tuple[bool, int, str]:
    """Numbers by size, then words."""
    number = label.isascii() and label.isdecimal() and len(label) < 20
    return not number, int(label) if number else 0, label


def _fraction(weight: Fraction | float | int) -> Fraction:
    return Fraction(str(weight)) if isinstance(weight, float) else Fraction(weight)


def _unit(weights: list[Fraction]) -> Fraction:
    """The largest fraction of which every weight is a multiple."""
    if not weights:
        return Fraction(1)
    below = math.lcm(*(weight.denominator for weight in weights))
    return Fraction(math.gcd(*(int(weight * below) for weight in weights)) or 1, below)


def frustrated(graph: SignedGraph, camps: Sequence[int]) -> list[Edge]:
    """The edges that a partition leaves frustrated: positive across camps, negative inside one."""
    return [edge for edge in graph.edges if (camps[edge.a] == camps[edge.b]) != (edge.sign > 0)]


def cost(graph: SignedGraph, camps: Sequence[int]) -> int:
    """The weight of the frustrated edges, in units."""
    return sum(edge.weight for edge in frustrated(graph, camps))


def triangles(graph: SignedGraph) -> tuple[int, int]:
    """How many triangles there are, and how many of them are balanced: the product of their signs is positive.

    Cartwright and Harary (1956), "Structural balance: a generalization of Heider's theory", Psychological Review 63.
    """
    later: list[dict[int, int]] = [{} for _ in graph.nodes]
    for edge in graph.edges:
        later[edge.a][edge.b] = edge.sign
    number = balanced = 0
    for edge in graph.edges:
        one, two = later[edge.a], later[edge.b]
        small, large = (one, two) if len(one) < len(two) else (two, one)
        for c, sign in small.items():
            if c in large:
                number += 1
                balanced += sign * large[c] * edge.sign > 0
    return number, balanced


def parts(graph: SignedGraph) -> list[list[int]]:
    """The connected parts, each sorted, in the order of their first nodes; a node without an edge is a part."""
    near = graph.neighbours()
    seen = [False] * len(graph.nodes)
    out = []
    for start in range(len(graph.nodes)):
        if seen[start]:
            continue
        seen[start], part = True, [start]
        for node in part:
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        out.append(sorted(part))
    return out
