"""The annotated reports are sound, and the reader does not fall behind what it has reached on them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import marsad
from conftest import ROOT
from marsad.evaluate import Tally, figures, score
from marsad.gold import load

FILES = sorted((ROOT / "tests" / "annotated").glob("*.yaml"))


def test_there_are_reports_by_the_hundred() -> None:
    assert len(FILES) >= 246
    assert all(path.with_suffix(".txt").exists() for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_annotated_report_is_sound(path: Path) -> None:
    gold = load(path)
    assert gold.claims
    assert all(gold.mentions[entity] for entity in gold.kinds)


def test_what_was_reached_on_them_is_kept() -> None:
    total: Tally = Counter()
    for path in FILES[::3]:
        gold = load(path)
        total.update(score(gold, marsad.read(gold.text)).tally)
    found = figures(total)
    core, mentions = found["core"], found["mentions"]
    assert isinstance(core, dict)
    assert isinstance(mentions, dict)
    assert core["p"] >= 0.50
    assert core["f1"] >= 0.38
    assert mentions["f1"] >= 0.80
