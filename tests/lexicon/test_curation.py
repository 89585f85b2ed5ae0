"""The built-in tables are sound as a whole, and what is asked of them finds faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Run
from marsad.lexicon import compile as compiling
from marsad.lexicon.check import built_in_tables, own_tables
from marsad.lexicon.compile import TABLES
from marsad.tables import Row
from own import folder

STATES = "key\tname\tlabel_en\nlibya\tليبيا\tLibya\nsyria\tسوريا\tSyria\n"
ACTOR = "key\tkind\tcountry\tname\tvariants\tlabel_en\tparent\tnote\tchecked\n"
PLACE = "key\ttype\tcountry\tname\tvariants\tlabel_en\tdecides\tgeonames\tlat\tlon\tsource\n"
OFFICE = "office\tof\ttitles\tholder\tfrom\tto\n"
VERB = "predicate\tpos\tlemma\timperfect\tform\tagent\tpatient\tflags\n"


def troubles(path: Path, **tables: str) -> list[str]:
    """Faults of tables that are taken for the built-in ones, as «file:line: trouble»."""
    found = built_in_tables(folder(path / "t", **{"states": STATES, **tables})).faults
    return [f"{fault.path.name}:{fault.line}: {fault.trouble}" for fault in found]


def test_built_in_tables_are_sound() -> None:
    assert [str(fault) for fault in built_in_tables().faults] == []


def test_the_command_says_so(run: Run) -> None:
    code, out, _ = run("lexicon", "check")
    assert (code, out.decode().startswith("built-in tables: sound: ")) == (0, True)


def test_a_codebook_without_own_tables_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("lexicon", "check", "--codebook", tmp_path)
    assert (code, err.count("\n"), "goes with a folder of your own tables" in err) == (2, 1, True)


FAULTS = [
    pytest.param(
        "actors", ACTOR + "a\torg\tlibya\tحزب النخيل\t\tPalm Party\nb\torg\tlibya\tتيار النخيل\tحزب النخيل\tPalm Current\n",
        "actors.tsv:3: «حزب النخيل» is also a name of a (line 2), and nothing decides between them", id="two_actors_of_one_name",
    ),
    pytest.param(
        "places", PLACE + "a\ttown\tlibya\tوادي النخل\t\tA\nb\ttown\tsyria\tوادي النخل\t\tB\n",
        "places.tsv:3: «وادي النخل» is also a name of a (line 2)", id="two_places_of_one_name",
    ),
    pytest.param(
        "places", PLACE + "a\ttown\tlibya\tالنخل\t\tNakhl\nb\ttown\tlibya\tبلدة النخل\t\tNakhl\n",
        "places.tsv:3: has the English name of a (line 2): Nakhl", id="one_place_twice",
    ),
    pytest.param("places", PLACE + "a\ttown\tlibya\tوادي النخل\n", "places.tsv:2: label_en is empty", id="no_label"),
    pytest.param("places", PLACE + "a\ttown\tlibya\tالهجوم\t\tA\n", "places.tsv:2: «الهجوم» is also ", id="everyday_word"),
    pytest.param(
        "actors", ACTOR + "a\torg\t\tحزب النخل\t\tA\tb\nb\torg\t\tحزب الرمل\t\tB\ta\n",
        "actors.tsv:2: is part of itself: a < b < a", id="parents_in_a_ring",
    ),
    pytest.param("actors", ACTOR + "a\torg\t\tحزب النخل\t\tA\tnobody\n", "actors.tsv:2: unknown parent 'nobody'", id="parent"),
    pytest.param("actors", ACTOR + "a\torg\t\tحزب النخلa\t\tA\n", "«النخلa» in name mixes «a» (latin small letter a)", id="latin"),
    pytest.param("actors", ACTOR + "a\torg\t\tحزب النخل\t\tPаlm\n", "in label_en mixes «а» (cyrillic small letter a)", id="cyrillic"),
    pytest.param("actors", ACTOR + "a\torg\t\tحزب النخیل\t\tA\n", "«النخیل» in name has «ی» (arabic letter farsi yeh)", id="persian"),
    pytest.param("actors", ACTOR + "a\torg\t\tلواء ١٢\t\tA\n", "«١٢» in name has the digit «١»", id="digits"),
    pytest.param("actors", ACTOR + "a\torg\t\tحزب النخـيل\t\tA\n", "has a stretched or ready-made letter", id="tatweel"),
    pytest.param("actors", ACTOR + "a\torg\t\tحزب النخيل\tالنخيل||النخل\tA\n", "variants has an empty place", id="empty_variant"),
    pytest.param(
        "places", PLACE + "a\ttown\tlibya\tوادي النخل\t\tA\t\t\t32.1\t20.1\tsomebody\n",
        "places.tsv:2: lat and lon come from 'somebody'", id="coordinates_from_memory",
    ),
    pytest.param(
        "places", PLACE + "".join(f"{k}\ttown\tlibya\tوادي {k}\t\t{k}\t\t7\t32.1\t20.1\tgeonames\n" for k in "ab"),
        "places.tsv:3: has the number of a (line 2) in GeoNames: 7", id="number_twice",
    ),
    pytest.param("places", PLACE + "a\ttown\tlibya\tوادي\t\tA\t\t\t\t\tgeonames\n", "says 'geonames', but has no point", id="point"),
    pytest.param(
        "verbs", VERB + "backs\tv\tفزع\tيفزع\tI\tS\tل:org\nbacks\tv\tفزع\tيفزع\tI\tS\tل:person\n",
        "verbs.tsv:3: the same entry stands in line 2", id="verb_twice",
    ),
    pytest.param(
        "goods", "noun\tforms\tclass\nمدفع\tمدافع|هاون\tweapon\nهاون\tهاونات\tweapon\n",
        "goods.tsv:3: «هاون» is also a form of «مدفع» (line 2)", id="form_in_two_rows",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "trouble"), FAULTS)
def test_faults_of_the_tables_as_a_whole(tmp_path: Path, table: str, text: str, trouble: str) -> None:
    assert any(trouble in found for found in troubles(tmp_path, **{table: text})), troubles(tmp_path, **{table: text})


SOUND = [
    pytest.param("actors", ACTOR + "a\torg\tlibya\tحزب النخيل\t\tA\nb\torg\tsyria\tحزب النخيل\t\tB\n", id="country_decides"),
    pytest.param("places", PLACE + "a\ttown\tlibya\tوادي النخل\t\tA\t\nb\ttown\tsyria\tوادي النخل\t\tB\tسوريا\n", id="words_decide"),
    pytest.param("actors", ACTOR + "a\torg\tlibya\tالهجوم\t\tA\t\t\tالهجوم\n", id="looked_at_and_meant"),
    pytest.param("verbs", VERB + "backs\tv\tفزع\tيفزع\tI\tS\tل\nbacks\tv\tفزع\tيفزع\tI\tS\tب\n", id="two_constructions"),
    pytest.param("verbs", VERB + "protests\tv\tأضرب\t-\tIV\tS\tل\n", id="imperfect_not_looked_for"),
    pytest.param("actors", ACTOR + "a\torg\t\tكتيبة F16 و-إم 23\t\tM23 Müller's Al-Ḥaqq\n", id="words_of_two_scripts_side_by_side"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text"), SOUND)
def test_what_is_meant_is_no_fault(tmp_path: Path, table: str, text: str) -> None:
    assert troubles(tmp_path, **{table: text}) == []


def offices(path: Path, *tenures: tuple[str, str, str]) -> list[str]:
    people = "".join(
        f"{who}\tperson\tlibya\tسالم {name}\t\t{who}\n" for who, name in (("one", "النخلي"), ("two", "الرملي"))
    )
    rows = "".join(
        f"mayor\tlibya\t{'عمدة' * (n == 0)}\t{who}\t{since}\t{until}\n" for n, (who, since, until) in enumerate(tenures)
    )
    return troubles(path, actors=ACTOR + people, offices=OFFICE + rows)


@pytest.mark.parametrize(
    ("until", "since", "fault"),
    [
        ("2016-03-05", "2016-03-05", False),
        ("2016-03-06", "2016-03-05", True),
        ("2016", "2016", False),
        ("2017", "2016", True),
        ("2018", "2016", True),
        ("2016-04", "2016", False),
        ("", "2016-03-05", True),
    ],
)
def test_two_holders_of_one_seat(tmp_path: Path, until: str, since: str, fault: bool) -> None:
    found = offices(tmp_path, ("one", "2011", until), ("two", since, "2020"))
    assert [f.partition(" (")[0] for f in found] == ["offices.tsv:3: two holds mayor"] * fault


def test_a_holder_that_is_unknown_or_no_person(tmp_path: Path) -> None:
    assert any("unknown holder 'three'" in found for found in offices(tmp_path, ("three", "2011", "2012")))
    bodies = ACTOR + "council\torg\tlibya\tمجلس النخيل\t\tCouncil\n"
    found = troubles(tmp_path, actors=bodies, offices=OFFICE + "mayor\tlibya\tعمدة\tcouncil\t2011\t2012\n")
    assert found == ["offices.tsv:2: the holder 'council' is no person but org"]


def test_a_place_far_outside_its_country(tmp_path: Path) -> None:
    """Of a country with few points nothing can be said."""

    def rows(count: int) -> str:
        near = [
            f"p{n}\ttown\tlibya\tبلدة {n}\t\tP{n}\t\t{n}\t{30 + n / 10}\t{15 + n / 10}\tgeonames\n"
            for n in range(1, count)
        ]
        return PLACE + "".join(near) + "far\ttown\tlibya\tوادي النخل\t\tFar\t\t99\t52.5\t13.4\tgeonames\n"

    assert troubles(tmp_path, places=rows(6)) == []
    assert troubles(tmp_path, places=rows(20)) == [
        "places.tsv:21: lies at 52.5, 13.4, far from all other places of libya"
    ]


def test_own_tables_are_warned_of_the_same(tmp_path: Path) -> None:
    terms = folder(
        tmp_path / "t",
        actors="key\tkind\tcountry\tname\nrimal_mayor\tperson\tlibya\tسالم الرملی\n",
        offices="office\tholder\tfrom\tto\tof\ttitles\nlibya_gnu_pm\trimal_mayor\t2022\t2024\tlibya\tرئيس الوزراء\n",
        places="key\ttype\tcountry\tname\tgeonames\tlat\tlon\nrimal\ttown\tlibya\tبلدة الرمال\t99\t52.5\t13.4\n",
    )
    found = own_tables(terms, None).faults
    assert all(fault.warning for fault in found)
    said = [f"{fault.path.name}:{fault.line}: {fault.trouble}" for fault in found]
    assert any(s.startswith("actors.tsv:2: «الرملی» in name has «ی»") for s in said)
    assert any(s.startswith("places.tsv:2: lies at 52.5, 13.4, far from all other places of libya") for s in said)


def test_own_office_beside_a_built_in_holder(tmp_path: Path) -> None:
    rows = [row for row in built_in_offices() if row["to"] == "" and row["from"] < "2023"]
    name, since = rows[0]["office"], rows[0]["from"]
    text = OFFICE + f"{name}\t{rows[0]['of']}\tعمدة\tkhalifa_haftar\t{since[:4]}\t2030\n"
    found = own_tables(folder(tmp_path / "t", offices=text), None).faults
    assert [fault.trouble.partition(" (")[0] for fault in found] == [f"khalifa_haftar holds {name}"]


def built_in_offices() -> list[Row]:
    from marsad.lexicon.own import SPEC
    from marsad.tables import read

    return read(TABLES / "offices.tsv", SPEC["offices"])[0]


CLAIMED = {
    ("somaliland", "somalia"),
    ("syria", "israel"),
    ("palestine", "israel"),
}  # as the tables have it, and GeoNames


def test_points_are_those_of_geonames(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the digit, and in the country that GeoNames has them in."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from places_from_geonames import Gazetteer  # type: ignore[import-not-found, unused-ignore]

    gaz = Gazetteer()
    rows = [row for row in compiling.rows([TABLES])["places"] if row["lat"]]
    assert len(rows) > 2_500
    for row in rows:
        city = gaz.by_id[row["geonames"]]
        assert (row["lat"], row["lon"]) == (str(city["latitude"]), str(city["longitude"])), row["key"]
        land = gaz.keys[city["countrycode"]]
        assert row["country"] == land or (row["country"], land) in CLAIMED, row["key"]
