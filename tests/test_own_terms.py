"""Own actors, cues and predicates: what they do to a reading, and to all that takes readings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import marsad
from conftest import ROOT, Run, made_reading, shared
from marsad import codebook, model
from marsad.codebook import own as own_codebook
from marsad.evaluate import score
from marsad.gold import load as load_gold
from marsad.lexicon import load
from own import ACTOR, PREDICATE, SPYING, TEXT, claims, folder


class TestReading:
    @pytest.fixture
    def terms(self, tmp_path: Path) -> Path:
        return folder(tmp_path / "terms", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)

    def test_own_actor_cue_and_predicate(self, terms: Path) -> None:
        have = claims(marsad.read(TEXT, lexicon=terms, codebook=terms))
        assert ("spies_on", "men_of_the_sands", "libyan_national_army") in have
        assert [p for p, a, b in have if a == "men_of_the_sands"] == ["spies_on", "spies_on"]
        assert ("accuses", "مجلس النواب", "men_of_the_sands") in have

    def test_reading_defines_its_own_predicates(self, terms: Path) -> None:
        reading = marsad.read(TEXT, lexicon=str(terms), codebook=str(terms))
        data = json.loads(msgspec.json.encode(reading))
        jsonschema.validate(data, model.schema())
        assert [p["name"] for p in data["reader"]["predicates"]] == ["spies_on"]
        assert {c["plover"] for c in data["claims"] if c["predicate"] == "spies_on"} == {"COERCE"}
        assert msgspec.json.decode(msgspec.json.encode(reading), type=model.Reading) == reading
        assert codebook.predicates_of(reading)["spies_on"].bare_en == "spy on"

    def test_reading_without_own_predicates_keeps_the_published_contract(self, terms: Path) -> None:
        schema = json.loads(shared("reading.schema.json").read_text(encoding="utf-8"))
        for reading in (marsad.read(TEXT), marsad.read(TEXT, lexicon=folder(terms.parent / "a", actors=ACTOR))):
            data = json.loads(msgspec.json.encode(reading))
            jsonschema.validate(data, schema)
            assert "predicates" not in data["reader"]

    def test_undefined_predicate_is_refused(self) -> None:
        data = json.loads(msgspec.json.encode(made_reading("نص")))
        data["claims"][0]["predicate"] = "spies_on"
        with pytest.raises(msgspec.ValidationError, match="spies_on"):
            msgspec.json.decode(json.dumps(data), type=model.Reading)

    @pytest.mark.parametrize("text", ["a\x1b[31m", "a\u202eb", "a\nb", "a" * 501])
    def test_hostile_definitions_are_refused(self, terms: Path, text: str) -> None:
        data = json.loads(msgspec.json.encode(marsad.read(TEXT, lexicon=terms)))
        data["reader"]["predicates"][0]["meaning_en"] = text
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(json.dumps(data), type=model.Reading)

    def test_hash_names_all_tables_in_use(self, terms: Path) -> None:
        plain = load().hash
        actors = folder(terms.parent / "a", actors=ACTOR)
        assert len({plain, load(actors).hash, load(terms, terms).hash, load(None, terms).hash}) == 4
        before = load(terms, terms).hash
        folder(terms, predicates=PREDICATE.replace("listens in", "eavesdrops"))
        assert load(terms, terms).hash not in (before, plain)

    def test_a_changed_table_is_read_again(self, terms: Path) -> None:
        assert "spies_on" in {p for p, _, _ in claims(marsad.read(TEXT, lexicon=terms, codebook=terms))}
        folder(terms, verbs="predicate\tlemma\tpatient\nspies_on\tتلصص\tعلى\n")
        assert "spies_on" not in {p for p, _, _ in claims(marsad.read(TEXT, lexicon=terms, codebook=terms))}

    def test_own_row_goes_before_a_built_in_one(self, tmp_path: Path) -> None:
        text = "نهب الجيش الليبي مستودعات الهلال الأحمر الليبي."
        assert {p for p, _, _ in claims(marsad.read(text))} == {"seizes"}
        terms = folder(
            tmp_path / "t",
            verbs="predicate\tlemma\nloots\tنهب\n",
            predicates="predicate\tgroup\tmeaning_en\nloots\tviolence\ttakes goods by force\n",
        )
        assert {p for p, _, _ in claims(marsad.read(text, lexicon=terms, codebook=terms))} == {"loots"}

    def test_symmetric_and_one_sided_predicates(self, tmp_path: Path) -> None:
        terms = folder(
            tmp_path / "t",
            verbs="predicate\tlemma\tpatient\nraces\tتسابق\tمع\nmutinies\tتمرد\t-\n",
            predicates=(
                "predicate\tgroup\tmeaning_en\tsymmetric\tpatients\nraces\tpower\truns a race\tyes\t\n"
                "mutinies\tviolence\trises against its own command\tno\t-\n"
            ),
        )
        text = "تسابقت مصر مع تركيا. وتسابقت تركيا مع مصر. وتمرد اللواء السابع."
        have = claims(marsad.read(text, lexicon=terms, codebook=terms))
        assert [c for c in have if c[0] == "races"] == [("races", "egypt", "turkey")]
        assert [c[2] for c in have if c[0] == "mutinies"] == ["?"]

    def test_a_predicate_that_is_off_makes_no_claim(self, tmp_path: Path) -> None:
        off = folder(tmp_path / "t", predicates="predicate\toff\nvisits\tyes\nleads\tyes\n")
        text = "زار قائد الجيش الليبي خليفة حفتر موسكو."
        assert {"visits", "leads"} <= {p for p, _, _ in claims(marsad.read(text))}
        assert claims(marsad.read(text, codebook=off)) == []

    def test_a_built_in_predicate_takes_other_kinds(self, tmp_path: Path) -> None:
        narrowed = folder(tmp_path / "t", predicates="predicate\tpatients\nvisits\tperson\n")
        assert claims(marsad.read("زار خليفة حفتر موسكو.", codebook=narrowed)) == []


class TestOverride:
    def entries(self, terms: Path) -> dict[str, Any]:
        return {e.key: e for e in load(terms).entries}

    def test_filled_cells_replace_empty_ones_stay(self, tmp_path: Path) -> None:
        built = self.entries(folder(tmp_path / "a", given="name\nسيبويه\n"))["khalifa_haftar"]
        terms = folder(tmp_path / "t", actors="key\tlabel_en\nkhalifa_haftar\tField Marshal Haftar\n")
        mine = self.entries(terms)["khalifa_haftar"]
        assert mine.label_en == "Field Marshal Haftar"
        assert (mine.kind, mine.name, mine.country, mine.parent) == (
            built.kind,
            built.name,
            built.country,
            built.parent,
        )
        assert [e.key for e in load(terms).entries].count("khalifa_haftar") == 1

    def test_a_plus_adds_spellings(self, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors="key\tvariants\nkhalifa_haftar\t+الرجماوي\n")
        reading = marsad.read("زار الرجماوي موسكو. وعاد حفتر إلى بنغازي.", lexicon=terms)
        assert ("visits", "khalifa_haftar", "moscow") in claims(reading)
        assert [e.actor for e in reading.entities].count("khalifa_haftar") == 1

    def test_off_takes_an_actor_out(self, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors="key\toff\nkhalifa_haftar\tyes\n")
        assert "khalifa_haftar" not in self.entries(terms)

    def test_off_takes_a_cue_out(self, tmp_path: Path) -> None:
        text = "ساند الجيش المصري القوات الحكومية."
        assert {p for p, _, _ in claims(marsad.read(text))} == {"backs"}
        terms = folder(tmp_path / "t", verbs="predicate\tlemma\toff\nbacks\tساند\tyes\n")
        assert claims(marsad.read(text, lexicon=terms)) == []

    def test_other_tables(self, tmp_path: Path) -> None:
        terms = folder(
            tmp_path / "t",
            reporting="lemma\tstance\nادعى\tneutral\n",
            titles="title\tclass\nعقيد الرمل\thead\n",
            states="key\tname\tadjectives\nsand\tرملستان\tرملستاني\n",
        )
        lex = load(terms)
        senses = {
            op.kind
            for lemma in lex.lemmas
            if lemma.key == "ادعي"
            for op in (lex.ops[r] for r in lemma.reports)
            if op.pos == "v"
        }
        assert senses == {"neutral"}
        assert "sand" in {lex.entries[n].key for n in lex.adjectives.values()}
        assert lex.phrases["عقيد رمل"] == "thead"


class TestElsewhere:
    def test_one_folder_is_enough(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        assert ("spies_on", "men_of_the_sands") in [c[:2] for c in claims(marsad.read(TEXT, lexicon=terms))]
        code, out, _ = run("lexicon", "check", terms)
        assert (code, out.decode().endswith(": sound: 4 entries in 3 tables\n")) == (0, True)
        folder(terms, predicates=PREDICATE.replace("coercion", "spying"))
        code, out, _ = run("lexicon", "check", terms)
        assert (code, "predicates.tsv:2: unknown group 'spying'" in out.decode()) == (1, True)

    def test_ties_weigh_own_predicates_by_an_own_table(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        report = tmp_path / "r.txt"
        report.write_text(TEXT, encoding="utf-8")

        def tie(*options: str | Path) -> float:
            code, out, _ = run("ties", report, "--lexicon", terms, "--json", *options)
            assert code == 0
            found = [json.loads(line) for line in out.splitlines()]
            return next(
                t["negative"] for t in found if "spies_on" in t["predicates"] and "libyan_national_army" in t["keys"]
            )

        assert tie() == 0
        table = tmp_path / "ties.tsv"
        table.write_text(
            "what\tname\tvalue\tdenied\twhy\npredicate\tspies_on\t-0.5\t0\tone spies on foes\n", encoding="utf-8"
        )
        assert tie("--ties", table) == 0.5

    def test_codebook_lists_own_predicates(self, run: Run, tmp_path: Path) -> None:
        folder(tmp_path, predicates=PREDICATE)
        code, out, _ = run("codebook", "--codebook", tmp_path)
        assert code == 0
        assert "spies_on (PLOVER COERCE, your own): spies on or listens in on somebody" in out.decode()
        _, out, _ = run("codebook", "--codebook", tmp_path, "--json")
        assert json.loads(out.splitlines()[-1])["name"] == "spies_on"
        _, out, _ = run("codebook", "--json")
        assert len(out.splitlines()) == 38

    def test_table_of_a_reading(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        _, out, _ = run("read", "-", "--lexicon", terms, "--codebook", terms, stdin=TEXT.encode())
        assert "spies_on - spies on or listens in on somebody" in out.decode()

    def test_why_not_asks_for_an_own_predicate(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        options = ("--lexicon", terms, "--codebook", terms, "--why-not", "spies_on(رجال الرمال, الجيش الليبي)")
        code, out, _ = run("read", "-", *options, stdin=TEXT.encode())
        assert code == 0
        assert "spies_on" in out.decode()

    def test_draft_of_gold_and_agreement(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        for name in ("a", "b"):
            folder(tmp_path / name)
            (tmp_path / name / "r.txt").write_text(TEXT, encoding="utf-8")
            assert run("gold", tmp_path / name / "r.txt", "--lexicon", terms)[0] == 0
        assert "spies_on" in (tmp_path / "a" / "r.yaml").read_text(encoding="utf-8")
        code, _, err = run("agree", tmp_path / "a", tmp_path / "b")
        assert (code, "--codebook" in err) == (2, True)
        code, out, _ = run("agree", tmp_path / "a", tmp_path / "b", "--codebook", terms, "--json")
        assert (code, json.loads(out)["all"]["core_f1"]["value"]) == (0, 1.0)

    def test_page(self, tmp_path: Path) -> None:
        from marsad.exports.page import page

        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        shown = page(marsad.read(TEXT, lexicon=terms))
        assert "spies on" in shown
        assert "spies on or listens in on somebody" in shown

    def test_gold_and_evaluate(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR, verbs=SPYING, predicates=PREDICATE)
        (tmp_path / "g.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "g.yaml").write_text(
            "entities:\n  men: {kind: armed_group, names: [رجال الرمال]}\n  army: {kind: armed_group, names: [الجيش الليبي]}\n"
            "claims:\n  - {p: spies_on, a: men, b: army}\n",
            encoding="utf-8",
        )
        code, _, err = run("evaluate", tmp_path / "g.yaml")
        assert (code, "--codebook" in err) == (2, True)
        code, out, _ = run("evaluate", tmp_path / "g.yaml", "--lexicon", terms, "--codebook", terms)
        assert code == 0
        assert "claims   1/1" in out.decode()
        gold = load_gold(tmp_path / "g.yaml", own_codebook.load(terms))
        assert score(gold, marsad.read(TEXT, lexicon=terms, codebook=terms)).tally["core"] == 1


def test_claims_are_not_looked_up_among_the_built_in_predicates_alone() -> None:
    """A reading may have predicates of its own: use ``codebook.predicates_of(reading)``, ``Told.meant`` or ``lex.book``."""
    package = ROOT / "src" / "marsad"
    found = [
        f"{path.relative_to(package)}:{n}"
        for path in [*package.rglob("*.py"), *package.rglob("*.j2")]
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "predicates()[" in line and path.parent.name != "codebook"
    ]
    assert found == []
