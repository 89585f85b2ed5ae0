"""Reports, readings and gold files as input of the commands on the balance of forces."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from conftest import GOLD, Run

REPORT = "هاجمت قوات فجر ليبيا الجيش الليبي في سرت. وتدعم مصر الجيش الليبي."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_report_and_its_stored_reading_have_the_same_ties(run: Run, report: Path) -> None:
    direct = run("ties", report, "--json")[1]
    stored = report.with_suffix(".json")
    stored.write_bytes(run("read", report, "--json")[1])
    lines = report.with_suffix(".jsonl.gz")
    lines.write_bytes(gzip.compress(stored.read_bytes() + b'\n{"id":4,"error":"made: is no report"}\n'))
    assert {json.loads(line)["sign"] for line in direct.splitlines()} == {1, -1}
    assert run("ties", stored, "--json")[1] == direct
    code, out, err = run("ties", lines, "--json")
    assert (code, out) == (0, direct)
    assert f"{lines}:3: stands for a report that was not read" in err


def test_gold_is_taken(run: Run) -> None:
    code, out, _ = run("ties", GOLD / "skhirat_accord.yaml")
    assert code == 0
    assert "ties:" in out.decode()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("r.json", b"{}", "r.json:1: is no reading"),
        ("r.json", b"\xff\xfe", "r.json:1: is no reading"),
        ("r.jsonl", b'\n{"text":"x"}\n', "r.jsonl:2: is no reading"),
        ("r.jsonl.gz", b"no archive", "cannot be unpacked"),
        ("r.txt", b"", "is empty"),
        ("r.yaml", b"a: [", "r.yaml"),
        (
            "r.csv",
            b"a,b,sign\nx,y,1\n",
            "is a table, not a report; marsad read FILE takes tables of reports, marsad camps",
        ),
    ],
)
def test_faulty_input_is_one_line(run: Run, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    path.with_suffix(".txt").touch()
    code, out, err = run("ties", path)
    assert (code, out) == (2, b"")
    assert message in err
    assert err.count("\n") == 1


def test_missing_input(run: Run) -> None:
    assert run("ties", "nowhere.json")[0] == 2
    assert run("ties", "nowhere.txt")[0] == 2


def test_confidence_out_of_range(run: Run, report: Path) -> None:
    assert "is not between 0 and 1" in run("ties", report, "--min-confidence", "7")[2]


def test_table_of_weights_is_printed(run: Run) -> None:
    code, out, _ = run("ties")
    assert code == 0
    assert "predicate\tbacks\t0.75\t-0.5\t" in out.decode()
    assert json.loads(run("ties", "--json")[1].splitlines()[0])["what"] == "predicate"
