"""From claims to ties: what speaks for, against and for neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import marsad
from conftest import GOLD
from marsad import codebook, gold, model
from marsad.balance import Facts, Tie, gather, ties, weights
from marsad.balance.weights import BUILT_IN
from marsad.errors import TableError


def reading(*claims: dict[str, Any], kinds: dict[str, model.Kind] | None = None, publisher: str = "المرصد",
            published: str | None = "2024-05-01", links: list[model.Link] | None = None) -> model.Reading:  # fmt: skip
    """A reading with claims in short: ``p``, ``a``, ``b`` and whatever field differs from the plain case."""
    found = []
    for n, short in enumerate(claims, 1):
        given = dict(short)
        p, a, b = given.pop("p"), given.pop("a"), given.pop("b", None)
        fields: dict[str, Any] = {
            "id": f"c{n}", "key": f"k{n}", "predicate": p, "agent": a, "patient": b, "polarity": "positive",
            "modality": "asserted", "source": "publisher", "attribution": [], "certainty": "plain", "place": None,
            "time": None, "number": None, "item": None, "disclosure": None, "confidence": 0.8, "rule": "made",
            "evidence": [model.Evidence(0, 5, None)],
        }  # fmt: skip
        found.append(model.Claim(**(fields | given)))
    sides = {side for c in found for side in (c.agent, c.patient, c.source) if side and side != "publisher"}
    known = kinds or {}
    return model.Reading(
        reader=model.Reader("made", "0", "0"),
        report=model.Report("0" * 64, "نص قصير", "ar", None, publisher, published),
        entities=[
            model.Entity(side, known.get(side, "org"), f"اسم {side}", [model.Mention(0, 3)]) for side in sorted(sides)
        ],
        claims=found,
        framing=[],
        links=links or [],
        notices=[],
    )


def tied(*readings: model.Reading) -> dict[tuple[str, str], Tie]:
    return {(tie.a.removeprefix("اسم "), tie.b.removeprefix("اسم ")): tie for tie in ties(gather(readings), weights())}


def test_every_word_of_the_codebook_has_its_weight() -> None:
    table = weights()
    assert {name for what, name in table.lines if what == "predicate"} == set(codebook.predicates())
    assert {name for what, name in table.lines if what == "modality"} == set(codebook.modalities())
    assert {name for what, name in table.lines if what == "kind"} == set(codebook.kinds())
    assert all(line.why for line in table.lines.values())


def test_the_built_in_table_is_sorted() -> None:
    lines = [line.split("\t") for line in BUILT_IN.read_text(encoding="utf-8").splitlines() if line[0] != "#"][1:]
    order = ["predicate", "modality", "certainty", "kind"]
    assert lines == sorted(lines, key=lambda cells: (order.index(cells[0]), cells[1]))


def test_printed_table_is_a_table(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(weights().text(), encoding="utf-8")
    assert weights(own) == weights()


def test_support_attack_and_talk() -> None:
    found = tied(reading({"p": "backs", "a": "x", "b": "y"}, {"p": "attacks", "a": "z", "b": "x"},
                         {"p": "meets", "a": "y", "b": "z"}))  # fmt: skip
    assert {pair: tie.sign for pair, tie in found.items()} == {("x", "y"): 1, ("x", "z"): -1, ("y", "z"): 0}


def test_refused_recognition_is_against_and_a_denied_attack_is_nothing() -> None:
    found = tied(reading({"p": "recognises", "a": "x", "b": "y", "polarity": "negative"},
                         {"p": "attacks", "a": "x", "b": "z", "polarity": "negative"}))  # fmt: skip
    assert found["x", "y"].sign == -1
    assert found["x", "y"].predicates == ["not recognises"]
    assert found["x", "z"].sign == 0


def test_what_is_planned_hedged_or_demanded_weighs_less() -> None:
    def weight(**told: str) -> float:
        return tied(reading({"p": "arms", "a": "x", "b": "y", **told}))["x", "y"].weight

    assert weight() == 0.75
    assert weight(modality="intended") == 0.375
    assert weight(modality="expected", certainty="hedged") == 0.28125
    assert weight(modality="demanded") == 0


def test_places_measures_and_sources_are_no_parties() -> None:
    kinds: dict[str, model.Kind] = {"city": "place", "ban": "measure", "unnamed": "source"}
    assert not tied(reading({"p": "controls", "a": "x", "b": "city"}, {"p": "opposes", "a": "x", "b": "ban"},
                            {"p": "accuses", "a": "unnamed", "b": "x"}, {"p": "falls", "a": "x"}, kinds=kinds))  # fmt: skip


def test_repeating_adds_nothing_and_another_voice_does() -> None:
    claim = {"p": "backs", "a": "x", "b": "y"}
    assert tied(reading(claim), reading(claim))["x", "y"].weight == 0.75
    assert tied(reading(claim), reading(claim, publisher="الوكالة"))["x", "y"].weight == 1.5


def test_for_and_against_are_set_off() -> None:
    tie = tied(reading({"p": "backs", "a": "x", "b": "y"}, {"p": "accuses", "a": "y", "b": "x"}))["x", "y"]
    assert (tie.sign, tie.weight, tie.positive, tie.negative) == (1, 0.25, 0.75, 0.5)


def test_civilians_whom_both_sides_shell_join_nobody() -> None:
    kinds: dict[str, model.Kind] = {"civilians": "people", "tribe": "people"}
    found = tied(reading({"p": "attacks", "a": "x", "b": "civilians"}, {"p": "kills", "a": "y", "b": "civilians"},
                         {"p": "backs", "a": "tribe", "b": "x"}, {"p": "attacks", "a": "y", "b": "tribe"}, kinds=kinds))  # fmt: skip
    assert set(found) == {("tribe", "x"), ("tribe", "y")}


def test_the_deed_that_makes_a_government_fall_is_against_it() -> None:
    claims = ({"p": "attacks", "a": "x", "place": "city"}, {"p": "falls", "a": "y", "modality": "expected"})
    assert not tied(reading(*claims))
    tie = tied(reading(*claims, links=[model.Link("c1", "c2", "cause")]))["x", "y"]
    assert (tie.sign, tie.weight, [told.id for told, _ in tie.told]) == (-1, 0.5, ["c2"])


def test_dates_span_the_claims() -> None:
    tie = tied(reading({"p": "backs", "a": "x", "b": "y", "time": "2011/2014-03"}, {"p": "arms", "a": "x", "b": "y"}))[
        "x", "y"
    ]
    assert (tie.first, tie.last) == ("2011", "2024-05-01")


def test_actors_of_two_reports_are_joined_by_key_and_by_name() -> None:
    def facts(name: str, actor: str | None) -> Facts:
        one, two = reading({"p": "backs", "a": "x", "b": "y"}), reading({"p": "arms", "a": "x", "b": "y"})
        one.entities[0].actor = two.entities[0].actor = actor
        two.entities[0].name = name
        return gather([one, two])

    assert len(facts("باسم آخر", "libya_dawn").actors) == 2
    assert len(facts("باسم آخر", None).actors) == 3
    assert len(facts("«اسم x»", None).actors) == 2


def test_order_of_reports_does_not_matter() -> None:
    one = reading({"p": "backs", "a": "x", "b": "y"}, {"p": "attacks", "a": "z", "b": "x"})
    two = reading({"p": "arms", "a": "y", "b": "z"}, publisher="الوكالة")
    assert [(t.a, t.b, t.sign, t.weight) for t in ties(gather([one, two]), weights())] == [
        (t.a, t.b, t.sign, t.weight) for t in ties(gather([two, one]), weights())
    ]


def test_gold_stands_in_for_a_reading() -> None:
    have = gold.as_reading(gold.load(GOLD / "skhirat_accord.yaml"))
    assert have.claims
    assert {c.agent for c in have.claims} - {None} <= {e.id for e in have.entities}
    for claim in have.claims:
        first = claim.evidence[0]
        assert 0 <= first.start < first.end <= len(have.report.text)
    assert ties(gather([have]), weights())


def test_read_report_has_its_ties() -> None:
    read = marsad.read("هاجمت قوات فجر ليبيا الجيش الليبي في سرت. وتدعم مصر الجيش الليبي.", published="2015-02-01")
    found = {(t.a, t.b): t.sign for t in ties(gather([read]), weights())}
    assert found["egypt", "libyan_national_army"] == 1
    assert found["libya_dawn", "libyan_national_army"] == -1


HEAD = "what\tname\tvalue\tdenied\twhy\n"


@pytest.mark.parametrize(
    ("table", "line", "trouble"),
    [
        ("", "", "is empty"),
        ("what\tname\tvalue\n", ":1", "columns missing: denied, why"),
        (f"{HEAD[:-1]}\toff\npredicate\tbacks\t1\t0\tso\tyes\n", ":2", "cannot be off"),
        (f"{HEAD}predicate\tloves\t1\t0\tso\n", ":2", "'loves' is no predicate"),
        (f"{HEAD}verb\tbacks\t1\t0\tso\n", ":2", "'verb' in column 'what'"),
        (f"{HEAD}predicate\tbacks\tnan\t0\tso\n", ":2", "'nan' is no number from -1 to 1"),
        (f"{HEAD}predicate\tbacks\t7\t0\tso\n", ":2", "'7' is no number from -1 to 1"),
        (f"{HEAD}modality\tintended\t-0.5\t\tso\n", ":2", "'-0.5' is no number from 0 to 1"),
        (f"{HEAD}predicate\tbacks\t1\t0\t\n", ":2", "column 'why' is empty"),
        (f"{HEAD}predicate\tbacks\t1\t0\n", ":2", "column 'why' is empty"),
        (f"{HEAD}predicate\tbacks\t1\t0\tso\tthere\n", ":2", "6 cells, but the header has 5 columns"),
        (f"# mine\n{HEAD}predicate\tbacks\t1\t0\ta\npredicate\tbacks\t0\t0\tb\n", ":4", "stands already on line 3"),
    ],
)
def test_faulty_table_is_named_by_line(tmp_path: Path, table: str, line: str, trouble: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(table, encoding="utf-8")
    with pytest.raises(TableError) as fault:
        weights(own)
    assert str(fault.value).startswith(f"{own}{line}: ")
    assert trouble in str(fault.value)


def test_own_table_may_come_from_a_spreadsheet(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(HEAD.replace("\t", ";") + "predicate;meets;0.5;0;here talks are friendship\r\n", encoding="utf-16")
    assert weights(own).lines["predicate", "meets"].value == 0.5


def test_own_table_has_a_largest_size() -> None:
    with pytest.raises(TableError, match="is larger than"):
        weights(Path("/dev/zero"))


def test_own_table_stands_on_the_built_in_one(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"{HEAD}predicate\tmeets\t0.5\t0\there talks are friendship\n", encoding="utf-8")
    found = ties(gather([reading({"p": "meets", "a": "x", "b": "y"})]), weights(own))
    assert (found[0].sign, found[0].weight) == (1, 0.5)
