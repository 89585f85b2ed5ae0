"""What the tables hold in numbers: every row is counted once, and the tables do not shrink unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from marsad.lexicon import compile as compiling
from marsad.lexicon.stats import REGIONS, Lands, sections
from own import folder

ROWS = compiling.rows([compiling.TABLES])
COUNTED = {section.name: section.as_dict() for section in sections(ROWS)}


def test_every_row_is_counted_once() -> None:
    tables = {name: count["rows"] for name, count in COUNTED["tables"].items()}
    assert tables == {name: len(rows) for name, rows in ROWS.items()}
    bodies = sum(row["kind"] != "state" for row in ROWS["states"])
    for name in ("regions", "countries"):
        assert sum(count["actors"] for count in COUNTED[name].values()) == tables["actors"] + bodies
        assert sum(count["places"] for count in COUNTED[name].values()) == tables["places"]
        assert sum(count["holders"] for count in COUNTED[name].values()) == tables["offices"]
        assert sum(count["offices"] for count in COUNTED[name].values()) == len(
            {row["office"] for row in ROWS["offices"]}
        )
    assert sum(count["actors"] for count in COUNTED["kinds"].values()) == tables["actors"] + tables["states"]
    assert sum(count["places"] for count in COUNTED["types"].values()) == tables["places"]
    assert sum(sum(count.values()) for count in COUNTED["reporting"].values()) == tables["reporting"]


def test_regions_are_made_of_countries_that_there_are() -> None:
    known = {row["key"] for table in ("states", "places") for row in ROWS[table]}
    lands = [
        land for _, row in compiling.parse(REGIONS) for land in row["countries"].split("|") if land not in ("", "*")
    ]
    assert len(lands) == len(set(lands))
    assert set(lands) <= known


@pytest.mark.parametrize(
    ("key", "region"),
    [
        ("minurso", "un"),
        ("polisario", "maghreb"),
        ("houthis", "yemen"),
        ("khalifa_haftar", "libya"),
        ("antonio_guterres", "un"),
    ],
)
def test_region_of_an_actor(key: str, region: str) -> None:
    lands = Lands(ROWS)
    assert lands.region(lands.actors[key], True) == region


FLOORS = {
    "verbs that carry a claim": 900,
    "words and phrases of reporting": 250,
    "ways to name a source without its name": 150,
    "titles": 400,
    "offices with holders by date": 300,
    "goods and measures": 300,
    "loaded terms": 300,
}


def test_floors() -> None:
    for what, least in FLOORS.items():
        assert COUNTED["whole"][what]["number"] >= least, what
    assert COUNTED["tables"]["actors"]["rows"] >= 3000
    assert COUNTED["tables"]["places"]["rows"] >= 6000
    assert all(count["words"] >= 30 for count in COUNTED["certainty"].values())


def test_the_command_prints_all_of_it(run: Run) -> None:
    code, out, _ = run("lexicon", "stats", "--json")
    assert (code, json.loads(out)) == (0, COUNTED)
    code, out, _ = run("lexicon", "stats")
    said = out.decode()
    assert code == 0
    assert all(
        title in said
        for title in ("In all", "By region", "By country", "Words of certainty, by level", "more with fewer: --json")
    )
    assert f"{COUNTED['tables']['actors']['rows']:,}" in said


def test_own_tables_are_counted_on_top(run: Run, tmp_path: Path) -> None:
    rows = "kind\tcountry\tname\narmed_group\tcomoros\tرجال الرمال\nperson\tcomoros\tسالم الرملي\n"
    code, out, _ = run("lexicon", "stats", "--json", "--lexicon", folder(tmp_path / "t", actors=rows))
    now = json.loads(out)
    assert code == 0
    assert now["tables"]["actors"]["rows"] == COUNTED["tables"]["actors"]["rows"] + 2
    assert now["countries"]["comoros"]["persons"] == COUNTED["countries"]["comoros"]["persons"] + 1


def test_a_fault_in_own_tables_is_named(run: Run, tmp_path: Path) -> None:
    code, _, err = run("lexicon", "stats", "--lexicon", folder(tmp_path / "t", actors="kind\tname\narmy\tفلان\n"))
    assert (code, err.count("\n"), "unknown kind 'army'" in err) == (2, 1, True)
