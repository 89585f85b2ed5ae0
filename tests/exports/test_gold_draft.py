"""A gold draft: it loads, the reading that made it scores 1.0 against it, and it replaces nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import marsad
from conftest import GOLD, ROOT, Run, made_reading
from marsad import codebook, gold, model
from marsad.evaluate import figures, score
from marsad.exports.gold import draft
from marsad.gold import Gold, files, load

HOSTILE = (
    "أعلن \x1b[31mالجيش السوري\x1b[0m أن \u202eروسيا\u202c تدعمه: {p: attacks, a: x}\n# - تعليق\n--- !!python/object:os.system\n"
    'وقال user@example.org @الجيش@ إن «الجيش» قصف حلب؛ و"المعارضة\\n" انسحبت\x07 منها. زار الأسد طهران\u2028أمس & *x |\n'
    "وقتل ٣ إلى ٥ مدنيين في غارة للجيش السوري على حلب، وزعم مصدر أن إيران سلّحت الجيش السوري ولم تعترف روسيا بالمعارضة."
)


def drafted(reading: model.Reading, folder: Path) -> Gold:
    (folder / "r.txt").write_bytes(reading.report.text.encode())
    (folder / "r.yaml").write_text(draft(reading, "r.txt"), encoding="utf-8")
    return load(folder / "r.yaml")


def wrong(found: Gold, reading: model.Reading) -> dict[str, Any]:
    """Figures that are not 1.0, of those that the reading has at all."""
    tally = score(found, reading).tally
    counts = {"unasserted": "unasserted_said", "negative": "negative_said", "slots": "slots_said",
              "mentions": "mentions_said", "framing": "framing_said", "links": "links_said"}  # fmt: skip
    values = figures(tally)
    out = {}
    for name, value in values.items():
        if isinstance(value, dict) and tally[counts.get(name, "said")]:
            out[name] = value["f1"]
        elif isinstance(value, float):
            out[name] = value
    return {name: value for name, value in out.items() if value != 1.0}


@pytest.mark.parametrize("name", [path.stem for path in files([GOLD])])
def test_the_reading_scores_one_against_its_draft(name: str, tmp_path: Path) -> None:
    reading = marsad.read((GOLD / f"{name}.txt").read_text(encoding="utf-8"))
    assert reading.claims
    assert wrong(drafted(reading, tmp_path), reading) == {}


def test_a_hostile_report(tmp_path: Path) -> None:
    reading = marsad.read(HOSTILE, publisher="null: [*x]\x1b", published="2020-01-01")
    assert len(reading.claims) > 4
    found = drafted(reading, tmp_path)
    assert wrong(found, reading) == {}
    written = (tmp_path / "r.yaml").read_text(encoding="utf-8")
    assert not set(written) & set("\x1b\x07\u202e\u202c\u2028\r")
    assert found.publisher == "null: [*x]\x1b"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_loads_again(text: str, tmp_path: Path) -> None:
    words = f"نص {text} @2 نص".replace("\r", "\n")
    reading = made_reading(words, title=True, publisher=text, published=text)
    reading.entities[1].mentions = [model.Mention(0, 2), model.Mention(len(words) - 2, len(words))]
    found = drafted(reading, tmp_path)
    assert found.publisher == text
    assert found.claims[0].item == words[:50]
    assert len(found.claims) == 2
    assert score(found, reading).tally["core"] == 2


@pytest.mark.parametrize(
    "value", ["0", "017", "1e3", "2020-13-45", "2020-01-01", "Yes", "~", "نعم", "a: b", "12:30", "@x", "x@2"]
)
def test_what_yaml_would_take_for_something_else_is_quoted(tmp_path: Path, value: str) -> None:
    reading = made_reading("نص", publisher=value, published=value)
    found = drafted(reading, tmp_path)
    assert (found.publisher, found.published) == (value, value)


def test_a_claim_stands_below_its_sentence() -> None:
    written = draft(marsad.read("زار حفتر موسكو أمس. وتدعم مصر الجيش الليبي.", published="2016-06-30"), "زيارة.txt")
    lines = [line.strip() for line in written.splitlines()]
    at = lines.index("# زار حفتر موسكو أمس.")
    assert lines[at + 1] == "- {p: visits, a: khalifa_haftar, b: moscow, time: 2016-06-29}"
    assert lines[at + 2] == "# وتدعم مصر الجيش الليبي."
    assert lines[at + 3].startswith("- {p: backs, a: egypt, b: ")
    assert "زيارة.txt" in lines[0]


def test_a_name_is_pinned_only_where_it_must_be(tmp_path: Path) -> None:
    """«القاهرة» is the state where it acts and the place where it is visited; «مصر» stands in «مصراتة» too."""
    text = "القاهرة تدعم الجيش. وزار حفتر القاهرة ثم مصراتة. ومصر تدعم الجيش."
    reading = made_reading(text)
    spans = [m.span() for m in re.finditer("القاهرة", text)]
    reading.entities = [
        model.Entity("e1", "state", "القاهرة", [model.Mention(*spans[0]), model.Mention(text.index("ومصر") + 1, text.index("ومصر") + 4)]),
        model.Entity("e2", "place", "القاهرة", [model.Mention(*spans[1])]),
        model.Entity("e3", "armed_group", "الجيش", [model.Mention(*m.span()) for m in re.finditer("الجيش", text)]),
    ]  # fmt: skip
    reading.claims, reading.framing, reading.links = [], [], []
    names = {key: entity["names"] for key, entity in yaml.safe_load(draft(reading, "r.txt"))["entities"].items()}
    assert names == {"state": ["القاهرة@1", "مصر@2"], "place": ["القاهرة@2"], "armed_group": ["الجيش"]}
    assert drafted(reading, tmp_path).mentions["state"] == [spans[0], (text.index("ومصر") + 1, text.index("ومصر") + 4)]


def test_an_entity_that_shares_its_mention_is_told_apart(tmp_path: Path) -> None:
    """The measure takes, of two entities with equal overlap, the last by name."""
    text = "بيروت محاصرة وبيروت تدعم الجيش"
    reading = made_reading(text)
    first, second = (model.Mention(*m.span()) for m in re.finditer("بيروت", text))
    reading.entities = [
        model.Entity("e1", "state", "لبنان", [first, second], label_en="Lebanon"),
        model.Entity("e2", "place", "بيروت", [first], label_en="Beirut"),
    ]
    claim = msgspec.structs.replace(
        reading.claims[1], id="c1", predicate="besieges", agent=None, patient="e2", source="publisher"
    )
    reading.claims, reading.framing, reading.links = [claim], [], []
    found = drafted(reading, tmp_path)
    assert found.claims[0].patients == ("lebanon_beirut",)
    assert wrong(found, reading) == {"evidence": 0.0}


def test_repeats_ranges_links_and_framing(tmp_path: Path) -> None:
    reading = made_reading("نص فيه كلمة وكلمة أخرى")
    again = msgspec.structs.replace(reading.claims[0], id="c9")
    reading.claims.append(again)
    reading.framing = [model.Framing(13, 17, "e1", "glorifying")]  # the second «كلمة»
    found = drafted(reading, tmp_path)
    assert [claim.id for claim in found.claims] == ["c1", "c2"]
    assert found.claims[0].slots["number"] == ("3", "3-5")
    assert found.links == [("c1", "c2", "before")]
    assert found.framing[0].text != "كلمة"
    assert not {"core", "full", "slots", "framing", "links"} & set(wrong(found, reading))


class TestCommand:
    @pytest.fixture
    def report(self, tmp_path: Path) -> Path:
        path = tmp_path / "r.txt"
        path.write_text("زار حفتر موسكو أمس.", encoding="utf-8")
        return path

    def test_a_draft_beside_the_report(self, run: Run, report: Path) -> None:
        code, out, err = run("gold", report, "--published", "2016-06-30", "--publisher", "المرصد")
        assert (code, out) == (0, b"")
        assert "r.yaml: a draft of 1 claims" in err
        found = load(report.with_suffix(".yaml"))
        assert (found.published, found.publisher) == ("2016-06-30", "المرصد")
        code, out, _ = run("evaluate", report.parent)
        assert "core P 1.00 R 1.00 F1 1.00" in out.decode()

    def test_what_is_there_is_not_replaced(self, run: Run, report: Path) -> None:
        target = report.with_suffix(".yaml")
        target.write_text("mine")
        code, _, err = run("gold", report)
        assert code == 2
        assert "is there already" in err
        assert target.read_text() == "mine"
        assert run("gold", report, "--force")[0] == 0
        assert target.read_text() != "mine"

    def test_another_text_of_that_name_is_not_replaced(self, run: Run, report: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text("mine")
        code, _, err = run("gold", report, "-o", tmp_path / "other.yaml")
        assert code == 2
        assert "other.txt: is not the text as it was read" in err
        assert not (tmp_path / "other.yaml").exists()
        assert run("gold", report, "-o", tmp_path / "other.yaml", "--force")[0] == 0
        assert (tmp_path / "other.txt").read_bytes() == report.read_bytes()

    def test_the_report_itself_is_never_replaced(self, run: Run, report: Path, tmp_path: Path) -> None:
        before = "زار حفتر موسكو أمس.".encode("cp1256")
        report.write_bytes(before)
        code, _, err = run("gold", report, "--force")
        assert code == 2
        assert "the report itself is never replaced" in err
        assert report.read_bytes() == before
        assert run("gold", report, "-o", tmp_path / "utf8.yaml")[0] == 0
        assert (tmp_path / "utf8.txt").read_text(encoding="utf-8") == "زار حفتر موسكو أمس."

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("in.txt", "زار حفتر موسكو.\r\nأمس."),
            ("in.txt", "\ufeffزار حفتر موسكو.\nأمس."),
            ("in.html", "<html><p>زار حفتر موسكو.</p><p>أمس.</p></html>"),
        ],
    )
    def test_the_text_beside_it_is_the_text_that_was_read(self, run: Run, tmp_path: Path, name: str, data: str) -> None:
        (tmp_path / name).write_bytes(data.encode())
        assert run("gold", tmp_path / name, "-o", tmp_path / "out.yaml")[0] == 0
        assert (tmp_path / "out.txt").read_bytes().decode() == "زار حفتر موسكو.\nأمس."
        assert load(tmp_path / "out.yaml").claims

    def test_standard_input_and_output(self, run: Run) -> None:
        code, out, _ = run("gold", "-", "-o", "-", stdin="زار حفتر موسكو أمس.".encode())
        assert code == 0
        assert len(yaml.safe_load(out)["claims"]) == 1

    @pytest.mark.parametrize(
        ("args", "trouble"),
        [
            (["-"], "has no name to write to"),
            (["r.txt", "-o", "r.yml"], "does not end in .yaml"),
            (["none.txt"], "no such file"),
            (["r.txt", "--published", "yesterday"], "is no date"),
            (["r.txt", "-o", "none/r.yaml"], "there is no folder"),
        ],
    )
    def test_bad_arguments(
        self, run: Run, report: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], trouble: str
    ) -> None:
        monkeypatch.chdir(report.parent)
        code, out, err = run("gold", *args)
        assert (code, out) == (2, b"")
        assert err.count("\n") == 1
        assert trouble in err


class TestPage:
    PAGE = (ROOT / "docs" / "gold.md").read_text(encoding="utf-8")

    def test_every_key_of_a_claim_is_described(self) -> None:
        table = self.PAGE.split("| key of a claim | what |")[1].split("\n\n")[0]
        described = {
            key for row in table.splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1] if "|" in row else "")
        }
        assert described == gold._KEYS

    def test_the_example_loads_and_shows_every_key(self, tmp_path: Path) -> None:
        (example,) = re.findall(r"```yaml\n(.*?)```", self.PAGE, re.DOTALL)
        (tmp_path / "r.yaml").write_text(example, encoding="utf-8")
        text = "دخلت قوات الدعم السريع القاهرة، و«المتمردين» في القاهرة. وردت مصر على الدعم السريع."
        (tmp_path / "r.txt").write_text(text, encoding="utf-8")
        found = load(tmp_path / "r.yaml")
        assert len(found.claims) == 5
        assert {key for claim in yaml.safe_load(example)["claims"] for key in claim} == gold._KEYS
        assert found.framing[0].device in codebook.devices()

    def test_a_day_that_is_none_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text("نص", encoding="utf-8")
        (tmp_path / "r.yaml").write_text("published: 2020-13-45\nentities: {}\nclaims: []", encoding="utf-8")
        with pytest.raises(gold.GoldError, match="cannot be read"):
            load(tmp_path / "r.yaml")

    def test_a_name_with_a_broken_place_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text("نص", encoding="utf-8")
        (tmp_path / "r.yaml").write_text(
            "entities: {a: {kind: state, names: ['نص@two']}}\nclaims: []", encoding="utf-8"
        )
        with pytest.raises(gold.GoldError, match="no number behind its @"):
            load(tmp_path / "r.yaml")
