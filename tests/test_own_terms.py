"""Own actors, cues and predicates: what they do to a reading, and what is said of tables with a fault."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import marsad
from conftest import ROOT, Run, made_reading, shared
from marsad import codebook, model, tables
from marsad.codebook import own as own_codebook
from marsad.errors import LexiconError, MarsadError
from marsad.evaluate import score
from marsad.gold import load as load_gold
from marsad.lexicon import cache, load, overlay, own, starter

TEXT = "قالت مصادر محلية إن رجال الرمال تجسسوا على الجيش الليبي. واتهم مجلس النواب رجال الرمال بالتنصت على الحكومة."
ACTOR = "kind\tcountry\tname\tlabel_en\narmed_group\tlibya\tرجال الرمال\tMen of the Sands\n"
SPYING = "predicate\tlemma\tmasdars\tpatient\nspies_on\tتجسس\tتجسس\tعلى\nspies_on\tتنصت\tتنصت\tعلى\n"
PREDICATE = "predicate\tgroup\tmeaning_en\tplover\nspies_on\tcoercion\tspies on or listens in on somebody\tCOERCE\n"


@pytest.fixture(autouse=True, scope="module")
def _module_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The same tables are compiled once for all tests, and not in the cache of who runs them."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "folder", lambda: folder)
        yield


@pytest.fixture
def cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of the test's own."""
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")
    libya = dict.fromkeys(own.SPEC["states"].names, "") | {"key": "libya", "kind": "state", "name": "ليبيا"}
    monkeypatch.setattr(own, "built_in", lambda: own.BuiltIn({"states": [libya]}))  # little to compile
    return tmp_path / "cache"


def folder(path: Path, **files: str) -> Path:
    """A folder of tables: ``actors="..."`` is actors.tsv."""
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return path


def claims(reading: model.Reading) -> list[tuple[str, str, str]]:
    names = {e.id: e.actor or e.name for e in reading.entities} | {None: "?"}
    return [(c.predicate, names[c.agent], names[c.patient]) for c in reading.claims]


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


FAULTS = [
    ("verbs", "predicate\tlemma\nspys_on\tتجسس\n", 2, "unknown predicate 'spys_on'"),
    ("verbs", "predicate\tlemma\nbacks\t\n", 2, "lemma is empty"),
    ("verbs", "predicate\tlemma\tpatient\nbacks\tساند\tO:army\n", 2, "unknown kind 'army' in patient"),
    ("verbs", "predicate\tlemma\tagent\nbacks\tساند\tX\n", 2, "unknown slot letter 'X' in agent"),
    ("verbs", "predicate\tlemma\tflags\nbacks\tساند\tnumbr\n", 2, "unknown flag 'numbr'; write number"),
    ("verbs", "predicate\tlemma\tpos\nbacks\tساند\tverb\n", 2, "unknown pos 'verb'"),
    ("verbs", "predicate\tlemma\nbacks\tزاظ\n", 2, "imperfect of زاظ is empty"),
    ("verbs", "predicate\tlemma\tform\nbacks\tساند\tXII\n", 2, "unknown form 'XII'"),
    ("verbs", "predicat\tlemma\nbacks\tساند\n", 1, "unknown column 'predicat'; write predicate"),
    ("verbs", "predicate\tpatient\nbacks\tO\n", 1, "columns missing: lemma"),
    ("verbs", "predicate lemma\nbacks ساند\n", 1, "the header has spaces where a tab belongs"),
    ("verbs", "predicate\tlemma\nbacks    ساند\n", 2, "has spaces where a tab belongs"),
    ("verbs", "backs\tساند\n", 1, "has no header"),
    ("verbs", "predicate\tlemma\nbacks\tساند\tS\tO\n", 2, "4 cells, but the header has 2 columns"),
    ("verbs", "predicate\tlemma\tlemma\nbacks\tساند\tساند\n", 1, "column 'lemma' stands twice"),
    ("verbs", "predicate\tlemma\nbacks\tفزّع\nbacks\tفزع\n", 3, "the same entry stands in line 2"),
    (
        "verbs",
        "predicate\tlemma\toff\nbacks\tتكوكب\tyes\n",
        2,
        "no built-in row of verbs is «backs · v · تكوكب», so it cannot be off",
    ),
    ("verbs", "predicate\tlemma\toff\nbacks\tساند\tmaybe\n", 2, "column off says 'maybe'; write yes"),
    ("verb", "predicate\tlemma\n", 0, "no table has this name; call it verbs"),
    ("months", "name\tmonth\n", 0, "the names of months are fixed"),
    ("actors", "kind\tname\narmy\tلواء الرمال\n", 2, "unknown kind 'army'; write "),
    ("actors", "kind\tname\n\tلواء الرمال\n", 2, "kind is empty"),
    ("actors", "key\tkind\tname\nLiwa\tarmed_group\tلواء الرمال\n", 2, "'Liwa' is no key"),
    ("actors", "kind\tname\tcountry\norg\tحزب الرمال\tlybia\n", 2, "unknown country 'lybia'; write libya"),
    ("actors", "kind\tname\tparent\norg\tحزب الرمال\tno_such_body\n", 2, "unknown parent 'no_such_body'"),
    ("actors", "kind\tname\tfrom\torg\nperson\tفلان\t2020\tx\n", 1, "unknown column 'org'"),
    ("actors", "kind\tname\tfrom\nperson\tفلان\tMay 2020\n", 2, "from 'May 2020' is no date"),
    ("actors", "kind\tname\tfrom\tto\nperson\tفلان\t2020\t2019-05\n", 2, "ends (2019-05) before it begins (2020)"),
    (
        "actors",
        "kind\tname\tlabel_en\nperson\tفلان\tKhalifa Haftar\n",
        2,
        "the key 'khalifa_haftar', made from the name",
    ),
    ("actors", "key\tkind\tname\nlibya\torg\tحزب الرمال\n", 2, "the key 'libya' is one of states already"),
    ("actors", "kind\tname\nperson\tفلان\nperson\tفلان\n", 3, "the same entry stands in line 2"),
    ("framing", "term\tdevice\ttarget\nعبث\tvilifying\tnobody\n", 2, "unknown target 'nobody'"),
    ("framing", "term\tdevice\ttarget\nعبث\tvilify\tself\n", 2, "unknown device 'vilify'; write vilifying"),
]


class TestFaults:
    @pytest.mark.parametrize(("table", "text", "line", "trouble"), FAULTS, ids=[f[3][:40] for f in FAULTS])
    def test_word_tables(self, run: Run, tmp_path: Path, table: str, text: str, line: int, trouble: str) -> None:
        terms = folder(tmp_path / "t", **{table: text})
        code, out, _ = run("lexicon", "check", terms)
        assert code == 1
        where = f"{table}.tsv:{line}: " if line else f"{table}.tsv: "
        assert any(f"{where}{trouble}" in row for row in out.decode().splitlines()), out.decode()
        assert "warning" not in out.decode()
        with pytest.raises(LexiconError) as fault:
            load(terms)
        assert f"{where}{trouble}" in str(fault.value)
        assert "\n" not in str(fault.value)

    @pytest.mark.parametrize(
        ("text", "line", "trouble"),
        [
            ("predicate\tgroup\tmeaning_en\nSpies\tpower\tspies\n", 2, "'Spies' is no name of a predicate"),
            ("predicate\tgroup\tmeaning_en\nspies_on\tspying\tspies\n", 2, "unknown group 'spying'"),
            ("predicate\tgroup\tmeaning_en\nspies_on\tpower\t\n", 2, "meaning_en is empty"),
            ("predicate\tmeaning_en\nspies_on\tspies\n", 2, "group is empty"),
            ("predicate\tgroup\nattacks\tpower\n", 2, "group of the built-in predicate 'attacks' cannot be changed"),
            ("predicate\tsymmetric\nattacks\tyes\n", 2, "symmetric of the built-in predicate 'attacks'"),
            ("predicate\tagents\nattacks\tarmy\n", 2, "unknown agents 'army'"),
            ("predicate\tplover\nattacks\tFIGHT\n", 2, "unknown plover 'FIGHT'"),
            ("predicate\toff\nspies_on\tyes\n", 2, "'spies_on' is no built-in predicate, so it cannot be off"),
            ("predicate\tgroup\tmeaning_en\na\tpower\tx\na\tpower\tx\n", 3, "'a' stands in line 2 too"),
            ("predicate\tgrupp\tmeaning_en\n", 1, "unknown column 'grupp'; write group"),
            (
                "predicate\tgroup\tmeaning_en\texample\tagent\na\tpower\tx\tتجسس الجيش.\tاللواء\n",
                2,
                "the agent 'اللواء' does not stand in the example",
            ),
        ],
    )
    def test_codebook(self, run: Run, tmp_path: Path, text: str, line: int, trouble: str) -> None:
        terms = folder(tmp_path / "t", predicates=text)
        code, out, _ = run("codebook", "check", terms)
        assert code == 1
        assert f"predicates.tsv:{line}: {trouble}" in out.decode()
        code, _, err = run("codebook", "--codebook", terms)
        assert code == 2
        assert f"predicates.tsv:{line}: {trouble}" in err

    def test_contract_tables_are_no_ones_own(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="part of the data contract"):
            own_codebook.load(folder(tmp_path / "t", kinds="kind\n", predicates=PREDICATE))

    def test_folder_without_predicates(self, run: Run, tmp_path: Path) -> None:
        code, _, err = run("read", "--example", "--codebook", tmp_path)
        assert (code, "has no predicates.tsv" in err) == (2, True)

    def test_no_such_folder(self, run: Run, tmp_path: Path) -> None:
        for option in ("--lexicon", "--codebook"):
            code, _, err = run("read", "--example", option, tmp_path / "no")
            assert (code, err.count("\n")) == (2, 1)
        with pytest.raises(MarsadError, match="is no folder"):
            marsad.read(TEXT, lexicon=tmp_path / "no")

    def test_every_fault_is_listed_at_once(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", verbs="predicate\tlemma\nspys\tتجسس\nbacks\t\n", actors="kind\tname\n\tفلان\n")
        _, out, _ = run("lexicon", "check", terms)
        assert len(out.decode().splitlines()) == 3
        code, _, err = run("read", "--example", "--lexicon", terms)
        assert code == 2
        assert "(2 more: marsad lexicon check" in err


class TestFiles:
    @pytest.mark.parametrize(
        "data",
        [
            ACTOR.encode("utf-8-sig"),
            ACTOR.replace("\n", "\r\n").encode(),
            ACTOR.encode("utf-16"),
            b"# comment\n\n" + ACTOR.encode(),
            ACTOR.replace("رجال الرمال", '"رجال الرمال"').encode(),
        ],
        ids=["byte order mark", "CRLF", "Excel's Unicode text", "comment", "quoted"],
    )
    def test_ways_to_save_a_table(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "actors.tsv").write_bytes(data)
        have = overlay.checked(tmp_path, codebook.built_in())
        assert (have.faults, [row["key"] for row in have.rows["actors"]]) == ([], ["men_of_the_sands"])

    @pytest.mark.parametrize("delimiter", [",", ";"])
    def test_csv(self, tmp_path: Path, delimiter: str) -> None:
        text = f"predicate{delimiter}lemma{delimiter}patient\r\nbacks{delimiter}فزع{delimiter}" + '"ل:person,org"\r\n'
        (tmp_path / "verbs.csv").write_text(text, encoding="utf-8-sig")
        have = overlay.checked(tmp_path, codebook.built_in())
        assert (have.faults, have.rows["verbs"][0]["patient"]) == ([], "ل:person,org")

    def test_open_quote_in_csv(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "actors.csv").write_text('kind,name\nperson,"فلان\n', encoding="utf-8")
        _, out, _ = run("lexicon", "check", tmp_path)
        assert "actors.csv:2: a quote is not closed" in out.decode()

    def test_windows_1256(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "actors.tsv").write_bytes(ACTOR.encode("cp1256"))
        code, out, _ = run("lexicon", "check", tmp_path)
        assert code == 1
        assert "actors.tsv:2: is not UTF-8 (it looks like Windows-1256)" in out.decode()

    def test_files_that_are_not_read(self, run: Run, tmp_path: Path) -> None:
        folder(tmp_path, actors=ACTOR)
        (tmp_path / "places.xlsx").write_bytes(b"PK")
        (tmp_path / "verbs.txt").write_text("predicate\n", encoding="utf-8")
        (tmp_path / ".hidden.tsv").write_text("x", encoding="utf-8")
        code, out, _ = run("lexicon", "check", tmp_path)
        assert code == 0
        assert "places.xlsx: warning: is a workbook" in out.decode()
        assert "verbs.txt: warning: is not read; name it verbs.tsv or verbs.csv" in out.decode()
        assert "hidden" not in out.decode()

    def test_a_table_in_parts(self, tmp_path: Path) -> None:
        folder(tmp_path / "actors", north=ACTOR, south=ACTOR.replace("الرمال", "الصخور").replace("Sands", "Rocks"))
        have = overlay.checked(tmp_path, codebook.built_in())
        assert [row["key"] for row in have.rows["actors"]] == ["men_of_the_sands", "men_of_the_rocks"]

    def test_control_characters_do_not_reach_the_terminal(self, run: Run, tmp_path: Path) -> None:
        folder(tmp_path, actors="kind\tname\n\x1b[31mred\tفلان\n")
        _, out, _ = run("lexicon", "check", tmp_path)
        assert b"\x1b" not in out
        assert "actors.tsv:2: has a control character (U+001B)" in out.decode()

    def test_marks_of_direction_are_no_part_of_a_name(self, tmp_path: Path) -> None:
        folder(tmp_path, actors=ACTOR.replace("رجال الرمال", "\u200fرجال الرمال\u202c"))
        assert overlay.checked(tmp_path, codebook.built_in()).rows["actors"][0]["name"] == "رجال الرمال"

    def test_no_table_at_all(self, run: Run, tmp_path: Path) -> None:
        code, out, _ = run("lexicon", "check", tmp_path)
        assert (code, "holds no table" in out.decode()) == (1, True)


class TestWarnings:
    def warnings(self, run: Run, path: Path) -> str:
        code, out, _ = run("lexicon", "check", path)
        assert code == 0
        assert ": sound: " in out.decode()
        return out.decode()

    def test_everyday_words_as_names(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", actors="kind\tname\nperson\tقبل\norg\tالهجوم\narmed_group\tكتيبة الوادي\n")
        said = self.warnings(run, terms)
        assert "actors.tsv:2: warning: «قبل» is also a function word" in said
        assert "actors.tsv:3: warning: «الهجوم» is also " in said
        assert "actors.tsv:4" not in said

    def test_a_spelling_of_somebody_else(self, run: Run, tmp_path: Path) -> None:
        said = self.warnings(run, folder(tmp_path / "t", actors="kind\tname\tvariants\nperson\tفلان\tحفتر\n"))
        assert "«حفتر» is also a name of khalifa_haftar" in said

    def test_unknown_preposition(self, run: Run, tmp_path: Path) -> None:
        said = self.warnings(run, folder(tmp_path / "t", verbs="predicate\tlemma\tpatient\nbacks\tفزع\tهلم\n"))
        assert "«هلم» in patient is no preposition that the reader knows" in said


class TestDefaults:
    def rows(self, path: Path, table: str) -> list[dict[str, str]]:
        have = overlay.checked(path, codebook.built_in())
        assert have.faults == []
        return [row.cells for row in have.rows[table]]

    @pytest.mark.parametrize(
        ("lemma", "imperfect", "form"),
        [("فزع", "يفزع", "I"), ("أرهب", "يرهب", "IV"), ("تنصت", "يتنصت", "V"), ("استعان", "يستعين", "X"), ("ناور", "يناور", "III"),
         ("انحاز", "ينحاز", "VII"), ("اغتنى", "يغتني", "VIII")],
    )  # fmt: skip
    def test_verb_forms(self, tmp_path: Path, lemma: str, imperfect: str, form: str) -> None:
        (row,) = self.rows(folder(tmp_path / "t", verbs=f"predicate\tlemma\nmeets\t{lemma}\n"), "verbs")
        assert (row["imperfect"], row["form"], row["agent"], row["patient"]) == (imperfect, form, "S", "O")

    def test_a_known_verb_lends_its_forms(self, tmp_path: Path) -> None:
        (row,) = self.rows(folder(tmp_path / "t", verbs="predicate\tlemma\tpatient\nbacks\tزار\tO\n"), "verbs")
        assert (row["imperfect"], row["form"]) == ("يزور", "I")

    def test_keys(self, tmp_path: Path) -> None:
        text = "kind\tname\tlabel_en\norg\tحزب الرمال\tSands Party (Libya)\norg\tحزب الصخور\t\norg\tحزب السيل\tParti du Désert\n"
        keys = [row["key"] for row in self.rows(folder(tmp_path / "t", actors=text), "actors")]
        assert keys == ["sands_party_libya", "hazb_al_sakhur", "parti_du_desert"]

    def test_sides_of_a_phrase(self, tmp_path: Path) -> None:
        (row,) = self.rows(folder(tmp_path / "t", verbs="predicate\tpos\tlemma\nbacks\tx\tبتزكية من\n"), "verbs")
        assert (row["agent"], row["patient"]) == ("H", "G")


class TestStarter:
    def test_it_is_sound_as_it_is(self, run: Run, tmp_path: Path) -> None:
        code, out, _ = run("lexicon", "new", tmp_path / "t")
        assert code == 0
        assert out.decode().count("wrote ") == len(starter.EXAMPLES)
        assert run("lexicon", "check", tmp_path / "t", "--codebook", tmp_path / "t")[0] == 0
        assert run("codebook", "check", tmp_path / "t")[0] == 0

    def test_its_examples_are_sound_and_read(self, run: Run, tmp_path: Path) -> None:
        run("lexicon", "new", tmp_path)
        for path in tmp_path.glob("*.tsv"):
            comment, example = path.read_text(encoding="utf-8").splitlines()[-2:]
            assert comment.startswith("# Example")
            path.write_text(
                path.read_text(encoding="utf-8").replace(example, example.removeprefix("# ")), encoding="utf-8"
            )
        code, out, _ = run("lexicon", "check", tmp_path, "--codebook", tmp_path)
        assert (code, "warning" in out.decode()) == (0, False)
        predicate = own_codebook.load(tmp_path).predicates["loots"]
        assert ("loots", "liwa_al_rimal") in [
            c[:2] for c in claims(marsad.read(predicate.example, lexicon=tmp_path, codebook=tmp_path))
        ]

    def test_it_overwrites_nothing(self, run: Run, tmp_path: Path) -> None:
        folder(tmp_path, actors=ACTOR)
        run("lexicon", "new", tmp_path)
        assert (tmp_path / "actors.tsv").read_text(encoding="utf-8") == ACTOR


class TestCache:
    def test_second_start_finds_it(self, tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR)
        first, _ = overlay.compiled(terms, None)
        (entry,) = cache_folder.iterdir()
        assert stat.S_IMODE(entry.stat().st_mode) == 0o600
        monkeypatch.setattr(overlay, "_compiled", lambda *_: pytest.fail("compiled again"))
        again, _ = overlay.compiled(terms, None)
        assert (again["entries"], again["hash"]) == (first["entries"], first["hash"])

    @pytest.mark.parametrize("spoil", ["truncated", "other", "writable"])
    def test_an_entry_that_is_not_sound_is_made_anew(self, tmp_path: Path, cache_folder: Path, spoil: str) -> None:
        terms = folder(tmp_path / "t", actors=ACTOR)
        first, _ = overlay.compiled(terms, None)
        (entry,) = cache_folder.iterdir()
        if spoil == "truncated":
            entry.write_bytes(entry.read_bytes()[:100])
        elif spoil == "other":
            entry.write_bytes(b'{"name": "another", "entries": []}')
        else:
            entry.write_bytes(entry.read_bytes().replace(b"men_of_the_sands", b"men_of_the_rocks"))
            entry.chmod(0o666)
        again, _ = overlay.compiled(terms, None)
        assert again["entries"] == first["entries"]
        assert stat.S_IMODE(entry.stat().st_mode) == 0o600

    def test_no_place_to_write(self, tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("", encoding="utf-8")
        monkeypatch.setattr(cache, "folder", lambda: blocked / cache_folder.name)
        assert overlay.compiled(folder(tmp_path / "t", actors=ACTOR), None)[0]["entries"]

    def test_old_entries_go(self, cache_folder: Path) -> None:
        for n in range(cache.KEPT + 3):
            cache.put(f"n{n}", {"entries": []})
            os.utime(cache_folder / f"n{n}.json", (n, n))
        assert len(list(cache_folder.iterdir())) == cache.KEPT
        assert not list(cache_folder.glob("*.part"))


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


def test_columns_are_those_of_the_built_in_tables() -> None:
    for name, path in tables.paths(ROOT / "src" / "marsad" / "lexicon" / "tables"):
        header = next(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        if name != "months":
            columns = header.split("\t")
            assert columns == own.SPEC[name].names[: len(columns)], path
    header = next(line for line in codebook.TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert header.split("\t") == own_codebook.SPEC.names


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
