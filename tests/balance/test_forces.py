"""The balance of forces: who is inside, what comes in, what is imposed, who holds which place, on which day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn import in_browser, parsed, texts
from made import HOME, balance, facts, reading

import marsad
from conftest import GOLD, Run, shared
from marsad import gold, model
from marsad.balance import gather, weights
from marsad.balance.forces import Forces, forces
from marsad.balance.forces_svg import draw
from marsad.balance.forces_words import dump, rows
from marsad.balance.measures import measures
from marsad.balance.onday import holds
from marsad.balance.places import places
from marsad.balance.theatre import homes, theatre
from marsad.balance.wording import Wording
from marsad.lexicon import load

WAR = (
    "fights(army, militia)", "leads(general, army)", "controls(army, port)", "controls(militia, capital)",
    "backs(power, army)", "arms(rival, militia)", "arms(power, army) intended", "sanctions(league, army) item=السلاح",
    "lifts(general, embargo) intended", "recognises(council, militia) negative", "based_in(council, north)", "backs(army, council)",
    "kills(militia, people) number=12 place=capital", "falls(militia, ?) expected",
)  # fmt: skip


def section(value: Forces, leader: str, name: str) -> list[str]:
    """The claims of a section for the camp with this actor, as predicate and sides."""
    camp = next(camp for camp in value.camps if leader in camp.members)
    return [f"{t.claim.predicate}({t.agent}, {t.patient})" for t in value.of(camp.inside, name)]


class TestTheatre:
    def test_where_places_are_held_and_who_comes_from_outside(self) -> None:
        where = theatre(facts(*WAR), HOME)
        assert where.country == "country"
        assert {"army", "militia", "council", "general"} <= where.inside
        assert not where.inside & {"power", "rival", "league"}

    def test_a_state_that_uses_force_there_is_inside(self) -> None:
        where = theatre(facts(*WAR, "attacks(rival, port)"), HOME)
        assert "rival" in where.inside
        assert "power" not in where.inside

    def test_a_wish_to_use_force_brings_nobody_in(self) -> None:
        assert "rival" not in theatre(facts(*WAR, "attacks(rival, port) intended"), HOME).inside

    def test_the_country_is_a_party_only_where_it_acts(self) -> None:
        told = (*WAR, "backs(power, country)", "opposes(rival, country)")
        assert all("country" not in camp.members for camp in balance(*told).camps)
        assert any("country" in camp.members for camp in balance(*told, "fights(country, militia)").camps)

    def test_without_any_place_what_is_no_state_is_inside(self) -> None:
        where = theatre(facts("backs(power, council)"), {})
        assert where.country is None
        assert where.inside == {"council"}

    def test_nationality_in_a_name(self) -> None:
        found = gather([marsad.read("التقى وفد روسي رفيع رئيس الوزراء في طرابلس.")])
        home = homes(found, load())
        assert "russia" in home.values()


class TestSections:
    def test_arms_told_and_wished(self) -> None:
        value = balance(*WAR)
        assert section(value, "army", "arms") == ["arms(power, army)"]
        assert section(value, "militia", "arms") == ["arms(rival, militia)"]
        assert [t.claim.modality for t in value.of(["army"], "arms")] == ["intended"]

    def test_outside_and_inside_support(self) -> None:
        value = balance(*WAR)
        assert [t.agent for t in value.of(["army", "council"], "backed", outside=True)] == ["power"]
        assert [t.agent for t in value.of(["army", "council"], "backed", outside=False)] == ["army"]

    def test_refused_recognition_stands_apart_from_given(self) -> None:
        value = balance(*WAR, "recognises(rival, militia)")
        assert section(value, "militia", "refused") == ["recognises(council, militia)"]
        assert section(value, "militia", "recognised") == ["recognises(rival, militia)"]

    def test_a_place_that_fights_stands_for_those_who_hold_it(self) -> None:
        value = balance(*WAR, "fights(capital, port) expected")
        told = value.facts.told[-1]
        assert told in value.lists["army"]["acts"]
        assert told in value.lists["militia"]["acts"]
        assert value.camp_of("capital") == value.camp_of("militia") != value.camp_of("army")

    def test_nobody_is_counted_twice(self) -> None:
        value = balance(*WAR)
        members = [key for camp in value.camps for key in camp.members] + value.apart
        assert len(members) == len(set(members))

    def test_who_backs_two_that_are_at_odds(self) -> None:
        value = balance(*WAR, "arms(power, militia)")
        assert list(value.both_sides) == ["power"]
        assert {t.id for t in value.both_sides["power"]} == {"c5", "c7", "c15"}


class TestMeasures:
    def test_who_imposed_and_who_wants_it_broken(self) -> None:
        (measure,) = measures(facts("sanctions(league, army)", "lifts(general, embargo) intended"))
        assert (measure.key, measure.kind, measure.on, measure.arms) == (
            "حظر السلاح [measure]",
            "sanctions",
            ("army",),
            True,
        )
        assert [t.agent for t in measure.imposed] == ["league"]
        assert [t.agent for t in measure.wishes] == ["general"]
        assert measure.stands

    def test_broken_and_denied(self) -> None:
        (broken,) = measures(facts("sanctions(league, army)", "lifts(rival, embargo)"))
        assert not broken.stands
        (kept,) = measures(facts("sanctions(league, army)", "not lifts(rival, embargo)"))
        assert kept.stands
        assert [t.agent for t in kept.kept] == ["rival"]

    def test_kinds_are_kept_apart(self) -> None:
        found = measures(facts("sanctions(league, army)", "besieges(militia, port)", "lifts(army, siege) intended",
                               "lifts(general, embargo) intended"))  # fmt: skip
        assert {(m.kind, m.on) for m in found} == {("besieges", ("port",)), ("sanctions", ("army",))}

    def test_two_reports_with_an_embargo_each(self) -> None:
        other = reading("sanctions(power, militia)", "lifts(militia, siege) intended")
        other.entities = [
            e if e.id != "siege" else model.Entity("siege", "measure", "الحظر الأممي", []) for e in other.entities
        ]
        other.report = model.Report("1" * 64, "الحظر الأممي", "ar", None, "المرصد", "2024-06-01")
        for claim in other.claims:
            claim.evidence = [model.Evidence(0, 5, None)]
        found = measures(gather([reading("sanctions(league, army)", "lifts(general, embargo) intended"), other]))
        assert [(m.on, [t.agent for t in m.wishes]) for m in found] == [
            (("army",), ["general"]),
            (("militia",), ["militia"]),
        ]

    def test_what_has_no_name_is_one_measure_for_each_who_suffers_it(self) -> None:
        found = measures(facts("sanctions(league, army)", "sanctions(power, army)", "sanctions(league, militia)"))
        assert [(m.key, m.on, len(m.imposed)) for m in found] == [(None, ("army",), 2), (None, ("militia",), 1)]


class TestPlaces:
    def test_the_latest_taking_counts(self) -> None:
        (place,) = places(facts("controls(army, port) time=2015", "seizes(militia, port) time=2016-02-03"))
        assert list(place.holders) == ["militia"]
        assert [t.id for t in place.lost["army"]] == ["c1", "c2"]

    def test_leaving_and_coming_back(self) -> None:
        (place,) = places(facts("controls(army, port) time=2015", "retreats(army, port) time=2016"))
        assert (list(place.holders), list(place.lost)) == ([], ["army"])
        (place,) = places(facts("retreats(army, port) time=2016", "seizes(army, port) time=2017"))
        assert (list(place.holders), list(place.lost)) == (["army"], [])

    def test_a_wish_takes_no_place_but_disputes_it(self) -> None:
        (place,) = places(facts("controls(army, port)", "seizes(militia, port) intended"))
        assert list(place.holders) == ["army"]
        assert [t.id for t in place.disputed] == ["c2"]

    def test_a_seat_is_no_hold(self) -> None:
        (place,) = places(facts("based_in(council, north)"))
        assert (list(place.holders), list(place.seated)) == ([], ["council"])


class TestDay:
    @pytest.mark.parametrize(
        ("claim", "day", "expected"),
        [
            ("controls(army, port) time=2023-02", "2023-01-31", False),
            ("controls(army, port) time=2023-02", "2023-02-01", True),
            ("controls(army, port) time=2015/2016-03", "2016-03-31", True),
            ("controls(army, port) time=2015/2016-03", "2016-04-01", False),
            ("attacks(army, port) time=2015/2016", "2020-01-01", True),
            ("controls(army, port) time=2015/..", "2020-01-01", True),
            ("backs(power, army)", "2024-04-30", False),
            ("backs(power, army)", "2024-05-01", True),
            ("falls(militia, ?) expected time=2030", "2024-05-01", True),
        ],
    )
    def test_what_holds(self, claim: str, day: str, expected: bool) -> None:
        (told,) = facts(claim).told
        assert holds(told, day) is expected

    def test_undated_reports_are_kept(self) -> None:
        (told,) = gather([reading("backs(power, army)", published=None)]).told
        assert holds(told, "1900-01-01")

    def test_balance_on_a_day_keeps_the_numbers_of_the_claims(self) -> None:
        value = balance(
            "controls(army, port) time=2025", "backs(power, army)", "fights(army, militia)", day="2024-06-01"
        )
        assert [value.numbers[t.id] for t in value.facts.told] == [2, 3]
        assert value.places == []


class TestWords:
    def test_lines_put_alike_claims_together_with_their_items(self) -> None:
        value = balance("arms(power, army) item=«دبابات»", "arms(rival, army) item=«ذخيرة»", "fights(army, militia)")
        (row,) = [row for row in rows(value, Wording(value.facts)) if row.name == "arms"]
        (line,) = [line for cell in row.cells for line in cell]
        assert line.words == "power and rival → army: «دبابات»، «ذخيرة»"
        assert len(line.told) == 2

    def test_json_lists_each_claim_once_and_refers_to_it(self) -> None:
        value = balance(*WAR)
        data = dump(value, Wording(value.facts, "en"), Wording(value.facts, "ar"))
        ids = set(data["claims"])
        assert ids == {t.id for t in value.facts.told}
        used = {
            c
            for camp in data["camps"]
            for row in camp["rows"].values()
            for line in row["lines"]
            for c in line["claims"]
        }
        assert used <= ids
        army = next(camp for camp in data["camps"] if "army" in camp["inside"])
        assert army["rows"]["arms"]["counts"] == {"intended": 1}
        assert data["theatre"] == "country"
        json.dumps(data)

    def test_toll_stands_in_the_sentence(self) -> None:
        value = balance(*WAR)
        (told,) = [t for t in value.facts.told if t.claim.predicate == "kills"]
        assert (
            Wording(value.facts).headline(told).replace("\u2066", "").replace("\u2069", "")
            == "Militia kills people in capital (12)"
        )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_picture_in_a_browser(language: str, tmp_path: Path) -> None:
    value = forces(gather([gold.as_reading(gold.load(GOLD / f"{name}.yaml")) for name in ("horn_analysis_2024", "aden_self_rule")]),
                   weights(), {})  # fmt: skip
    picture = draw(value, Wording(value.facts, language))  # type: ignore[arg-type]
    parsed(picture)
    seen = in_browser(picture, tmp_path)
    assert seen["texts"] > 40
    assert seen["outside"] == []
    assert seen["overlapping"] == []


def test_picture_is_dashed_for_what_is_only_wished() -> None:
    value = balance("backs(power, army) intended", "fights(army, militia)", "arms(rival, militia)")
    paths = [n for n in parsed(draw(value, Wording(value.facts))).iter("{*}path") if n.get("fill") == "none"]
    dashed = [n for n in paths if n.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert len(paths) > 2


def test_pictures_of_nothing_and_of_one_camp() -> None:
    for told in ((), ("backs(power, army)",), ("meets(power, rival)",)):
        value = balance(*told)
        parsed(draw(value, Wording(value.facts, "ar")))


@pytest.mark.parametrize("form", ["txt", "yaml"])
def test_tripoli_the_east_the_west_and_the_arms(form: str, run: Run, tmp_path: Path) -> None:
    report = shared("gold", f"moscow_visit.{form}")
    data = json.loads(run("balance", report, "--json")[1])
    assert data["theatre"] == "libya"
    army = next(camp for camp in data["camps"] if "libyan_national_army" in camp["inside"])
    dawn = next(camp for camp in data["camps"] if "libya_dawn" in camp["inside"])
    claims = data["claims"]

    def told(camp: dict[str, object], row: str) -> set[tuple[str, str, str]]:
        lines = camp["rows"][row]["lines"]  # type: ignore[index]
        return {
            (claims[c]["agent"], claims[c]["patient"], claims[c]["modality"]) for line in lines for c in line["claims"]
        }

    assert told(dawn, "arms") == {(giver, "libya_dawn", "asserted") for giver in ("nato", "turkey", "gulf_states")}
    assert told(army, "arms") == {("russia", "libyan_national_army", "intended")}
    held = {place["place"]: list(place["holders"]) for place in data["places"]}
    assert held["tripoli"] == held["west_libya"] == ["libya_dawn"]
    assert held["cyrenaica"] == ["khalifa_haftar"]
    (embargo,) = [measure for measure in data["measures"] if "libyan_national_army" in measure["on"]]
    assert [claims[c]["agent"] for c in embargo["imposed"]] == ["world"]
    assert [claims[c]["agent"] for c in embargo["wishes"]] == ["khalifa_haftar"]
    assert embargo["arms"]
    assert embargo["stands"]
    assert "fights" in {claims[c]["predicate"] for c in data["forecasts"]}
    assert {"russia", "egypt"} <= set(army["backers"])
    assert {"nato", "turkey", "west"} <= set(dawn["backers"])
    picture = tmp_path / "b.svg"
    assert run("balance", report, "--svg", picture, "--language", "ar")[0] == 0
    shown = texts(picture.read_text(encoding="utf-8"))
    assert {"معسكر فجر ليبيا", "معسكر خليفة حفتر", "المصادر"} <= set(shown)


def test_command(run: Run, tmp_path: Path) -> None:
    report = GOLD / "jeddah_darfur_2023.yaml"
    code, out, _ = run("balance", report, "--on", "2023-11-30")
    assert code == 0
    assert "as of" in out.decode()
    assert "The claims behind it" in out.decode()
    code, out, _ = run("balance", report, "--on", "1990-01-01", "--json")
    assert json.loads(out)["claims"] == {}
    code, _, err = run("balance", report, "--on", "yesterday")
    assert code == 2
    assert err.count("\n") == 1
    assert run("balance", report, "--svg", tmp_path)[0] == 2


def test_a_measure_has_an_english_noun_where_it_is_the_only_one_of_it() -> None:
    one = facts("lifts(general, embargo) intended")
    assert Wording(one).headline(one.told[0]) == "General to lift or break arms embargo"
    assert Wording(one, "ar").headline(one.told[0]) == "رفع أو كسر general لحظر السلاح"
    two = facts("lifts(general, embargo) intended", "lifts(army, embargo2) intended")
    assert Wording(two).names(t.patient for t in two.told) == "transliterated embargo and transliterated embargo2"
