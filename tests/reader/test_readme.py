"""The reading that the README shows is what the reader gives."""

from __future__ import annotations

import re

import marsad
from conftest import ROOT


def test_reading_shown_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.search(r"^> (.+)$", readme, re.MULTILINE)
    assert text is not None
    shown = re.findall(r"^\| (leads|accuses|arms|fights) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", readme, re.MULTILINE)
    reading = marsad.read(text.group(1), published="2023-11-07")
    names = {e.id: e.name for e in reading.entities} | {"publisher": "publisher"}
    got = [(c.predicate, names[c.agent or ""], names[c.patient or ""], names[c.source]) for c in reading.claims]
    assert got == [tuple(cell.strip() for cell in row) for row in shown]
