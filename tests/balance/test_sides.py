"""Camps of actors from reports: who stands together, what does not fit, who backs both sides."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import GOLD, ROOT, Run, shared

ONE = {"haftar": "حفتر", "army": "الجيش الليبي", "egypt": "مصر", "russia": "روسيا"}
OTHER = {"dawn": "فجر ليبيا", "congress": "المؤتمر الوطني العام", "nato": "الأطلسي", "turkey": "تركيا", "west": "الغرب"}


def camps(run: Run, *args: Any) -> dict[str, Any]:
    code, out, err = run("camps", *args, "--json")
    assert code == 0, err
    return dict(json.loads(out))


def camp_of(data: dict[str, Any], name: str) -> int:
    """The camp of the actor with this name in its name."""
    found = {camp for label, camp in data["partition"].items() if name in label}
    assert len(found) == 1, (name, found)
    return found.pop()


@pytest.mark.parametrize("file", ["moscow_visit.yaml", "moscow_visit.txt"])
def test_the_model_report_has_two_camps(run: Run, file: str) -> None:
    data = camps(run, shared("gold", file))
    one = {camp_of(data, name) for name in (*ONE.values(), "البرلمان الشرعي")}
    other = {camp_of(data, name) for name in (*OTHER.values(), "الخليج")}
    assert len(one) == len(other) == 1
    assert one != other
    assert data["optimal"]


@pytest.mark.parametrize("file", ["moscow_visit.yaml", "moscow_visit.txt"])
def test_its_west_backs_the_government_whose_rivals_it_arms(run: Run, file: str) -> None:
    path = shared("gold", file)
    data = camps(run, path)
    (quarrel,) = data["frustrated_edges"]
    assert any("فجر ليبيا" in end for end in (quarrel["a"], quarrel["b"]))
    assert any(name in end for name in ("حكومة الوفاق", "حكومة السراج") for end in (quarrel["a"], quarrel["b"]))
    assert quarrel["claims"][0]["words"]
    both = {one["actor"]: one["by"] for one in data["both_sides"]}
    assert {name for name in ("الأطلسي", "تركيا") if any(name in actor for actor in both)} == {"الأطلسي", "تركيا"}
    assert all(sorted(by) == [["arms"], ["backs"]] for by in both.values())
    out = run("camps", path)[1].decode()
    assert "backs both sides" in out
    assert "what does not fit" in out


def test_composed_report_of_a_war_of_three_parties(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "تدعم روسيا الجيش السوري. وقصفت طائرات الجيش السوري مواقع جبهة النصرة في إدلب. "
        "وهاجمت جبهة النصرة الجيش السوري في حلب. وتدعم تركيا جبهة النصرة. وتعارض روسيا تركيا.",
        encoding="utf-8",
    )
    data = camps(run, report)
    assert camp_of(data, "روسيا") == camp_of(data, "الجيش السوري")
    assert camp_of(data, "تركيا") == camp_of(data, "النصرة") != camp_of(data, "روسيا")
    assert (data["frustration"], data["both_sides"]) == (0, [])


def test_gold_of_a_composed_report(run: Run) -> None:
    data = camps(run, GOLD / "south_tripoli_2019.yaml")
    assert camp_of(data, "خليفة حفتر") == camp_of(data, "الجيش الوطني") != camp_of(data, "فائز السراج")
    assert camp_of(data, "فائز السراج") == camp_of(data, "حكومة الوفاق")


def test_several_reports_make_one_picture(run: Run, tmp_path: Path) -> None:
    for name, text in {"a": "تدعم مصر الجيش الليبي.", "b": "هاجمت قوات فجر ليبيا الجيش الليبي في سرت."}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    data = camps(run, tmp_path / "a.txt", tmp_path / "b.txt")
    assert data["parts"] == 1
    assert camp_of(data, "مصر") == camp_of(data, "الجيش الليبي") != camp_of(data, "فجر ليبيا")


def test_camps_shown_in_the_readme(run: Run, tmp_path: Path) -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Who stands with whom\n")[1].split("\n## ")[0]
    report = tmp_path / "report.txt"
    report.write_text(section.split("\n> ")[1].split("\n")[0], encoding="utf-8")
    shown = dict(re.findall(r"^\| ([a-z][^|]+?) \| (.+?) \|$", section, re.MULTILINE))
    data = camps(run, report)
    for number in (0, 1):
        members = {name for name, camp in data["partition"].items() if camp == number}
        assert members == set(shown[f"camp {number + 1}"].split(", "))
    (claim,) = (claim for edge in data["frustrated_edges"] for claim in edge["claims"])
    assert shown["what does not fit"] == f"{claim['agent']} {claim['predicate']} {claim['patient']}"
    assert [one["actor"] for one in data["both_sides"]] == [shown["backs both sides"]]


def test_violence_parts_sooner_than_support_joins(run: Run, tmp_path: Path) -> None:
    """Of three ties of which one must be frustrated, it is not the fighting."""
    report = tmp_path / "report.txt"
    report.write_text(
        "اندلعت اشتباكات بين الجيش اليمني وجماعة الحوثي في مأرب. وتدعم إيران جماعة الحوثي. وتدعم إيران الجيش اليمني.",
        encoding="utf-8",
    )
    data = camps(run, report)
    assert camp_of(data, "الجيش اليمني") != camp_of(data, "الحوثي")
    assert data["loose"] == ["إيران"]


def test_report_without_ties(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("كان الطقس جميلا أمس.", encoding="utf-8")
    assert "no tie takes a side" in run("camps", tmp_path / "a.txt")[1].decode()
    assert camps(run, tmp_path / "a.txt")["frustration"] == 0


def test_same_in_same_out(run: Run) -> None:
    first = run("camps", GOLD / "east_aleppo_2016.txt", "--json")[1]
    assert run("camps", GOLD / "east_aleppo_2016.txt", "--json")[1] == first
