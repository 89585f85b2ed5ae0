"""Floors of the reader on annotated reports: what was reached is not given up."""

from __future__ import annotations

from collections import Counter
from typing import Any

import marsad
from conftest import GOLD, shared
from marsad import evaluate, gold


def figures(*paths: Any) -> dict[str, Any]:
    total: Counter[str] = Counter()
    for path in gold.files(paths):
        one = gold.load(path)
        total.update(evaluate.score(one, marsad.read(one.text)).tally)
    return evaluate.figures(total)  # type: ignore[arg-type,return-value]


def test_the_model_report() -> None:
    f = figures(shared("gold", "moscow_visit.yaml"))
    assert f["core"]["f1"] >= 0.90
    assert f["full"]["f1"] >= 0.88
    assert f["mentions"]["f1"] >= 0.90
    assert f["unasserted"]["f1"] >= 0.80
    assert f["negative"]["f1"] >= 0.90
    assert f["slots"]["f1"] >= 0.60
    assert f["framing"]["f1"] >= 0.80
    assert f["meta"] == f["evidence"] == 1.0


def test_the_project_s_own_annotated_reports() -> None:
    f = figures(GOLD)
    assert f["core"]["f1"] >= 0.45
    assert f["core"]["p"] >= 0.62
    assert f["mentions"]["f1"] >= 0.84
    assert f["evidence"] == 1.0
