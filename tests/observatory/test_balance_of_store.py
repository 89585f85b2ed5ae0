"""The balance of forces of a store: actors are the store's, claims go by its ids, and what is many is cut short."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from conftest import Run
from marsad.balance.facts import Facts
from marsad.errors import OptionError, ScenarioError
from marsad.observatory import Observatory
from marsad.observatory.engine import open_store
from marsad.observatory.write import Writer
from observatory.conftest import done, item

NAMES = ("الفتح", "النصر", "الصمود", "الحق", "العزم", "الفجر", "الأمل", "التحرير", "الوفاء", "السلام", "العهد")


def facts(address: str, **filters: object) -> Facts:
    with Observatory(address) as observatory:
        return observatory.facts(**filters)


class TestFacts:
    def test_claims_go_by_the_ids_of_the_store(self, filled_address: str) -> None:
        with Observatory(filled_address) as observatory:
            claims = observatory.claims(limit=0, actor="uae")
            found = observatory.facts(actor="uae")
        assert [told.id for told in found.told] == [claim.id for claim in claims]
        assert {told.report.id for told in found.told} == {claim.row.report_id for claim in claims}
        assert found.kept

    def test_actors_of_different_reports_are_not_mixed_by_their_ids_in_the_reading(self, filled_address: str) -> None:
        """Each reading counts its entities from e1; the sides must be those of the claim's own row."""
        with Observatory(filled_address) as observatory:
            rows = {claim.id: claim.row for claim in observatory.claims(limit=0)}
            found = observatory.facts()
        for told in found.told:
            row = rows[told.id]
            for key, name, actor in (
                (told.agent, row.agent, row.agent_actor),
                (told.patient, row.patient, row.patient_actor),
            ):
                assert (key is None) == (name is None)
                assert key is None or key == actor or (not actor and name in found.actors[key].names)

    def test_one_actor_of_many_reports_has_one_key_and_its_usual_name(self, tmp_path: Path) -> None:
        store = open_store(tmp_path / "m.db", create=True)
        Writer(store).write([
            done(item(1, "زار المشير خليفة حفتر القاهرة.")), done(item(2, "التقى حفتر وزير الدفاع الروسي سيرغي شويغو.")),
        ])  # fmt: skip
        store.close()
        found = facts(str(tmp_path / "m.db"))
        (key,) = {told.agent for told in found.told if told.claim.predicate in ("visits", "meets")}
        assert key == "khalifa_haftar"
        assert found.actors[key].name == "خليفة حفتر"
        assert {"المشير خليفة حفتر", "حفتر"} <= set(found.actors[key].names)

    def test_unnamed_sources_of_two_reports_are_two_voices(self, filled_address: str) -> None:
        found = facts(filled_address, source="مصادر محلية")
        with Observatory(filled_address) as observatory:
            reports = {claim.report for claim in observatory.claims(limit=0, source="مصادر محلية")}
        assert len({told.voice for told in found.told}) == len(reports) > 1


class TestCommands:
    def test_balance_of_the_claims_asked_for(self, run: Run, filled_address: str) -> None:
        code, out, _ = run("balance", "--db", filled_address, "--actor", "rapid_support_forces", "--json")
        found = json.loads(out)
        assert (code, found["theatre"]) == (0, "sudan")
        with Observatory(filled_address) as observatory:
            want = {claim.id for claim in observatory.claims(limit=0, actor="rapid_support_forces")}
        assert set(found["claims"]) == want
        assert found["actors"]["rapid_support_forces"]["label_en"] == "Rapid Support Forces"
        code, out, _ = run(
            "balance", "--db", filled_address, "--actor", "rapid_support_forces", "--published", "2019-01"
        )
        text = out.decode()
        assert "United Arab Emirates → Rapid Support Forces" in text
        assert "Nyala" not in text
        assert all(line.split()[1][0] == "c" for line in text.splitlines() if line.startswith("  #"))

    def test_camps_are_those_of_the_readings_taken_out(self, run: Run, filled_address: str, tmp_path: Path) -> None:
        assert run("export", "jsonl", "--db", filled_address, "--out", tmp_path / "r.jsonl")[0] == 0
        mine = json.loads(run("camps", "--db", filled_address, "--json")[1])
        theirs = json.loads(run("camps", tmp_path / "r.jsonl", "--json")[1])
        for figure in ("nodes", "edges", "negative", "frustration", "camps", "parts"):
            assert mine[figure] == theirs[figure]
        assert "الدعم السريع" in run("camps", "--db", filled_address)[1].decode()

    def test_ties_and_network(self, run: Run, filled_address: str) -> None:
        ties = [json.loads(line) for line in run("ties", "--db", filled_address, "--json")[1].splitlines()]
        graph = nx.parse_graphml(run("network", "--db", filled_address)[1].decode())
        assert {frozenset(tie["keys"]) for tie in ties} == {frozenset(edge) for edge in graph.edges}
        assert run("network", "--db", filled_address)[1] == run("export", "graphml", "--db", filled_address)[1]
        assert b"predicate\tarms" in run("ties")[1]

    def test_a_scenario_takes_claims_by_number_id_or_how_that_begins(self, run: Run, filled_address: str) -> None:
        with Observatory(filled_address) as observatory:
            claims = observatory.claims(limit=0, predicate=["arms", "fights"], actor="rapid_support_forces")
        number, (claim, *_) = next((n, [c]) for n, c in enumerate(claims, 1) if c.row.predicate == "arms")
        asked = [
            "--db",
            filled_address,
            "--predicate",
            "arms",
            "--predicate",
            "fights",
            "--actor",
            "rapid_support_forces",
        ]
        said = {run("scenario", *asked, "--drop", name)[1] for name in (f"#{number}", claim.id, claim.id[:9])}
        assert len(said) == 1
        assert "dropped" in said.pop().decode()
        code, out, err = run("scenario", *asked, "--drop", "cffffffff")
        assert (code, out, "marsad claims" in err) == (2, b"", True)

    def test_the_store_and_reports_are_not_asked_together(self, run: Run, filled_address: str, tmp_path: Path) -> None:
        report = tmp_path / "r.txt"
        report.write_text("زار حفتر موسكو.", encoding="utf-8")
        for command in ("balance", "camps", "ties", "network"):
            for more in (["--db", filled_address], ["--actor", "حفتر"]):
                code, out, err = run(command, report, *more)
                assert (code, out, err.count("\n")) == (2, b"", 1)
                assert more[0] in err
            assert run(command, report, "--min-confidence", "0.1")[0] == 0

    def test_nothing_that_fits_is_told(self, run: Run, filled_address: str) -> None:
        code, out, err = run("balance", "--db", filled_address, "--actor", "لا أحد")
        assert (code, "لا أحد" in err, "no claims" in err) == (0, True, True)
        assert out
        for filters in (["--predicate", "arm"], ["--time", "x"], ["--limit", "-1"]):
            assert run("camps", "--db", filled_address, *filters)[0] == 2

    def test_a_picture_never_replaces_the_store(self, run: Run, tmp_path: Path) -> None:
        store = open_store(tmp_path / "m.db", create=True)
        Writer(store).write([done(item(0))])
        store.close()
        code, _, err = run("balance", "--db", tmp_path / "m.db", "--svg", tmp_path / "m.db")
        assert (code, "would be lost" in err) == (2, True)
        assert run("network", "--db", tmp_path / "m.db", "-o", tmp_path / "m.db", "--format", "gexf")[0] == 2
        assert run("balance", "--db", tmp_path / "m.db", "--svg", tmp_path / "b.svg")[0] == 0
        assert (tmp_path / "b.svg").read_text("utf-8").startswith("<svg")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A hundred reports of militias that the army shells and a state arms."""
    where = tmp_path_factory.mktemp("many") / "m.db"
    names = [f"كتيبة {first} {last}" for first in NAMES for last in NAMES if first != last]
    texts = [f"قصف الجيش السوداني {name}. وسلّحت الإمارات {name}." for name in names]
    store = open_store(where, create=True)
    Writer(store).write([done(item(n, text)) for n, text in enumerate(texts)])
    store.close()
    return str(where)


class TestMany:
    def test_tables_show_the_first_and_say_how_many_more(self, run: Run, many: str) -> None:
        code, out, err = run("balance", "--db", many, "--limit", "5")
        assert (code, "--limit 0" in err) == (0, True)
        assert "more" in out.decode()
        whole = run("balance", "--db", many, "--limit", "0")[1]
        assert len(whole) > 2 * len(out)
        assert b" more\n" not in whole
        short, whole = (run("camps", "--db", many, "--limit", n)[1] for n in ("3", "0"))
        assert b" more " in short
        assert b" more " not in whole
        out, err = run("ties", "--db", many, "--limit", "4")[1:]
        assert "the 4 weightiest" in err
        assert len(out) < len(run("ties", "--db", many)[1]) / 2

    def test_a_picture_has_room_for_the_first(self, run: Run, many: str) -> None:
        code, out, err = run("balance", "--db", many, "--svg", "-", "--min-confidence", "0")
        assert (code, len(out) < 300_000) == (0, True)
        assert "drawn are" in err or len(facts(many).told) <= 200


def test_filters_are_those_of_claims_everywhere(run: Run) -> None:
    """One set of options: what marsad claims takes, export, balance, camps, scenario, ties and network take."""
    import typer.main

    from marsad import cli

    commands = typer.main.get_command(cli.app()).commands  # type: ignore[attr-defined]
    options = {name: {flag for one in commands[name].params for flag in one.opts} for name in commands}
    filters = options["claims"] - {"--limit", "--json"}
    assert {"--predicate", "--actor", "--place", "--time", "--published", "--source", "--modality", "--polarity",
            "--min-confidence", "--db"} <= filters  # fmt: skip
    for name in ("export", "balance", "camps", "scenario", "ties", "network"):
        assert filters <= options[name], name


def test_python_checks_the_same_filters(filled_address: str) -> None:
    with Observatory(filled_address) as observatory:
        for wrong in ({"predicate": "arm"}, {"colour": "red"}, {"time": "soon"}):
            with pytest.raises(OptionError):
                observatory.facts(**wrong)


class TestPython:
    """The methods are the commands, with the same filters and the same answers; and tables."""

    def test_balance(self, run: Run, filled_address: str) -> None:
        with Observatory(filled_address) as observatory:
            found = observatory.balance(actor="rapid_support_forces", on="2019-12-31")
            with pytest.raises(OptionError, match="is no date"):
                observatory.balance(on="soon")
        printed = run(
            "balance", "--db", filled_address, "--actor", "rapid_support_forces", "--on", "2019-12-31", "--json"
        )
        assert json.loads(printed[1]) == json.loads(json.dumps(found.data()))
        arms = [row for row in found.rows() if row["row"] == "arms"]
        frame = found.pandas()
        assert list(frame[frame.row == "arms"].said) == [row["said"] for row in arms] == [
            "United Arab Emirates → Rapid Support Forces"
        ]  # fmt: skip
        assert set(arms[0]["claims"]) <= set(found.data()["claims"])
        assert found.svg("ar").startswith("<svg")

    def test_camps_ties_and_network(self, run: Run, filled_address: str) -> None:
        with Observatory(filled_address) as observatory:
            camps, ties, graph = observatory.camps(), observatory.ties(), observatory.network()
        assert json.loads(run("camps", "--db", filled_address, "--json")[1]) == json.loads(json.dumps(camps.data()))
        table = camps.arrow().to_pylist()
        assert {row["actor"] for row in table} == set(camps.found.graph.nodes)
        assert [row["camp"] for row in table] == list(camps.found.camps)
        rows = ties.arrow().to_pylist()
        assert [(row["a_key"], row["b_key"], row["sign"]) for row in rows] == [(tie.a, tie.b, tie.sign) for tie in ties]
        assert {frozenset((row["a_key"], row["b_key"])) for row in rows} == {frozenset(edge) for edge in graph.edges}

    def test_scenario(self, filled_address: str, tmp_path: Path) -> None:
        asked = {"actor": "rapid_support_forces"}
        with Observatory(filled_address) as observatory:
            found = observatory.scenario(add=["arms(russia, rapid_support_forces)"], **asked)
            (tmp_path / "s.toml").write_text('add = ["arms(russia, rapid_support_forces)"]')
            same = observatory.scenario(file=tmp_path / "s.toml", **asked)
            with pytest.raises(ScenarioError, match="no actor"):
                observatory.scenario(add=["arms(nobody of this name, rapid_support_forces)"], **asked)
            with pytest.raises(ScenarioError, match="check the path"):
                observatory.scenario(file=tmp_path / "none.toml", **asked)
        gains = {
            "actor": "rapid_support_forces",
            "section": "arms",
            "other": "russia",
            "before": 0,
            "after": 2,
            "gain": True,
        }
        assert gains in found.arrow().to_pylist()
        assert found.rows() == same.rows()
        assert found.data()["assumptions"]

    def test_of_nothing_there_are_empty_tables(self, filled_address: str) -> None:
        with Observatory(filled_address) as observatory:
            for found in (
                observatory.balance(actor="nobody"),
                observatory.camps(actor="nobody"),
                observatory.ties(actor="nobody"),
            ):
                assert (found.arrow().num_rows, list(found.arrow().schema.names)) == (0, list(found.columns))
