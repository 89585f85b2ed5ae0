"""``marsad read`` into tables: folders, broken files among good ones, exit codes and what is told at the end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from conftest import Run, made_reading
from marsad import model
from marsad.cli import progress
from marsad.exports.rows import columns

TEXT = "زار اللواء خليفة حفتر موسكو أمس."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four reports, two files that are none, and what is passed over."""
    top = tmp_path / "articles"
    (top / "b" / "deep").mkdir(parents=True)
    (top / ".git").mkdir()
    (top / "c.txt").write_text(TEXT, encoding="utf-8")
    (top / "b" / "deep" / "a.html").write_text(f"<html><p>{TEXT}</p></html>", encoding="utf-8")
    lines = [json.dumps({"text": TEXT, "id": "x"}), "{broken", json.dumps({"text": TEXT, "id": 5})]
    (top / "b" / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (top / "binary.txt").write_bytes(b"\0" * 50)
    (top / ".git" / "a.txt").write_text(TEXT, encoding="utf-8")
    (top / "paper.odt").write_bytes(b"PK")
    (top / "b" / "loop").symlink_to(top)
    os.mkfifo(top / "pipe.txt")
    return top


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("option", ["--csv", "--parquet", "--html"])
def test_a_file_without_a_name(run: Run, folder: Path, option: str) -> None:
    code, out, err = run("read", folder / "c.txt", option, "")
    assert (code, out, err) == (2, b"", f"marsad: {option}: names no file; write one, as claims.csv or page.html\n")


@pytest.mark.usefixtures("made_reader")
class TestFolder:
    def test_reports_in_the_order_of_their_names(self, run: Run, folder: Path) -> None:
        code, out, err = run("read", folder, "--csv", "-")
        assert code == 1
        got = [(Path(row["file"]).relative_to(folder).as_posix(), row["line"], row["own_id"]) for row in table(out)]
        assert got[::2] == [
            ("b/deep/a.html", "", ""), ("b/lines.jsonl", "1", "x"), ("b/lines.jsonl", "3", "5"), ("c.txt", "", ""),
        ]  # fmt: skip
        assert "4 reports read, 8 claims; files passed over: 1\n" in err
        assert "2 could not be read:\n" in err
        assert "binary.txt: holds binary data" in err
        assert "lines.jsonl:2: is no report" in err

    def test_all_formats_hold_the_same(self, run: Run, folder: Path, tmp_path: Path) -> None:
        code, out, err = run("read", folder, "--csv", tmp_path / "c.csv", "--parquet", tmp_path / "c.parquet")
        assert (code, out) == (1, b"")
        assert f"written: {tmp_path}/c.csv, {tmp_path}/c.parquet" in err
        rows = table((tmp_path / "c.csv").read_bytes())
        got = pq.read_table(tmp_path / "c.parquet")
        assert got.column("claim_key").to_pylist() == [row["claim_key"] for row in rows]
        assert got.column_names == [column.name for column in columns()]

    def test_the_same_folder_gives_the_same_bytes(self, run: Run, folder: Path) -> None:
        assert run("read", folder, "--csv", "-")[1] == run("read", folder, "--csv", "-")[1]

    def test_as_json_lines_and_as_tables(self, run: Run, folder: Path) -> None:
        code, out, err = run("read", folder, "--json")
        got = [json.loads(line) for line in out.splitlines()]
        assert code == 1
        assert ["error" in line for line in got] == [False, False, True, False, True, False]
        assert [line.get("id") for line in got] == [None, "x", None, 5, None, None]
        assert err.count("\n") == 2
        code, out, _ = run("read", folder)
        assert code == 1
        assert "lines.jsonl:3\n" in out.decode()

    def test_without_a_report(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "paper.odt").touch()
        for option in ("--json", "--csv=-"):
            code, out, err = run("read", tmp_path, option)
            assert (code, out) == (2, b"")
            assert "holds no report" in err

    def test_a_folder_that_may_not_be_looked_into(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = Path.iterdir

        def closed(path: Path) -> object:
            if path.name == "deep":
                raise PermissionError(13, "Permission denied")
            return real(path)

        monkeypatch.setattr(Path, "iterdir", closed)
        code, _, err = run("read", folder, "--csv", "-")
        assert code == 1
        assert "deep: cannot be looked into (Permission denied)" in err
        assert "3 reports read" in err


@pytest.mark.usefixtures("made_reader")
class TestTables:
    def test_files_lines_and_standard_input(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "c.parquet"
        code, _, err = run("read", folder / "c.txt", "-", folder / "c.txt", "--parquet", out, stdin=TEXT.encode())
        assert code == 0
        assert pq.read_table(out).column("file").to_pylist()[::2] == [f"{folder}/c.txt", "-", f"{folder}/c.txt"]
        code, _, err = run("read", "--jsonl", folder / "b" / "lines.jsonl", "--parquet", out)
        assert code == 1
        assert "2 reports read, 4 claims" in err
        assert pq.read_table(out).column("own_id").to_pylist() == ["x", "x", "5", "5"]

    def test_what_was_good_is_written(self, run: Run, folder: Path, tmp_path: Path) -> None:
        code, _, err = run("read", folder / "none.txt", folder / "c.txt", "--csv", tmp_path / "c.csv")
        assert code == 1
        assert "none.txt: no such file" in err
        assert len(table((tmp_path / "c.csv").read_bytes())) == 2

    def test_nothing_good_writes_nothing(self, run: Run, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "c.csv").write_text("old")
        code, _, err = run("read", folder / "binary.txt", "--csv", tmp_path / "c.csv")
        assert code == 2
        assert "1 could not be read; nothing was written:" in err
        assert (tmp_path / "c.csv").read_text() == "old"

    def test_a_file_cut_short_costs_its_rest(self, run: Run, tmp_path: Path) -> None:
        import gzip

        data = gzip.compress(
            b"".join(json.dumps({"text": f"{TEXT} {os.urandom(20).hex()}"}).encode() + b"\n" for _ in range(9))
        )
        (tmp_path / "cut.jsonl.gz").write_bytes(data[: len(data) // 2])
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        code, out, err = run("read", tmp_path / "cut.jsonl.gz", tmp_path / "a.txt", "--csv", "-")
        assert code == 1
        assert "cut.jsonl.gz: cannot be read" in err
        assert table(out)[-1]["file"] == str(tmp_path / "a.txt")

    def test_a_fault_of_the_reader_costs_its_report(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(text: str, **_: object) -> model.Reading:
            if text.startswith("سيئ"):
                raise ZeroDivisionError("why\x1b")
            return made_reading(text)

        monkeypatch.setattr(sys.modules["marsad.reader"], "read", fails)
        (tmp_path / "bad.txt").write_text("سيئ", encoding="utf-8")
        code, out, err = run("read", tmp_path / "bad.txt", folder / "c.txt", "--csv", "-")
        assert (code, len(table(out))) == (1, 2)
        assert "bad.txt: could not be read (ZeroDivisionError: why␛); report this fault" in err

    @pytest.mark.parametrize(
        ("options", "trouble"),
        [
            (["--parquet", "-"], "cannot go to standard output"),
            (["--csv", "{}/c.txt"], "is one of the reports"),
            (["--csv", "{}/x", "--parquet", "{}/x"], "name the same file"),
            (["--csv", "{}"], "is a folder"),
            (["--csv", "{}/none/c.csv"], "there is no folder"),
            (["--csv", "-", "--json"], "leave one out"),
            (["--csv", "-", "--explain"], "leave one out"),
        ],
    )
    def test_bad_targets_are_refused_before_reading(
        self, run: Run, folder: Path, options: list[str], trouble: str
    ) -> None:
        before = (folder / "c.txt").read_bytes()
        code, out, err = run("read", folder / "c.txt", *(option.format(folder) for option in options))
        assert (code, out) == (2, b"")
        assert err.count("\n") == 1
        assert trouble in err
        assert (folder / "c.txt").read_bytes() == before

    def test_a_target_among_the_reports_of_a_folder(self, run: Run, folder: Path) -> None:
        code, _, err = run("read", folder, "--csv", folder / "b" / "lines.jsonl")
        assert code == 2
        assert "is one of the reports" in err

    def test_without_pyarrow(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        code, out, err = run("read", folder / "c.txt", "--parquet", folder / "c.parquet")
        assert (code, out) == (2, b"")
        assert err == "marsad: --parquet: needs pyarrow, which is not installed; pip install 'marsad[tables]'\n"
        assert not (folder / "c.parquet").exists()
        assert run("read", folder / "c.txt", "--csv", "-")[0] == 0

    def test_what_is_told_cannot_write_to_the_terminal(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a\x1b[31m\u202e.txt").write_bytes(b"\0" * 50)
        _, _, err = run("read", tmp_path, "--csv", "-")
        assert not set(err) & set("\x1b\u202e")

    def test_a_long_run_tells_how_far_it_is(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(progress, "EVERY", 0.0)
        _, _, err = run("read", folder / "c.txt", folder / "c.txt", "--csv", "-")
        assert "marsad: 1 of 2 reports, 2 claims\n" in err
        _, _, err = run("read", folder, "--csv", "-")
        assert "marsad: 3 reports, 4 claims\n" in err


def test_tables_load_no_library_they_do_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run = (
        "import sys\nfrom marsad.cli import main\n"
        f"try: main(['read', {str(tmp_path / 'a.txt')!r}, '--csv', '-'])\nfinally: sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not set(done.stderr.decode().split()) & {"pyarrow", "pandas", "numpy", "rich.console", "yaml"}
    assert table(done.stdout)[0]["predicate"] == "visits"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_the_old_table_and_nothing_else(tmp_path: Path, number: int) -> None:
    (tmp_path / "in.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 200_000, encoding="utf-8")
    (tmp_path / "c.csv").write_text("old")
    run = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored\n"
        "from marsad.cli import main; main(['read', 'in.jsonl', '--csv', 'c.csv'])"
    )
    going = subprocess.Popen([sys.executable, "-c", run], cwd=tmp_path, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if parts := [path for path in tmp_path.glob(".c.csv.*") if path.stat().st_size]:
                break
            time.sleep(0.1)
        assert parts
        going.send_signal(number)
        assert going.wait(60) == 128 + number
    finally:
        going.kill()
        going.wait()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "in.jsonl"]
    assert (tmp_path / "c.csv").read_text() == "old"


def test_a_bar_at_a_terminal(tmp_path: Path) -> None:
    """Standard error is a pseudo-terminal; standard output is not, and stays clean."""
    import pty

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "marsad", "read", str(tmp_path), "--csv", "-"],
        stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "100"}, check=False,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "\x1b[" in shown
    assert "reports, " in shown
    assert "1 report read, 1 claim" in shown
    assert b"\x1b" not in done.stdout
