"""Tables of reports: CSV and Parquet, what stands in which column, and rows that cost themselves alone."""

from __future__ import annotations

import datetime
import gzip
import json
import sys
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import ROOT, Run
from intake.memory import peak
from marsad.errors import InputError
from marsad.intake.items import Intake, Item, Refused
from marsad.observatory import Observatory

TEXTS = (
    "وصل وزير الدفاع التركي إلى طرابلس، والتقى رئيس الحكومة.",
    "قصفت المدفعية مواقع المسلحين قرب درنة؛ وقتل 3 أشخاص.",
    'وقالت مصادر "محلية" إن الهدنة انهارت.\nواندلعت اشتباكات بين الجيش والمسلحين.',
)

FAULTY = """
import os
from marsad.intake import rows
item = rows.item
def faulty(values, *rest):
    if "قاتل" in values["text"]:
        os.kill(os.getpid(), 11)
    return item(values, *rest)
rows.item = faulty
"""


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def csv_file(path: Path, head: list[str], rows: list[list[str]], mark: str = ",", encoding: str = "utf-8") -> Path:
    lines = [mark.join(map(quoted, row)) for row in [head, *rows]]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def parquet_file(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def texts(*found: Item | Refused) -> list[str]:
    return [msgspec.json.decode(item.data)["text"] for item in found if isinstance(item, Item)]


def faults(*found: Item | Refused) -> list[str]:
    return [str(item.fault) for item in found if isinstance(item, Refused)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiters_and_encodings_of_csv(tmp_path: Path, mark: str, encoding: str) -> None:
    path = csv_file(
        tmp_path / "a.csv",
        ["id", "text", "note"],
        [[f"n{n}", text, "x;y,z"] for n, text in enumerate(TEXTS)],
        mark,
        encoding,
    )
    found = list(Intake([path]))
    assert texts(*found) == list(TEXTS)
    assert [item.position for item in found] == ["id n0", "id n1", "id n2"]


def test_line_by_which_a_spreadsheet_is_told_the_delimiter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"sep=;\ntext;id\n{TEXTS[1].replace('؛', '')};1\n", encoding="utf-8")
    assert len(texts(*Intake([tmp_path / "a.csv"]))) == 1


def test_columns_by_other_names(run: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", ["Body", "Title", "when"], [[TEXTS[0], "زيارة", "2020-05-06 10:00"]])
    code, out, err = run("read", path, "--json", "--column", "text=Body", "--column", "published=when")
    assert (code, err) == (0, "")
    reading = json.loads(out)
    assert reading["report"]["text"] == f"زيارة\n{TEXTS[0]}"  # Title is title
    assert reading["report"]["published"] == "2020-05-06"
    assert reading["claims"][0]["predicate"] == "visits"


@pytest.mark.parametrize(
    ("option", "trouble"),
    [
        ("text=Words", "has no column 'Words' (its columns: Body, id)"),
        ("id=id", "has no column 'text' (its columns: Body, id)"),
        ("texts=Body", "'texts=Body' names no field"),
        ("text", "'text' names no field"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_missing_column(run: Run, tmp_path: Path, ending: str, option: str, trouble: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        csv_file(path, ["Body", "id"], [[TEXTS[0], "1"]])
    else:
        parquet_file(path, Body=[TEXTS[0]], id=[1])
    code, out, err = run("read", path, "--column", option)
    assert (code, out, err.count("\n")) == (2, b"", 1)
    assert trouble in err
    assert "--column text=NAME" in err


def test_rows_that_are_none_cost_themselves(run: Run, tmp_path: Path) -> None:
    good = [f"{n},{quoted(TEXTS[0])}" for n in range(5)]
    lines = [
        "id,text",
        good[0],
        "1",
        good[1],
        "2,x,y",
        good[2],
        '3,""',
        '4,"a"b"',
        good[3],
        "",
        f"5,{'z' * 3000}",
        good[4],
        '6,"open',
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run("read", tmp_path / "a.csv", "--json", "--max-bytes", "2000")
    assert code == 1
    assert [line.get("id") for line in map(json.loads, out.splitlines()) if "error" not in line] == list("01234")
    told = [line.partition("a.csv ")[2].partition(";")[0] for line in err.splitlines()]
    assert told == [
        "row 2: has 1 cells where the first line names 2 columns",
        "row 4: has 3 cells where the first line names 2 columns",
        "row 6: has an empty text",
        "row 7: ',' expected after '\"' (line 8)",
        "row 10: is longer than 2,000 characters: raise the limit with --max-bytes (line 11)",
        "row 12: unexpected end of data (line 13)",
    ]


def test_bytes_of_another_encoding_cost_their_row(tmp_path: Path) -> None:
    data = f"text,id\n{TEXTS[0]},1\n".encode() + TEXTS[0].encode("cp1256") + f",2\n{TEXTS[0]},3\n".encode()
    (tmp_path / "a.csv").write_bytes(
        f"text,id\n{'س' * 70000},0\n".encode() + data[8:]
    )  # behind what is looked at first
    found = list(Intake([tmp_path / "a.csv"]))
    assert [item.position for item in found] == ["id 0", "id 1", "row 3", "id 3"]
    good = "".join(f"{TEXTS[0]},{n}\n" for n in range(3))
    (tmp_path / "b.csv").write_bytes(f"text,id\n{good}".encode() + b"\xd8\xff,9\n")  # among what is looked at first
    assert [item.position for item in Intake([tmp_path / "b.csv"])] == ["id 0", "id 1", "id 2", "row 4"]
    assert "no text in the encoding of the file" in faults(*found)[0]


def test_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    rows = f"{quoted(TEXTS[0])},1\n" + '"open,2\n' + "x,3\n" * 5000
    (tmp_path / "a.csv").write_text(f"text,id\n{rows}", encoding="utf-8")
    found = list(Intake([tmp_path / "a.csv"], limit=1000))
    assert texts(found[0]) == [TEXTS[0]]
    assert "a quotation mark that is not closed?" in faults(*found)[0]
    assert len(texts(*found)) > 4000  # what follows is read again


def test_parquet_columns_of_every_sensible_type(tmp_path: Path) -> None:
    day, moment = datetime.date(2020, 5, 6), datetime.datetime(2020, 5, 6, 12, tzinfo=datetime.UTC)
    table = {
        "text": pa.array(TEXTS).dictionary_encode(), "id": pa.array([1, 2, None], pa.int32()),
        "published": pa.array([day] * 3), "publisher": pa.array(["المرصد", None, ""]),
        "url": pa.array([None, b"https://example.org/2", None], pa.binary()), "tags": pa.array([["a"], [], None]),
    }  # fmt: skip
    first = parquet_file(tmp_path / "a.parquet", **table)
    other = parquet_file(
        tmp_path / "b.parquet", text=pa.array(TEXTS, pa.large_string()), published=pa.array([moment] * 3)
    )
    found = list(Intake([first]))
    assert [item.position for item in found] == ["id 1", "id 2", "row 3"]
    rows = [msgspec.json.decode(item.data) for item in found if isinstance(item, Item)]
    assert rows[0] == {"text": TEXTS[0], "id": 1, "publisher": "المرصد", "published": "2020-05-06"}
    assert found[1].address == rows[1]["url"] == "https://example.org/2"
    assert rows[2] == {"text": TEXTS[2], "published": "2020-05-06"}
    with Observatory(tmp_path / "m.db") as observatory:
        observatory.add(other)
        assert {report.published for report in observatory.reports()} == {"2020-05-06"}


def test_parquet_rows_of_wrong_types(tmp_path: Path) -> None:
    path = parquet_file(tmp_path / "a.parquet", text=pa.array([TEXTS[0].encode(), b"\xff\xfe\xfd", None, b"x" * 2001]))
    found = list(Intake([path], limit=2000))
    assert texts(*found) == [TEXTS[0]]
    assert [fault.partition("; ")[0].partition("a.parquet ")[2] for fault in faults(*found)] == [
        "row 2: has a text that is no text in UTF-8", "row 3: has an empty text",
        "row 4: is larger than 2,000 bytes: raise the limit with --max-bytes",
    ]  # fmt: skip
    numbers = parquet_file(tmp_path / "b.parquet", text=[1.5, 2.5])
    assert "has double in column 'text', not text" in faults(*Intake([numbers]))[0]


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" * 1000, b"no parquet at all"])
def test_parquet_that_is_none(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(data)
    code, out, err = run("read", tmp_path / "a.parquet")
    assert (code, out, err.count("\n")) == (2, b"", 1)
    assert "a.parquet: is no Parquet file, or a broken one" in err


def test_parquet_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"text": [f"{TEXTS[0]} {n}" for n in range(4000)]}), path, row_group_size=1000, use_dictionary=False
    )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)
    path.write_bytes(data)
    found = list(Intake([path]))
    assert len(texts(*found)) >= 1000
    assert len(faults(*found)) == 1
    assert "breaks off behind row" in faults(*found)[0]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.parquet.gz"])
def test_packed(run: Run, tmp_path: Path, name: str) -> None:
    plain = tmp_path / name.removesuffix(".gz")
    if "csv" in name:
        csv_file(plain, ["text"], [[text] for text in TEXTS])
    else:
        parquet_file(plain, text=list(TEXTS))
    (tmp_path / name).write_bytes(gzip.compress(plain.read_bytes()))
    assert texts(*Intake([tmp_path / name])) == texts(*Intake([plain])) == list(TEXTS)
    code, out, _ = run("read", tmp_path / name, "--json")
    assert (code, len(out.splitlines())) == (0, 3)


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_packed_file_that_is_cut_off_keeps_the_good(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}.gz"
    lines = [json.dumps({"text": f"{TEXTS[0]} {n}"}) if ending == "jsonl" else f"{n},{TEXTS[0]}" for n in range(2000)]
    data = gzip.compress("\n".join(["n,text"] * (ending == "csv") + lines).encode())
    path.write_bytes(data[: len(data) // 2])
    found = list(Intake([path]))
    assert len(found) > 500
    assert [str(item.fault).partition(" (")[0] for item in found if isinstance(item, Refused)][-1].endswith(
        "cannot be read"
    )


def test_parquet_on_standard_input(run: Run, tmp_path: Path) -> None:
    data = parquet_file(tmp_path / "a.parquet", text=list(TEXTS)).read_bytes()
    code, out, _ = run("add", "-", "--db", tmp_path / "m.db", stdin=data)
    assert (code, out[:7]) == (0, b"3 added")


def test_the_same_again_changes_nothing_and_retry_knows_the_columns(run: Run, tmp_path: Path) -> None:
    db, path = tmp_path / "m.db", tmp_path / "a.csv"
    csv_file(path, ["Body", "n"], [[text, str(n)] for n, text in enumerate(TEXTS)] + [["", "9"]])
    options = ("--db", db, "--column", "text=Body", "--column", "id=n")
    assert run("add", path, *options)[0] == 1
    code, out, _ = run("add", path, *options, "--json")
    done = json.loads(out)
    assert (code, done["added"], done["known"], done["failed_before"]) == (1, 0, 3, 1)
    csv_file(path, ["Body", "n"], [[text, str(n)] for n, text in enumerate(TEXTS)] + [[TEXTS[0], "9"]])
    code, out, _ = run("retry", "--db", db, "--json")
    assert (code, json.loads(out)["added"]) == (0, 1)


def test_tables_are_not_picked_up_from_a_folder(tmp_path: Path) -> None:
    csv_file(tmp_path / "claims.csv", ["text"], [[TEXTS[0]]])
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    intake = Intake([tmp_path])
    assert ([Path(item.origin).name for item in intake], intake.passed_over) == (["a.txt"], 1)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_memory_stays_flat(tmp_path: Path, ending: str) -> None:
    """20,000 rows of 1 kB each need hardly more than 2,000."""
    peaks = []
    for number in (2_000, 20_000):
        path = tmp_path / f"{number}.{ending}"
        rows = [f"{n} " + TEXTS[0] * 10 for n in range(number)]
        if ending == "csv":
            csv_file(path, ["text"], [[row] for row in rows])
        else:
            pq.write_table(pa.table({"text": rows}), path, row_group_size=1000)
        peaks.append(peak(path))
    assert peaks[1] < peaks[0] + 15, peaks


def test_no_library_is_loaded_for_csv(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", ["text"], [[TEXTS[0]]])
    code = (
        "import sys; from marsad.intake.items import Intake; list(Intake([sys.argv[1]]));"
        "sys.exit(any(name in sys.modules for name in ('pyarrow', 'lxml', 'pandas', 'numpy')))"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False, env={"PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "pyarrow.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "none"))
    path = parquet_file(tmp_path / "a.parquet", text=list(TEXTS))
    (fault,) = faults(*Intake([path]))
    assert fault.endswith(
        "a.parquet: Parquet files need pyarrow, which is not installed; pip install 'marsad[formats]'"
    )


def test_a_killed_parser_is_told_and_what_came_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTY, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "faults"))
    path = parquet_file(tmp_path / "a.parquet", text=[TEXTS[0], "قاتل", TEXTS[1]])
    intake = Intake([path])
    found = list(intake)
    assert texts(*found) == [TEXTS[0]]
    assert "brought down the process that tried (SIGSEGV) behind row 1" in faults(*found)[0]
    assert isinstance(found[1], Refused)
    assert isinstance(found[1].fault, InputError)
