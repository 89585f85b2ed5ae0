"""Krippendorff's alpha for nominal data, any number of observers, with missing values; and intervals by bootstrap.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C; the tests hold it to the examples
printed there. The library of that name is under the GPL.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Report = TypeVar("Report")
Interval = tuple[float, float]  # lower and upper end
Coincidences = dict[tuple[Hashable, Hashable], float]
SAMPLES = 1000
SEED = 0


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Alpha of units, each the values that the observers gave it (None is missing); 1 is perfect, 0 is chance.

    None where it is not defined: nothing that two observers have valued, or one value throughout, which leaves chance
    nothing to differ by.
    """
    return of(coincidences(units))


def coincidences(units: Iterable[Sequence[Hashable]]) -> Coincidences:
    """How often each value meets each other within a unit, weighted by the number of its values but one."""
    out: Coincidences = {}
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        number = values.total()
        if number < 2:
            continue
        for one, times in values.items():
            for two, others in values.items():
                met = times * (others - (one == two)) / (number - 1)
                out[one, two] = out.get((one, two), 0.0) + met
    return out


def together(matrices: Iterable[Coincidences]) -> Coincidences:
    """The coincidences of several sets of units, which add up."""
    out: Coincidences = {}
    for matrix in matrices:
        for pair, met in matrix.items():
            out[pair] = out.get(pair, 0.0) + met
    return out


def of(met: Coincidences) -> float | None:
    """Alpha of a matrix of coincidences."""
    margins: dict[Hashable, float] = {}
    for (one, _), times in met.items():
        margins[one] = margins.get(one, 0.0) + times
    total = sum(margins.values())
    expected = total * total - sum(times * times for times in margins.values())
    if len([value for value, times in margins.items() if times]) < 2:
        return None
    observed = sum(times for (one, two), times in met.items() if one != two)
    return 1 - (total - 1) * observed / expected


def interval(reports: Sequence[Report], figure: Callable[[Sequence[Report]], float | None]) -> Interval | None:
    """The middle 95 % of a figure over samples of as many reports, drawn with replacement.

    Reports are drawn whole, for the claims of one depend on each other. The seed is fixed: the same reports give the
    same interval. None for fewer than two reports, and where no sample has the figure.
    """
    if len(reports) < 2:
        return None
    dice = random.Random(SEED)
    found = sorted(
        value for _ in range(SAMPLES) if (value := figure(dice.choices(reports, k=len(reports)))) is not None
    )
    if not found:
        return None
    return found[int(0.025 * (len(found) - 1))], found[round(0.975 * (len(found) - 1))]
