"""Scenarios: what a person writes, what follows along the links, what moves, and hostile input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import HOME, facts

from conftest import GOLD, Run, shared
from marsad.balance import Facts, weights
from marsad.balance.changes import KINDS, Plan, change, plan
from marsad.balance.compare import Comparison, compare
from marsad.balance.expression import expression
from marsad.balance.forces import forces
from marsad.balance.naming import Naming, plain, predicate
from marsad.balance.scenario import ASSUMPTIONS, Scenario, scenario
from marsad.balance.scenario_words import Telling, dump
from marsad.balance.wording import Wording, words
from marsad.codebook import predicates
from marsad.errors import ScenarioError
from marsad.lexicon import load

EMBARGO = (
    "sanctions(league, army)", "lifts(general, embargo) intended", "arms(power, army) intended", "visits(general, capital)",
    "leads(general, army)", "fights(army, militia)", "arms(rival, militia)",
)  # fmt: skip


def follow(told: Facts, **given: str | list[str]) -> Scenario:
    """A scenario by its expressions: ``add=…, drop=…, change=…``."""
    changes = [
        change(kind, text, f"--{kind}")
        for kind in KINDS
        for text in ([given[kind]] if isinstance(given.get(kind), str) else given.get(kind, []))
    ]
    return scenario(told, Plan(changes), load())


def fault_of(call: Callable[[], object]) -> str:
    """What a ScenarioError of the call says; empty without one."""
    try:
        call()
    except ScenarioError as fault:
        return str(fault)
    return ""


def outcomes(found: Scenario) -> set[tuple[str, str]]:
    return {(effect.told.id, effect.outcome) for effect in found.effects}


def compared(found: Scenario) -> Comparison:
    return compare(forces(found.before, weights(), HOME), forces(found.after, weights(), HOME))


class TestExpressions:
    def test_claim_with_its_fields(self) -> None:
        found = expression(
            'not arms(russia, "House of X, upper (new)") expected time=2016-07 item=«دبابات ثقيلة»', "--add"
        )
        assert (found.predicate, found.agent, found.patient) == ("arms", "russia", "House of X, upper (new)")
        assert found.settings == {
            "polarity": "negative",
            "modality": "expected",
            "time": "2016-07",
            "item": "دبابات ثقيلة",
        }

    def test_arabic(self) -> None:
        found = expression("لا اعتراف(مصر، المؤتمر الوطني العام)", "--add")
        assert (predicate(found.predicate, "", predicates()), found.agent, found.patient) == (
            "recognises",
            "مصر",
            "المؤتمر الوطني العام",
        )
        assert found.settings == {"polarity": "negative"}

    @pytest.mark.parametrize("text", ["#5", "5", "c5", "2:c5"])
    def test_number(self, text: str) -> None:
        assert expression(text, "").id == text

    @pytest.mark.parametrize(
        ("text", "trouble"),
        [
            ("", "is no claim"),
            ("arms russia army", "is no claim"),
            ("arms(russia, army", "no closing bracket"),
            ("arms(a, b, c)", "3 sides"),
            ("arms(a, b) maybe", "no word of a claim"),
            ("arms(a, b) modality=maybe", "no modality"),
            ("arms(a, b) colour=red", "no field"),
            ("arms(a, b) time=soon", "no time"),
            ("arms(a, b) number=many", "no number"),
            ("arms(a, b) polarity=up", "no polarity"),
            ("x" * 2000, "longer than"),
            ("__import__('os').system('x')", "no word of a claim"),
            ("arms(a, b) Modality = maybe", "cannot be read"),
        ],
    )
    def test_what_is_no_claim(self, text: str, trouble: str) -> None:
        with pytest.raises(ScenarioError, match=trouble):
            expression(text, "--add")

    @given(st.text(max_size=60))
    def test_any_text_is_a_claim_or_a_fault_on_one_line(self, text: str) -> None:
        for kind in KINDS:
            assert "\n" not in fault_of(lambda kind=kind: change(kind, text, f"--{kind}"))  # type: ignore[misc]


class TestNames:
    def test_key_label_and_the_lexicon(self) -> None:
        naming = Naming(facts(*EMBARGO), load())
        assert naming.actor("ARMY", "") == "army"
        assert naming.actor("روسيا", "") == naming.actor("Russia", "") == "russia"
        assert naming.added.keys() == {"russia"}
        assert any("not in the reports" in note for note in naming.notes)

    def test_a_measure_by_its_english_kind(self) -> None:
        assert Naming(facts(*EMBARGO), load()).actor("embargo", "") == "حظر السلاح [measure]"

    def test_part_of_a_name_and_initials(self) -> None:
        naming = Naming(facts("backs(power, north_front)", "backs(power, great_lakes_union)"), load())
        assert naming.actor("north", "") == "north_front"
        assert naming.actor("GLU", "") == "great_lakes_union"

    def test_ambiguous_names_are_listed(self) -> None:
        naming = Naming(facts("backs(power, north_front)", "backs(power, south_front)"), load())
        with pytest.raises(ScenarioError, match=r"'front' may be north_front, south_front"):
            naming.actor("front", "--add")

    def test_unknown_names_get_the_nearest(self) -> None:
        naming = Naming(facts(*EMBARGO), load())
        with pytest.raises(ScenarioError, match=r"no actor 'generl'; nearest: general"):
            naming.actor("generl", "--add")
        with pytest.raises(ScenarioError, match=r"no actor 'rebells'; nearest: free_rebels; or"):
            Naming(facts("backs(power, free_rebels)"), load()).actor("rebells", "--add")
        with pytest.raises(ScenarioError, match=r"no predicate 'armz'; nearest: arms"):
            predicate("armz", "--add", predicates())
        with pytest.raises(ScenarioError, match="new:NAME"):
            naming.actor("qqqqqq", "--add")
        assert naming.actor("new:Ninth Brigade", "") == "Ninth Brigade"

    def test_comparing_form(self) -> None:
        assert plain("The «Ḥouthi_movement»") == "houthi movement"
        assert plain("أنصار الله") == plain("انصار اللـه")


class TestLinks:
    def test_an_aim_without_its_means_is_blocked_and_leads_on(self) -> None:
        told = facts("visits(general, capital)", "backs(power, army) intended", "falls(militia, ?) expected",
                     links=("c1 purpose c2", "c2 cause c3"))  # fmt: skip
        found = follow(told, drop="#1")
        assert outcomes(found) == {("c2", "blocked"), ("c3", "groundless")}
        assert [t.id for t in found.after.told] == []

    def test_an_aim_with_another_means_is_only_weakened(self) -> None:
        told = facts("visits(general, capital)", "meets(general, power)", "backs(power, army) intended",
                     links=("c1 purpose c3", "c2 purpose c3"))  # fmt: skip
        found = follow(told, drop="#1")
        assert outcomes(found) == {("c3", "weakened")}
        assert found.effects[0].left == 1
        assert "c3" in {t.id for t in found.after.told}

    def test_an_act_that_loses_its_only_aim(self) -> None:
        told = facts("visits(general, capital)", "backs(power, army) intended", links=("c1 purpose c2",))
        found = follow(told, drop="#2")
        assert outcomes(found) == {("c1", "aimless")}
        assert [t.id for t in found.after.told] == ["c1"]

    def test_an_effect_told_as_true_stays_counted(self) -> None:
        told = facts("attacks(militia, capital)", "retreats(army, port)", links=("c1 cause c2",))
        found = follow(told, drop="#1")
        assert outcomes(found) == {("c2", "groundless")}
        assert [t.id for t in found.after.told] == ["c2"]

    def test_an_answer_to_what_is_gone_is_moot(self) -> None:
        told = facts("backs(power, army) expected", "backs(rival, militia)", links=("c1 response c2",))
        assert outcomes(follow(told, drop="#2")) == {("c1", "moot")}

    def test_a_condition_that_fails_and_one_that_is_met(self) -> None:
        told = facts("retreats(army, port) possible", "agrees(militia, army) possible", links=("c1 condition c2",))
        assert outcomes(follow(told, drop="#1")) == {("c2", "blocked")}
        assert outcomes(follow(told, change="#1 -> asserted")) == {("c2", "open")}
        assert outcomes(follow(told, add="retreats(army, port)")) == {("c2", "open")}

    def test_order_and_simultaneity_have_no_consequence(self) -> None:
        told = facts("visits(general, capital)", "falls(militia, ?)", "visits(general, port)",
                     links=("c1 while c2", "c1 before c3"))  # fmt: skip
        assert outcomes(follow(told, drop="#1")) == set()

    def test_circles_end(self) -> None:
        told = facts(
            *(f"attacks(army, place{n})" for n in range(3)), links=("c1 cause c2", "c2 cause c3", "c3 cause c1")
        )
        assert outcomes(follow(told, drop="#1")) == {("c2", "groundless"), ("c3", "groundless")}


class TestEmbargo:
    @pytest.mark.parametrize("given", [{"drop": "lifts(general, embargo)"}, {"add": "not lifts(general, embargo)"},
                                       {"change": "lifts(general, embargo) -> negative"}])  # fmt: skip
    def test_one_that_stays_blocks_what_is_only_wished(self, given: dict[str, str]) -> None:
        found = follow(facts(*EMBARGO), **given)  # type: ignore[arg-type]
        assert ("c3", "blocked") in outcomes(found)
        assert "c3" not in {t.id for t in found.after.told}
        turns = {(t.actor, t.section, t.other, t.gain) for t in compared(found).turns}
        assert ("army", "arms", "power", False) in turns

    def test_arms_told_as_delivered_are_not_undone(self) -> None:
        found = follow(facts(*EMBARGO, "arms(neighbour, army)"), drop="lifts(general, embargo)")
        assert ("c8", "blocked") not in outcomes(found)
        assert "c8" in {t.id for t in found.after.told}

    def test_one_that_the_scenario_does_not_touch_blocks_nothing(self) -> None:
        assert outcomes(follow(facts(*EMBARGO), drop="visits(general, capital)")) == set()

    def test_a_means_that_goes_keeps_the_embargo_and_so_the_arms_out(self) -> None:
        found = follow(facts(*EMBARGO, links=("c4 purpose c2",)), drop="visits(general, capital)")
        assert outcomes(found) == {("c2", "blocked"), ("c3", "blocked")}

    def test_a_delivery_goes_against_it_and_meets_the_wish(self) -> None:
        found = follow(facts(*EMBARGO), add="arms(power, army)")
        assert [(s.fate, s.before and s.before.id) for s in found.steps] == [("fulfilled", "c3"), ("added", None)]
        assert outcomes(found) == {("s1", "against"), ("c2", "met")}
        assert ("army", "arms", "power", True) in {(t.actor, t.section, t.other, t.gain) for t in compared(found).turns}

    def test_one_that_is_lifted_opens_the_way(self) -> None:
        found = follow(facts(*EMBARGO), add="lifts(league, embargo)")
        assert outcomes(found) == {("c3", "open")}


class TestChanges:
    def test_an_addition_replaces_what_it_contradicts(self) -> None:
        found = follow(facts("recognises(power, council) negative"), add="recognises(power, council)")
        assert [s.fate for s in found.steps] == ["replaced", "added"]
        assert [t.id for t in found.after.told] == ["s1"]

    def test_a_place_changes_hands(self) -> None:
        found = follow(facts("controls(militia, capital)", "fights(army, militia)"), add="seizes(army, capital)")
        turns = {(t.actor, t.other, t.gain) for t in compared(found).turns if t.section == "places"}
        assert turns == {("army", "capital", True), ("militia", "capital", False)}

    def test_a_friend_may_hold_it_too(self) -> None:
        found = follow(facts("controls(general, port)", "leads(general, army)"), add="controls(army, port)")
        assert [s.fate for s in found.steps] == ["added"]

    def test_an_actor_changes_camp(self) -> None:
        told = facts("backs(power, army)", "fights(army, militia)", "backs(rival, militia)", "backs(neighbour, army)")
        found = follow(told, drop="backs(neighbour, army)", add="arms(neighbour, militia)")
        result = compared(found)
        (move,) = result.moves
        assert move.actor == "neighbour"
        assert None not in (move.before, move.after)
        assert move.before != move.after

    def test_frustration_moves(self) -> None:
        told = facts("backs(power, army)", "fights(army, militia)", "backs(rival, militia)")
        result = compared(follow(told, add="backs(power, militia)"))
        assert result.before.frustration == 0
        assert result.after.frustration > 0

    def test_any_side(self) -> None:
        found = follow(facts("backs(power, army)", "backs(rival, army)", "arms(power, army)"), drop="backs(*, army)")
        assert [t.id for t in found.after.told] == ["c3"]

    def test_no_such_claim(self) -> None:
        with pytest.raises(ScenarioError, match=r"no claim 'arms\(rival, army\)'; nearest: #1"):
            follow(facts("arms(power, army)", "backs(rival, army)"), drop="arms(rival, army)")
        with pytest.raises(ScenarioError, match="there are 1, #1 to #1"):
            follow(facts("arms(power, army)"), drop="#7")
        with pytest.raises(ScenarioError, match="adds a claim of anybody"):
            follow(facts("arms(power, army)"), add="arms(*, army)")
        with pytest.raises(ScenarioError, match="says not what to change"):
            follow(facts("arms(power, army)"), change="#1")

    def test_the_facts_themselves_are_left_alone(self) -> None:
        told = facts(*EMBARGO)
        before = [(t.id, t.claim.modality, t.claim.polarity) for t in told.told]
        follow(told, change="#3 -> asserted", drop="#1")
        assert [(t.id, t.claim.modality, t.claim.polarity) for t in told.told] == before

    def test_everything_in_words_in_both_languages(self) -> None:
        found = follow(
            facts(*EMBARGO, links=("c4 purpose c2", "c6 cause c3")), drop=["#4", "#6"], add="arms(rival, army)"
        )
        result = compared(found)
        for language in ("en", "ar"):
            telling = Telling(found, result, Wording(found.before, language), Wording(found.every, language))  # type: ignore[arg-type]
            said = [*telling.changes(), *telling.effects(), *telling.moves(), *telling.flows(), *telling.assumptions()]
            assert all("{" not in line for line in said)
            assert len(list(telling.assumptions())) == len(ASSUMPTIONS) + 1
            json.dumps(dump(telling))
        assert set(words("assumption", "en")) == set(ASSUMPTIONS)


class TestFile:
    def test_lists_and_tables(self) -> None:
        found = plan(
            b'title = "The embargo stays"\nadd = ["not lifts(general, embargo)"]\n\n[[drop]]\nclaim = "#4"\n\n'
            b'[[change]]\nclaim = "arms(power, army)"\nmodality = "possible"\nbecause = "guess"\n',
            "s.toml",
        )
        assert found.title == "The embargo stays"
        assert [(c.kind, c.claim.text, dict(c.new)) for c in found.changes] == [
            ("add", "not lifts(general, embargo)", {}),
            ("drop", "#4", {}),
            ("change", "arms(power, army)", {"modality": "possible"}),
        ]

    @pytest.mark.parametrize(
        ("text", "where", "trouble"),
        [
            ("add = [arms", "s.toml:1", "is no TOML"),
            ('title = "x"\n\n\nadd = ["arms(a, b"]', "s.toml:4", "closing bracket"),
            ('[[drop]]\nclaim = "#1"\n[[drop]]\nclass = "#2"', "s.toml:3", "has no claim"),
            ('[[add]]\nclaim = "arms(a, b)"\ncolour = "red"', "s.toml:2", "no field"),
            ('[[change]]\nclaim = "#1"', "s.toml:2", "what to change"),
            ('title = "x"\nplus = 3', "s.toml:2", "unknown key"),
            ("title = 3", "s.toml:1", "is no text"),
            ('title = "x"', "s.toml", "changes nothing"),
            ("add = [[[[1]]]]", "s.toml:1", "has no claim"),
            ("x = " + "[" * 5000, "s.toml", "is no TOML"),
            ("add = [" + '"#1",' * 600 + "]", "s.toml", "has 600 changes"),
        ],
    )
    def test_faults_name_file_and_line(self, text: str, where: str, trouble: str) -> None:
        with pytest.raises(ScenarioError, match=trouble) as fault:
            plan(text.encode(), "s.toml")
        assert fault.value.where == where
        assert "\n" not in str(fault.value)

    def test_a_large_file_is_told_so_wherever_it_is_cut(self) -> None:
        with pytest.raises(ScenarioError, match="is larger than"):
            plan(("# " + "ش" * 600_000).encode()[:-1], "s.toml")

    def test_another_code_page(self) -> None:
        with pytest.raises(ScenarioError, match=r"s\.toml:2: is not UTF-8"):
            plan('title = "x"\nnote = "حفتر"'.encode("windows-1256"), "s.toml")

    @given(
        st.text(max_size=80)
        | st.recursive(st.integers() | st.text(max_size=9), st.lists, max_leaves=8).map(
            lambda v: f"add = {json.dumps(v)}"
        )
    )
    def test_any_file_is_a_plan_or_a_fault(self, text: str) -> None:
        assert "\n" not in fault_of(lambda: plan(text.encode("utf-8", "surrogatepass"), "s.toml"))


def test_command(run: Run, tmp_path: Path) -> None:
    report = GOLD / "jeddah_darfur_2023.yaml"
    code, out, _ = run("scenario", report, "--drop", "#1", "--json")
    assert code == 0
    assert json.loads(out)["changes"][0]["fate"] == "dropped"
    code, out, _ = run("scenario", report, "--add", "arms(new:<script>alert(1)</script>\x1b[31m, rsf)")
    assert code == 0
    assert b"\x1b" not in out
    path = tmp_path / "s.toml"
    path.write_text('title = "x"\nadd = ["armz(a, b)"]', encoding="utf-8")
    code, _, err = run("scenario", report, "--file", path)
    assert code == 2
    assert f"{path}:2" in err
    path.write_bytes(b'title = "x"\n\xff')
    assert f"{path}:2: is not UTF-8" in run("scenario", report, "--file", path)[2]
    for bad in (["--file", tmp_path / "none"], ["--file", tmp_path], []):
        code, _, err = run("scenario", report, *bad)
        assert code == 2
        assert err.count("\n") == 1


@pytest.mark.parametrize("form", ["txt", "yaml"])
def test_russia_arms_the_army_and_the_embargo_stays(form: str, run: Run) -> None:
    report = shared("gold", f"moscow_visit.{form}")

    def of(*options: str) -> tuple[dict[str, set[str]], set[tuple[str, str, str | None, bool]], dict[str, object]]:
        data = json.loads(run("scenario", report, *options, "--json")[1])
        effects: dict[str, set[str]] = {}
        for effect in data["effects"]:
            effects.setdefault(effect["outcome"], set()).add(effect["said"])
        return effects, {(t["actor"], t["section"], t["other"], t["gain"]) for t in data["turns"]}, data

    effects, turns, data = of("--add", "arms(russia, libyan_army)")
    assert effects["against"] == {"Russia arms Libyan National Army"}
    assert any("Khalifa Haftar to" in said for said in effects["met"])
    assert ("libyan_national_army", "arms", "russia", True) in turns
    assert data["moves"] == []
    for options in (("--drop", "lifts(haftar, embargo)"), ("--add", "not lifts(haftar, embargo)")):
        effects, turns, _ = of(*options)
        assert effects["blocked"] == {"Russia to arm Libyan National Army"}
        assert effects["weakened"] == {"Khalifa Haftar visits Moscow"}
        assert any(said.startswith("NATO arms Libya Dawn") for said in effects["uncontrasted"])
        assert ("libyan_national_army", "arms", "russia", False) in turns
    _, turns, _ = of("--add", "seizes(haftar, tripoli)")
    assert ("libya_dawn", "places", "tripoli", False) in turns
