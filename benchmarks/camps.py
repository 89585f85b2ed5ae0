"""Time of exact camps over made-up alliance networks: 51 of them, 60 to 110 states, dense blocs, 5 to 8 % hostile.

    python benchmarks/camps.py

The networks grow as alliance networks of states do: blocs in which nearly all are allied, a few states in two blocs,
ties of single states across, and hostility mostly, but not only, between blocs. The same seed gives the same series.
"""

from __future__ import annotations

import random
import time
from itertools import combinations

from marsad.balance.camps import find_camps
from marsad.balance.signed import SignedGraph, signed_graph


def network(nodes: int, hostile: float, seed: int) -> SignedGraph:
    """A made-up alliance network; ``hostile`` is the share of negative edges."""
    chance = random.Random(seed)
    blocs: list[list[int]] = []
    rest = list(range(nodes))
    chance.shuffle(rest)
    while rest:
        size = min(len(rest), chance.randint(6, 24))
        bloc, rest = rest[:size], rest[size:]
        blocs.append(bloc + chance.sample(range(nodes), size // 6))
    pairs: set[tuple[int, int]] = set()
    for bloc in blocs:
        dense = chance.uniform(0.7, 1.0)
        pairs |= {(min(p), max(p)) for p in combinations(sorted(set(bloc)), 2) if chance.random() < dense}
    for _ in range(nodes):
        a, b = chance.sample(range(nodes), 2)
        pairs.add((min(a, b), max(a, b)))
    negative: set[tuple[int, int]] = set()
    while len(negative) < hostile * (len(pairs) + len(negative)):
        a, b = sorted(chance.sample(range(nodes), 2))
        together = any(a in bloc and b in bloc for bloc in blocs)
        if (a, b) not in pairs and (not together or chance.random() < 0.5):
            negative.add((a, b))
    edges = [(f"{a:03}", f"{b:03}", 1, 1) for a, b in pairs] + [(f"{a:03}", f"{b:03}", -1, 1) for a, b in negative]
    return signed_graph([], edges)


def series() -> list[SignedGraph]:
    """The 51 networks, growing from 60 to 110 nodes."""
    return [network(60 + year, 0.05 + 0.03 * (year * 7 % 51) / 50, seed=year) for year in range(51)]


def main() -> None:
    total = 0.0
    for year, graph in enumerate(series()):
        begun = time.process_time()
        camps = find_camps(graph, seconds=60)
        spent = time.process_time() - begun
        total += spent
        negative = sum(edge.sign < 0 for edge in graph.edges)
        print(
            f"{year:>3}  nodes {len(graph.nodes):>3}  edges {len(graph.edges):>4}  negative {negative:>3}  "
            f"frustration {camps.frustration:>3}  {'optimal' if camps.optimal else 'NOT SHOWN OPTIMAL'}  {spent:.2f} s"
        )
    print(f"all 51: {total:.1f} s of processor time")


if __name__ == "__main__":
    main()
