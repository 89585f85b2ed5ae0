"""Choosing: the grammar proposes, a small learned scorer disposes.

The candidates of a cue compete with each other and with saying nothing: a linear model over their signs gives each its
share of all weight, and the cue says the grammar's claims, another one, or nothing. How often claims of such a share are
right, measured on reports held out, is their confidence. The weights are made by ``tools/train_choosing.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from marsad.reader.alternatives import OWN, Candidate
from marsad.reader.cues import Cue
from marsad.reader.entities import Registry
from marsad.reader.nodes import Sentence
from marsad.reader.signs import Company, of_cue, of_pair, of_side

WEIGHTS = Path(__file__).parent / "weights.tsv"
SURE = 0.9  # the grammar's claims together against silence: nobody else is looked for
FAINT = 0.04  # so little of it: nor here
HOPELESS, HOPELESS_LOOSE = (
    -3.5,
    -2.2,
)  # weight of the cue itself below which it says nothing, and without a frame that fits
LEAST_OTHER = 0.35  # smallest share of a claim that is not the grammar's
LEAST_LEFT_OUT = 0.3  # and of one that the grammar leaves out for want of a side
MARGIN = 1.5  # another claim must weigh so much more than the grammar's
BESIDE = 0.1  # of the weightiest own claim: less than that is not said beside it


class Weighing(Struct):
    """A cue whose candidates are weighed, and what stands around it."""

    sent: Sentence
    reg: Registry
    cue: Cue
    negative: bool
    modality: str
    company: Company

    def common(self) -> Iterator[str]:
        """Signs that all candidates share."""
        return of_cue(self.sent, self.reg, self.cue, self.negative, self.modality, self.company.told)

    def pair(self, c: Candidate) -> list[str]:
        """Signs of a candidate's two sides together."""
        return of_pair(self.reg, c, self.company)

    def side(self, c: Candidate, n: int) -> list[str]:
        """Signs of a candidate's agent (0) or patient (1)."""
        side, arg = (c.a, c.cue.filled.agent) if n == 0 else (c.b, c.cue.filled.patient)
        return of_side(self.sent, self.reg, c.cue, n, side, arg, self.company)

    def signs(self, c: Candidate) -> list[str]:
        """All signs of a candidate."""
        return [*self.common(), *self.pair(c), *self.side(c, 0), *self.side(c, 1)]


class Scorer(Struct):
    """Weights by sign, and the lines from log-odds of a share to those of being right (intercept, slope)."""

    weights: Mapping[str, float]
    own: tuple[float, float]
    other: tuple[float, float]

    def choose(
        self, weighing: Weighing, own: list[Candidate], rest: Callable[[], list[Candidate]]
    ) -> list[tuple[Candidate, float]]:
        """The claims that a cue makes, each with its confidence; those of the grammar also where it is low.

        ``own`` are the grammar's candidates; ``rest`` gives the others, where they are needed.
        """
        memory: dict[tuple[int, int, int], float] = {}
        common = self._sum(weighing.common())
        weights = [common + self._weight(weighing, c, memory) for c in own]
        others: list[Candidate] = []
        if self._looks_on(weighing.cue, own, common, weights):
            others = rest()
            weights += [common + self._weight(weighing, c, memory) for c in others]
        shares = softmax(weights)
        together = sum(shares[: len(own)])
        best = max(zip(others, shares[len(own) :], strict=True), key=lambda x: x[1], default=None)
        if best is not None and best[1] > MARGIN * together and best[1] >= LEAST_OTHER:
            return [(best[0], confidence(best[1], self.other))]
        said = [(c, s) for c, s in zip(own, shares, strict=False) if c.kind == OWN or together >= LEAST_LEFT_OUT]
        most = max((s for _, s in said), default=0.0)
        return [(c, confidence(together, self.own)) for c, s in said if s >= BESIDE * most]

    def _looks_on(self, cue: Cue, own: list[Candidate], common: float, weights: list[float]) -> bool:
        """Are other candidates worth their time: is the cue neither hopeless, nor the grammar sure or far off?"""
        if common < (HOPELESS_LOOSE if cue.loose else HOPELESS):
            return False
        if cue.loose:
            return True
        share = sum(softmax(weights))
        return share >= FAINT and (share < SURE or any(c.kind != OWN for c in own))

    def _weight(self, weighing: Weighing, c: Candidate, memory: dict[tuple[int, int, int], float]) -> float:
        """The weight of a candidate beyond what all of its cue share; sides that come again are weighed once."""
        total = self._sum(weighing.pair(c))
        filled = c.cue.filled
        for n, side, arg in ((0, c.a, filled.agent), (1, c.b, filled.patient)):
            key = (n, side[0].id if side is not None else -1, id(arg))
            weight = memory.get(key)
            if weight is None:
                weight = memory[key] = self._sum(weighing.side(c, n))
            total += weight
        return total

    def _sum(self, signs: Iterable[str]) -> float:
        get = self.weights.get
        return sum([get(sign, 0.0) for sign in signs])


def softmax(weights: list[float]) -> list[float]:
    """Shares of weights among themselves and one of nought."""
    top = max(0.0, *weights) if weights else 0.0
    parts = [math.exp(w - top) for w in weights]
    total = math.exp(-top) + sum(parts)
    return [p / total for p in parts]


def confidence(share: float, line: tuple[float, float]) -> float:
    """How often claims of this share are right."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    odds = line[0] + line[1] * math.log(share / (1 - share))
    return round(1 / (1 + math.exp(-odds)), 2)


@cache
def scorer() -> Scorer | None:
    """The scorer that ships; None where its weights have not been made."""
    return read(WEIGHTS) if WEIGHTS.exists() else None


def read(path: Path) -> Scorer:
    """The scorer of a file: a line a sign, its weight behind a tab; the lines of confidence first."""
    weights: dict[str, float] = {}
    lines: dict[str, tuple[float, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sign, _, value = line.partition("\t")
        if sign in ("own", "other") and " " in value:
            a, b = value.split()
            lines[sign] = (float(a), float(b))
        else:
            weights[sign] = float(value)
    return Scorer(weights, lines["own"], lines["other"])
