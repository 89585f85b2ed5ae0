"""The argument of a report: what follows from what, as a tree and as a picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn import SVG, in_browser, parsed, texts
from test_ties import reading

import marsad
from conftest import GOLD, Run, shared
from marsad import gold, model
from marsad.balance import Facts, gather
from marsad.balance.argument import Argument, argument, dump, role, tree
from marsad.balance.argument_svg import draw
from marsad.balance.wording import Wording, attached, heading

REPORT = (
    "زار وزير الدفاع الليبي أنقرة بهدف رفع الحظر على السلاح، بينما تسلح مصر والإمارات الجيش الوطني الليبي. "
    "وتوشك حكومة الدبيبة على السقوط بعد هجوم كتيبة النواصي على العاصمة. وتسيطر كتيبة النواصي على طرابلس."
)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return gather([marsad.read(REPORT, published="2020-02-01", publisher="المرصد")])


def lines(value: Argument, language: str = "en") -> list[str]:
    return [branch + "".join(parts) for branch, parts in tree(value, Wording(value.facts, language))]  # type: ignore[arg-type]


def of(*claims: dict[str, object], links: list[tuple[str, str, str]]) -> Argument:
    return argument(
        gather([reading(*claims, links=[model.Link(a, b, kind) for a, b, kind in links])])  # type: ignore[arg-type]
    )


def test_arrows_run_from_the_ground_to_what_comes_of_it() -> None:
    value = of(
        {"p": "visits", "a": "x", "b": "y"}, {"p": "backs", "a": "x", "b": "z", "modality": "intended"},
        {"p": "attacks", "a": "w", "b": "x"}, {"p": "attacks", "a": "x", "b": "w"},
        links=[("c1", "c2", "purpose"), ("c4", "c3", "response")],
    )  # fmt: skip
    assert [(a.start, a.end, a.type) for a in value.arrows] == [("c1", "c2", "purpose"), ("c3", "c4", "response")]
    assert lines(value) == [
        "#1 اسم x visits اسم y",
        "└─ in order that #2 اسم x to back اسم z [wished]",
        "#3 اسم w attacks اسم x",
        "└─ answered by #4 اسم x attacks اسم w",
    ]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"p": "controls"}, "background"),
        ({"p": "arms"}, "background"),
        ({"p": "attacks", "polarity": "negative"}, "background"),
        ({"p": "attacks"}, "act"),
        ({"p": "attacks", "modality": "demanded"}, "aim"),
        ({"p": "controls", "modality": "intended"}, "aim"),
        ({"p": "falls", "modality": "possible"}, "forecast"),
    ],
)
def test_role_by_predicate_and_modality(claim: dict[str, str], expected: str) -> None:
    (told,) = gather([reading({"a": "x", "b": "y"} | claim)]).told
    assert role(told) == expected


def test_coordinated_doers_are_one_step() -> None:
    cue = [model.Evidence(0, 8, model.Span(0, 2))]
    value = of(
        {"p": "visits", "a": "x", "b": "y"}, {"p": "arms", "a": "k", "b": "z", "evidence": cue},
        {"p": "arms", "a": "l", "b": "z", "evidence": cue}, {"p": "arms", "a": "m", "b": "z"},
        links=[("c1", "c2", "contrast")],
    )  # fmt: skip
    assert lines(value)[1] == "└─ whereas #2 اسم k and اسم l arm اسم z"
    assert [step.id for step in value.apart] == ["c4"]


def test_a_circle_of_causes_is_written_once_and_ends() -> None:
    value = of(
        *({"p": "attacks", "a": f"a{n}", "b": f"b{n}"} for n in range(3)),
        links=[("c1", "c2", "cause"), ("c2", "c3", "cause"), ("c3", "c1", "cause")],
    )
    assert [line[:9].rstrip() for line in lines(value)] == ["#1 اسم a0", "└─ hence", "   └─ hen", "      └─"]
    assert lines(value)[-1].endswith("hence #1")


def test_a_long_chain_does_not_run_out_of_stack() -> None:
    count = 1500
    value = of(
        *({"p": "attacks", "a": f"a{n}", "b": f"b{n}"} for n in range(count)),
        links=[(f"c{n}", f"c{n + 1}", "before") for n in range(1, count)],
    )
    assert len(lines(value)) == count
    assert draw(value, Wording(value.facts)).count("<rect") > count


def test_circles_of_either_kind_are_drawn() -> None:
    value = of(
        *({"p": "attacks", "a": f"a{n}", "b": f"b{n}"} for n in range(4)), {"p": "falls", "a": "x", "modality": "expected"},
        links=[("c1", "c2", "cause"), ("c2", "c1", "cause"), ("c3", "c4", "while"), ("c5", "c1", "cause"), ("c1", "c5", "cause")],
    )  # fmt: skip
    parsed(draw(value, Wording(value.facts, "ar")))


def test_names_from_a_report_cannot_leave_their_text() -> None:
    made = reading({"p": "arms", "a": "x", "b": "y"}, {"p": "attacks", "a": "y", "b": "x"},
                   links=[model.Link("c1", "c2", "cause")], publisher='"/><script>alert(1)</script>\x1b[31m')  # fmt: skip
    made.entities[0].name = "</text><script href='x'>\u202eليبيا"
    facts = gather([made])
    for language in ("en", "ar"):
        svg = draw(argument(facts), Wording(facts, language))  # type: ignore[arg-type]
        assert "\u202e" not in svg
        assert "\x1b" not in svg
        assert any("</text><script" in text for text in texts(svg))


def test_a_report_without_links_is_all_background_and_events() -> None:
    facts = gather([reading({"p": "controls", "a": "x", "b": "y"}, {"p": "attacks", "a": "x", "b": "y"})])
    value = argument(facts)
    assert value.threads == []
    assert [step.role for step in value.apart] == ["background", "act"]
    assert "Told as background, tied to nothing" in texts(draw(value, Wording(facts)))
    nothing = gather([reading()])
    parsed(draw(argument(nothing), Wording(nothing, "ar")))


@pytest.mark.parametrize(
    ("particle", "name", "expected"),
    [
        ("ل", "الجيش", "للجيش"), ("ل", "روسيا", "لروسيا"), ("ب", "الحكومة", "بالحكومة"), ("على", "طرابلس", "على طرابلس"),
        ("ل", "M23", "لـM23"),
    ],
)  # fmt: skip
def test_particle_before_a_name(particle: str, name: str, expected: str) -> None:
    assert attached(particle, name) == expected


class TestReadReport:
    """A report of our own, read by the reader."""

    def test_tree(self, facts: Facts) -> None:
        said = "\n".join(lines(argument(facts)))
        assert "in order that" in said
        assert "whereas" in said
        assert "hence" in said

    def test_json_has_both_languages_and_the_words(self, facts: Facts) -> None:
        data = dump(argument(facts), Wording(facts, "en"), Wording(facts, "ar"))
        assert {step["role"] for step in data["steps"]} == {"background", "act", "aim", "forecast"}
        assert all(step["words"] in REPORT and step["said_ar"] for step in data["steps"])
        ids = {step["id"] for step in data["steps"]}
        assert all({link["from"], link["to"]} <= ids for link in data["links"])
        tied = {x for thread in data["threads"] for x in thread}
        assert tied | set(data["apart"]) == ids
        assert not tied & set(data["apart"])

    def test_same_in_same_out(self, facts: Facts) -> None:
        assert draw(argument(facts), Wording(facts, "ar")) == draw(argument(facts), Wording(facts, "ar"))

    def test_arabic_runs_right_to_left(self, facts: Facts) -> None:
        directions = {
            n.get("direction") for n in parsed(draw(argument(facts), Wording(facts, "ar"))).iter(f"{SVG}text")
        }
        assert directions == {"rtl"}
        english = parsed(draw(argument(facts), Wording(facts, "en"))).iter(f"{SVG}text")
        assert {n.get("direction") for n in english if "«" in (n.text or "")} == {"rtl"}

    def test_heading_names_the_report(self, facts: Facts) -> None:
        assert heading(facts) == [["المرصد", "2020-02-01"]]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_picture_in_a_browser(language: str, tmp_path: Path) -> None:
    facts = gather([gold.as_reading(gold.load(GOLD / "horn_analysis_2024.yaml")), marsad.read(REPORT)])
    seen = in_browser(draw(argument(facts), Wording(facts, language)), tmp_path)  # type: ignore[arg-type]
    assert seen["texts"] > 40
    assert seen["outside"] == []
    assert seen["overlapping"] == []


@pytest.mark.parametrize("form", ["txt", "yaml"])
def test_a_visit_an_embargo_and_the_answer_to_the_west(form: str, run: Run, tmp_path: Path) -> None:
    report = shared("gold", f"moscow_visit.{form}")
    code, out, _ = run("argument", report)
    tree_of = out.decode().replace("\u2068", "").replace("\u2069", "")
    assert code == 0
    for line in (
        "└─ then #2 Khalifa Haftar visits Moscow",
        "├─ in order that #5 Khalifa Haftar to",
        "whereas #7 NATO, Turkey and Gulf states arm Libya Dawn",
        "meanwhile",
        "hence #",
        "Government of National Accord to fall [foretold]",
        "Russia to arm Libyan National Army [wished]",
        "The West backs Libya Dawn and",
        "answered by",
        "Russia to back Libyan National Army [foretold]",
    ):
        assert line in tree_of, line
    picture = tmp_path / "a.svg"
    assert run("argument", report, "--svg", picture, "--language", "ar")[0] == 0
    assert {"الحال القائمة", "ما جرى", "ما يُراد", "ما يُتوقع"} <= set(texts(picture.read_text(encoding="utf-8")))


def test_command(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text(REPORT, encoding="utf-8")
    assert json.loads(run("argument", report, "--json")[1])["links"]
    assert run("argument", report, "--svg", "-")[1].startswith(b"<svg")
    code, _, err = run("argument", report, "--svg", tmp_path / "no" / "such.svg")
    assert code == 2
    assert err.count("\n") == 1
    assert run("argument", report, "--language", "fr")[0] == 2


@pytest.mark.parametrize("command", ["argument", "balance", "network"])
def test_a_report_is_not_written_over(run: Run, tmp_path: Path, command: str) -> None:
    report = tmp_path / "r.svg"
    report.write_text(REPORT, encoding="utf-8")
    option = ("--output", report, "--format", "json") if command == "network" else ("--svg", report)
    code, _, err = run(command, report, *option)
    assert (code, "is one of the reports" in err) == (2, True)
    assert report.read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize("command", ["argument", "balance"])
def test_a_picture_and_json_are_two_things(run: Run, tmp_path: Path, command: str) -> None:
    report = tmp_path / "r.txt"
    report.write_text(REPORT, encoding="utf-8")
    code, _, err = run(command, report, "--svg", tmp_path / "a.svg", "--json")
    assert (code, "--svg: cannot go with --json" in err) == (2, True)
