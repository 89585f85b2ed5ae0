"""Own tables: what is said of those with a fault, what may be left out, and how they are kept compiled."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import marsad
from conftest import ROOT, Run
from marsad import cli, codebook, tables
from marsad.codebook import own as own_codebook
from marsad.errors import LexiconError, MarsadError
from marsad.lexicon import cache, load, overlay, own, starter
from own import ACTOR, PREDICATE, TEXT, claims, folder


@pytest.fixture
def cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of the test's own."""
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")
    libya = dict.fromkeys(own.SPEC["states"].names, "") | {"key": "libya", "kind": "state", "name": "ليبيا"}
    monkeypatch.setattr(own, "built_in", lambda: own.BuiltIn({"states": [libya]}))  # little to compile
    return tmp_path / "cache"


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

    def test_latin_letters_in_a_verb(self, run: Run, tmp_path: Path) -> None:
        terms = folder(tmp_path / "t", verbs="predicate\tlemma\tpatient\nattacks\tنهبX\tO\n")
        code, out, _ = run("lexicon", "check", terms)
        assert (code, "verbs.tsv:2" in out.decode(), "Latin letters" in out.decode()) == (1, True, True)

    def test_body_of_an_office_that_nobody_knows(self, run: Run, tmp_path: Path) -> None:
        rows = "office\tof\ttitles\tholder\nmayor_x\tlibya\tعمدة الرمل@no_such_body\tkhalifa_haftar\n"
        code, out, _ = run("lexicon", "check", folder(tmp_path / "t", offices=rows))
        assert (code, "unknown body 'no_such_body'" in out.decode()) == (1, True)

    def test_place_where_no_number_lies(self, run: Run, tmp_path: Path) -> None:
        rows = "key\ttype\tcountry\tname\tgeonames\tlat\tlon\nrimal\ttown\tlibya\tبلدة الرمل\t12\tnorth\t3\n"
        code, out, _ = run("lexicon", "check", folder(tmp_path / "t", places=rows))
        assert (code, "lat 'north' is no number" in out.decode()) == (1, True)

    def test_messages_name_commands_that_there_are(self) -> None:
        def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
            yield path
            for name, sub in getattr(command, "commands", {}).items():
                yield from walk(sub, (*path, name))

        known = set(walk(typer.main.get_command(cli.app()), ("marsad",)))
        for source in (ROOT / "src" / "marsad").rglob("*.py"):
            for words in re.findall(
                r"(?:see |with |\()marsad ((?:lexicon |codebook )?[a-z]+)", source.read_text(encoding="utf-8")
            ):
                assert ("marsad", *words.split()) in known, (source, words)

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

    def test_other_code_makes_other_data(self, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every module that has a part in compiling is in the name of an entry."""
        before = overlay._code()
        for name in ("packed", "spelling", "offices", "compile"):
            path = Path(load.__code__.co_filename).parent / f"{name}.py"
            real = Path.read_bytes
            with monkeypatch.context() as patch:
                patch.setattr(Path, "read_bytes", lambda self, p=path, real=real: real(self) + b"#" * (self == p))
                assert overlay._code() != before, name

    def test_old_entries_go(self, cache_folder: Path) -> None:
        for n in range(cache.KEPT + 3):
            cache.put(f"n{n}", {"entries": []})
            os.utime(cache_folder / f"n{n}.json", (n, n))
        assert len(list(cache_folder.iterdir())) == cache.KEPT
        assert not list(cache_folder.glob("*.part"))


def test_columns_are_those_of_the_built_in_tables() -> None:
    for name, path in tables.paths(ROOT / "src" / "marsad" / "lexicon" / "tables"):
        header = next(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        if name != "months":
            columns = header.split("\t")
            assert columns == own.SPEC[name].names[: len(columns)], path
    header = next(line for line in codebook.TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert header.split("\t") == own_codebook.SPEC.names
