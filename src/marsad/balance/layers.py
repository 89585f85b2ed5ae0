"""A layered layout: boxes in given columns, in an order that crosses few lines, as near to their neighbours as may be.

After Sugiyama, Tagawa and Toda (1981): a line that passes a column takes a place in it, so that it crosses no box; the
order comes from barycentres, the heights from an isotonic regression (pool adjacent violators), which keeps the order
and the distances and is nearest to the wanted heights. Deterministic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Slot = tuple[str, int]  # a box and its column, or a line passing a column
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Layout:
    """``middle`` has the height of each box's middle, ``via`` where each line passes the columns between its ends."""

    middle: Mapping[str, float]
    via: Mapping[tuple[str, str], list[tuple[int, float]]]
    height: float


def layout(
    column: Mapping[str, int], height: Mapping[str, float], lines: Sequence[tuple[str, str]], gap: float, lane: float
) -> Layout:
    """Place boxes of the given ``height`` in their ``column``; ``gap`` between boxes, ``lane`` for a passing line.

    Lines inside one column keep their two ends near each other and pass nothing.
    """
    slots: dict[int, list[Slot]] = {}
    size: dict[Slot, float] = {}
    for box in column:
        slots.setdefault(column[box], []).append((box, column[box]))
        size[box, column[box]] = height[box] + gap
    chains: dict[tuple[str, str], list[Slot]] = {}
    for n, (a, b) in enumerate(dict.fromkeys(lines)):
        step = 1 if column[b] > column[a] else -1
        between = [(f"\0{n}", c) for c in range(column[a] + step, column[b], step)] if column[a] != column[b] else []
        for slot in between:
            slots.setdefault(slot[1], []).append(slot)
            size[slot] = lane
        chains[a, b] = [(a, column[a]), *between, (b, column[b])]
    near = _neighbours(chains.values())
    columns = [slots[c] for c in sorted(slots)]
    columns = _ordered(columns, near)
    y = _heights(columns, near, size)
    top = min(y[s] - size[s] / 2 for s in y)
    high = max(y[s] + size[s] / 2 for s in y) - top
    return Layout(
        middle={box: y[box, column[box]] - top for box in column},
        via={pair: [(slot[1], y[slot] - top) for slot in chain[1:-1]] for pair, chain in chains.items()},
        height=high,
    )


def _neighbours(chains: Iterable[list[Slot]]) -> dict[Slot, list[Slot]]:
    near: dict[Slot, list[Slot]] = {}
    for chain in chains:
        for a, b in pairwise(chain):
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    return near


def _ordered(columns: list[list[Slot]], near: Mapping[Slot, list[Slot]]) -> list[list[Slot]]:
    best, least = columns, _crossings(columns, near)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        columns = [list(column) for column in columns]
        for n in range(len(columns)) if forward else range(len(columns) - 1, -1, -1):
            place = {slot: i for column in columns for i, slot in enumerate(column)}
            before = columns[n][0][1] + (-1 if forward else 1)
            wanted = {slot: _barycentre(slot, near, place, before) for slot in columns[n]}
            columns[n].sort(key=wanted.__getitem__)
        crossings = _crossings(columns, near)
        if crossings < least:
            best, least = columns, crossings
    return best


def _barycentre(slot: Slot, near: Mapping[Slot, list[Slot]], place: Mapping[Slot, int], before: int) -> float:
    """The mean place of the neighbours in the column that was ordered before, and of those in its own."""
    return _mean([place[other] for other in near.get(slot, ()) if other[1] in (before, slot[1])], place[slot])


def _crossings(columns: list[list[Slot]], near: Mapping[Slot, list[Slot]]) -> int:
    count = 0
    place = {slot: i for column in columns for i, slot in enumerate(column)}
    for column in columns:
        pairs = [(place[s], place[t]) for s in column for t in near.get(s, ()) if t[1] == s[1] + 1]
        count += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(pairs, 2))
        count += sum(abs(place[s] - place[t]) - 1 for s in column for t in near.get(s, ()) if t[1] == s[1] and s < t)
    return count


def _heights(
    columns: list[list[Slot]], near: Mapping[Slot, list[Slot]], size: Mapping[Slot, float]
) -> dict[Slot, float]:
    y: dict[Slot, float] = {}
    for column in columns:
        at = 0.0
        for slot in column:
            y[slot] = at + size[slot] / 2
            at += size[slot]
    for sweep in range(2 * _SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = _wanted(column, near, y, size)
            for slot, value in zip(column, apart(wanted, [size[s] for s in column]), strict=True):
                y[slot] = value
    return y


def _wanted(
    column: list[Slot], near: Mapping[Slot, list[Slot]], y: Mapping[Slot, float], size: Mapping[Slot, float]
) -> list[float]:
    """The mean height of each slot's neighbours; what has none stays close to the slot before it."""
    out: list[float] = []
    for n, slot in enumerate(column):
        heights = [y[other] for other in near.get(slot, ()) if other[1] != slot[1]]
        beside = out[-1] + (size[column[n - 1]] + size[slot]) / 2 if n else y[slot]
        out.append(_mean(heights, beside))
    return out


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def apart(wanted: Sequence[float], size: Sequence[float]) -> list[float]:
    """Middles nearest to the wanted ones (least squares) for things of these sizes in this order without overlap."""
    offset, offsets = 0.0, []
    for n in range(len(size)):
        offset += (size[n - 1] + size[n]) / 2 if n else 0.0
        offsets.append(offset)
    pools: list[list[float]] = []  # sum and number of the values pooled
    for value in (w - o for w, o in zip(wanted, offsets, strict=True)):
        pools.append([value, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    level = [total / count for total, count in pools for _ in range(int(count))]
    return [v + o for v, o in zip(level, offsets, strict=True)]
