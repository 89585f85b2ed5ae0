"""``marsad read`` without workers: what a hostile page, PDF or Word file breaks is a process that costs one report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Run
from marsad.errors import InputError
from marsad.intake import apart, load

# What a fault of a parser would do, at words that no page holds; under limits that a test can wait for.
FAULTS = """
import os
import marsad.intake.process as process
process.SECONDS, process.MEGABYTES = 1, 300
from marsad.intake import html
page = html.page
def faulty(text, *rest):
    if "قاتل" in text: os.kill(os.getpid(), 11)
    if "دوار" in text:
        while True: pass
    if "نهم" in text: bytearray(10**12)
    if "معيب" in text: raise KeyError("made")
    if "ثرثار" in text: print("no answer", flush=True)
    return page(text, *rest)
html.page = faulty
"""
GOOD = "زار وزير الدفاع التركي طرابلس."


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process apart has a parser that fails at certain words."""
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "faults"))
    apart._helper().close()
    yield
    apart._helper().close()


@pytest.mark.usefixtures("faulty")
def test_each_fault_costs_its_report(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, word in enumerate(("قاتل", "", "دوار", "", "نهم", "", "معيب", "ثرثار")):
        (folder / f"{n}.html").write_text(f"<html><article><p>{GOOD} {word}</p></article></html>", encoding="utf-8")
    code, out, err = run("read", folder, "--json")
    assert code == 1
    assert ["error" in json.loads(line) for line in out.splitlines()] == [True, False] * 3 + [True, False]
    told = [line.partition(".html: ")[2] for line in err.splitlines()]
    assert [trouble.partition(";")[0] for trouble in told] == [
        "cannot be taken apart: it brought down the process that tried (SIGSEGV)",
        "takes more than 60 seconds to take apart",
        "needs more than 300 MB of memory to take apart",
        "cannot be taken apart (KeyError: 'made')",
    ]


@pytest.mark.usefixtures("faulty")
def test_the_next_report_has_a_new_process(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><p>قاتل</p></html>", encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<html><p>{GOOD}</p></html>", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="SIGSEGV"):
            load(tmp_path / "a.html")
        assert load(tmp_path / "b.html").text == GOOD
