"""The command line: what it prints, and what it does with bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import GOLD, Run, made_reading
from marsad import codebook, model, show
from marsad.arabic import display

TEXT = "زار اللواء خليفة حفتر موسكو أمس.\nولم يعلن عن الزيارة."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.usefixtures("made_reader")
class TestRead:
    def test_json_is_one_reading(self, run: Run, report: Path) -> None:
        code, out, err = run("read", report, "--json")
        assert (code, err) == (0, "")
        reading = msgspec.json.decode(out, type=model.Reading)
        assert reading.report.text == TEXT
        assert out.count(b"\n") == 1

    def test_schema_nulls_are_written(self, run: Run, report: Path) -> None:
        _, out, _ = run("read", report, "--json")
        assert json.loads(out)["claims"][1]["place"] is None
        assert "evidence" not in json.loads(out)["links"][0]

    def test_several_files_are_json_lines(self, run: Run, report: Path) -> None:
        code, out, _ = run("read", report, report, "--json")
        assert code == 0
        assert [json.loads(line)["report"]["text"] for line in out.splitlines()] == [TEXT, TEXT]

    def test_one_bad_file_of_several_keeps_its_line(self, run: Run, report: Path) -> None:
        code, out, err = run("read", report, "/nowhere.txt", report, "--json")
        assert code == 2
        assert ["error" in json.loads(line) for line in out.splitlines()] == [False, True, False]
        assert err.count("\n") == 1

    def test_standard_input(self, run: Run) -> None:
        code, out, _ = run("read", "-", "--json", stdin=TEXT.encode("cp1256"))
        assert code == 0
        assert json.loads(out)["report"]["text"] == TEXT

    def test_publisher_and_date_are_handed_on(self, run: Run, report: Path) -> None:
        _, out, _ = run("read", report, "--json", "--publisher", "المرصد", "--published", "2016-06-30")
        got = json.loads(out)["report"]
        assert (got["publisher"], got["published"]) == ("المرصد", "2016-06-30")

    def test_min_confidence_takes_links_along(self, run: Run, report: Path) -> None:
        _, out, _ = run("read", report, "--json", "--min-confidence", "0.5")
        assert [c["id"] for c in json.loads(out)["claims"]] == ["c1"]
        assert json.loads(out)["links"] == []

    def test_table_names_everything(self, run: Run, report: Path) -> None:
        code, out, _ = run("read", report)
        table = out.decode()
        assert code == 0
        for part in (
            "visits - ",
            "intended not",
            "hedged",
            "unannounced",
            "2016-06-28",
            "3-5",
            "(denies)",
            "publisher",
        ):
            assert part in table
        assert table.index("visits - ") < table.index("meets - ")

    def test_example_says_that_it_is_composed(self, run: Run) -> None:
        code, out, _ = run("read", "--example")
        assert code == 0
        assert show.EXAMPLE_NOTICE in out.decode()
        _, out, _ = run("read", "--example", "--json")
        assert show.EXAMPLE_NOTICE in json.loads(out)["notices"]

    def test_lexicon_with_a_broken_table(self, run: Run, report: Path, tmp_path: Path) -> None:
        (tmp_path / "actors.tsv").write_text("key\tkind\na\tb\tc\td\n", encoding="utf-8")
        code, out, err = run("read", report, "--lexicon", tmp_path)
        assert (code, out) == (2, b"")
        assert err.count("\n") == 1
        assert "actors.tsv" in err


@pytest.mark.usefixtures("made_reader")
class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "data", "trouble"),
        [
            ("none.txt", None, "no such file"),
            ("empty.txt", b"", "is empty"),
            ("blank.txt", b" \n\t\n", "is empty"),
            ("nbsp.txt", "\u00a0\u2003\n".encode(), "holds no text"),
            ("null.txt", b"\0" * 50, "binary"),
            ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
            ("paper.pdf", b"%PDF-1.7 ...", "PDF"),
            ("word.docx", b"PK\x03\x04....", "ZIP"),
            ("russian.txt", "Привет мир, это русский текст".encode("cp1251"), "code page"),
            ("utf16.txt", b"\xff\xfea", "UTF-16"),
            ("utf8.txt", b"\xef\xbb\xbf\xff", "UTF-8"),
            ("large.txt", b"a" * 1001, "larger than 1,000 bytes"),
            ("lines.jsonl.gz", b"{}", "gzip"),
            ("page.html", b"<html><script>x</script></html>", "no text"),
        ],
    )
    def test_one_line_and_exit_code_2(
        self, run: Run, tmp_path: Path, name: str, data: bytes | None, trouble: str
    ) -> None:
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        code, out, err = run("read", path, "--max-bytes", "1000")
        assert (code, out) == (2, b"")
        assert err.count("\n") == 1
        assert name in err
        assert trouble in err
        assert "; " in err  # the way out
        assert "Traceback" not in err

    def test_folder_without_a_report(self, run: Run, tmp_path: Path) -> None:
        code, _, err = run("read", tmp_path)
        assert code == 2
        assert "holds no report" in err

    def test_name_too_long(self, run: Run) -> None:
        code, _, err = run("read", "a" * 5000)
        assert code == 2
        assert err.count("\n") == 1

    def test_name_cannot_write_to_the_terminal(self, run: Run) -> None:
        code, _, err = run("read", "a\x1b[31m\nb\u202e.txt")
        assert code == 2
        assert err.count("\n") == 1
        assert "\x1b" not in err
        assert "\u202e" not in err

    @pytest.mark.parametrize(
        "options",
        [
            ["--published", "30/6/2016"],
            ["--published", "2016-02-30"],
            ["--min-confidence", "1.5"],
            ["--max-bytes", "0"],
            ["--lexicon", "/nowhere"],
            ["--jsonl", "x.jsonl"],
            ["--example"],
        ],
    )
    def test_bad_option(self, run: Run, report: Path, options: list[str]) -> None:
        code, out, err = run("read", report, *options)
        assert (code, out) == (2, b"")
        assert err.count("\n") == 1

    def test_nothing_to_read(self, run: Run) -> None:
        assert run("read")[0] == 2

    def test_reason_stands_in_json_too(self, run: Run) -> None:
        code, out, err = run("read", "/nowhere.txt", "--json")
        assert (code, out) == (2, b"")
        assert "/nowhere.txt: no such file" in err


@pytest.mark.usefixtures("made_reader")
class TestJsonLines:
    def test_readings_in_order_with_their_ids(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "in.jsonl"
        lines: list[dict[str, object]] = [
            {"id": "a", "text": TEXT, "title": "زيارة", "publisher": "المرصد", "published": "2016-06-30T08:00:00Z"},
            {"id": 7, "text": TEXT, "url": "https://example.org/", "author": "x"},
            {"text": TEXT, "published": "yesterday"},
        ]
        path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
        code, out, err = run("read", "--jsonl", path)
        assert (code, err) == (0, "")
        got = [json.loads(line) for line in out.splitlines()]
        assert [line.get("id") for line in got] == ["a", 7, None]
        assert next(iter(got[0])) == "id"
        assert got[0]["report"]["text"] == f"زيارة\n{TEXT}"
        assert got[0]["report"]["published"] == "2016-06-30"
        assert got[1]["report"]["url"] == "https://example.org/"
        assert any("yesterday" in notice for notice in got[2]["notices"])

    def test_a_broken_line_costs_that_line(self, run: Run) -> None:
        good = json.dumps({"text": TEXT}).encode()
        broken = [
            b"{",
            b"[]",
            b'{"id": "x"}',
            b'{"text": 5, "id": "five"}',
            b'{"text": ""}',
            b'{"text": "\xff"}',
            b'{"text": "\\ud800"}',
            b"[" * 100_000,
            b'{"text": "' + b"a" * 200_000 + b'"}',
        ]
        data = b"\n".join(part for line in broken for part in (line, good, b""))
        code, out, err = run("read", "--jsonl", "-", "--max-bytes", "150000", stdin=data)
        got = [json.loads(line) for line in out.splitlines()]
        assert code == 1
        assert ["error" in line for line in got] == [True, False] * len(broken)
        assert err.count("\n") == len(broken)
        assert got[6]["id"] == "five"
        assert "standard input:1:" in got[0]["error"]
        assert "standard input:4:" in got[2]["error"]

    def test_gzip(self, run: Run, tmp_path: Path) -> None:
        import gzip

        path = tmp_path / "in.jsonl.gz"
        data = gzip.compress(json.dumps({"text": TEXT}).encode() + b"\n")
        path.write_bytes(data)
        assert run("read", "--jsonl", path)[0] == 0
        path.write_bytes(data[:-12])
        code, _, err = run("read", "--jsonl", path)
        assert code == 2
        assert err.count("\n") == 1

    def test_missing(self, run: Run) -> None:
        assert run("read", "--jsonl", "/nowhere.jsonl")[0] == 2

    def test_a_failing_reader_costs_one_line(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(text: str, **_: object) -> model.Reading:
            if text == "bad":
                raise ZeroDivisionError("why")
            return made_reading(text)

        monkeypatch.setattr(sys.modules["marsad.reader"], "read", fails)
        code, out, err = run("read", "--jsonl", "-", stdin=b'{"text": "bad", "id": 1}\n{"text": "good", "id": 2}\n')
        assert code == 1
        assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 2]
        assert "-:1: could not be read" in err


class TestTerminal:
    HOSTILE = (
        "[link=https://evil.example]اضغط[/link] \x1b]8;;x\x07 \x1b[2J \u202eabc\u202c \u2067x\u2069 \r\b\x9b31m \ud800"
    )

    @pytest.fixture(autouse=True)
    def _made(self, made_reader: None) -> None: ...

    def test_markup_is_shown_as_written(self, capsys: pytest.CaptureFixture[str]) -> None:
        show.reading(made_reading("[link=https://evil.example]اضغط[/link] [red]"))
        out = capsys.readouterr().out
        assert "[red]" in out
        assert "\x1b" not in out

    @settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(st.characters(), min_size=1, max_size=300))
    def test_no_control_character_reaches_it(self, capsys: pytest.CaptureFixture[str], text: str) -> None:
        capsys.readouterr()
        show.reading(made_reading(self.HOSTILE + text, title=True, publisher=text, published=text, url=text), name=text)
        for line in capsys.readouterr().out.split("\n"):
            depth = 0
            for char in line:
                assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"), repr(line)
                if unicodedata.category(char) == "Cf":
                    assert char in f"{display.FSI}{display.PDI}\u200c\u200d", repr(line)
                depth += (char == display.FSI) - (char == display.PDI)
                assert depth in (0, 1), repr(line)
            assert depth == 0, repr(line)

    def test_arabic_is_isolated_from_latin(self) -> None:
        assert show.isolated("حفتر") == "\u2068حفتر\u2069"
        assert show.isolated("Haftar") == "Haftar"
        assert show.isolated("\u202eحفتر") == "\u2068\ufffdحفتر\u2069"

    def test_escape_is_visible(self) -> None:
        assert show.harmless("\x1b[2J\n\u200f") == "␛[2J "

    def test_long_evidence_is_cut_around_its_cue(self) -> None:
        reading = made_reading("أ" * 500 + " زار " + "ب" * 500)
        reading.claims[0].evidence = [model.Evidence(0, 1005, model.Span(501, 504))]
        (quote,) = show._quote(reading, reading.claims[0])
        assert "زار" in quote
        assert quote.startswith("…")
        assert quote.endswith("…")


class TestEvaluate:
    def test_stored_readings(self, run: Run, tmp_path: Path) -> None:
        from marsad.gold import load
        from test_evaluate import as_reading

        gold = load(GOLD / "jeddah_darfur_2023.yaml")
        (tmp_path / "jeddah_darfur_2023.json").write_bytes(msgspec.json.encode(as_reading(gold)))
        code, out, _ = run("evaluate", gold.path, "--readings", tmp_path)
        assert code == 0
        assert "core P 1.00 R 1.00 F1 1.00" in out.decode()
        assert out.decode().splitlines()[1].startswith("ALL")

    def test_a_stored_reading_that_is_none(self, run: Run, tmp_path: Path) -> None:
        gold = GOLD / "jeddah_darfur_2023.yaml"
        assert run("evaluate", gold, "--readings", tmp_path)[0] == 2
        for data in (b"", b"[" * 100_000, b"\xff\xfe", b"{}"):
            (tmp_path / "jeddah_darfur_2023.json").write_bytes(data)
            code, _, err = run("evaluate", gold, "--readings", tmp_path)
            assert (code, err.count("\n")) == (2, 1), data

    @pytest.mark.usefixtures("made_reader")
    def test_keys_of_gold_do_not_control_the_terminal(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "x.txt").write_text("دعمت مصر الجيش.", encoding="utf-8")
        (tmp_path / "x.yaml").write_text(
            'entities:\n  "x\\e[31m": {kind: state, names: [مصر]}\n  army: {kind: armed_group, names: [الجيش]}\n'
            'claims:\n  - {p: backs, a: "x\\e[31m", b: army}\n', encoding="utf-8")  # fmt: skip
        code, out, _ = run("evaluate", tmp_path / "x.yaml", "-v")
        assert code == 0
        assert b"missed" in out
        assert b"\x1b" not in out

    @pytest.mark.usefixtures("made_reader")
    def test_every_miss_and_extra_with_its_sentence(self, run: Run) -> None:
        code, out, _ = run("evaluate", GOLD / "jeddah_darfur_2023.yaml", "-v")
        assert code == 0
        assert "missed  mediates(saudi, saf) · asserted · source publisher\n" in out.decode()
        assert "وتتوسط الرياض وواشنطن" in out.decode()
        assert "extra   " in out.decode()

    @pytest.mark.usefixtures("made_reader")
    def test_json(self, run: Run) -> None:
        code, out, _ = run("evaluate", GOLD, "--json")
        assert code == 0
        assert json.loads(out)["claims_gold"] > 300

    def test_bad_gold(self, run: Run, tmp_path: Path) -> None:
        assert run("evaluate", tmp_path)[0] == 2
        (tmp_path / "a.yaml").write_text("entities: [", encoding="utf-8")
        (tmp_path / "a.txt").write_text("نص", encoding="utf-8")
        code, _, err = run("evaluate", tmp_path)
        assert code == 2
        assert err.count("\n") == 1
        (tmp_path / "a.yaml").write_text("entities: {a: {kind: state, names: [مصر]}}\nclaims: []", encoding="utf-8")
        code, _, err = run("evaluate", tmp_path)
        assert code == 2
        assert "does not occur" in err


def test_codebook_lists_every_predicate(run: Run) -> None:
    code, out, _ = run("codebook")
    assert code == 0
    for name, predicate in codebook.predicates().items():
        assert f"{name} (PLOVER " in out.decode()
        assert predicate.example in out.decode()
    _, out, _ = run("codebook", "--json")
    assert [json.loads(line)["name"] for line in out.splitlines()] == list(codebook.predicates())


def test_lexicon_check_names_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_text("key\tkind\na\tb\tc\td\n", encoding="utf-8")
    code, out, _ = run("lexicon", "check", tmp_path)
    assert code == 1
    assert "actors.tsv:2" in out.decode()
    assert run("lexicon", "check", tmp_path / "none")[0] == 2


def test_version(run: Run) -> None:
    from marsad import __version__

    assert run("--version")[1].decode() == f"marsad {__version__}\n"


class TestProcess:
    """What only a process of its own shows."""

    def marsad(self, *args: str, code: str = "", stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        run = f"import sys; from marsad.cli import main\ntry: main({list(args)!r})\nfinally:\n {code or 'pass'}"
        env = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "PYTEST"))}
        return subprocess.run([sys.executable, "-c", run], input=stdin, capture_output=True, env=env, check=False)

    def test_json_loads_no_table_printer(self) -> None:
        done = self.marsad("read", "--example", "--json", code="sys.stderr.write(' '.join(sys.modules))")
        assert done.returncode == 0, done.stderr
        loaded = set(done.stderr.decode().split())
        assert "marsad.reader" in loaded
        assert not loaded & {"rich.console", "rich.table", "yaml", "lxml", "charset_normalizer", "babel", "hypothesis"}

    def test_only_the_command_asked_for_is_loaded(self) -> None:
        done = self.marsad("codebook", code="sys.stderr.write(' '.join(sys.modules))")
        assert done.returncode == 0, done.stderr
        loaded = set(done.stderr.decode().split())
        assert "marsad.cli.codebook" in loaded
        assert not loaded & {"marsad.cli.read", "marsad.cli.evaluate", "marsad.reader", "marsad.lexicon"}

    def test_a_closed_pipe_is_no_traceback(self) -> None:
        done = subprocess.run(
            [
                "bash",
                "-c",
                f'yes \'{{"text": "مرحبا"}}\' | head -3000 | {sys.executable} -m marsad read --jsonl - | head -1',
            ],
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert done.stdout.count(b"\n") == 1

    def test_not_arabic_is_an_empty_reading_with_a_notice(self) -> None:
        done = self.marsad("read", "-", "--json", stdin=b"The general travelled to Moscow on Tuesday for talks.")
        reading = json.loads(done.stdout)
        assert done.returncode == 0
        assert reading["claims"] == []
        assert reading["report"]["language"] != "ar"
        assert any(reading["report"]["language"] in notice for notice in reading["notices"])


def test_a_text_full_of_traps_is_read_and_shown_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    import marsad

    text = f"{TEXT} أعلن \x1b[31mالجيش\x1b[0m أن \u202eالقوات\u202c [bold]قصفت[/bold] مدينة حلب أمس.\u2028قتل ٥ مدنيين."
    show.reading(marsad.read(text, publisher="[red]x\x07", published="2016-06-30"))
    out = capsys.readouterr().out
    assert not [c for c in out if unicodedata.category(c) in ("Cc", "Zl") and c != "\n"]
    assert not set(out) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
    assert "[red]x␇" in out
