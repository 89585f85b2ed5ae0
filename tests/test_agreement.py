"""Two annotators: alpha as its author prints it, figures as the scorer has them, and which claim is which."""

from __future__ import annotations

import json
import random
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from conftest import GOLD, Run
from marsad.agreement import alpha, compare, measured, pairs, total
from marsad.agreement.alpha import coincidences, interval, of, together
from marsad.errors import GoldError
from marsad.gold import Gold, load, load_both
from test_evaluate import scorer as scorer  # the fixture

TEXT = "أعلن مصدر أن روسيا تدعم الجيش. وقصف الجيش مدينة درنة. وزار حفتر القاهرة."
ENTITIES = {
    "russia": {"kind": "state", "names": ["روسيا"]},
    "army": {"kind": "armed_group", "names": ["الجيش"]},
    "derna": {"kind": "place", "names": ["مدينة درنة"]},
    "haftar": {"kind": "person", "names": ["حفتر"]},
    "cairo": {"kind": "place", "names": ["القاهرة"]},
    "source": {"kind": "source", "names": ["مصدر"]},
}


def gold(folder: Path, claims: list[dict[str, Any]], names: dict[str, str] | None = None, name: str = "r") -> Gold:
    """A gold file of these claims; ``names`` has this annotator's own names for entities."""
    own = names or {}
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    data = {"entities": {own.get(key, key): entity for key, entity in ENTITIES.items()}, "claims": claims}
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load(folder / f"{name}.yaml")


class TestAlpha:
    """Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and the example of his in Wikipedia."""

    def test_two_observers_two_values(self) -> None:
        meg, owen = "0100000010", "1110010000"
        assert alpha(zip(meg, owen, strict=True)) == pytest.approx(0.095, abs=5e-4)

    def test_two_observers_many_values(self) -> None:
        ben, gerry = "aabbdcccedda", "babbbccceddd"
        assert alpha(zip(ben, gerry, strict=True)) == pytest.approx(0.692, abs=5e-4)

    def test_four_observers_with_missing_values(self) -> None:
        rows = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
        units = [[None if value == "." else value for value in unit] for unit in zip(*rows, strict=True)]
        assert alpha(units) == pytest.approx(0.743, abs=5e-4)

    def test_three_coders_with_missing_values(self) -> None:
        rows = ("*****34121133*3", "1*213343*******", "**21344*21133*4")
        units = [[None if value == "*" else value for value in unit] for unit in zip(*rows, strict=True)]
        assert alpha(units) == pytest.approx(0.691, abs=5e-4)

    def test_full_agreement_chance_and_none(self) -> None:
        assert alpha(["aa", "bb"]) == 1
        assert alpha(["ab", "ba"]) == -0.5
        assert alpha(["aa", "aa"]) is None
        assert alpha([]) is None
        assert alpha([["a", None], "b"]) is None

    def test_coincidences_add_up(self) -> None:
        units = ["ab", "aa", "bb", "cb", "ca"]
        parts = [coincidences(units[:2]), coincidences(units[2:])]
        assert of(together(parts)) == pytest.approx(alpha(units))


class TestInterval:
    def test_it_holds_the_figure_and_is_the_same_on_every_run(self) -> None:
        reports = [[0.6], [0.7], [0.8], [0.9], [0.5]]

        def mean(sample: Any) -> float:
            return sum(value for (value,) in sample) / len(sample)

        low, high = interval(reports, mean) or (0, 0)
        assert 0.5 < low < 0.7 < high < 0.9
        assert interval(reports, mean) == (low, high)

    def test_one_report_has_none(self) -> None:
        assert interval([1], lambda _: 1.0) is None
        assert interval([1, 2], lambda _: None) is None


class TestAlignment:
    def differences(self, tmp_path: Path, one: list[dict[str, Any]], two: list[dict[str, Any]]) -> tuple[Any, int, int]:
        found = compare(gold(tmp_path / "a", one), gold(tmp_path / "b", two)).alignment
        values = [
            {part: pair.values(part) for part in ("predicate", "polarity", "modality", "source")} for pair in found.both
        ]
        differ = [{part: pair for part, pair in value.items() if pair[0] != pair[1]} for value in values]
        return differ, len(found.only_one), len(found.only_two)

    def test_one_pair_with_another_predicate(self, tmp_path: Path) -> None:
        one = [{"p": "backs", "a": "russia", "b": "army", "src": "source"}]
        two = [{"p": "arms", "a": "russia", "b": "army", "mod": "possible"}]
        assert self.differences(tmp_path, one, two) == (
            [{"predicate": ("backs", "arms"), "modality": ("asserted", "possible"), "source": ("source", "publisher")}],
            0, 0,
        )  # fmt: skip

    def test_another_pair_is_another_claim(self, tmp_path: Path) -> None:
        one = [{"p": "attacks", "a": "army", "b": "derna"}]
        two = [{"p": "attacks", "a": "army"}]
        assert self.differences(tmp_path, one, two) == ([], 1, 1)

    def test_the_same_predicate_comes_first(self, tmp_path: Path) -> None:
        one = [{"p": "backs", "a": "russia", "b": "army"}, {"p": "arms", "a": "russia", "b": "army"}]
        two = [{"p": "arms", "a": "russia", "b": "army"}]
        assert self.differences(tmp_path, one, two) == ([{}], 1, 0)

    def test_slots_tell_two_events_apart(self, tmp_path: Path) -> None:
        one = [{"p": "kills", "a": "army", "number": 3}, {"p": "kills", "a": "army", "number": 7, "mod": "possible"}]
        two = [{"p": "kills", "a": "army", "number": 7, "mod": "possible"}]
        differ, alone, _ = self.differences(tmp_path, one, two)
        assert (differ, alone) == ([{}], 1)

    def test_symmetric_sides_may_swap(self, tmp_path: Path) -> None:
        one = [{"p": "meets", "a": "haftar", "b": "russia"}, {"p": "backs", "a": "haftar", "b": "army"}]
        two = [{"p": "meets", "a": "russia", "b": "haftar"}, {"p": "backs", "a": "army", "b": "haftar"}]
        assert self.differences(tmp_path, one, two) == ([{}], 1, 1)

    def test_alternatives_meet_where_they_share_one(self, tmp_path: Path) -> None:
        one = [{"p": "attacks|seizes", "a": "army|haftar", "b": "derna", "mod": "expected|possible"}]
        two = [{"p": "seizes", "a": "haftar", "b": "derna|?", "mod": "possible"}]
        assert self.differences(tmp_path, one, two) == ([{}], 0, 0)

    def test_optional_claims_take_part_and_do_not_count_alone(self, tmp_path: Path) -> None:
        one = [{"p": "backs", "a": "russia", "b": "army", "optional": True}]
        two = [{"p": "opposes", "a": "russia", "b": "army"}, {"p": "visits", "a": "haftar", "optional": True}]
        assert self.differences(tmp_path, one, two) == ([{"predicate": ("backs", "opposes")}], 0, 0)

    def test_entities_are_matched_by_their_mentions(self, tmp_path: Path) -> None:
        names = {"russia": "moscow", "army": "lna", "haftar": "russia"}
        one = gold(tmp_path / "a", [{"p": "arms", "a": "russia", "b": "army", "place": "derna"}])
        two = gold(tmp_path / "b", [{"p": "arms", "a": "moscow", "b": "lna", "place": "derna"}], names)
        report = compare(one, two)
        assert len(report.alignment.both) == 1
        assert measured(report.two_on_one)["core"] == {"p": 1.0, "r": 1.0, "f1": 1.0}


def other_annotator(path: Path, seed: int) -> dict[str, Any]:
    """The gold file with claims left out and changed, under other names for its entities."""
    dice = random.Random(seed)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))

    def new(value: object) -> str:
        return "|".join(key if key in ("?", "publisher") else f"x_{key}" for key in str(value).split("|"))

    data["entities"] = {new(key): entity for key, entity in data["entities"].items()}
    claims = [claim for claim in data["claims"] if dice.random() < 0.88]
    for claim in claims:
        claim.update({key: new(claim[key]) for key in ("a", "b", "src", "place") if claim.get(key)})
        if dice.random() < 0.15:
            claim["p"] = dice.choice(["backs", "allied_with", "attacks", "kills", "meets"])
        if dice.random() < 0.15:
            claim["mod"] = dice.choice(["expected", "possible"])
        if dice.random() < 0.1:
            claim["neg"] = not claim.get("neg")
    data["claims"] = claims
    ids = {claim.get("id") for claim in claims}
    data["links"] = [link for link in data.get("links") or [] if {link["from"], link["to"]} <= ids]
    for frame in data.get("framing") or []:
        frame["entity"] = new(frame["entity"])
    return data


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another annotator's gold files of the reports in tests/gold, with the texts."""
    folder = tmp_path_factory.mktemp("others")
    for seed, path in enumerate(sorted(GOLD.glob("*.yaml"))):
        data = yaml.safe_dump(other_annotator(path, seed), allow_unicode=True)
        (folder / path.name).write_text(data, encoding="utf-8")
        shutil.copy(path.with_suffix(".txt"), folder)
    return folder


class TestFigures:
    def test_they_are_the_scorers(self, scorer: ModuleType, others: Path) -> None:
        for first, second in pairs(GOLD, others)[0]:
            for one, two in ((first, second), (second, first)):
                theirs = scorer.figures(scorer.match(scorer.Gold(one), scorer.Gold(two).as_reading())["tally"])
                theirs.pop("evidence")
                assert measured(compare(load(one), load(two)).two_on_one) == theirs, one

    def test_agreement_with_oneself_is_full(self) -> None:
        whole = total([compare(*load_both(one, two)) for one, two in pairs(GOLD, GOLD)[0]])
        assert whole.core == (1.0, (1.0, 1.0))
        assert {value for value, _ in whole.alpha.values()} == {1.0}
        assert (whole.only_one, whole.only_two) == (0, 0)

    def test_links_of_optional_claims_are_nobodys_to_agree_on(self, tmp_path: Path) -> None:
        told = {"p": "backs", "a": "russia", "b": "army"}
        path = gold(tmp_path, [told | {"id": "a"}, told | {"id": "b", "p": "arms", "optional": True}]).path
        path.write_text(
            path.read_text(encoding="utf-8") + "\nlinks:\n- {from: a, to: b, type: cause}\n", encoding="utf-8"
        )
        assert load(path).links == [("a", "b", "cause")]
        assert compare(load(path), load(path)).two_on_one["links_gold"] == 0

    def test_the_interval_is_around_the_figure(self, others: Path) -> None:
        whole = total([compare(*load_both(one, two)) for one, two in pairs(GOLD, others)[0]])
        for value, between in (whole.core, *whole.alpha.values()):
            assert between is not None
            assert value is not None
            assert 0 < between[0] < value < between[1] < 1
        assert whole.only_one > 0
        assert whole.only_two == 0

    def test_another_text_is_refused(self, tmp_path: Path) -> None:
        one, two = gold(tmp_path / "a", []), gold(tmp_path / "b", [])
        (tmp_path / "b" / "r.txt").write_text(f"{TEXT} زيادة.", encoding="utf-8")
        with pytest.raises(GoldError, match=r"b/r\.txt: is not the text of .*a/r\.txt"):
            compare(one, load(two.path))


class TestCommand:
    def test_per_report_and_over_all(self, run: Run, others: Path) -> None:
        code, out, err = run("agree", GOLD, others)
        lines = out.decode().splitlines()
        assert (code, err) == (0, "")
        assert lines[0].startswith("aden_self_rule ")
        assert "alpha predicate 0." in lines[0]
        assert any(line.startswith("B against A ") for line in lines)
        assert any(line.startswith("alpha, modality ") and "[0." in line for line in lines)
        assert "16 reports" in out.decode()

    def test_disagreements_stand_under_their_sentence(self, run: Run, tmp_path: Path) -> None:
        gold(tmp_path / "a", [{"p": "backs", "a": "russia", "b": "army"}, {"p": "visits", "a": "haftar", "b": "cairo"}])
        gold(tmp_path / "b", [{"p": "arms", "a": "russia", "b": "army"}, {"p": "attacks", "a": "army", "b": "derna"}])
        code, out, _ = run("agree", tmp_path / "a", tmp_path / "b", "-v")
        shown = [line.strip("\u2068\u2069 ") for line in out.decode().splitlines() if line.startswith("   ")]
        assert code == 0
        assert shown[:6] == [
            "أعلن مصدر أن روسيا تدعم الجيش.",
            "differ  predicate backs / arms: backs(russia, army) · asserted · source publisher",
            "وقصف الجيش مدينة درنة.",
            "only B  attacks(army, derna) · asserted · source publisher",
            "وزار حفتر القاهرة.",
            "only A  visits(haftar, cairo) · asserted · source publisher",
        ]

    def test_json(self, run: Run, others: Path) -> None:
        code, out, _ = run("agree", GOLD, others, "--json")
        got = json.loads(out)
        assert code == 0
        assert (got["only_a"], got["only_b"]) == ([], [])
        assert len(got["reports"]) == 16
        assert got["all"]["claims"]["both"] == sum(report["claims"]["both"] for report in got["reports"])
        assert got["all"]["alpha"]["predicate"]["interval"][0] < got["all"]["alpha"]["predicate"]["value"]
        assert got["reports"][0]["alpha"]["predicate"]["interval"] is None

    def test_reports_of_one_side_are_named(self, run: Run, tmp_path: Path) -> None:
        for folder, name in (("a", "r"), ("b", "r"), ("a", "one\x1b"), ("b", "two")):
            gold(tmp_path / folder, [], name=name)
        _, out, _ = run("agree", tmp_path / "a", tmp_path / "b")
        assert f"only in A ({tmp_path}/a), not compared: one␛\n" in out.decode()
        assert f"only in B ({tmp_path}/b), not compared: two\n" in out.decode()
        assert "-: not defined" in out.decode()

    def test_the_texts_may_lie_with_one_of_them(self, run: Run, tmp_path: Path) -> None:
        gold(tmp_path / "a", [])
        gold(tmp_path / "b", [])
        (tmp_path / "a" / "r.txt").unlink()
        assert run("agree", tmp_path / "a", tmp_path / "b")[0] == 0
        (tmp_path / "b" / "r.txt").unlink()
        code, _, err = run("agree", tmp_path / "a", tmp_path / "b")
        assert code == 2
        assert "a/r.txt: No such file" in err

    @pytest.mark.parametrize(
        ("one", "two", "trouble"),
        [("a", "none", "is no folder"), ("a", "empty", "holds no gold file"), ("a", "c", "no report in common")],
    )
    def test_nothing_to_compare(self, run: Run, tmp_path: Path, one: str, two: str, trouble: str) -> None:
        gold(tmp_path / "a", [])
        gold(tmp_path / "c", [], name="other")
        (tmp_path / "empty").mkdir()
        code, out, err = run("agree", tmp_path / one, tmp_path / two)
        assert (code, out) == (2, b"")
        assert err.count("\n") == 1
        assert trouble in err


def test_gold_files_load_no_tables_of_words(tmp_path: Path) -> None:
    """Two annotators are compared without the reader."""
    import subprocess

    gold(tmp_path / "a", [])
    run = f"import sys\nfrom marsad.cli import main\ntry: main(['agree', {str(tmp_path / 'a')!r}, {str(tmp_path / 'a')!r}])\n"
    run += "finally: sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not set(done.stderr.decode().split()) & {"marsad.reader.pipeline", "marsad.lexicon.compile", "rich.console"}
