"""Choosing: the grammar proposes, a small learned scorer disposes.

The candidates of a cue compete with each other and with saying nothing: a linear model over their signs gives each its
share of all weight, and the cue says the grammar's claims, another one, or nothing. How often claims of such a share are
right, measured on reports held out, is their confidence. The weights are made by ``tools/train_choosing.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from marsad.reader.alternatives import LEFT_OUT, OWN, Candidate
from marsad.reader.cues import Cue
from marsad.reader.entities import Registry
from marsad.reader.nodes import Sentence
from marsad.reader.signs import Company, of_cue, of_pair, of_side

WEIGHTS = Path(__file__).parent / "weights.tsv"
LEAST_OTHER = 0.35  # smallest share of a claim that is not the grammar's
LEAST_LEFT_OUT = 0.3  # and of one that the grammar leaves out for want of a side
MARGIN = 1.5  # another claim must weigh so much more than the grammar's
BESIDE = 0.1  # of the weightiest own claim: less than that is not said beside it


class Scorer(Struct):
    """Weights by sign, and the lines from log-odds of a share to those of being right (intercept, slope)."""

    weights: Mapping[str, float]
    own: tuple[float, float]
    other: tuple[float, float]

    def choose(self, sent: Sentence, reg: Registry, cue: Cue, found: list[Candidate], negative: bool, modality: str,
               company: Company) -> list[tuple[Candidate, float]]:  # fmt: skip
        """The claims that a cue makes, each with its confidence; those of the grammar also where it is low."""
        shares = self.shares(sent, reg, cue, found, negative, modality, company)
        own = [(c, s) for c, s in zip(found, shares, strict=True) if c.kind in (OWN, LEFT_OUT)]
        rest = [(c, s) for c, s in zip(found, shares, strict=True) if c.kind not in (OWN, LEFT_OUT)]
        together = sum(s for _, s in own)
        best = max(rest, key=lambda x: x[1], default=None)
        if best is not None and best[1] > MARGIN * together and best[1] >= LEAST_OTHER:
            return [(best[0], confidence(best[1], self.other))]
        if together < LEAST_LEFT_OUT:
            own = [(c, s) for c, s in own if c.kind == OWN]
        most = max((s for _, s in own), default=0.0)
        return [(c, confidence(together, self.own)) for c, s in own if s >= BESIDE * most]

    def shares(self, sent: Sentence, reg: Registry, cue: Cue, found: list[Candidate], negative: bool, modality: str,
               company: Company) -> list[float]:  # fmt: skip
        """The share of each candidate of a cue in all weight, that of saying nothing included."""
        common = self._sum(of_cue(sent, reg, cue, negative, modality, company.told))
        sides: dict[tuple[int, int, int], float] = {}
        weights = []
        for c in found:
            total = common + self._sum(of_pair(reg, c, company))
            for n, (side, arg) in enumerate(((c.a, c.cue.filled.agent), (c.b, c.cue.filled.patient))):
                key = (n, side[0].id if side is not None else -1, id(arg))
                if key not in sides:
                    sides[key] = self._sum(of_side(sent, reg, c.cue, n, side, arg, company))
                total += sides[key]
            weights.append(total)
        return softmax(weights)

    def _sum(self, signs: Iterable[str]) -> float:
        get = self.weights.get
        return sum(get(sign, 0.0) for sign in signs)


def softmax(weights: list[float]) -> list[float]:
    """Shares of weights among themselves and one of nought."""
    top = max(weights, default=0.0)
    top = max(top, 0.0)
    parts = [math.exp(w - top) for w in weights]
    total = math.exp(-top) + sum(parts)
    return [p / total for p in parts]


def confidence(share: float, line: tuple[float, float]) -> float:
    """How often claims of this share are right."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    odds = line[0] + line[1] * math.log(share / (1 - share))
    return round(1 / (1 + math.exp(-odds)), 2)


def signs(sent: Sentence, reg: Registry, cue: Cue, c: Candidate, negative: bool, modality: str, company: Company) -> list[str]:
    """All signs of a candidate."""
    out = [*of_cue(sent, reg, cue, negative, modality, company.told), *of_pair(reg, c, company)]
    for n, (side, arg) in enumerate(((c.a, c.cue.filled.agent), (c.b, c.cue.filled.patient))):
        out += of_side(sent, reg, c.cue, n, side, arg, company)
    return out


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
